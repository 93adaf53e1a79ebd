"""Other lists in the place of articles and hits: passages over the whole collection, articles like one, counts to narrow by."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import WorkerState

from reader.errors import ReaderError
from reader.library.library import Library
from reader.safetext import one_line
from reader.search.hits import Excerpt, Hit, SearchResult
from reader.tui.library_words import counted
from reader.tui.screens.articles import ArticlesScreen
from reader.tui.searching import Searcher
from reader.tui.widgets.article_list import Passage

_PASSAGES = 50
_ALIKE = 20
_UNDER_WAY = (WorkerState.PENDING, WorkerState.RUNNING)
_TURN_SECONDS = 0.03
SO_FAR = "so far: the index is being brought up to date"


@dataclass
class PassagesFound(Message):
    """The best passages over the collection."""

    result: SearchResult
    """The answer they belong to, for its number of articles and its notice."""
    passages: tuple[Passage, ...]


@dataclass
class SimilarFound(Message):
    """Articles like one."""

    article: str
    alike: tuple[str, ...]
    """Ids, most alike first."""


class ListingScreen(ArticlesScreen):
    """The list of articles, in whose place other lists can stand."""

    def __init__(self, library: Library, searcher: Searcher, *, ascii_only: bool = False) -> None:
        super().__init__(library, searcher, ascii_only=ascii_only)
        self.shows_passages = False
        """A query lists passages instead of articles."""
        self._passages: PassagesFound | None = None
        self._likeness: SimilarFound | None = None
        self._row_before = 0
        """Where the cursor was before articles like one were listed."""

    def compose_body(self) -> Iterator[Widget]:
        """Give the parts of the list of articles, and a line for what another list is."""
        for part in super().compose_body():
            if part.id == "columns":
                yield Static(id="likeness")
            yield part

    def is_under_way(self, group: str) -> bool:
        """Tell whether a worker of this screen's has not ended."""
        return any(each.group == group and each.node is self and each.state in _UNDER_WAY for each in self.workers)

    def so_far(self) -> str:
        """Say why what is found may not be whole; nothing when it is."""
        return SO_FAR if self.is_under_way("index") else ""

    def show_switches(self) -> None:
        """Tell in the status line what is on."""
        picked = len(self.list.picked)
        on_now = ("passage view" if self.shows_passages else "", f"{picked} picked" if picked else "")
        self.status.switches = " · ".join(filter(None, on_now))

    # --- passages -------------------------------------------------------

    def action_library_passages(self) -> None:
        """List the passages that a query finds instead of articles, or articles again."""
        self.shows_passages = not self.shows_passages
        self.show_switches()
        if self.query_text:
            self.leave_likeness()
            self.search(self.query_text)
        else:
            self.say("A search lists passages now" if self.shows_passages else "A search lists articles again")

    async def answer(self, query: str) -> None:
        """Answer a query by passages while they are wanted."""
        if not self.shows_passages:
            await super().answer(query)
            return
        result = await self.searcher.search(query, limit=1, today=self.today, is_typing=True)
        found = await self.searcher.passages(query, _PASSAGES, today=self.today, is_typing=True) if result else None
        if result and found is not None:
            await self.hold_hits(result)
            self.post_message(PassagesFound(result, await asyncio.to_thread(self._numbered, found)))

    def _numbered(self, found: tuple[tuple[str, Excerpt], ...]) -> tuple[Passage, ...]:
        from reader.bookmarks.anchor import paragraph_at

        by_article: dict[str, list[Excerpt]] = {}
        for article, excerpt in found:
            by_article.setdefault(article, []).append(excerpt)
        hits = {article: Hit(article, 0.0, tuple(excerpts)) for article, excerpts in by_article.items()}
        texts = {article: self.library.article(article) for article in by_article if self.library.has(article)}
        return tuple(
            Passage(hits[article], excerpt, paragraph_at(texts[article], excerpt.span.start))
            for article, excerpt in found
            if article in texts
        )

    @on(PassagesFound)
    def show_passages(self, found: PassagesFound) -> None:
        """Show the passages, unless something else has been asked meanwhile."""
        if found.result.query == self.query_text and self.shows_passages:
            self._result, self._passages = found.result, found
            self.status.is_error = False
            self.status.message = one_line(found.result.notice)
            self._show_hits(found.result)

    def _show_hits(self, result: SearchResult, cursor: int = 0) -> None:
        if self._likeness:
            return  # shown when that list is left
        if self._passages is None or self._passages.result is not result or not result.total:
            super()._show_hits(result, cursor)
            return
        passages = self._passages.passages
        self.list.empty = (f"These words mark no passage: {self.key_of('library.passages')} lists articles.",)
        self.list.show_passages(passages, self._articles, cursor=cursor)
        shown = f"the best {_PASSAGES} passages" if len(passages) == _PASSAGES else counted(len(passages), "passage")
        matching = f"{counted(result.total, 'article')} of {len(self._articles)}"
        self.status.found = " · ".join(filter(None, (shown, matching, self.so_far())))
        self._show_columns()

    def place_in_list(self) -> str:
        """Return which passage the cursor is on, or which article."""
        if not self.list.is_passages:
            return super().place_in_list()
        return f"{self.list.cursor + 1} of {len(self.list.rows)}" if self.list.rows else ""

    # --- articles like one ----------------------------------------------

    def action_article_similar(self) -> None:
        """List articles like the one under the cursor."""
        row = self.list.current
        if row:
            self.show_similar(row.article.summary.id)

    @work(exclusive=True, group="similar")
    async def show_similar(self, article_id: str) -> None:
        """Ask for articles like one, and tell the screen."""
        self._show_state("looking for similar articles")
        try:
            self.post_message(SimilarFound(article_id, await self.searcher.similar(article_id, _ALIKE)))
        except ReaderError as error:
            self.say(str(error), is_error=True)
        finally:
            self._show_state("")

    def action_app_cancel(self) -> None:
        """Forget what is being typed, and stop looking for similar articles."""
        super().action_app_cancel()
        self.workers.cancel_group(self, "similar")

    @on(SimilarFound)
    def list_similar(self, found: SimilarFound) -> None:
        """Show them in the place of the list, with a heading."""
        heading = self.library.summary(found.article).heading
        if not found.alike:
            self.say(" · ".join(filter(None, (f"No article is like {heading}", self.so_far()))))
            return
        if self._likeness is None:
            self._row_before = self.list.cursor
        self._likeness = found
        line = self.query_one("#likeness", Static)
        line.update(Content.assemble((f"Like: {one_line(heading)}", "bold"), ("   by shared key words and names", "$text-quiet")))
        line.add_class("-on")
        self._show_likeness(found, 0)
        self.list.focus()

    def _show_likeness(self, found: SimilarFound, cursor: int) -> None:
        alike = [self._articles[each] for each in found.alike if each in self._articles]
        self.list.show_articles(alike)
        self.list.move_to_row(cursor + 1)
        found_so_far = (f"{counted(len(alike), 'article')}, most alike first", self.so_far())
        self.status.found = " · ".join(filter(None, found_so_far))
        self._show_columns()

    def show_articles(self) -> None:
        """Show what is listed as it is known now."""
        cursor = self.list.cursor
        super().show_articles()
        if self._likeness:
            self._show_likeness(self._likeness, cursor)

    def leave_likeness(self) -> bool:
        """Show the list as it was before articles like one were listed; tell whether they were."""
        if self._likeness is None:
            return False
        self._likeness = None
        self.query_one("#likeness", Static).remove_class("-on")
        self.status.found = ""
        self.show_articles()
        self.list.move_to_row(self._row_before + 1)
        return True

    @on(Input.Changed, "#query")
    def search_instead(self) -> None:
        """Leave the articles like one for what is typed."""
        self.leave_likeness()

    # --- narrowing ------------------------------------------------------

    @work
    async def action_library_facets(self) -> None:
        """Narrow the query by a source, a year, a name or a tag of its answer."""
        from reader.tui.screens.facet_question import FacetQuestion, narrowed

        query = self.query_text
        asked = FacetQuestion(query, self._counted, so_far=self.so_far(), ascii_only=self.ascii_only)
        term = await self.app.push_screen_wait(asked)
        if term:
            self.search_bar.value = narrowed(query, term)
            self.list.focus()

    async def _counted(self) -> SearchResult:
        """Answer the query with facets; the search on the screen goes first, so that neither drops the other."""
        from reader.tui.screens.facet_question import EVERYTHING

        query = self.query_text or EVERYTHING
        while True:
            while self.is_under_way("search"):
                await asyncio.sleep(_TURN_SECONDS)
            result = await self.searcher.search(query, limit=1, today=self.today, is_typing=True, with_facets=True)
            if result:
                return result
