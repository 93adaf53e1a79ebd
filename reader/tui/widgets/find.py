"""Finding words in the article on the screen: what was typed as a pattern, and where it is.

Small letters find capitals too, a capital finds only itself; curly quotes,
dashes and no-break spaces are found by their plain forms; `/words/` is a
regular expression.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable

from reader.text import Span, plain

MOST_HITS = 20_000


class BadPattern(ValueError):
    """A regular expression that cannot be read."""


def pattern_of(typed: str) -> "re.Pattern[str] | None":
    """Read what was typed; nothing typed is no pattern.

    >>> bool(pattern_of("tokayev’s").search("Tokayev's")), bool(pattern_of("/b.d/").search("bed"))
    (True, True)
    """
    is_regex = len(typed) > 2 and typed.startswith("/") and typed.endswith("/")
    words = typed[1:-1] if is_regex else plain(typed)
    if not words.strip():
        return None
    flags = re.MULTILINE if any(letter.isupper() for letter in words) else re.MULTILINE | re.IGNORECASE
    source = words if is_regex else r"\s+".join(re.escape(word) for word in words.split())
    try:
        return re.compile(source, flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise BadPattern(f"{words} is no regular expression: {error}") from error


def find_hits(plain_text: str, spans: Iterable[Span], pattern: "re.Pattern[str]") -> tuple[Span, ...]:
    """Return the places of a pattern inside spans of a plain text, in order."""
    hits: list[Span] = []
    for span in spans:
        hits += [Span(found.start(), found.end()) for found in pattern.finditer(plain_text, span.start, span.end) if found.group()]
        if len(hits) > MOST_HITS:
            break
    return tuple(hits[:MOST_HITS])


def nearest(hits: tuple[Span, ...], offset: int) -> int:
    """Return the number of the first hit at or after an offset, going round at the end."""
    place = bisect_left(hits, Span(offset, offset))
    return place if place < len(hits) else 0


def word_at(text: str, offset: int) -> Span | None:
    """Return the word at an offset, or the next one after it on the same line.

    >>> word_at("two-day visit", 4)
    Span(start=0, end=7)
    """
    before = re.search(r"[\w'’-]*$", text[max(0, offset - 60) : offset])
    start = offset - len(before.group()) if before else offset
    found = re.compile(r"\w(?:[\w'’-]*\w)?").search(text, start)
    return Span(found.start(), found.end()) if found else None
