"""The rows of a pane: margin, gutter, text with its marks, scroll thumb. Nothing here loads Textual.

The gutter is left of the text: `▶` at the current hit or the paragraph of the
cursor, a sign of the comparison (`≈`, `◦`) or of cut text (`┊`), the number of
the paragraph, and `┃` beside words with a note.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style

from reader.article import Block, BlockKind, BlockState
from reader.text import MarkKind, Span
from reader.tui.paint import Looks, MarkIndex, Piece, Role, role_of, runs
from reader.tui.widgets.page import Page, Row, indent_of, is_numbered
from reader.tui.widgets.wrap import character_cells, is_even, shown_row

_KIND_ROLES: Mapping[BlockKind, Role] = {
    BlockKind.TITLE: Role.HEADLINE,
    BlockKind.HEADING: Role.HEADING,
    BlockKind.DATELINE: Role.QUIET,
    BlockKind.BYLINE: Role.QUIET,
    BlockKind.CAPTION: Role.QUIET,
    BlockKind.CODE: Role.CODE,
    BlockKind.FURNITURE: Role.QUIET,
}
_OWN_BULLETS = "•‣▪–-*·"


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs of a pane."""

    cursor: str = "▶"
    note: str = "┃"
    cut: str = "┊"
    thumb: str = "▐"
    rule: str = "│"
    bar: str = "│"
    bullet: str = "•"
    heavy: str = "━"
    light: str = "─"
    aligned: str = "≈"
    alone: str = "◦"
    ellipsis: str = "…"


SYMBOLS = Glyphs()
ASCII = Glyphs(">", "|", ":", "#", "|", "|", "*", "=", "-", "=", "o", "...")


@dataclass(slots=True)
class View:
    """What a pane shows beside the words."""

    marks: dict[MarkKind, MarkIndex] = field(default_factory=dict)
    current: Span | None = None
    """The current hit."""
    selected: Span | None = None
    cursor: int | None = None
    """Index of the block the cursor is on."""
    pointed: int | None = None
    """Where the sign of the cursor stands in a block whose beginning is above the screen."""
    signs: Mapping[int, str] = field(default_factory=dict)
    """A sign beside the first row of a block."""
    shows_marks: bool = True


@dataclass(frozen=True, slots=True)
class Measures:
    """Where things stand in a row of a pane, in cells."""

    width: int
    rule: int
    """1 when a rule parts the pane from the one to its left."""
    margin: int
    """Blanks before the gutter."""
    gutter: int
    text: int
    """Width of the text column."""

    @classmethod
    def of(cls, width: int, *, text_width: int, paragraphs: int, has_rule: bool) -> "Measures":
        """Fit gutter and text column into a width, the column in the middle when there is room."""
        rule = 1 if has_rule else 0
        gutter = 3 + max(2, len(str(paragraphs))) if width >= 30 else 2
        room = max(1, width - rule - gutter - 2)
        text = min(text_width, room)
        margin = max(0, (room - text) // 2 - gutter // 2)
        return cls(width, rule, margin, gutter, text)

    @property
    def text_start(self) -> int:
        """The cell where the text column begins."""
        return self.rule + self.margin + self.gutter


class LinePainter:
    """Makes any row of a page."""

    def __init__(self, page: Page, view: View, measures: Measures, looks: Looks, glyphs: Glyphs) -> None:
        self.page = page
        self.view = view
        self.measures = measures
        self.glyphs = glyphs
        self._looks = looks
        self.numbers = _paragraph_numbers(page.article.blocks)
        """For each block the number of the paragraph."""
        self.built = 0
        """How many rows were made so far."""

    def line(self, y: int, *, thumb: bool) -> list[Segment]:
        """Return the segments of a row over the whole width, with the scroll thumb at its end or without."""
        self.built += 1
        row = self.page.row(y) if 0 <= y < len(self.page) else None
        segments, used = self._content(row) if row else ([], self.measures.text_start)
        left = self._left(row)
        edge = Segment(self.glyphs.thumb, self.part("thumb")) if thumb else Segment(" ", self._looks.base)
        pad = max(0, self.measures.width - 1 - self.measures.text_start - used if row else self.measures.width - 1 - used)
        return [*left, *segments, Segment(" " * pad, self._looks.base), edge]

    def part(self, name: str) -> Style:
        """Return the style of a part that is not text of the article."""
        return self._looks.part(name)

    # --- left of the text -------------------------------------------------

    def _left(self, row: Row | None) -> list[Segment]:
        measures, base = self.measures, self._looks.base
        rule = [Segment(self.glyphs.rule, self.part("rule"))] if measures.rule else []
        if row is None or row.block is None or row.is_gap:
            return [*rule, Segment(" " * (measures.margin + measures.gutter), base)]
        return [*rule, Segment(" " * measures.margin, base), *self._gutter(row, row.block)]

    def _gutter(self, row: Row, index: int) -> list[Segment]:
        base, glyphs, width = self._looks.base, self.glyphs, self.measures.gutter
        cursor = glyphs.cursor if self._has_cursor(row, index) else " "
        note = glyphs.note if self._has_note(row) else " "
        if width < 4:
            return [Segment(cursor, self.part("cursor")), Segment(note, self.part("note-sign"))]
        sign = self._sign(row, index)
        number = self._number(row, index).rjust(width - 3)
        if cursor == sign == note == " " and number.isspace():
            return [Segment(" " * width, base)]
        return [
            Segment(cursor, self.part("cursor")),
            Segment(sign, self.part("sign")),
            Segment(number, self.part("number")),
            Segment(note, self.part("note-sign")),
        ]

    def _has_cursor(self, row: Row, index: int) -> bool:
        """Tell whether the sign of the cursor stands in a row: at the current hit or what was pointed at in its paragraph."""
        if index != self.view.cursor:
            return False
        hit = self.view.current
        is_at_hit = hit is not None and self.page.article.blocks[index].span.contains(hit.start)
        place = hit.start if hit is not None and is_at_hit else self.view.pointed
        return row.is_first if place is None else row.start <= place < max(row.end, row.start + 1)

    def _has_note(self, row: Row) -> bool:
        notes = self.view.marks.get(MarkKind.NOTE)
        return bool(notes and self.view.shows_marks and next(notes.touching(row.start, row.end), None))

    def _sign(self, row: Row, index: int) -> str:
        if self.page.article.blocks[index].state is BlockState.FOLDED:
            return self.glyphs.cut
        return self.view.signs.get(index, " ") if row.is_first and self.view.shows_marks else " "

    def _number(self, row: Row, index: int) -> str:
        block = self.page.article.blocks[index]
        return str(self.numbers[index]) if row.is_first and is_numbered(block) else ""

    # --- the text ---------------------------------------------------------

    def _content(self, row: Row) -> tuple[list[Segment], int]:
        """Return the segments of a row and the cells they take."""
        if row.block is None:
            return self._head(row)
        if row.is_gap:
            return [], 0
        block = self.page.article.blocks[row.block]
        before, indent = self._indent(row, block)
        text = self.page.article.text
        shown = shown_row(text, row.start, row.end)
        cells = len(shown) if is_even(text, row.start, row.end) else character_cells(shown)[-1]
        style = self._looks.style
        words = [
            Segment(shown[start - row.start : end - row.start], style(roles))
            for start, end, roles in runs(row.start, row.end, self._pieces(row, block))
        ]
        return [*before, *words], indent + cells

    def _head(self, row: Row) -> tuple[list[Segment], int]:
        is_title = row.head in self.page.head.rows[: self.page.head.title_rows]
        style = self._looks.style((Role.HEADLINE if is_title else Role.QUIET,))
        return [Segment(row.head, style)], character_cells(row.head)[-1]

    def _indent(self, row: Row, block: Block) -> tuple[list[Segment], int]:
        indent = indent_of(block)
        if not indent:
            return [], 0
        if block.kind is BlockKind.QUOTE:
            return [Segment(f"{self.glyphs.bar} ", self.part("rule"))], indent
        needs_bullet = row.is_first and self.page.article.text[row.start] not in _OWN_BULLETS
        bullet = self.glyphs.bullet if needs_bullet and not self.page.article.text[row.start].isdigit() else " "
        return [Segment(f"{bullet} ".rjust(indent), self.part("number"))], indent

    def _pieces(self, row: Row, block: Block) -> list[Piece]:
        """Return what stands out in a row: by its block, by marks, by the selection."""
        start, end, view = row.start, row.end, self.view
        pieces: list[Piece] = []
        if role := _block_role(block):
            pieces.append((start, end, role))
        if view.shows_marks:
            for index in view.marks.values():
                pieces += [(mark.span.start, mark.span.end, role) for mark in index.touching(start, end) if (role := role_of(mark))]
        if view.current is not None:
            pieces.append((view.current.start, view.current.end, Role.CURRENT_MATCH))
        if view.selected is not None:
            pieces.append((view.selected.start, view.selected.end, Role.SELECTED))
        return [piece for piece in pieces if piece[0] < end and start < piece[1]]


def _block_role(block: Block) -> Role | None:
    if block.state is BlockState.FOLDED:
        return Role.CUT
    if block.state is BlockState.DIMMED:
        return Role.DIMMED
    return _KIND_ROLES.get(block.kind)


def _paragraph_numbers(blocks: Sequence[Block]) -> list[int]:
    """Count the readable blocks from 1, as bookmarks do; furniture has the number of the block before it."""
    numbers, count = [], 0
    for block in blocks:
        count += not block.is_furniture
        numbers.append(count)
    return numbers
