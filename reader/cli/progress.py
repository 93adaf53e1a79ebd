"""Progress on stderr for work of more than a second, and a Ctrl+C that stops between two documents."""

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

from reader.library.listing import Progress
from reader.safetext import one_line

QUIET_SECONDS = 1.0
STEP_SECONDS = 0.1


class ProgressLine:
    """One line on the terminal that is written over; nothing when stderr is no terminal."""

    def __init__(self, *, is_quiet: bool = False) -> None:
        self._is_shown = sys.stderr.isatty() and not is_quiet
        self._started = time.monotonic()
        self._last = 0.0
        self._is_drawn = False

    def tell(self, progress: Progress) -> None:
        """Show how far it is, at most ten times a second."""
        now = time.monotonic()
        if not self._is_shown or now - self._started < QUIET_SECONDS or now - self._last < STEP_SECONDS:
            return
        self._last = now
        rate = progress.done / (now - self._started)
        total = f" of {progress.total}" if progress.total else ""
        sys.stderr.write(f"\r\x1b[K{progress.done}{total} · {rate:.0f} a second · {one_line(progress.what, 40)}")
        sys.stderr.flush()
        self._is_drawn = True

    def clear(self) -> None:
        """Take the line away."""
        if self._is_drawn:
            sys.stderr.write("\r\x1b[K")
            self._is_drawn = False


class Interrupt:
    """Remembers the first Ctrl+C; the second one ends the program."""

    def __init__(self) -> None:
        self.is_asked = False

    def __call__(self) -> bool:
        """Tell whether to stop."""
        return self.is_asked

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self.is_asked:
            raise KeyboardInterrupt
        self.is_asked = True


@contextlib.contextmanager
def stoppable() -> Iterator[Interrupt]:
    """Let Ctrl+C ask to stop for the time being."""
    interrupt = Interrupt()
    if threading.current_thread() is not threading.main_thread():
        yield interrupt
        return
    before = signal.signal(signal.SIGINT, interrupt._hear)
    try:
        yield interrupt
    finally:
        signal.signal(signal.SIGINT, before)
