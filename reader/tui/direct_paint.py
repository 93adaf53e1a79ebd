"""Painting what a key moves straight to the terminal, past the compositor.

Textual keeps no copy of the cells it has drawn: any later paint asks the
widget again. So widgets that know their own lines may write them themselves,
and a scroll costs a third. All that one key changes is written as one frame.
It is done only when nothing else is on its way or in the way; in all other
cases the widget is refreshed as usual. Off unless `direct_paint` is set; this
is the one module that touches Textual's driver for painting.
"""

from collections.abc import Iterator, Sequence
from time import monotonic
from types import TracebackType
from typing import Protocol, Self, cast

from textual.strip import Strip
from textual.widget import Widget

_SYNC_BEGIN, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
_LEAST_SECONDS = 0.008
"""Keys that come faster than this are left to the frame timer, which paints the last one."""


class Paintable(Protocol):
    """A widget that can give all its lines as they are now."""

    def lines_now(self) -> Sequence[Strip]:
        """Return the lines from the first one on."""


class DirectFrame:
    """Collects what one command changes, and writes it at the end of the command; for use with `with`."""

    def __init__(self, *, is_on: bool) -> None:
        self._is_on = is_on
        self._taken: list[Widget] = []
        self._is_open = False
        self._written_at = 0.0

    def __enter__(self) -> Self:
        self._is_open = self._is_on and monotonic() - self._written_at >= _LEAST_SECONDS
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        taken, self._taken, self._is_open = self._taken, [], False
        if not taken:
            return
        if all(map(_is_free, taken)):
            self._write(taken)
        else:
            for widget in taken:
                widget.refresh()

    def take(self, widget: Widget) -> bool:
        """Take a widget into the frame, which draws it at the end; False when it has to be refreshed as usual."""
        if widget in self._taken:
            return True
        if not self._is_open or not _is_free(widget):
            return False
        self._taken.append(widget)
        return True

    def holds(self, widget: Widget) -> bool:
        """Tell whether a widget will be drawn by the frame."""
        return widget in self._taken

    def _write(self, widgets: Sequence[Widget]) -> None:
        app = widgets[0].app
        if app._driver is None:
            return
        lines = [line for widget in widgets for line in _drawn(widget)]
        cursor = widgets[0].screen.outer_size.clamp_offset(app.cursor_position)
        frame = f"{''.join(lines)}\x1b[{cursor.y + 1};{cursor.x + 1}H"
        app._driver.write(f"{_SYNC_BEGIN}{frame}{_SYNC_END}" if app._sync_available else frame)
        self._written_at = monotonic()


def _drawn(widget: Widget) -> Iterator[str]:
    """Give the lines of a widget, each with where it stands."""
    region, console = widget.region, widget.app.console
    for y, strip in enumerate(cast(Paintable, widget).lines_now()[: region.height], region.y + 1):
        yield f"\x1b[{y};{region.x + 1}H{strip.render(console)}"


def _is_free(widget: Widget) -> bool:
    """Tell whether the widget alone may write to its region now."""
    app = widget.app
    if app.is_headless or app._driver is None or app._batch_count or app.mouse_captured is not None:
        return False
    screen = widget.screen
    if screen is not app.screen or screen._layout_required or widget._repaint_required or widget in screen._dirty_widgets:
        return False
    return _is_in_the_open(widget)


def _is_in_the_open(widget: Widget) -> bool:
    """Tell whether nothing lies over the widget: no toast, tooltip or bar."""
    visible = widget.screen._compositor.visible_widgets
    if widget not in visible:
        return False
    region, clip = visible[widget]
    others = (other for other in visible if other is not widget and other is not widget.screen)
    return clip.contains_region(region) and not any(visible[other][0].overlaps(region) for other in others)
