"""What the screens of names, of a concordance and of dates have in common: a heading, a filter, a list."""

from collections.abc import Iterator, Mapping
from typing import Any

from textual import on
from textual.content import Content
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.library.library import Library
from reader.safetext import one_line
from reader.text import Span
from reader.tui.key_names import shown_key
from reader.tui.messages import ArticlesChosen
from reader.tui.screens.command_screen import CommandScreen, Movable
from reader.tui.widgets.concordance_list import ArticleFacts
from reader.tui.widgets.row_list import RowList
from reader.tui.widgets.search_bar import SearchBar


class ListScreen(CommandScreen[ScreenResultType], inherit_bindings=False):
    """A list of places in articles, under a heading and a line to filter by."""

    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    ListScreen .heading { height: 1; padding: 0 1; }
    ListScreen SearchBar { display: none; }
    ListScreen SearchBar.-open { display: block; }
    """

    def __init__(self, library: Library, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.library = library
        self.ascii_only = ascii_only

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
        heading = Content.assemble(Content.styled(one_line(title), "bold"), (f"   {one_line(note)}", "$text-quiet"))
        self.query_one(".heading", Static).update(heading)

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
        """Take the filter away; where there is none, say what leaves."""
        had_filter, was_typing = self.bar.has_class("-open"), bool(self.keystrokes.pending)
        super().action_app_cancel()
        self.close_filter()
        backs = self.keymap.keys_of("app.back", self.table_in_force)
        if backs and not had_filter and not was_typing:
            self.say(f"Nothing to cancel; {shown_key(backs[0])} goes back")
