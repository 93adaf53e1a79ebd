"""A screen of one to four panes: opening articles in them, focus, arrangement, places kept.

What the screen knows of an article that is open, beside what its pane shows,
is an `Opened`. Marks of names and notes are read behind the first frame; where
reading stopped is saved a moment after the last scroll, and when one leaves.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from textual import events, on, work
from textual.widget import Widget

from reader.article import Article, Mentions
from reader.bookmarks.bookmark import Bookmark, Place
from reader.config import Config
from reader.errors import ReaderError, StoreError
from reader.library.background import Background
from reader.library.library import Library
from reader.library.listing import Position
from reader.text import Mark, MarkKind, Span
from reader.tui.direct_paint import DirectFrame
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.widgets.arrangement import MOST_PANES, Arrangement, is_zen
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.pane_place import place_of
from reader.tui.widgets.pane_row import PaneRow
from reader.tui.widgets.still_pane import paragraph_words

_SAVE_AFTER_SECONDS = 1.5
TOLD_AFTER_SECONDS = 0.4
"""That names are being found is told when it takes longer: most articles have theirs by then."""
LEAST_TEXT_WIDTH, MOST_TEXT_WIDTH, TEXT_WIDTH_STEP = 30, 200, 4


@dataclass(frozen=True, slots=True)
class Opening:
    """What to open in a pane."""

    article: str
    place: Span | None = None
    """Where; without it, where reading stopped."""
    matches: tuple[Span, ...] = ()
    """Matches of a query, to stand out."""


@dataclass(slots=True)
class Opened:
    """An article that is open in a pane."""

    pane: ArticlePane
    article: Article
    mentions: Mentions = field(default_factory=Mentions)
    bookmarks: tuple[tuple[Bookmark, Place], ...] = ()
    has_marks: bool = False
    """Its names and notes are read, or being read."""
    has_names: bool = False
    """Its names are read: what is not among them it does not have."""
    saved: tuple[int, float] | None = None
    """Place and progress as they were saved last."""
    is_marked: bool = False
    """Read or unread was said in this sitting."""


class PanesScreen(CommandScreen[None]):
    """One to four articles side by side."""

    BLANK = True
    TABLE = "reading"

    def __init__(self, library: Library, config: Config, openings: Sequence[Opening]) -> None:
        super().__init__()
        self.library = library
        self.config = config
        self.text_width = config.text_width
        self.is_zoomed = False
        self.arrangement = Arrangement.SINGLE
        self.opened: dict[ArticlePane, Opened] = {}
        self.row = PaneRow()
        self.frame = DirectFrame(is_on=config.direct_paint)
        """What a key for moving changes goes into it."""
        self._openings = tuple(openings[:MOST_PANES])
        self.panes = [self._new_pane() for _ in self._openings]
        self._begins_in = self._last_focused = self.panes[0]
        self._scrolled: set[ArticlePane] = set()
        """Where the person scrolled since places were saved; panes that followed are saved at the end."""
        self.background: Background | None = None
        """Finds names and compares without holding keys up; without it, or where it fails, the library does in a thread."""
        self._is_finding_names = False
        """Nobody looked for those of an article before, and it takes a while until they are marked."""
        self._one_at_a_time = asyncio.Lock()
        """Names of several long articles read at once would need as much memory besides as all of them."""

    def _new_pane(self) -> ArticlePane:
        config = self.config
        return ArticlePane(text_width=self.text_width, ascii_only=config.ascii, frame=self.frame)

    def compose_body(self) -> Iterator[Widget]:
        """Give the panes."""
        yield from self.panes

    def on_mount(self) -> None:
        """Open what is to be opened."""
        super().on_mount()
        self._line = self.status
        for pane, opening in zip(self.panes, self._openings, strict=True):
            pane.text_width = self.text_width
            self.open_in(pane, opening)
        self.set_focus(self._begins_in)
        self.arrange_panes()

    def on_unmount(self) -> None:
        """Keep where reading stopped."""
        self.save_positions()

    def stand_as_left(self, *, focused: int, is_zoomed: bool) -> None:
        """Before the screen is shown: put the focus on a pane, alone or among the others."""
        self._begins_in = self._last_focused = self.panes[min(focused, len(self.panes) - 1)]
        self.is_zoomed = is_zoomed

    # --- panes -------------------------------------------------------------

    @property
    def pane(self) -> ArticlePane:
        """The pane in use."""
        focused = self.focused
        if isinstance(focused, ArticlePane) and focused in self.panes:
            self._last_focused = focused
        return self._last_focused

    @property
    def here(self) -> Opened | None:
        """What is open in the pane in use."""
        return self.opened.get(self.pane)

    @property
    def mover(self) -> ArticlePane:
        """The commands for moving move the text."""
        return self.pane

    @property
    def is_zen(self) -> bool:
        """The text stands alone."""
        return is_zen(len(self.panes), is_zoomed=self.is_zoomed)

    @property
    def table_in_force(self) -> str:
        """With several panes their commands work too."""
        return "compare" if len(self.panes) > 1 else "reading"

    def open_article_ids(self) -> tuple[str, ...]:
        """The articles that are open, in the order of the panes."""
        return tuple(self.opened[pane].article.id for pane in self.panes if pane in self.opened)

    def arrange_panes(self) -> None:
        """Put the panes in their places."""
        self.set_class(self.is_zen, "-zen")
        self.arrangement = self.row.arrange(self, self.panes, self.pane, is_zoomed=self.is_zoomed)
        self.show_state()

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the panes for another size."""
        self.arrange_panes()

    def go_to_pane(self, step: int) -> None:
        """Go round the panes."""
        place = (self.panes.index(self.pane) + step) % len(self.panes)
        self.use(self.panes[place])
        self.arrange_panes()

    def use(self, pane: ArticlePane) -> None:
        """Make a pane the one in use at once: where one stands at a time, that one is shown."""
        pane.display = True
        self.set_focus(pane)
        self._last_focused = pane

    def on_descendant_focus(self) -> None:
        """Show the state of the pane that came into use."""
        self.show_state()

    async def add_pane(self, opening: Opening) -> None:
        """Open an article in one more pane, or in the last one when there are four."""
        if len(self.panes) < MOST_PANES:
            self.is_zoomed = self.is_zoomed and not self.is_zen  # a second account is asked for to be seen
            pane = self._new_pane()
            await self.mount(pane, after=self.panes[-1])
            self.panes.append(pane)
        pane = self.panes[-1]
        self.open_in(pane, opening)
        self.use(pane)
        self.update_keys()
        self.arrange_panes()

    async def close_pane(self, pane: ArticlePane) -> None:
        """Close a pane; the last one stays."""
        if len(self.panes) < 2:
            return
        self.save_positions_soon()
        place = self.panes.index(pane)
        self.panes.remove(pane)
        self.is_zoomed = self.is_zoomed and not self.is_zen
        self.opened.pop(pane, None)
        self._last_focused = self.panes[min(place, len(self.panes) - 1)]
        self._last_focused.focus()
        await pane.remove()
        self.update_keys()
        self.arrange_panes()

    # --- articles ------------------------------------------------------------

    def open_in(self, pane: ArticlePane, opening: Opening) -> Opened | None:
        """Open an article in a pane, at a place or where reading stopped."""
        self.save_positions_soon()
        try:
            article = self.library.article(opening.article)
            position = self.library.position(opening.article)
        except ReaderError as error:
            self.say(str(error), is_error=True)
            return None
        opened = Opened(pane, article)
        self.opened[pane] = opened
        if opening.place is not None:
            pane.show_article(article, place=opening.place.start, row_part=3)
        else:
            pane.show_article(article, place=place_of(position, article))
        pane.show_marks(MarkKind.MATCH, [Mark(span, MarkKind.MATCH) for span in opening.matches])
        pane.show_current(opening.place if opening.matches else None)
        # Their thread would hold the first frame up. The app calls after the batch in which it opens a screen; here no frame waits.
        self.app.call_after_refresh(self._load_marks_soon, opened)
        self.show_state()
        return opened

    @work(description="marks")  # without one, Textual writes out the whole article to describe the work
    async def _load_marks_soon(self, opened: Opened) -> None:
        await self._load_marks(opened)

    async def _load_marks(self, opened: Opened) -> None:
        """Read names and notes behind the first frame; by then another article may be open."""
        opened.has_marks = True
        async with self._one_at_a_time:
            await self._find_names(opened.article.id)
            opened.mentions = await self._quietly(self._mentions_of, opened.article.id) or Mentions()
        opened.has_names = True
        opened.bookmarks = await self._quietly(self.library.bookmarks_in, opened.article.id) or ()
        self.show_marks_of(opened)

    async def _find_names(self, article_id: str) -> None:
        """Let names that nobody has looked for be found by another process: the recogniser takes memory, and time from keys."""
        with contextlib.suppress(ReaderError):  # the library finds them itself then
            if self.background and not await asyncio.to_thread(self.library.has_names, article_id):
                later = self.set_timer(TOLD_AFTER_SECONDS, partial(self._tell_finding, is_on=True))
                try:
                    await self.background.find_names(article_id)
                finally:
                    later.stop()
                    self._tell_finding(is_on=False)

    def _tell_finding(self, *, is_on: bool) -> None:
        if self._is_finding_names is not is_on:
            self._is_finding_names = is_on
            if self.is_running:
                self.show_state()

    def _mentions_of(self, article_id: str) -> Mentions:
        return Mentions(self.library.mentions(article_id))

    async def _quietly(self, read: Callable[..., Any], *arguments: Any) -> Any:
        """Call something slow in a thread; a failure is told, and costs only its result."""
        try:
            return await asyncio.to_thread(read, *arguments)
        except ReaderError as error:
            self.say(str(error), is_error=True)
            return None

    def show_marks_of(self, opened: Opened) -> None:
        """Mark names and notes in a pane."""
        if self.opened.get(opened.pane) is opened:
            opened.pane.show_marks(MarkKind.MENTION, opened.mentions)
            opened.pane.show_marks(MarkKind.NOTE, [mark for pair in opened.bookmarks for mark in marks_of_bookmark(*pair)])

    def reload_bookmarks(self, opened: Opened) -> None:
        """Read the notes of an article again, after a change."""
        opened.bookmarks = self.library.bookmarks_in(opened.article.id)
        self.show_marks_of(opened)

    # --- articles that change while they are open -------------------------------

    def renew_articles(self) -> bool:
        """Show the articles as the library has them now; tell whether any of their words are others.

        A file may be edited while it is open, and this run or another program reads it again: from then on
        places in the old text are places of other words.
        """
        have_changed = False
        for pane, opened in tuple(self.opened.items()):
            before = opened.article
            article = self._article_now(before)
            if (article.digest, article.metadata, article.blocks) == (before.digest, before.metadata, before.blocks):
                continue
            place = _same_place(before, pane.top_place, article)
            if self.open_in(pane, Opening(article.id)):
                pane.scroll_to_place(place)
            have_changed |= article.digest != before.digest
        return have_changed

    def _article_now(self, before: Article) -> Article:
        """Return an article as the library has it; one that has gone stays as it was."""
        try:
            return self.library.article(before.id)
        except ReaderError:
            return before

    # --- where reading stopped -------------------------------------------------

    @on(ArticlePane.Scrolled)
    def _follow_the_mouse(self, message: ArticlePane.Scrolled) -> None:
        self.scrolled(message.pane)

    def scrolled(self, pane: ArticlePane) -> None:
        """Do what follows from a scroll, in the same turn so that it is in the same frame."""
        if not self._scrolled:
            self.set_timer(_SAVE_AFTER_SECONDS, self._save_positions_later)
        self._scrolled.add(pane)
        self.show_state()

    def _move_lines(self, lines: int) -> None:
        with self.frame:
            super()._move_lines(lines)
            self.scrolled(self.pane)

    def _move_pages(self, pages: float) -> None:
        with self.frame:
            super()._move_pages(pages)
            self.scrolled(self.pane)

    def _move_to_end(self, fraction: float) -> None:
        with self.frame:
            super()._move_to_end(fraction)
            self.scrolled(self.pane)

    def show_typed(self, pending: str) -> None:
        """Show what was typed and waits for more."""
        if self._line is not None:
            self._line.typed = pending

    @on(ArticlePane.ParagraphReached)
    def _show_paragraph(self) -> None:
        self.show_state()

    async def _save_positions_later(self) -> None:
        scrolled, self._scrolled = self._scrolled, set()
        self._save_soon(opened for pane, opened in self.opened.items() if pane in scrolled)

    def _moved_places(self, some: Iterable[Opened]) -> list[tuple[str, Position]]:
        """Return the places that are not saved yet, and take them as saved."""
        moved = []
        for opened in some:
            pane, article = opened.pane, opened.article
            place = (pane.top_place, round(pane.progress, 3))
            if place == opened.saved or pane.page is None or pane.article is not article:
                continue
            opened.saved = place
            moved.append((article.id, Position(article.digest, *place)))
        return moved

    def save_positions(self) -> None:
        """Keep the place in each pane, where it has changed."""
        for article_id, position in self._moved_places(self.opened.values()):
            self._save_position(article_id, position)

    def save_positions_soon(self) -> None:
        """Keep the places as they are now, in a thread: a store that is safe is slower than a frame."""
        self._save_soon(self.opened.values())

    def _save_soon(self, some: Iterable[Opened]) -> None:
        for article_id, position in self._moved_places(some):
            self.write_soon(partial(self._save_position, article_id, position))

    def _save_position(self, article_id: str, position: Position) -> None:
        with contextlib.suppress(StoreError):  # the banner tells; who leaves or scrolls is not held up
            if self.library.position(article_id) != position:  # a write for nothing costs the disk, and saved frames
                self.library.save_position(article_id, position)

    @work(description="write")
    async def write_soon(self, write: Callable[[], object]) -> None:
        """Write something in a thread; a failure is told."""
        await self._quietly(write)

    # --- at the end --------------------------------------------------------------

    def stand_as_at_start(self) -> bool:
        """Show the articles at their places, without anything of this sitting; tell whether a start will show them so."""
        is_usual = all(pane.only is None and pane.view.shows_marks and not pane.shows_whole for pane in self.panes)
        if not is_usual or self.row.is_changed or self._line is None:
            return False
        self.save_positions()
        self._is_finding_names = False
        for pane in self.panes:
            opened = self.opened.get(pane)
            if opened is None:
                return False
            place = place_of(self.library.position(opened.article.id), opened.article)
            pane.show_article(opened.article, place=place)
        self._line.clear()
        self.show_state()
        return True

    # --- the state of things ------------------------------------------------------

    def show_state(self) -> None:
        """Show where one is."""
        line = self._line
        if line is not None:
            where, switches = ("", "") if self.is_zen else (self.where(), self.switches())
            line.show_state(where=where, found=self.found(), switches=switches, frame=self.frame)

    def found(self) -> str:
        """What was found."""
        return ""

    def where(self) -> str:
        """The paragraph; how far that is stands in the title bar."""
        pane = self.pane
        return paragraph_words(pane.paragraph_number, pane.paragraph_count)

    def switches(self) -> str:
        """What is on."""
        states = (
            (self._is_finding_names, "finding names …"),
            (not self.pane.view.shows_marks, "marks off"),
            (self.pane.shows_whole, "whole text"),
            (self.pane.only is not None, "only hits"),
            (self.arrangement is Arrangement.SINGLE and len(self.panes) > 1, f"pane {self.pane.number} of {len(self.panes)}"),
        )
        return " · ".join(words for is_on, words in states if is_on)


def _same_place(before: Article, offset: int, article: Article) -> int:
    """Return where the paragraph of an offset stands in another version of the article, else the offset itself."""
    block = next((block for block in before.blocks if block.span.end > offset), None)
    there = article.text.find(block.span.of(before.text)) if block else -1
    return there + max(0, offset - block.span.start) if block and there >= 0 else min(offset, len(article.text))


def marks_of_bookmark(bookmark: Bookmark, place: Place) -> tuple[Mark, ...]:
    """Return the mark of a bookmark that stands somewhere."""
    if place.span is None or not len(place.span):
        return ()
    return (Mark(place.span, MarkKind.NOTE, bookmark.colour, bookmark.id),)
