"""The two lines at the bottom of every screen: the state of things, and a few keys.

The status line keeps one order: where, what was found, what is on, the last
message or what is being typed. A message leaves by itself; where there is
room, what always holds stands in its place.
"""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.safetext import one_line
from reader.tui.direct_paint import DirectFrame
from reader.tui.widgets.cells import fitted

MESSAGE_SECONDS = 8.0


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
        if message:
            self.set_timer(MESSAGE_SECONDS, lambda: self._let_go(message))

    def clear(self) -> None:
        """Tell nothing but where one is and what is on."""
        self.found = self.typed = self.message = self.standing = ""
        self.is_error = False

    def _let_go(self, message: str) -> None:
        if self.message == one_line(message):
            self.message = ""

    def render(self) -> Content:
        """Draw the line."""
        state = [one_line(part) for part in (self.where, self.found, self.switches) if part]
        left = Content(" · ".join(state))
        right = self.typed or self.message
        room = max(0, self.size.width - left.cell_length - 2)
        if not right and len(self.standing) <= room:
            blanks = " " * (self.size.width - left.cell_length - len(self.standing))
            standing = [(self.standing, "$text-quiet")] if self.standing else []  # a style costs, also on nothing
            return Content.assemble(left, blanks, *standing)
        if self.message and not self.typed and len(self.message) > room:
            left, room = Content(""), self.size.width
        tail = Content(fitted(right, room)).stylize("$text-error bold" if self.is_error else "bold")
        gap = max(1, self.size.width - left.cell_length - tail.cell_length) if left.cell_length else 0
        return Content.assemble(left, " " * gap, tail)


class HintLine(Widget):
    """A few keys of this moment."""

    DEFAULT_CSS = """
    HintLine { dock: bottom; height: 1; width: 100%; padding: 0 1; margin: 0 0 1 0; }
    """

    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def show_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show keys with what they do, most useful first; what does not fit is left out."""
        self.hints = tuple(hints)

    def render(self) -> Content:
        """Draw as many hints as fit."""
        parts: list[Content] = []
        used = 0
        for key, label in self.hints:
            width = len(key) + len(label) + 1 + (3 if parts else 0)
            if used + width > self.size.width:
                continue
            parts.append(Content.assemble((key, "bold $hint-key"), " ", label))
            used += width
        return Content("   ").join(parts)
