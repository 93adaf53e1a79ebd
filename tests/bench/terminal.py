"""A program in a real pseudo-terminal, for benchmarks: keys in, bytes out, CPU time from outside.

It answers what a modern terminal answers, so that a program takes the paths it
takes there. Linux only: the CPU clock of another process is read by its id.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType

_ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[?u", b"\x1b[?0u"),
    (b"\x1b]10;?", b"\x1b]10;rgb:dddd/dddd/dddd\x1b\\"),
    (b"\x1b]11;?", b"\x1b]11;rgb:1111/1111/1111\x1b\\"),
)
BEGIN_FRAME, END_FRAME = b"\x1b[?2026h", b"\x1b[?2026l"


class Program:
    """A running program and the terminal it believes in."""

    def __init__(self, argv: Sequence[str], size: tuple[int, int] = (120, 40)) -> None:
        self.began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if not self.pid:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8", LC_ALL="C.UTF-8")
            for name in ("COLUMNS", "LINES", "NO_COLOR", "TMUX", "PYTHONDONTWRITEBYTECODE"):
                os.environ.pop(name, None)
            os.execvp(argv[0], list(argv))
        self.resize(*size)

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(OSError):
            os.close(self._fd)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal; the program is told by the kernel."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys: bytes) -> None:
        """Type keys."""
        os.write(self._fd, keys)

    def read(self, *, until: bytes = b"", quiet: float = 0.12, limit: float = 60.0) -> tuple[bytes, float]:
        """Read until some bytes came, or until nothing came for a while; return the bytes and when those came, or the last."""
        met = 0.0
        data, end, last = b"", time.perf_counter() + limit, time.perf_counter()
        while time.perf_counter() < end:
            wait = quiet if data and not until else 0.5
            if not select.select([self._fd], [], [], max(0.0, min(wait, end - time.perf_counter())))[0]:
                if data and not until:
                    break
                continue
            try:
                chunk = os.read(self._fd, 1 << 18)
            except OSError:
                break
            if not chunk:
                break
            last = time.perf_counter()
            data += chunk
            self._answer(chunk)
            if until and until in data:
                until, met = b"", last
        return data, met or last

    def read_frame(self, limit: float) -> tuple[bytes, float]:
        """Read until a frame has ended, for `limit` seconds at most; return the bytes and when the last of them came."""
        data, end, last = b"", time.perf_counter() + limit, time.perf_counter()
        while END_FRAME not in data and (left := end - time.perf_counter()) > 0:
            if select.select([self._fd], [], [], left)[0]:
                chunk = os.read(self._fd, 1 << 18)
                last = time.perf_counter()
                data += chunk
                self._answer(chunk)
        return data, last

    def _answer(self, chunk: bytes) -> None:
        for query, reply in _ANSWERS:
            if query in chunk:
                os.write(self._fd, reply)

    def cpu_ms(self) -> float:
        """CPU time the program has used so far."""
        return cpu_ms_of(self.pid)

    def memory_mib(self) -> float:
        """Memory that is the program's own share."""
        with open(f"/proc/{self.pid}/smaps_rollup") as rollup:
            return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) / 1024


def cpu_ms_of(process: int) -> float:
    """CPU time that a process has used so far, by its id."""
    return time.clock_gettime_ns(((~process) << 3) | 2) / 1e6
