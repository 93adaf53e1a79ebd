"""The terminal before the app has it: a saved frame stands on it, keys typed meanwhile wait, its ground is asked for.

Whoever begins must end: the driver, to which the terminal is handed over, or
`end`. What somebody writes to stdout or stderr in between (progress, an
error) takes the frame away first. Nothing but the cheapest modules is
imported here: this comes before everything else.
"""

from __future__ import annotations

import os
import signal
import sys
import termios

TYPE_CHECKING = False  # `typing` is not loaded for annotations alone
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

ENTER_SCREEN = "\x1b[?1049h"
_LEAVE = b"\x1b[0m\x1b[?1049l\x1b[?25h"
_QUESTION = b"\x1b]11;?\x1b\\"
_ANSWER, _ENDS = b"\x1b]11;", (b"\x07", b"\x1b\\")
_DEAF = frozenset({"", "dumb", "linux", "vt100", "vt220", "ansi", "xterm-mono"})
"""Terminals that know no such question, and might print it."""
_LONGEST_ANSWER = 64
_READ = 4096


class EarlyTerminal:
    """Holds the terminal from the first moment until the driver takes it."""

    def __init__(self, source: int = 0, target: int = 1) -> None:
        self._source, self._target = source, target
        self._before: list[Any] | None = None
        self._streams: tuple[Any, Any] | None = None
        self.has_frame = False
        """The alternate screen is in use."""
        self.asks = False
        """The terminal was asked for its ground and has not answered yet."""
        self.typed = b""
        """What was read here and belongs to the driver: keys."""
        self._brightness: float | None = None
        self.frame_key = b""
        """What a start must be like to show the frame kept at its end; empty for one that keeps none."""

    def begin(self) -> None:
        """Keep keys silent and whole until the app can read them; Ctrl+C still ends the start."""
        if self._before is not None:
            return
        try:
            self._before = termios.tcgetattr(self._source)
            modes = termios.tcgetattr(self._source)
            modes[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
            modes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
            modes[6][termios.VSUSP] = modes[6][termios.VQUIT] = b"\0"  # Ctrl+Z waits for the app like any key
            modes[6][termios.VMIN], modes[6][termios.VTIME] = 1, 0
            termios.tcsetattr(self._source, termios.TCSANOW, modes)
        except termios.error:
            return
        signal.signal(signal.SIGTERM, self._leave_by_signal)
        self._streams = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (_Announced(stream, self) for stream in self._streams)

    def show(self, frame: bytes) -> None:
        """Show a saved frame."""
        self.has_frame = True
        self._write(ENTER_SCREEN.encode() + b"\x1b[?25l" + frame)

    def ask_ground(self) -> None:
        """Ask for the colour of the ground; the answer comes on stdin, among the keys."""
        self.asks = True
        self._write(_QUESTION)

    def ground(self, patience: float = 0.0) -> float | None:
        """Return how bright the ground is, 0 to 1, if the terminal answers within so many seconds; keys stay in `typed`."""
        if not self.asks:
            return self._brightness
        waits = patience
        while self._before is not None and self._comes(waits):
            chunk = os.read(self._source, _READ)
            if not chunk:
                break
            self.typed += chunk
            waits = 0.02 if ends_in_answer(self.typed) else 0.0
        self.typed, self._brightness = without_answer(self.typed)
        self.asks = self._brightness is None
        return self._brightness

    def hand_over(self) -> list[Any] | None:
        """Leave the terminal to the driver; return the modes that it shall restore in the end."""
        before, self._before, self.has_frame = self._before, None, False
        self._free_streams()
        return before

    def end(self) -> None:
        """Give the terminal back as it was, unless somebody else has it by now."""
        self.take_frame_away()
        before, self._before = self._before, None
        self._free_streams()
        if before is not None:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            try:
                termios.tcsetattr(self._source, termios.TCSANOW, before)
            except termios.error:
                return

    def take_frame_away(self) -> None:
        """Go back to the screen with the shell on it: something has to be told."""
        if self.has_frame:
            self.has_frame = False
            self._write(_LEAVE)

    def _free_streams(self) -> None:
        if self._streams is not None:
            sys.stdout, sys.stderr = self._streams
            self._streams = None

    def _comes(self, seconds: float) -> bool:
        import select

        return bool(select.select([self._source], [], [], seconds)[0])

    def _write(self, content: bytes) -> None:
        try:
            while content:
                content = content[os.write(self._target, content) :]
        except OSError:
            return  # a terminal that is gone: the driver will find out

    def _leave_by_signal(self, number: int, frame: object) -> None:
        self.end()
        os.kill(os.getpid(), number)


class _Announced:
    """A stream that takes the saved frame away before anything is written to it."""

    def __init__(self, stream: Any, terminal: EarlyTerminal) -> None:
        self._stream, self._terminal = stream, terminal

    def write(self, text: Any) -> Any:
        self._terminal.take_frame_away()
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def can_be_asked(environ: Mapping[str, str]) -> bool:
    """Tell whether the ground has to be asked for: nothing else tells it, and the terminal understands the question."""
    told = environ.get("COLORFGBG", "").rpartition(";")[2].isdigit()
    return not told and "NO_COLOR" not in environ and environ.get("TERM", "") not in _DEAF


def ends_in_answer(typed: bytes) -> bool:
    r"""Tell whether an answer has begun and its end is still to come.

    >>> ends_in_answer(b"j\x1b]11;rgb:00"), ends_in_answer(b"jk")
    (True, False)
    """
    start = typed.rfind(b"\x1b]")
    begun = typed[start : start + len(_ANSWER)] if start >= 0 else b""
    is_answer = bool(begun) and _ANSWER.startswith(begun) and len(typed) - start < _LONGEST_ANSWER
    return is_answer and not any(end in typed[start + 2 :] for end in _ENDS)


def without_answer(typed: bytes) -> tuple[bytes, float | None]:
    r"""Part what was typed from the terminal's answer; without one the brightness is None.

    >>> without_answer(b"j\x1b]11;rgb:ffff/ffff/ffff\x1b\\k")
    (b'jk', 1.0)
    """
    start = typed.find(_ANSWER)
    ends = [(place, end) for end in _ENDS if (place := typed.find(end, start + 2)) >= 0] if start >= 0 else []
    if not ends:
        return typed, None
    stop, end = min(ends)
    return typed[:start] + typed[stop + len(end) :], brightness_in(typed[start + len(_ANSWER) : stop])


def brightness_in(colour: bytes) -> float | None:
    """Return the brightness of a colour as terminals write it; None when it is written otherwise.

    >>> brightness_in(b"rgb:0000/0000/0000"), brightness_in(b"?")
    (0.0, None)
    """
    parts = colour.partition(b":")[2].split(b"/")[:3]
    try:
        red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in parts)
    except (ValueError, ZeroDivisionError):
        return None
    return float(0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2)
