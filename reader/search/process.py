"""The search process as the screen sees it: ask, and an answer comes; nothing here waits or imports Whoosh.

The process is started by a thread when the first question is asked, with a
pipe to it; it is started again when it dies, and what was asked is asked
again. A search that is overtaken by a newer one answers None.
"""

import asyncio
import contextlib
import itertools
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from reader.errors import IndexBroken
from reader.search.hits import Excerpt, SearchResult, UserState
from reader.search.messages import (
    Begin,
    FindMatches,
    FindNames,
    FindPassages,
    FindSimilar,
    Indexed,
    Message,
    OpenSource,
    Refresh,
    Reply,
    Request,
    Search,
    SetState,
)
from reader.text import Span

MOST_DEATHS = 3
"""A question that the process dies of so often is given up."""


@dataclass
class _Waiting:
    request: Request
    future: "asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop
    on_progress: Callable[[int, int], None] | None = None
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class _Ended:
    """In the outbox: a process has died, or none is wanted any more."""

    pid: int | None


class SearchProcess:
    """A search engine in a process of its own."""

    def __init__(self, folder: Path, open_source: OpenSource, *, executor: str = "fast") -> None:
        """Prepare; the process is started with the first question.

        Args:
            folder: of the index, as for `SearchEngine`.
            open_source: opens the articles in that process; must survive pickling.
            executor: as for `SearchEngine`.
        """
        self._begin = Begin(folder, open_source, executor)
        self._numbers = itertools.count(1)
        self._outbox: queue.SimpleQueue[Request | _Ended] = queue.SimpleQueue()
        self._waiting: dict[int, _Waiting] = {}
        self._lock = threading.Lock()
        self._state: UserState | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self.pid = 0
        """Of the process that runs now; 0 before the first."""

    async def search(
        self,
        query: str,
        *,
        limit: int = 20,
        by_date: bool = False,
        today: date,
        is_typing: bool = False,
        with_facets: bool = False,
    ) -> SearchResult | None:
        """Answer a query by the state last set; None when a newer search overtook it.

        Raises:
            QueryError: the query cannot be read.
            IndexBroken: the index broke and is being built again, or the process keeps dying.
        """
        answer: SearchResult | None = await self._ask(Search(query, limit, by_date, today, is_typing, with_facets))
        return answer

    async def refresh(self, on_progress: Callable[[int, int], None] | None = None) -> None:
        """Bring the index up to date; `on_progress` gets articles done and their number, in the caller's event loop."""
        await self._ask(Refresh(), on_progress)

    async def matches(self, query: str, article_id: str, *, today: date) -> tuple[Span, ...]:
        """Return every place of an article that a query marks."""
        spans: tuple[Span, ...] = await self._ask(FindMatches(query, article_id, today))
        return spans

    async def similar(self, article_id: str, limit: int = 10) -> tuple[str, ...]:
        """Return the ids of the articles most like one."""
        articles: tuple[str, ...] = await self._ask(FindSimilar(article_id, limit))
        return articles

    async def find_names(self, article_id: str) -> None:
        """Let the names in an article be found and kept: what that takes in time and memory is not the caller's.

        Raises:
            ReaderError: the article has gone, or the process keeps dying.
        """
        await self._ask(FindNames(article_id))

    async def passages(
        self, query: str, limit: int = 50, *, today: date, is_typing: bool = False
    ) -> tuple[tuple[str, Excerpt], ...] | None:
        """Return the best passages over the whole collection, each with the id of its article; None when overtaken."""
        passages: tuple[tuple[str, Excerpt], ...] | None = await self._ask(FindPassages(query, limit, today, is_typing))
        return passages

    def set_state(self, state: UserState) -> None:
        """Let the next searches answer by this state of the user; costs the caller nothing."""
        self._state = state
        if self._thread is not None:
            self._outbox.put(Request(next(self._numbers), SetState(state)))

    def start(self) -> None:
        """Start the process now, in a thread; otherwise the first question does."""
        if self._thread is None and not self._is_closed:
            self._thread = threading.Thread(target=self._run, name="search-process", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop the process; what was asked is cancelled. Safe to call twice."""
        if self._is_closed:
            return
        self._is_closed = True
        self._outbox.put(_Ended(None))
        with self._lock:
            waiting, self._waiting = list(self._waiting.values()), {}
        for question in waiting:
            _in_loop(question, question.future.cancel)
        if self._thread is not None:
            self._thread.join(timeout=5)

    async def _ask(self, message: Message, on_progress: Callable[[int, int], None] | None = None) -> Any:
        if self._is_closed:
            raise asyncio.CancelledError
        loop = asyncio.get_running_loop()
        request = Request(next(self._numbers), message)
        question = _Waiting(request, loop.create_future(), loop, on_progress)
        with self._lock:
            self._waiting[request.number] = question
        self._outbox.put(request)
        self.start()
        try:
            return await question.future
        finally:
            with self._lock:
                self._waiting.pop(request.number, None)

    # --- the thread that keeps the process alive and talks to it ------------

    def _run(self) -> None:
        while not self._is_closed:
            child, connection = self._spawn()
            receiver = threading.Thread(target=self._receive, args=(connection, child.pid), name="search-replies", daemon=True)
            receiver.start()
            with contextlib.suppress(OSError):
                self._send(connection, child.pid)
            child.kill()
            child.wait()
            receiver.join()
            connection.close()
            self._give_up_on_deadly_questions()

    def _spawn(self) -> "tuple[subprocess.Popen[bytes], Connection[Any, Any]]":
        ours, theirs = socket.socketpair()
        with theirs:
            child = subprocess.Popen(
                [sys.executable, "-m", "reader.search.server", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.pid = child.pid
        return child, Connection(ours.detach())

    def _send(self, connection: "Connection[Any, Any]", pid: int) -> None:
        """Send what is asked until the process dies or this is closed; first of all what another process did not answer."""
        connection.send(Request(0, self._begin))
        if self._state is not None:
            connection.send(Request(0, SetState(self._state)))
        with self._lock:
            unanswered = [question.request for question in self._waiting.values()]
        for request in unanswered:
            connection.send(request)
        sent = {request.number for request in unanswered}
        while True:
            match self._outbox.get():
                case _Ended(ended):
                    if ended in (pid, None):
                        return
                case request if request.number not in sent:
                    connection.send(request)

    def _receive(self, connection: "Connection[Any, Any]", pid: int) -> None:
        try:
            while True:
                self._deliver(connection.recv())
        except (EOFError, OSError):
            self._outbox.put(_Ended(pid))

    def _deliver(self, reply: Reply | Indexed) -> None:
        with self._lock:
            question = self._waiting.get(reply.number)
        if question is None:
            return
        match reply:
            case Indexed(_, done, total):
                if question.on_progress:
                    _in_loop(question, question.on_progress, done, total)
            case Reply(_, value, None):
                _in_loop(question, _settle, question.future, value)
            case Reply(_, _, error):
                _in_loop(question, _fail, question.future, error)

    def _give_up_on_deadly_questions(self) -> None:
        with self._lock:
            for question in self._waiting.values():
                question.deaths += 1
            deadly = [question for question in self._waiting.values() if question.deaths >= MOST_DEATHS]
            for question in deadly:
                del self._waiting[question.request.number]
        for question in deadly:
            error = IndexBroken("the search process ended again and again over this; `broadsheet doctor` may know why")
            _in_loop(question, _fail, question.future, error)


def _in_loop(question: _Waiting, action: Callable[..., object], *values: object) -> None:
    with contextlib.suppress(RuntimeError):  # the loop may have ended
        question.loop.call_soon_threadsafe(action, *values)


def _settle(future: "asyncio.Future[Any]", value: object) -> None:
    if not future.done():
        future.set_result(value)


def _fail(future: "asyncio.Future[Any]", error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
