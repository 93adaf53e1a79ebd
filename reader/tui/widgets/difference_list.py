"""Rows of what two accounts share, dispute or leave out, in parts with headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.safetext import one_line
from reader.text import Span
from reader.tui.widgets.cells import cells, fitted
from reader.tui.widgets.row_list import Part, RowList

_SIGN_CELLS = 5
_WIDE = 60
_ASCII_SIGNS = {"≈": "=", "│": "|"}


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


class DifferenceList(RowList[DifferenceRow]):
    """Shows the rows in two columns, with the sign between them."""

    def show_rows(self, rows: Sequence[DifferenceRow], empty: Sequence[str] = ()) -> None:
        """Show other rows."""
        self.rows, self.empty = tuple(rows), tuple(empty)
        self.rows_changed()

    def can_choose(self, row: int) -> bool:
        """The cursor stands on no heading."""
        return not self.rows[row].is_heading

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Return the parts of a row."""
        shown = self.rows[row]
        if shown.is_heading:
            return ((fitted(one_line(shown.left), width), "strong"),)
        if not shown.right and not shown.sign:
            return ((fitted(f"  {one_line(shown.left, 600)}", width), "plain"),)
        sign = _ASCII_SIGNS.get(shown.sign, shown.sign) if self.ascii_only else shown.sign
        if width < _WIDE:
            return ((fitted(f"  {one_line(shown.left)} {sign} {one_line(shown.right)}", width), "plain"),)
        column = (width - _SIGN_CELLS - 2) // 2
        return (
            ("  ", "plain"),
            (cells(shown.left, column), "plain"),
            (f"  {sign}".ljust(_SIGN_CELLS), "sign"),
            (fitted(one_line(shown.right), column), "plain"),
        )

    def step_parts(self, step: int) -> None:
        """Go to the first row of the next part, or of the one before."""
        firsts = [n + 1 for n, row in enumerate(self.rows) if row.is_heading]
        if not firsts:
            return
        here = max((k for k, first in enumerate(firsts) if first <= self.cursor), default=0)
        self.move_to_row(firsts[(here + step) % len(firsts)] + 1)
