"""People whom what stands beside their names gives away: "her counterpart, Ordal", "Ordal, 31,", "founder of", and no places.

The text has straight quotes and plain blanks.
"""

import re
from collections import Counter

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate, Candidates
from reader.entities.gazetteer import Gazetteer
from reader.entities.words import WordTable

_CAPITAL = lexicon.CAPITAL
_NAME = rf"[{_CAPITAL}][\w'-]{{2,30}}(?: [{_CAPITAL}]\.)?(?: [{_CAPITAL}][\w'-]{{1,30}}){{0,2}}"
_WHOLE_NAME = re.compile(_NAME)
_ROLES_BEFORE = frozenset(
    """counterpart right-back left-back full-back centre-back center-back forward winger striker midfielder defender
    goalkeeper keeper skipper captain teammate batsman opener spinner seamer quarterback pitcher champion coach
    trainer actor actress singer songwriter rapper novelist guitarist spokesman spokeswoman spokesperson emperor
    empress pharaoh lawmaker senator minister ambassador activist lawyer attorney journalist economist analyst
    physicist biologist historian researcher professor co-founder mother father brother sister wife husband widow""".split()
)
_WORD_BEFORE = re.compile(r"(?<![\w-])([a-z][a-z-]+),? $")
_LONGEST_ROLE = 16
_SPOKE = re.compile(r"[,!?]'?\"'? (?:says|said|adds|added) $")
_ENDS = re.compile(r"[.,]")
_ROLE_BEHIND = re.compile(
    r", (?:(?:the|a|an|its|his|her) )?(?:(?!and\b|or\b|in\b|at\b|of\b|said\b)[a-z-]+ ){0,3}"
    r"(?:founder|co-founder|chief executive|chairman|chairwoman|professor|analyst|economist|strategist"
    r"|spokesman|spokeswoman|spokesperson|lawyer|attorney|researcher|scientist|historian|author|editor|resident|coach|captain"
    r"|deputy director|managing director|executive director|director general|head of)\b"
)
_AGE = re.compile(r", (?:aged |now )?(?:1[2-9]|[2-9]\d)(?=[,.;]| who\b)")
_NAME_BEFORE = re.compile(rf"[{_CAPITAL}](?<![\w.'-].)[\w'-]{{2,30}}(?: [{_CAPITAL}][\w'-]{{1,30}}){{0,2}}$")
_LONGEST_NAME = 95
_MISTAKEN_PEOPLE = frozenset((Label.PLACE, Label.ORG))
_WHERE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Nn]ear|to) $")
_LONGEST_PREPOSITION = 6


def put_role_bearers(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Take an unknown name for a person beside what only a person can be, or before an age: "right-back Ordal", "Ordal, 31,"."""
    for found in candidates:
        form = text[found.start : found.end]
        is_unknown = found.label in _MISTAKEN_PEOPLE and not _is_known(form, gazetteer) and _WHOLE_NAME.fullmatch(form)
        if is_unknown and _is_told_as_person(text, found):
            candidates.relabel(found, Label.PERSON)
    _put_aged(text, candidates, gazetteer)


def _put_aged(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    for age in _AGE.finditer(text):
        aged = _NAME_BEFORE.search(text, max(0, age.start() - _LONGEST_NAME), age.start())
        if aged and _can_have_age(aged.group(), gazetteer) and candidates.are_within(*aged.span(), _MISTAKEN_PEOPLE):
            candidates.put(Candidate(*aged.span(), Label.PERSON))


def _can_have_age(name: str, gazetteer: Gazetteer) -> bool:
    is_word = name.split(" ", 1)[0] in lexicon.FUNCTION_WORDS | lexicon.CALENDAR
    return not (is_word or _is_known(name, gazetteer))


def _is_told_as_person(text: str, found: Candidate) -> bool:
    """Tell whether a role or the end of a quotation stands before a name, or a role behind one of several words."""
    before = _WORD_BEFORE.search(text, max(0, found.start - _LONGEST_ROLE), found.start)
    if before and before.group(1) in _ROLES_BEFORE:
        return True
    if " " in text[found.start : found.end] and _ROLE_BEHIND.match(text, found.end):
        return True
    is_spoken = _SPOKE.search(text, max(0, found.start - _LONGEST_ROLE), found.start)
    return is_spoken is not None and _ENDS.match(text, found.end) is not None


def _is_known(name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name or a word of it is known, or it is an acronym."""
    return name.isupper() or any(gazetteer.get(part) for part in (name, *name.split(" ")))


def _is_of_people(name: str, words: WordTable) -> bool:
    first, last = words[name.split(" ", 1)[0]], words[name.rsplit(" ", 1)[-1]]
    return first.is_first_name and last.is_surname if " " in name else first.is_first_name or first.is_surname


def relabel_origins(text: str, candidates: Candidates, words: WordTable) -> None:
    """Take for a place what a person is of, and what is twice told where something is: "said Ordal of Liaquat Pur"."""
    _relabel_where(text, candidates, words)
    last: Candidate | None = None
    for found in candidates:
        is_of = last is not None and last.label is Label.PERSON and text[last.end : found.start] == " of "
        if is_of and found.label is Label.PERSON and not text[found.start : found.end].isupper():
            candidates.relabel(found, Label.PLACE)
        last = found


def _relabel_where(text: str, candidates: Candidates, words: WordTable) -> None:
    places = Counter(
        text[found.start : found.end]
        for found in candidates
        if found.label is Label.PERSON and _WHERE.search(text, max(0, found.start - _LONGEST_PREPOSITION), found.start)
    )
    for found in candidates if places else ():
        form = text[found.start : found.end]
        if found.label is Label.PERSON and places[form] > 1 and not _is_of_people(form, words):
            candidates.relabel(found, Label.PLACE)
