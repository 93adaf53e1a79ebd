"""Rules for names that a model learns badly: events, laws, and organisations with their acronym."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.entities import lexicon

_CAPITAL = rf"[{lexicon.CAPITAL}]"
"""Where a pattern begins with such a set, what must not stand before it is looked for behind its first letter, as in
`[A-Z](?<!\\w.)`: a search then passes over all other letters at once."""
_WORD = rf"(?:{_CAPITAL}[\w'.&-]{{0,30}}|\d{{4}})"


def _either(words: frozenset[str] | tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_EVENT = re.compile(
    rf"\b(?:{_WORD} ){{1,6}}(?:(?:of|on|in) )?(?:{_WORD} ){{0,3}}"
    rf"(?:{_either(lexicon.EVENT_HEADS - {'Day', 'Spring'})})\b(?! {_CAPITAL})"
    rf"|\b(?:Victory|Independence|Constitution|Republic|Unity|Armistice|Remembrance|Memorial|Labor|Christmas"
    rf"|Bastille|National) Day\b"
    rf"|\b(?:Black Friday|Cyber Monday|Good Friday|Ash Wednesday|Super Tuesday|Bloody Sunday)\b"
    rf"|\b(?:Arab|Prague) Spring\b|\b(?:First |Second )?(?:World|Cold|Gulf|Vietnam|Korean|Civil) War(?: (?:I|II|1|2))?\b"
    rf"|\b(?:Super )?(?:Typhoon|Hurricane|Cyclone|(?:Tropical )?Storm|Superstorm) {_CAPITAL}[a-z]{{2,15}}(?:-[A-Z][a-z]+)?\b"
    rf"|\b(?:Summit|Conference|Festival) (?:of|on|for) (?:the )?{_WORD}(?: (?:and )?{_WORD}){{0,6}}"
)
_LAW = re.compile(
    rf"\b(?:{_WORD} ){{1,6}}(?:(?:of|on|for|and) (?:the )?)?(?:{_WORD} ){{0,3}}"
    rf"(?:{_either(lexicon.LAW_HEADS - {'Plan', 'Bill', 'Law'})})"
    rf"(?: (?:of|on) (?:the )?{_WORD}(?: (?:and |of |the ){{0,2}}{_WORD}){{0,6}})?\b(?! {_CAPITAL})"
    rf"|\b(?:Treaty|Convention|Protocol|Agreement|Declaration|Charter|Memorandum|Law) (?:of|on|for) (?:the )?{_WORD}"
    rf"(?: (?:(?:and|of|the|for|in|on) ){{0,2}}{_WORD}){{0,8}}"
)
_OTHER_EVENT_HEADS = frozenset(
    "Typhoon Hurricane Cyclone Storm Superstorm Friday Monday Wednesday Tuesday Sunday Spring War".split()
)
_EVENT_HEAD = re.compile(rf"(?:{_either(lexicon.EVENT_HEADS | _OTHER_EVENT_HEADS)})\b")
_LAW_HEAD = re.compile(rf"(?:{_either(lexicon.LAW_HEADS)})\b")
_ACRONYM_IN_BRACKETS = re.compile(r" ?\((\d?[A-Z][A-Za-z]{1,8}(?:/[A-Z]{1,3}|-[A-Z][a-z]{3,12})?)\)")
_SENTENCE_INSIDE = re.compile(rf"\w\w\. (?=(?:{_either(lexicon.FUNCTION_WORDS)}) )")
_LEADING_WORD = re.compile(rf"(?:{_either(lexicon.FUNCTION_WORDS)}|{_WORD}'s?) ")
_CAPITALISED = re.compile(r"\b\d?[A-Z]\w*")


@dataclass(frozen=True, slots=True)
class Definition:
    """A long name that is followed by its acronym in brackets."""

    acronym: str
    start: int
    """Of the acronym."""


def find_events(text: str) -> Iterator[tuple[int, int]]:
    """Iterate over the places of wars, summits, games, elections with a name."""
    return _trimmed(_EVENT, _EVENT_HEAD, text)


def find_laws(text: str) -> Iterator[tuple[int, int]]:
    """Iterate over the places of treaties, agreements, acts with a name."""
    return _trimmed(_LAW, _LAW_HEAD, text)


def find_in_lines(pattern: re.Pattern[str], head: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Iterate over the matches of a slow pattern in those lines that hold what every match of it holds."""
    end = 0
    while found := head.search(text, end):
        start = max(end, text.rfind("\n", 0, found.start()) + 1)
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        yield from pattern.finditer(text, start, end)


def _trimmed(pattern: re.Pattern[str], head: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for match in find_in_lines(pattern, head, text):
        start, end = match.span()
        while leading := _LEADING_WORD.match(text, start, end):
            start = leading.end()
        if "Government of " in text[start:end]:
            continue
        for stop in _SENTENCE_INSIDE.finditer(text, start, end):
            start = stop.end()
        while leading := _LEADING_WORD.match(text, start, end):
            start = leading.end()
        if " " in text[start:end]:
            yield start, end


def definition_after(text: str, name_start: int, name_end: int) -> Definition | None:
    """Return the acronym in brackets right behind a name, if it can be that name's.

    >>> definition_after("Eurasian Economic Union (EAEU) met", 0, 23)
    Definition(acronym='EAEU', start=25)
    """
    match = _ACRONYM_IN_BRACKETS.match(text, name_end)
    if not match:
        return None
    acronym = match.group(1)
    initials = "".join(word[0] for word in _CAPITALISED.findall(text[name_start:name_end]))
    letters = set(acronym.upper())
    fits = len(initials) > 1 and acronym[0] == initials[0] and len(letters & set(initials.upper())) >= max(2, len(initials) - 2)
    is_acronym = sum(letter.isupper() for letter in acronym) > 1 or (len(initials) > 2 and _holds(acronym.upper(), initials))
    return Definition(acronym, match.start(1)) if fits and is_acronym else None


def _holds(word: str, initials: str) -> bool:
    """Tell whether the letters of a word hold some initials in order: those of `Nasa` hold `NSA`."""
    letters = iter(word)
    return all(initial in letters for initial in initials)
