"""Painting a scroll straight to the terminal, past the compositor.

Textual keeps no copy of the cells it has drawn: any later paint asks the widget
again. So a widget that knows its own lines may write them itself, and a scroll
costs a third. It is done only when nothing else is on its way or in the way;
in all other cases the caller refreshes as usual. Off unless `direct_paint` is
set; this is the one module that touches Textual's driver for painting.
"""

from collections.abc import Sequence
from time import monotonic

from textual.strip import Strip
from textual.widget import Widget

_SYNC_BEGIN, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
_LEAST_SECONDS = 0.008
"""Keys that come faster than this are left to the frame timer, which paints the last one."""


class DirectPainter:
    """Paints the lines of one widget."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._painted_at = 0.0

    def can_paint(self) -> bool:
        """Tell whether the widget alone may write to its region now."""
        widget, app = self._widget, self._widget.app
        if app.is_headless or app._driver is None or app._batch_count or app.mouse_captured is not None:
            return False
        screen = widget.screen
        if screen is not app.screen or screen._layout_required or widget._repaint_required or widget in screen._dirty_widgets:
            return False
        return monotonic() - self._painted_at >= _LEAST_SECONDS and self._is_in_the_open()

    def _is_in_the_open(self) -> bool:
        """Tell whether nothing lies over the widget: no toast, tooltip or bar."""
        visible = self._widget.screen._compositor.visible_widgets
        if self._widget not in visible:
            return False
        region, clip = visible[self._widget]
        others = (other for other in visible if other is not self._widget and other is not self._widget.screen)
        return clip.contains_region(region) and not any(visible[other][0].overlaps(region) for other in others)

    def paint(self, strips: Sequence[Strip]) -> None:
        """Write lines over the widget's region, from its first one on, in one piece."""
        app, region = self._widget.app, self._widget.region
        if app._driver is None:
            return
        lines = [
            f"\x1b[{region.y + y + 1};{region.x + 1}H{strip.render(app.console)}" for y, strip in enumerate(strips[: region.height])
        ]
        cursor = self._widget.screen.outer_size.clamp_offset(app.cursor_position)
        frame = f"{''.join(lines)}\x1b[{cursor.y + 1};{cursor.x + 1}H"
        app._driver.write(f"{_SYNC_BEGIN}{frame}{_SYNC_END}" if app._sync_available else frame)
        self._painted_at = monotonic()
