"""The search process: reads requests, answers the newest search first, indexes in between.

One thread does everything, so nothing is shared. A search looks for new
requests between posting lists; an index update looks for them after each
article and answers them on the spot. Many articles at once are left to
helpers (`building.py`).

    python -m reader.search.server FD      (started by `process.py` alone)
"""

import contextlib
import select
import sys
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import TypeVar

from reader.errors import IndexBroken, ReaderError, SourceError, StoreError, StoreLocked
from reader.processes import Advance, Reply, Request, serve
from reader.search.building import Done, Helpers, Merged, PartReady, Report
from reader.search.engine import SearchEngine
from reader.search.hits import Excerpt, SearchResult, UserState
from reader.search.messages import (
    ArticleSource,
    Begin,
    FindMatches,
    FindPassages,
    FindSimilar,
    Refresh,
    Search,
    SetState,
)
from reader.search.plan import Overtaken
from reader.search.schema import IndexedArticle
from reader.search.state import current_generation, delete_leftovers

_IDLE_SECONDS = 0.5
_ATTEMPTS = 3
"""How often a refresh or a merge is tried when the index breaks or a helper dies."""
ENOUGH_FOR_HELPERS = 100
"""Articles from which on helpers index; fewer are indexed here, between questions."""
_OVERTAKING = (Search, FindPassages)
"""What a person types: of these only the newest is answered."""

Answer = TypeVar("Answer")


def _serve(connection: "Connection[Reply | Advance, Request]") -> None:
    begin = connection.recv().message
    if isinstance(begin, Begin):
        _Server(connection, begin).run()


class _Server:
    def __init__(self, connection: "Connection[Reply | Advance, Request]", begin: Begin) -> None:
        self._connection = connection
        self._folder = begin.folder
        self._open_source = begin.open_source
        self._source: ArticleSource = begin.open_source()
        self._engine = SearchEngine(begin.folder, self._source.article, executor=begin.executor)
        self._inbox: deque[Request] = deque()
        self._merger = Helpers(begin.folder)
        self._merges = _ATTEMPTS
        self._state = UserState()

    def run(self) -> None:
        """Answer requests for ever."""
        while True:
            if not self._inbox:
                self._wait()
                self._inbox.append(self._connection.recv())
            self._receive_waiting()
            self._answer(self._next())

    def _wait(self) -> None:
        """Wait for a request, and meanwhile do bit by bit what nobody waits for."""
        is_work_left = True
        while True:
            timeout = _IDLE_SECONDS if is_work_left else None
            ready = select.select([self._connection, *self._merger.connections], [], [], timeout)[0]
            if self._connection in ready:
                return
            try:
                for connection in ready:
                    self._take_merged(self._merger.report(connection))
                is_work_left = self._work_while_idle() if not ready else True
            except IndexBroken:
                self._refresh(0)  # nobody asked for it, so nobody hears of its progress
            except (StoreError, StoreLocked):
                is_work_left = False  # the disk is full, or another program writes: it is not urgent

    def _work_while_idle(self) -> bool:
        """Compare a piece of the index with its checksum, then let a helper merge; tell whether there is more to do."""
        if self._engine.check_next_piece():
            return True
        if self._merges and not self._merger.connections and (entries := self._engine.worth_merging()):
            self._merges -= 1
            self._merger.merge(current_generation(self._folder), entries)
        return False

    def _take_merged(self, report: Report | None) -> None:
        if isinstance(report, Merged):
            self._engine.put_in_place(report.folder, report.entries)
            self._merges = _ATTEMPTS
        elif report is None:
            delete_leftovers(self._folder)

    def _receive_waiting(self) -> None:
        while select.select([self._connection.fileno()], [], [], 0)[0]:
            self._inbox.append(self._connection.recv())

    def _next(self) -> Request:
        """Take the next request: the newest search if there is one, for a person waits for it."""
        searches = [request for request in self._inbox if isinstance(request.message, _OVERTAKING)]
        states = [request for request in self._inbox if isinstance(request.message, SetState)]
        if not searches or states:
            request = states[0] if states else self._inbox[0]
            self._inbox.remove(request)
            return request
        for request in searches:
            self._inbox.remove(request)
        for request in searches[:-1]:
            self._connection.send(Reply(request.number))
        return searches[-1]

    def _answer(self, request: Request) -> None:
        try:
            value = self._value(request)
        except Overtaken:
            value = None
        except ReaderError as error:
            self._connection.send(Reply(request.number, error=error))
            return
        self._connection.send(Reply(request.number, value))

    def _value(self, request: Request) -> object:
        asked = request.message
        match asked:
            case Search() as search:
                return self._answered(lambda: self._search(search))
            case FindPassages() as wanted:
                return self._answered(lambda: self._passages(wanted))
            case SetState(state):
                self._state = state
            case FindMatches(query, article, today):
                return self._engine.matches(query, self._source.article(article), today=today)
            case FindSimilar(article, limit):
                return self._answered(lambda: self._engine.similar(article, limit))
            case Refresh():
                self._refresh(request.number)
        return None

    def _answered(self, ask: Callable[[], Answer]) -> Answer:
        """Ask the index; one that breaks over it is built again first."""
        try:
            return ask()
        except IndexBroken:
            self._refresh(0)
            return ask()

    def _is_overtaken(self) -> bool:
        self._receive_waiting()
        return any(isinstance(request.message, _OVERTAKING) for request in self._inbox)

    def _passages(self, asked: FindPassages) -> tuple[tuple[str, Excerpt], ...]:
        return self._engine.passages(
            asked.query,
            limit=asked.limit,
            state=self._state,
            today=asked.today,
            should_stop=self._is_overtaken,
            is_typing=asked.is_typing,
        )

    def _search(self, asked: Search) -> SearchResult:
        return self._engine.search(
            asked.query,
            limit=asked.limit,
            by_date=asked.by_date,
            state=self._state,
            today=asked.today,
            should_stop=self._is_overtaken,
            is_typing=asked.is_typing,
            with_facets=asked.with_facets,
        )

    def _refresh(self, number: int) -> None:
        self._merges = _ATTEMPTS
        for _ in range(_ATTEMPTS):
            try:
                if self._update(number):
                    return
            except IndexBroken:
                continue  # the damaged index was thrown away: feed the new one

    def _update(self, number: int) -> bool:
        """Index what has changed; tell whether that was all."""
        wanted, held = self._source.stamps(), self._engine.stamps()
        changed = [article for article, stamp in wanted.items() if held.get(article) != stamp]
        removed = [article for article in held if article not in wanted]

        def between(done: int) -> None:
            self._connection.send(Advance(number, done, len(changed)))
            self._answer_questions()

        if len(changed) >= ENOUGH_FOR_HELPERS:
            self._engine.update((), removed)
            self._build(number, changed)
            return False  # a helper may have died: look again
        if changed or removed:
            self._engine.update(self._read(changed), removed, on_progress=between)
        return True

    def _build(self, number: int, articles: list[str]) -> None:
        """Let helpers index, and answer meanwhile."""
        done = 0
        helpers = Helpers(self._folder)
        try:
            helpers.build(self._open_source, articles)
            while helpers.connections:
                for ready in select.select([self._connection, *helpers.connections], [], [])[0]:
                    if ready is self._connection:
                        self._answer_questions()
                        continue
                    match helpers.report(ready):
                        case Done(count):
                            done += count
                            self._connection.send(Advance(number, done, len(articles)))
                        case PartReady(folder, part):
                            self._engine.adopt(folder, part)
        finally:
            helpers.stop()

    def _read(self, articles: list[str]) -> Iterator[IndexedArticle]:
        for article in articles:
            with contextlib.suppress(SourceError):  # gone meanwhile: the next refresh knows
                yield self._source.indexed(article)

    def _answer_questions(self) -> None:
        """Answer what has come in while indexing; another refresh waits its turn."""
        self._receive_waiting()
        while any(not isinstance(request.message, Refresh) for request in self._inbox):
            waiting = [request for request in self._inbox if isinstance(request.message, Refresh)]
            self._inbox = deque(request for request in self._inbox if request not in waiting)
            self._answer(self._next())
            self._inbox.extend(waiting)


if __name__ == "__main__":
    serve(int(sys.argv[1]), _serve)
