"""The line to type what is to be found in the article."""

from dataclasses import dataclass

from textual import events, on
from textual.message import Message
from textual.widgets import Input


class FindBar(Input):
    """One line above the status line; what is found shows as one types."""

    DEFAULT_CSS = """
    FindBar { dock: bottom; height: 1; width: 100%; border: none; padding: 0 1; }
    FindBar:focus { border: none; }
    """

    @dataclass
    class Typed(Message):
        """Other words were typed."""

        typed: str

    @dataclass
    class Closed(Message):
        """The line is done with."""

        is_kept: bool
        """The hits stay; otherwise one goes back to where one was."""

    def __init__(self, history: list[str]) -> None:
        super().__init__(placeholder="find in this article; /words/ is a regular expression", compact=True, select_on_focus=False)
        self._history = history
        self._at = len(history)

    @on(Input.Changed)
    def _tell_typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def _close_with_hits(self, event: Input.Submitted) -> None:
        event.stop()
        if self.value.strip():
            self._history[:] = [*(words for words in self._history if words != self.value), self.value][-50:]
        self.post_message(self.Closed(is_kept=True))

    def on_key(self, event: events.Key) -> None:
        """Go through what was typed before; leave."""
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self._show_earlier(-1 if event.key == "up" else 1)
        elif event.key in ("escape", "ctrl+g") or (event.key == "backspace" and not self.value):
            event.stop()
            event.prevent_default()
            self.post_message(self.Closed(is_kept=False))

    def _show_earlier(self, step: int) -> None:
        self._at = min(max(0, self._at + step), len(self._history))
        self.value = self._history[self._at] if self._at < len(self._history) else ""
        self.cursor_position = len(self.value)
