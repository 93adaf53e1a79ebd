"""What the screens of names, of a concordance and of dates have in common: a heading, a filter, a list."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from reader.library.library import Library
from reader.library.listing import Progress
from reader.library.watching import Watch
from reader.safetext import one_line
from reader.text import Span
from reader.tui.messages import ArticlesChosen
from reader.tui.screens.command_screen import CommandScreen, Movable
from reader.tui.widgets.cells import fitted
from reader.tui.widgets.concordance_list import ArticleFacts
from reader.tui.widgets.row_list import RowList
from reader.tui.widgets.search_bar import SearchBar

_TOLD_EVERY_SECONDS = 0.2


@dataclass
class ArticlesRead(Message):
    """How many articles were read of those that a list is made from."""

    progress: Progress


class ListScreen(CommandScreen[ScreenResultType], inherit_bindings=False):
    """A list of places in articles, under a heading and a line to filter by."""

    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    ListScreen .heading { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ListScreen SearchBar { display: none; }
    ListScreen SearchBar.-open { display: block; }
    """

    def __init__(self, library: Library, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.library = library
        self.ascii_only = ascii_only
        self._is_reading = False
        self._is_stopped = False
        self._read = Progress(0, 0, "")
        self._heading: tuple[str, str] | None = None

    # --- what a subclass gives ------------------------------------------

    @property
    def rows(self) -> RowList[Any]:
        """The list."""
        return self.query_one(RowList)

    def compose_lists(self) -> Iterator[Widget]:
        """Give what stands below the heading and the filter."""
        yield from ()

    def show_matching(self, words: str) -> None:
        """Show only rows with these words."""

    def tell_read(self) -> None:
        """Say how many articles were read (`read_note`)."""

    # --- reading many articles ------------------------------------------

    def begin_reading(self) -> None:
        """Note that a worker begins to read articles for the list."""
        self._is_reading, self._is_stopped, self._read = True, False, Progress(0, 0, "")

    def end_reading(self) -> None:
        """Note that the list has all it gets."""
        self._is_reading = False

    @property
    def is_reading(self) -> bool:
        """Whether a worker still reads articles for the list."""
        return self._is_reading

    @property
    def read_note(self) -> str:
        """How far the reading is, or where it was stopped; empty when all was read."""
        done, total = self._read.done, self._read.total
        of = f"{done:,} of {total:,}" if total else f"{done:,}"  # how many hold a word is known when all have been looked at
        if self._is_reading:
            return f"reading {of} articles …" if done or total else "reading …"
        return f"stopped after {of} articles" if self._is_stopped else ""

    def watched(self) -> Watch:
        """Return who looks on while the worker of this thread reads: the screen is told, and may stop it."""
        worker, last = get_current_worker(), 0.0

        def tell(progress: Progress) -> None:
            nonlocal last
            if time.monotonic() - last > _TOLD_EVERY_SECONDS:
                last = time.monotonic()
                self.post_message(ArticlesRead(progress))

        return Watch(tell, lambda: self._is_stopped or worker.is_cancelled or not self.is_running)

    @on(ArticlesRead)
    def show_read(self, read: ArticlesRead) -> None:
        """Show how far the reading is."""
        if self._is_reading:
            self._read = read.progress
            self.tell_read()

    # --- parts ----------------------------------------------------------

    def compose_body(self) -> Iterator[Widget]:
        """Give heading, filter and lists."""
        yield Static(classes="heading")
        yield SearchBar(placeholder="Words to look for in the rows")
        yield from self.compose_lists()

    @property
    def mover(self) -> Movable:
        """What the commands for moving move."""
        return self.rows

    def show_heading(self, title: str, note: str = "") -> None:
        """Show what the list is, and a note on it."""
        self._heading = one_line(title), one_line(note)
        name, about = self._heading
        room = self.size.width - cell_len(name) - 5 if self.size.width else cell_len(about)
        shown = Content.assemble(Content.styled(one_line(name), "bold"), (f"   {fitted(about, max(0, room))}", "$text-quiet"))
        self.query_one(".heading", Static).update(shown)

    def on_resize(self, event: events.Resize) -> None:
        """Cut the heading at a word of another place."""
        if self._heading:
            self.show_heading(*self._heading)

    def facts(self) -> Mapping[str, ArticleFacts]:
        """Return what the lists show of each article."""
        return {
            each.summary.id: ArticleFacts(
                each.summary.metadata.source.text or each.summary.heading, each.summary.heading, max(1, 6 * each.summary.words)
            )
            for each in self.library.listed()
        }

    def go_to(self, article: str, span: Span, others: tuple[Span, ...] = ()) -> None:
        """Open an article at a place; the other places stand out too."""
        self.post_message(ArticlesChosen((article,), span, matches=others or (span,)))

    # --- the filter -----------------------------------------------------

    @property
    def bar(self) -> SearchBar:
        """The line to filter by."""
        return self.query_one(SearchBar)

    def action_panel_filter(self) -> None:
        """Type words that the rows must have."""
        self.bar.add_class("-open")
        self.bar.focus()

    @on(Input.Changed)
    def filter_rows(self, changed: Input.Changed) -> None:
        """Show what matches as it is typed."""
        self.show_matching(changed.value.strip())

    @on(Input.Submitted)
    @on(SearchBar.Left)
    def leave_filter(self) -> None:
        """Go on in the list; the filter stays."""
        self.rows.focus()

    @on(SearchBar.Cancelled)
    def close_filter(self) -> None:
        """Show all rows again."""
        self.bar.value = ""
        self.bar.remove_class("-open")
        self.rows.focus()

    def action_app_cancel(self) -> None:
        """Take the filter away, or stop the reading; where there is neither, say what leaves."""
        if self._is_reading and not self.bar.has_class("-open"):
            self._is_stopped = True
            return
        had_filter, was_typing = self.bar.has_class("-open"), bool(self.keystrokes.pending)
        super().action_app_cancel()
        self.close_filter()
        if not had_filter and not was_typing:
            self.tell_nothing_to_cancel()
