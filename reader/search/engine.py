"""The search engine: one index in the cache, searched, kept up to date, rebuilt when it breaks.

The index is derived: whatever is wrong with it, it is thrown away and made
again from the articles. Not for several threads at once.
"""

import itertools
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType

from reader.article import Article
from reader.errors import IndexBroken, SourceError, StoreError, StoreLocked, UsageError
from reader.files import describe_os_error, locked
from reader.paths import make_private
from reader.search.distribution import fault_of_installation
from reader.search.excerpts import MOST_EXCERPTS, best_excerpts
from reader.search.facets import Facets, count_facets
from reader.search.hits import Excerpt, Hit, SearchResult, UserState
from reader.search.marks import MatchFinder
from reader.search.opened import OpenIndex, Stop, mark_of
from reader.search.plan import All, OneOf, Overtaken, make_plan, watched
from reader.search.query import Node, Query, parse
from reader.search.schema import IndexedArticle as IndexedArticle
from reader.search.similar import plan_own_words, plan_similar
from reader.search.state import LOCK_FILE, check_sizes, current_generation, new_generation, read_state, use_generation
from reader.search.suggest import Advice, advise
from reader.search.words import Words
from reader.text import Span

OnProgress = Callable[[int], None]
"""Called with the number of articles indexed so far."""
_WRITTEN = "written"
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
        self._opened: OpenIndex | None = None
        self._is_installation_known = False
        self._is_writing = False

    # --- what it holds ---------------------------------------------------

    def stamps(self) -> Mapping[str, str]:
        """Return the stamp of every article in the index, by id; empty when there is no index that can be trusted."""
        try:
            with self._guarded("read"):
                opened = self._open()
                return opened.stamps() if opened else {}
        except IndexBroken:
            return {}

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
            StoreError: the disk is full or refuses, or Whoosh is not installed as it should be; the index stays as it is.
        """
        with self._writing():
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
        with self._writing():
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
        with self._writing():
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
        with_facets: bool = False,
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
            with_facets: also count sources, years, names and tags over all articles that match.

        Raises:
            QueryError: the query cannot be read; it knows the place of the fault.
            IndexBroken: the index cannot answer and was thrown away; feed it all articles again.
            Overtaken: `should_stop` said so.
        """
        started = time.perf_counter()
        asked = parse(query, today, is_typing=is_typing)
        question = _Question(asked, limit, by_date or asked.by_date, state, should_stop or never)
        with self._guarded("searched"):
            opened = self._trusted()
            ranking = self._rank(opened, question)
            advice = Advice() if ranking.total else self._advise(opened, question)
            facets = self._facets(opened, question) if with_facets else ()
        finder = MatchFinder(asked.root, self._words)
        hits = (self._hit(article, score, finder, question.should_stop) for article, score in ranking.articles)
        return SearchResult(
            query=query,
            parsed=str(asked),
            total=ranking.total,
            hits=tuple(hit for hit in hits if hit),
            took_ms=(time.perf_counter() - started) * 1000,
            notice="; ".join(filter(None, (*ranking.notices, advice.notice))),
            suggestions=advice.queries,
            facets=facets,
        )

    def rank(
        self, query: str, *, limit: int = 20, state: UserState, today: date, is_typing: bool = False
    ) -> tuple[tuple[str, float], ...]:
        """Return the ids and scores of the best articles, without reading them.

        Raises:
            QueryError, IndexBroken: as `search`.
        """
        asked = parse(query, today, is_typing=is_typing)
        with self._guarded("searched"):
            question = _Question(asked, limit, asked.by_date, state, never)
            return self._rank(self._trusted(), question).articles

    def passages(self, query: str, *, limit: int = 50, state: UserState, today: date) -> tuple[tuple[str, Excerpt], ...]:
        """Return the best passages over the whole collection, each with the id of its article; the best article first.

        Raises:
            QueryError, IndexBroken: as `search`.
        """
        finder = MatchFinder(parse(query, today).root, self._words)
        found: list[tuple[str, Excerpt]] = []
        for article, score in self.rank(query, limit=limit, state=state, today=today):
            if hit := self._hit(article, score, finder, never, most_excerpts=limit):
                found += [(article, excerpt) for excerpt in hit.excerpts if excerpt.matches]
            if len(found) >= limit:
                break
        return tuple(found[:limit])

    def _rank(self, opened: OpenIndex, question: "_Question") -> "_Ranking":
        plan, notices = make_plan(question.asked.root, opened.statistics, self._words, question.state, question.should_stop)
        if question.by_date:
            total, ranked = opened.newest(plan, question.limit, question.should_stop)
        else:
            total, ranked = opened.executor.search(plan, question.limit, question.should_stop)
        return _Ranking(total, tuple((opened.id_of(place), place.score) for place in ranked), notices)

    def _advise(self, opened: OpenIndex, question: "_Question") -> Advice:
        def count(node: Node) -> int:
            plan, _ = make_plan(node, opened.statistics, self._words, question.state, question.should_stop)
            return opened.count(plan, question.should_stop)

        return advise(question.asked.root, count, opened.statistics, question.should_stop) if opened.segments else Advice()

    def _facets(self, opened: OpenIndex, question: "_Question") -> Facets:
        plan, _ = make_plan(question.asked.root, opened.statistics, self._words, question.state, question.should_stop)
        places = opened.executor.matching(plan, question.should_stop)
        return count_facets(watched(places, question.should_stop), opened.segments, question.state)

    def matches(self, query: str, article: Article, *, today: date | None = None) -> tuple[Span, ...]:
        """Return every place of an article that a query marks, phrases as phrases, in order.

        Raises:
            QueryError: the query cannot be read.
        """
        return MatchFinder(parse(query, today or date.min, is_typing=True).root, self._words).find(article)

    def similar(self, article_id: str, limit: int = 10) -> tuple[str, ...]:
        """Return the ids of the articles most like one, by its key words and names, most alike first.

        Raises:
            UnknownArticle: there is no such article.
            IndexBroken: as `search`.
        """
        article = self._read_article(article_id)
        with self._guarded("searched"):
            opened = self._trusted()
            plan = plan_similar(article, opened.names_in(article_id), opened.statistics, self._words)
            _, ranked = opened.executor.search(plan, limit + 1, never)
            alike = (opened.id_of(place) for place in ranked)
            return tuple(other for other in alike if other != article_id)[:limit]

    def _hit(
        self, article_id: str, score: float, finder: MatchFinder, stop: Stop, *, most_excerpts: int = MOST_EXCERPTS
    ) -> Hit | None:
        """Return a hit with its excerpts, or None when the article has gone since it was indexed."""
        if stop():
            raise Overtaken
        try:
            article = self._read_article(article_id)
        except SourceError:
            return None
        matches = finder.find(article)
        return Hit(article_id, score, best_excerpts(article, matches, most_excerpts), len(matches))

    # --- checking ---------------------------------------------------------

    def check_next_file(self) -> bool:
        """Compare one file of the index with its checksum, each once; tell whether there are more.

        Raises:
            IndexBroken: the file is not as it was written; the index was thrown away.
        """
        with self._guarded("trusted"):
            opened = self._open()
            return opened.check_next_file() if opened else False

    def check(self, articles: Iterable[Article]) -> tuple[str, ...]:
        """Return what is wrong with the index, one line each: every file, and every article by words of its own."""
        faults = [fault for fault in (fault_of_installation(),) if fault]
        with self._guarded("trusted"):
            while self.check_next_file():
                pass
            opened = self._trusted()
            for article in articles:
                plan = All((plan_own_words(article, opened.statistics, self._words), OneOf(frozenset({article.id}))))
                if not opened.count(plan, never):
                    faults.append(f"{article.id} is not found by its own words")
        return tuple(faults)

    def _check_installation(self) -> None:
        if not self._is_installation_known:
            if fault := fault_of_installation():
                raise StoreError(fault)
            self._is_installation_known = True

    # --- opening and breaking ---------------------------------------------

    def _open(self) -> "OpenIndex | None":
        """Return the state of the index as it is on the disk now; None when there is none that can be trusted."""
        try:
            generation = current_generation(self._folder)
            if self._opened is None or not self._opened.is_current(generation):
                self._opened = OpenIndex.of(generation, self._executor_name)
        except IndexBroken:
            self._opened = None
        except _BROKEN:
            self._opened = None
        return self._opened

    def _trusted(self) -> OpenIndex:
        """Return the index; one that is not there, or not to be trusted, must not answer “nothing found”."""
        opened = self._open()
        if opened is None:
            raise IndexBroken("it is missing, damaged or of another version")
        return opened

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
        seen = _mark_on_disk(self._folder)
        try:
            yield
        except (UsageError, SourceError, StoreLocked, Overtaken, MemoryError):
            raise
        except Exception as error:  # a damaged index raises anything at all: eight kinds were counted
            self._opened = None
            if what == _WRITTEN and isinstance(error, OSError):
                raise StoreError(f"the index in {self._folder} cannot be written: {describe_os_error(error)}") from error
            self._throw_away(seen, error)
            why = str(error) if isinstance(error, IndexBroken) else f"{type(error).__name__}: {error}"
            raise IndexBroken(f"the index could not be {what} and is built again ({why})") from error

    def _throw_away(self, seen: object, cause: Exception) -> None:
        """Put an empty index in the place of the broken one, unless another program has just changed it."""
        if self._is_writing:
            return
        try:
            with locked(make_private(self._folder) / LOCK_FILE):
                if _mark_on_disk(self._folder) == seen:
                    self._start_again()
        except OSError as error:
            raise IndexBroken(f"no index can be kept in {self._folder}: {describe_os_error(error)}") from cause

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the index for writing."""
        self._check_installation()
        with self._guarded(_WRITTEN), locked(make_private(self._folder) / LOCK_FILE):
            self._is_writing = True
            try:
                yield
            finally:
                self._is_writing = False


def _mark_on_disk(folder: Path) -> object:
    """Return what changes when another program changes the index; None when there is none that can be trusted."""
    try:
        generation = current_generation(folder)
        return generation, mark_of(generation)
    except (IndexBroken, OSError):
        return None


def _writer() -> ModuleType:
    """Load what writes only when something is written: it brings Whoosh with it."""
    return import_module("reader.search.writer")


def _counting(on_progress: OnProgress | None) -> Callable[[], None]:
    done = itertools.count(1)
    return lambda: on_progress(next(done)) if on_progress else None


@dataclass(frozen=True, slots=True)
class _Question:
    asked: Query
    limit: int
    by_date: bool
    state: UserState
    should_stop: Stop


@dataclass(frozen=True, slots=True)
class _Ranking:
    total: int
    articles: tuple[tuple[str, float], ...]
    notices: tuple[str, ...]
