"""Finding words in the article on the screen: what was typed as a pattern, and where it is.

Small letters find capitals too, a capital finds only itself; curly quotes,
dashes and no-break spaces are found by their plain forms; `/words/` is a
regular expression.
"""

import contextlib
import gc
import re
import signal
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from reader.text import Span, plain

MOST_HITS = 20_000
_MOST_SECONDS = 0.1
"""How long a regular expression may hold up what is typed."""


class BadPattern(ValueError):
    """A regular expression that cannot be read."""


class TooSlow(Exception):
    """It took longer than it may."""


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Interrupt what runs in the main thread after some time: `re` looks for signals while it matches.

    The collector rests meanwhile: raised in a callback of its own, the interruption would be lost, and told on the terminal.

    Raises:
        TooSlow: the time is over.
    """

    def stop(number: int, frame: object) -> None:
        raise TooSlow

    before, collects = signal.signal(signal.SIGALRM, stop), gc.isenabled()
    gc.disable()
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if collects:
            gc.enable()


def pattern_of(typed: str) -> "re.Pattern[str] | None":
    """Read what was typed; nothing typed is no pattern.

    >>> bool(pattern_of("tokayev’s").search("Tokayev's")), bool(pattern_of("/b.d/").search("bed"))
    (True, True)
    """
    is_regex = len(typed) > 2 and typed.startswith("/") and typed.endswith("/")
    if not is_regex:
        return pattern_of_words(typed)
    words = typed[1:-1]
    if not words.strip():
        return None
    try:
        return re.compile(words, _flags(words))
    except (re.error, OverflowError, RecursionError) as error:
        raise BadPattern(f"{words} is no regular expression: {error}") from error


def pattern_of_words(typed: str) -> "re.Pattern[str] | None":
    """Read words as they stand, slashes and all; no words are no pattern.

    >>> bool(pattern_of_words("/(a/").search("here is /(A/"))
    True
    """
    words = plain(typed)
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()), _flags(words)) if words.strip() else None


def _flags(words: str) -> re.RegexFlag:
    """Small letters find capitals too."""
    return re.MULTILINE if any(letter.isupper() for letter in words) else re.MULTILINE | re.IGNORECASE


def find_hits(plain_text: str, spans: Iterable[Span], pattern: "re.Pattern[str]") -> tuple[tuple[Span, ...], bool]:
    """Return the places of a pattern inside spans of a plain text, in order, and whether these are all."""
    hits: list[Span] = []
    with contextlib.suppress(TooSlow), time_limit(_MOST_SECONDS):
        for span in spans:
            places = pattern.finditer(plain_text, span.start, span.end)
            hits += [Span(found.start(), found.end()) for found in places if found.group()]
            if len(hits) > MOST_HITS:
                break
        else:
            return tuple(hits), True
    return tuple(hits[:MOST_HITS]), False


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
