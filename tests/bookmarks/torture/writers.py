"""Two programs that change one store at the same time."""

import os
import time
from pathlib import Path

from tests.bookmarks.torture.workload import State, apply, changes_of, open_store, state_of


def write_in_parallel(folder: Path, changes_each: int) -> tuple[int, int, float]:
    """Run two writers over one store, each with its own keys, and a reader that stays open.

    Returns:
        the number of values expected, how many of them are not there, and the seconds until the reader saw them all.
    """
    reader = open_store(folder)
    children = [_start_writer(folder, tag, changes_each) for tag in "AB"]
    statuses = [os.waitpid(child, 0)[1] for child in children]
    expected: State = {}
    for tag in "AB":
        expected = apply(expected, range(changes_each), tag)
    started = time.monotonic()
    reader.refresh()
    seconds = time.monotonic() - started
    fresh = open_store(folder)
    found, seen = state_of(fresh), state_of(reader)
    lost = sum(1 for name, value in expected.items() if found.get(name) != value or seen.get(name) != value)
    lost += sum(1 for name in found if name not in expected)
    reader.close()
    fresh.close()
    return len(expected), lost + sum(1 for status in statuses if status), seconds


def _start_writer(folder: Path, tag: str, changes: int) -> int:
    child = os.fork()
    if child:
        return child
    try:
        store = open_store(folder)
        for number in range(changes):
            store.save(changes_of(number, tag))
    except BaseException:
        os._exit(1)
    os._exit(0)
