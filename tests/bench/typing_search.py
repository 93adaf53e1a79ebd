"""Measure typing into the library's search: `python -m tests.bench.typing_search [--articles N] [--keep FOLDER] [--queries N]`.

A real pseudo-terminal, a collection of 10,000 articles, queries typed letter by
letter. For every key: how long until the next frame has come (the echo; its
bytes tell whether it is the line alone), and until the hits of what stands
there now are painted; by the clock, so say how busy the machine is. Beside it
the processor time of the screen and of the search process, until the echo,
until the hits and until the next key: another program that wants the machine
moves it far less.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from tests.bench.collection import make_articles
from tests.bench.search import percentile
from tests.bench.terminal import END_FRAME, Program, cpu_ms_of

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


@dataclass
class Key:
    """What one key cost, in milliseconds."""

    echo: float = 0.0
    """By the clock, until the first frame."""
    hits: float | None = None
    """By the clock, until the first frame with hits."""
    echo_cpu: float = 0.0
    """Of the screen until the first frame."""
    hits_cpu: float = 0.0
    """Of the screen until the first frame with hits."""
    screen_cpu: float = 0.0
    """Of the screen until the next key."""
    search_cpu: float = 0.0
    """Of the search process until the next key."""
    echo_bytes: int = 0
    """Of the first frame: those of one line, when nothing else was painted first."""
    frames: int = 0
    bytes: int = 0


def prepare(folder: Path, articles: int) -> Path:
    """Fill a collection, unless that has been done, and bring its index up to date; return the folder of the articles."""
    collection = folder / "articles"
    paths = Paths(folder / "data", folder / "cache", folder / "config", folder / "state")
    if not (folder / "ready").exists():
        make_articles(collection, articles)
        (folder / "ready").touch()
    library = Library.open(paths, Config(), collection)
    library.refresh()
    library.close()
    for name in ("data", "cache", "config", "state"):
        os.environ[f"BROADSHEET_{name.upper()}_DIR"] = str(folder / name)
    return collection


def search_process_of(screen: int) -> int:
    """Return the process id of the screen's search process."""
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == screen and b"reader.search.server" in (entry / "cmdline").read_bytes():
                return int(entry.name)
    raise RuntimeError("the screen has no search process")


def press(program: Program, key: str, searching: int) -> Key:
    """Type a key and watch until it is time for the next."""
    cpu, search, began = program.cpu_ms(), cpu_ms_of(searching), time.perf_counter()
    program.send(key.encode())
    made = Key()
    while (left := began + _BETWEEN_KEYS - time.perf_counter()) > 0:
        data, last = program.read_frame(left)
        after, spent = (last - began) * 1000, program.cpu_ms() - cpu
        made.bytes += len(data)
        made.frames += data.count(END_FRAME)
        if not made.echo and END_FRAME in data:
            made.echo, made.echo_cpu = after, spent
            made.echo_bytes = len(data.partition(END_FRAME)[0])
        if made.hits is None and _HIT in data:
            made.hits, made.hits_cpu = after, spent
    made.screen_cpu, made.search_cpu = program.cpu_ms() - cpu, cpu_ms_of(searching) - search
    return made


def print_table(keys: list[Key]) -> None:
    """Print what the keys cost."""
    found = [key for key in keys if key.hits is not None]
    print(
        f"{len(keys) - len(found)} keys without hits within {_BETWEEN_KEYS * 1000:.0f} ms: none matched, or the next key came first"
    )
    rows: list[tuple[str, list[float]]] = [
        ("echo, ms", [key.echo for key in keys]),
        ("hits painted, ms", [key.hits or 0 for key in found]),
        ("screen's CPU: echo", [key.echo_cpu for key in keys]),
        ("  until hits", [key.hits_cpu for key in found]),
        ("  until the next key", [key.screen_cpu for key in keys]),
        ("search process's CPU", [key.search_cpu for key in keys]),
        ("bytes of the echo", [float(key.echo_bytes) for key in keys]),
        ("frames a key", [float(key.frames) for key in keys]),
        ("bytes a key", [float(key.bytes) for key in keys]),
    ]
    for name, values in rows:
        print(f"{name:24} p50 {statistics.median(values):7.1f}   p95 {percentile(values, 0.95):7.1f}   of {len(values)}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--queries", type=int, default=len(QUERIES), help="how many queries are typed; fewer take less time")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="bench-typing-"))
    folder.mkdir(exist_ok=True)
    collection = prepare(folder, options.articles)
    keys: list[Key] = []
    with Program([sys.executable, "-m", "reader", "-C", str(collection)]) as program:
        program.read(quiet=3.0, limit=30)
        program.send(b"/")
        program.read(quiet=1.0, limit=5)
        searching = search_process_of(program.pid)
        for query in QUERIES[: options.queries]:
            keys += [press(program, key, searching) for key in query]
            program.send(b"\x15")  # Ctrl+U empties the line
            program.read(quiet=0.5, limit=2)
    print(f"{options.articles} articles, {len(keys)} keys, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print_table(keys)


if __name__ == "__main__":
    main()
