"""Measure starting and quitting: `python -m tests.bench.start [--articles N] [--rounds N]`.

The reader opens one article of a large collection in a real pseudo-terminal;
beside it, in a random order in every round, a bare Textual app says hello.
What counts is the ratio of the two in the same run.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from tests.bench.collection import make_articles
from tests.bench.terminal import Program

_HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Static("KEYSTONE hello world")
Hello().run()
"""


def measure(argv: Sequence[str], ready: bytes, quit_key: bytes) -> dict[str, float]:
    """Start a program, wait for some words, quit it; return what that took in milliseconds."""
    began = time.perf_counter()
    with Program(argv) as program:
        _, seen = program.read(until=ready)
        cpu = program.cpu_ms()
        program.read(until=b"\0", limit=1.0)
        asked = time.perf_counter()
        program.send(quit_key)
        os.waitpid(program.pid, 0)
        left = time.perf_counter()
    return {"ready": (seen - began) * 1000, "ready CPU": cpu, "quit": (left - asked) * 1000}


def prepare(folder: Path, articles: int) -> str:
    """Fill a collection, keep one article open in its session; return words of it."""
    make_articles(folder / "articles", articles)
    paths = Paths(folder / "data", folder / "cache", folder / "config", folder / "state")
    library = Library.open(paths, Config(), folder / "articles")
    library.refresh_catalogue()
    library.close()
    for name in ("data", "cache", "config", "state"):
        os.environ[f"BROADSHEET_{name.upper()}_DIR"] = str(folder / name)
    return "Account number 17"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    taken: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:  # a search process may still be leaving
        folder = Path(scratch)
        words = prepare(folder, options.articles)
        hello = folder / "hello.py"
        hello.write_text(_HELLO)
        ours = [sys.executable, "-m", "reader", "-C", str(folder / "articles"), "000017.txt"]
        programs = {"hello": ([sys.executable, str(hello)], b"KEYSTONE", b"q"), "broadsheet": (ours, words.encode(), b"Q")}
        for round_ in range(options.rounds + 1):
            for name in random.sample(list(programs), len(programs)):
                figures = measure(*programs[name])
                for what, value in figures.items() if round_ else ():  # the first round compiles and warms up
                    taken[name][what].append(value)
    print(f"{'':12} {'hello ms':>10} {'broadsheet ms':>14} {'ratio':>7}   {options.articles} articles, {options.rounds} rounds")
    for what in ("ready", "ready CPU", "quit"):
        one, two = (statistics.median(taken[name][what]) for name in ("hello", "broadsheet"))
        print(f"{what:12} {one:10.0f} {two:14.0f} {two / one:7.2f}")


if __name__ == "__main__":
    main()
