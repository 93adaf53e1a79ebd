"""Companies that words of business give away: "Ordal shareholders", "a bid for Ordal", "Ordal Inc. (NYSE: ORD) ... Ordal said".

The text has straight quotes and plain blanks.
"""

import re
from collections.abc import Iterator

from reader.article import Label
from reader.entities import lexicon
from reader.entities.candidates import Candidate, Candidates
from reader.entities.gazetteer import Gazetteer, KnownName
from reader.entities.rows import put_rows
from reader.entities.short_forms import COMPANY_FORMS
from reader.entities.words import WordTable

_CAPITAL = lexicon.CAPITAL
_NAME = rf"(?P<name>[{_CAPITAL}](?<![\w.&'/-].)[\w&]{{1,30}})"
_OWNED = re.compile(rf"{_NAME}(?:'s)? (?:shareholders?|stockholders?|shares|stock|subsidiary|board members?)\b")
_LONG_NAME = rf"(?P<name>[{_CAPITAL}](?<![\w.&'/-].)[\w&'-]{{1,30}}(?: (?:(?:of|de|and|&) )?[{_CAPITAL}][\w&'-]{{1,30}}){{0,4}})"
_MOVED = re.compile(
    rf"{_LONG_NAME} \((?:up|down) [\d.]+ ?(?:%|per ?cent)\)|\b[Ss]hares (?:of|in) (?P<dealt>{_LONG_NAME.replace('?P<name>', '?:')})"
)
_DEALT = re.compile(
    r"\b(?:[Ss]hares (?:of|in)|[Ss]hareholders of|[Ss]take in|[Tt]akeover of|[Aa]cquisition of|[Mm]erger with|[Bb]id for|CEO of"
    rf"|[Cc]hief executive of) {_NAME}(?!\w)(?! [{_CAPITAL}])"
)
_DEALING = (
    "hareholder",
    "tockholder",
    "hares",
    " stock",
    "ubsidiary",
    "board member",
    "takeover",
    "stake",
    "cquisition",
    "erger",
    " bid ",
    "CEO of",
    "executive of",
    "(up ",
    "(down ",
)
"""One of these stands in every text where something is dealt with."""
_TICKER = re.compile(
    r"\((?:(?P<exchange>NYSE(?: American| MKT)?|NASDAQ|Nasdaq|LSE|TSXV?|ASX|AMEX|OTC\w*|AIM|HKEX|SGX|BSE|NSE|Euronext(?: \w+)?)"
    r" ?: ?[A-Z]{1,6}(?:\.[A-Z]{1,2})?|[A-Z0-9]{1,6}\.[A-Z]{1,2}|[A-Z]{2,4} \d{2,6})\)"
)
_SYMBOL = re.compile(r"symbol \"?[A-Z]{1,5}(?!\w)")
_COMMON = 3
"""Grade of commonness of words that are mostly written small."""
_MISTAKEN = frozenset((Label.PERSON, Label.PLACE))
_WORD = re.compile(rf"[{_CAPITAL}](?<![\w.&'/-].)[\w&-]+(?!\w)")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?\"'] )$", re.MULTILINE)
_SPEAKS = re.compile(rf"(?:'s\b| (?:{'|'.join(sorted(lexicon.SPEECH))})\b)")
_NEXT_NAME = re.compile(rf" ([{_CAPITAL}]\w*)")


def put_companies(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark the companies that rows, forms in law, deals and listings give away; rows of places too."""
    put_rows(text, candidates, gazetteer, words)
    put_short_companies(text, candidates, gazetteer, words)
    put_dealt_companies(text, candidates, gazetteer, words)
    put_listings(text, candidates)


def put_dealt_companies(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark what has shareholders and shares, what is bid for and merged with: there, and where it was taken for a person."""
    if not any(word in text for word in _DEALING):
        return
    people = {text[found.start : found.end].rsplit(" ", 1)[-1] for found in candidates if _is_full_name(text, found)}
    companies = {
        match["name"]
        for pattern in (_OWNED, _DEALT)
        for match in pattern.finditer(text)
        if match["name"] not in people and _is_unknown(match["name"], gazetteer, words)
    }
    companies |= set(_put_quoted(text, candidates, gazetteer))
    _put_alone(text, companies, candidates, words)
    for found in candidates:
        first, _, last = text[found.start : found.end].partition(" ")
        if found.label is Label.PERSON and last in companies and _is_acronym(first):
            candidates.relabel(found, Label.ORG)


def _put_quoted(text: str, candidates: Candidates, gazetteer: Gazetteer) -> Iterator[str]:
    """Mark what went up or down and what shares are of, by more than one word too; return the names of one word."""
    for match in _MOVED.finditer(text):
        group = "name" if match["name"] else "dealt"
        start, end = match.span(group)
        known = gazetteer.get(match[group])
        is_other = known is not None and known.label is not Label.ORG and known.is_sure
        if not is_other and candidates.are_within(start, end):
            candidates.put(Candidate(start, end, Label.ORG))
            if " " not in match[group]:
                yield match[group]


def _is_full_name(text: str, found: Candidate) -> bool:
    """Tell whether a find is a person by more than one word, the first no acronym."""
    first, _, rest = text[found.start : found.end].partition(" ")
    return found.label is Label.PERSON and bool(rest) and not _is_acronym(first)


def _is_acronym(word: str) -> bool:
    return len(word) > 2 and word.isupper() and word.isalpha()


def _is_unknown(name: str, gazetteer: Gazetteer, words: WordTable) -> bool:
    return (
        gazetteer.get(name) is None
        and name not in lexicon.NO_ORGANISATIONS
        and name not in lexicon.FUNCTION_WORDS
        and not words[name].is_first_name
        and words[name.lower()].commonness < _COMMON
    )


def put_short_companies(text: str, candidates: Candidates, gazetteer: Gazetteer, words: WordTable) -> None:
    """Mark a company's name of one word where it stands without the form it has elsewhere: "Ordal" of Ordal Inc."""
    companies = set()
    for found in candidates:
        if found.label is Label.ORG and (form := COMPANY_FORMS.search(text[found.start : found.end])):
            name = text[found.start : found.start + form.start()]
            known = gazetteer.get(name)
            if " " not in name and len(name) > 1 and _can_be_short(name, known, words):
                companies.add(name)
    _put_alone(text, companies, candidates, words)


def _can_be_short(name: str, known: KnownName | None, words: WordTable) -> bool:
    return known.label is Label.ORG if known else not words[name].is_first_name


def _put_alone(text: str, companies: set[str], candidates: Candidates, words: WordTable) -> None:
    for match in _WORD.finditer(text) if companies else ():
        if match.group() not in companies:
            continue
        there = candidates.at(*match.span())
        is_mistaken = there is not None and there.label in _MISTAKEN
        if is_mistaken or (not candidates.touching(*match.span()) and _is_surely_there(text, match, words)):
            candidates.put(Candidate(*match.span(), Label.ORG))


def _is_surely_there(text: str, match: re.Match[str], words: WordTable) -> bool:
    """Tell whether a name that may be a common word is none here: in mid-sentence, or it speaks; and no longer name follows."""
    if (following := _NEXT_NAME.match(text, match.end())) and following.group(1) not in lexicon.FUNCTION_WORDS:
        return False
    is_common = words[match.group().lower()].commonness >= _COMMON
    return not is_common or bool(_SPEAKS.match(text, match.end()) or not _SENTENCE_BEFORE.search(text, 0, match.start()))


def put_listings(text: str, candidates: Candidates) -> None:
    """Mark the exchange where a company is listed, and no code that it has there: "(NYSE: ORD)", "(ORDA.O)"."""
    for match in _SYMBOL.finditer(text) if "symbol " in text else ():
        candidates.discard(candidates.touching(match.start() + 1, match.end()))
    for match in _TICKER.finditer(text) if "(" in text else ():
        candidates.discard(candidates.touching(match.start() + 1, match.end() - 1))
        if match["exchange"]:
            candidates.add(Candidate(*match.span("exchange"), Label.ORG))
