"""Names by article: how often each account mentions each name."""

from collections.abc import Sequence

from reader.article import Label
from reader.compare.matrix import MatrixRow
from reader.safetext import one_line
from reader.tui.widgets.cells import cells, padded
from reader.tui.widgets.row_list import Part, RowList

KINDS = {Label.NORP: "group"}
"""What a kind of names is called where its label says little."""
_LABEL_CELLS = 8
_COUNT_CELLS = 6
_LEAST_NAME, _MOST_NAME = 12, 44


class MatrixList(RowList[MatrixRow]):
    """Shows a row for each name and a column for each article."""

    articles: tuple[str, ...] = ()

    def show_rows(self, rows: Sequence[MatrixRow], articles: Sequence[str], empty: Sequence[str] = ()) -> None:
        """Show other rows, with the short names of the articles."""
        self.rows, self.articles, self.empty = tuple(rows), tuple(articles), tuple(empty)
        self.rows_changed()

    def name_cells(self, width: int) -> int:
        """Return the cells of the column of names."""
        return max(_LEAST_NAME, min(_MOST_NAME, width - _LABEL_CELLS - _COUNT_CELLS * len(self.articles)))

    def heading(self, width: int) -> str:
        """Return the line above the list: the articles by number."""
        numbers = "".join(padded(str(n), _COUNT_CELLS, right=True) for n in range(1, len(self.articles) + 1))
        return f" {'':{self.name_cells(width)}}{'':{_LABEL_CELLS}}{numbers}"

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Return the parts of a row; an absent name is a dot."""
        shown = self.rows[row]
        parts: list[Part] = [
            (cells(one_line(shown.name), self.name_cells(width)), "strong" if shown.is_everywhere else "plain"),
            (cells(KINDS.get(shown.label, shown.label.value.lower()), _LABEL_CELLS), "quiet"),
        ]
        parts += [(padded(str(n) if n else "·", _COUNT_CELLS, right=True), "plain" if n else "quiet") for n in shown.counts]
        return parts
