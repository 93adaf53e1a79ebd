"""The search engine: one index in the cache, searched, kept up to date, rebuilt when it breaks.

The index is derived: whatever is wrong with it, it is thrown away and made
again from the articles. Not for several threads at once.
"""

import itertools
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from reader.article import Article
from reader.errors import IndexBroken
from reader.paths import make_private
from reader.search.answering import Answering, Question, never
from reader.search.hits import Excerpt, SearchResult, UserState
from reader.search.keeper import WRITTEN, IndexKeeper, load_writer
from reader.search.marks import MatchFinder
from reader.search.merging import Stopped, worth_merging
from reader.search.opened import Stop
from reader.search.parsing import parse
from reader.search.quoting import Quoter
from reader.search.schema import IndexedArticle as IndexedArticle
from reader.search.state import SegmentEntry, current_generation, new_generation, read_state, scratch_folder, use_generation
from reader.search.words import Words
from reader.text import Span

OnProgress = Callable[[int], None]
"""Called with the number of articles indexed so far."""


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
        self._keeper = IndexKeeper(folder, executor)
        self._read_article = read_article
        self._words = Words()

    # --- what it holds ---------------------------------------------------

    def stamps(self) -> Mapping[str, str]:
        """Return the stamp of every article in the index, by id; empty when there is no index that can be trusted."""
        try:
            with self._keeper.guarded("read"):
                opened = self._keeper.opened()
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
        with self._keeper.writing():
            generation = self._keeper.generation_to_write()
            load_writer().update_index(
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
        with self._keeper.writing():
            generation = new_generation(self._keeper.folder)
            load_writer().create_index(generation)
            load_writer().update_index(
                generation, articles, (), self._words, on_article=_counting(on_progress), should_stop=stopped
            )
            if not stopped():
                use_generation(self._keeper.folder, generation)

    def adopt(self, part: Path, articles: Collection[str]) -> None:
        """Take in the segments that a helper built of these articles.

        Raises:
            IndexBroken: the index cannot be written.
            StoreLocked: another program is writing it.
        """
        with self._keeper.writing():
            load_writer().adopt(self._keeper.generation_to_write(), part, articles)

    def worth_merging(self) -> tuple[SegmentEntry, ...]:
        """Return the segments that are best made one; none when there is no need."""
        try:
            return worth_merging(read_state(current_generation(self._keeper.folder)).segments)
        except IndexBroken:
            return ()

    def merge(self, *, should_stop: Stop | None = None) -> None:
        """Make the index faster to search by merging segments (slow); stopped, it stays as it is.

        Raises:
            IndexBroken, StoreLocked, StoreError: as `update`.
        """
        folder = self._keeper.folder
        if entries := self.worth_merging():
            with self._keeper.guarded(WRITTEN), suppress(Stopped), scratch_folder(folder) as scratch:
                part = make_private(scratch / "merged")
                load_writer().merge(current_generation(folder), part, entries, should_stop or never)
                self.put_in_place(part, entries)

    def put_in_place(self, part: Path, entries: Sequence[SegmentEntry]) -> None:
        """Take a merged segment in, in place of those it was made of; nothing happens when they have gone meanwhile.

        Raises:
            IndexBroken, StoreLocked, StoreError: as `update`.
        """
        with self._keeper.writing():
            load_writer().put_in_place(self._keeper.generation_to_write(), part, entries)

    def close(self) -> None:
        """Let go of the files; safe to call twice."""
        self._keeper.close()

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
        question = Question(asked, limit, state, should_stop or never, by_date)
        with self._keeper.guarded("searched"):
            answering = self._answering()
            ranking = answering.rank(question)
            advice = None if ranking.total else answering.advise(question)
            facets = answering.facets(question) if with_facets else ()
        return SearchResult(
            query=query,
            parsed=str(asked),
            total=ranking.total,
            hits=tuple(self._quoter(question).hits(ranking.articles)),
            took_ms=(time.perf_counter() - started) * 1000,
            notice="; ".join(filter(None, (*ranking.notices, advice.notice if advice else ""))),
            suggestions=advice.queries if advice else (),
            facets=facets,
        )

    def rank(
        self,
        query: str,
        *,
        limit: int = 20,
        state: UserState,
        today: date,
        should_stop: Stop | None = None,
        is_typing: bool = False,
    ) -> tuple[tuple[str, float], ...]:
        """Return the ids and scores of the best articles, without reading them.

        Raises:
            QueryError, IndexBroken: as `search`.
        """
        return self._rank(Question(parse(query, today, is_typing=is_typing), limit, state, should_stop or never))

    def passages(
        self,
        query: str,
        *,
        limit: int = 50,
        state: UserState,
        today: date,
        should_stop: Stop | None = None,
        is_typing: bool = False,
    ) -> tuple[tuple[str, Excerpt], ...]:
        """Return the best passages over the whole collection, each with the id of its article; the best article first.

        Raises:
            QueryError, IndexBroken, Overtaken: as `search`.
        """
        question = Question(parse(query, today, is_typing=is_typing), limit, state, should_stop or never)
        return self._quoter(question).passages(self._rank(question), limit)

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
        with self._keeper.guarded("searched"):
            return self._answering().similar(article, limit)

    def _answering(self) -> Answering:
        return Answering(self._keeper.trusted(), self._words)

    def _rank(self, question: Question) -> tuple[tuple[str, float], ...]:
        with self._keeper.guarded("searched"):
            return self._answering().rank(question).articles

    def _quoter(self, question: Question) -> Quoter:
        return Quoter(self._read_article, MatchFinder(question.asked.root, self._words), question.should_stop)

    # --- checking ---------------------------------------------------------

    def check_next_piece(self) -> bool:
        """Compare a piece of the index with its checksum, each once; tell whether there is more.

        Raises:
            IndexBroken: the file is not as it was written; the index was thrown away.
        """
        with self._keeper.guarded("trusted"):
            opened = self._keeper.opened()
            return opened.check_next_piece() if opened else False

    def check(self, articles: Iterable[Article]) -> tuple[str, ...]:
        """Return what is wrong with the index, one line each: every file, and every article by words of its own."""
        faults = [fault for fault in (self._keeper.fault_of_installation(),) if fault]
        with self._keeper.guarded("trusted"):
            while self.check_next_piece():
                pass
            answering = self._answering()
            faults += [f"{article.id} is not found by its own words" for article in articles if not answering.finds(article)]
        return tuple(faults)


def _counting(on_progress: OnProgress | None) -> Callable[[], None]:
    done = itertools.count(1)
    return lambda: on_progress(next(done)) if on_progress else None
