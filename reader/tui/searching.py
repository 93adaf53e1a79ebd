"""Who answers the screens' searches: a process of its own, or for tests this one."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Protocol

from reader.library.library import Library
from reader.search.hits import Excerpt, SearchResult, UserState
from reader.text import Span


class Searcher(Protocol):
    """Answers queries without holding the screen up; `SearchProcess` is one."""

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
        """Answer a query; None when a newer one overtook it."""

    async def passages(
        self, query: str, limit: int = 50, *, today: date, is_typing: bool = False
    ) -> tuple[tuple[str, Excerpt], ...] | None:
        """Return the best passages over the whole collection, each with the id of its article; None when overtaken."""

    async def similar(self, article_id: str, limit: int = 10) -> tuple[str, ...]:
        """Return the ids of the articles most like one, most alike first."""

    async def refresh(self, on_progress: Callable[[int, int], None] | None = None) -> None:
        """Bring the index up to date."""

    async def matches(self, query: str, article_id: str, *, today: date) -> tuple[Span, ...]:
        """Return every place of an article that a query marks."""

    def set_state(self, state: UserState) -> None:
        """Answer by this state of the reader from now on."""

    def start(self) -> None:
        """Begin, before the first question comes."""

    def close(self) -> None:
        """Stop; safe to call twice."""


class SearchHere:
    """Answers in a thread of this process: simple, and in the way of the keys on a large collection."""

    def __init__(self, library: Library) -> None:
        self._library = library

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
        """Answer a query."""
        return await asyncio.to_thread(self._library.search, query, limit=limit, by_date=by_date, with_facets=with_facets)

    async def passages(
        self, query: str, limit: int = 50, *, today: date, is_typing: bool = False
    ) -> tuple[tuple[str, Excerpt], ...] | None:
        """Return the best passages."""
        return await asyncio.to_thread(self._library.passages, query, limit)

    async def similar(self, article_id: str, limit: int = 10) -> tuple[str, ...]:
        """Return the articles most like one."""
        return await asyncio.to_thread(self._library.similar, article_id, limit)

    async def refresh(self, on_progress: Callable[[int, int], None] | None = None) -> None:
        """Bring the index up to date."""
        await asyncio.to_thread(self._library.refresh)

    async def matches(self, query: str, article_id: str, *, today: date) -> tuple[Span, ...]:
        """Return the places that the best passages hold."""
        answer = await self.search(query, limit=200, today=today)
        hits = [hit for hit in (answer.hits if answer else ()) if hit.article == article_id]
        return tuple(sorted(match for hit in hits for excerpt in hit.excerpts for match in excerpt.matches))

    def set_state(self, state: UserState) -> None:
        """Do nothing: the library knows its state."""

    def start(self) -> None:
        """Do nothing: there is nothing to start."""

    def close(self) -> None:
        """Do nothing: there is nothing to stop."""


class LaterSearcher:
    """A searcher that is made when it is first needed, so that a start does not pay for it."""

    def __init__(self, make: Callable[[], Searcher]) -> None:
        self._make = make
        self._made: Searcher | None = None

    def _searcher(self) -> Searcher:
        self._made = self._made or self._make()
        return self._made

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
        """Answer a query."""
        asked = self._searcher()
        return await asked.search(query, limit=limit, by_date=by_date, today=today, is_typing=is_typing, with_facets=with_facets)

    async def passages(
        self, query: str, limit: int = 50, *, today: date, is_typing: bool = False
    ) -> tuple[tuple[str, Excerpt], ...] | None:
        """Return the best passages."""
        return await self._searcher().passages(query, limit, today=today, is_typing=is_typing)

    async def similar(self, article_id: str, limit: int = 10) -> tuple[str, ...]:
        """Return the articles most like one."""
        return await self._searcher().similar(article_id, limit)

    async def refresh(self, on_progress: Callable[[int, int], None] | None = None) -> None:
        """Bring the index up to date."""
        await self._searcher().refresh(on_progress)

    async def matches(self, query: str, article_id: str, *, today: date) -> tuple[Span, ...]:
        """Return every place of an article that a query marks."""
        return await self._searcher().matches(query, article_id, today=today)

    def set_state(self, state: UserState) -> None:
        """Answer by this state of the reader from now on."""
        self._searcher().set_state(state)

    def start(self) -> None:
        """Begin, before the first question comes."""
        self._searcher().start()

    def close(self) -> None:
        """Stop, if there is anything to stop."""
        if self._made:
            self._made.close()
