"""Measure typing into the library's search: `python -m tests.bench.typing_search [--articles N] [--keep FOLDER]`.

A real pseudo-terminal, a collection of 10,000 articles, queries typed letter by
letter. For every key: how long until the terminal is painted again (the echo),
and until the hits of what stands there now are painted; by the clock, so say
how busy the machine is. Beside it the processor time of the screen alone.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from tests.bench.collection import make_articles
from tests.bench.search import percentile
from tests.bench.terminal import Program

QUERIES = (
    "tokayev partner",
    "kazakhstan sanctions",
    '"trading partner',
    "russia OR china",
    "minister trade deal",
    "oil pipeline -gas",
)
_HIT = b"Account number"  # what the titles of the collection begin with
_BETWEEN_KEYS = 0.25
_FRAME_END = b"\x1b[?2026l"


def prepare(folder: Path, articles: int) -> Path:
    """Fill a collection and its index, unless that has been done; return the folder of the articles."""
    collection = folder / "articles"
    paths = Paths(folder / "data", folder / "cache", folder / "config", folder / "state")
    if not (folder / "ready").exists():
        make_articles(collection, articles)
        library = Library.open(paths, Config(), collection)
        library.refresh()
        library.close()
        (folder / "ready").touch()
    for name in ("data", "cache", "config", "state"):
        os.environ[f"BROADSHEET_{name.upper()}_DIR"] = str(folder / name)
    return collection


def press(program: Program, key: str) -> tuple[float, float | None, float]:
    """Type a key; return milliseconds to the first frame and to the first one with hits, and the screen's CPU."""
    cpu, began = program.cpu_ms(), time.perf_counter()
    program.send(key.encode())
    echo, answer = 0.0, None
    while (left := began + _BETWEEN_KEYS - time.perf_counter()) > 0:
        data, last = program.read(until=_FRAME_END, limit=left)
        if not data:
            break
        after = (last - began) * 1000
        echo = echo or after
        if answer is None and _HIT in data:
            answer = after
    return echo, answer, program.cpu_ms() - cpu


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="bench-typing-"))
    folder.mkdir(exist_ok=True)
    collection = prepare(folder, options.articles)
    echoes, answers, cpu, keys = [], [], [], 0
    with Program([sys.executable, "-m", "reader", "-C", str(collection)]) as program:
        program.read(quiet=3.0, limit=30)
        program.send(b"/")
        program.read(quiet=1.0, limit=5)
        for query in QUERIES:
            for key in query:
                echo, answer, spent = press(program, key)
                keys += 1
                echoes.append(echo)
                cpu.append(spent)
                if answer is not None:
                    answers.append(answer)
            program.send(b"\x15")  # Ctrl+U empties the line
            program.read(quiet=0.5, limit=2)
    print(f"{options.articles} articles, {keys} keys, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{keys - len(answers)} keys without hits within {_BETWEEN_KEYS * 1000:.0f} ms: none matched, or the next key came first")
    for name, values in (("echo, ms", echoes), ("hits painted, ms", answers), ("screen's CPU a key, ms", cpu)):
        print(f"{name:24} p50 {statistics.median(values):6.1f}   p95 {percentile(values, 0.95):6.1f}   of {len(values)}")


if __name__ == "__main__":
    main()
