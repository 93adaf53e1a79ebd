"""Care for the terminal: what Textual's driver leaves open at its edges.

Bytes that are not UTF-8 on the keyboard become U+FFFD; a terminal that goes
away ends the app instead of blocking it; `SIGCONT` without our own stop
starts the screen afresh and keeps what to restore; the screen is drawn on
stdout, in UTF-8 whatever the locale says.
"""

import contextlib
import os
import select
import selectors
import sys
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from reader.tui.early_terminal import ENTER_SCREEN, EarlyTerminal, ends_in_answer, without_answer
from reader.tui.last_gate import harmless

if TYPE_CHECKING:
    from textual.app import App

HANGUP = 128 + 1
_READ = 4096


class _Output:
    """The terminal as a file that never raises: when it is gone, what is written is dropped."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._held: list[str] = []
        self.is_gone = False

    def write(self, text: str) -> int:
        """Hold text until `flush`."""
        self._held.append(text)
        return len(text)

    def flush(self) -> None:
        """Write what is held."""
        content = harmless("".join(self._held)).encode("utf-8", "replace")
        self._held.clear()
        while content and not self.is_gone:
            try:
                content = content[os.write(self._descriptor, content) :]
            except BlockingIOError:
                select.select([], [self._descriptor], [], 0.1)
            except OSError:
                self.is_gone = True

    def fileno(self) -> int:
        """The descriptor of the terminal."""
        return self._descriptor


class ReaderDriver(LinuxDriver):
    """Textual's driver with its edges seen to."""

    def __init__(self, app: "App[Any]", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._output = _Output(sys.__stdout__.fileno() if sys.__stdout__ else 1)
        self._file = cast(Any, self._output)
        self._is_suspended = False
        self._is_away = False
        """Another program has the terminal."""
        self._alt_keys: frozenset[str] = keymap.alt_keys if (keymap := getattr(app, "keymap", None)) else frozenset()
        """Taken for Escape and a letter unless they mean something: both may also have been typed one after the other."""
        self._early: EarlyTerminal | None = getattr(app, "early", None)

    def write(self, data: str) -> None:
        """Write to the terminal; the screen with the first frame on it is not entered again, which would clear it."""
        if self._is_away:  # nobody would take it from the queue, and a full queue would hold the app up for good
            return
        if data == ENTER_SCREEN and self._early is not None and self._early.has_frame:
            return
        super().write(data)

    def start_application_mode(self) -> None:
        """Take the terminal, from where the start has left it the first time; from now on a signal is the app's to answer."""
        getattr(self._app, "mind_signals", str)()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's own
        before = self._early.hand_over() if self._early is not None else None
        if before is not None:
            self.attrs_before = before

    def suspend_application_mode(self) -> None:
        """Leave the terminal to another program; what changes on the screen meanwhile is drawn afterwards."""
        super().suspend_application_mode()
        self._is_away = True

    def resume_application_mode(self) -> None:
        """Take the terminal back."""
        self._is_away = False
        super().resume_application_mode()

    def _sigtstp_application(self, *arguments: object) -> None:
        self._is_suspended = True
        super()._sigtstp_application(*arguments)

    def _sigcont_application(self, *arguments: object) -> None:
        if not self._is_suspended and self._auto_restart:
            self.suspend_application_mode()
        self._is_suspended = False
        self._must_signal_resume = True  # the app paints anew: whoever had the terminal meanwhile has left it as it liked
        super()._sigcont_application(*arguments)

    def run_input_thread(self) -> None:
        """Read keys until told to stop, whatever the bytes."""
        decoder = getincrementaldecoder("utf-8")(errors="replace")
        parser = XTermParser(self._debug)
        early = self._early_keys()
        for message in parser.feed(decoder.decode(early)) if early else ():
            self.process_message(message)
        with selectors.SelectSelector() as selector:  # the only one that takes a terminal everywhere; macOS has another default
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    content = self._read()
                    if not content:
                        self._leave()
                        return
                    text = decoder.decode(self._without_late_answer(content))
                    if (key := f"alt+{text[1:]}") in self._alt_keys and text[0] == "\x1b":
                        self.process_message(events.Key(key, None))
                    elif text:  # an empty text, half a character, would end the parser
                        for message in parser.feed(text):
                            self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
        with contextlib.suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _READ)
        except OSError:
            return b""

    def _early_keys(self) -> bytes:
        """Return the keys that were typed, and read, before the driver ran."""
        if self._early is None:
            return b""
        typed, self._early.typed = self._early.typed, b""
        return typed

    def _without_late_answer(self, content: bytes) -> bytes:
        """Take the terminal's answer out of what is typed; before the app ran it had not come."""
        early = self._early
        if early is None or not early.asks:
            return content
        while ends_in_answer(content) and select.select([self.fileno], [], [], 0.1)[0] and (more := self._read()):
            content += more
        content, brightness = without_answer(content)
        if brightness is not None:
            early.asks = False
            self._app.call_later(getattr(self._app, "take_ground", str), brightness)
        return content

    def _leave(self) -> None:
        """End the app: its terminal is gone."""
        self._output.is_gone = True
        leave = getattr(self._app, "leave", self._app.exit)
        self._app.call_later(leave, HANGUP)
