"""Places in text, and text made comparable without moving a place.

A `Span` is a half-open range of character offsets into `Article.text`; every
hit, mention, block, aligned passage and bookmark is one. A `Mark` is a span
with the kind of thing it stands for; the screen decides how it looks.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of character offsets."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def contains(self, offset: int) -> bool:
        """Tell whether an offset lies inside the span."""
        return self.start <= offset < self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether two spans share a character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, distance: int) -> "Span":
        """Return the span moved by `distance` characters."""
        return Span(self.start + distance, self.end + distance)


class MarkKind(StrEnum):
    """What a mark stands for; later kinds win where marks overlap."""

    MENTION = "mention"
    NOTE = "note"
    ALIGNED = "aligned"
    MATCH = "match"
    CURRENT_MATCH = "current match"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span that stands out, and why."""

    span: Span
    kind: MarkKind
    label: str = ""
    """For a mention its label (`PERSON`), for a note its colour name."""
    ref: str = ""
    """What the mark leads to: an entity's name, a bookmark's id."""


_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    }
)


def plain(text: str) -> str:
    r"""Straighten quotes, dashes and blanks; the length stays, so every offset stays true.

    >>> plain("Tokayev\u2019s\u00a0visit \u2013 \u201cera\u201d")
    'Tokayev\'s visit - "era"'
    """
    return text.translate(_SAME_LENGTH)


_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen sen rep gov st vs no jan feb mar apr jun jul aug sep sept oct nov dec "
    "inc ltd corp co u.s u.k u.n e.g i.e a.m p.m lt col sgt capt adm rev hon jr sr fig vol ed approx".split()
)
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'\u2019\u201d)\]]*(?=\s+[\"'\u2018\u201c(\[]*[^\Wa-z_])|[。！？]+[」』”]?|\n+")
_LAST_WORD = re.compile(r"([\w.]+)\.$")


def sentence_spans(text: str, span: Span | None = None) -> tuple[Span, ...]:
    """Split text, or the part of it under `span`, into sentences without their outer blanks.

    A full stop after an initial or a common abbreviation ends nothing.

    >>> [s.of("Mr. Putin came. He left.") for s in sentence_spans("Mr. Putin came. He left.")]
    ['Mr. Putin came.', 'He left.']
    """
    span = span or Span(0, len(text))
    borders = [m.end() for m in _SENTENCE_END.finditer(text, span.start, span.end) if not _is_abbreviation(text, m)]
    starts = [span.start, *borders]
    ends = [*borders, span.end]
    trimmed = (_trim(text, start, end) for start, end in zip(starts, ends, strict=True))
    return tuple(s for s in trimmed if len(s))


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    if end.group() != ".":
        return False
    word = _LAST_WORD.search(text[max(0, end.start() - 20) : end.end()])
    if not word:
        return False
    name = word.group(1)
    return name.lower() in _ABBREVIATIONS or _is_initials(name)


def _is_initials(name: str) -> bool:
    return name.isupper() and all(len(part) == 1 for part in name.split("."))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
