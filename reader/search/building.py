"""Building by helpers: one or two processes cut articles into words, or merge, while the search process goes on answering.

Each helper writes segments into a scratch folder and reports; the search
process moves finished segments into the index. What a killed helper leaves
behind is recognised by its lock, which died with it, and deleted.

    python -m reader.search.building FD      (started by `Helpers` alone)
"""

import contextlib
import itertools
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from reader.errors import SourceError
from reader.files import locked
from reader.paths import make_private
from reader.search.messages import ArticleSource, OpenSource
from reader.search.schema import IndexedArticle
from reader.search.state import LOCK_FILE, SCRATCH, SegmentEntry, delete_leftovers

FIRST_PART = 400
PART = 5_000
"""Articles of a segment; the first one is small, so that there is something to search soon."""
ENOUGH_FOR_TWO = 1_000
_REPORT_EVERY = 20


@dataclass(frozen=True, slots=True)
class Task:
    """What a helper is to do."""

    scratch: Path
    open_source: OpenSource
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeTask:
    """A helper is to make one segment of some."""

    scratch: Path
    generation: Path
    entries: tuple[SegmentEntry, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A helper has cut so many more articles."""

    count: int


@dataclass(frozen=True, slots=True)
class PartReady:
    """A helper has finished a segment in a folder."""

    folder: Path
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A helper has merged segments into one, in a folder."""

    folder: Path
    entries: tuple[SegmentEntry, ...]


Report = Done | PartReady | Merged


class Helpers:
    """Helpers at work for one index, and the connections they report on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._children: dict[Connection[Any, Any], subprocess.Popen[bytes]] = {}

    def build(self, open_source: OpenSource, articles: Sequence[str]) -> None:
        """Start one helper that indexes articles, or two when there is enough to do."""
        delete_leftovers(self._folder)
        count = 2 if len(articles) >= ENOUGH_FOR_TWO and (os.cpu_count() or 1) > 1 else 1
        for number in range(count):
            self._start(Task(self._scratch(number), open_source, tuple(articles[number::count])))

    def merge(self, generation: Path, entries: tuple[SegmentEntry, ...]) -> None:
        """Start a helper that merges segments."""
        delete_leftovers(self._folder)
        self._start(MergeTask(self._scratch(0), generation, entries))

    def _scratch(self, number: int) -> Path:
        return make_private(self._folder / f"{SCRATCH}{os.getpid()}-{number}")

    def _start(self, task: Task | MergeTask) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            child = subprocess.Popen(
                [sys.executable, "-m", "reader.search.building", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        connection: Connection[Any, Any] = Connection(ours.detach())
        self._children[connection] = child
        with contextlib.suppress(OSError):  # a helper that died at once is noticed when it is listened to
            connection.send(task)

    @property
    def connections(self) -> "list[Connection[Any, Any]]":
        """The connections of the helpers that are still at work."""
        return list(self._children)

    def report(self, connection: "Connection[Any, Any]") -> Report | None:
        """Receive a report; None when the helper has ended, whether done or dead."""
        try:
            report: Report = connection.recv()
        except (EOFError, OSError):
            connection.close()
            self._children.pop(connection).wait()
            return None
        return report

    def stop(self) -> None:
        """End all helpers at once."""
        for connection, child in self._children.items():
            child.kill()
            child.wait()
            connection.close()
        self._children = {}
        delete_leftovers(self._folder)


def main(descriptor: int) -> None:
    """Do one task and report."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)  # a person may be reading meanwhile
    connection: Connection[Any, Any] = Connection(descriptor)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):  # nobody wants it any more
        task: Task | MergeTask = connection.recv()
        with locked(task.scratch / LOCK_FILE):
            if isinstance(task, MergeTask):
                _merge(task, connection)
            else:
                _build(task, connection)


def _merge(task: MergeTask, connection: "Connection[Any, Any]") -> None:
    writer, merging = import_module("reader.search.writer"), import_module("reader.search.merging")
    part = make_private(task.scratch / "merged")
    with contextlib.suppress(merging.Stopped):
        writer.merge(task.generation, part, task.entries, connection.poll)  # it can be read when the other end has gone
        connection.send(Merged(part, task.entries))


def _build(task: Task, connection: "Connection[Any, Any]") -> None:
    writer = import_module("reader.search.writer")
    words = import_module("reader.search.words").Words()
    source = task.open_source()
    try:
        for number, part in enumerate(_parts(task.articles)):
            folder = make_private(task.scratch / str(number))
            writer.create_index(folder)
            writer.update_index(folder, _read(source, part, connection), (), words)
            connection.send(PartReady(folder, part))
    finally:
        source.close()


def _parts(articles: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield articles[:FIRST_PART]
    rest = iter(articles[FIRST_PART:])
    while part := tuple(itertools.islice(rest, PART)):
        yield part


def _read(source: ArticleSource, articles: tuple[str, ...], connection: "Connection[Any, Any]") -> Iterator[IndexedArticle]:
    for done, article in enumerate(articles, 1):
        with contextlib.suppress(SourceError):  # gone meanwhile: the next refresh knows
            yield source.indexed(article)
        if done % _REPORT_EVERY == 0 or done == len(articles):
            connection.send(Done(done % _REPORT_EVERY or _REPORT_EVERY))


if __name__ == "__main__":
    import_module("reader.search.building").main(int(sys.argv[1]))  # what is sent must not be of the module `__main__`
