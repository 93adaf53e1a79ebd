"""A storm of sizes: afterwards everything stands where it stood, cell by cell.

The emulator forgets all that was shown before the last size, so that what is
not painted anew is missed. What the screen is compared with is what the same
program showed at that size before it was ever resized.
"""

import fcntl
import random
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.tui.pty_terminal import PATIENCE, PtyTerminal, dangerous, terminal

SIZE = (110, 32)
RESIZES, SECONDS = 200, 1.6
SMALLEST, LARGEST = (20, 5), (240, 60)


def at_rest(screen: PtyTerminal) -> str:
    """Wait until nothing is written but a blinking cursor."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        before = screen.text()
        screen.pump(0.7)
        if screen.text() == before:
            return before
    raise AssertionError("it does not come to rest")


def storm(screen: PtyTerminal) -> None:
    """Change the size as fast as a hand that drags a corner, and end where it began."""
    choice = random.Random(6)
    for _ in range(RESIZES):
        columns, rows = choice.randint(SMALLEST[0], LARGEST[0]), choice.randint(SMALLEST[1], LARGEST[1])
        fcntl.ioctl(screen.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        screen.pump(SECONDS / RESIZES)
    screen._fed = len(screen.raw)
    screen._display.reset()
    screen.resize(*SIZE)


def differing(one: Sequence[Sequence[object]], other: Sequence[Sequence[object]]) -> list[tuple[int, int]]:
    return [(x, y) for y, (a, b) in enumerate(zip(one, other, strict=True)) for x in range(len(a)) if a[x] != b[x]]


@pytest.mark.parametrize(
    ("articles", "keys", "words"),
    [
        (("000", "001"), ("j", "j", "j"), "only in 2"),
        ((), ("q", "/", "tokayev partner*"), "passages"),
        (("000",), ("}", "H", "}", "H", "B", "j"), "2 of 2"),
        (("000",), ("}", "V", "a", "Compare the other account"), "Ctrl+S save"),
        (("000",), ("?", "20j"), "commands"),
    ],
    ids=["two panes", "search", "bookmarks", "a dialog", "help"],
)
def test_a_storm_of_sizes_leaves_everything_where_it_was(
    tmp_path: Path, articles: tuple[str, ...], keys: tuple[str, ...], words: str
) -> None:
    with terminal(*articles, home=tmp_path, columns=SIZE[0], rows=SIZE[1]) as screen:
        screen.wait_for("? help")
        screen.wait_until_it_runs()
        for key in keys:
            screen.send(key)
            screen.pump(0.3)
        screen.wait_for(words)
        shown, cells = at_rest(screen), screen.cells()
        storm(screen)
        deadline = time.monotonic() + PATIENCE
        while differing(screen.cells(), cells) and time.monotonic() < deadline:  # a cursor may blink
            screen.pump(0.1)
        assert screen.text() == shown
        assert differing(screen.cells(), cells) == []
        assert dangerous(bytes(screen.raw)) == []
