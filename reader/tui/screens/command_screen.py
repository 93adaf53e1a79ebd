"""A screen whose keys, hints and help come from the table of commands.

A subclass names its screen of the table and has an `action_…` for each
command it can run. Commands without an action here or in the app are neither
bound nor shown, so that help tells the truth.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar, Protocol

from textual import events, on, work
from textual._styles_cache import StylesCache
from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from reader.errors import ReaderError
from reader.tui.bindings import bindings_of
from reader.tui.commands import Command
from reader.tui.key_names import shown_key
from reader.tui.keymap import Keymap, default_keymap
from reader.tui.keystrokes import Keystrokes
from reader.tui.widgets.banner import Banner
from reader.tui.widgets.status_line import HintLine, StatusLine

_AT_ONCE = ("move.", "paragraph.", "find.next", "find.previous")
_STROKES = {"ctrl+slash": "ctrl+underscore", "ctrl+minus": "ctrl+underscore", "ctrl+shift+minus": "ctrl+underscore"}


class Movable(Protocol):
    """What the commands for moving move: a list, an article."""

    def move_lines(self, lines: int) -> None:
        """Move by lines or rows; negative is up."""

    def move_pages(self, pages: float) -> None:
        """Move by pages or parts of one."""

    def move_to_fraction(self, fraction: float) -> None:
        """Go to a part of the whole, 0 to 1."""

    def move_to_row(self, row: int) -> None:
        """Go to a row or line, counted from 1."""


class CommandScreen(Screen[ScreenResultType], inherit_bindings=False):
    """A screen run by commands."""

    TABLE: ClassVar[str] = "library"
    """The screen of the table whose commands work here."""

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self.keystrokes = Keystrokes()
        self._moves: dict[str, Callable[[], None]] = {}
        self._hints_at_line = False
        self._line: StatusLine | None = None
        """The status line, once it was looked for: to look for it takes longer than to scroll."""
        self._no_key = ""
        """What was said of the last key, when it ran nothing."""

    # --- what a subclass gives ------------------------------------------

    def compose_body(self) -> Iterator[Widget]:
        """Give the widgets above the status line."""
        yield from ()

    @property
    def table_in_force(self) -> str:
        """The screen of the table in force now; one with modes gives the mode's."""
        return self.TABLE

    @property
    def mover(self) -> Movable | None:
        """What the commands for moving move."""
        return None

    @property
    def status(self) -> StatusLine:
        """The status line."""
        return self.query_one(StatusLine)

    # --- keys -----------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Put the body above the status and hint lines."""
        if banner := str(getattr(self.app, "banner", "")):
            yield Banner(banner)
        yield from self.compose_body()
        yield HintLine()
        yield StatusLine()

    def on_mount(self) -> None:
        """Bind the keys."""
        self.set_class(self.is_modal, "-dialog")
        self.update_keys()

    @property
    def keymap(self) -> Keymap:
        """The keys in force."""
        keymap = getattr(self.app, "keymap", None)
        return keymap if isinstance(keymap, Keymap) else default_keymap()

    def key_of(self, command_id: str) -> str:
        """Return a key of a command, as a message names it."""
        return self.keymap.named(command_id, self.table_in_force)

    def live_commands(self) -> tuple[Command, ...]:
        """The commands that can be run here, with their keys."""
        return tuple(command for command in self.keymap.on_screen(self.table_in_force) if self._can_run(command))

    def sequences_elsewhere(self) -> Iterable[str]:
        """The sequences of keys that mean something in another mode of this screen alone."""
        return ()

    def why_no_key(self, sequence: str) -> str:
        """Say why a key or a sequence of keys runs nothing, and of a key where the keys are."""
        helps = self.keymap.keys_of("help.open", self.table_in_force) if " " not in sequence else ()
        return f"{shown_key(sequence)} is no key here" + (f"; {shown_key(helps[0])} shows the keys" if helps else "")

    def update_keys(self) -> None:
        """Bind the keys of the table in force; call it when a mode begins or ends."""
        commands = self.live_commands()
        self._bindings = bindings_of(commands, self.action_of)
        self.keystrokes.use(commands, self.sequences_elsewhere())
        begins = {key.partition(" ")[0] for command in commands for key in command.keys if " " in key}
        self._moves = {
            key: getattr(self, f"action_{command.action}")
            for command in commands
            if command.id.startswith(_AT_ONCE) and not command.wants_letter
            for key in command.keys
            if " " not in key and key not in begins
        }
        self.update_hints()

    def update_hints(self) -> None:
        """Show the keys worth showing now."""
        for line in self.query(HintLine):
            line.show_hints(self.hints())
            line.set_class(not getattr(self.app, "shows_hints", True), "-off")

    @property
    def hinted(self) -> Sequence[str]:
        """The commands worth showing now, most useful first, in place of those of the table; none when those are."""
        return ()

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The keys worth showing now: those of the line while one types into it, where letters run nothing."""
        if self._hints_at_line:
            return self.keymap.hints_of("line", self.keymap.on_screen("line"))
        return self.keymap.hints_of(self.table_in_force, self.live_commands(), self.hinted)

    @on(events.DescendantFocus)
    def hint_at_what_has_focus(self) -> None:
        """Show other keys while a line is typed into; a dialog's own line says them already."""
        lines = () if self.is_modal else self.query("SearchBar")  # by its name: the first article does not wait for it
        is_line = any(line is self.focused for line in lines)
        if is_line != self._hints_at_line:
            self._hints_at_line = is_line
            self.update_hints()

    def action_of(self, command: Command) -> str:
        """Return the action that runs a command from this screen."""
        return command.action if hasattr(self, f"action_{command.action}") else f"app.{command.action}"

    def _can_run(self, command: Command) -> bool:
        if command.id.startswith("move.") and self.mover is None:
            return False
        name = f"action_{command.action}"
        return hasattr(self, name) or hasattr(self.app, name)

    async def on_key(self, event: events.Key) -> None:
        """Read counts, sequences and letters; all other keys go on to their binding."""
        self._unsay_no_key()
        stroke = stroke_of(event)
        self._line = self._line or next(iter(self.query(StatusLine)), None)
        if self._line:
            self._line.let_old_go()
        typed = self.keystrokes.read(stroke)
        self.show_typed(self.keystrokes.pending)
        if not typed.is_taken:
            self._tell_of_no_key(event, stroke)
            return
        event.stop()
        event.prevent_default()
        if typed.unknown:
            self.say(self.why_no_key(typed.unknown))
        if typed.command:
            await self.run_command(typed.command, typed.letter)

    def _tell_of_no_key(self, event: events.Key, stroke: str) -> None:
        """Say so of a key that nothing here is bound to."""
        if self._is_text_typed() or not self.active_bindings.keys().isdisjoint(event.aliases):
            return
        self._no_key = self.why_no_key(stroke)
        self.say(self._no_key)

    def _unsay_no_key(self) -> None:
        """Take back what was said of the last key: the next one may be a good one."""
        if self._no_key:
            self.unsay(self._no_key)
            self._no_key = ""

    def _is_text_typed(self) -> bool:
        """Tell whether keys go into a line of text."""
        focused: object = self.focused
        return focused is not None and focused is not self.mover

    def move_of(self, event: events.Key) -> Callable[[], None] | None:
        """Return the command for moving that a key runs where it arrives, if it does.

        Only where nothing else could take the key: nothing is half typed, and the focus is on what moves.
        """
        move = self._moves.get(stroke_of(event)) if not self.keystrokes.pending else None
        focused: object = self.focused
        is_free = focused is not None and focused is self.mover and self.app.app_focus
        return move if is_free else None

    def move_at_once(self, event: events.Key) -> bool:
        """Run a command for moving without the way by the widgets, which costs more than moving; tell whether it was one."""
        move = self.move_of(event)
        if move is None:
            return False
        self.keystrokes.clear()
        self._unsay_no_key()
        try:
            move()
        except ReaderError as error:
            self.say(str(error), is_error=True)
        return True

    async def run_command(self, command: Command, letter: str = "") -> None:
        """Run a command as its key would."""
        action = self.action_of(command)
        await self.run_action(f"{action}({letter!r})" if letter else action)

    def show_typed(self, pending: str) -> None:
        """Show what was typed and waits for more."""
        for line in self.query(StatusLine):
            line.typed = pending

    def say(self, message: str, *, is_error: bool = False) -> None:
        """Tell the person what happened."""
        lines = self.query(StatusLine)
        if lines:
            lines.first().say(message, is_error=is_error)

    def unsay(self, message: str) -> None:
        """Take a message back that is no longer true, if it still stands there."""
        for line in self.query(StatusLine):
            if line.message == message:
                line.message = ""

    @work(group="copying")
    async def copy_out(self, text: str) -> None:
        """Put text on the clipboard and say where it went; a command of the person's may take its time."""
        from reader.tui.clipboard import copy

        app: Any = self.app
        write = app._driver.write if app._driver is not None else str
        self.say(await asyncio.to_thread(copy, text, write=write, command=app.config.clipboard_command, paths=app.paths))

    def show_banner(self, told: str) -> None:
        """Tell above everything what holds until it is mended; empty text takes it away."""
        for line in self.query(Banner):
            line.remove()
        if told:
            self.mount(Banner(told))

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave, once: the second of two quick keys finds the screen already gone."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)

    def on_unmount(self) -> None:
        """Let go of what was drawn: Textual remembers a thousand widgets beyond their end, by a cache of two colours."""
        StylesCache.get_inner_outer.cache_clear()

    # --- commands all screens have --------------------------------------

    def action_app_back(self) -> None:
        """Go one step back."""
        self.dismiss()

    def tell_nothing_to_cancel(self, leaves: str = "goes back") -> None:
        """Say what leaves the screen, where there is nothing to cancel."""
        backs = self.keymap.keys_of("app.back", self.table_in_force)
        if backs:
            self.say(f"Nothing to cancel; {shown_key(backs[0])} {leaves}")

    def action_app_cancel(self) -> None:
        """Forget what is being typed."""
        self.keystrokes.clear()
        self.show_typed("")

    def action_move_down(self) -> None:
        """Go down by a line, or as many as were asked for."""
        self._move_lines(self.keystrokes.take_count())

    def action_move_up(self) -> None:
        """Go up by a line, or as many as were asked for."""
        self._move_lines(-self.keystrokes.take_count())

    def action_move_page_down(self) -> None:
        """Go a page on."""
        self._move_pages(self.keystrokes.take_count())

    def action_move_page_up(self) -> None:
        """Go a page back."""
        self._move_pages(-self.keystrokes.take_count())

    def action_move_half_down(self) -> None:
        """Go half a page on."""
        self._move_pages(self.keystrokes.take_count() / 2)

    def action_move_half_up(self) -> None:
        """Go half a page back."""
        self._move_pages(-self.keystrokes.take_count() / 2)

    def action_move_top(self) -> None:
        """Go to the beginning, or to a row."""
        self._move_to_end(0.0)

    def action_move_bottom(self) -> None:
        """Go to the end, or to a row."""
        self._move_to_end(1.0)

    def action_move_percent(self) -> None:
        """Go to a part of the whole."""
        if self.mover and self.keystrokes.has_count():
            self.mover.move_to_fraction(min(100, self.keystrokes.take_count()) / 100)
        else:
            self.say(f"Type a number first: 40{self.key_of('move.percent')}")

    def _move_lines(self, lines: int) -> None:
        if self.mover:
            self.mover.move_lines(lines)

    def _move_pages(self, pages: float) -> None:
        if self.mover:
            self.mover.move_pages(pages)

    def _move_to_end(self, fraction: float) -> None:
        if not self.mover:
            return
        if self.keystrokes.has_count():
            self.mover.move_to_row(self.keystrokes.take_count())
        else:
            self.mover.move_to_fraction(fraction)


def stroke_of(event: events.Key) -> str:
    """Write a key event as the table writes it."""
    if event.is_printable and event.character and not event.key.startswith("alt+"):
        return "space" if event.character == " " else event.character
    return _STROKES.get(event.key, event.key)


def moved_at_once(app: App[Any], event: events.Event) -> bool:
    """Tell whether an event was a key that the screen on top moves by, and has moved."""
    if not isinstance(event, events.Key) or event.is_forwarded:
        return False
    screen = app.screen
    return isinstance(screen, CommandScreen) and screen.move_at_once(event)
