"""Where the finds of a model begin and end: titles cut off, names completed, two names in one parted.

Each step takes the candidates of a text in order and gives them back, cut,
joined, parted or extended; `reshaped` is all of them. The text has straight
quotes, plain blanks and plain dashes.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate, without_possessive
from reader.entities.gazetteer import Gazetteer
from reader.entities.words import WordTable

_RANKS = re.compile(
    r"(?:(?:Vice-President|Vice President|Deputy Prime Minister|Prime Minister"
    r"|Brigadier|General|Gen|Colonel|Col|Lieutenant|Lt|Major|Maj|Captain|Capt|Sergeant|Sgt|Inspector|Superintendent|Constable"
    r"|Commissioner|PM|VP|CEO|Advocate|Counsel|Emperor|MLA|MP|DPP|Professor|Prof|Dr|Mr|Mrs|Ms|Senator|Sen|Governor|Gov|Minister|President|Chairman"
    r"|Director|Deputy|Former|Pastor|Bishop|Archbishop|Reverend|Rev|Justice|Judge|Ambassador|Secretary|Spokesman"
    r"|H\.? ?E)\.? +)+(?=\S)"
)
_SMALL_GIVEN_NAME = re.compile(r"-([a-z]{2,6})(?![\w-])")
_PAIR = re.compile(r"([^\W\d_][\w. ]*)-([^\W\d_][\w. ]*)")
_PARTICLES = (
    r"(?:von der|von dem|von|van der|van den|van de|van|de la|de las|de los|de|del|della|da|das|do|dos|di|du|bin|bint|ibn|ben|al|el"
    r"|ter|ten|zu)"
)
_BETWEEN_NAMES = re.compile(rf" {_PARTICLES}[ -]")
_PARTICLE_BEFORE = re.compile(
    r"(?<![\w.'-])(?:(?:El|Al|Abu|Abd|Ben|Bin|Bint|Ibn|Van|Von|De|Da|Di|Del|Della|Du|Dos|Das|Ould|Le|La)"
    r"(?: (?:der|den|dem|de|la|las|los))?"
    r"|(?:von|van)(?: (?:der|den|dem|de))?|bin|bint|ibn|da|dos|della|de la|de los) $"
)
_LONGEST_PARTICLE = 9
_COMPANY_FORM = re.compile(
    r"(?:(?<=Sdn)\.|,)? (?:Inc|Ltd|LLC|Corp|Co|PLC|plc|AG|SA|S\.A|GmbH|NV|N\.V|SpA|S\.p\.A|AB|ASA|Oyj|Sdn\.? Bhd|Bhd|Pty|Pte|LLP"
    r"|Pvt|Limited|Corporation|Incorporated|SA de CV|JSC|OAO|OOO|PJSC|KG|KK)\b(?:\.(?!\w))?"
)
_COMPANIES = frozenset((Label.ORG, Label.PERSON, Label.PLACE))
_PARTNERS = frozenset((Label.ORG, Label.PERSON))
_OF = re.compile(r" of (?:the )?")
_OF_COUNTRIES = frozenset("Court Bank Church University Institute Academy Federation Confederation".split())
_AND = re.compile(r" and (?:the )?")
_OFFICE = re.compile(r"(?:the |The )?(?:\w+ ){0,3}(?:Ministry|Department|Office|Bureau|Directorate|Secretariat) (?:of|for) ")
_SECOND_FIELD = re.compile(r"(?:,(?: [A-Z]\w+){1,2})*,? and(?: [A-Z]\w+){1,3}")
_CHANNEL = re.compile(r" (?:News|Sport|Online|Television|World Service|Media Group|News Agency)\b(?! [A-Z])")
_SITE = re.compile(r"(?:\.[a-z][a-z0-9]+)*\.[a-z]{2,4}\b(?!\.\w)")
_PART_OF_LAND = re.compile(
    r"(?:North|South|East|West|New|Old|Upper|Lower|Inner|Outer|Great|Central|Continental|Mainland|Alta|Baja)"
)
_FIRST_FIELD = re.compile(r"(?<!\bof )\b[Tt]he (?P<name>[A-Z]\w+) and $")
_LONGEST_FIELD = 40
_COMMON = 3
"""Grade of commonness of words that are mostly written small."""
_SECOND_HALF = re.compile(r"-([A-Z]{2,6})(?![\w-])")
_PLACE_HEAD = re.compile(rf" (?:{'|'.join(sorted(lexicon.PLACE_HEADS))})\b(?! [A-Z\d])")
_CAPITAL_BEFORE = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w-]* $")
_PLACES_OF_A_KIND = frozenset((Label.PLACE, Label.PERSON))
_GROUP = re.compile(r" Group [A-L1-9]$")
_PAPER = re.compile(
    r" (?:(?:Daily|Sunday|Weekly|Morning|Evening) )?(?:Times|Post|Herald|Tribune|Gazette|Monitor|Observer|Chronicle|Journal"
    r"|Telegraph|Guardian|Examiner|Inquirer|Courier|Mirror|Reporter)\b"
)

_Step = Callable[[str, Iterable[Candidate], Gazetteer, WordTable], Iterator[Candidate]]


def reshaped(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, words: WordTable) -> Iterable[Candidate]:
    """Return candidates with their true beginnings and ends."""
    for step in STEPS:
        found = step(text, found, gazetteer, words)
    return found


def trimmed(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, words: WordTable) -> Iterator[Candidate]:
    """Cut ranks and possessive endings off names, complete given names like `Jong-un` and names like `Macy's`."""
    for candidate in found:
        start, end = candidate.start, without_possessive(text, candidate.start, candidate.end)
        if end - start < 2:
            continue  # "group F"
        known = gazetteer.get(text[start : end + 2]) if text.startswith("'s", end) else None
        if known and known.is_sure:
            yield Candidate(start, end + 2, known.label)
            continue
        if candidate.label is Label.PERSON:
            if ranks := _RANKS.match(text, start, end):
                start = ranks.end()
            tail = _SMALL_GIVEN_NAME.match(text, end)
            if tail and words[tail.group(1)].commonness < 3:
                end = tail.end()
        yield Candidate(start, end, candidate.label)


def parted_pairs(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Part pairs of known names: `Kazakh-Russian`, `US-Central Asia`."""
    for candidate in found:
        if pair := _PAIR.fullmatch(text, candidate.start, candidate.end):
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
            yield replace(candidate, end=candidate.start + cut - 1)
            yield replace(candidate, start=candidate.start + cut)
        else:
            yield candidate


def _is_place(name: str, gazetteer: Gazetteer, words: WordTable) -> bool:
    known = gazetteer.get(name)
    return known.label is Label.PLACE if known else words[name].is_place and not _PART_OF_LAND.match(name)


def parted_people(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Cut a known acronym off a person: `Merz G7`."""
    for candidate in found:
        form = text[candidate.start : candidate.end]
        cut = _last_known(form, Label.ORG, gazetteer) if candidate.label is Label.PERSON else 0
        if cut and form[cut + 1 :].upper() == form[cut + 1 :]:
            yield replace(candidate, end=candidate.start + cut - 1)
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
            yield replace(candidate, end=candidate.start + joint.start())
            yield replace(candidate, start=candidate.start + joint.end())
        elif cut := _last_known(form, Label.NORP, gazetteer):
            yield from _place_and_people(candidate, form, cut, gazetteer)
        elif form.rsplit(" ", 1)[-1] not in lexicon.NO_ORGANISATIONS:
            yield candidate
        else:
            people = form.rpartition(" ")[0]
            known = gazetteer.get(people)
            if known and known.label is not Label.ORG:
                yield Candidate(candidate.start, candidate.start + len(people), known.label)


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


def joined_people(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Join a name that a particle in small letters cut in two: `Ursula von der Leyen`."""

    def join(last: Candidate, following: Candidate) -> Candidate | None:
        is_one = last.label is following.label is Label.PERSON and _BETWEEN_NAMES.fullmatch(text, last.end, following.start)
        return replace(last, end=following.end) if is_one else None

    return _joined(found, join)


def joined_with_countries(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Join a court, a bank, a church with the country it is of: `Supreme Court of Thailand`."""

    def join(last: Candidate, following: Candidate) -> Candidate | None:
        is_of = last.label is Label.ORG and following.label is Label.PLACE and _OF.fullmatch(text, last.end, following.start)
        has_land = text[last.start : last.end].rsplit(" ", 1)[-1] in _OF_COUNTRIES
        return replace(last, end=following.end) if is_of and has_land else None

    return _joined(found, join)


def joined_partners(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Join what "&" joins: two partners are one company."""

    def join(last: Candidate, following: Candidate) -> Candidate | None:
        is_one = {last.label, following.label} <= _PARTNERS and text[last.end : following.start] == " & "
        return Candidate(last.start, following.end, Label.ORG) if is_one else None

    return _joined(found, join)


def _joined(found: Iterable[Candidate], join: Callable[[Candidate, Candidate], Candidate | None]) -> Iterator[Candidate]:
    """Put one candidate in place of two that follow each other wherever `join` gives one."""
    last: Candidate | None = None
    for candidate in found:
        one = join(last, candidate) if last else None
        if last and one is None:
            yield last
        last = one or candidate
    if last:
        yield last


def with_particles(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Take a capitalised particle before a surname into the name: `El Tayeb Siddig`."""
    end = 0
    for candidate in found:
        if candidate.label is Label.PERSON:
            before = _PARTICLE_BEFORE.search(text, max(end, candidate.start - _LONGEST_PARTICLE), candidate.start)
            if before:
                candidate = replace(candidate, start=before.start())
        end = candidate.end
        yield candidate


def with_company_forms(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Take `Ltd`, `Sdn Bhd` and the like into the name before: it is a company."""
    end = 0
    for candidate in found:
        if candidate.start < end:
            continue
        form = _COMPANY_FORM.match(text, candidate.end) if candidate.label in _COMPANIES else None
        if form:
            candidate = Candidate(candidate.start, form.end(), Label.ORG)
        end = candidate.end
        yield candidate


def with_second_fields(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Complete the fields of an office: `Ministry of Trade and Industry`."""
    finds = list(found)
    for number, candidate in enumerate(finds):
        if candidate.label is Label.ORG and _OFFICE.match(text, candidate.start, candidate.end):
            limit = finds[number + 1].start if number + 1 < len(finds) else len(text)
            if more := _SECOND_FIELD.match(text, candidate.end, limit):
                candidate = replace(candidate, end=more.end())
        yield candidate


def with_sites(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Complete the name of a site, or of a broadcaster's channel: `Booking.com`, `BBC News`."""
    for candidate in found:
        is_house = candidate.label is Label.ORG
        if site := _SITE.match(text, candidate.end) or (_CHANNEL.match(text, candidate.end) if is_house else None):
            candidate = Candidate(candidate.start, site.end(), Label.ORG)
        yield candidate


def with_papers(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Complete a newspaper that begins with a place: `Eurasia Daily Monitor`."""
    for candidate in found:
        if candidate.label in (Label.PLACE, Label.NORP) and (paper := _PAPER.match(text, candidate.end)):
            candidate = Candidate(candidate.start, paper.end(), Label.ORG)
        yield candidate


def with_first_fields(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, words: WordTable) -> Iterator[Candidate]:
    """Complete an office whose first field is a common word: `Disaster and Emergency Management Authority`."""
    end = 0
    for candidate in found:
        head = text[candidate.start : candidate.end].rsplit(" ", 1)
        if candidate.label is Label.ORG and len(head) > 1 and head[1] in lexicon.ORGANISATION_HEADS:
            before = _FIRST_FIELD.search(text, max(end, candidate.start - _LONGEST_FIELD), candidate.start)
            if before and gazetteer.get(before["name"]) is None and words[before["name"].lower()].commonness >= _COMMON:
                candidate = replace(candidate, start=before.start("name"))
        end = candidate.end
        yield candidate


def with_second_halves(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Complete letters that a hyphen joins to more letters: `EPA-EFE`."""
    for candidate in found:
        half = _SECOND_HALF.match(text, candidate.end) if text[candidate.start : candidate.end].isupper() else None
        joined = text[candidate.start : half.end()] if half else ""
        if half and candidate.label is Label.ORG and (joined in lexicon.AGENCIES or gazetteer.get(half.group(1)) is None):
            candidate = replace(candidate, end=half.end())
        yield candidate


def with_place_heads(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Complete a place whose kind follows it: `Kahramanmaras Province`."""
    end = 0
    for candidate in found:
        if candidate.start < end:
            continue
        kind = _PLACE_HEAD.match(text, candidate.end) if candidate.label in _PLACES_OF_A_KIND else None
        if kind and not _CAPITAL_BEFORE.search(text, max(0, candidate.start - _LONGEST_FIELD), candidate.start):
            candidate = Candidate(candidate.start, kind.end(), Label.PLACE)
        end = candidate.end
        yield candidate


def without_groups(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Cut the group off a competition: `Champions League Group F`."""
    for candidate in found:
        if group := _GROUP.search(text, candidate.start + 1, candidate.end):
            candidate = replace(candidate, end=group.start())
        yield candidate


STEPS: tuple[_Step, ...] = (
    parted_pairs,
    trimmed,
    parted_places,
    parted_people,
    parted_organisations,
    joined_people,
    joined_with_countries,
    joined_partners,
    with_particles,
    with_company_forms,
    with_second_fields,
    with_sites,
    with_papers,
    with_first_fields,
    with_second_halves,
    with_place_heads,
    without_groups,
)
