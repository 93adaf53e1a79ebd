"""The article pane: one article at any length, opened, scrolled and marked within a frame.

All places are offsets into the article's text: what stands at the top, the
paragraph cursor, hits, marks and the selection survive a new width because
none of them is a row. Rows are laid out by `Page`, painted by `LinePainter`
when they come into view, and kept while they may be seen again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.color import TRANSPARENT
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.article import Article, Block
from reader.text import MarkKind, Span
from reader.tui.direct_paint import DirectFrame
from reader.tui.paint import Marked, MarkIndex, encoded
from reader.tui.themes import palette_of
from reader.tui.widgets.page import Page, indent_of
from reader.tui.widgets.pane_lines import ASCII, SYMBOLS, LinePainter, Measures, View
from reader.tui.widgets.pane_looks import looks_of
from reader.tui.widgets.pane_place import cursor_block, progress_at, thumb_rows
from reader.tui.widgets.pane_title import title_bar, title_words
from reader.tui.widgets.wrap import character_cells, shown_row

_KEPT_STRIPS = 240


class ArticlePane(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one article; all its keys are commands of the screen."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ArticlePane { width: 1fr; height: 1fr; overflow: hidden hidden; }
    """

    @dataclass
    class Scrolled(Message):
        """Other words stand at the top, by the mouse; whoever calls a method of the pane knows already."""

        pane: "ArticlePane"

    @dataclass
    class ParagraphReached(Message):
        """The cursor is on another paragraph."""

        pane: "ArticlePane"
        block: Block | None

    @dataclass
    class Selected(Message):
        """Words were selected, or let go."""

        pane: "ArticlePane"
        span: Span | None

    @dataclass
    class Clicked(Message):
        """A character was clicked."""

        pane: "ArticlePane"
        offset: int

    def __init__(
        self, *, text_width: int = 72, ascii_only: bool = False, frame: DirectFrame | None = None, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._frame = frame or DirectFrame(is_on=False)
        self.article: Article | None = None
        self.title_words = ""
        """What its title bar says of it."""
        self.page: Page | None = None
        self.number = ""
        """The pane's number in its title bar, when there are several."""
        self.has_rule = False
        self.is_bare = False
        """Its title bar is left blank."""
        self.text_width = text_width
        self.shows_whole = False
        self.only: frozenset[int] | None = None
        """The blocks that are shown; None for all."""
        self.progress = 0.0
        """How much of the article has been on the screen, 0 to 1."""
        self.view = View()
        self._cursor_meant: int | None = None
        """The block the cursor was on before sizes that have no room for it."""
        self.glyphs = ASCII if ascii_only else SYMBOLS
        self._painter: LinePainter | None = None
        self._ground = TRANSPARENT
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._title_bar: tuple[tuple[int, bool], Strip] | None = None
        self._top_offset = -1
        self._waiting: tuple[int, int] | None = None
        self._drag_from: int | None = None

    # --- what is shown -----------------------------------------------------

    def show_article(self, article: Article, *, place: int | None = None, row_part: int = 0) -> None:
        """Show an article.

        Args:
            article: what to show.
            place: the offset to show; None for the beginning.
            row_part: 0 brings the place to the top, 3 to a third of the pane.
        """
        self.article = article
        self.title_words = title_words(article)
        self.view = View(shows_marks=self.view.shows_marks)
        self._cursor_meant = None
        self.only = None
        self._top_offset = -1
        self._waiting = None if place is None else (place, row_part)
        self._lay_out()

    def show_marks(self, kind: MarkKind, marks: Sequence[Marked]) -> None:
        """Replace the marks of a kind; nothing is painted when they are as before."""
        index = MarkIndex(marks)
        known = self.view.marks.get(kind)
        if index.marks != (known.marks if known else ()):
            self.view.marks[kind] = index
            self._repaint()

    def show_current(self, span: Span | None) -> None:
        """Make a span the current hit, and nothing else."""
        before, self.view.current = self.view.current, span
        for changed in (before, span, self._sign()):
            self._repaint_span(changed)

    def show_signs(self, signs: Mapping[int, str]) -> None:
        """Set the signs beside blocks, by index of the block."""
        self.view.signs = signs
        self._repaint()

    def light_marks(self, *, on: bool) -> None:
        """Show all marks, or hide them."""
        self.view.shows_marks = on
        self._repaint()

    def show_whole(self, *, whole: bool) -> None:
        """Show the page furniture too, or fold it away."""
        self.shows_whole = whole
        self._lay_out()

    def show_only(self, blocks: frozenset[int] | None) -> None:
        """Show some blocks only, or all again; the words at the top stay if they are shown."""
        if blocks != self.only:
            self.only = blocks
            self._lay_out()

    def stand(self, *, number: str, has_rule: bool, is_bare: bool = False) -> None:
        """Take a place among other panes: a number, and a rule to the pane on the left; or alone, without a title."""
        if (number, has_rule, is_bare) != (self.number, self.has_rule, self.is_bare):
            self.number, self.has_rule, self.is_bare = number, has_rule, is_bare
            self._lay_out()

    def set_text_width(self, cells: int) -> None:
        """Set the width of the text column; the words at the top stay."""
        self.text_width = cells
        self._lay_out()

    def select(self, span: Span | None) -> None:
        """Select a span, or nothing."""
        if span == self.view.selected:
            return
        before, self.view.selected = self.view.selected, span
        for changed in (before, span):
            self._repaint_span(changed)
        self.post_message(self.Selected(self, span))

    @property
    def selected(self) -> Span | None:
        """The selected characters."""
        return self.view.selected

    # --- layout --------------------------------------------------------------

    def on_resize(self) -> None:
        """Wrap anew, with the same words at the top."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Take over the looks of another theme."""
        super().notify_style_update()
        if self.is_mounted and self._painter:
            self._prepare_painter()

    def _lay_out(self) -> None:
        if self.article is None or not self.size.width:
            return
        meant = self.view.cursor if self._cursor_meant is None else self._cursor_meant
        measures = self._measures()
        self.page = Page(self.article, measures.text, whole=self.shows_whole, only=self.only)
        self._prepare_painter()
        self.virtual_size = Size(self.size.width, len(self.page) + 1)
        self._go_to_row(self.page.row_of(self._top_offset) if self._top_offset >= 0 else 0)
        if self._waiting is None:
            block = cursor_block(self.page, self.top_row, self.body_height, meant)
            self._set_cursor(block, self._pointed(block))
            self._cursor_meant = meant
        else:
            self._go_to_waiting_place()
            self.follow_with_cursor()

    def _go_to_waiting_place(self) -> None:
        """Go to the place that the article was opened at, once there is a size."""
        if self._waiting is None or self.page is None:
            return
        (place, part), self._waiting = self._waiting, None
        self.scroll_to_place(place, row=self.body_height // part if part else 0)
        self._set_cursor(self.page.block_at(place))

    @property
    def room(self) -> int:
        """The widest that the text column can be, in cells; nothing while the pane is not shown."""
        return self._measures(self.size.width).text if self.size.width else 0

    def _measures(self, text_width: int | None = None) -> Measures:
        paragraphs = len(self.article.blocks) if self.article else 0
        wanted = self.text_width if text_width is None else text_width
        return Measures.of(self.size.width, text_width=wanted, paragraphs=paragraphs, has_rule=self.has_rule)

    def _prepare_painter(self) -> None:
        if self.page is None:
            return
        looks = looks_of(palette_of(self.app.current_theme), self.rich_style)
        self._ground = self.background_colors[1]  # asks all ancestors: not for every row
        self._painter = LinePainter(self.page, self.view, self._measures(), looks, self.glyphs)
        self._repaint()

    # --- painting --------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of a part of the pane; the cache of styles is passed by, ours is exact."""
        painter = self._painter
        if painter is None:
            return [Strip.blank(crop.width, self.rich_style)] * crop.height
        top, thumb = self.top_row - 1, thumb_rows(self.top_row, len(self.page or ()), self.body_height)
        strips = [self._strip(painter, top + y, thumb=y in thumb) for y in range(max(1, crop.y), crop.bottom)]
        if crop.y == 0:
            strips.insert(0, self._title(painter))
        if crop.x or crop.width < painter.measures.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """Return one line of the pane: the title bar or a row of the text."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def _strip(self, painter: LinePainter, row: int, *, thumb: bool) -> Strip:
        """Return the strip of a row, made anew or kept."""
        key = (row, thumb)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= _KEPT_STRIPS:
                del self._strips[next(iter(self._strips))]
            strip = self._strips[key] = self._encoded(painter.line(row, thumb=thumb))
        return strip

    def _encoded(self, segments: list[Segment]) -> Strip:
        """Return a whole row as a strip that knows its bytes."""
        for line_filter in self.get_line_filters():
            segments = line_filter.apply(segments, self._ground)
        strip = Strip(segments, self.size.width)
        strip._render_cache = encoded(segments, self.app.console.color_system)
        return strip

    def _title(self, painter: LinePainter) -> Strip:
        """Return the title bar, made anew when something in it has changed."""
        if self.is_bare:
            return self._strip(painter, -1, thumb=False)
        key = (round(self.progress * 100), self.has_focus)
        if self._title_bar is None or self._title_bar[0] != key:
            bar = title_bar(painter, words=self.title_words, number=self.number, progress=self.progress, has_focus=self.has_focus)
            self._title_bar = (key, self._encoded(bar))
        return self._title_bar[1]

    def _repaint(self) -> None:
        self._strips.clear()
        self._title_bar = None
        self.refresh()

    def _repaint_span(self, span: Span | None) -> None:
        if span is not None and self.page is not None:
            last = max(span.start, span.end - 1)
            self._repaint_rows(range(self.page.row_of(span.start), self.page.row_of(last) + 1))

    def _repaint_rows(self, rows: range) -> None:
        top = self.top_row
        for y in rows:
            self._strips.pop((y, True), None)
            self._strips.pop((y, False), None)
        visible = range(max(rows.start, top), min(rows.stop, top + self.body_height))
        if visible and not self._frame.holds(self):
            self.refresh(Region(0, visible.start - top + 1, self.size.width, len(visible)))

    # --- places ---------------------------------------------------------------

    @property
    def body_height(self) -> int:
        """Rows of text on the screen."""
        return max(1, self.size.height - 1)

    @property
    def top_row(self) -> int:
        """The row at the top."""
        return round(self.scroll_y)

    @property
    def top_place(self) -> int:
        """The offset of the words at the top; 0 at the very beginning."""
        return max(0, self._top_offset)

    def blocks_of(self, spans: Sequence[Span]) -> frozenset[int]:
        """Return the indexes of the shown blocks that spans begin in."""
        found = (self.page.block_at(span.start) for span in spans) if self.page is not None else ()
        return frozenset(block for block in found if block is not None)

    def scroll_to_place(self, offset: int, row: int = 0) -> None:
        """Bring the character at an offset to a row of the pane, counted from 0 under the title bar."""
        if self.page is None:
            self._waiting = (offset, 0)
            return
        self.scroll_to_row(self.page.row_of(offset) - row)

    def reveal(self, span: Span) -> None:
        """Scroll only if a span is not on the screen: then its beginning to a third of the pane."""
        if self.page is None:
            return
        first, last = self.page.row_of(span.start), self.page.row_of(max(span.start, span.end - 1))
        if first < self.top_row or last >= self.top_row + self.body_height:
            self.scroll_to_row(first - self.body_height // 3)

    def go_to(self, span: Span) -> None:
        """Show a span, and put the cursor on its paragraph; a pane that was not shown yet does when it is."""
        if self.page is None:
            self._waiting = (span.start, 3)
            return
        self.reveal(span)
        self._point_at(span.start)

    def reveal_offset(self, offset: int) -> None:
        """Scroll no further than needed to have a character on the screen."""
        if self.page is None:
            return
        row = self.page.row_of(offset)
        self.scroll_to_row(min(max(self.top_row, row - self.body_height + 1), row))

    def move_lines(self, lines: int) -> None:
        """Scroll by rows, down or (negative) up."""
        self.scroll_to_row(self.top_row + lines)

    def move_pages(self, pages: float) -> None:
        """Scroll by pages less two rows, so that the eye finds its place again."""
        self.move_lines(round(pages * max(1, self.body_height - 2)))

    def move_to_fraction(self, fraction: float) -> None:
        """Scroll to a part of the article, 0 to 1."""
        self.scroll_to_row(round(fraction * self.max_scroll_y))

    def move_to_row(self, row: int) -> None:
        """Scroll to a row, counted from 1."""
        self.scroll_to_row(row - 1)

    def scroll_to_row(self, row: int) -> None:
        """Scroll so that a row is at the top, as far as there are rows; never animated."""
        before = self.top_row
        self._go_to_row(row)
        if self.page is not None and self.top_row != before:
            self._top_offset = self.page.offset_of_row(self.top_row) if self.top_row else -1

    def _go_to_row(self, row: int) -> None:
        row = min(max(0, row), self.max_scroll_y)
        if row == self.top_row:
            self._count_progress()
            return
        if self._frame.take(self):  # without a word to the compositor
            self.set_reactive(ArticlePane.scroll_y, float(row))
            self.set_reactive(ArticlePane.scroll_target_y, float(row))
        else:
            self.scroll_y = self.scroll_target_y = row
        self._count_progress()
        self.follow_with_cursor()

    def lines_now(self) -> list[Strip]:
        """Return all lines, for a frame that is painted directly."""
        return self.render_lines(self.size.region)

    def _count_progress(self) -> None:
        self.progress = progress_at(self.top_row, len(self.page or ()), self.body_height)

    # --- the paragraph cursor ----------------------------------------------------

    @property
    def paragraph(self) -> Block | None:
        """The block that the cursor is on."""
        cursor = self.view.cursor
        return self.article.blocks[cursor] if self.article and cursor is not None else None

    @property
    def paragraph_number(self) -> int:
        """The number of the cursor's paragraph, counted over the readable blocks; 0 when there is none."""
        cursor = self.view.cursor
        return self._painter.numbers[cursor] if self._painter and cursor is not None else 0

    @property
    def paragraph_count(self) -> int:
        """How many readable blocks there are."""
        return self._painter.numbers[-1] if self._painter and self._painter.numbers else 0

    def move_cursor(self, step: int) -> None:
        """Go some paragraphs on or back, scrolling when the paragraph is not on the screen."""
        if self.page is None or self.view.cursor is None:
            return
        self.put_cursor(self.page.neighbour(self.view.cursor, step))

    def put_cursor(self, block: int) -> None:
        """Put the cursor on a block and show the block."""
        self._set_cursor(block)
        if self.article is not None:
            self.reveal(self.article.blocks[block].span)

    def _set_cursor(self, block: int | None, pointed: int | None = None) -> None:
        view = self.view
        if (block, pointed) == (view.cursor, view.pointed):
            return
        sign_before, has_moved = self._sign(), block != view.cursor
        view.cursor, view.pointed = block, pointed
        for changed in (sign_before, self._sign(), view.current):
            self._repaint_span(changed)
        if has_moved:
            self._cursor_meant = None
            self.post_message(self.ParagraphReached(self, self.paragraph))

    def _sign(self) -> Span | None:
        """Return where the sign of the cursor stands when its block holds no hit."""
        block = self.paragraph
        if block is None:
            return None
        start = block.span.start if self.view.pointed is None else self.view.pointed
        return Span(start, start + 1)

    def _point_at(self, offset: int) -> None:
        """Put the cursor on the paragraph of a character."""
        block = self.page.block_at(offset) if self.page is not None else None
        if block is not None:
            self._set_cursor(block, self._pointed(block, offset))

    def _pointed(self, block: int | None, offset: int | None = None) -> int | None:
        """Return where the sign stands in a block that begins above the screen: at a character, else at the top."""
        if self.page is None or self.article is None or block is None:
            return None
        if self.page.row_of(self.article.blocks[block].span.start) >= self.top_row:
            return None
        return self.page.offset_of_row(self.top_row) if offset is None else offset

    def follow_with_cursor(self) -> None:
        """Keep the cursor on a paragraph that begins on the screen, else on the one at the top."""
        if self.page is not None:
            block = cursor_block(self.page, self.top_row, self.body_height, self.view.cursor)
            self._set_cursor(block, self._pointed(block))

    # --- the mouse -----------------------------------------------------------------

    def offset_at(self, x: int, y: int) -> int | None:
        """Return the offset of the character under a cell of the pane, or the nearest one in its row."""
        if self.page is None or self.article is None or self._painter is None:
            return None
        row = self.page.row(min(max(0, self.top_row + y - 1), len(self.page) - 1))
        if row.block is None:
            return row.start
        cell = x - self._painter.measures.text_start - indent_of(self.article.blocks[row.block])
        shown = shown_row(self.article.text, row.start, row.end)
        cells = character_cells(shown)
        place = next((index for index, start in enumerate(cells) if start > cell), len(cells)) - 1
        return row.start + min(max(0, place), len(shown))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection, which stays in this pane."""
        self.focus()
        if event.button == 1 and event.y > 0:
            self._drag_from = self.offset_at(event.x, event.y)
            self.select(None)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection; beyond the edge the text moves along."""
        if self._drag_from is None:
            return
        if not 1 <= event.y < self.size.height:
            self.move_lines(-1 if event.y < 1 else 1)
            self.post_message(self.Scrolled(self))
        here = self.offset_at(event.x, min(max(1, event.y), self.size.height - 1))
        if here is not None:
            start, end = sorted((self._drag_from, here))
            self.select(Span(start, end) if end > start else None)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a selection; without one, it was a click."""
        start, self._drag_from = self._drag_from, None
        self.release_mouse()
        if start is None or self.page is None or self.selected is not None:
            return
        self._point_at(start)
        self.post_message(self.Clicked(self, start))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll three rows on."""
        self._turn_wheel(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll three rows back."""
        self._turn_wheel(event, -3)

    def _turn_wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        event.prevent_default()
        self.move_lines(rows)
        self.post_message(self.Scrolled(self))
