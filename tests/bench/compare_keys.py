"""Measure what holding accounts together adds to a scroll key: `python -m tests.bench.compare_keys [--rounds N] [--panes N]`.

The program itself runs in a real pseudo-terminal with two to four long accounts. The
same rows are scrolled down and up, held together and let go in turn; what
counts is the ratio of the program's own CPU time for a key.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench.terminal import Program
from tests.compare.accounts import read_pairs

SIZE = (120, 36)
ROWS = 30
_SYNC = b"S"


def write_accounts(folder: Path, panes: int) -> list[str]:
    """Write long accounts, the accounts of all annotated events one after the other; return their files.

    The third and fourth are the first two without every fourth paragraph.
    """
    pairs = [pair for pair in read_pairs("dev") if "+" not in pair.name]
    left, right = (
        [block.span.of(one.text) for one in side for block in one.blocks] for side in zip(*((p.a, p.b) for p in pairs), strict=True)
    )
    shorter = ([paragraph for n, paragraph in enumerate(side) if n % 4] for side in (left, right))
    texts = dict(zip(("left", "right", "third", "fourth")[:panes], (left, right, *shorter), strict=False))
    for name, paragraphs in texts.items():
        (folder / f"{name}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    return [str(folder / f"{name}.txt") for name in texts]


def cost(program: Program, key: bytes) -> list[float]:
    """Return the CPU milliseconds of pressing a key again and again."""
    taken = []
    for _ in range(ROWS):
        before = program.cpu_ms()
        program.send(key)
        program.read(quiet=0.06)
        taken.append(program.cpu_ms() - before)
    return taken


def measure(rounds: int, folder: Path, panes: int) -> dict[bool, list[float]]:
    """Return the costs of all keys, held together and let go."""
    for kind in ("DATA", "CACHE", "CONFIG", "STATE"):
        os.environ[f"BROADSHEET_{kind}_DIR"] = str(folder / kind.lower())
    costs: dict[bool, list[float]] = {True: [], False: []}
    with Program([sys.executable, "-m", "reader", *write_accounts(folder, panes)], SIZE) as program:
        program.read(until=b"sync on")
        program.read(quiet=2.0)
        for number in range(2 * rounds):
            costs[number % 2 == 0] += cost(program, b"j") + cost(program, b"k")
            program.send(_SYNC)
            program.read(quiet=0.3)
    return costs


def main() -> None:
    """Print the cost of a key, held together and let go."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--panes", type=int, default=2, choices=(2, 3, 4))
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        costs = measure(options.rounds, Path(folder), options.panes)
    held, free = (costs[is_held] for is_held in (True, False))
    means, medians = ([find(x) for x in (held, free)] for find in (statistics.fmean, statistics.median))
    print(f"a scroll key, mean: {means[0]:.2f} ms held together, {means[1]:.2f} ms let go, {means[0] / means[1]:.3f}")
    print(f"median: {medians[0]:.2f} ms held together, {medians[1]:.2f} ms let go, {medians[0] / medians[1]:.3f}")


if __name__ == "__main__":
    main()
