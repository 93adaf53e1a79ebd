"""Type-ahead: keys typed faster than the screen follows reach the place they were meant for.

Textual hands a key to whatever has the focus when it arrives, although a key
before it may still be on its way to open a search line or another screen.
Keys are therefore held back behind one that goes Textual's way, until a
marker sent after it has gone the same way and come back. What moves where it
arrives is done by then, and typing text leads nowhere else: these hold
nothing back. A count and what it belongs to stay together for the same reason.
"""

from collections import deque
from collections.abc import Iterator

from textual import events, on
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from reader.tui.screens.command_screen import CommandScreen, moved_at_once

_ROUNDS = 2
"""A command may answer by a message of its own, which goes one round behind the key."""
_LONGEST_WAIT_SECONDS = 0.5
_TYPED_INTO = frozenset({"Input", "TextArea"})
_EDITING = frozenset({"backspace", "delete", "left", "right", "home", "end"})


class KeyHandled(Message):
    """The marker behind a key has come back."""

    def __init__(self, number: int, rounds: int, screen: Screen[object]) -> None:
        super().__init__()
        self.number, self.rounds, self.screen = number, rounds, screen


class TypeAhead:
    """Holds keys back while one before them is under way."""

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._held: deque[events.Key | events.Paste] = deque()
        self._number = 0
        self._is_waiting = True
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Let the keys in that were typed before all screens stood."""
        self._app.post_message(KeyHandled(self._number, 1, self._app.screen))

    def leading_moves(self) -> Iterator[events.Key]:
        """Give the first keys of those typed at the start, as far as they only move what is on the screen already."""
        while self._held and isinstance(event := self._held[0], events.Key) and not self._may_lead_elsewhere(event):
            self._held.popleft()
            yield event

    def admit(self, event: events.Key | events.Paste) -> bool:
        """Tell whether an event may be dealt with now; otherwise it is kept."""
        if self._is_waiting:
            self._held.append(event)
            return False
        if self._may_lead_elsewhere(event):
            self._wait()
        return True

    def release(self, handled: KeyHandled) -> Iterator[events.Key | events.Paste]:
        """Give the events that may be dealt with now."""
        if handled.number != self._number or not self._is_waiting:
            return
        has_moved = handled.screen is not self._app.screen
        if has_moved or handled.rounds > 1:
            self._send(_ROUNDS if has_moved else handled.rounds - 1)
            return
        self._is_waiting = False
        if self._timer:
            self._timer.stop()
        while self._held and not self._is_waiting:
            event = self._held.popleft()
            if self._may_lead_elsewhere(event):
                self._wait()
            yield event

    def _wait(self) -> None:
        self._is_waiting = True
        self._number += 1
        self._app.call_later(self._send, _ROUNDS)
        number = self._number
        self._timer = self._app.set_timer(_LONGEST_WAIT_SECONDS, lambda: self._give_up(number))

    def _send(self, rounds: int) -> None:
        target = self._app.focused or self._app.screen
        target.post_message(KeyHandled(self._number, rounds, self._app.screen))

    def _give_up(self, number: int) -> None:
        """Let keys in although the marker was lost, as with a widget that has gone."""
        if self._is_waiting and number == self._number:
            self._app.post_message(KeyHandled(number, 1, self._app.screen))

    def _is_writing(self) -> bool:
        """Tell whether text is typed; the widgets go by their names, because loading them costs a start."""
        return any(kind.__name__ in _TYPED_INTO for kind in type(self._app.focused).__mro__)

    def _may_lead_elsewhere(self, event: events.Key | events.Paste) -> bool:
        if isinstance(event, events.Paste):
            return False
        if self._is_writing():
            return not (event.is_printable or event.key in _EDITING)
        screen = self._app.screen
        return not isinstance(screen, CommandScreen) or screen.move_of(event) is None


class KeepsKeysInOrder(App[int], inherit_bindings=False):
    """An app where no key overtakes one before it that may lead elsewhere."""

    type_ahead: TypeAhead

    async def on_event(self, event: events.Event) -> None:
        """Run a key that moves at once, hold one back that must wait, and leave the others to Textual."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded and not self.type_ahead.admit(event):
            return
        if not moved_at_once(self, event):
            await super().on_event(event)

    def let_moves_in(self) -> None:
        """Move by the keys typed while the app was loaded; what leads elsewhere has to wait for the screens there."""
        for event in self.type_ahead.leading_moves():
            moved_at_once(self, event)

    @on(KeyHandled)
    async def let_next_key_in(self, handled: KeyHandled) -> None:
        """A key has been dealt with: go on with those typed meanwhile."""
        for event in self.type_ahead.release(handled):
            if not moved_at_once(self, event):
                await super().on_event(event)
