"""The search index of a collection: kept in step with the articles, made anew when it breaks."""

import contextlib
import functools
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from reader.bookmarks.store import Store
from reader.errors import IndexBroken, StoreError, StoreLocked
from reader.library.feeding import Feed, open_feed
from reader.library.listing import Progress
from reader.library.shelf import Shelf
from reader.library.watching import NOBODY, Watch
from reader.search.hits import Excerpt, SearchResult, UserState

if TYPE_CHECKING:
    from reader.search.engine import SearchEngine
    from reader.search.process import SearchProcess

Answer = TypeVar("Answer")
INDEX = "index"
_INDEXED = "indexed"
"""The fact that tells which state of the articles the index was last brought to."""
_VERIFIED = "verified"
"""The fact that tells on which day all files of the index were as they had been written."""
_MANY = 1_000
"""After so many new articles the index is merged at once; otherwise the search process does it when it is idle."""
_BROKEN = "the search index was damaged and is built again from the articles"
_LOCKED = "another broadsheet is writing the search index; what it holds so far is searched"


class Searching:
    """Answers queries over one collection, in this process."""

    def __init__(self, shelf: Shelf, feed: Feed, store: Store, executor: str) -> None:
        self._shelf = shelf
        self._feed = feed
        self._store = store
        self._executor = executor
        self._lock = threading.RLock()
        self._engine: SearchEngine | None = None

    def _opened(self) -> "SearchEngine":
        from reader.search.engine import SearchEngine

        if self._engine is None:
            self._engine = SearchEngine(self._shelf.derived / INDEX, self._feed.article, executor=self._executor)
        return self._engine

    def update(self, watch: Watch = NOBODY) -> bool:
        """Bring the index up to date (slow); tell whether it was stopped."""
        with self._lock:
            try:
                return self._update(watch)
            except IndexBroken:
                self._shelf.catalogue.note(_BROKEN)
                return self._update(watch)
            except StoreLocked:
                self._shelf.catalogue.note(_LOCKED)
                return False

    def _update(self, watch: Watch) -> bool:
        engine = self._opened()
        held = engine.stamps()
        if self._is_in_step(len(held)):
            return watch.should_stop()
        state, wanted = self._feed.state(), self._feed.stamps()
        changed = [article for article, stamp in wanted.items() if held.get(article) != stamp]
        removed = [article for article in held if article not in wanted]
        if changed or removed or not held:  # an index of nothing is one, too: without it a search would find it missing
            engine.update(
                (self._feed.indexed(article) for article in changed),
                removed,
                on_progress=lambda done: watch.tell(Progress(done, len(changed), "articles indexed")),
                should_stop=watch.should_stop,
            )
        if len(changed) >= _MANY:
            watch.tell(Progress(len(changed), len(changed), "articles indexed; merging the index"))
            engine.merge(should_stop=watch.should_stop)
        if not watch.should_stop() and self._feed.state() == state:  # what was said meanwhile is for the next time
            self._shelf.remember_fact(_INDEXED, f"{len(wanted)} {state}")
        return watch.should_stop()

    def _is_in_step(self, count: int) -> bool:
        return self._shelf.remembered(_INDEXED) == f"{count} {self._feed.state()}"

    def rebuild(self, watch: Watch = NOBODY) -> bool:
        """Build the index anew beside the old one (slow); tell whether it was stopped."""
        with self._lock:
            wanted = self._feed.stamps()
            self._opened().rebuild(
                (self._feed.indexed(article) for article in wanted),
                on_progress=lambda done: watch.tell(Progress(done, len(wanted), "articles indexed")),
                should_stop=watch.should_stop,
            )
            return watch.should_stop()

    def stale(self) -> tuple[int, int]:
        """Return how many articles the index lacks or holds in another state, and how many it holds in vain."""
        with self._lock:
            wanted, held = self._feed.stamps(), self._opened().stamps()
        return sum(held.get(a) != s for a, s in wanted.items()), sum(a not in wanted for a in held)

    def verify(self, now: datetime) -> None:
        """Compare the index with the sums it was written with, once a day.

        Raises:
            IndexBroken: it is not as it was written; it was thrown away.
        """
        day = now.date().isoformat()
        if self._shelf.remembered(_VERIFIED) == day:
            return
        with self._lock:
            try:
                while self._opened().check_next_piece():
                    pass
            except IndexBroken as error:
                raise IndexBroken(f"{error}; what it has just answered may be wrong: ask again") from error
        with contextlib.suppress(StoreError):  # a cache that takes nothing is verified the next time, too
            self._shelf.remember_fact(_VERIFIED, day)

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the index, one line each: every file, and every article by words of its own (slow)."""
        with self._lock:
            try:
                return self._opened().check(self._feed.article(article) for article in sorted(self._shelf.ids()))
            except IndexBroken as error:
                return (str(error),)

    def damage(self) -> str:
        """Say what is wrong with the index; nothing when it can be trusted or is not there."""
        folder = self._shelf.derived / INDEX
        if not folder.is_dir() or not any(folder.iterdir()) or not self._shelf.ids():
            return ""
        with self._lock:
            return "" if self._opened().stamps() else f"{folder} is damaged or of another version"

    def search(self, query: str, *, limit: int, by_date: bool, with_facets: bool, state: UserState, now: datetime) -> SearchResult:
        """Answer a query."""
        ask = functools.partial(self._opened().search, query, limit=limit, by_date=by_date, with_facets=with_facets)
        return self._answer(lambda: ask(state=state, today=now.astimezone().date()))

    def passages(self, query: str, *, limit: int, state: UserState, now: datetime) -> tuple[tuple[str, Excerpt], ...]:
        """Return the best passages over the whole collection, each with the id of its article."""
        today = now.astimezone().date()
        return self._answer(lambda: self._opened().passages(query, limit=limit, state=state, today=today))

    def similar(self, article_id: str, limit: int) -> tuple[str, ...]:
        """Return the ids of the articles most like one."""
        return self._answer(lambda: self._opened().similar(article_id, limit))

    def _answer(self, ask: Callable[[], Answer]) -> Answer:
        """Ask the index; one that breaks over it is built again first."""
        with self._lock:
            try:
                return ask()
            except IndexBroken:
                self._shelf.catalogue.note(_BROKEN)
                self._update(NOBODY)
                return ask()

    def process(self, recogniser: str, clock: Callable[[], datetime]) -> "SearchProcess":
        """Return a search process of its own over the same articles and index; it is started with the first question."""
        from reader.search.process import SearchProcess

        source = functools.partial(open_feed, self._store.folder, self._shelf.derived, self._shelf.collection, recogniser, clock)
        return SearchProcess(self._shelf.derived / INDEX, source, executor=self._executor)

    def close(self) -> None:
        """Release the index; safe to call twice."""
        with self._lock:
            if self._engine is not None:
                self._engine.close()
