"""The line that is typed into: a query, a filter. It tells what is in it, and remembers what was."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass

from textual import events
from textual.binding import BindingsMap
from textual.dom import NoScreen
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from reader.safetext import show
from reader.tui.bindings import bindings_of
from reader.tui.commands import Command, on_screen


def _bindings(commands: Iterable[Command]) -> BindingsMap:
    return bindings_of(commands, lambda command: command.action)


class SearchBar(Input, inherit_bindings=True):
    """One line of text, harmless whatever is pasted into it."""

    DEFAULT_CSS = """
    SearchBar { height: 1; border: none; padding: 0 1; width: 1fr; }
    SearchBar:focus { border: none; }
    """

    virtual_size = Reactive(Size(0, 0))
    """How long the text is. Textual would lay the whole screen out anew at each key, though the line stays where it is."""

    @dataclass
    class Left(Message):
        """The line was left for the list below."""

        bar: "SearchBar"
        rows: int = 0
        """How far to go on from the row that the list points at: 1 when a step down led out of the line."""

    @dataclass
    class Cancelled(Message):
        """The line is to be given up."""

        bar: "SearchBar"

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, select_on_focus=False, compact=True)
        self._past: list[str] = []
        self._place = 0
        self._typed = ""
        """What stood in the line when a query of the past took its place."""

    def on_mount(self) -> None:
        """Bind the keys in force for lines; one that a person chose goes before what it does when one edits."""
        table = _bindings(on_screen("line"))
        keymap = getattr(self.app, "keymap", None)
        own = _bindings(keymap.on_screen("line")) if keymap else table
        chosen = BindingsMap(
            binding for key, bound in own.key_to_bindings.items() if key not in table.key_to_bindings for binding in bound
        )
        self._bindings = BindingsMap.merge([chosen, self._bindings, own])

    def on_unmount(self) -> None:
        """Let the screen forget this line; its list of listeners would keep it for as long as the screen lives."""
        with contextlib.suppress(NoScreen):
            self.screen.text_selection_started_signal.unsubscribe(self)

    def remember(self, queries: Iterable[str]) -> None:
        """Take the queries of the past, oldest first."""
        self._past = [show(query) for query in queries]
        self._place = len(self._past)

    def insert_text_at_cursor(self, text: str) -> None:
        """Take text that was typed or pasted."""
        super().insert_text_at_cursor(show(text))

    async def action_line_take(self) -> None:
        """Take what was typed."""
        await self.action_submit()

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines that were pasted as one; Textual would take the first alone."""
        event.prevent_default()
        event.stop()
        self.replace(show(" ".join(event.text.splitlines()).strip()), *self.selection)

    def action_line_older(self) -> None:
        """Bring back the query before, if there is one."""
        if self._past:
            self._recall(-1)

    def action_line_newer(self) -> None:
        """Go on to the list, or to the query after when looking at old ones."""
        if self._place < len(self._past):
            self._recall(1)
        else:
            self.post_message(self.Left(self, 1))

    def action_line_cancel(self) -> None:
        """Give the line up."""
        self.post_message(self.Cancelled(self))

    def action_line_leave(self) -> None:
        """Leave the line as it is."""
        self.post_message(self.Left(self))

    def _recall(self, step: int) -> None:
        if self._place == len(self._past):
            self._typed = self.value
        self._place = max(0, min(len(self._past), self._place + step))
        self.value = self._past[self._place] if self._place < len(self._past) else self._typed
        self.cursor_position = len(self.value)
