"""The index as it was at one moment: its segments, and what answers over them."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from reader.search.executor import Executor, Ranked
from reader.search.open_segment import OpenSegment
from reader.search.plan import Plan, Statistics
from reader.search.schema import kept_names
from reader.search.segment import Segment
from reader.search.state import POINTER, STATE_FILE, FileSeal, check_sizes, checking, read_state

if TYPE_CHECKING:
    from reader.search.stock import StockExecutor

STOCK = "stock"
Stop = Callable[[], bool]
Marks = tuple[tuple[Path, tuple[int, int, int]], ...]


class OpenIndex:
    """The index as it was at one moment."""

    def __init__(
        self,
        generation: Path | None = None,
        segments: tuple[OpenSegment, ...] = (),
        *,
        marks: Marks = (),
        seals: tuple[FileSeal, ...] = (),
    ) -> None:
        self._generation = generation
        self.marks = marks
        """Of the files that another program replaces, as they were."""
        self._checks = self._checked(seals)
        self.segments = segments
        self.statistics = Statistics([opened.segment for opened in segments])
        self.executor: Executor | StockExecutor = Executor(segments, self.statistics)

    @classmethod
    def of(cls, generation: Path, executor: str) -> "OpenIndex":
        """Open a generation.

        Raises:
            IndexBroken, OSError, ValueError: it is damaged.
        """
        marks = marks_of(generation)
        state = read_state(generation)
        check_sizes(generation, state)
        segments = (OpenSegment(Segment(generation, entry.name), entry.deleted) for entry in state.segments)
        opened = cls(generation, tuple(segments), marks=marks, seals=state.seals)
        if executor == STOCK:
            stock = import_module("reader.search.stock")
            opened.executor = stock.StockExecutor(generation, opened.segments, opened.statistics)
        return opened

    def is_current(self) -> bool:
        """Tell whether the disk still says what it said when this was opened; asked at every key."""
        try:
            return all(_mark_of(path) == mark for path, mark in self.marks)
        except OSError:
            return False

    def check_next_piece(self) -> bool:
        """Compare a piece of the files with their seals, each once; tell whether there is more.

        Raises:
            IndexBroken: a file is not as it was written.
        """
        return next(self._checks, None) is not None

    def _checked(self, seals: Iterable[FileSeal]) -> Iterator[int]:
        for seal in seals:
            assert self._generation
            yield from checking(self._generation, seal)

    def names_in(self, article: str) -> list[str]:
        """Return the most frequent names in an article."""
        for opened in self.segments:
            if (number := opened.number_of(article)) is not None:
                return [name for _, name in kept_names(opened.segment.values("entities")[number])]
        return []

    def stamps(self) -> dict[str, str]:
        """Return the stamps of all articles."""
        return {
            article: stamp
            for opened in self.segments
            for number, (article, stamp) in enumerate(zip(opened.segment.values("id"), opened.segment.values("stamp"), strict=True))
            if number not in opened.deleted
        }

    def id_of(self, ranked: Ranked) -> str:
        """Return the id of a ranked article."""
        return self.segments[ranked.segment].segment.values("id")[ranked.number]

    def count(self, plan: Plan, should_stop: Stop) -> int:
        """Return how many articles match."""
        return len(self.executor.matching(plan, should_stop))

    def newest(self, plan: Plan, limit: int, should_stop: Stop) -> tuple[int, list[Ranked]]:
        """Return how many articles match, and the newest of them; undated ones come last."""
        found = self.executor.matching(plan, should_stop)
        days = [opened.segment.values("date") for opened in self.segments]
        newest = heapq.nlargest(limit, found, key=lambda place: (days[place[0]][place[1]], -place[0], -place[1]))
        return len(found), [Ranked(0.0, segment, number) for segment, number in newest]


def marks_of(generation: Path) -> Marks:
    """Return what changes whenever the index does: its pointer and the state of the generation."""
    return tuple((path, _mark_of(path)) for path in (generation.parent / POINTER, generation / STATE_FILE))


def _mark_of(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_ino, status.st_size
