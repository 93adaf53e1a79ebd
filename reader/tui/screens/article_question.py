"""Choosing another article by typing a few of its words."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.library.listing import ListedArticle
from reader.safetext import one_line
from reader.tui.screens.command_screen import Movable
from reader.tui.screens.questions import Question
from reader.tui.widgets.cells import fitted
from reader.tui.widgets.row_list import Part, RowList
from reader.tui.widgets.search_bar import SearchBar


class ArticleRows(RowList):
    """Articles with source and date; those that have all the words typed."""

    def __init__(self, listed: Sequence[ListedArticle], *, ascii_only: bool = False) -> None:
        super().__init__(ascii_only=ascii_only)
        self._listed = tuple(listed)
        self.shown = self._listed

    def show_matching(self, words: str) -> None:
        """Show the articles with all of these words in title, source, date or path."""
        wanted = words.casefold().split()
        self.shown = tuple(each for each in self._listed if all(word in _words(each) for word in wanted))
        self.rows_changed()

    def on_mount(self) -> None:
        """Show all."""
        self.show_matching("")

    def row_count(self) -> int:
        """Return how many match."""
        return len(self.shown)

    def empty_lines(self) -> Sequence[str]:
        """Say what can be done when nothing matches."""
        return ("No other article has these words.",)

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint date, source and title."""
        known = self.shown[row].summary.metadata
        about = " · ".join(one_line(value.text) for value in (known.date, known.source) if value.text)
        about = f" {fitted(about, width // 2)} · " if about else " "
        return [(about, "quiet"), (fitted(one_line(self.shown[row].summary.heading), width - cell_len(about)), "plain")]


class ArticleQuestion(Question):
    """Asks for an article; the answer is its id."""

    TABLE = "choosing"
    AUTO_FOCUS = "SearchBar"
    DEFAULT_CSS = """
    ArticleQuestion ArticleRows { height: auto; max-height: 14; width: 100%; margin: 1 0 0 0; }
    ArticleQuestion SearchBar { width: 100%; }
    """

    def __init__(self, heading: str, listed: Sequence[ListedArticle], *, ascii_only: bool = False) -> None:
        super().__init__()
        self._heading = heading
        self._rows = ArticleRows(listed, ascii_only=ascii_only)

    def compose_body(self) -> Iterator[Widget]:
        """Give the heading, the line and the articles."""
        with Vertical():
            yield Static(Content(one_line(self._heading)), classes="heading")
            yield SearchBar(placeholder="Words of its title, its source or its date")
            yield self._rows

    @on(Input.Changed)
    def show_matching(self, changed: Input.Changed) -> None:
        """Show what matches as it is typed."""
        self._rows.show_matching(changed.value)

    @property
    def mover(self) -> Movable:
        """What the commands for moving move."""
        return self._rows

    @on(SearchBar.Left)
    def go_on_from_line(self, left: SearchBar.Left) -> None:
        """Go on in the list."""
        self._rows.focus()
        self._rows.move_lines(left.rows)

    def action_choosing_filter(self) -> None:
        """Type words."""
        self.query_one(SearchBar).focus()

    @on(SearchBar.Cancelled)
    def action_choosing_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)

    @on(Input.Submitted)
    @on(RowList.Chosen)
    def action_choosing_take(self) -> None:
        """Answer with the article under the cursor."""
        rows = self._rows
        if rows.shown:
            self.dismiss(rows.shown[rows.cursor].summary.id)


def _words(listed: ListedArticle) -> str:
    known = listed.summary.metadata
    return " ".join((listed.summary.heading, known.source.text or "", known.date.text or "", listed.summary.path)).casefold()
