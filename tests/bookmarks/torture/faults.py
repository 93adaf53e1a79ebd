"""One system call of a writer made to fail: the change under way may be refused, nothing acknowledged may be lost."""

import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.bookmarks.torture.workload import apply, open_store, state_of

_CALLS = {"pwrite64": 120, "fsync": 60, "fdatasync": 60, "ftruncate": 25, "unlink": 25, "rename": 4}
"""Calls, and about how many of each a writer of 25 changes makes."""
_ERRORS = ("EIO", "ENOSPC")
_CHANGES = 25


@dataclass(slots=True)
class FaultReport:
    """What became of the changes."""

    faults: int = 0
    injected: int = 0
    """How many of the faults the writer met; the others were meant for a call it never came to."""
    acknowledged: int = 0
    lost: int = 0
    unreadable: int = 0
    where: list[str] = field(default_factory=list)


def fail_calls(folder: Path, faults: int, *, seed: int = 1) -> FaultReport:
    """Run a writer again and again, each time with one failing call, and count what is lost."""
    chance = random.Random(seed)
    report = FaultReport()
    ways = [(call, error) for call in _CALLS for error in _ERRORS]
    for number in range(faults):
        call, error = ways[number % len(ways)]
        _fail_one(folder / "store", call, error, chance.randint(1, _CALLS[call]), report)
    return report


def _fail_one(folder: Path, call: str, error: str, turn: int, report: FaultReport) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    trace = folder.with_name("trace")
    trace.parent.mkdir(parents=True, exist_ok=True)
    strace = ["strace", "-f", "-o", str(trace), "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={turn}"]
    writer = [sys.executable, "-m", "tests.bookmarks.torture.writer", str(folder), str(_CHANGES)]
    said = subprocess.run([*strace, *writer], capture_output=True, text=True, check=False).stdout
    words = said.replace("TRY", "\nTRY").replace("ACK", "\nACK").split()
    pairs = list(zip(words[::2], map(int, words[1::2]), strict=True))
    acknowledged = [number for word, number in pairs if word == "ACK"]
    expected = apply({}, acknowledged)
    under_way = apply(expected, [number for word, number in pairs if word == "TRY" and number not in acknowledged])
    report.faults += 1
    report.injected += "(INJECTED)" in trace.read_text()
    report.acknowledged += len(acknowledged)
    try:
        store = open_store(folder)
        found = state_of(store)
        store.close()
    except Exception as fault:
        report.unreadable += 1
        report.where.append(f"{call} {error} {turn}: {fault!r}")
        return
    if found not in (expected, under_way):
        report.lost += 1
        report.where.append(f"{call} {error} {turn}")
