"""A list of one-line rows on the line API: any number of rows, a cursor, nothing painted that is not seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reader.safetext import show
from reader.tui.widgets.cells import Part as Part
from reader.tui.widgets.cells import fitted

RowT = TypeVar("RowT")
_KEPT_ROWS = 500
"""Painted rows: those of many screens, and not all that a long list ever showed."""


class RowList(ScrollView, Generic[RowT], can_focus=True, inherit_bindings=False):
    """Rows with a cursor; a subclass fills `rows` and paints one. All its keys are commands of the screen."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    RowList { width: 1fr; height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row--plain",
        "row--quiet",
        "row--strong",
        "row--match",
        "row--sign",
        "row--cursor",
    }

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        list: "RowList[Any]"
        row: int

    @dataclass
    class Chosen(Message):
        """A row was chosen."""

        list: "RowList[Any]"
        row: int

        @property
        def control(self) -> "RowList[Any]":
            """The list, for selectors."""
            return self.list

    virtual_size = Reactive(Size(0, 0), repaint=False)
    """All rows. Textual would lay the whole screen out anew when their number changes, though the list stays where it is."""
    cursor: reactive[int] = reactive(0, always_update=True, init=False)

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ascii_only = ascii_only
        self.rows: tuple[RowT, ...] = ()
        self.empty: tuple[str, ...] = ()
        """What to say when there is nothing: how something gets in here."""
        self._kept: dict[tuple[int, int, bool], Strip] = {}
        self._styles: dict[tuple[str, bool], Style] = {}
        """How each role looks, off and on the row of the cursor; asking the stylesheet costs more than painting."""
        self._width = 0
        self._top = 0
        """The row at the top, as a move left it: a window that was small for a while does not change it."""

    # --- what a subclass gives ------------------------------------------

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Return the parts of a row, at most `width` cells of them."""
        raise NotImplementedError

    def can_choose(self, row: int) -> bool:
        """Tell whether the cursor may stand on a row."""
        return True

    @property
    def row_count(self) -> int:
        """How many rows there are to paint and to go through."""
        return len(self.rows)

    # --- showing --------------------------------------------------------

    @property
    def current(self) -> RowT | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def rows_changed(self, cursor: int = 0, *, unchanged: int = 0) -> None:
        """Paint anew after the rows have changed, all but the first `unchanged`."""
        self._kept = {key: strip for key, strip in self._kept.items() if key[0] < unchanged}
        self.virtual_size = Size(0, self.row_count)
        row = self._nearest(cursor, 1)
        if row != self.cursor or row >= unchanged:
            self.cursor = row
        else:
            self.post_message(self.Moved(self, row))  # it is where it was, among more or fewer rows
        if unchanged < self.scroll_offset.y + self.size.height:
            self.refresh()

    def watch_virtual_size(self, size: Size) -> None:
        """Let the scrollbar follow; only its coming and going moves anything, unless the list is as high as its rows."""
        if self.styles.auto_dimensions:
            self.refresh(layout=True)
        self._scroll_update(size)

    def notify_style_update(self) -> None:
        """Forget painted rows when colours change."""
        super().notify_style_update()
        self._kept.clear()
        self._styles.clear()

    def on_resize(self) -> None:
        """Forget rows of another width; show what stood at the top before, and the cursor in any case."""
        self._kept.clear()
        self._show_cursor(self._top)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint lines of the screen."""
        self._width = self.scrollable_content_region.width
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Paint one line of the screen, as wide as `render_lines` has found it to be."""
        width = self._width
        row = y + self.scroll_offset.y
        if row >= self.row_count:
            return self._blank(y, width)
        is_cursor = row == self.cursor and self.can_choose(row)
        key = (row, width, is_cursor)
        if key not in self._kept:
            if len(self._kept) >= _KEPT_ROWS:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = self._strip(self.paint_row(row, width - 2), width, is_cursor=is_cursor)
        return self._kept[key]

    def _blank(self, y: int, width: int) -> Strip:
        base = self._role("plain")
        lines = () if self.row_count else self.empty
        if 1 <= y <= len(lines):
            return Strip([Segment(f"  {fitted(show(lines[y - 1]), width - 2)}", self._role("quiet"))]).adjust_cell_length(
                width, base
            )
        return Strip.blank(width, base)

    def _strip(self, parts: Sequence[Part], width: int, *, is_cursor: bool) -> Strip:
        sign = (">" if self.ascii_only else "▶") if is_cursor else " "
        segments = [Segment(sign, self._role("sign", is_cursor=is_cursor))]
        segments += [Segment(show(text), self._role(role, is_cursor=is_cursor)) for text, role in parts if text]
        return Strip(segments).adjust_cell_length(width, self._role("plain", is_cursor=is_cursor))

    def _role(self, role: str, *, is_cursor: bool = False) -> Style:
        style = self._styles.get((role, is_cursor))
        if style is None:
            over = self.get_component_rich_style("row--cursor", partial=True) if is_cursor else Style.null()
            style = self._styles[role, is_cursor] = self.get_component_rich_style(f"row--{role}") + over
        return style

    # --- moving ---------------------------------------------------------

    def watch_cursor(self, before: int, after: int) -> None:
        """Keep the cursor in sight and tell where it is."""
        if before != after:
            self._refresh_row(before)
        self._refresh_row(after)
        self._top = self._show_cursor(self.scroll_offset.y)
        self.post_message(self.Moved(self, after))

    def _refresh_row(self, row: int) -> None:
        self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))

    def _show_cursor(self, top: int) -> int:
        """Have a row at the top, or the nearest one that leaves the cursor in sight; return which one it is."""
        height = self.scrollable_content_region.height
        if height <= 0:
            return top
        if self.cursor < top:
            top = self._lead(self.cursor)
        elif self.cursor >= top + height:
            top = self.cursor - height + 1
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        return top

    def _lead(self, row: int) -> int:
        while row > 0 and not self.can_choose(row - 1):
            row -= 1
        return row

    def _nearest(self, row: int, step: int) -> int:
        """Return the nearest row the cursor may stand on, looking first in the direction of `step`."""
        last = self.row_count - 1
        row = max(0, min(row, last))
        for direction in (step, -step):
            place = row
            while 0 <= place <= last:
                if self.can_choose(place):
                    return place
                place += direction
        return 0

    def move_lines(self, lines: int) -> None:
        """Move the cursor by rows."""
        step = 1 if lines >= 0 else -1
        if self.row_count:
            self.cursor = self._nearest(self.cursor + lines, step)

    def move_pages(self, pages: float) -> None:
        """Move the cursor by pages."""
        self.move_lines(round(pages * max(1, self.scrollable_content_region.height - 1)))

    def move_to_fraction(self, fraction: float) -> None:
        """Move the cursor to a part of the whole."""
        if self.row_count:
            self.cursor = self._nearest(round(fraction * (self.row_count - 1)), -1 if fraction else 1)

    def move_to_row(self, row: int) -> None:
        """Move the cursor to a row, counted from 1."""
        if self.row_count:
            self.cursor = self._nearest(row - 1, 1)

    def on_click(self, event: events.Click) -> None:
        """Go to the row clicked; a second click chooses it."""
        row = int(event.y) + self.scroll_offset.y
        if row < self.row_count and self.can_choose(row):
            self.cursor = row
            if event.chain == 2:  # a third click is no second choice
                self.choose()

    def choose(self) -> None:
        """Choose the row of the cursor."""
        if self.row_count:
            self.post_message(self.Chosen(self, self.cursor))
