"""The search process as the screen sees it: ask, and an answer comes; nothing here waits or imports Whoosh.

A search that is overtaken by a newer one answers None.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from reader.errors import IndexBroken
from reader.processes import AskedProcess
from reader.search.hits import Excerpt, SearchResult, UserState
from reader.search.messages import (
    Begin,
    FindMatches,
    FindPassages,
    FindSimilar,
    OpenSource,
    Refresh,
    Search,
    SetState,
)
from reader.text import Span


def _fault(what: str) -> IndexBroken:
    return IndexBroken(f"the search process {what}; `broadsheet doctor` may know why")


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
        self._state: UserState | None = None
        self._process = AskedProcess("reader.search.server", self._beginning, _fault)
        self._ask = self._process.ask

    @property
    def pid(self) -> int:
        """Of the process that runs now; 0 before the first."""
        return self._process.pid

    def _beginning(self) -> Iterator[Begin | SetState]:
        yield self._begin
        if self._state is not None:
            yield SetState(self._state)

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

    async def passages(
        self, query: str, limit: int = 50, *, today: date, is_typing: bool = False
    ) -> tuple[tuple[str, Excerpt], ...] | None:
        """Return the best passages over the whole collection, each with the id of its article; None when overtaken."""
        passages: tuple[tuple[str, Excerpt], ...] | None = await self._ask(FindPassages(query, limit, today, is_typing))
        return passages

    def set_state(self, state: UserState) -> None:
        """Let the next searches answer by this state of the user; costs the caller nothing."""
        self._state = state
        self._process.tell(SetState(state))

    def start(self) -> None:
        """Start the process now, in a thread; otherwise the first question does."""
        self._process.start()

    def close(self) -> None:
        """Stop the process; what was asked is cancelled. Safe to call twice."""
        self._process.close()
