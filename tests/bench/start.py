"""Measure starting and quitting: `python -m tests.bench.start [--articles N] [--rounds N]`.

The reader opens one article of a large collection in a real pseudo-terminal,
and the list of all, with the frame that it kept at its last end and without any; beside it, in a
random order in every round, a bare Textual app says hello. What counts is the
ratio in the same run. *answered* is when the answer to a key is on the screen
that was typed in the first moment.
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
from dataclasses import dataclass
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
    BINDINGS = [("q", "quit", "Quit"), ("k", "answer", "Answer")]
    def compose(self):
        yield Static("KEYSTONE hello world")
    def action_answer(self):
        self.query_one(Static).update("answered")
Hello().run()
"""


@dataclass(frozen=True, slots=True)
class Start:
    """A program to start, and what to look for."""

    argv: Sequence[str]
    ready: bytes
    quit_key: bytes
    first_key: bytes = b""
    answer: bytes = b""
    """What only the answer to the first key writes."""


def measure(start: Start) -> dict[str, float]:
    """Start a program, wait for its words, quit it; return what that took in milliseconds."""
    began = time.perf_counter()
    with Program(start.argv) as program:
        program.send(start.first_key)
        data, seen = program.read(until=start.ready)
        cpu = program.cpu_ms()
        answered = seen if not start.answer or start.answer in data else program.read(until=start.answer)[1]
        program.read(until=b"\0", limit=1.0)
        asked = time.perf_counter()
        program.send(start.quit_key)
        os.waitpid(program.pid, 0)
        left = time.perf_counter()
    taken = {"ready": (seen - began) * 1000, "ready CPU": cpu, "quit": (left - asked) * 1000}
    return {**taken, **({"answered": (answered - began) * 1000} if start.answer else {})}


def prepare(folder: Path, articles: int) -> str:
    """Fill a collection, keep one article open in its session; return words of it."""
    make_articles(folder / "articles", articles)
    paths = Paths(folder / "data", folder / "cache", folder / "config", folder / "state")
    library = Library.open(paths, Config(), folder / "articles")
    library.refresh_catalogue()
    library.close()
    (folder / "config").mkdir(exist_ok=True)
    (folder / "without.toml").write_text("[ui]\nfirst_frame = false\n")
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
        cold = ["env", f"BROADSHEET_STATE_DIR={folder / 'without'}", *ours, "--config", str(folder / "without.toml")]
        listed = ["env", f"BROADSHEET_STATE_DIR={folder / 'list'}", *ours[:-1]]
        cold_list = [*cold[:1], f"BROADSHEET_STATE_DIR={folder / 'cold-list'}", *ours[:-1], *cold[-2:]]
        count = f"{options.articles:,} articles".encode()
        programs = {
            "hello": Start([sys.executable, str(hello)], b"KEYSTONE", b"q", b"k", b"answered"),
            "with frame": Start(ours, words.encode(), b"Q", b"Zx", b"no key here"),
            "without": Start(cold, words.encode(), b"Q", b"Zx", b"no key here"),
            "list": Start(listed, count, b"Q", b"Zx", b"no key here"),
            "list without": Start(cold_list, count, b"Q", b"Zx", b"no key here"),
        }
        for round_ in range(options.rounds + 1):
            for name in random.sample(list(programs), len(programs)):
                figures = measure(programs[name])
                for what, value in figures.items() if round_ else ():  # the first round compiles, warms up and keeps a frame
                    taken[name][what].append(value)
    names = list(programs)
    print(f"{options.articles} articles, {options.rounds} rounds; medians in ms, ratios to hello")
    print(f"{'':12}" + "".join(f"{name:>13}" for name in names) + "".join(f"{name:>13} x" for name in names[1:]))
    for what in ("ready", "ready CPU", "answered", "quit"):
        medians = {name: statistics.median(taken[name][what]) for name in names}
        ratios = "".join(f"{medians[name] / medians['hello']:15.2f}" for name in names if name != "hello")
        print(f"{what:12}" + "".join(f"{medians[name]:13.0f}" for name in names) + ratios)


if __name__ == "__main__":
    main()
