"""Bodies and competitions that an article names in part: "the Commission" for the European Commission, "Lakers".

A part is led back to a whole only where a single name of the article holds it;
which parts name a whole at all is a matter of form: the noun that says what
kind of body it is, what follows the name of its land or town, what stands
before "of", before a kind ("Stanford" of Stanford University) or a sponsor's year.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from reader.article import Label
from reader.entities import lexicon
from reader.entities.gazetteer import Gazetteer
from reader.entities.short_forms import initials_of

_KINDS = frozenset(
    """Party Corporation Company Incorporated Limited University Institution College Computer Computers Stores Airlines Airways
    Industries Technologies Pharmaceuticals Communications Newspaper Magazine Railways Railway Hotspur Wanderers Rovers Athletic
    Albion""".split()
)
"""What only says of a body what it is, or of a club that it is one."""
_HEADS = (lexicon.ORGANISATION_HEADS - {"United"}) | lexicon.EVENT_HEADS
_OF = re.compile(r" (?:of|for) ")
_OFFICE_OF = re.compile(r"^(?P<office>Ministry|Department|University) (?:of|for) (?:the )?(?P<field>[A-Z][\w-]+)(?: Affairs)?$")
_FIELD_FIRST = re.compile(r"^(?P<field>[A-Z][\w-]+) (?P<office>Ministry|Department|University)$")
_YEAR_OR_HOST = re.compile(r"^(?:(?:19|20)\d\d |(?:FIFA|ICC|UEFA|FIBA|IAAF|AFC|CAF) )+")
_YEAR_BEHIND = re.compile(r" (?:19|20)\d\d$")
_UNIVERSITY = re.compile(r"^University of (?P<land>[A-Z][a-z]+)$")
_SHORTEST_STEM = 4
"""Letters of its land in the short name of a university: UConn, UMass."""
_LONGEST_LAND = 3
"""Words."""


def names_in_part(names: Collection[str], gazetteer: Gazetteer) -> dict[str, str]:
    """Return the names among an article's bodies and competitions that are part of a single longer one, with that one.

    Names that tell one office in two orders ("Ministry of Health", "Health Ministry") count as one.
    """
    wholes: dict[str, set[str]] = defaultdict(set)
    known = frozenset(names)
    if len(known) < 2:
        return {}
    for name in known:
        for part in set(_parts_of(name, gazetteer)):
            if part in known and part != name and not _is_body_itself(part, gazetteer):
                wholes[part].add(name)
    in_part = {part: next(iter(found)) for part, found in wholes.items() if len(found) == 1}
    return {part: _last(part, in_part) for part in in_part} | _offices_in_two_orders(known - in_part.keys())


def _last(part: str, in_part: dict[str, str]) -> str:
    """Follow parts of parts to the whole: every step is a longer name."""
    while part in in_part:
        part = in_part[part]
    return part


def _parts_of(name: str, gazetteer: Gazetteer) -> Iterator[str]:
    words = name.split(" ")
    for cut in range(1, len(words)):
        yield from _parts_at(words, cut, gazetteer)
    if of := _OF.search(name):
        yield (before := name[: of.start()])
        yield from _without_kind(before.split(" "))
    yield from _without_kind(words)
    if len(initials := initials_of(name)) > 1:
        yield initials
    hosted = _YEAR_OR_HOST.sub("", name)
    yield from (hosted, _YEAR_BEHIND.sub("", name), _YEAR_BEHIND.sub("", hosted))
    if university := _UNIVERSITY.match(name):
        yield from (f"U{university['land'][:length]}" for length in range(_SHORTEST_STEM, len(university["land"]) + 1))


def _parts_at(words: Sequence[str], cut: int, gazetteer: Gazetteer) -> Iterator[str]:
    """Iterate over what a name that is cut between two words may be called: its end, or its town as a club is."""
    land, tail = " ".join(words[:cut]), " ".join(words[cut:])
    is_after_land = cut <= _LONGEST_LAND and _is_land(land, gazetteer)
    if is_after_land or (words[-1] in _HEADS and "of" not in words):
        yield tail
    if is_after_land and words[-1] not in _HEADS:
        yield land  # "Boston" as a body can only be its club


def _without_kind(words: Sequence[str]) -> Iterator[str]:
    if words[-1] in _KINDS:
        yield " ".join(words[:-1])


def _is_body_itself(name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is known for a body, whatever longer name holds it: the European Union in that of its Council."""
    known = gazetteer.get(name)
    return known is not None and known.is_sure and known.label is Label.ORG


def _is_land(name: str, gazetteer: Gazetteer) -> bool:
    known = gazetteer.get(name)
    return known is not None and known.label in (Label.PLACE, Label.NORP)


def _offices_in_two_orders(names: Collection[str]) -> dict[str, str]:
    """Return the offices that stand field first ("Health Ministry") where the article has the other order, with that."""
    by_office = {(match["field"], match["office"]): name for name in sorted(names) if (match := _OFFICE_OF.match(name))}
    return {
        name: by_office[key]
        for name in names
        if (match := _FIELD_FIRST.match(name)) and (key := (match["field"], match["office"])) in by_office
    }
