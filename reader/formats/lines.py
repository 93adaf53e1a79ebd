"""A text as lines with offsets, and the rule by which its lines are paragraphs.

Pasted text comes in three ways: paragraphs between blank lines, one paragraph a
line, or paragraphs wrapped at a fixed width. `join_wrapped` makes the third like
the others without moving a character: the line break becomes a blank.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reader.text import Span

_LINE = re.compile(r"^[^\S\n]*\S[^\n]*", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[a-zA-Z0-9]+")
_HAS_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ENDS_SENTENCE = re.compile(r"[.?!…。！？][\"'\u201d\u2019»)\]]*\s*$")
_SENTENCE_ENDS = frozenset(".?!…。！？")
_CLOSING_SIGNS = "\"'\u201d\u2019»)] \t\u00a0"
_BULLET = re.compile(r"^[ \t\u00a0]*[*•‣◦▪·-][ \t\u00a0]+(?=[^\s*•·-])", re.MULTILINE)
_STARTS_ITEM = re.compile(r"\s*(?:[*•‣◦▪·-]|\d{1,3}[.)])\s")


@dataclass(frozen=True)
class Line:
    """A line that is not blank."""

    text: str
    """Without outer blanks, inner runs of blanks as one."""
    span: Span
    """Without outer blanks and without a bullet."""
    after_blank: bool
    """A blank line, or nothing, stands above."""
    before_blank: bool
    is_item: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as they are written; where no blanks part them, two characters each."""
        pattern = _WORD if self.text.isascii() or not _HAS_UNSPACED.search(self.text) else _UNSPACED
        return tuple(pattern.findall(self.text))

    @cached_property
    def ends_sentence(self) -> bool:
        """Tell whether the line ends like a sentence."""
        return self.text.rstrip(_CLOSING_SIGNS)[-1:] in _SENTENCE_ENDS

    @property
    def is_prose(self) -> bool:
        """Tell whether the line is long enough and ends like running text."""
        count = len(self.words)
        return count >= 25 or (count >= 14 and self.ends_sentence)


def split_lines(text: str) -> tuple[Line, ...]:
    """Split text into its lines that are not blank."""
    found = list(_LINE.finditer(text))
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(text)]
    return tuple(
        _line(text, match.start(), match.end(), _is_gap(text, end, match.start()), _is_gap(text, match.end(), start))
        for match, end, start in zip(found, ends, starts[1:], strict=False)
    )


def _line(text: str, start: int, end: int, after_blank: bool, before_blank: bool) -> Line:
    bullet = _BULLET.match(text, start, end)
    raw = text[bullet.end() if bullet else start : end]
    body = raw.strip()
    first = end - len(raw.lstrip())
    return Line(" ".join(body.split()), Span(first, first + len(body)), after_blank, before_blank, bullet is not None)


def _is_gap(text: str, end: int, start: int) -> bool:
    return end == 0 or start == len(text) or text.count("\n", end, start) > 1


def blank_bullets(text: str) -> str:
    """Replace the bullets of list items by blanks; the length stays."""
    return _BULLET.sub(_as_blank, text)


def join_wrapped(text: str) -> str:
    """Join hard-wrapped lines with a blank where the line break was; other texts come back as they are."""
    runs = [run for run in re.split(r"\n[ \t\u00a0]*\n+", text) if "\n" in run.strip("\n")]
    breaks = [pair for run in runs for pair in pairwise(run.strip("\n").split("\n")) if not _STARTS_ITEM.match(pair[1])]
    if len(breaks) < 4 or not (_are_wrapped_at_a_width(breaks) or _are_broken_mid_sentence(breaks)):
        return text
    return re.sub(r"(?<=\S)[ \t]*\n(?=[ \t]*\S)(?!\s*(?:[*•‣◦▪·-]|\d{1,3}[.)])\s)", _as_blank, text)


def _as_blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _are_wrapped_at_a_width(breaks: list[tuple[str, str]]) -> bool:
    """Tell whether at nearly every break the next word would not have fitted."""
    lengths = sorted(len(above) for above, _ in breaks)
    width = lengths[int(0.98 * (len(lengths) - 1))]
    if not 30 <= width <= 120:
        return False
    full = sum(len(above) + 1 + len(below.split(maxsplit=1)[0]) > width - 2 for above, below in breaks if below.strip())
    return full >= 0.8 * len(breaks)


def _are_broken_mid_sentence(breaks: list[tuple[str, str]]) -> bool:
    inside = sum(not _ENDS_SENTENCE.search(above) and below.lstrip()[:1].islower() for above, below in breaks)
    return inside >= 0.5 * len(breaks)
