"""What is done to the finds of a model: known names, acronyms, dates and money, one label a character.

`settled` is the whole chain; each step is a function that changes a
`Candidates` in place. The text has straight quotes, plain blanks and plain
dashes.
"""

import re
from collections.abc import Iterable

from reader.article import Label
from reader.entities import lexicon
from reader.entities.agreement import (
    add_full_names,
    add_repeated,
    agree_in_rows,
    agree_with_lands,
    agree_within_article,
    relabel_people,
)
from reader.entities.amounts import find_money, find_quantities
from reader.entities.boundaries import reshaped
from reader.entities.candidates import Candidate, Candidates
from reader.entities.companies import put_companies
from reader.entities.dates import find_dates
from reader.entities.gazetteer import Gazetteer, KnownName, KnownPlace
from reader.entities.phrases import definition_after, find_events, find_in_lines, find_laws
from reader.entities.short_forms import (
    discard_common_acronyms,
    put_clubs,
    put_heads_alone,
    put_initials,
    put_quoted_names,
    put_spelt_out,
)
from reader.entities.surroundings import (
    discard_things,
    extend_greater_places,
)
from reader.entities.teams import complete_competitions, put_teams
from reader.entities.telling import put_what_lines_tell
from reader.entities.words import WordTable

_UNITED = re.compile(r"(?<![\w.])U\. ?[SK]\.(?: ?A\.)?(?!\w)")
_NEXT_WORD = re.compile(r" ([A-ZÀ-ÖØ-ÞĀ-Ž][\w-]*)")
_NAMED_EVENT = re.compile(
    r"(?<!\w)(?:(?:19|20)\d\d )?(?:St\. |U\.S\.-)?\b(?:[A-Z][\w-]{0,30} ){1,6}(?:Forum|Games|Summit|Olympics|Expo)\b"
)
_EVENT_HEAD = re.compile(r"(?:Forum|Games|Summit|Olympics|Expo)\b")
_STORM = re.compile(r"(?:Super )?(?:Typhoon|Hurricane|Cyclone|(?:Tropical )?Storm|Superstorm) ")
_FACILITY_HEAD = re.compile(rf"(?:{'|'.join(sorted(lexicon.FACILITY_HEADS))})(?![\w-])")
_HYPHENATED_BEFORE = re.compile(r"(?<![\w-])([A-ZÀ-ÖØ-ÞĀ-Ž]\w+)-([A-ZÀ-ÖØ-ÞĀ-Ž]\w+) $")
_FAMILY_AND_GIVEN = re.compile(
    r"(?<![\w'.-])(?:Kim|Lee|Park|Moon|Yoon|Choi|Jeong|Jung|Kang|Cho|Roh|Ban|Hwang|Ahn|Han|Song|Shin|Lim|Oh|Seo|Kwon|Chung|Tsai|Chen|Lai)"
    r" [A-Z][a-z]{1,7}-[a-z]{2,6}(?![\w-])"
)
"""Korean and Taiwanese names: the second half of the given name is often a word of English."""
_LONGEST_GIVEN_NAME = 40
_ARTICLE = re.compile(r"(?:the|The) ")
_BEFORE_PLACE = re.compile(r"\b(?:the|The|in|In|at|near|from|of|to|across) $")
_STATE_CODES = (
    r"((?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])"
    r"\b(?!\.)"
    r"|(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex"
    r"|Va|Vt|Wash|Wis|Wyo|N\.[CDHJMY]|S\.[CD]|R\.I|D\.C|W\.Va)\.(?!\w))"
)
_STATE_CODE = re.compile(f", {_STATE_CODES}")
_PARTY_AND_STATE = re.compile(f"(?<=[ (])[RDI]-(?P<state>{_STATE_CODES})")
_FACILITY = re.compile(
    rf"(?<![\w'.-])(?<!\bof )(?:St\. )?(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'-]{{0,30}} ){{1,3}}"
    rf"(?:{'|'.join(sorted(lexicon.FACILITY_HEADS))})(?![\w-])(?! [A-ZÀ-ÖØ-ÞĀ-Ž\d])"
)
_LEADING_WORD = re.compile(rf"(?:{'|'.join(sorted(lexicon.FUNCTION_WORDS))}|[A-ZÀ-ÖØ-ÞĀ-Ž][\w-]*'s?) ")
_ABBREVIATION = re.compile(r"[\dA-ZÀ-ÖØ-ÞĀ-Ž](?<!\w.)\w+(?:/[A-Z]{1,3}(?!\w)|-[A-Z][a-z]{3,12}(?!\w))?")
_NEVER_ABBREVIATED = frozenset((Label.DATE, Label.MONEY, Label.NORP))
_NAMESAKES = frozenset((Label.NORP, Label.PERSON, Label.PLACE))
"""What a building, a river, a street may be named after."""
_LABELS_TO_CORRECT = frozenset((Label.ORG, Label.PERSON, Label.NORP, Label.EVENT, Label.LAW, Label.WORK))


def settled(text: str, found: Iterable[Candidate], gazetteer: Gazetteer, words: WordTable) -> Candidates:
    """Return the candidates that stand after all rules."""
    candidates = Candidates(reshaped(text, found, gazetteer, words))
    known = gazetteer.find(text)
    put_united_states(text, candidates)
    correct_known_names(text, candidates, gazetteer)
    complete_given_names(text, candidates, gazetteer)
    put_family_names_first(text, candidates)
    put_what_lines_tell(text, candidates, gazetteer, words)
    add_full_names(text, candidates, gazetteer, words)
    relabel_people(text, candidates, gazetteer, words)
    agree_in_rows(text, candidates, gazetteer, words)
    agree_with_lands(text, candidates, gazetteer)
    agree_within_article(text, candidates, gazetteer, words)
    put_teams(text, candidates, gazetteer)
    add_known_names(text, candidates, known)
    put_spelt_out(text, candidates, gazetteer)
    put_defined_acronyms(text, candidates, gazetteer, words)
    put_initials(text, candidates, gazetteer)
    put_heads_alone(text, candidates)
    put_quoted_names(text, candidates)
    discard_common_acronyms(text, candidates)
    put_companies(text, candidates, gazetteer, words)
    relabel_banks(text, candidates)
    relabel_by_head(text, candidates, gazetteer)
    extend_greater_places(text, candidates)
    add_facilities(text, candidates)
    add_state_codes(text, candidates)
    add_repeated(text, candidates)
    put_clubs(text, candidates)
    put_named_events(text, candidates)
    complete_competitions(text, candidates)
    add_laws(text, candidates)
    put_money(text, candidates)
    put_dates(text, candidates)
    for start, end in find_quantities(text):
        candidates.add(Candidate(start, end, Label.QUANTITY))
    discard_things(text, candidates)
    return candidates


def put_united_states(text: str, candidates: Candidates) -> None:
    """Mark `U.S.`, `U. S.` and `U.K.` as places unless a longer name holds them."""
    for match in _UNITED.finditer(text) if "U." in text else ():
        around = candidates.touching(*match.span())
        if not any(found.end - found.start > len(match.group()) + 2 for found in around):
            candidates.put(Candidate(*match.span(), Label.PLACE))


def correct_known_names(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Give candidates that are known names the label of the known name."""
    for candidate in candidates:
        name = _ARTICLE.sub("", text[candidate.start : candidate.end], count=1)
        known = gazetteer.get(name)
        if known and known.label is not candidate.label:
            is_no_place = (
                known.label in (Label.ORG, Label.PERSON)
                and candidate.label is Label.PLACE
                and not _BEFORE_PLACE.search(text[max(0, candidate.start - 8) : candidate.start])
            )
            if is_no_place or _is_corrected(candidate.label, name, known):
                candidates.relabel(candidate, known.label)


def _is_corrected(label: Label, name: str, known: KnownName) -> bool:
    if not known.is_sure and label is Label.PERSON:
        return False
    if known.label is Label.NORP and known.is_sure:
        return True
    if label not in _LABELS_TO_CORRECT and known.label is not Label.ORG:
        return False
    return known.is_sure or " " in name


def complete_given_names(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Take a hyphenated given name before a surname into the name: "Kassym-Jomart Tokayev"."""
    for candidate in candidates:
        if candidate.label is not Label.PERSON:
            continue
        before = _HYPHENATED_BEFORE.search(text, max(0, candidate.start - _LONGEST_GIVEN_NAME), candidate.start)
        if before and not any(gazetteer.get(part) or part.lower() in lexicon.TITLE_WORDS for part in before.groups()):
            candidates.put(Candidate(before.start(), candidate.end, Label.PERSON))


def put_family_names_first(text: str, candidates: Candidates) -> None:
    """Mark names like `Moon Jae-in`, whose second half may be a word."""
    for match in _FAMILY_AND_GIVEN.finditer(text):
        candidates.put(Candidate(*match.span(), Label.PERSON))


def add_known_names(text: str, candidates: Candidates, known: Iterable[KnownPlace]) -> None:
    """Add sure names that nothing overlaps, unless they begin the name of something else ("Kazakh Parliament").

    Names of several words also go over shorter finds inside them.
    """
    for place in known:
        if place.known.is_sure and not _begins_longer_name(text, place):
            where = place.start, place.end
            is_several_words = " " in place.name and "," not in place.name
            is_longer = is_several_words and candidates.are_within(*where) and not candidates.at(*where)
            if is_longer or not candidates.touching(*where):
                candidates.put(Candidate(place.start, place.end, place.known.label))


def _begins_longer_name(text: str, place: KnownPlace) -> bool:
    if place.known.label is Label.ORG or not (following := _NEXT_WORD.match(text, place.end)):
        return False
    return following.group(1) in lexicon.ORGANISATION_HEADS or following.group(1) in lexicon.EVENT_HEADS


def put_defined_acronyms(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark "Long Name (ACR)" as organisations, and the acronym wherever it stands; a person's initials name the person."""
    labels: dict[str, Label] = {}
    for candidate in candidates:
        if candidate.label in _NEVER_ABBREVIATED:
            continue
        if definition := definition_after(text, candidate.start, candidate.end):
            known = gazetteer.get(definition.acronym)
            label = known.label if known else _label_of_defined(text, candidate, words)
            labels[definition.acronym] = label
            candidates.relabel(candidate, label)
    if labels:
        for match in _ABBREVIATION.finditer(text):
            if match.group() in labels and not _is_in_longer_body(match, candidates):
                candidates.put(Candidate(*match.span(), labels[match.group()]))


def _is_in_longer_body(match: re.Match[str], candidates: Candidates) -> bool:
    """Tell whether letters begin the longer name of a body: "SCO Council"."""
    around = candidates.touching(*match.span())
    return any(found.label is Label.ORG and found.start == match.start() and found.end > match.end() + 1 for found in around)


def _label_of_defined(text: str, candidate: Candidate, words: WordTable) -> Label:
    """Return what a name with an acronym is: a sea, a county stays a place, a person a person, all else is an organisation."""
    if candidate.label is Label.PLACE and text[candidate.start : candidate.end].rsplit(" ", 1)[-1] in lexicon.PLACE_HEADS:
        return Label.PLACE
    return Label.PERSON if _is_surely_person(text, candidate, words) else Label.ORG


def _is_surely_person(text: str, candidate: Candidate, words: WordTable) -> bool:
    """Tell whether a name begins with a given name and ends in no word for an organisation."""
    parts = text[candidate.start : candidate.end].split()
    return candidate.label is Label.PERSON and words[parts[0]].is_first_name and parts[-1] not in lexicon.ORGANISATION_HEADS


def relabel_by_head(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Take what ends in "River", "Corridor", "Airport" for a place, what ends in "Studios", "Bank" for an organisation."""
    for candidate in candidates:
        before, _, head = text[candidate.start : candidate.end].rpartition(" ")
        if not before or gazetteer.get(f"{before} {head}"):
            continue
        if candidate.label in (Label.ORG, Label.PERSON) and (
            head in lexicon.PLACE_HEADS or (candidate.label is Label.PERSON and before.split(" ", 1)[0] in lexicon.PLACE_BEGINNINGS)
        ):
            candidates.relabel(candidate, Label.PLACE)
        elif candidate.label is Label.PERSON and head in lexicon.COMPANY_HEADS:
            candidates.relabel(candidate, Label.ORG)


def relabel_banks(text: str, candidates: Candidates) -> None:
    """Take a bank for one wherever it stands, if the model did so once: a river has banks too."""
    banks = {form for one in candidates if one.label is Label.ORG and (form := text[one.start : one.end]).endswith(" Bank")}
    for candidate in candidates if banks else ():
        if candidate.label is Label.PLACE and text[candidate.start : candidate.end] in banks:
            candidates.relabel(candidate, Label.ORG)


def add_facilities(text: str, candidates: Candidates) -> None:
    """Mark monuments, airports, bridges and the like that the model passed over."""
    for match in find_in_lines(_FACILITY, _FACILITY_HEAD, text):
        start = match.start()
        while leading := _LEADING_WORD.match(text, start, match.end()):
            start = leading.end()
        name = text[start : match.end()].rpartition(" ")[0]
        around = candidates.touching(start, match.end())
        is_longer = all(start <= found.start and found.end < match.end() and found.label in _NAMESAKES for found in around)
        if name and name not in lexicon.NO_FACILITIES and is_longer:
            candidates.put(Candidate(start, match.end(), Label.PLACE))


def add_state_codes(text: str, candidates: Candidates) -> None:
    """Mark the code of a state behind a place or a party: "Austin, TX", "Buffalo, N.Y.", "Trey Gowdy, R-S.C."."""
    for match in _PARTY_AND_STATE.finditer(text):
        candidates.put(Candidate(*match.span("state"), Label.PLACE))
    for candidate in candidates:
        if candidate.label is Label.PLACE and (code := _STATE_CODE.match(text, candidate.end)):
            candidates.put(Candidate(code.start(1), code.end(1), Label.PLACE))


def put_named_events(text: str, candidates: Candidates) -> None:
    """Mark forums, games and summits whatever the model took them for, other events where nothing stands."""
    for match in find_in_lines(_NAMED_EVENT, _EVENT_HEAD, text):
        start = match.start() + 4 if match.group()[:4] in ("The ", "the ") else match.start()
        candidates.put(Candidate(start, match.end(), Label.EVENT))
    for start, end in find_events(text):
        around = candidates.touching(start, end)
        is_storm = _STORM.match(text, start, end) and all(found.label in _NAMESAKES | {Label.ORG} for found in around)
        if is_storm and candidates.are_within(start, end):
            candidates.discard(around)
        candidates.add(Candidate(start, end, Label.EVENT))


def add_laws(text: str, candidates: Candidates) -> None:
    """Mark treaties and acts, over shorter names inside them, and the acronyms that stand in brackets behind them."""
    acronyms = set()
    for start, end in find_laws(text):
        if candidates.are_within(start, end):
            candidates.put(Candidate(start, end, Label.LAW))
            if definition := definition_after(text, start, end):
                acronyms.add(definition.acronym)
    for match in _ABBREVIATION.finditer(text) if acronyms else ():
        if match.group() in acronyms and candidates.are_within(*match.span()):
            candidates.put(Candidate(*match.span(), Label.LAW))


def put_money(text: str, candidates: Candidates) -> None:
    """Mark sums of money, by rule alone."""
    for start, end in find_money(text):
        candidates.put(Candidate(start, end, Label.MONEY))


def put_dates(text: str, candidates: Candidates) -> None:
    """Mark dates, by rule alone; an event keeps the year in its name."""
    for start, end in find_dates(text):
        if not any(found.label in (Label.EVENT, Label.MONEY, Label.DATE, Label.LAW) for found in candidates.touching(start, end)):
            candidates.put(Candidate(start, end, Label.DATE))
