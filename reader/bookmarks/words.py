"""A text as words with their places: what two revisions are compared by.

Words are compared without case, quotes, dashes, soft hyphens and ways of
writing an accent; each keeps the span of its characters. Scripts without
blanks count every character as a word.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from reader.text import Span

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_BETWEEN_WORDS = (
    r"\s!-/:-@\[-`{-~\xa0-\xac\xae-\xb1\xb4-\xb8\xbb-\xbf\u2010-\u205e\u2190-\u2bff\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
)
_WORD = re.compile(f"[{_CJK}]|[^{_BETWEEN_WORDS}{_CJK}]+")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order."""

    spans: tuple[Span, ...]
    forms: tuple[str, ...]
    """The words as they are compared."""
    _starts: list[int] = field(repr=False)
    _ends: list[int] = field(repr=False)
    weights: dict[str, float] = field(repr=False)
    """How much each form proves: the rarer, the more."""
    _pairs: dict[tuple[str, str], list[int]] = field(repr=False)

    def __len__(self) -> int:
        return len(self.forms)

    def under(self, span: Span) -> range:
        """Return the numbers of the words that a span touches."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))

    def span_of(self, first: int, last: int) -> Span:
        """Return the span from one word to another."""
        return Span(self.spans[first].start, self.spans[last].end)

    def places_of_pair(self, first: str, second: str) -> list[int]:
        """Return the numbers of the words that are followed by the second of two forms."""
        return self._pairs.get((first, second), [])


def words_of(text: str) -> Words:
    """Split a text into words.

    >>> words_of("The co-op\u2019s D\u00c9J\u00c0").forms
    ('the', 'co', 'op', 's', 'd\u00e9j\u00e0')
    """
    spans: list[Span] = []
    forms: list[str] = []
    for match in _WORD.finditer(text):
        form = _comparable(match.group())
        if form:
            spans.append(Span(*match.span()))
            forms.append(form)
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, pair in enumerate(pairwise(forms)):
        pairs[pair].append(number)
    weights = {form: (1 + count) ** -0.5 for form, count in Counter(forms).items()}
    return Words(tuple(spans), tuple(forms), [s.start for s in spans], [s.end for s in spans], weights, dict(pairs))


def _comparable(word: str) -> str:
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", _HIDDEN.sub("", word)).casefold()
