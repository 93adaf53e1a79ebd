"""Rows of what two accounts share, dispute or leave out, in parts with headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.safetext import one_line
from reader.text import Span
from reader.tui.widgets.cells import cells, fitted
from reader.tui.widgets.row_list import Part, RowList

_SIGN_CELLS = 5
_WIDE = 60


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One row: what is said here and there; a heading has neither place."""

    left: str
    sign: str = ""
    right: str = ""
    here: Span | None = None
    there: Span | None = None
    is_heading: bool = False

    def has(self, words: str) -> bool:
        """Tell whether the row holds words, whatever their case."""
        return words.casefold() in f"{self.left} {self.right}".casefold()


class DifferenceList(RowList):
    """Shows the rows in two columns, with the sign between them."""

    rows: tuple[DifferenceRow, ...] = ()
    empty: tuple[str, ...] = ()

    def show_rows(self, rows: Sequence[DifferenceRow], empty: Sequence[str] = ()) -> None:
        """Show other rows."""
        self.rows, self.empty = tuple(rows), tuple(empty)
        self.rows_changed()

    @property
    def current(self) -> DifferenceRow | None:
        """The row of the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def row_count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def can_choose(self, row: int) -> bool:
        """The cursor stands on no heading."""
        return not self.rows[row].is_heading

    def empty_lines(self) -> Sequence[str]:
        """What to say when there is nothing."""
        return self.empty

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Return the parts of a row."""
        shown = self.rows[row]
        if shown.is_heading:
            return ((fitted(one_line(shown.left), width), "strong"),)
        if not shown.right and not shown.sign:
            return ((fitted(f"  {one_line(shown.left, 600)}", width), "plain"),)
        if width < _WIDE:
            return ((fitted(f"  {one_line(shown.left)} {shown.sign} {one_line(shown.right)}", width), "plain"),)
        column = (width - _SIGN_CELLS - 2) // 2
        return (
            ("  ", "plain"),
            (cells(shown.left, column), "plain"),
            (f"  {shown.sign}".ljust(_SIGN_CELLS), "sign"),
            (fitted(one_line(shown.right), column), "plain"),
        )

    def step_parts(self, step: int) -> None:
        """Go to the first row of the next part, or of the one before."""
        firsts = [n + 1 for n, row in enumerate(self.rows) if row.is_heading]
        if not firsts:
            return
        here = max((k for k, first in enumerate(firsts) if first <= self.cursor), default=0)
        self.move_to_row(firsts[(here + step) % len(firsts)] + 1)
