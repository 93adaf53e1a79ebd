"""Rows of names that the text calls companies or places: "broadcasters such as TF9 and Ordal", "the towns of Orvik and Velm".

The text has straight quotes and plain blanks.
"""

import re
from collections.abc import Iterator

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate, Candidates
from reader.entities.gazetteer import Gazetteer
from reader.entities.words import WordTable

_CAPITAL = lexicon.CAPITAL
_REST = rf"[\w&'-]{{0,30}}(?: [{_CAPITAL}][\w&'-]{{1,30}}){{0,3}}"
_ONE = rf"[{_CAPITAL}]{_REST}"
_IN_ROW = re.compile(_ONE)
_MORE = rf"(?:, {_ONE}){{0,6}},? (?:and|or) (?:the )?{_ONE}"
_COMPANIES = frozenset(
    """companies firms banks airlines carriers broadcasters networks channels stations retailers brands insurers lenders operators
    manufacturers automakers carmakers giants platforms startups start-ups publishers newspapers magazines""".split()
) | {"television groups", "media groups", "news groups"}
_PLACES = frozenset(
    """cities towns villages provinces districts regions islands ports suburbs counties governorates neighborhoods neighbourhoods
    settlements""".split()
)
_BEHIND_PLACES = frozenset(
    "provinces districts regions counties oblasts governorates prefectures municipalities rivers valleys islands".split()
)
_HEAD = re.compile(rf" (?P<head>{'|'.join(sorted(_COMPANIES | _PLACES | _BEHIND_PLACES))})(?![\w-])")
_BEHIND = re.compile(rf"(?P<of> of|(?: such as|,? including| like|, namely|,| -)?) (?P<row>{_ONE}{_MORE})")
_BEFORE = re.compile(rf"(?P<row>[{_CAPITAL}](?<![\w.'-].){_REST}{_MORE})$")
_LONGEST_ROW = 160
_MISTAKEN = frozenset((Label.PERSON, Label.PLACE, Label.ORG))


def put_rows(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark the unknown names in a row for what the text calls them all."""
    for row, label in _rows(text):
        for match in _IN_ROW.finditer(text, *row.span("row")):
            there = candidates.at(*match.span())
            is_free = not candidates.touching(*match.span()) or (there is not None and there.label in _MISTAKEN)
            if is_free and _is_unknown(match.group(), gazetteer, words):
                candidates.put(Candidate(*match.span(), label))


def _rows(text: str) -> Iterator[tuple[re.Match[str], Label]]:
    for head in _HEAD.finditer(text):
        behind = _BEHIND.match(text, head.end())
        if behind and (label := _label_of(head["head"], behind["of"])):
            yield behind, label
        if head["head"] in _BEHIND_PLACES and (before := _BEFORE.search(text, max(0, head.start() - _LONGEST_ROW), head.start())):
            yield before, Label.PLACE


def _label_of(head: str, joint: str) -> Label | None:
    """Return what a row behind a head is, if anything: "the banks of Ordal and Velm" are no banks."""
    if head in _PLACES:
        return Label.PLACE
    return Label.ORG if head in _COMPANIES and joint != " of" else None


def _is_unknown(name: str, gazetteer: Gazetteer, words: WordTable) -> bool:
    first = name.split(" ", 1)[0]
    is_word = first in lexicon.FUNCTION_WORDS | lexicon.CALENDAR
    return not (is_word or gazetteer.get(name) or gazetteer.get(first) or words[first].is_first_name)
