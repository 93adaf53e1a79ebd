"""Choosing or forgetting a saved search."""

from collections.abc import Iterator, Mapping, Sequence

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from reader.tui.screens.command_screen import CommandScreen, Movable
from reader.tui.widgets.cells import cells
from reader.tui.widgets.row_list import Part, RowList


class SearchRows(RowList[tuple[str, str]]):
    """Saved searches by name, with their queries."""

    def __init__(self, saved: Mapping[str, str], *, ascii_only: bool = False) -> None:
        super().__init__(ascii_only=ascii_only)
        self.rows = tuple(saved.items())

    def on_mount(self) -> None:
        """Show all."""
        self.rows_changed()

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint name and query."""
        name, query = self.rows[row]
        return [(cells(name, width // 2), "strong"), (cells(query, width - width // 2), "quiet")]


class SavedSearchQuestion(CommandScreen[tuple[str, bool] | None], ModalScreen[tuple[str, bool] | None], inherit_bindings=False):
    """Asks for a saved search; the answer is its name, and whether it is to be forgotten."""

    TABLE = "saved"
    DEFAULT_CSS = """
    SavedSearchQuestion { align: center middle; }
    SavedSearchQuestion > Vertical { width: 76; max-width: 96%; height: 16; max-height: 80%; padding: 1 2; background: $surface; }
    """

    def __init__(self, saved: Mapping[str, str], *, ascii_only: bool = False) -> None:
        super().__init__()
        self._rows = SearchRows(saved, ascii_only=ascii_only)

    def compose_body(self) -> Iterator[Widget]:
        """Give the heading and the list."""
        with Vertical():
            yield Static(Content.styled("Saved searches", "bold"))
            yield self._rows

    @property
    def mover(self) -> Movable:
        """What the commands for moving move."""
        return self._rows

    @on(RowList.Chosen)
    def action_saved_run(self) -> None:
        """Answer with the search under the cursor."""
        self.dismiss((self._rows.rows[self._rows.cursor][0], False))

    def action_saved_forget(self) -> None:
        """Ask for the search under the cursor to be forgotten."""
        self.dismiss((self._rows.rows[self._rows.cursor][0], True))

    def action_app_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)

    def action_app_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
