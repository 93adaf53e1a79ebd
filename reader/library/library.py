"""The one door: what the command line and the screens call.

A `Library` is one collection with everything the reader made of it. It
combines the rooms below (formats, catalogue, entities, search, compare,
bookmarks) and computes nothing itself. All methods may be called from any
thread; those that can take longer than a frame say so.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from reader.article import Article, Label, Mention
from reader.bookmarks.bookmark import Bookmark, Colour, Place
from reader.compare.comparison import Comparison
from reader.config import Config
from reader.entities.entity import ConcordanceLine, Entity, TimelineEvent
from reader.library.listing import Collection, ListedArticle, Position, Progress, Report
from reader.paths import Paths
from reader.search.hits import SearchResult, UserState
from reader.text import Span


def utc_now() -> datetime:
    """Return the time with its zone."""
    return datetime.now(UTC)


class Library:
    """One collection and what the reader made of it."""

    collection: Collection
    notices: tuple[str, ...]
    """What a person must know about this start: a store repaired, a cache rebuilt, a fault in the configuration."""

    @classmethod
    def open(
        cls, paths: Paths, config: Config, folder: Path | None = None, *, clock: Callable[[], datetime] = utc_now
    ) -> "Library":
        """Open a folder in place, the default collection, or the bundled sample while that is empty; reads no article."""
        raise NotImplementedError

    def close(self) -> None:
        """Release files and processes; safe to call twice."""
        raise NotImplementedError

    # --- the collection -------------------------------------------------

    def refresh(
        self, on_progress: Callable[[Progress], None] | None = None, should_stop: Callable[[], bool] | None = None
    ) -> Report:
        """Bring catalogue and index up to date with the folder by size, time and digest (slow)."""
        raise NotImplementedError

    def listed(self) -> tuple[ListedArticle, ...]:
        """All articles with read state and note count, newest published first, undated last."""
        raise NotImplementedError

    def resolve(self, reference: str) -> str:
        """Return the id for an id, an unambiguous beginning of one, a file name or a path.

        Raises:
            UnknownArticle: nothing has it, or several articles do.
        """
        raise NotImplementedError

    def article(self, article_id: str) -> Article:
        """Return an article with the reader's corrections applied."""
        raise NotImplementedError

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """Return its mentions in order, corrections applied."""
        raise NotImplementedError

    def set_metadata(self, article_id: str, values: Mapping[str, str]) -> None:
        """Set title, source, date, author or url for good; an empty value takes the reader's word back."""
        raise NotImplementedError

    def set_block(self, article_id: str, block: Span, *, is_article: bool) -> None:
        """Say for good that a block is article, or that it is furniture."""
        raise NotImplementedError

    # --- search ---------------------------------------------------------

    def search(self, query: str, *, limit: int = 20, by_date: bool = False) -> SearchResult:
        """Answer a query in this process (slow; the screens use `search_process`).

        Raises:
            QueryError: the query cannot be read; it knows the place of the fault.
        """
        raise NotImplementedError

    def user_state(self) -> UserState:
        """Return what queries need to know of read state, tags and notes."""
        raise NotImplementedError

    # --- reading state --------------------------------------------------

    def mark_read(self, article_id: str, *, is_read: bool) -> None:
        """Remember that an article is read, or unread again."""
        raise NotImplementedError

    def position(self, article_id: str) -> Position | None:
        """Return where reading stopped."""
        raise NotImplementedError

    def save_position(self, article_id: str, position: Position) -> None:
        """Remember where reading stopped."""
        raise NotImplementedError

    # --- bookmarks ------------------------------------------------------

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """All bookmarks of the collection's articles, oldest first."""
        raise NotImplementedError

    def bookmarks_in(self, article_id: str) -> tuple[tuple[Bookmark, Place], ...]:
        """Bookmarks with a target in the article, and where it stands today."""
        raise NotImplementedError

    def place_of(self, bookmark: Bookmark, target: int = 0) -> Place:
        """Return where a target of a bookmark stands in the text of today."""
        raise NotImplementedError

    def add_bookmark(
        self, places: Sequence[tuple[str, Span]], *, note: str = "", tags: Sequence[str] = (), colour: Colour = Colour.GOLD
    ) -> Bookmark:
        """Keep one place (article id, span), or two as a pair; durable when this returns."""
        raise NotImplementedError

    def edit_bookmark(
        self, bookmark_id: str, *, note: str | None = None, tags: Sequence[str] | None = None, colour: Colour | None = None
    ) -> Bookmark:
        """Change a bookmark's note, tags or colour; None leaves as it is."""
        raise NotImplementedError

    def remove_bookmark(self, bookmark_id: str) -> None:
        """Delete a bookmark; `undo` brings it back."""
        raise NotImplementedError

    def undo(self) -> str | None:
        """Take the last change of this run back and say which, or return None when there is none."""
        raise NotImplementedError

    def save_draft(self, key: str, text: str) -> None:
        """Keep text that is being typed under a key; empty text forgets it."""
        raise NotImplementedError

    def drafts(self) -> Mapping[str, str]:
        """Return the kept drafts."""
        raise NotImplementedError

    def export_bookmarks(self, style: str) -> str:
        """Return all bookmarks as `markdown`, `org`, `w3c`, `readwise`, `csv` or `json`."""
        raise NotImplementedError

    # --- entities -------------------------------------------------------

    def entities(self, article_ids: Sequence[str] = (), labels: Sequence[Label] = ()) -> tuple[Entity, ...]:
        """Entities of some articles, or of all, most mentioned first."""
        raise NotImplementedError

    def concordance(self, term: str) -> tuple[ConcordanceLine, ...]:
        """Every place of a word, phrase or entity with the words around it (slow)."""
        raise NotImplementedError

    def timeline(self, article_ids: Sequence[str] = ()) -> tuple[TimelineEvent, ...]:
        """Dated statements in order."""
        raise NotImplementedError

    # --- comparing ------------------------------------------------------

    def compare(self, a: str, b: str) -> Comparison:
        """Compare two articles, pins applied (slow the first time, then kept)."""
        raise NotImplementedError

    def pin(self, a: tuple[str, Span], b: tuple[str, Span], *, together: bool | None) -> None:
        """Say for good that two passages belong together or do not; None takes the word back."""
        raise NotImplementedError

    def brief(self, article_ids: Sequence[str]) -> str:
        """Return the comparison of two or more articles as a Markdown document with citations."""
        raise NotImplementedError

    def cite(self, article_id: str, style: str = "text") -> str:
        """Return a citation as `text`, `bibtex` or `csl-json`."""
        raise NotImplementedError
