"""Finding the few words of a text that may match, without cutting it into words.

Every matching word begins with one of some letters. Most beginnings are looked
for as they stand, which is the fastest thing Python does with a text; a pattern
looks for those that the text may spell otherwise: with full stops (U.S.), with
commas (1,234), with one letter for two (ß).
"""

import re
from collections.abc import Iterable, Iterator

from reader.search.words import plain_word

_UNUSUAL = re.compile(
    "[^\x00-\x7f\u00a0-\u00ac\u00ae-\u012f\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"
    "\u0386-\u0482\u048a-\u0529\u2010-\u2027\u202f-\u205e\u20a0-\u20bf\u2122]"
)
"""Characters that do not stay one character when a word is made plain, or that are seldom met."""
_LETTER_BEYOND_ASCII = re.compile("[\u00c0-\u017e\u0386-\u0529]")
_SPELT_WITH_TWO = {"ss": "ß", "ae": "æ", "oe": "œ", "th": "[þð]"}
_TWO_IN_ONE = "ßæœþð"
_MAY_BE_ABBREVIATION = 5
_SHORT = 2
"""So few letters stand nearly everywhere: a pattern is faster at passing over them."""


def can_be_scanned(text: str) -> str:
    """Return the text with its letters made plain one by one, or nothing when that would move a character.

    >>> can_be_scanned("Café – der Größte")
    'cafe – der großte'
    """
    if text.isascii():
        return text.lower()
    if _UNUSUAL.search(text):
        return ""
    return _LETTER_BEYOND_ASCII.sub(_plain_letter, text.lower())


def _plain_letter(match: re.Match[str]) -> str:
    plain = plain_word(match.group())
    return plain if len(plain) == 1 else match.group()


class Scanner:
    """Looks for words that begin in one of some ways."""

    def __init__(self, beginnings: Iterable[str]) -> None:
        """Take what the plain form of every wanted word begins with."""
        self._beginnings = _needed(beginnings)
        self._patterns: dict[tuple[str, ...], re.Pattern[str]] = {}

    def places(self, folded: str) -> Iterator[int]:
        """Iterate over the starts of all words that begin so in a text made by `can_be_scanned`; not in order."""
        is_plain, otherwise = folded.isascii() or not any(letter in folded for letter in _TWO_IN_ONE), []
        for beginning in self._beginnings:
            if _stands_as_it_is(beginning, folded, is_plain=is_plain):
                yield from _word_starts(beginning, folded)
            else:
                otherwise.append(beginning)
        if otherwise:
            yield from (match.start() for match in self._pattern(tuple(otherwise)).finditer(folded))

    def _pattern(self, beginnings: tuple[str, ...]) -> re.Pattern[str]:
        if beginnings not in self._patterns:
            self._patterns[beginnings] = re.compile("|".join(_at_word_start(_scanned_beginning(one)) for one in beginnings))
        return self._patterns[beginnings]


def _needed(beginnings: Iterable[str]) -> list[str]:
    """Return the beginnings without those that begin with another."""
    needed: list[str] = []
    for beginning in sorted(set(beginnings)):
        if not needed or not beginning.startswith(needed[-1]):
            needed.append(beginning)
    return needed


def _stands_as_it_is(beginning: str, folded: str, *, is_plain: bool) -> bool:
    """Tell whether a text cannot spell a beginning otherwise."""
    if len(beginning) <= _SHORT or not beginning.isalpha():
        return False
    if len(beginning) <= _MAY_BE_ABBREVIATION and beginning[0] + "." in folded:
        return False
    return is_plain or not any(two in beginning or beginning.endswith(two[0]) for two in _SPELT_WITH_TWO)


def _word_starts(beginning: str, folded: str) -> Iterator[int]:
    at = folded.find(beginning)
    while at >= 0:
        if not at or not folded[at - 1].isalnum():
            yield at
        at = folded.find(beginning, at + 1)


def _at_word_start(pattern: str) -> str:
    """Return a pattern that matches where no word goes before; looking back after the first letter is ten times faster."""
    first = pattern[0]
    return rf"{first}(?<![^\W_]{first}){pattern[1:]}" if first.isalnum() else rf"(?<![^\W_]){pattern}"


def _scanned_beginning(plain: str) -> str:
    """Return a pattern for one beginning: letters may have stops between them, digits commas, and ß is ss."""
    between = r"\.?" if len(plain) <= _MAY_BE_ABBREVIATION else ""
    pattern = between.join(re.escape(letter) + (",?" if letter.isdigit() else "") for letter in plain)
    for two, one in _SPELT_WITH_TWO.items():
        pattern = pattern.replace(between.join(two), f"(?:{between.join(two)}|{one})")
    halved = next((one for two, one in _SPELT_WITH_TWO.items() if pattern.endswith(two[0])), "")
    return f"{pattern[:-1]}(?:{pattern[-1]}|{halved})" if halved else pattern
