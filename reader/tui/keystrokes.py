"""Counts, sequences and letters: what is typed before a command is complete.

`5 j` is a count, `ctrl+w h` a sequence, `m a` a command with a letter. The
reader of keystrokes holds what was typed so far; the screen shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reader.tui.commands import Command
from reader.tui.key_names import shown_key

_LARGEST_COUNT = 99_999


@dataclass(frozen=True, slots=True)
class Typed:
    """What a keystroke came to."""

    is_taken: bool
    """The key is used up: nobody else shall act on it."""
    command: Command | None = None
    letter: str = ""
    unknown: str = ""
    """A sequence that means nothing."""


@dataclass(slots=True)
class Keystrokes:
    """Reads keys one by one for a screen."""

    commands: tuple[Command, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    """Sequences that mean something in another mode: read to their end, or their last key would run something here."""
    _digits: str = ""
    _strokes: list[str] = field(default_factory=list)
    _waiting: Command | None = None
    _count: int | None = None

    def use(self, commands: Iterable[Command], elsewhere: Iterable[str] = ()) -> None:
        """Take the commands in force from now on, and the sequences of another mode."""
        self.commands = tuple(commands)
        self.elsewhere = frozenset(elsewhere)
        self.clear()

    def clear(self) -> None:
        """Forget what was typed."""
        self._digits, self._waiting, self._count = "", None, None
        self._strokes.clear()

    @property
    def pending(self) -> str:
        """What was typed and waits for more, as a person writes it."""
        waiting = self._waiting.keys[:1] if self._waiting else ()
        return self._digits + " ".join(shown_key(stroke) for stroke in (*self._strokes, *waiting))

    def take_count(self, default: int = 1) -> int:
        """Return the number typed before the command, once."""
        count, self._count = self._count, None
        return default if count is None else count

    def use_number(self, written: Iterable[str]) -> None:
        """Take a number that was written out instead of typed before a key."""
        number = next((text for text in written if text.isdigit()), "")
        self._count = min(int(number), _LARGEST_COUNT) if number else None

    def has_count(self) -> bool:
        """Tell whether a number was typed before the command."""
        return self._count is not None

    def read(self, stroke: str) -> Typed:
        """Take one keystroke, written as in the table of commands."""
        if self._waiting:
            return self._letter(stroke)
        if not self._strokes and self._is_digit(stroke):
            self._digits = (self._digits + stroke)[:5]
            return Typed(True)
        if self._digits:
            self._count, self._digits = min(int(self._digits), _LARGEST_COUNT), ""
        elif not self._strokes:
            self._count = None
        return self._sequence(stroke)

    def _letter(self, stroke: str) -> Typed:
        command, self._waiting = self._waiting, None
        return Typed(True, command, stroke) if len(stroke) == 1 else Typed(True)

    def _is_digit(self, stroke: str) -> bool:
        if stroke == "0" and not self._digits:
            return False
        return len(stroke) == 1 and stroke in "0123456789"

    def _sequence(self, stroke: str) -> Typed:
        typed = " ".join([*self._strokes, stroke])
        complete = next((c for c in self.commands if typed in c.keys), None)
        if complete and complete.wants_letter:
            self._strokes.clear()
            self._waiting = complete
            return Typed(True)
        if complete and self._strokes:
            self._strokes.clear()
            return Typed(True, complete)
        keys = (*self.elsewhere, *(key for command in self.commands for key in command.keys))
        if any(key.startswith(f"{typed} ") for key in keys):
            self._strokes.append(stroke)
            return Typed(True)
        is_unknown = bool(self._strokes)
        self._strokes.clear()
        return Typed(is_unknown, unknown=typed if is_unknown else "")
