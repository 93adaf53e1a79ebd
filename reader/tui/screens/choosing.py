"""Choosing one row of a list by typing a few of its words."""

from collections.abc import Iterator
from typing import Any

from textual import events, on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.safetext import one_line
from reader.tui.screens.command_screen import Movable
from reader.tui.screens.questions import Question
from reader.tui.widgets.row_list import RowList, RowT
from reader.tui.widgets.search_bar import SearchBar

_LEAST_ROWS, _MOST_ROWS = 2, 14
_ROWS_BESIDE = 8
"""What a box has beside its list, and the lines at the bottom."""


class Choices(RowList[RowT]):
    """Rows to choose one of; those that have all the words typed."""

    def show_matching(self, words: str) -> None:
        """Show the rows with all of these words."""
        raise NotImplementedError

    def answer(self) -> str | None:
        """Return what the row under the cursor stands for; None when there is none."""
        raise NotImplementedError


class ChoosingQuestion(Question):
    """Asks for a row; the answer is what it stands for."""

    TABLE = "choosing"
    AUTO_FOCUS = "SearchBar"
    DEFAULT_CSS = """
    ChoosingQuestion > Vertical { max-height: 100%; }
    ChoosingQuestion Choices { height: auto; min-height: 2; max-height: 14; width: 100%; margin: 1 0 0 0; }
    ChoosingQuestion SearchBar { width: 100%; }
    """

    def __init__(self, heading: str, rows: Choices[Any], *, placeholder: str) -> None:
        super().__init__()
        self._heading, self._rows, self._placeholder = heading, rows, placeholder

    def compose_body(self) -> Iterator[Widget]:
        """Give the heading, the line and the rows."""
        with Vertical():
            yield Static(Content(one_line(self._heading)), classes="heading")
            yield SearchBar(placeholder=self._placeholder)
            yield self._rows

    def on_resize(self, event: events.Resize) -> None:
        """Let the list end inside its box: the stylesheet knows no least of two heights."""
        self._rows.styles.max_height = max(_LEAST_ROWS, min(_MOST_ROWS, event.size.height * 8 // 10 - _ROWS_BESIDE))

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
        """Answer with the row under the cursor."""
        answer = self._rows.answer()
        if answer is not None:
            self.dismiss(answer)
