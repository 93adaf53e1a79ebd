"""All bookmarks and notes of the collection: found, filtered, sorted, gone to, changed, reviewed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from reader.article import Article
from reader.bookmarks.bookmark import Bookmark, PlaceState
from reader.bookmarks.bulk import made_in_bulk
from reader.bookmarks.lists import ListedBookmark, Order, matching, ordered
from reader.config import Config
from reader.errors import ReaderError
from reader.library.library import Library
from reader.text import Span
from reader.tui.messages import ArticlesChosen, PlacesChosen
from reader.tui.screens.bookmark_export import ask_and_export
from reader.tui.screens.bookmark_rows import begun_notes, bookmark_row, copied, nothing_kept, stand_in, written_out
from reader.tui.screens.list_screen import ListScreen
from reader.tui.screens.note_question import NoteQuestion, TagsQuestion, read_tags
from reader.tui.screens.placing import PlacingScreen
from reader.tui.widgets.bookmark_list import BookmarkList
from reader.tui.widgets.row_list import RowList

_HINTS_AT_NOTHING = ("app.back", "help.open")
"""The commands worth showing while there is no bookmark."""
_GO_ON = "This note is only begun: a goes on with it"


@dataclass
class BookmarksRead(Message):
    """The bookmarks, with their places of today."""

    rows: tuple[ListedBookmark, ...]
    elsewhere: Mapping[str, int] = field(default_factory=dict)


class BookmarksScreen(ListScreen[None], inherit_bindings=False):
    """The list with a preview below it; Enter goes to the place."""

    TABLE = "bookmarks"
    DEFAULT_CSS = """
    BookmarksScreen #preview { height: auto; max-height: 40%; padding: 1 2; }
    """

    def __init__(self, library: Library, config: Config) -> None:
        super().__init__(library, ascii_only=config.ascii)
        self.config = config
        self.order = Order.ARTICLE
        self._rows: tuple[ListedBookmark, ...] = ()
        """In the order that is shown."""
        self._words = ""
        self._change = -1
        self._elsewhere: Mapping[str, int] = {}
        """Bookmarks of other collections by folder, where there are none here."""

    def compose_lists(self) -> Iterator[Widget]:
        """Give the list and the preview."""
        yield BookmarkList(ascii_only=self.ascii_only)
        yield Static(id="preview")

    @property
    def list(self) -> BookmarkList:
        """The bookmarks."""
        return self.query_one(BookmarkList)

    def on_mount(self) -> None:
        """Read the bookmarks; the app says when another program has changed them."""
        super().on_mount()
        self.list.empty = ("Looking …",)
        self.look_for_changes()

    def on_screen_resume(self) -> None:
        """Show what changed while another screen was open."""
        self.look_for_changes()

    def look_for_changes(self) -> None:
        """Read the bookmarks again when something has changed."""
        change = self.library.last_change()
        if change != self._change:
            self._change = change
            self.read_bookmarks()

    @work(thread=True, exclusive=True, group="bookmarks")
    def read_bookmarks(self) -> None:
        """Find all bookmarks, show them, and then where they stand."""
        facts, drafts = self.facts(), self.library.drafts()
        bookmarks = (*begun_notes(drafts), *self.library.bookmarks())
        if not self._rows:
            with made_in_bulk():
                rows = [bookmark_row(bookmark, facts, drafts, None) for bookmark in bookmarks]
            self.post_message(BookmarksRead(tuple(rows)))
        rows = []
        for bookmark in sorted(bookmarks, key=attrgetter("article")):  # those of one article are found together
            if not self.is_running:
                return
            rows.append(bookmark_row(bookmark, facts, drafts, self.library.place_of(bookmark)))
        self.post_message(BookmarksRead(tuple(rows), {} if rows else self.library.bookmarks_elsewhere()))

    @on(BookmarksRead)
    def take_bookmarks(self, read: BookmarksRead) -> None:
        """Show what was read."""
        self._rows = ordered(read.rows, self.order)
        self._elsewhere = read.elsewhere
        self._show()

    def show_matching(self, words: str) -> None:
        """Show only bookmarks that have what is typed."""
        self._words = words
        self._show()

    def show_changes(self) -> None:
        """Show what is kept as it is now."""
        self.look_for_changes()

    def _show(self) -> None:
        if self._rows:
            self.list.empty = ("No bookmark is like this.", "tag: article: colour: note: is:lost is:moved narrow the list.")
        else:
            self.list.empty = nothing_kept(self.keymap, self._elsewhere)
        self.list.show_bookmarks(matching(self._rows, self._words))
        states = Counter(row.state for row in self._rows)
        lost = f" · {states[PlaceState.ORPHAN]} lost their place" if states[PlaceState.ORPHAN] else ""
        shown = f"{len(self.list.rows):,} of {len(self._rows):,}" if self._words else f"{len(self._rows):,}"
        self.show_heading("Bookmarks", f"{shown}{lost} · {self.order}")
        self._preview()
        self.update_hints()

    @property
    def hinted(self) -> Sequence[str]:
        """The commands worth showing now: those for a bookmark wait for one."""
        return super().hinted if self._rows else _HINTS_AT_NOTHING

    @on(RowList.Moved)
    def _preview(self) -> None:
        row = self.list.current
        preview = self.query_one("#preview", Static)
        preview.display = row is not None
        self.status.where = f"{self.list.cursor + 1:,} of {len(self.list.rows):,}" if row else ""
        if row:
            preview.update(written_out(row))

    # --- going ----------------------------------------------------------

    @on(RowList.Chosen)
    def go_to_chosen(self) -> None:
        """Go to the place chosen with the mouse."""
        self.action_panel_go()

    def action_panel_go(self) -> None:
        """Go to the place, or review it when it is lost."""
        row = self.list.current
        if row is None:
            return
        if row.is_begun:
            self.action_bookmarks_edit()
            return
        place = row.place or self.library.place_of(row.bookmark)
        if place.span is None:
            self.action_bookmarks_review()
            return
        if len({target.article for target in row.bookmark.targets}) > 1:
            self.post_message(PlacesChosen(self._places_of(row.bookmark)))
            return
        span = row.place.span if row.place and row.place.span else Span(0, 0)
        self.post_message(ArticlesChosen((row.bookmark.article,), span))

    def _places_of(self, bookmark: Bookmark) -> tuple[tuple[str, Span], ...]:
        """Return every article of a note on a pair, with the place there."""
        places = (self.library.place_of(bookmark, number).span for number in range(len(bookmark.targets)))
        return tuple((target.article, span or Span(0, 0)) for target, span in zip(bookmark.targets, places, strict=True))

    @work
    async def action_bookmarks_review(self) -> None:
        """Put a bookmark whose text has changed where the person says."""
        row = self._kept_row()
        if row is None:
            return
        article = self._article_of(row.bookmark)
        if article is None:
            self.say("Its article is not in this collection any more; the bookmark is kept")
            return
        span = await self.app.push_screen_wait(
            PlacingScreen(row.bookmark.targets[0], article, row.place, ascii_only=self.ascii_only)
        )
        if span is not None:
            self.library.place_bookmark(row.bookmark.id, span)
            self._tell(
                "Placed anew; what was chosen first is kept too" if len(span) else "The bookmark is on the whole article now"
            )

    def _article_of(self, bookmark: Bookmark) -> Article | None:
        try:
            return self.library.article(bookmark.article)
        except ReaderError:
            return None

    # --- changing -------------------------------------------------------

    def _kept_row(self) -> ListedBookmark | None:
        """Return the bookmark under the cursor; one that is only begun must be kept first."""
        row = self.list.current
        if row and row.is_begun:
            self.say(_GO_ON)
            return None
        return row

    @work
    async def action_bookmarks_edit(self) -> None:
        """Change note, tags or colour."""
        row = self.list.current
        if row is None:
            return
        bookmark = row.bookmark
        span = row.place.span if row.place and row.place.span else bookmark.targets[0].span
        article = self._article_of(bookmark)
        if article is None:
            article, span = stand_in(bookmark), Span(0, len(bookmark.quote))
        known = None if row.is_begun else bookmark
        if await self.app.push_screen_wait(NoteQuestion(self.library, article, span, known, draft=row.draft)):
            self._tell("Note kept")
        self.look_for_changes()

    @work
    async def action_bookmarks_tags(self) -> None:
        """Change the tags."""
        row = self._kept_row()
        if row is None:
            return
        typed = await self.app.push_screen_wait(TagsQuestion(self.library, row.bookmark.tags))
        if typed is not None:
            self.library.edit_bookmark(row.bookmark.id, tags=read_tags(typed))
            self._tell("Tags kept")

    def action_bookmarks_delete(self) -> None:
        """Delete the bookmark, or what was begun; undo brings it back."""
        row = self.list.current
        if row and row.is_begun:
            self.library.delete_draft(row.draft)
            self._tell(f"Draft deleted; {self.key_of('edit.undo')} brings it back")
        elif row:
            self.library.remove_bookmark(row.bookmark.id)
            self._tell(f"Bookmark deleted; {self.key_of('edit.undo')} brings it back")

    def _tell(self, message: str) -> None:
        self.look_for_changes()
        self.say(message)

    def action_bookmarks_order(self) -> None:
        """Sort by article, newest first, by tag, lost ones first."""
        orders = list(Order)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._rows = ordered(self._rows, self.order)
        self._show()

    # --- out ------------------------------------------------------------

    def action_panel_copy(self) -> None:
        """Copy quote, note and citation."""
        row = self.list.current
        if row:
            self.copy_out(copied(row, self._citation(row)))

    def action_bookmarks_cite(self) -> None:
        """Copy the citation alone."""
        row = self.list.current
        if row:
            self.copy_out(self._citation(row))

    def _citation(self, row: ListedBookmark) -> str:
        paragraph = row.bookmark.targets[0].current.paragraph
        try:
            return f"{self.library.cite(row.bookmark.article)}, ¶{paragraph}"
        except ReaderError:
            return f"{row.source}, ¶{paragraph}"

    @work
    async def action_panel_export(self) -> None:
        """Write the listed bookmarks to a new file."""
        if all(row.is_begun for row in self.list.rows):
            self.say("There is no bookmark here to export")
            return
        told = await ask_and_export(self, [row.bookmark for row in self.list.rows if not row.is_begun])
        if told:
            self.say(told)
