"""From marks to painted rows: which run of a row is shown how.

A *role* is what a run of characters is to the reader (a person, a hit, a
note); `Looks` know how each role looks in the theme of the moment, and what
two of them look like together. `MarkIndex` finds the marks of a row
without looking at the others. A row is encoded for the terminal once, with
only the changes of style written out. Nothing here loads Textual.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, pairwise

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from reader.article import Label, Mention, Mentions
from reader.text import Mark, MarkKind


class Role(StrEnum):
    """How a run of characters stands out; later roles win where roles meet."""

    QUIET = "quiet"
    HEADLINE = "headline"
    HEADING = "heading"
    CODE = "code"
    DIMMED = "dimmed"
    CUT = "cut"
    PERSON = "person"
    ORG = "org"
    PLACE = "place"
    NORP = "norp"
    DATE = "date"
    MONEY = "money"
    QUANTITY = "quantity"
    EVENT = "event"
    LAW = "law"
    WORK = "work"
    NOTE = "note"
    ALIGNED = "aligned"
    MATCH = "match"
    CURRENT_MATCH = "current-match"
    SELECTED = "selected"


_RANK = {role: rank for rank, role in enumerate(Role)}
LABEL_ROLES: Mapping[str, Role] = {label.value: Role(label.value.lower()) for label in Label}
_KIND_ROLES = {
    MarkKind.NOTE: Role.NOTE,
    MarkKind.ALIGNED: Role.ALIGNED,
    MarkKind.MATCH: Role.MATCH,
    MarkKind.CURRENT_MATCH: Role.CURRENT_MATCH,
}

Piece = tuple[int, int, Role]
"""A range of characters and its role."""


Marked = Mark | Mention
"""What stands out: a mark, or a mention as it is. A long article has thousands, and a mark for each would be a second copy."""


def role_of(mark: Marked) -> Role | None:
    """Return the role that a mark gives its characters; dates are not marked while one reads."""
    if isinstance(mark, Mention) or mark.kind is MarkKind.MENTION:
        return None if mark.label == Label.DATE else LABEL_ROLES.get(mark.label)
    return _KIND_ROLES[mark.kind]


class MarkIndex:
    """Marks in order, to be asked for those that touch a range."""

    def __init__(self, marks: Iterable[Marked] = ()) -> None:
        self.marks: Sequence[Marked]
        ends: Iterable[int]
        if isinstance(marks, Mentions):  # to make each of thousands takes longer than to lay their article out
            self.marks, self._starts, ends = marks, marks.starts, marks.ends
        else:
            self.marks = tuple(sorted(marks, key=lambda mark: mark.span))
            self._starts = array("I", (mark.span.start for mark in self.marks))
            ends = (mark.span.end for mark in self.marks)
        self._reach = array("I", accumulate(ends, max))

    def __len__(self) -> int:
        return len(self.marks)

    def touching(self, start: int, end: int) -> Iterator[Marked]:
        """Iterate over the marks that share a character with a range."""
        first = bisect_right(self._reach, start)
        stop = bisect_left(self._starts, end)
        return (mark for mark in self.marks[first:stop] if mark.span.end > start)

    def at(self, offset: int) -> Marked | None:
        """Return the shortest mark over a character."""
        return min(self.touching(offset, offset + 1), key=lambda mark: len(mark.span), default=None)


def runs(start: int, end: int, pieces: Sequence[Piece]) -> list[tuple[int, int, tuple[Role, ...]]]:
    """Cut a range where roles begin or end, each part with its roles, weakest first.

    >>> runs(0, 9, [(2, 5, Role.PERSON), (4, 6, Role.MATCH)])[1:4]
    [(2, 4, (<Role.PERSON: 'person'>,)), (4, 5, (<Role.PERSON: 'person'>, <Role.MATCH: 'match'>)), (5, 6, (<Role.MATCH: 'match'>,))]
    """
    if not pieces:
        return [(start, end, ())]
    ordered = sorted(pieces, key=lambda piece: _RANK[piece[2]])
    cuts = {start, end}
    for left, right, _ in ordered:
        cuts.update((max(left, start), min(right, end)))
    borders = sorted(cuts)
    return [(left, right, tuple(role for a, b, role in ordered if a <= left and right <= b)) for left, right in pairwise(borders)]


class Looks:
    """How each role and part of a pane looks, alone and with others, in one theme."""

    def __init__(self, base: Style, styles: Mapping[str, Style]) -> None:
        self.base = base
        self._styles = styles
        self._mixed: dict[tuple[Role, ...], Style] = {(): base}
        self._parts = {name: base + style for name, style in styles.items()}

    def style(self, roles: tuple[Role, ...]) -> Style:
        """Return the style of a run with these roles."""
        style = self._mixed.get(roles)
        if style is None:
            style = self._mixed[roles] = sum((self._styles[role] for role in roles), self.base)
        return style

    def part(self, name: str) -> Style:
        """Return the style of a part of the pane that is not text of the article."""
        return self._parts[name]


_SYSTEMS = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
    "windows": ColorSystem.WINDOWS,
}
_ATTRIBUTES = ("bold", "dim", "italic", "underline", "blink", "reverse", "strike", "underline2", "overline")


def encoded(segments: Iterable[Segment], colour_system: str | None) -> str:
    """Return a row as the terminal takes it: one reset at the end, and between runs only what changes.

    Textual would reset after every run, which is a third of the bytes of a page.
    """
    system = _SYSTEMS.get(colour_system or "", ColorSystem.TRUECOLOR)
    written: list[str] = []
    before = Style.null()
    for text, style, _control in segments:
        after = style or Style.null()
        if after is not before:
            written.append(_change(before, after, system))
            before = after
        written.append(text)
    return f"{''.join(written)}\x1b[0m"


@lru_cache(maxsize=2048)
def _change(before: Style, after: Style, system: ColorSystem) -> str:
    """Return the sequence that turns one style into another."""
    lost = any(getattr(before, name) and not getattr(after, name) for name in _ATTRIBUTES)
    if lost:
        return f"\x1b[0m{_change(Style.null(), after, system)}"
    codes = [code for name, code in _SGR.items() if getattr(after, name) and not getattr(before, name)]
    if after.color != before.color:
        codes += after.color.downgrade(system).get_ansi_codes() if after.color else ["39"]
    if after.bgcolor != before.bgcolor:
        codes += after.bgcolor.downgrade(system).get_ansi_codes(foreground=False) if after.bgcolor else ["49"]
    return f"\x1b[{';'.join(codes)}m" if codes else ""


_SGR = dict(zip(_ATTRIBUTES, ("1", "2", "3", "4", "5", "7", "9", "21", "53"), strict=True))
