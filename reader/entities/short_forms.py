"""Short names that the article's own long names explain: `EDM` for Eurasia Daily Monitor, `United` for Manchester United."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate, Candidates
from reader.entities.gazetteer import Gazetteer

_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž]\w*")
_ACRONYM = re.compile(r"[A-Z](?<![\w.&/-].)[A-Z]{2,6}(?![\w/&-])")
_ISLAMIC_STATE = re.compile(r"(?<=[a-z] )IS(?= (?:[a-z]|[A-Z][a-z]))")
_FEWEST_INITIALS = 3
_OTHER_NAME = re.compile(
    r",? \(?(?:(?:better|also|widely|commonly|popularly|otherwise|formerly) known as|also called|nicknamed|a\.?k\.?a\.?) (?:the )?"
    r"[\"']?(?P<name>[A-ZÀ-ÖØ-ÞĀ-Ž][\w'-]{1,30}(?: [A-ZÀ-ÖØ-ÞĀ-Ž][\w'-]{1,30}){0,3})"
)
_INITIALS = re.compile(r"(?<= )\(([A-Z]{3,8})\)")
_IN_BRACKETS = re.compile(r" \((?P<acronym>[A-Z][A-Za-z]{1,6})\)")
_SMALL_WORDS = re.compile(r"(?:\b[a-z][a-z-]* ?){2,7}$")
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset("of and for the in on to s".split())
_LONGEST_SPELT_OUT = 120
_SPELT_OUT = frozenset((Label.ORG, Label.EVENT, Label.LAW, Label.PLACE))
COMPANY_FORMS = re.compile(rf"(?:,? (?:& )?(?:{lexicon.LEGAL_FORMS})\.?)+$")
_COMPANY_HEAD = re.compile(
    r" (?:Airlines|Airways|Motors?|Bank|Group|Holdings|Industries|Technologies|Pharmaceuticals|Energy|Capital|Entertainment)$"
)
_CLUB = re.compile(
    r"(?<![\w-])(?P<name>United|City|Rovers|Wanderers|Athletic|Albion|Villa|Palace|County|Forest)(?![\w-])(?! [A-Z])"
)
_HEADS_ALONE = frozenset(
    "Fund Commission Council Court Bank Committee Ministry Agency Authority Board Foundation Institute Federation Tribunal".split()
)
_QUOTED = re.compile(r" \((?:[A-Za-z]+: ?[A-Z]+\) \()?(?:the )?\"(?P<name>[A-Z][\w-]{1,30}(?: [A-Z][\w-]{1,30})?)[,.]?\"")
_WORD_BEFORE = re.compile(r"([\w'-]+) $")
_LONGEST_WORD = 40


def initials_of(name: str) -> str:
    """Return the initials of a name's capitalised words.

    >>> initials_of("Federal Bureau of Investigation")
    'FBI'
    """
    return "".join(word[0] for word in _CAPITALISED.findall(name))


def names_by_initials(names: Iterable[str]) -> Mapping[str, str]:
    """Return for initials of three and more letters the one long name that has them."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        initials = initials_of(name)
        if len(initials) >= _FEWEST_INITIALS and " " in name:
            found[initials].add(name)
    return {
        initials: next(iter(long))
        for initials, long in found.items()
        if len(long) == 1 and initials not in lexicon.NO_ORGANISATIONS
    }


def long_names(names: Iterable[str]) -> dict[str, str]:
    """Return the short names among an article's organisations with the one long name of each: initials, ends of clubs, companies.

    >>> long_names(["Velmont United", "United", "Eurasia Daily Monitor", "EDM", "Orvik Motor Co", "Orvik"])
    {'EDM': 'Eurasia Daily Monitor', 'Orvik': 'Orvik Motor', 'Orvik Motor Co': 'Orvik Motor', 'United': 'Velmont United'}
    """
    different = set(names)
    clubs: dict[str, set[str]] = defaultdict(set)
    for name in different:
        if _CLUB.fullmatch(end := name.rsplit(" ", 1)[-1]) and " " in name:
            clubs[end].add(name)
    ends = {end: next(iter(found)) for end, found in clubs.items() if len(found) == 1}
    long = {**names_by_initials(different), **ends, **_companies(different)}
    return {short: long[short] for short in sorted(different & long.keys())}


def _companies(names: Collection[str]) -> dict[str, str]:
    """Return the companies that stand with their form (`Orvik Motor Co`) with the name without it; first and last words with it."""
    companies = {name: COMPANY_FORMS.sub("", name) for name in names if COMPANY_FORMS.search(name)}
    by_first_word: dict[str, set[str]] = defaultdict(set)
    for company in {*companies.values(), *(name for name in names if _COMPANY_HEAD.search(name))}:
        by_first_word[company.split(" ", 1)[0]].add(company)
    by_last_word: dict[str, set[str]] = defaultdict(set)
    for company in set(companies.values()):
        by_last_word[company.rsplit(" ", 1)[-1]].add(company)
    by_word = {**by_last_word, **by_first_word}
    return {**{word: next(iter(found)) for word, found in by_word.items() if len(found) == 1}, **companies}


_REPORTS = re.compile(r" (?:Photo|photographer|correspondent|reporter|story|reports|has more)\b")
_TELLS = re.compile(r"\b(?:told|quoted by) (?:the )?$")


def agencies_credited(text: str, candidates: Iterable[Candidate]) -> dict[str, str]:
    """Return the letters of agencies that stand in a dateline or credit of the article, with the agency: "(AP)", "/EPA"."""
    return {
        form: lexicon.AGENCIES_IN_FULL[form]
        for found in candidates
        if (form := text[found.start : found.end]) in lexicon.AGENCIES_IN_FULL
        and (
            text[found.start - 1 : found.start] in ("(", "/")
            or _REPORTS.match(text, found.end)
            or _TELLS.search(text, 0, found.start)
        )
    }


def discard_common_acronyms(text: str, candidates: Candidates) -> None:
    """Unmark letters that stand for common words: "a memorandum of understanding (MoU)", "commercial banks (NCBs)"."""
    common = {match["acronym"].rstrip("s") for match in _IN_BRACKETS.finditer(text) if _is_spelt_small(text, match)}
    if common:
        candidates.discard(
            [one for one in candidates if one.label is Label.ORG and text[one.start : one.end].rstrip("s") in common]
        )


def _is_spelt_small(text: str, match: re.Match[str]) -> bool:
    words = _SMALL_WORDS.search(text, max(0, match.start() - _LONGEST_SPELT_OUT), match.start())
    initials = "".join(word[0] for word in words.group().split()).upper() if words else ""
    return initials.endswith(match["acronym"].rstrip("s").upper())


def put_initials(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Mark the initials of an organisation that the article names in full, and IS beside the Islamic State."""
    for match in _ISLAMIC_STATE.finditer(text) if "Islamic State" in text else ():
        candidates.add(Candidate(*match.span(), Label.ORG))
    names = names_by_initials({text[found.start : found.end] for found in candidates if found.label is Label.ORG})
    for match in _ACRONYM.finditer(text) if names else ():
        start, end = match.span()
        is_inside = any(found.start < start or found.end > end for found in candidates.touching(start, end))
        if match.group() in names and not is_inside and gazetteer.get(match.group()) is None:
            candidates.put(Candidate(start, end, Label.ORG))


def add_other_names(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Give what a name is "better known as" the label of the name."""
    for candidate in candidates:
        if (other := _OTHER_NAME.match(text, candidate.end)) and gazetteer.get(other["name"]) is None:
            candidates.add(Candidate(*other.span("name"), candidate.label))


def put_clubs(text: str, candidates: Candidates) -> None:
    """Mark the last word of a club's name where it stands alone in mid-sentence, then at the beginning of sentences too."""
    ends = defaultdict(set)
    for found in candidates:
        name = text[found.start : found.end]
        if found.label is Label.ORG and " " in name:
            ends[name.rsplit(" ", 1)[1]].add(name)
    clubs = {end for end, names in ends.items() if len(names) == 1}
    alone = [match for match in _CLUB.finditer(text) if match["name"] in clubs and not candidates.touching(*match.span())]
    certain = {match["name"] for match in alone if _is_in_sentence(text, match.start())}
    for match in alone:
        if match["name"] in certain and not _follows_name(text, match.start()):
            candidates.add(Candidate(*match.span(), Label.ORG))


def _is_in_sentence(text: str, start: int) -> bool:
    """Tell whether a word stands in mid-sentence and is not the end of a name."""
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    return before is not None and not _follows_name(text, start)


def _follows_name(text: str, start: int) -> bool:
    before = _WORD_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    return before is not None and before.group(1)[0].isupper() and before.group(1) not in lexicon.FUNCTION_WORDS


def quoted_names(text: str, candidates: Iterable[Candidate]) -> dict[str, str]:
    """Return the short names that stand in quotes behind a body, with the body: `Ordal, Inc. ("Ordal" or the "Company")`."""
    names: dict[str, str] = {}
    if '("' not in text and ' "' not in text:
        return {}
    for found in candidates:
        if found.label is Label.ORG and (quoted := _QUOTED.match(text, found.end)):
            name = text[found.start : found.end]
            if name.startswith(quoted["name"]) or initials_of(name).startswith(quoted["name"]):
                names[quoted["name"]] = name
    return names


def put_quoted_names(text: str, candidates: Candidates) -> None:
    """Mark a body by the short name that stands in quotes behind it, wherever that stands alone."""
    for short in quoted_names(text, candidates) if '"' in text else ():
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])(?! [A-Z])", text):
            candidates.add(Candidate(*match.span(), Label.ORG))


def put_heads_alone(text: str, candidates: Candidates) -> None:
    """Mark "the Fund", "the Commission", where the article names one body that is one: the Monetary Fund."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for found in candidates:
        name = text[found.start : found.end]
        if found.label is Label.ORG and " " in name:
            bodies[name.rsplit(" ", 1)[1]].add(name)
    heads = _HEADS_ALONE.intersection(head for head, names in bodies.items() if len(names) == 1)
    for head in heads:
        for match in re.finditer(rf"(?<=[a-z,] the ){head}(?![\w-])(?! (?:of|for|[A-Z]))", text) if f" the {head}" in text else ():
            candidates.add(Candidate(*match.span(), Label.ORG))


def put_spelt_out(text: str, candidates: Candidates, gazetteer: Gazetteer) -> None:
    """Complete the long name before its initials in brackets: "National Disaster Risk Reduction and Management Council (NDRRMC)".

    Where nothing was found there, it is an organisation.
    """
    for match in _INITIALS.finditer(text):
        start = _start_of_initials(text, match.start() - 1, match.group(1))
        if start is None:
            continue
        around = candidates.touching(start, match.start() - 1)
        is_inside = candidates.are_within(start, match.start() - 1)
        if (
            is_inside
            and not (len(around) == 1 and around[0].start == start)
            and gazetteer.get(text[start : match.start() - 1]) is None
        ):
            head = text[start : match.start() - 1].rsplit(" ", 1)[-1]
            other = Label.LAW if head in lexicon.LAW_HEADS else Label.ORG
            last = around[-1].label if around and around[-1].end == match.start() - 1 else other
            candidates.put(Candidate(start, match.start() - 1, last if last in _SPELT_OUT else Label.ORG))


def _start_of_initials(text: str, end: int, initials: str) -> int | None:
    """Return where the words begin that end here and have these initials; None where none do."""
    left = initials
    for word in reversed(list(_WORD.finditer(text, max(0, end - _LONGEST_SPELT_OUT), end))):
        if text[word.end() : word.end() + 1] not in (" ", "-", ",") and word.end() != end:
            return None
        if word.group()[0].isupper():
            if not left.endswith(word.group()[0]):
                return None
            left = left[:-1]
            if not left:
                return word.start() if word.end() != end else None
        elif word.group() not in _SMALL:
            return None
    return None
