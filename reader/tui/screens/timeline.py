"""Dated statements of the open articles, or of the collection, in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.entities.entity import Timeline
from reader.library.library import Library
from reader.tui.screens.list_screen import ListScreen
from reader.tui.widgets.row_list import RowList
from reader.tui.widgets.timeline_list import TimelineList


@dataclass
class EventsFound(Message):
    """The dated statements of some articles."""

    articles: tuple[str, ...]
    timeline: Timeline


class TimelineScreen(ListScreen[None], inherit_bindings=False):
    """A timeline; Enter goes to the statement."""

    TABLE = "timeline"

    def __init__(self, library: Library, articles: Sequence[str] = (), *, ascii_only: bool = False) -> None:
        super().__init__(library, ascii_only=ascii_only)
        self._opened = tuple(articles)
        self._articles = tuple(articles)
        self._timeline = Timeline()

    def compose_lists(self) -> Iterator[Widget]:
        """Give the list of statements."""
        yield TimelineList(ascii_only=self.ascii_only)

    @property
    def list(self) -> TimelineList:
        """The statements."""
        return self.query_one(TimelineList)

    def on_mount(self) -> None:
        """Look for dates."""
        self.look()

    def look(self) -> None:
        """Show the timeline of the articles asked for."""
        self.begin_reading()
        self.tell_read()
        self.find_events(self._articles)

    @work(thread=True, exclusive=True, group="timeline")
    def find_events(self, articles: tuple[str, ...]) -> None:
        """Find the dated statements and tell the screen."""
        found = self.library.timeline(articles, self.watched())
        if not get_current_worker().is_cancelled:
            self.post_message(EventsFound(articles, found))

    @on(EventsFound)
    def show_events(self, found: EventsFound) -> None:
        """Show the statements."""
        if found.articles == self._articles:
            self._timeline = found.timeline
            self.end_reading()
            self.list.show_events(found.timeline.events, self.facts())
            self.tell_read()

    def show_matching(self, words: str) -> None:
        """Show only statements with these words."""
        self.list.show_matching(words)
        self.tell_read()

    def tell_read(self) -> None:
        """Say what is shown and what is left out, or how far the looking for dates is."""
        if self.is_reading:
            self.show_heading("Timeline", self.read_note)
            return
        of = f"{len(self._articles)} open articles" if len(self._articles) > 1 else "this article"
        guessed = "~ guessed" if self.list.shows_resolved else "without guessed dates"
        where = of if self._articles else "the collection"
        left_out = f"left out {self._timeline.undated:,} undated"
        if self._timeline.unplaced:
            left_out += f", {self._timeline.unplaced:,} of no known year"
        count = len(self.list.rows)
        parts = (f"{count:,} statement{'s' * (count != 1)} of {where}", self.read_note, guessed, left_out)
        self.show_heading("Timeline", " · ".join(part for part in parts if part))

    # --- commands -------------------------------------------------------

    @on(RowList.Chosen)
    def go_to_chosen(self) -> None:
        """Go to the statement chosen with the mouse."""
        self.action_panel_go()

    def action_panel_go(self) -> None:
        """Go to the statement under the cursor."""
        event = self.list.current
        if event:
            self.go_to(event.article, event.span)

    def action_timeline_unresolved(self) -> None:
        """Show or hide statements whose year is a guess."""
        self.list.toggle_resolved()
        self.tell_read()

    def action_timeline_articles(self) -> None:
        """Show the open articles, or the whole collection."""
        if not self._opened:
            self.say("The whole collection is shown: no article is open")
            return
        self._articles = () if self._articles else self._opened
        self.look()
