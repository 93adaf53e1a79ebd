"""Care for the terminal: what Textual's driver leaves open at its edges.

Bytes that are not UTF-8 on the keyboard become U+FFFD; a terminal that goes
away ends the app instead of blocking it; `SIGCONT` without our own stop
starts the screen afresh and keeps what to restore; the screen is drawn on
stdout, in UTF-8 whatever the locale says.
"""

import contextlib
import os
import re
import select
import selectors
import sys
import termios
import time
import tty
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App

HANGUP = 128 + 1
_READ = 4096


_NEVER_OURS = re.compile(
    "[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
"""What no screen draws by itself: if it comes this far, somebody's text took a way round the gate."""
_FOREIGN_STRING = re.compile("\x1b(?:](?!22;|52;)|[PX^_c])")
"""The beginning of a string for the terminal, or its reset; ours shape the pointer and fill the clipboard."""


def harmless(drawn: str) -> str:
    """Return what is about to be drawn without what acts, reorders or hides; the last of the gates."""
    for pattern in (_NEVER_OURS, _FOREIGN_STRING):  # two quick searches; as one pattern they take six times as long
        if pattern.search(drawn):
            drawn = pattern.sub("\ufffd", drawn)
    return drawn


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

    def _sigtstp_application(self, *arguments: object) -> None:
        self._is_suspended = True
        super()._sigtstp_application(*arguments)

    def _sigcont_application(self, *arguments: object) -> None:
        if not self._is_suspended and self._auto_restart:
            self.suspend_application_mode()
        self._is_suspended = False
        super()._sigcont_application(*arguments)

    def run_input_thread(self) -> None:
        """Read keys until told to stop, whatever the bytes."""
        decoder = getincrementaldecoder("utf-8")(errors="replace")
        parser = XTermParser(self._debug)
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(0.1):
                    content = self._read()
                    if not content:
                        self._leave()
                        return
                    if text := decoder.decode(content):  # an empty text, half a character, would end the parser
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

    def _leave(self) -> None:
        """End the app: its terminal is gone."""
        self._output.is_gone = True
        leave = getattr(self._app, "leave", self._app.exit)
        self._app.call_later(leave, HANGUP)


@contextlib.contextmanager
def _quiet_terminal(descriptor: int) -> Iterator[None]:
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSANOW)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)


def ask_ground(timeout_seconds: float = 0.15) -> float | None:
    """Ask the terminal for its ground colour; return its brightness, 0 to 1, or None without an answer.

    A second question that every terminal answers (device attributes) ends the wait.
    """
    source, target = sys.stdin.fileno(), sys.stdout.fileno()
    try:
        with _quiet_terminal(source):
            os.write(target, b"\x1b]11;?\x1b\\\x1b[c")
            return ground_in(_answer(source, time.monotonic() + timeout_seconds))
    except (OSError, termios.error):
        return None


def _answer(source: int, deadline: float) -> bytes:
    answer = b""
    while not answer.endswith(b"c") and (left := deadline - time.monotonic()) > 0:
        if select.select([source], [], [], left)[0]:
            answer += os.read(source, 256)
    return answer


def ground_in(answer: bytes) -> float | None:
    r"""Return the brightness of the ground in a terminal's answer.

    >>> ground_in(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\")
    1.0
    """
    start = answer.find(b"rgb:")
    parts = answer[start + 4 :].split(b"\x1b")[0].split(b"\x07")[0].split(b"/")[:3] if start >= 0 else []
    try:
        red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in parts)
    except (ValueError, ZeroDivisionError):
        return None
    return float(0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2)
