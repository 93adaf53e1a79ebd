"""Where the finds of a model begin and end: titles cut off, names completed, two names in one parted.

Each step takes the candidates of a text in order and gives them back, cut,
joined, parted or extended; `reshaped` is all of them. The text has straight
quotes, plain blanks and plain dashes.
"""

import re
from collections.abc import Iterable, Iterator

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate, without_possessive
from reader.entities.gazetteer import Gazetteer
from reader.entities.joining import JOINING, Step
from reader.entities.words import WordTable

_RANKS = re.compile(
    r"(?:(?:Vice-President|Vice President|Deputy Prime Minister|Prime Minister|Vice Admiral|Rear Admiral|Vice Adm|Rear Adm"
    r"|Admiral|Adm|Brigadier|General(?! (?:Electric|Motors|Dynamics|Mills|Atomics)\b)|Gen|Colonel|Col|Lieutenant|Lt|Major|Maj"
    r"|Captain|Capt|Sergeant|Sgt|Inspector|Superintendent|Constable"
    r"|Commissioner|Commander|Commodore|Corporal|Cpl|Sheriff|Detective|Det|Officer|Manager|Coach|Counsel|Rep|PM|VP|CEO"
    r"|Advocate|Emperor|MLA|MP|DPP|Professor|Prof|Dr|Mr|Mrs|Ms|Senator|Sen|Governor|Gov|Minister|President|Chairman"
    r"|Director|Deputy|Former|Pastor|Bishop|Archbishop|Reverend|Rev|Justice|Judge|"
    r"HHJ|Lord(?! (?:of|Mayor|Chancellor)\b)|Lady|Dame|Baroness|Ambassador|Secretary|Spokesman|Mullah|Maulvi|Maulana"
    r"|H\.? ?E)\.? +)+(?=\S)"
)
_TITLES_AND_NAMES = frozenset("Sen King Dean Prince Bishop Marshal Major Judge".split())
"""Titles that are surnames too."""
_RANK_INSIDE = re.compile(
    r"(?P<before>.+?)'?s? (?:(?:Commandant|Counsel|Press Secretary|Secretary|Speaker|Spokesman|Spokeswoman|Minister|Captain|Coach"
    r"|Manager|Director|President|Sheriff|Senator|Governor|Mayor|Chief|Commissioner|Ambassador|Envoy|Chairman|Leader|CEO) )+"
)
_TITLES_OF_MANY = frozenset("Sens Reps Govs Gens Messrs Profs Drs Capts Lts".split())
_OFFICE_OF = re.compile(
    r"(?:[Bb]ishop|Duke|Earl|Dean|Archdeacon|Governor|Mayor|President|Premier|Emir|King|Queen|Prince|Princess) of $"
)
_LONGEST_OFFICE = 14
_OF_BOARD = re.compile(r" (?:Chair|Member|Director|President)")
_RANKED = frozenset((Label.PERSON, Label.ORG))
_GENERATION = re.compile(r",? (?:Jr|Sr)\b\.?| the (?:Elder|Younger|Great)\b(?! [A-Z])")
_LETTERS_BEHIND = re.compile(r",? (?:QC|KC|SC|MP|MBE|OBE|CBE|MD|MLA|MEP|MSP)\.?$")
_SMALL_GIVEN_NAME = re.compile(r"-([a-z]{2,6})(?![\w-])")
_SECOND_SURNAME = re.compile(r"-[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-ÿ]{1,15}(?![\w-])(?! [A-ZÀ-ÖØ-ÞĀ-Ž])")
_APOSTROPHE = re.compile(r"'(?!(?:s|ll|re|ve|d|t|m)\b)[a-z]{1,8}(?!\w)")
_CUT_BY_APOSTROPHES = frozenset((Label.PLACE, Label.PERSON, Label.NORP))
_COMMON = 3
"""Grade of commonness of words that are mostly written small."""
_PAIR = re.compile(r"([^\W\d_][\w. ]*)-([^\W\d_][\w. ]*)")
_AND = re.compile(r" and (?:the )?")
_PART_OF_LAND = re.compile(
    r"(?:North|South|East|West|New|Old|Upper|Lower|Inner|Outer|Great|Central|Continental|Mainland|Alta|Baja)"
)
_GROUP = re.compile(r"(?: Group [A-L1-9]| (?:Golden|Silver) (?:Boot|Glove|Ball|Shoe)| Player of the \w+)$")


def reshaped(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, words: WordTable) -> Iterable[Candidate]:
    """Return candidates with their true beginnings and ends."""
    for step in STEPS:
        found = step(text, found, gazetteer, words)
    return found


def trimmed(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, words: WordTable) -> Iterator[Candidate]:
    """Cut ranks and possessive endings off names, complete given names like `Jong-un` and names like `Macy's`."""
    for candidate in found:
        start, end = candidate.start, without_possessive(text, candidate.start, candidate.end)
        if len(text[start:end].rstrip(".")) < 2:
            continue  # "group F"
        if text[start:end].rstrip(".") in _TITLES_OF_MANY:
            continue
        known = gazetteer.get(text[start : end + 2]) if text.startswith("'s", end) else None
        if known and known.is_sure:
            yield Candidate(start, end + 2, known.label)
            continue
        if gazetteer.get(text[start:end]) is None:
            end -= len(text[start:end]) - len(text[start:end].rstrip("!"))
        if candidate.label is Label.PERSON:
            start, end = _person_in(text, start, end, words)
        if start < end:
            yield Candidate(start, end, candidate.label)


def _person_in(text: str, start: int, end: int, words: WordTable) -> tuple[int, int]:
    """Return where a person's name stands without ranks and with its given name whole; nowhere, if all are ranks ("Rear Adm")."""
    if ranks := _RANKS.match(text, start, end):
        start = ranks.end()
    if text[start:end] not in _TITLES_AND_NAMES and lexicon.RANK_WORDS.issuperset(text[start:end].lower().split()):
        return end, end
    if text[end - 2 : end].isupper() and (letters := _LETTERS_BEHIND.search(text, start, end)):
        end = letters.start()
    if generation := _GENERATION.match(text, end):
        return start, generation.end()
    if " " in text[start:end] and (surname := _SECOND_SURNAME.match(text, end)):
        return start, surname.end()
    tail = _SMALL_GIVEN_NAME.match(text, end)
    return start, tail.end() if tail and words[tail.group(1)].commonness < _COMMON else end


def parted_pairs(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Part pairs of known names: `Kazakh-Russian`, `US-Central Asia`."""
    for candidate in found:
        pair = _PAIR.fullmatch(text, candidate.start, candidate.end)
        if pair and gazetteer.get(pair.group()) is None:
            known = [gazetteer.get(name) for name in pair.groups()]
            if all(name and name.is_sure for name in known):
                yield from (Candidate(*pair.span(i), name.label) for i, name in enumerate(known, 1) if name)
                continue
        yield candidate


def parted_places(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, words: WordTable) -> Iterator[Candidate]:
    """Part a place from the country that follows it: `Khartoum Sudan`."""
    for candidate in found:
        form = text[candidate.start : candidate.end]
        cut = _last_known(form, Label.PLACE, gazetteer) if candidate.label is Label.PLACE and form not in gazetteer.names else 0
        if cut and _is_place(form[: cut - 1], gazetteer, words):
            yield candidate._replace(end=candidate.start + cut - 1)
            yield candidate._replace(start=candidate.start + cut)
        else:
            yield candidate


def with_apostrophes(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Complete a name that an apostrophe cut: `Sana'a`, `Nuku'alofa`."""
    for candidate in found:
        tail = _APOSTROPHE.match(text, candidate.end) if candidate.label in _CUT_BY_APOSTROPHES else None
        yield candidate._replace(end=tail.end()) if tail else candidate


def _is_place(name: str, gazetteer: Gazetteer, words: WordTable) -> bool:
    known = gazetteer.get(name)
    return known.label is Label.PLACE if known else words[name].is_place and not _PART_OF_LAND.match(name)


def parted_at_ranks(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, words: WordTable) -> Iterator[Candidate]:
    """Part a person from what stands before the rank: `Velmont AP Commandant Enoch Ordal`, `White House Counsel Don Ordal`."""
    for candidate in found:
        rank = _RANK_INSIDE.match(text, candidate.start, candidate.end) if candidate.label in _RANKED else None
        person = text[rank.end() : candidate.end] if rank else ""
        if not rank or " " not in person or not (candidate.label is Label.PERSON or words[person.split(" ", 1)[0]].is_first_name):
            yield candidate
            continue
        if known := gazetteer.get(rank["before"]):
            yield Candidate(candidate.start, rank.end("before"), known.label)
        yield Candidate(rank.end(), candidate.end, Label.PERSON)


def parted_people(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Cut a known acronym off a person: `Merz G7`."""
    for candidate in found:
        form = text[candidate.start : candidate.end]
        cut = _last_known(form, Label.ORG, gazetteer) if candidate.label is Label.PERSON else 0
        if cut and form[cut + 1 :].upper() == form[cut + 1 :]:
            yield candidate._replace(end=candidate.start + cut - 1)
            yield Candidate(candidate.start + cut, candidate.end, Label.ORG)
        else:
            yield candidate


def _last_known(form: str, label: Label, gazetteer: Gazetteer) -> int:
    """Return where the last words of a form begin that are a sure name of a label; 0 where there is none."""
    cut = form.find(" ") + 1
    while cut:
        known = gazetteer.get(form[cut:])
        if known and known.is_sure and known.label is label:
            return cut
        cut = form.find(" ", cut) + 1
    return 0


def parted_organisations(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Part two organisations joined by "and", each with the head of one; a people from the technology it makes."""
    for candidate in found:
        form = text[candidate.start : candidate.end]
        if candidate.label is not Label.ORG:
            yield candidate
        elif joint := _joint_of(form, gazetteer):
            yield candidate._replace(end=candidate.start + joint.start())
            yield candidate._replace(start=candidate.start + joint.end())
        elif cut := _last_known(form, Label.NORP, gazetteer):
            yield from _place_and_people(candidate, form, cut, gazetteer)
        elif form.rsplit(" ", 1)[-1] not in lexicon.NO_ORGANISATIONS:
            yield candidate
        else:
            people = form.rpartition(" ")[0]
            known = gazetteer.get(people)
            if known and known.label is not Label.ORG:
                yield Candidate(candidate.start, candidate.start + len(people), known.label)


def without_boards(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Cut the board off a company before its chairman: `Ordal Board Chairman`."""
    for candidate in found:
        name = text[candidate.start : candidate.end].removesuffix(" Board")
        if candidate.label is Label.ORG and _OF_BOARD.match(text, candidate.end):
            candidate = candidate._replace(end=candidate.start + len(name))
        yield candidate


def _place_and_people(candidate: Candidate, form: str, cut: int, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Part a country from its party: `UK Conservatives`."""
    place = gazetteer.get(form[: cut - 1])
    if place and place.is_sure and place.label is Label.PLACE:
        yield Candidate(candidate.start, candidate.start + cut - 1, Label.PLACE)
        yield Candidate(candidate.start + cut, candidate.end, Label.NORP)
    else:
        yield candidate


def _joint_of(form: str, gazetteer: Gazetteer) -> re.Match[str] | None:
    if form in gazetteer.names:
        return None
    for joint in _AND.finditer(form):
        if all(_is_organisation(half, gazetteer) for half in (form[: joint.start()], form[joint.end() :])):
            return joint
    return None


def _is_organisation(form: str, gazetteer: Gazetteer) -> bool:
    known = gazetteer.get(form)
    if known:
        return known.label is Label.ORG
    return " " in form and form.rsplit(" ", 1)[1] in lexicon.ORGANISATION_HEADS


def parted_sees(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, words: WordTable) -> Iterator[Candidate]:
    """Part a person from the place that the office before is of: `Archbishop of Canterbury Justin Ordal`."""
    for candidate in found:
        place, _, person = text[candidate.start : candidate.end].partition(" ")
        is_of = (
            candidate.label is Label.PERSON
            and " " in person
            and _OFFICE_OF.search(text, max(0, candidate.start - _LONGEST_OFFICE), candidate.start)
        )
        if is_of and _is_place(place, gazetteer, words) and words[person.split(" ", 1)[0]].is_first_name:
            yield Candidate(candidate.start, candidate.start + len(place), Label.PLACE)
            candidate = candidate._replace(start=candidate.start + len(place) + 1)
        yield candidate


def parted_owners(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Part a service from the department whose it is: `Trade Department's Foreign Service`."""
    for candidate in found:
        owner, cut, service = text[candidate.start : candidate.end].partition("'s ")
        has_head = (
            candidate.label is Label.ORG and bool(cut) and " " in service and owner.rsplit(" ", 1)[-1] in lexicon.ORGANISATION_HEADS
        )
        if has_head and " " in owner:
            yield candidate._replace(end=candidate.start + len(owner))
            candidate = candidate._replace(start=candidate.end - len(service))
        yield candidate


def without_groups(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Cut the group or the prize off a competition: `Champions League Group F`."""
    for candidate in found:
        if group := _GROUP.search(text, candidate.start + 1, candidate.end):
            candidate = candidate._replace(end=group.start())
        yield candidate


STEPS: tuple[Step, ...] = (
    parted_pairs,
    with_apostrophes,
    trimmed,
    parted_places,
    parted_at_ranks,
    parted_people,
    parted_organisations,
    parted_owners,
    parted_sees,
    *JOINING,
    without_groups,
    without_boards,
)
