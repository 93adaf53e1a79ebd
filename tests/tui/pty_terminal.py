"""The program in a real pseudo-terminal with an emulator behind it, and an audit of every byte it writes."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyte

PATIENCE = 20.0
"""Seconds to wait for what must come; on a busy machine nothing comes soon."""
_PRIVATE = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]")
_SEQUENCE = re.compile(
    rb"(?P<osc>\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?)|(?P<string>\x1b[PX^_].*?(?:\x1b\\|\Z))"
    rb"|(?P<csi>\x1b\[[0-?]*[ -/]*[@-~])|(?P<escape>\x1b[ -/]*[0-~]?)"
    rb"|(?P<c1>\xc2[\x80-\x9f])|(?P<c0>[\x00-\x07\x0b-\x0c\x0e-\x1a\x1c-\x1f\x7f])",
    re.DOTALL,
)
_HARMLESS_CSI = re.compile(rb"\x1b\[(?:[0-9;:]*m|[0-9;]*[HfABCDGdJKX]|\?[0-9;]*[hl]|\?[0-9;]*\$p|[<>=?][0-9;]*u|[0-9]*c)")
OWN_STRINGS = (b"\x1b]22;", b"\x1b]11;?")
"""The strings that the screen sends by itself: the shape of the mouse pointer, the question for the ground."""
_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


def dangerous(raw: bytes, *, allowed: Sequence[bytes] = OWN_STRINGS) -> list[str]:
    """Return what in the bytes could act on a terminal beyond drawing."""
    found = []
    for match in _SEQUENCE.finditer(raw):
        kind, sequence = match.lastgroup, match.group()
        if kind == "csi" and _HARMLESS_CSI.fullmatch(sequence):
            continue
        if kind == "osc" and any(sequence.startswith(prefix) for prefix in allowed):
            continue
        found.append(f"{kind} {sequence[:60]!r}")
    return found + [f"hidden U+{ord(character):04X}" for character in _HIDDEN.findall(raw.decode("utf-8", "replace"))]


class PtyTerminal:
    """A program in a terminal of so many columns and rows."""

    def __init__(self, arguments: Sequence[str], *, columns: int, rows: int, environ: Mapping[str, str]) -> None:
        self.columns, self.rows = columns, rows
        self.raw = bytearray()
        self._fed = 0
        self._exit: int | None = None
        self._display = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._display)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            _become(arguments, columns, rows, environ)

    # --- reading ------------------------------------------------------------

    def pump(self, seconds: float) -> bool:
        """Read what comes within some time; tell whether anything came."""
        end, before = time.monotonic() + seconds, len(self.raw)
        while (left := end - time.monotonic()) > 0 and self._read_within(left):
            pass
        return len(self.raw) > before

    def settle(self, quiet_seconds: float) -> None:
        """Read until nothing has come for some time."""
        while self._read_within(quiet_seconds):
            pass

    def _read_within(self, seconds: float) -> bool:
        """Read once, as soon as something is there; tell whether anything came in time."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self.fd, 65536)
        except OSError:
            return False
        self.raw += chunk
        return bool(chunk)

    def text(self) -> str:
        """Return the screen as the emulator shows it."""
        fresh = bytes(self.raw[self._fed :])
        self._fed = len(self.raw)
        self._stream.feed(_PRIVATE.sub(b"", fresh))
        return "\n".join(line.rstrip() for line in self._display.display)

    def cells(self) -> list[list[pyte.screens.Char]]:
        """Return the cells of the screen with their looks."""
        self.text()
        return [[self._display.buffer[y][x] for x in range(self.columns)] for y in range(self._display.lines)]

    def wait_for(self, words: str, *, absent: bool = False) -> str:
        """Wait until the screen shows some words, or no longer shows them, and return it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.pump(0.05)
            text = self.text()
            if (words in text) is not absent:
                return text
            if self.exit_status() is not None and not self.pump(0.05):
                break
        raise AssertionError(f"{words!r} {'stayed' if absent else 'did not come'}; exit {self._exit}; the screen:\n{self.text()}")

    def wait_until_it_runs(self) -> None:
        """Wait until the app has the terminal: what stands there before was drawn without it."""
        deadline = time.monotonic() + PATIENCE
        while b"\x1b[?1000h" not in self.raw and time.monotonic() < deadline:
            self.pump(0.05)

    # --- acting -------------------------------------------------------------

    def wipe(self) -> None:
        """Empty the screen, as another program may while this one is stopped."""
        self.text()
        self._display.reset()

    def send(self, keys: str | bytes) -> None:
        """Type."""
        content = keys.encode() if isinstance(keys, str) else keys
        while content:
            content = content[os.write(self.fd, content[:512]) :]
            self.pump(0.01)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        self.text()
        self._display.resize(rows, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def kill(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self.fd)
        self.fd = -1

    # --- its end ------------------------------------------------------------

    def exit_status(self) -> int | None:
        """Return the exit status, or None while it runs."""
        if self._exit is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._exit = os.waitstatus_to_exitcode(status) if pid else None
        return self._exit

    def wait_for_exit(self) -> int:
        """Wait for the end and return the exit status."""
        deadline = time.monotonic() + PATIENCE
        while self.exit_status() is None and time.monotonic() < deadline:
            if self.fd >= 0:
                self.pump(0.05)
            else:
                time.sleep(0.05)
        status = self.exit_status()
        assert status is not None, f"still running; the screen:\n{self.text()}"
        if self.fd >= 0:
            self.pump(0.1)
        return status

    def wait_for_stop(self) -> None:
        """Wait until the program is stopped, as by Ctrl+Z."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.pump(0.05)
            pid, status = os.waitpid(self.pid, os.WUNTRACED | os.WNOHANG)
            if pid and os.WIFSTOPPED(status):
                return
        raise AssertionError("it did not stop")

    def is_restored(self) -> bool:
        """Tell whether the terminal is as it was: lines and echo, main screen, cursor, no mouse, no paste brackets."""
        local = termios.tcgetattr(self.fd)[3]
        is_cooked = bool(local & termios.ICANON) and bool(local & termios.ECHO)
        raw = bytes(self.raw)
        pairs: tuple[tuple[bytes, bytes], ...] = (
            (b"\x1b[?1049l", b"\x1b[?1049h"),
            (b"\x1b[?25h", b"\x1b[?25l"),
            (b"\x1b[?1000l", b"\x1b[?1000h"),
        )
        pairs = (*pairs, (b"\x1b[?2004l", b"\x1b[?2004h"), (b"\x1b[<u", b"\x1b[>"))
        return is_cooked and all(raw.rfind(off) > raw.rfind(on) for off, on in pairs if on in raw)

    def close(self) -> None:
        """End it in any case."""
        if self.exit_status() is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.fd >= 0:
            os.close(self.fd)


def _become(arguments: Sequence[str], columns: int, rows: int, environ: Mapping[str, str]) -> None:
    """Turn the forked process into the program."""
    try:
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE, signal.SIGTERM, signal.SIGTSTP):
            signal.signal(number, signal.SIG_DFL)
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        if home := environ.get("HOME"):  # what random keys write lands there
            Path(home).mkdir(parents=True, exist_ok=True)
            os.chdir(home)
        os.execve(sys.executable, [sys.executable, *arguments], dict(environ))
    finally:
        os._exit(127)


def environ_of(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a person whose folders lie under `home`."""
    folders = {f"BROADSHEET_{name}_DIR": str(home / name.lower()) for name in ("DATA", "CACHE", "CONFIG", "STATE")}
    kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
    here = {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "PYTHONPATH": str(Path.cwd())}
    return {**kept, **folders, **here, **more}


@contextlib.contextmanager
def terminal(
    *arguments: str,
    home: Path,
    columns: int = 120,
    rows: int = 36,
    environ: Mapping[str, str] | None = None,
    program: Sequence[str] = ("-m", "reader"),
) -> Iterator[PtyTerminal]:
    """Run the program in a terminal."""
    running = PtyTerminal([*program, *arguments], columns=columns, rows=rows, environ=environ or environ_of(home))
    try:
        yield running
    finally:
        running.close()
