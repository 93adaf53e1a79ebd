"""A writing program killed at random moments, again and again, over one folder.

The child opens the store, says `TRY n` before change n and `ACK n` behind it;
the parent kills it with SIGKILL and then opens the store itself. What was
acknowledged must be there; what was under way may be there, whole or not at all.
"""

import os
import random
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.bookmarks.torture.workload import State, apply, changes_of, open_store, state_of


@dataclass(slots=True)
class KillReport:
    """What became of the changes."""

    kills: int = 0
    in_mid_change: int = 0
    acknowledged: int = 0
    lost: int = 0
    unreadable: int = 0
    notices: list[str] = field(default_factory=list)
    """What had to be said of the store: killing is no damage."""


def kill_again_and_again(folder: Path, kills: int, *, seed: int = 1, longest_ms: float = 40.0) -> KillReport:
    """Kill a writer over and over and count what is lost."""
    chance = random.Random(seed)
    report = KillReport()
    state: State = {}
    first = 0
    for kill in range(kills):
        tried, acknowledged = _run_and_kill(folder, first, kill // 10, chance, longest_ms)
        report.kills += 1
        report.acknowledged += len(acknowledged)
        under_way = [number for number in tried if number not in acknowledged]
        report.in_mid_change += bool(under_way)
        first = max(tried, default=first - 1) + 1
        expected = apply(state, sorted(acknowledged))
        state = _check(folder, kill // 10, (expected, apply(expected, under_way)), report)
    return report


def _check(folder: Path, day: int, allowed: tuple[State, State], report: KillReport) -> State:
    try:
        store = open_store(folder, day)
    except Exception:
        report.unreadable += 1
        return allowed[0]
    found = state_of(store)
    report.notices += store.notices
    store.close()
    if found not in allowed:
        report.lost += sum(1 for name, value in allowed[0].items() if found.get(name) not in (value, allowed[1].get(name))) or 1
    return found


def _run_and_kill(folder: Path, first: int, day: int, chance: random.Random, longest_ms: float) -> tuple[list[int], set[int]]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _write_for_ever(folder, first, day, writing)
    os.close(writing)
    said = b""
    if chance.random() < 0.9:  # else at any moment, opening included
        said = os.read(reading, 65536)
    time.sleep(chance.random() * longest_ms / 1000)
    os.kill(child, signal.SIGKILL)
    while more := os.read(reading, 65536):
        said += more
    os.close(reading)
    os.waitpid(child, 0)
    words = [line.split() for line in said.decode().splitlines() if len(line.split()) == 2]
    tried = [int(number) for word, number in words if word == "TRY"]
    return tried, {int(number) for word, number in words if word == "ACK"}


def _write_for_ever(folder: Path, number: int, day: int, said: int) -> None:
    try:
        store = open_store(folder, day)
        while True:
            os.write(said, b"TRY %d\n" % number)
            store.save(changes_of(number))
            os.write(said, b"ACK %d\n" % number)
            number += 1
    finally:
        os._exit(1)
