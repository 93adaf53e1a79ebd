"""All articles, or the hits of a search as it is typed, kept up to date with the folder."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from textual import on, work
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.errors import QueryError, ReaderError
from reader.library.library import Library
from reader.library.listing import ListedArticle, Progress, Report
from reader.safetext import one_line
from reader.search.hits import Hit, SearchResult
from reader.tui.commands import HINTS_AT_HITS, HINTS_AT_NOTHING, HINTS_AT_OFFERS
from reader.tui.library_words import (
    ORDERS,
    being_read,
    counted,
    counts_of,
    hinted_in,
    how_articles_get_in,
    how_to_add,
    in_order,
    invitation,
)
from reader.tui.messages import ArticlesChosen
from reader.tui.screens.command_screen import CommandScreen, Movable
from reader.tui.searching import Searcher
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.article_rows import Row
from reader.tui.widgets.row_list import RowList
from reader.tui.widgets.search_bar import SearchBar

TYPING_PAUSE_SECONDS = 0.01
"""A search begins when typing rests this long: keys that come together are one, and an overtaken search is dropped at once."""
_ROWS_OF_A_HIT = 2
"""An article and at least one passage: so many hits fill the list, and are asked for first, for each costs its excerpts."""
_HITS = 200
_REST_SECONDS = 0.3
"""The other hits are asked for when typing rests this much longer."""
_NOTHING_SECONDS = 0.5
"""A query that cannot be read, or finds nothing, is told of when typing rests so long: most are only unfinished."""
_MATCHES_WITHIN_SECONDS = 0.3
_OPENING = ("open", "go on")
"""How the hints name what opens a hit."""


@dataclass
class SearchAnswered(Message):
    """A search has come to an end."""

    result: SearchResult | None
    query: str
    fault: str = ""
    is_rest: bool = False
    """The first hits are on the screen already."""


@dataclass
class Refreshed(Message):
    """The folder was looked through."""

    report: Report | None
    fault: str = ""


@dataclass
class Refreshing(Message):
    """The folder is being looked through."""

    progress: Progress


class ArticlesScreen(CommandScreen[None]):
    """A list of all articles; what is typed searches them."""

    TABLE = "library"
    AUTO_FOCUS = "#articles"

    def __init__(self, library: Library, searcher: Searcher, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.library = library
        self.searcher = searcher
        self.ascii_only = ascii_only
        self.past_queries: list[str] = []
        self._articles: dict[str, ListedArticle] = {}
        self._read_last: tuple[str, ...] = ()
        """The articles that were open above the list; it stands on one of them when it is shown again, if it can on the first."""
        self._is_fresh = False
        """The list has just been read, and is not read again when the screen is shown."""
        self._is_looking = True
        """The folder is being looked through, or about to be: an empty list says nothing of it yet."""
        self._result: SearchResult | None = None
        self._pause: Timer | None = None
        self._rest: Timer | None = None
        self._kind_hinted_at = (False, False, False, False)
        """Whether the list is of hits, of passages, has rows, and offers a query instead, as the hints know it."""
        self.order = ORDERS[0]
        self.hits_by_date = False
        """Hits come newest first, not best first."""

    def compose_body(self) -> Iterator[Widget]:
        """Give the title, the search line, the names of the columns and the list."""
        with Horizontal(id="masthead"):
            yield Static(id="collection")
            yield Static(id="state")
        yield SearchBar(placeholder=invitation(self.keymap), id="query")
        yield Static(id="columns")
        yield ArticleList(ascii_only=self.ascii_only, id="articles")

    def on_mount(self) -> None:
        """Show what is known already, then look for changes."""
        if self.library.collection.is_sample:
            self.status.standing = f"Your own files: {how_to_add(self.keymap)}"
        if self.is_current:  # below an article that is opened first, the list is read when one comes back to it
            self.show_articles()
            self._is_fresh = True
        self.search_bar.remember(self.past_queries)
        self.call_after_refresh(self.refresh_folder)

    # --- parts ----------------------------------------------------------

    @property
    def list(self) -> ArticleList:
        """The list of articles or hits."""
        return self.query_one("#articles", ArticleList)

    @property
    def search_bar(self) -> SearchBar:
        """The line for the query."""
        return self.query_one("#query", SearchBar)

    @property
    def mover(self) -> Movable:
        """What the commands for moving move."""
        return self.list

    @property
    def query_text(self) -> str:
        """The query as typed."""
        return self.search_bar.value.strip()

    # --- the list -------------------------------------------------------

    @property
    def listed_articles(self) -> tuple[ListedArticle, ...]:
        """All articles as they were read last, newest first."""
        return tuple(self._articles.values())

    def show_articles(self) -> None:
        """Show all articles as they are kept now, or the hits again."""
        self._articles = {article.summary.id: article for article in self.library.listed()}
        self._show_known()
        self._show_counts()

    def _show_known(self) -> None:
        current = self.list.current
        collection = self.library.collection
        self.list.empty = being_read(collection) if self._is_looking else how_articles_get_in(collection, self.keymap)
        if self._result and self.query_text:
            self._show_hits(self._result, self.list.cursor)
        else:
            self.list.show_articles(
                in_order(self._articles.values(), self.order), keep=current.article.summary.id if current else ""
            )

    def _show_nothing(self, result: SearchResult) -> None:
        """Show why nothing was found, and what to search for instead."""
        why = f"{result.notice[:1].upper()}{result.notice[1:]}." if result.notice else "No article matches this."
        keys = {name: self.keymap.named(name, self.TABLE) for name in ("article.open", "library.search", "library.clear_query")}
        if result.suggestions:
            how = f"{keys['article.open']} searches for this"
            how += " one; ↓ goes on to the next." if len(result.suggestions) > 1 else "."
        elif result.notice:
            how = "Fewer words may find more, or part* for any ending."
        else:
            how = f"{keys['library.search']} changes the query; {keys['library.clear_query']} in the list shows all articles."
        self.list.show_nothing(one_line(why), [one_line(query) for query in result.suggestions], how)

    def _show_counts(self) -> None:
        name = Content.styled(one_line(self.library.collection.name), "bold")
        counts = counts_of(tuple(self._articles.values()), is_sample=self.library.collection.is_sample)
        self.query_one("#collection", Static).update(Content.assemble(name, "   ", (counts, "$text-quiet")))
        self._show_columns()

    def _show_columns(self) -> None:
        width = self.list.scrollable_content_region.width
        if width:
            names = "".join(text for text, _ in self.list.heading_parts(width))
            self.query_one("#columns", Static).update(Content(names), layout=False)

    def on_resize(self) -> None:
        """Lay the names of the columns out anew."""
        self.call_after_refresh(self._show_columns)

    @on(RowList.Moved)
    def tell_place(self, moved: RowList.Moved) -> None:
        """Tell where the cursor is."""
        self.status.where = self.place_in_list()
        kind = (self.list.is_search, self.list.is_passages, bool(self.list.rows), bool(self.list.offer))
        if self._kind_hinted_at != kind:
            self._kind_hinted_at = kind
            self._show_columns()
            self.update_hints()

    @property
    def hinted(self) -> Sequence[str]:
        """The commands worth showing now: other ones for hits, and for queries to take in their place."""
        is_search, _, has_rows, has_offers = self._kind_hinted_at
        if not is_search:
            return hinted_in(self.library.collection)
        return HINTS_AT_HITS if has_rows else HINTS_AT_OFFERS if has_offers else HINTS_AT_NOTHING

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The keys worth showing now; Enter, in the list and in the line, opens an article or takes a query that is offered."""
        entering = "search for this" if self.list.offer else "open"
        return tuple((key, entering if title in _OPENING else title) for key, title in super().hints())

    def place_in_list(self) -> str:
        """Return which article the cursor is on."""
        ids = self.list.article_ids()
        row = self.list.current
        place = ids.index(row.article.summary.id) + 1 if row else 0
        return f"{place:,} of {len(ids):,}" if ids else ""

    # --- searching ------------------------------------------------------

    @on(Input.Changed, "#query")
    def wait_for_a_pause(self) -> None:
        """Search when typing rests."""
        if self._pause:
            self._pause.stop()
        if self.query_text:
            self._pause = self.set_timer(TYPING_PAUSE_SECONDS, lambda: self.search(self.query_text))
        elif self._result or self.list.is_search:
            self._result = None
            self.status.found = ""
            self._show_known()  # reading thousands of articles again would hold this key up

    @work(exclusive=True, group="search")
    async def search(self, query: str) -> None:
        """Answer a query and tell the screen: first what fills it, then the rest."""
        try:
            await self.answer(query)
        except QueryError as error:
            await asyncio.sleep(_NOTHING_SECONDS)
            self.post_message(SearchAnswered(None, query, f"{_faulty(error)}{self._still_shown()}"))
        except ReaderError as error:
            self.post_message(SearchAnswered(None, query, str(error)))
        else:
            if self._rest:
                self._rest.stop()
            self._rest = self.set_timer(_NOTHING_SECONDS, lambda: self._tell_left_out(query))

    def _tell_left_out(self, query: str) -> None:
        """Tell what the hits do not go by, when typing rests."""
        if query == self.query_text and (fault := self._left_out(query)):
            self.say(f"Left out: {fault}")

    def _left_out(self, query: str) -> str:
        """Say what of a query the hits on the screen do not go by, for it cannot be read."""
        from reader.search.parsing import left_out

        error = left_out(query, self.today)
        return _faulty(error) if error else ""

    def _still_shown(self) -> str:
        return f"; still shown: {self._result.query.strip()}" if self._result else ""

    async def answer(self, query: str) -> None:
        """Ask for what fills the screen, then for the rest."""
        result = await self._ask(query, self.list.size.height // _ROWS_OF_A_HIT + 1)
        if result and result.total > len(result.hits):
            await asyncio.sleep(_REST_SECONDS)
            await self._ask(query, _HITS, is_rest=True)

    async def _ask(self, query: str, limit: int, *, is_rest: bool = False) -> SearchResult | None:
        result = await self.searcher.search(query, limit=limit, by_date=self.hits_by_date, today=self.today, is_typing=True)
        if result:
            await self.hold_hits(result)
            self.post_message(SearchAnswered(result, query, is_rest=is_rest))
        return result

    async def hold_hits(self, result: SearchResult) -> None:
        """Leave the last hits where they are for a moment when there are no others: the next letter may find some."""
        if not result.total and self._result and self._result.total:
            await asyncio.sleep(_NOTHING_SECONDS)

    @on(SearchAnswered)
    def show_answer(self, answer: SearchAnswered) -> None:
        """Show the hits, unless something else has been asked meanwhile."""
        if answer.query != self.query_text:
            return
        if answer.result is None:
            self.say(answer.fault, is_error=True)
            return
        self._result = answer.result
        self.status.is_error = False
        self.status.message = one_line(answer.result.notice)
        self._show_hits(answer.result, cursor=self.list.cursor if answer.is_rest else 0)

    def _show_hits(self, result: SearchResult, cursor: int = 0) -> None:
        total = f"{counted(result.total, 'article')} of {len(self._articles):,}"
        if not result.total:
            self._show_nothing(result)
            self.status.found = total
            return
        self.list.empty = ("What was found has gone from the folder since.",)
        self.list.show_hits(result.hits, self._articles, passages=3 if self.size.height > 30 else 2, cursor=cursor)
        passages = sum(len(hit.excerpts) for hit in result.hits)
        order = " · newest first" if self.hits_by_date else ""
        self.status.found = f"{total} · {counted(passages, 'passage')}{order}"

    @on(Input.Submitted, "#query")
    def open_first_choice(self) -> None:
        """Open the row under the cursor, as Enter in the list does; whoever comes back stands in the list."""
        is_answered = self._result is not None and self._result.query.strip() == self.query_text
        if is_answered and (fault := self._left_out(self.query_text)):  # these hits are not what was asked for
            self.say(fault, is_error=True)
            return
        if not (is_answered and self.list.offer):  # an offer is typed on
            self.list.focus()
        if is_answered:
            self.action_article_open()

    @on(SearchBar.Left)
    def go_to_list(self, left: SearchBar.Left) -> None:
        """Go on in the list."""
        self._remember_query()
        self.list.focus()
        self.list.move_lines(left.rows)

    @on(SearchBar.Cancelled)
    def leave_search(self) -> None:
        """Leave the line; the query stays until Esc again."""
        self.list.focus()

    def _remember_query(self) -> None:
        query = self.query_text
        if query:
            self.past_queries = [*(past for past in self.past_queries if past != query), query][-100:]
            self.search_bar.remember(self.past_queries)

    # --- opening --------------------------------------------------------

    @on(RowList.Chosen)
    def open_chosen_article(self) -> None:
        """Open the row that was chosen with the mouse."""
        self.action_article_open()

    def action_article_open(self) -> None:
        """Open the article at the passage, or the numbered row; or search for what is offered."""
        if offer := self.list.offer:
            self.search_bar.value = offer
            self.search_bar.cursor_position = len(offer)
            return
        if self.keystrokes.has_count():
            self.list.move_to_row(self.keystrokes.take_count())
        row = self.list.current
        if row and row.hit:
            self._remember_query()
            self.open_hit(row, row.hit)
        elif row:
            self.post_message(ArticlesChosen((row.article.summary.id,), listed=self.list.article_ids()))

    @work(exclusive=True, group="open")
    async def open_hit(self, row: Row, hit: Hit) -> None:
        """Open an article at a passage, with every match of the query in it."""
        query = self.query_text
        passages = [row.excerpt] if row.excerpt else list(hit.excerpts[:1])
        place = next((match for passage in passages for match in passage.matches), None)
        known = tuple(sorted(match for excerpt in hit.excerpts for match in excerpt.matches))
        try:
            asked = self.searcher.matches(query, hit.article, today=self.today)
            matches = await asyncio.wait_for(asked, _MATCHES_WITHIN_SECONDS)
        except (TimeoutError, ReaderError):
            matches = known
        self.post_message(ArticlesChosen((hit.article,), place, query, matches or known, self.list.article_ids()))

    @property
    def today(self) -> date:
        """The day, for queries with dates."""
        return datetime.now().astimezone().date()

    # --- keeping up -----------------------------------------------------

    @work(thread=True, exclusive=True, group="refresh")
    def refresh_folder(self) -> None:
        """Bring the catalogue up to date and tell the screen."""
        last = 0.0

        def tell(progress: Progress) -> None:
            nonlocal last
            if time.monotonic() - last > 0.2:
                last = time.monotonic()
                self.post_message(Refreshing(progress))

        try:
            self.post_message(Refreshed(self.library.refresh_catalogue(tell, lambda: not self.is_running)))
        except ReaderError as error:
            self.post_message(Refreshed(None, str(error)))

    @work(exclusive=True, group="index")
    async def update_index(self) -> None:
        """Bring the index up to date behind the screen, then ask again what is being asked."""
        try:
            self.searcher.set_state(await asyncio.to_thread(self.library.user_state))
            await self.searcher.refresh(lambda done, total: self._show_state(f"indexing {done} of {total}"))
        except ReaderError as error:
            self.say(str(error), is_error=True)
        self._show_state("")
        if self.query_text:
            self.search(self.query_text)

    @on(Refreshing)
    def show_progress(self, news: Refreshing) -> None:
        """Tell how far the folder has been read."""
        of = f" of {news.progress.total}" if news.progress.total else ""
        self._show_state(f"reading {news.progress.done}{of}")

    @on(Refreshed)
    def show_report(self, news: Refreshed) -> None:
        """Show what has changed."""
        self._is_looking = False
        self._show_state("")
        self.update_index()
        if news.fault:
            self.say(news.fault, is_error=True)
        report = news.report
        if report and report.updated:
            self._renew_open_articles()
        has_changed = report is not None and bool(report.added or report.updated or report.removed)
        if self.is_current and (has_changed or not self._articles):
            self.show_articles()
        if report and report.refused:
            first = report.refused[0]
            self.say(f"{counted(len(report.refused), 'file')} not taken in: {first.path}: {first.why}", is_error=True)
        elif report and (report.updated or report.removed):
            self.say(_changes(report))

    def _renew_open_articles(self) -> None:
        """Let what is read above this list be what its files hold now."""
        from reader.tui.screens.panes import PanesScreen

        for screen in self.app.screen_stack:
            if isinstance(screen, PanesScreen) and screen.renew_articles():
                screen.say("The text has changed since it was read last; this is how it is now")

    def _show_state(self, state: str) -> None:
        self.query_one("#state", Static).update(Content(one_line(state)))

    def heading_of(self, article_id: str) -> str:
        """Return how an article was called when it was listed last, or nothing."""
        listed = self._articles.get(article_id)
        return one_line(listed.summary.heading) if listed else ""

    def show_changes(self) -> None:
        """Show read state and notes as they are now, and search by them."""
        self.show_articles()
        self.tell_state()

    @work(exclusive=True, group="state")
    async def tell_state(self) -> None:
        """Let searches answer by read state, tags and notes as they are now, and by titles and names that were corrected."""
        self.searcher.set_state(await asyncio.to_thread(self.library.user_state))
        await self.searcher.refresh()

    def on_screen_resume(self) -> None:
        """Show what changed while another screen was open."""
        if not self._is_fresh:
            self.show_changes()
        self._is_fresh = False
        self._go_to_read_last()

    def stand_on(self, article_ids: Sequence[str]) -> None:
        """When the list is shown again, have the cursor on one of some articles, if it is not: on the first of them."""
        self._read_last = tuple(article_ids)

    def _go_to_read_last(self) -> None:
        read, self._read_last = self._read_last, ()
        current = self.list.current
        if read and (current is None or current.article.summary.id not in read):
            row = next((n for n, row in enumerate(self.list.rows, 1) if row.article.summary.id == read[0]), 0)
            if row:
                self.list.move_to_row(row)


def _faulty(error: QueryError) -> str:
    return f"{error} (at {error.start + 1})"


def _changes(report: Report) -> str:
    parts: Mapping[str, int] = {"new": len(report.added), "changed": len(report.updated), "gone": len(report.removed)}
    return "Looked through the folder: " + ", ".join(f"{count} {word}" for word, count in parts.items() if count)
