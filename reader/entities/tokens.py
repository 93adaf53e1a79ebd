"""Words and sentences as the recogniser sees them.

A token is a word, an initial with its full stop (`J.`, `U.S.`), or one other
character. A sentence never crosses a line and is never longer than the
statistical model can hold in memory.
"""

import re
from collections.abc import Iterator

Token = tuple[int, int]
"""Start and end of a token in the text; a bare pair, because there are very many."""

TOKEN = re.compile(r"(?![A-Z]\.)\w+|(?<!\w)(?:[A-Z]\.){2,}[A-Z]?(?!\w)|(?<!\w)[A-Z]\.(?!\w)|\w+|[^\w\s]")
LONGEST_SENTENCE = 200
_LINE = re.compile(r"[^\n]+")
_NO_END_AFTER = frozenset(
    "Mr Mrs Ms Dr Gen Col Lt Sgt Capt Maj Rep Sen Gov St Jr Sr Inc Ltd Corp Co No vs Prof Rev Adm Hon "
    "Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec".split()
)


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Split a stretch of text into tokens.

    >>> [slice(*t) for t in tokens_of("U.S. and Tokayev's")][:2]
    [slice(0, 4, None), slice(5, 8, None)]
    """
    return [match.span() for match in TOKEN.finditer(text, start, len(text) if end is None else end)]


def sentences_of(text: str) -> Iterator[list[Token]]:
    """Iterate over the sentences of a text, line by line, as lists of tokens."""
    for line in _LINE.finditer(text):
        yield from _split(text, tokens_of(text, *line.span()))


def _split(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    first = 0
    for i, (start, _) in enumerate(tokens):
        if i - first >= LONGEST_SENTENCE or (i - first > 2 and text[start] in ".!?" and _ends_sentence(text, tokens, i)):
            yield tokens[first : i + 1]
            first = i + 1
    if first < len(tokens):
        yield tokens[first:]


def _ends_sentence(text: str, tokens: list[Token], i: int) -> bool:
    if i + 1 == len(tokens):
        return False
    following = text[tokens[i + 1][0]]
    if not (following.isupper() or following in "\"'"):
        return False
    before = text[slice(*tokens[i - 1])]
    return not (text[tokens[i][0]] == "." and before in _NO_END_AFTER)
