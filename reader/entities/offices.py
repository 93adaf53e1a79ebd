"""Courts by their number, and what is said of offices without naming any: "Fifth Circuit", "Minister for Trade and Industry".

The text has straight quotes and plain blanks.
"""

import re

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate, Candidates
from reader.entities.gazetteer import Gazetteer
from reader.entities.words import WordTable

_CAPITAL = lexicon.CAPITAL
_CIRCUIT = re.compile(
    r"\b(?:U\.S\. )?(?:(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Federal|D\.C\.|1st|2nd"
    r"|2d|3rd|3d|(?:[4-9]|1[01])th)(?: U\.S\.)? Circuit)(?: Court of Appeals| Court)?(?!\w)(?! Judge)"
)
_DISTRICT = re.compile(
    rf"\b(?:Northern|Southern|Eastern|Western|Central|Middle) District of (?P<land>[{_CAPITAL}]\w+(?: [{_CAPITAL}]\w+)?)"
)
_COUNCIL = re.compile(
    r"\b(?:[A-Z]{2,6} )?Council of (?:the )?Heads of (?:State|Government)(?: and (?:of )?(?:State|Government))?\b"
    r"|\b(?:[A-Z]{2,6} )?Heads of (?:State|Government) Council\b"
    r"|\bCourt of (?:Federal Claims|International Trade|Cassation)\b"
    r"|\bGovernment of National (?:Accord|Unity|Consensus|Salvation|Stability|Reconciliation)\b"
)
_IN_COUNCILS = ("Heads of ", " of National ", "Court of ")
_FIELD = rf"[{_CAPITAL}][\w-]+(?: [{_CAPITAL}][\w-]+)*"
_FIELDS_OF = re.compile(
    r"\b(?:Ministers?|[Mm]inister|Undersecretary|Commissioner|Secretary|[Ss]ecretary|Representative) (?:of|for) (?:the )?"
    rf"(?P<fields>{_FIELD}(?:, {_FIELD})*(?:,? and {_FIELD})?)"
)
_OFFICES = ("inister of ", "inister for ", "inisters ", "ecretary of ", "ecretary for ", "ommissioner for ", "ommissioner of ")
_OF_UNIVERSITIES = ("niversity", "campus", "rofessor", "faculty")
_SHORT_UNIVERSITY = re.compile(r"(?<![\w-])U(?:Mass|Conn|Penn|Chicago|Houston|Albany|Idaho|Maine|Memphis|Tulsa|Dayton)(?!\w)")
_COUNTED = re.compile(
    r"(?:\d+(?:st|nd|rd|th)|[Ff]irst|[Ss]econd|[Tt]hird) (?:Embassy|Anniversary|Session|Meeting|Edition|Consulate)"
)
_JUDGE = re.compile(
    r"(?:Chief )?(?:Justice|Judge|Senator|Sen\.|Rep\.|Gov\.|Dr\.?|Mrs?\.?|Ms\.?|Professor|Prof\.|Sir|Lord|Lady|Dame|HHJ) "
    r"(?P<name>[^\W\d_][\w'-]+)"
)
_BODY_OF = re.compile(rf"(?<![\w.'-])(?:[{_CAPITAL}][\w&-]+ ){{1,4}}?(?P<head>[{_CAPITAL}][a-z]+) of (?:the )?$")
_LEADING = re.compile(rf"(?:{'|'.join(sorted(lexicon.FUNCTION_WORDS))}) ")
_LONGEST_BODY = 80
_COMMON = 3
"""Grade of commonness of words that are mostly written small."""


def put_bodies_of_lands(text: str, candidates: Candidates) -> None:
    """Mark a body of a land by its whole name where only the land was found: "News Agency of Velmont"."""
    for found in candidates if " of " in text else ():
        if found.label is not Label.PLACE or not text.endswith((" of ", " of the "), 0, found.start):
            continue
        before = _BODY_OF.search(text, max(0, found.start - _LONGEST_BODY), found.start)
        if before and before["head"] in lexicon.ORGANISATION_HEADS and not candidates.touching(before.start(), found.start):
            candidates.put(Candidate(_start_of_body(text, before), found.end, Label.ORG))


def _start_of_body(text: str, before: re.Match[str]) -> int:
    start = before.start()
    while leading := _LEADING.match(text, start, before.start("head")):
        start = leading.end()
    return start


def add_universities(text: str, candidates: Candidates) -> None:
    """Mark universities by their short names, where there is talk of one: "UConn", "UMass"."""
    if any(word in text for word in _OF_UNIVERSITIES):
        for match in _SHORT_UNIVERSITY.finditer(text):
            candidates.add(Candidate(*match.span(), Label.ORG))


def put_courts(text: str, candidates: Candidates) -> None:
    """Mark courts of appeal by number, and the districts of federal courts."""
    for match in _CIRCUIT.finditer(text) if "Circuit" in text else ():
        candidates.put(Candidate(*match.span(), Label.ORG))
    for match in _DISTRICT.finditer(text) if " District of " in text else ():
        if candidates.are_within(*match.span()):
            around = candidates.touching(*match.span())
            land_end = max((found.end for found in around if found.label is Label.PLACE), default=match.end())
            candidates.put(Candidate(match.start(), land_end, Label.PLACE))


def put_councils(text: str, candidates: Candidates) -> None:
    """Mark councils of heads of state, governments of national accord, and courts by what they judge."""
    for match in _COUNCIL.finditer(text) if any(word in text for word in _IN_COUNCILS) else ():
        candidates.put(Candidate(*match.span(), Label.ORG))


def discard_fields(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Unmark what somebody is the minister of: "Minister for Foreign Affairs, International Cooperation and Communities"."""
    for match in _FIELDS_OF.finditer(text) if any(office in text for office in _OFFICES) else ():
        found = candidates.touching(*match.span("fields"))
        candidates.discard(
            one for one in found if one.label is Label.ORG and _is_field(text[one.start : one.end], gazetteer, words)
        )
    for one in candidates:
        if one.label is Label.ORG and _COUNTED.fullmatch(text, one.start, one.end):
            candidates.discard([one])


def _is_field(form: str, gazetteer: Gazetteer, words: WordTable) -> bool:
    if gazetteer.get(form):
        return False
    return all(words[word.lower()].commonness >= _COMMON or word == "and" for word in re.findall(r"\w+", form))


def relabel_titled(text: str, candidates: Candidates, words: WordTable) -> None:
    """Take a title and one name for a person of that name, whatever the model took it for: "Justice Ordal"."""
    for found in candidates:
        match = _JUDGE.fullmatch(text, found.start, found.end) if found.label is Label.ORG else None
        if (
            match
            and match["name"] not in lexicon.ORGANISATION_HEADS
            and (words[match["name"]].is_surname or words[match["name"].lower()].commonness < _COMMON)
        ):
            candidates.put(Candidate(*match.span("name"), Label.PERSON))
