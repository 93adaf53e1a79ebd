"""Where the form of a line says what a name is: datelines, credits of photographs, headlines that end in who said it.

    SAN MARCOS, Guatemala (Reuters) - Rescue workers ...
    (c) Marco LONGARI / AFP
    Troops may stay until spring - Kerry

The model reads sentences; these are none. The text has straight quotes, plain
blanks and plain dashes, and words in capitals may be as in a sentence.
"""

import re
from collections.abc import Iterator

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate, Candidates
from reader.entities.gazetteer import Gazetteer
from reader.entities.words import WordTable

_CAPITAL = lexicon.CAPITAL
_NAME = rf"[{_CAPITAL}][\w.'-]{{0,30}}(?: (?:(?:d[aeiou]s?|del|la|el|al|of|the) ){{0,2}}[{_CAPITAL}][\w.'-]{{0,30}}){{0,3}}"
_AGENCY = rf"(?:dpa/)?[{_CAPITAL}][{_CAPITAL}a-z/&-]{{1,24}}(?: [{_CAPITAL}][\w-]{{1,20}})?"
_DATELINE = re.compile(
    rf"^(?:(?P<city>{_NAME})(?:, (?P<country>{_NAME}))?(?:,? |(?=-)))?(?:[{_CAPITAL}][a-z]{{2,8}}\.? \d{{1,2}}(?:, \d{{4}})?,? )?"
    rf"(?:-+ ?)?"
    rf"(?:\((?P<agency>{_AGENCY})\)|/(?P<wire>{_AGENCY})/) ?-",
    re.MULTILINE,
)
_COMMON = 3
"""Grade of commonness of words that are mostly written small."""
_TOWN_LINE = re.compile(rf"^(?P<city>{_NAME})(?:, (?P<country>{_NAME}))? - (?=[\"'{_CAPITAL}])", re.MULTILINE)
_CAPITALS_LINE = re.compile(
    rf"^(?P<city>[{_CAPITAL}]{{5,}}(?: [{_CAPITAL}]{{2,}}){{0,2}})(?:, {_NAME})?(?: -|:) (?=[\"'{_CAPITAL}][\w']* )", re.MULTILINE
)
_PERSON = (
    rf"[{_CAPITAL}][\w'-]{{1,30}}(?: (?:[{_CAPITAL}]\.|[a-z]{{2,3}}|[{_CAPITAL}][\w'-]{{1,30}})){{0,2}} [{_CAPITAL}][\w'-]{{1,30}}"
)
_PHOTO = re.compile(rf"\((?P<agency>{_AGENCY}) Photo ?/ ?(?P<person>{_PERSON})\W")
_CREDIT = re.compile(
    rf"(?P<sign>\u00a9 ?|\b[Pp]hoto(?:graph)?(?: by |: ?)|\b[Pp]icture(?: by |: ?)|\b[Ii]mage(?: by |: ?)|\b[Cc]redit: ?|\b[Bb]y )?"
    rf"(?P<person>{_PERSON})(?P<agencies>(?: ?/ ?{_AGENCY}){{1,3}})(?=[\s.,;)\]]|$)",
    re.MULTILINE,
)
_CREDITED = re.compile(rf"(?:^|[(.] ?)(?P<agency>{_AGENCY}) ?/ ?(?P<person>{_PERSON})(?=[\s.,;)\]]|$)", re.MULTILINE)
_AGENCIES = re.compile(_AGENCY)
_BRACKETS = re.compile(r"\([^()\n]{8,300}\)")
_CITED = re.compile(
    rf"[(;] ?(?:(?:and )?see (?:also )?)?(?:[Tt]he )?(?P<name>[{_CAPITAL}][\w.&-]{{1,30}}(?: [\w.&-]{{2,30}}){{0,3}}), "
    rf"(?=(?:{'|'.join(sorted(lexicon.MONTHS))})\b)"
)
_LINE_ALONE = re.compile(rf"^(?:[Bb]y )?(?P<person>{_PERSON})$", re.MULTILINE)
_SAID_BY = re.compile(rf" - (?P<person>[{_CAPITAL}][\w'-]{{2,30}})\.?$", re.MULTILINE)
_TITLED = re.compile(rf"(?:{'|'.join(map(re.escape, lexicon.TITLES))}) ")


def put_datelines(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark the town, the country and the agency that a report begins with."""
    _put_towns(text, candidates, gazetteer, words)
    for match in _DATELINE.finditer(text):
        for group, label in (("city", Label.PLACE), ("country", Label.PLACE), ("agency", Label.ORG), ("wire", Label.ORG)):
            if match[group] and not _is_date(match[group]):
                _put_parts(match, group, label, candidates)


def _put_towns(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark a known town before a dash, and in capitals before a dash or colon one that the text names again: no "FACTBOX:"."""
    for match in _TOWN_LINE.finditer(text):
        known, word = gazetteer.get(match["city"]), words[match["city"]]
        if known.label is Label.PLACE if known else word.is_place and words[match["city"].lower()].commonness < _COMMON:
            for group in ("city", "country"):
                if match[group] and not candidates.touching(*match.span(group)):
                    candidates.put(Candidate(*match.span(group), Label.PLACE))
    for match in _CAPITALS_LINE.finditer(text):
        is_named_again = re.search(rf"\b{match['city'].title()}\b", text) is not None
        if gazetteer.get(match["city"]) is None and is_named_again and candidates.are_within(*match.span("city")):
            candidates.put(Candidate(*match.span("city"), Label.PLACE))


def _is_date(name: str) -> bool:
    return name.split(" ", 1)[0].rstrip(".") in lexicon.MONTHS


def _put_parts(match: re.Match[str], group: str, label: Label, candidates: Candidates) -> None:
    """Mark a name, each side of a stroke as one: `DUBAI/RIYADH`."""
    for part in re.finditer(r"[^/]+", match[group]):
        candidates.put(Candidate(match.start(group) + part.start(), match.start(group) + part.end(), label))


def put_credits(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Mark who took a photograph and for whom."""
    for start, end in _lines_with_stroke(text):
        for match in _PHOTO.finditer(text, start, end):
            candidates.put(Candidate(*match.span("agency"), Label.ORG))
            candidates.put(Candidate(*match.span("person"), Label.PERSON))
        for match in _CREDITED.finditer(text, start, end):
            if _is_agency(match["agency"], gazetteer) and not (
                gazetteer.get(match["person"]) or match["person"] in lexicon.AGENCIES
            ):
                candidates.put(Candidate(*match.span("agency"), Label.ORG))
                candidates.put(Candidate(*match.span("person"), Label.PERSON))
        for match in _CREDIT.finditer(text, start, end):
            _put_credit(match, candidates, gazetteer)


def _lines_with_stroke(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    while (stroke := text.find("/", end)) >= 0:
        start = max(end, text.rfind("\n", 0, stroke) + 1)
        end = text.find("\n", stroke)
        end = len(text) if end < 0 else end
        yield start, end


def _put_credit(match: re.Match[str], candidates: Candidates, gazetteer: Gazetteer) -> None:
    agencies = [place for place in _agencies_of(match) if _is_agency(match.string[slice(*place)], gazetteer)]
    if not match["sign"] and not agencies:
        return
    if not _TITLED.match(match["person"]) and gazetteer.get(match["person"]) is None:
        candidates.put(Candidate(*match.span("person"), Label.PERSON))
    for start, end in agencies:
        if not any(found.start < start or found.end > end for found in candidates.touching(start, end)):
            candidates.put(Candidate(start, end, Label.ORG))


def _agencies_of(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    start = match.start("agencies")
    for part in re.finditer(r"[^/]+", match["agencies"]):
        if name := _AGENCIES.search(part.group()):
            yield start + part.start() + name.start(), start + part.start() + name.end()


def _is_agency(name: str, gazetteer: Gazetteer) -> bool:
    known = gazetteer.get(name)
    return name in lexicon.AGENCIES or bool(known and known.label is Label.ORG)


def put_cited_sources(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark the paper or site that a citation in brackets names before a day: "(Eurasianet, November 2; see EDM, August 11)"."""
    for brackets in _BRACKETS.finditer(text):
        for match in _CITED.finditer(text, *brackets.span()):
            known = gazetteer.get(match["name"])
            word = words[match["name"]]
            if known.label is Label.ORG if known else not (word.is_surname or word.is_first_name or word.is_place):
                candidates.put(Candidate(*match.span("name"), Label.ORG))


def add_bylines(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark a person who stands alone on a line, as the author does."""
    for match in _LINE_ALONE.finditer(text):
        first, *_, last = match["person"].split(" ")
        is_name = words[first].is_first_name and words[last].is_surname
        if (
            is_name
            and last not in lexicon.COMPANY_HEADS | lexicon.PLACE_HEADS
            and not (gazetteer.get(first) or gazetteer.get(last))
        ):
            candidates.add(Candidate(*match.span("person"), Label.PERSON))


def add_speakers(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark the surname at the end of a headline, behind a dash."""
    for match in _SAID_BY.finditer(text):
        name = match["person"]
        word = words[name]
        is_name = (word.is_surname or word.is_first_name) and words[name.lower()].commonness < _COMMON
        if is_name and gazetteer.get(name) is None:
            candidates.add(Candidate(*match.span("person"), Label.PERSON))
