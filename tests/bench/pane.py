"""Measure the pane: `python tests/bench/pane.py [--rounds N] [--quick]`.

Every program runs in a real pseudo-terminal, in a random order in every round;
what counts is the ratio to Textual's Static in the same run. CPU is the
program's own, wall time is from the key to the last byte.
"""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.pane_app import READY, prose
from tests.bench.terminal import BEGIN_FRAME, Program

_APP = str(Path(__file__).with_name("pane_app.py"))
_LONG = 100_000
_COLLECTION = 300
_STATUS = "¶".encode()
_NOTHING = "key for nothing"
_AGAIN = b"\x1b[20~"
"""F9: open the article anew."""
_SYNC = b"S"
"""Lets the panes go, so that one of them scrolls as in the other programs."""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to do again and again in one program."""

    name: str
    kind: str
    words: int
    panes: int
    size: tuple[int, int]
    key: bytes
    presses: int
    before: bytes = b""
    """A key to press once before."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What one press took."""

    cpu_ms: float
    wall_ms: float
    size: int
    frames: int


def press(program: Program, key: bytes, limit: float = 20.0) -> Taken:
    """Press a key and wait until all is quiet."""
    cpu, began = program.cpu_ms(), time.perf_counter()
    program.send(key)
    data, last = program.read(limit=limit)
    return Taken(program.cpu_ms() - cpu, (last - began) * 1000, len(data), max(1, data.count(BEGIN_FRAME)))


def turn(program: Program, size: tuple[int, int]) -> Taken:
    """Change the size of the terminal and wait until all is quiet."""
    cpu, began = program.cpu_ms(), time.perf_counter()
    program.resize(*size)
    data, last = program.read(limit=20, quiet=0.3)
    return Taken(program.cpu_ms() - cpu, (last - began) * 1000, len(data), max(1, data.count(BEGIN_FRAME)))


def run(case: Case, article: Path) -> list[Taken]:
    """Start the program of a case and do the thing."""
    if case.kind == "less":
        argv = ["less", str(article)]
    else:
        argv = [sys.executable, _APP, case.kind, str(case.words), str(case.panes), str(article.parent)]
    with Program(argv, case.size) as program:
        program.read(until=_STATUS if case.kind in ("idle", "searching") else READY.encode(), quiet=0.6)
        program.read(quiet=0.6, limit=1.0)
        if case.before:
            press(program, case.before)
        if not case.key:
            sizes = [(case.size[0] - 10 * (turns % 2), case.size[1]) for turns in range(1, case.presses + 3)]
            return [turn(program, size) for size in sizes][2:]
        limit = 0.3 if case.name == _NOTHING else 20.0
        return [press(program, case.key, limit) for _ in range(case.presses + 2)][2:]


def cases(*, is_quick: bool) -> list[Case]:
    """All that is measured."""
    few, many = (4, 8) if is_quick else (6, 16)
    one, wide = (120, 40), (240, 60)
    made = [
        Case("line", kind, words, 1, one, b"j", many)
        for kind, words in (("static", 1200), ("reader", 1200), ("direct", 1200), ("less", 1200))
    ]
    made += [Case("line, four panes", "static", 10_000, 4, wide, b"j", many)]
    made += [Case("line, four panes", kind, 10_000, 4, wide, b"j", many, _SYNC) for kind in ("reader", "direct")]
    made += [Case("line, 500 notes", kind, 10_000, 1, one, b"j", many) for kind in ("plain", "notes")]
    made += [Case("line, searching", kind, 0, 1, (120, 15), b"j", 8) for kind in ("idle", "searching")]
    made += [Case(_NOTHING, kind, 1200, 1, one, b"k", many) for kind in ("static", "direct")]
    made += [Case("page", kind, 10_000, 1, one, b" ", few) for kind in ("default", "reader", "direct")]
    made += [Case("open 100k", kind, _LONG, 1, one, _AGAIN, few) for kind in ("static", "reader")]
    made += [Case("hit 100k", kind, _LONG, 1, one, b"n", few) for kind in ("static", "reader")]
    made += [Case("hit 1.2k", "reader", 1200, 1, one, b"n", few)]
    made += [Case("resize 100k", kind, _LONG, 1, one, b"", few) for kind in ("static", "reader")]
    return made


def memory() -> dict[str, float]:
    """Return the memory of four open articles of 100,000 words and of the same app before, in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, _APP, "fill", str(_LONG), folder], check=True)
        with Program([sys.executable, _APP, "memory", str(_LONG), folder], (240, 60)) as program:
            program.read(until=_STATUS, quiet=2.0)
            program.read(quiet=2.0, limit=4.0)
            before = program.memory_mib()
            program.send(_AGAIN)
            program.read(quiet=3.0)
            for _ in range(4):
                program.send(b"\t   ")
                program.read(quiet=0.5)
            return {"empty": before, "reader": program.memory_mib()}


def main() -> None:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    todo = [case for case in cases(is_quick=options.quick) if options.only in case.name]
    taken: dict[tuple[str, str], list[Taken]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder, "article.txt")
        article.write_text(prose(1200))
        if any(case.kind == "searching" for case in todo):
            subprocess.run([sys.executable, _APP, "collect", str(_COLLECTION), folder], check=True)
        for _ in range(options.rounds):
            for case in random.sample(todo, len(todo)):
                taken[case.name, case.kind] += run(case, article)
    report(taken)
    if not options.only:
        used = memory()
        print(
            f"four articles of {_LONG:,} words: {used['reader'] - used['empty']:.1f} MiB over the empty app ({used['empty']:.1f})"
        )


def report(taken: dict[tuple[str, str], list[Taken]]) -> None:
    """Print medians, and ratios to the way it is done usually."""
    print(f"{'what':18} {'program':10} {'CPU ms':>8} {'wall p50':>9} {'bytes':>8} {'frames':>6}  {'CPU x':>7} {'wall x':>7}")
    for (name, kind), each in taken.items():
        base = next((taken[name, usual] for usual in ("static", "default", "plain", "idle") if (name, usual) in taken), each)
        cpu, wall = (statistics.median(getattr(t, field) for t in each) for field in ("cpu_ms", "wall_ms"))
        base_cpu, base_wall = (statistics.median(getattr(t, field) for t in base) for field in ("cpu_ms", "wall_ms"))
        size, frames = (statistics.median(getattr(t, field) for t in each) for field in ("size", "frames"))
        ratios = f"{cpu / (base_cpu or 1):7.4f} {wall / (base_wall or 1):7.3f}"
        print(f"{name:18} {kind:10} {cpu:8.2f} {wall:9.1f} {size:8.0f} {frames:6.0f}  {ratios}")


if __name__ == "__main__":
    main()
