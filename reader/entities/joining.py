"""What belongs to a find of a model beyond its ends: particles, company forms, second fields of an office, the country it is of.

Each step takes the candidates of a text in order and gives them back, joined
or extended. The text has straight quotes, plain blanks and plain dashes.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate
from reader.entities.gazetteer import Gazetteer
from reader.entities.short_forms import COMPANY_FORMS
from reader.entities.words import WordTable

Step = Callable[[str, Iterable[Candidate], Gazetteer, WordTable], Iterator[Candidate]]

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
_COMPANY_FORM = re.compile(rf"(?:(?<=Sdn)\.|,)? (?:& )?(?:{lexicon.LEGAL_FORMS})\b(?:\.(?!\w))?")
_REST_OF_COMPANY = re.compile(r"(?: [A-ZÀ-ÖØ-ÞĀ-Ž][\w&-]+){1,4},? (?:Inc|Ltd|LLC|LLP|PLC|GmbH|Limited|Incorporated)\b(?:\.(?!\w))?")
_COMPANIES = frozenset((Label.ORG, Label.PERSON, Label.PLACE))
_PARTNERS = frozenset((Label.ORG, Label.PERSON))
_OF = re.compile(r" of (?:the )?")
_OF_COUNTRIES = frozenset(
    """Court Bank Church University Institute Academy Federation Confederation Party Commons Lords Representatives Union Association
    Council Assembly Democrats Chamber Congress Society Embassy Organisation Organization Conference""".split()
)
_OF_LANDS = frozenset((Label.ORG, Label.PLACE))
_SERVICES = frozenset(
    (
        "Coast Guard,Border Guard,National Guard,Air Force,Armed Forces,National Police,Federal Police,Central Bank,Space Agency,"
        "Foreign Ministry,Defence Ministry,Defense Ministry,Finance Ministry,Interior Ministry,Health Ministry,Energy Ministry,"
        "Football Association,Football Federation,Olympic Committee,Red Cross,Red Crescent,Supreme Court,Constitutional Court"
    ).split(",")
)
_HOSTS = frozenset((Label.PLACE, Label.ORG, Label.NORP))
_FESTIVAL = re.compile(r"(?:Festival|Marathon|Biennale|Biennial|Prix|Open|Expo)$")
_OFFICE = re.compile(
    r"(?:the |The )?(?:\w+ ){0,3}(?:Ministry|Department|Office|Bureau|Directorate|Secretariat|College"
    r"|School|Institute|Faculty|Center|Centre|Division) (?:of|for) "
)
_SECOND_FIELD = re.compile(r"(?:,(?: [A-Z]\w+){1,2})*,? and(?: [A-Z]\w+){1,3}")
_CHANNEL = re.compile(r" (?:News|Sport|Online|Television|World Service|Media Group|News Agency)\b(?! [A-Z])")
_SITE = re.compile(r"(?:\.[a-z][a-z0-9]+)*\.[a-z]{2,4}\b(?!\.\w)")
_FIRST_FIELD = re.compile(r"(?<!\bof )\b[Tt]he (?P<name>[A-Z]\w+(?: [A-Z]\w+){0,4}) and $")
_CAPITALS_BEFORE = re.compile(r"(?<![\w.'&/-])(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w&-]+ ){1,3}$")
_GIVEN_BEFORE = re.compile(r"(?:^|(?<=[\s\"(])|(?<=\bpost-)|(?<=\bpre-))(?P<name>[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-ÿ]{2,15}) $", re.MULTILINE)
_SMALL_WORD_BEFORE = re.compile(r"(?<![\w-])[a-z]+,? $")
_LONGEST_GIVEN = 20
_LONGEST_FORM = 6
_BODY_HEAD = re.compile(
    r" (?:Fund|Foundation|Commission|Committee|Council|Initiative|Agency|Authority|Association|Network)\b(?! [A-Z])"
)
_LONGEST_FIELD = 70
_COMMON = 3
"""Grade of commonness of words that are mostly written small."""
_SECOND_HALF = re.compile(r"-([A-Z]{2,6})(?![\w-])")
_PLACE_HEAD = re.compile(rf" (?:{'|'.join(sorted(lexicon.PLACE_HEADS))})\b(?! [A-Z\d])")
_CAPITAL_BEFORE = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w-]* $")
_PLACES_OF_A_KIND = frozenset((Label.PLACE, Label.PERSON))
_PAPER = re.compile(
    r" (?:(?:Daily|Sunday|Weekly|Morning|Evening) )?(?:Times|Post|Herald|Tribune|Gazette|Monitor|Observer|Chronicle|Journal"
    r"|Telegraph|Guardian|Examiner|Inquirer|Courier|Mirror|Reporter)\b"
)


def joined_people(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, words: WordTable) -> Iterator[Candidate]:
    """Join a name that a particle cut in two, a given name that is a people's too: `Ursula von der Leyen`, `Christian Eriksen`."""

    def join(last: Candidate, following: Candidate) -> Candidate | None:
        if following.label is not Label.PERSON:
            return None
        if last.label is Label.PERSON:
            return last._replace(end=following.end) if _BETWEEN_NAMES.fullmatch(text, last.end, following.start) else None
        is_beside = last.label is Label.NORP and text[last.end : following.start] == " "
        is_given = (
            is_beside and words[text[last.start : last.end]].is_first_name and " " not in text[following.start : following.end]
        )
        return following._replace(start=last.start) if is_given else None

    return _joined(found, join)


def joined_with_countries(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Join a court, a bank with the country it is of, a university with what nobody knows: `Supreme Court of Thailand`."""

    def join(last: Candidate, following: Candidate) -> Candidate | None:
        if last.label not in _OF_LANDS or not _OF.fullmatch(text, last.end, following.start):
            return None
        form = text[last.start : last.end]
        has_land = last.label is Label.ORG and following.label is Label.PLACE and form.rsplit(" ", 1)[-1] in _OF_COUNTRIES
        is_university = form == "University" and following.label in _COMPANIES
        return Candidate(last.start, following.end, Label.ORG) if has_land or is_university else None

    return _joined(found, join)


def joined_with_people(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Join a service with the people whose it is, a festival with its town: `Chinese Coast Guard`, `Toronto Film Festival`."""

    def join(last: Candidate, following: Candidate) -> Candidate | None:
        if text[last.end : following.start] != " ":
            return None
        is_service = (
            last.label is Label.NORP and following.label is Label.ORG and text[following.start : following.end] in _SERVICES
        )
        is_festival = (
            following.label is Label.EVENT and last.label in _HOSTS and _FESTIVAL.search(text, following.start, following.end)
        )
        return following._replace(start=last.start) if is_service or is_festival else None

    return _joined(found, join)


def joined_with_namesakes(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Join a building with the person it is named after: `Daniel K. Inouye International Airport`."""

    def join(last: Candidate, following: Candidate) -> Candidate | None:
        is_named = last.label is Label.PERSON and following.label is Label.PLACE and text[last.end : following.start] == " "
        has_head = text[following.start : following.end].rsplit(" ", 1)[-1] in lexicon.PLACE_HEADS
        return following._replace(start=last.start) if is_named and has_head else None

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
                candidate = candidate._replace(start=before.start())
        end = candidate.end
        yield candidate


def with_company_forms(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Take `Ltd`, `Sdn Bhd` and the like into the name before: it is a company."""
    end = 0
    for candidate in found:
        if candidate.start < end:
            continue
        form = _form_behind(text, candidate)
        if form:
            candidate = Candidate(candidate.start, form.end(), Label.ORG)
        if candidate.label is Label.ORG and (form or COMPANY_FORMS.search(text, candidate.end - _LONGEST_FORM, candidate.end)):
            candidate = candidate._replace(start=_whole_start(text, candidate, end))
        end = candidate.end
        yield candidate


def _form_behind(text: str, candidate: Candidate) -> re.Match[str] | None:
    """Return a company's form behind its name, or the rest of its name with the form."""
    form = _COMPANY_FORM.match(text, candidate.end) if candidate.label in _COMPANIES else None
    return form or (_REST_OF_COMPANY.match(text, candidate.end) if candidate.label is Label.ORG else None)


def _whole_start(text: str, candidate: Candidate, end: int) -> int:
    """Return where the capitals before a company begin, as far as they are of its sentence: `Twenty-First Century Fox Inc`."""
    before = _CAPITALS_BEFORE.search(text, max(end, candidate.start - _LONGEST_FIELD), candidate.start)
    if before is None or before.group().split(" ", 1)[0] in lexicon.FUNCTION_WORDS:
        return candidate.start
    line = text[text.rfind("\n", 0, candidate.start) + 1 : candidate.end + _LONGEST_FIELD]
    is_sentence = any(word[0].islower() for word in line.split())
    is_titled = any(word.strip(".").lower() in lexicon.RANK_WORDS for word in before.group().split())
    return candidate.start if is_titled or not is_sentence or before.group().isupper() else before.start()


def with_second_fields(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Complete the fields of an office: `Ministry of Trade and Industry`."""
    finds = list(found)
    for number, candidate in enumerate(finds):
        if candidate.label is Label.ORG and _OFFICE.match(text, candidate.start, candidate.end):
            limit = finds[number + 1].start if number + 1 < len(finds) else len(text)
            if more := _SECOND_FIELD.match(text, candidate.end, limit):
                candidate = candidate._replace(end=more.end())
        yield candidate


def with_sites(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Complete the name of a site, or of a broadcaster's channel: `Booking.com`, `BBC News`."""
    for candidate in found:
        is_house = candidate.label is Label.ORG
        if site := _SITE.match(text, candidate.end) or (_CHANNEL.match(text, candidate.end) if is_house else None):
            candidate = Candidate(candidate.start, site.end(), Label.ORG)
        yield candidate


def with_organisation_heads(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Complete a body that goes on to a second head: `Technology Initiative Fund`."""
    end = 0
    for candidate in found:
        if candidate.start < end:
            continue
        head = _BODY_HEAD.match(text, candidate.end) if candidate.label is Label.ORG else None
        if head:
            candidate = candidate._replace(end=head.end())
        end = candidate.end
        yield candidate


def with_given_names(text: str, found: Iterable[Candidate], _gazetteer: Gazetteer, words: WordTable) -> Iterator[Candidate]:
    """Take the given name before a surname into the name: `Brian Levine`."""
    end = 0
    for candidate in found:
        is_alone = candidate.label is Label.PERSON and " " not in text[candidate.start : candidate.end]
        if is_alone and _follows_capital(text, candidate.start):
            before = _GIVEN_BEFORE.search(text, max(end, candidate.start - _LONGEST_GIVEN), candidate.start)
            is_inside = (
                _SMALL_WORD_BEFORE.search(text, max(end, before.start() - _LONGEST_GIVEN), before.start()) if before else None
            )
            if before and _is_given_name(before["name"], words, is_inside=bool(is_inside)):
                candidate = candidate._replace(start=before.start("name"))
        end = candidate.end
        yield candidate


def _follows_capital(text: str, start: int) -> bool:
    """Tell whether the word before, or the part of it behind a hyphen, may begin with a capital: a quick look."""
    word = text[max(0, start - _LONGEST_GIVEN) : start].rstrip(" ").rpartition(" ")[2].rpartition("\n")[2]
    return word.lower() != word


def _is_given_name(name: str, words: WordTable, *, is_inside: bool) -> bool:
    """Tell whether a word before a surname is a given name; one that is a word too only inside a sentence: "and Rand Paul"."""
    is_word = words[name.lower()].commonness >= _COMMON and not is_inside
    return words[name].is_first_name and not (is_word or name in lexicon.CALENDAR or name.lower() in lexicon.RANK_WORDS)


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
            if before and gazetteer.get(before["name"]) is None and _are_common(before["name"].lower().split(), words):
                candidate = candidate._replace(start=before.start("name"))
        end = candidate.end
        yield candidate


def _are_common(names: Iterable[str], words: WordTable) -> bool:
    return all(words[name].commonness >= _COMMON and name not in lexicon.RANK_WORDS for name in names)


def with_second_halves(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, _words: WordTable) -> Iterator[Candidate]:
    """Complete letters that a hyphen joins to more letters: `EPA-EFE`."""
    for candidate in found:
        half = _SECOND_HALF.match(text, candidate.end) if text[candidate.start : candidate.end].isupper() else None
        joined = text[candidate.start : half.end()] if half else ""
        if half and candidate.label is Label.ORG and (joined in lexicon.AGENCIES or gazetteer.get(half.group(1)) is None):
            candidate = candidate._replace(end=half.end())
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


JOINING: tuple[Step, ...] = (
    joined_people,
    joined_with_countries,
    joined_with_people,
    joined_with_namesakes,
    joined_partners,
    with_particles,
    with_company_forms,
    with_second_fields,
    with_sites,
    with_papers,
    with_first_fields,
    with_second_halves,
    with_organisation_heads,
    with_given_names,
    with_place_heads,
)
