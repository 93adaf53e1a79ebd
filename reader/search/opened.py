"""The index as it was at one moment: its segments, and what answers over them."""

import heapq
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from reader.search.executor import Executor, OpenSegment, Ranked
from reader.search.plan import Plan, Statistics
from reader.search.segment import Segment
from reader.search.state import STATE_FILE, FileSeal, check_seal, check_sizes, read_state

if TYPE_CHECKING:
    from reader.search.stock import StockExecutor

STOCK = "stock"
Stop = Callable[[], bool]


class OpenIndex:
    """The index as it was at one moment."""

    def __init__(
        self,
        generation: Path | None = None,
        segments: tuple[OpenSegment, ...] = (),
        *,
        mark: tuple[int, int] = (0, 0),
        seals: tuple[FileSeal, ...] = (),
    ) -> None:
        self._generation = generation
        self._mark = mark
        self._unchecked = list(seals)
        self.segments = segments
        self.statistics = Statistics([opened.segment for opened in segments])
        self.executor: Executor | StockExecutor = Executor(segments, self.statistics)

    @classmethod
    def of(cls, generation: Path, executor: str) -> "OpenIndex":
        """Open a generation.

        Raises:
            IndexBroken, OSError, ValueError: it is damaged.
        """
        mark = mark_of(generation)
        state = read_state(generation)
        check_sizes(generation, state)
        segments = (OpenSegment(Segment(generation, entry.name), entry.deleted) for entry in state.segments)
        opened = cls(generation, tuple(segments), mark=mark, seals=state.seals)
        if executor == STOCK:
            stock = import_module("reader.search.stock")
            opened.executor = stock.StockExecutor(generation, opened.segments, opened.statistics)
        return opened

    def is_current(self, generation: Path) -> bool:
        """Tell whether the disk still says what it said when this was opened."""
        return generation == self._generation and mark_of(generation) == self._mark

    def check_next_file(self) -> bool:
        """Compare one file with its seal, each once; tell whether there are more.

        Raises:
            IndexBroken: the file is not as it was written.
        """
        if self._unchecked and self._generation:
            check_seal(self._generation, self._unchecked.pop())
        return bool(self._unchecked)

    def names_in(self, article: str) -> list[str]:
        """Return the most frequent names in an article."""
        for opened in self.segments:
            if (number := opened.number_of(article)) is not None:
                return opened.segment.values("entities")[number].split("\n")
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


def mark_of(generation: Path) -> tuple[int, int]:
    """Return what changes with every state of a generation."""
    status = (generation / STATE_FILE).stat()
    return status.st_mtime_ns, status.st_ino
