"""Random keys, mouse, paste, broken bytes and resizes, replayable by their seed.

`python -m tests.hardening.fuzzing SECONDS [SEED]` runs it for longer.
"""

import fcntl
import os
import random
import re
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.paths import sample_folder
from tests.hardening.collection import write_hostile_collection
from tests.tui.pty_terminal import OWN_STRINGS, PtyTerminal, dangerous, environ_of, terminal

KEYS = "jkdubfgGnNhlwoOvVyYaHtDBmLScpxXzeCTiEWURJKr/:?=*#&.,;'0123456789$%}{][)(<>+-\t \r\x1b"
CONTROL = [chr(code) for code in range(1, 27) if chr(code) not in "\x1a\x11"]  # not suspend, not quit
SEQUENCES = (
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[H",
    "\x1b[F",
    "\x1b[3~",
    "\x1b[Z",
    "\x1bOP",
    "\x1b[1;5C",
)
WORDS = ("tokayev", "part*", '"a b"~5', "date:2025..", "-x OR y", "[/]", "((((", "title:", "漢字", "é́́́", "\x9b2J", "one")
BROKEN = (b"caf\xe9", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\x98")
SIZES = ((120, 36), (80, 24), (60, 20), (200, 60), (30, 8), (12, 4), (1, 1), (20, 5), (99, 40))
LOOK_SIZES = ((110, 37), (111, 37))
"""Sizes for looking only: a program that has not yet seen a random size would have nothing to draw when it is taken back."""
STARTS = (
    ((), "articles"),
    (("everything.md",), "¶"),
    (("000-kremlin-visit.md", "001-declaration-in-moscow.md"), "sync"),
    (("002-out-of-the-embrace.md", "everything.md", "003-untitled-analysis.md"), "sync"),
)
"""What is open at first, and what the screen shows then."""
PATIENCE_SECONDS = 20.0
"""How long the program may take to draw again; generous, since machines are shared."""
BUSY_SECONDS = 2.0
"""Processor time that it may spend before it draws again; the same on every machine of a speed."""
GROWTH_MB = 60.0
"""Memory that the second half of a run may add to the first; what is kept for undo and search is bounded."""
_LOOK_EVERY = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run went."""

    events: int
    slowest_seconds: float
    """The longest wait for a screen drawn again, by the clock."""
    busiest_seconds: float
    """The most processor time spent in such a wait."""
    memory: tuple[float, ...]
    """Megabytes held, at equal distances."""
    exit_code: int
    acted: tuple[str, ...]
    """Bytes that could have acted on the terminal."""
    is_restored: bool
    crash: str
    """The crash report, when there is one."""
    sittings: int = 1
    """How often the program was begun."""

    @classmethod
    def of(cls, sittings: Sequence["Outcome"]) -> "Outcome":
        """Return how several sittings went as a whole: the worst of each, and the memory of the one that grew most."""
        return cls(
            events=sum(each.events for each in sittings),
            slowest_seconds=max(each.slowest_seconds for each in sittings),
            busiest_seconds=max(each.busiest_seconds for each in sittings),
            memory=max(sittings, key=lambda each: each.growth).memory,
            exit_code=next((each.exit_code for each in sittings if each.exit_code), 0),
            acted=tuple(told for each in sittings for told in each.acted),
            is_restored=all(each.is_restored for each in sittings),
            crash="".join(each.crash for each in sittings),
            sittings=len(sittings),
        )

    @property
    def is_well(self) -> bool:
        """Tell whether the program ended in order."""
        return self.exit_code == 0 and not self.crash and not self.acted and self.is_restored

    @property
    def growth(self) -> float:
        """Megabytes that the second half of the run added to the most that the first half held."""
        half = len(self.memory) // 2
        return max(self.memory[half:], default=0.0) - max(self.memory[:half], default=0.0) if half else 0.0


def fuzz(home: Path, folder: Path, *, seconds: float, seed: int) -> Outcome:
    """Type at random for some time, in a new sitting whenever something typed has ended the program in order."""
    chance, end = random.Random(seed), time.monotonic() + seconds
    sittings = [_sit(home / "0", folder, chance, end)]
    while time.monotonic() < end and sittings[-1].is_well:
        sittings.append(_sit(home / str(len(sittings)), folder, chance, end))
    return Outcome.of(sittings)


def _sit(home: Path, folder: Path, chance: random.Random, end: float) -> Outcome:
    """Type at random until the time is over or the program ends, then leave with Ctrl+Q."""
    waits: list[tuple[float, float]] = [(0.0, 0.0)]
    memory: list[float] = []
    events = 0
    # What the keys start (a pager, an editor, a command line) is harmless here.
    environ = environ_of(home, PATH="/nowhere", EDITOR="/bin/true", VISUAL="/bin/true", PAGER="/bin/true")
    opened, shown = chance.choice(STARTS)
    with terminal("-C", str(folder), *opened, home=home, environ=environ) as screen:
        screen.wait_for(shown)
        while time.monotonic() < end and screen.exit_status() is None:
            screen.send(_event(chance, screen))
            events += 1
            if events % _LOOK_EVERY == 0 and screen.exit_status() is None:
                waits.append(_time_to_repaint(screen, LOOK_SIZES[events // _LOOK_EVERY % len(LOOK_SIZES)]))
                memory.append(_memory_of(screen.pid))
        code = screen.exit_status()
        if code is None:
            _resize(screen, 120, 36)
            code = _leave(screen)
        drawn = without_echo(bytes(screen.raw))
        acted = tuple(dangerous(drawn, allowed=(*OWN_STRINGS, b"\x1b]52;")))
        if acted:  # where it was, for whoever looks for the way it took
            acted += tuple(_surroundings(drawn))
        report = home / "state" / "crash.txt"
        slowest, busiest = (max(each) for each in zip(*waits, strict=True))
        crash = report.read_text() if report.exists() else ""
        held = tuple(each for each in memory if each)
        return Outcome(events, slowest, busiest, held, code, acted, screen.is_restored(), crash)


def _event(chance: random.Random, screen: PtyTerminal) -> bytes:
    kind = chance.random()
    if kind < 0.72:
        return chance.choice(KEYS).replace("q", "j").encode()
    if kind < 0.80:
        return chance.choice(SEQUENCES).encode()
    if kind < 0.85:
        return chance.choice(CONTROL).encode()
    if kind < 0.90:
        return b"\x1b[200~" + chance.choice(WORDS).encode() + b"\x1b[201~"
    if kind < 0.93:
        return chance.choice(BROKEN)
    if kind < 0.98:
        button, column, row = chance.choice((0, 0, 2, 64, 65, 32)), chance.randint(1, 120), chance.randint(1, 36)
        return f"\x1b[<{button};{column};{row}M\x1b[<{button};{column};{row}m".encode()
    _resize(screen, *chance.choice(SIZES))
    return b""


def without_echo(raw: bytes) -> bytes:
    """Return what the program wrote: while it does not have the terminal, the system itself repeats what is pasted.

    It writes the escapes of the paste as `^[`, which no screen does, and everything between them as it comes.
    """
    return re.sub(rb"\^\[\[200~.*?\^\[\[201~", b"", raw, flags=re.DOTALL)


def _surroundings(raw: bytes) -> list[str]:
    """Return what stands around each C1 control, which no screen draws by itself."""
    return [repr(raw[max(0, found.start() - 120) : found.end() + 60]) for found in re.finditer(rb"\xc2[\x80-\x9f]", raw)]


def _leave(screen: PtyTerminal) -> int:
    """Step out of whatever is open, then quit; one key at a time, since ESC and a key together are another key."""
    for key in ("\x1b", "\x1b", "\x1b", "\x11", "\x11"):
        screen.send(key)
        screen.pump(0.5)
    return screen.wait_for_exit()


def _resize(screen: PtyTerminal, columns: int, rows: int) -> None:
    """Change the size of the terminal only: no emulator follows a fuzzed screen."""
    fcntl.ioctl(screen.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _time_to_repaint(screen: PtyTerminal, size: tuple[int, int]) -> tuple[float, float]:
    """Change the size and wait until the program has drawn again; return seconds by the clock and of the processor."""
    while screen.pump(0.05):
        pass
    start, start_busy = time.monotonic(), _busy_seconds(screen.pid)
    _resize(screen, *size)
    while not screen.pump(0.02):
        if time.monotonic() - start > PATIENCE_SECONDS or screen.exit_status() is not None:
            break
    return time.monotonic() - start, _busy_seconds(screen.pid) - start_busy


def _busy_seconds(pid: int) -> float:
    """Return the processor time of a process, without its children; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory_of(pid: int) -> float:
    """Return the megabytes that a process holds; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, IndexError):
        return 0.0


def main() -> None:
    """Run for the seconds named, with the seed named or a new one, and print the outcome."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as room:
        folder = write_hostile_collection(Path(room) / "hostile")
        for article in sample_folder().glob("*.md"):
            (folder / article.name).write_bytes(article.read_bytes())
        outcome = fuzz(Path(room) / "home", folder, seconds=seconds, seed=seed)
    print(f"seed {seed}: {outcome}; grown by {outcome.growth:.0f} MB")  # noqa: T201 - a report of a command for developers
    is_slow = outcome.busiest_seconds > BUSY_SECONDS or outcome.growth > GROWTH_MB
    sys.exit(outcome.exit_code or bool(outcome.acted) or not outcome.is_restored or is_slow)


if __name__ == "__main__":
    main()
