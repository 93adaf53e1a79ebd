"""Words made comparable: one function for what is indexed, searched and marked.

A word has three forms: as it stands in the text (`Tokayev's`); *plain*, with
case, accents, possessive and joining characters gone (`tokayev`); and the
*stem* of the plain word (English, Snowball). A text in another language is
indexed by its plain words; a query looks for both. Chinese and Japanese runs
are cut into overlapping pairs of characters, for there are no blanks to go by.
No word is left out: `US`, `the` and `who` can all be looked for.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

MEMO_LIMIT = 300_000
LONGEST_WORD = 64

_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_JOINED = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u064b-\u065f\u0670\u0900-\u0dff\u0e00-\u0e7f\u200c\u200d"
)
_LETTER = rf"(?:(?![{_CJK}])[^\W\d_])"
_ABBREVIATION = rf"(?:{_LETTER}\.){{2,}}(?![^\W_])|(?:{_LETTER}\.)+{_LETTER}(?![\w.])"
_FIGURE = rf"\d+(?:[.,]\d+)+{_LETTER}*"
_POSSESSIVE = r"(?:['\u2019]s(?!\w))"
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?![^\W_])|(?:[^\W\d_]\.)+[^\W\d_](?![\w.])|\d+(?:[.,]\d+)+[^\W\d_]*|"
    rf"[^\W_]+{_POSSESSIVE}?"
)
_WORD_OF_ANY_SCRIPT = re.compile(
    rf"{_ABBREVIATION}|{_FIGURE}|[{_CJK}]+|(?![{_CJK}])[^\W_](?:(?![{_CJK}])[^\W_]|[{_JOINED}])*{_POSSESSIVE}?"
)
"""As `_WORD`, which is faster, and for Chinese, and for characters that stand inside words but are no letters for Python."""
_NEEDS_ANY_SCRIPT = re.compile(f"[{_CJK}{_JOINED}]")
_CJK_RUN = re.compile(f"[{_CJK}]+")
_MARKS = re.compile("[\u00ad\u0300-\u0305\u0307-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u200c\u200d]")
_BREVE = re.compile("(?<!\u0438)\u0306")
"""A breve is an accent, except over и: й is a letter of its own."""
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ς": "σ"}
)
_ENDS_POSSESSIVE = re.compile(f"{_POSSESSIVE}$", re.IGNORECASE)


class Token(NamedTuple):
    """A word of a text: where it stands, and its plain form."""

    start: int
    end: int
    plain: str


def plain_word(word: str) -> str:
    """Return the plain form of one word.

    >>> [plain_word(w) for w in ("Café", "U.S.", "Tokayev’s", "STRASSE", "Straße", "1,234", "Ёлкой")]
    ['cafe', 'us', 'tokayev', 'strasse', 'strasse', '1234', 'елкой']
    """
    word = _ENDS_POSSESSIVE.sub("", word)
    if word[:1].isdigit():
        word = word.replace(",", "")
    elif "." in word:
        word = word.replace(".", "")
    word = word.casefold()
    if not word.isascii():
        word = _BREVE.sub("", _MARKS.sub("", unicodedata.normalize("NFKD", word))).translate(_LETTERS)
        word = unicodedata.normalize("NFC", word.casefold())
    return word[:LONGEST_WORD]


class _PlainWords(dict[str, str]):
    """A memo of plain forms: a text has few different words."""

    def __missing__(self, word: str) -> str:
        if len(self) > MEMO_LIMIT:
            self.clear()
        plain = self[word] = plain_word(word)
        return plain


class _Stems(dict[str, str]):
    """A memo of stems by plain word."""

    def __missing__(self, word: str) -> str:
        if len(self) > MEMO_LIMIT:
            self.clear()
        stem = self[word] = self._stem(word) if word.isascii() and word.isalpha() else word
        return stem

    @cached_property
    def _stem(self) -> Callable[[str], str]:
        from snowballstemmer import stemmer  # slow to load, and whoever only shows results needs none

        stem: Callable[[str], str] = stemmer("english").stemWord
        return stem


class Words:
    """Cuts texts into words and knows their plain forms and stems; keeps a memo, so make one and keep it."""

    def __init__(self) -> None:
        self._plain = _PlainWords()
        self._stems = _Stems()

    def stem(self, plain: str) -> str:
        """Return the English stem of a plain word; words in other scripts are their own stem."""
        return self._stems[plain]

    def stems(self, plain: Iterable[str]) -> Iterator[str]:
        """Iterate over the stems of plain words."""
        return map(self._stems.__getitem__, plain)

    def plain(self, word: str) -> str:
        """Return the plain form of one word."""
        return self._plain[word]

    def forms(self, text: str) -> list[str] | None:
        """Return the words of a text as they stand, without their places; None for one that has to be cut by `plain_words`."""
        return None if _NEEDS_ANY_SCRIPT.search(text) else _WORD.findall(text)

    def plain_words(self, text: str) -> list[str]:
        """Return the plain words of a text in order, without their places: the fast way for indexing."""
        if _NEEDS_ANY_SCRIPT.search(text):
            return [token.plain for token in self.tokens(text)]
        return [*map(self._plain.__getitem__, _WORD.findall(text))]

    def token_at(self, text: str, at: int, end: int) -> Token | None:
        """Return the word that begins at a place of a text that can be scanned."""
        match = _WORD.match(text, at, end)
        return Token(at, match.end(), self._plain[match.group()]) if match else None

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
        """Iterate over the words of a text, or of a part of it, with their places."""
        return tokens_of(text, start, end, self._plain.__getitem__)


def tokens_of(text: str, start: int = 0, end: int | None = None, plain: Callable[[str], str] = plain_word) -> Iterator[Token]:
    """Iterate over the words of a text with their places, without a memo: for short texts."""
    end = len(text) if end is None else end
    pattern = _WORD_OF_ANY_SCRIPT if _NEEDS_ANY_SCRIPT.search(text, start, end) else _WORD
    for match in pattern.finditer(text, start, end):
        word = match.group()
        if _CJK_RUN.match(word):
            yield from _pairs(word, match.start())
        else:
            yield Token(match.start(), match.end(), plain(word))


def is_cjk(plain: str) -> bool:
    """Tell whether a plain word is Chinese or Japanese."""
    return _CJK_RUN.match(plain) is not None


def _pairs(run: str, at: int) -> Iterator[Token]:
    """Cut a run of Chinese or Japanese into overlapping pairs.

    >>> [token.plain for token in _pairs("中国银行", 0)]
    ['中国', '国银', '银行']
    """
    plain = [unicodedata.normalize("NFKC", character)[:1] for character in run]
    if len(run) == 1:
        yield Token(at, at + 1, plain[0])
    for index in range(len(run) - 1):
        yield Token(at + index, at + index + 2, plain[index] + plain[index + 1])
