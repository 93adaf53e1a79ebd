"""The search engine: one index in the cache, searched, kept up to date, rebuilt when it breaks.

The index is derived: whatever is wrong with it, it is thrown away and made
again from the articles. Not for several threads at once.
"""

import heapq
import itertools
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from reader.article import Article
from reader.errors import IndexBroken, SourceError, StoreLocked, UsageError
from reader.files import describe_os_error, locked
from reader.paths import make_private
from reader.search.excerpts import best_excerpts
from reader.search.executor import Executor, OpenSegment, Overtaken, Ranked
from reader.search.hits import Hit, SearchResult, UserState
from reader.search.marks import MatchFinder
from reader.search.plan import Plan, Statistics, make_plan
from reader.search.query import Query, parse
from reader.search.schema import IndexedArticle as IndexedArticle
from reader.search.segment import Segment
from reader.search.state import (
    LOCK_FILE,
    STATE_FILE,
    check_sizes,
    current_generation,
    new_generation,
    read_state,
    use_generation,
)
from reader.search.words import Words
from reader.text import Span

if TYPE_CHECKING:
    from reader.search.stock import StockExecutor

STOCK = "stock"
Stop = Callable[[], bool]
OnProgress = Callable[[int], None]
"""Called with the number of articles indexed so far."""
_BROKEN = (OSError, ValueError, KeyError, IndexError, TypeError)
"""What reading a damaged file may raise."""


def never() -> bool:
    """Say that nobody asks to stop."""
    return False


class SearchEngine:
    """The index of one collection."""

    def __init__(self, folder: Path, read_article: Callable[[str], Article], *, executor: str = "fast") -> None:
        """Open the index in a folder of the cache, or make an empty one there.

        Args:
            folder: where the index is kept; only in the cache.
            read_article: returns an article by id, for excerpts.
            executor: `fast`, or `stock` for Whoosh's own.

        Raises:
            IndexBroken: no index can be made there.
        """
        self._folder = folder
        self._read_article = read_article
        self._executor_name = executor
        self._words = Words()
        self._opened: _Opened | None = None

    # --- what it holds ---------------------------------------------------

    def stamps(self) -> Mapping[str, str]:
        """Return the stamp of every article in the index, by id; empty when there is no index that can be trusted."""
        opened = self._open()
        return {} if opened is None else opened.stamps()

    def update(
        self,
        changed: Iterable[IndexedArticle],
        removed: Collection[str],
        *,
        on_progress: OnProgress | None = None,
        should_stop: Stop | None = None,
    ) -> None:
        """Take articles in, or in again, and others out; what is stopped half-way keeps what it has.

        Raises:
            IndexBroken: the index cannot be written; `rebuild` makes a new one.
            StoreLocked: another program is writing it.
        """
        with self._guarded("written"), locked(make_private(self._folder) / LOCK_FILE):
            generation = self._generation_to_write()
            _writer().update_index(
                generation,
                changed,
                removed,
                self._words,
                on_article=_counting(on_progress),
                should_stop=should_stop or never,
            )

    def rebuild(
        self,
        articles: Iterable[IndexedArticle],
        *,
        on_progress: OnProgress | None = None,
        should_stop: Stop | None = None,
    ) -> None:
        """Build a new index beside the old one and put it in its place; stopped, the old one stays.

        Raises:
            IndexBroken: no index can be written there.
            StoreLocked: another program is writing it.
        """
        stopped = should_stop or never
        with self._guarded("written"), locked(make_private(self._folder) / LOCK_FILE):
            generation = new_generation(self._folder)
            _writer().create_index(generation)
            _writer().update_index(generation, articles, (), self._words, on_article=_counting(on_progress), should_stop=stopped)
            if not stopped():
                use_generation(self._folder, generation)

    def adopt(self, part: Path, articles: Collection[str]) -> None:
        """Take in the segments that a helper built of these articles.

        Raises:
            IndexBroken: the index cannot be written.
            StoreLocked: another program is writing it.
        """
        with self._guarded("written"), locked(make_private(self._folder) / LOCK_FILE):
            _writer().adopt(self._generation_to_write(), part, articles)

    def close(self) -> None:
        """Let go of the files; safe to call twice."""
        self._opened = None

    # --- asking it -------------------------------------------------------

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        by_date: bool = False,
        state: UserState,
        today: date,
        should_stop: Stop | None = None,
        is_typing: bool = False,
    ) -> SearchResult:
        """Answer a query.

        Args:
            query: as typed.
            limit: how many hits are wanted.
            by_date: newest first, instead of best first.
            state: what the user made of the collection.
            today: what relative dates count from.
            should_stop: asked often; when it says so, the search is dropped.
            is_typing: the query is still being typed: its last word may be unfinished.

        Raises:
            QueryError: the query cannot be read; it knows the place of the fault.
            IndexBroken: the index cannot answer and was thrown away; feed it all articles again.
            Overtaken: `should_stop` said so.
        """
        started = time.perf_counter()
        asked = parse(query, today, is_typing=is_typing)
        stop = should_stop or never
        ranking = self._ranked(asked, limit, by_date=by_date or asked.by_date, state=state, should_stop=stop)
        finder = MatchFinder(asked.root, self._words)
        hits = (self._hit(article, score, finder, stop) for article, score in ranking.articles)
        took_ms = (time.perf_counter() - started) * 1000
        return SearchResult(
            query, str(asked), ranking.total, tuple(hit for hit in hits if hit), took_ms, "; ".join(ranking.notices)
        )

    def rank(
        self, query: str, *, limit: int = 20, state: UserState, today: date, is_typing: bool = False
    ) -> tuple[tuple[str, float], ...]:
        """Return the ids and scores of the best articles, without reading them.

        Raises:
            QueryError, IndexBroken: as `search`.
        """
        asked = parse(query, today, is_typing=is_typing)
        return self._ranked(asked, limit, by_date=asked.by_date, state=state, should_stop=never).articles

    def _ranked(self, asked: Query, limit: int, *, by_date: bool, state: UserState, should_stop: Stop) -> "_Ranking":
        with self._guarded("searched"):
            opened = self._open() or _Opened(None, ())
            plan, notices = make_plan(asked.root, opened.statistics, self._words, state)
            if by_date:
                total, ranked = opened.newest(plan, limit, should_stop)
            else:
                total, ranked = opened.executor.search(plan, limit, should_stop)
            return _Ranking(total, tuple((opened.id_of(place), place.score) for place in ranked), notices)

    def matches(self, query: str, article: Article, *, today: date | None = None) -> tuple[Span, ...]:
        """Return every place of an article that a query marks, phrases as phrases, in order.

        Raises:
            QueryError: the query cannot be read.
        """
        return MatchFinder(parse(query, today or date.min, is_typing=True).root, self._words).find(article)

    def similar(self, article_id: str, limit: int = 10) -> tuple[str, ...]:
        """Return the ids of the articles most like one, by its key terms and entities, most alike first."""
        raise NotImplementedError

    def _hit(self, article_id: str, score: float, finder: MatchFinder, stop: Stop) -> Hit | None:
        """Return a hit with its excerpts, or None when the article has gone since it was indexed."""
        if stop():
            raise Overtaken
        try:
            article = self._read_article(article_id)
        except SourceError:
            return None
        matches = finder.find(article)
        return Hit(article_id, score, best_excerpts(article, matches), len(matches))

    # --- opening and breaking ---------------------------------------------

    def _open(self) -> "_Opened | None":
        """Return the state of the index as it is on the disk now; None when there is none that can be trusted."""
        try:
            generation = current_generation(self._folder)
            if self._opened is None or not self._opened.is_current(generation):
                self._opened = _Opened.of(generation, self._executor_name)
        except IndexBroken:
            self._opened = None
        except _BROKEN:
            self._opened = None
        return self._opened

    def _generation_to_write(self) -> Path:
        try:
            generation = current_generation(self._folder)
            check_sizes(generation, read_state(generation))
        except IndexBroken:
            generation = self._start_again()
        return generation

    def _start_again(self) -> Path:
        generation = new_generation(self._folder)
        _writer().create_index(generation)
        use_generation(self._folder, generation)
        return generation

    @contextmanager
    def _guarded(self, what: str) -> Iterator[None]:
        """Turn whatever a damaged index raises into a fresh, empty index and an `IndexBroken`."""
        try:
            yield
        except (UsageError, SourceError, StoreLocked, Overtaken, MemoryError):
            raise
        except Exception as error:  # a damaged index raises anything at all: eight kinds were counted
            self._opened = None
            self._throw_away(error)
            raise IndexBroken(f"the index could not be {what} and is built again ({type(error).__name__}: {error})") from error

    def _throw_away(self, cause: Exception) -> None:
        try:
            with locked(make_private(self._folder) / LOCK_FILE):
                self._start_again()
        except OSError as error:
            raise IndexBroken(f"no index can be kept in {self._folder}: {describe_os_error(error)}") from cause


def _writer() -> ModuleType:
    """Load what writes only when something is written: it brings Whoosh with it."""
    return import_module("reader.search.writer")


def _counting(on_progress: OnProgress | None) -> Callable[[], None]:
    done = itertools.count(1)
    return lambda: on_progress(next(done)) if on_progress else None


@dataclass(frozen=True, slots=True)
class _Ranking:
    total: int
    articles: tuple[tuple[str, float], ...]
    notices: tuple[str, ...]


class _Opened:
    """The index as it was at one moment."""

    def __init__(self, generation: Path | None, segments: tuple[OpenSegment, ...], mark: tuple[int, int] = (0, 0)) -> None:
        self._generation = generation
        self._mark = mark
        self.segments = segments
        self.statistics = Statistics([opened.segment for opened in segments])
        self.executor: Executor | StockExecutor = Executor(segments, self.statistics)

    @classmethod
    def of(cls, generation: Path, executor: str) -> "_Opened":
        """Open a generation.

        Raises:
            IndexBroken, OSError, ValueError: it is damaged.
        """
        mark = _mark_of(generation)
        state = read_state(generation)
        check_sizes(generation, state)
        segments = (OpenSegment(Segment(generation, entry.name), entry.deleted) for entry in state.segments)
        opened = cls(generation, tuple(segments), mark)
        if executor == STOCK:
            stock = import_module("reader.search.stock")
            opened.executor = stock.StockExecutor(generation, opened.segments, opened.statistics)
        return opened

    def is_current(self, generation: Path) -> bool:
        """Tell whether the disk still says what it said when this was opened."""
        return generation == self._generation and _mark_of(generation) == self._mark

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

    def newest(self, plan: Plan, limit: int, should_stop: Stop) -> tuple[int, list[Ranked]]:
        """Return how many articles match, and the newest of them; undated ones come last."""
        found = self.executor.matching(plan, should_stop)
        days = [opened.segment.values("date") for opened in self.segments]
        newest = heapq.nlargest(limit, found, key=lambda place: (days[place[0]][place[1]], -place[0], -place[1]))
        return len(found), [Ranked(0.0, segment, number) for segment, number in newest]


def _mark_of(generation: Path) -> tuple[int, int]:
    status = (generation / STATE_FILE).stat()
    return status.st_mtime_ns, status.st_ino
