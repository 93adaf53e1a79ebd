"""The two lines at the bottom of every screen: the state of things, and a few keys.

The status line keeps one order: where, what was found, what is on, the last
message or what is being typed. A message leaves by itself; where there is
room, what always holds stands in its place.
"""

import time
from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.safetext import one_line
from reader.tui.direct_paint import DirectFrame
from reader.tui.widgets.bottom_lines import hint_parts, status_parts
from reader.tui.widgets.cells import Part

MESSAGE_SECONDS = 8.0
_TIMER_SLACK_SECONDS = 0.5
_READ_SECONDS = 3.0
"""What was told so long ago has been read: the next command takes it away."""


class StatusLine(Widget):
    """Where, what was found, what is on, and the last message."""

    DEFAULT_CSS = """
    StatusLine { dock: bottom; height: 1; width: 100%; padding: 0 1; }
    """

    where: reactive[str] = reactive("")
    found: reactive[str] = reactive("")
    switches: reactive[str] = reactive("")
    typed: reactive[str] = reactive("")
    message: reactive[str] = reactive("")
    is_error: reactive[bool] = reactive(False)
    standing: reactive[str] = reactive("")
    """What is told while there is no message."""
    _said = 0.0

    def show_state(self, *, where: str, found: str, switches: str, frame: DirectFrame) -> None:
        """Show where one is, what was found and what is on; with the frame that a key paints directly, if it takes the line."""
        state = {"where": where, "found": found, "switches": switches}
        changed = {name: value for name, value in state.items() if getattr(self, name) != value}
        if changed and frame.take(self):
            for name, value in changed.items():
                self.set_reactive(getattr(StatusLine, name), value)
        else:
            for name, value in changed.items():
                setattr(self, name, value)

    def lines_now(self) -> list[Strip]:
        """Return the line as it is now."""
        self._set_dirty()
        self._layout_cache.clear()
        return self.render_lines(self.outer_size.region)

    def say(self, message: str, *, is_error: bool = False) -> None:
        """Show a message for a while."""
        self.is_error = is_error
        self.message = one_line(message)
        self._said = time.monotonic()
        if message:
            self.set_timer(MESSAGE_SECONDS, lambda: self._let_go(message))

    def let_old_go(self) -> None:
        """Take away what was told of another command a while ago; a fault stays as long as any message may."""
        if self.message and not self.is_error and time.monotonic() - self._said > _READ_SECONDS:
            self.message = ""

    def clear(self) -> None:
        """Tell nothing but where one is and what is on."""
        self.found = self.typed = self.message = self.standing = ""
        self.is_error = False

    def _let_go(self, message: str) -> None:
        is_over = time.monotonic() - self._said > MESSAGE_SECONDS - _TIMER_SLACK_SECONDS
        if is_over and self.message == one_line(message):  # the same words may have been told again since
            self.message = ""

    def render(self) -> Content:
        """Draw the line."""
        parts = status_parts(
            (self.where, self.found, self.switches),
            self.size.width,
            typed=self.typed,
            message=self.message,
            standing=self.standing,
            is_error=self.is_error,
        )
        return _content(parts)


class HintLine(Widget):
    """A few keys of this moment."""

    DEFAULT_CSS = """
    HintLine { dock: bottom; height: 1; width: 100%; padding: 0 1; margin: 0 0 1 0; }
    HintLine.-off { display: none; }
    """

    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show keys with what they do, most useful first; what does not fit is left out."""
        self.hints = tuple(hints)

    def render(self) -> Content:
        """Draw as many hints as fit."""
        return _content(hint_parts(self.hints, self.size.width))


_STYLES = {"plain": "", "quiet": "$text-quiet", "strong": "bold", "error": "$text-error bold", "key": "bold $hint-key"}


def _content(parts: Sequence[Part]) -> Content:
    """Put parts together; a style costs, also where it is empty or on nothing."""
    return Content.assemble(*((text, _STYLES[role]) if _STYLES[role] else text for text, role in parts if text))
