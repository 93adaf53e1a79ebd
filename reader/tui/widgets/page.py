"""An article laid out at a width: which characters stand in which row.

A page is made of *sections*: one for each block that is shown, and one for the
head (title and source line) that is not part of the article's text. A section
is a run of rows, most with a blank row (a *gap*) behind them. Rows hold
offsets into the article's text; nothing is copied.
"""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reader.article import UNKNOWN, Article, Block, BlockKind, BlockState
from reader.safetext import one_line
from reader.text import Span
from reader.tui.widgets.wrap import wrap_lines, wrap_range

_NO_BLOCK = 0xFFFFFFFF
_KEEPS_LINES = frozenset({BlockKind.CODE, BlockKind.TABLE})
_UNNUMBERED = frozenset({BlockKind.TITLE, BlockKind.DATELINE, BlockKind.BYLINE, BlockKind.HEADING, BlockKind.CAPTION})
_LEADING = 5
"""Among how many first blocks a title may stand behind a date, a section or a picture's caption."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a page."""

    block: int | None
    """Index of the block, or None in the head."""
    start: int
    end: int
    """Without the blanks at the end; equal to `start` in a gap."""
    is_first: bool
    """The first row of its section."""
    is_gap: bool
    head: str = ""
    """The words of a row of the head."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above an article without being part of its text: the title, unless the text begins with it, and the source."""

    rows: tuple[str, ...]
    title_rows: int
    """How many of the rows are the title."""

    @classmethod
    def of(cls, article: Article, width: int) -> "Head":
        """Make the head of an article for a width."""
        title = article.metadata.title.text
        stands_in_text = _place_of_title(article.readable_blocks) is not None
        title_rows = _wrapped(one_line(title), width) if title and not stands_in_text else []
        line = source_line(article)
        return cls((*title_rows, *(_wrapped(line, width) if line else ())), len(title_rows))


class Page:
    """The rows of an article at a width."""

    def __init__(self, article: Article, width: int, *, whole: bool = False, only: "frozenset[int] | None" = None) -> None:
        """Lay an article out.

        Args:
            article: what is laid out.
            width: cells of the text column.
            whole: folded blocks too.
            only: indexes of the blocks to keep; None for all.
        """
        self.article = article
        self.width = max(1, width)
        self.head = Head.of(article, self.width)
        self.blocks = array("I")
        self._starts = array("I")
        self._first_rows = array("I")
        self._section_blocks = array("I")
        self._section_offsets = array("I")
        folds = not whole
        self._lay_out(
            [
                index
                for index, block in enumerate(article.blocks)
                if not (folds and block.state is BlockState.FOLDED) and (only is None or index in only)
            ]
        )

    def __len__(self) -> int:
        return len(self._starts)

    def _lay_out(self, shown: list[int]) -> None:
        blocks = self.article.blocks
        self.blocks.extend(shown)
        title_place = _place_of_title([blocks[index] for index in shown[:_LEADING]])
        if title_place is None:
            self._add_head(0)
        for place, index in enumerate(shown):
            following = blocks[shown[place + 1]] if place + 1 < len(shown) else None
            self._add_block(index, blocks[index], following)
            if place == title_place:
                if following:
                    self._starts.pop()
                self._add_head(blocks[index].span.end)

    def _begin_section(self, block: int, offset: int) -> None:
        self._first_rows.append(len(self._starts))
        self._section_blocks.append(block)
        self._section_offsets.append(offset)

    def _add_head(self, offset: int) -> None:
        if self.head.rows:
            self._begin_section(_NO_BLOCK, offset)
            self._starts.extend([offset] * len(self.head.rows))
        if self._starts:
            self._starts.append(offset)

    def _add_block(self, index: int, block: Block, following: Block | None) -> None:
        self._begin_section(index, block.span.start)
        wrap = wrap_lines if block.kind in _KEEPS_LINES else wrap_range
        wrap(self.article.text, block.span.start, block.span.end, max(1, self.width - indent_of(block)), self._starts)
        if not _stands_close(block, following):
            self._starts.append(block.span.end)

    # --- from row to text ----------------------------------------------

    def section_of_row(self, y: int) -> int:
        """Return the section of a row."""
        return bisect_right(self._first_rows, y) - 1

    def row(self, y: int) -> Row:
        """Return what stands in a row."""
        section = self.section_of_row(y)
        first, stop = self._rows_of(section)
        index = self._section_blocks[section]
        if index == _NO_BLOCK:
            place = y - first
            head = self.head.rows[place] if place < len(self.head.rows) else ""
            return Row(None, self._starts[y], self._starts[y], place == 0, not head, head)
        block = self.article.blocks[index]
        start = self._starts[y]
        if start >= block.span.end:
            return Row(index, start, start, False, True)
        end = self._starts[y + 1] if y + 1 < stop else block.span.end
        return Row(index, start, self._without_blanks(start, end), y == first, False)

    def _rows_of(self, section: int) -> tuple[int, int]:
        following = section + 1
        stop = self._first_rows[following] if following < len(self._first_rows) else len(self._starts)
        return self._first_rows[section], stop

    def _without_blanks(self, start: int, end: int) -> int:
        text = self.article.text
        while end > start and text[end - 1].isspace():
            end -= 1
        return end

    def offset_of_row(self, y: int) -> int:
        """Return the offset of the first character in a row, or where it would stand."""
        return self._starts[min(max(y, 0), len(self._starts) - 1)] if self._starts else 0

    # --- from text to row ----------------------------------------------

    def section_of(self, offset: int) -> int:
        """Return the section that holds an offset, or the nearest one before it."""
        section = max(0, bisect_right(self._section_offsets, offset) - 1)
        while section and self._section_blocks[section] == _NO_BLOCK and self._section_offsets[section] == offset:
            section -= 1
        return section

    def row_of(self, offset: int) -> int:
        """Return the row in which the character at an offset stands; behind a block, the gap."""
        if not self._starts:
            return 0
        section = self.section_of(offset)
        first, stop = self._rows_of(section)
        return max(first, bisect_right(self._starts, offset, first, stop) - 1)

    def block_at(self, offset: int) -> int | None:
        """Return the index of the shown block at an offset, or the nearest one before it, else the first."""
        if not self._section_blocks:
            return None
        section = self.section_of(offset)
        if self._section_blocks[section] == _NO_BLOCK:
            section = min(section + 1, len(self._section_blocks) - 1)
        index = self._section_blocks[section]
        return None if index == _NO_BLOCK else index

    def neighbour(self, block: int, step: int) -> int:
        """Return the shown block `step` blocks on or back, stopping at the ends."""
        shown = self.blocks
        place = max(0, bisect_right(shown, block) - 1) + step
        return shown[min(max(place, 0), len(shown) - 1)] if shown else block

    def shown_spans(self, span: Span) -> list[Span]:
        """Return the parts of a span that are shown, one for each block."""
        parts = (self.article.blocks[index].span for index in self.blocks)
        return [
            Span(max(part.start, span.start), min(part.end, span.end))
            for part in parts
            if part.start < span.end and span.start < part.end
        ]


def indent_of(block: Block) -> int:
    """Return how many cells a block is set in."""
    if block.kind is BlockKind.ITEM:
        return 2 * max(1, block.level)
    return 2 if block.kind is BlockKind.QUOTE else 0


def is_numbered(block: Block) -> bool:
    """Tell whether the paragraph number stands beside a block."""
    return block.kind not in _UNNUMBERED and not block.is_furniture


def _place_of_title(blocks: Sequence[Block]) -> int | None:
    """Return the place of the title at the beginning of a text: no prose stands before it."""
    for place, block in enumerate(blocks[:_LEADING]):
        if block.kind is BlockKind.TITLE:
            return place
        if is_numbered(block) and block.state is BlockState.SHOWN:
            return None
    return None


def _stands_close(block: Block, following: Block | None) -> bool:
    """Tell whether no blank row parts two blocks: items of one list, the lines under a title."""
    if following is None:
        return True
    if block.kind is BlockKind.ITEM:
        return following.kind is BlockKind.ITEM
    quiet = (BlockKind.DATELINE, BlockKind.BYLINE)
    return block.kind in quiet and following.kind in quiet


def source_line(article: Article) -> str:
    """Return source, author and date on one line, as far as they are known; a guess carries `?`.

    An outlet that signs its own articles is named once.
    """
    known = article.metadata
    author = UNKNOWN if known.author.text == known.source.text else known.author
    values = (known.source, author, known.date)
    return " · ".join(one_line(v.text) + ("?" if v.origin == "guessed" else "") for v in values if v.text)


def _wrapped(line: str, width: int) -> list[str]:
    rows = array("I")
    wrap_range(line, 0, len(line), width, rows)
    return [line[start:end].rstrip() for start, end in zip(rows, [*rows[1:], len(line)], strict=True)]
