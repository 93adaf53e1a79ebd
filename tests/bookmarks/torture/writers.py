"""Two programs that change one store at the same time."""

import os
import time
from pathlib import Path

from tests.bookmarks.torture.workload import State, apply, changes_of, open_store, state_of


def write_in_parallel(folder: Path, changes_each: int) -> tuple[int, int, float, list[str]]:
    """Run two writers over one store, each with its own keys, and a reader that stays open.

    Returns:
        the number of values expected by what the writers acknowledged, how many of them are not there, the seconds until
        the reader saw them all, and what a writer was refused with, if one was.
    """
    reader = open_store(folder)
    children = [_start_writer(folder, tag, changes_each) for tag in "AB"]
    for child in children:
        os.waitpid(child, 0)
    expected: State = {}
    refused = []
    for tag in "AB":
        acknowledged, _, why = folder.with_name(tag).read_text().partition(" ")
        expected = apply(expected, range(int(acknowledged)), tag)
        refused += [f"{tag} at {acknowledged}: {why}"] if why else []
    started = time.monotonic()
    reader.refresh()
    seconds = time.monotonic() - started
    fresh = open_store(folder)
    found, seen = state_of(fresh), state_of(reader)
    lost = sum(1 for name, value in expected.items() if found.get(name) != value or seen.get(name) != value)
    lost += sum(1 for name in found if name not in expected)
    reader.close()
    fresh.close()
    return len(expected), lost, seconds, refused


def _start_writer(folder: Path, tag: str, changes: int) -> int:
    child = os.fork()
    if child:
        return child
    acknowledged, why = 0, ""
    try:
        store = open_store(folder)
        for number in range(changes):
            store.save(changes_of(number, tag))
            acknowledged += 1
    except BaseException as error:
        why = repr(error)
    folder.with_name(tag).write_text(f"{acknowledged} {why}")
    os._exit(0)
