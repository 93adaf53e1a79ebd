"""Names by article: how often each account mentions each name."""

from collections.abc import Sequence
from math import ceil

from rich.cells import cell_len

from reader.article import Label
from reader.compare.matrix import MatrixRow
from reader.safetext import one_line
from reader.tui.widgets.cells import cells, fitted, padded
from reader.tui.widgets.row_list import Part, RowList

KINDS = {Label.NORP: "group"}
"""What a kind of names is called where its label says little."""
BESIDE_HEAD = 5
"""Cells of the number of an article and the blanks around it."""
_LABEL_CELLS = 8
_COUNT_CELLS = 6
_LEAST_NAME, _MOST_NAME = 12, 44


def heads(names: Sequence[str], room: int, lines: int = 1) -> list[str]:
    """Shorten names at a word so that they need so many lines of so many cells, and no two become the same text.

    A line holds the same number of names as the others, the last one perhaps fewer; what stands around a name counts as
    `BESIDE_HEAD`.

    >>> heads(["The Northern Times", "The Northern Post", "Gazette"], 42)
    ['…Times', '…Post', 'Gazette']
    """
    a_line = ceil(len(names) / lines)
    rows = [names[n : n + a_line] for n in range(0, len(names), a_line)]
    widths = [w for row in rows for w in _shares([cell_len(name) for name in row], room - BESIDE_HEAD * len(row))]
    shown = [_by_words(name, width) for name, width in zip(names, widths, strict=True)]
    for shorten in (_without_what_is_shared, _ends):
        for head in {head for head in shown if shown.count(head) > 1}:
            alike = [n for n, each in enumerate(shown) if each == head]
            for n, text in zip(alike, shorten([names[n] for n in alike], min(widths[n] for n in alike)), strict=True):
                shown[n] = text
    return shown


def _shares(wanted: Sequence[int], room: int) -> list[int]:
    """Divide room: what a short one leaves goes to the longer ones."""
    shares = [0] * len(wanted)
    for left, place in enumerate(sorted(range(len(wanted)), key=lambda n: wanted[n])):
        shares[place] = min(wanted[place], (room - sum(shares)) // (len(wanted) - left))
    return shares


def _by_words(text: str, width: int) -> str:
    """Shorten text after a whole word; inside one only if the first alone is too wide."""
    words = text.split(" ")
    shorter = (" ".join(words[:n]).rstrip(" ,;:–-") + "…" for n in range(len(words) - 1, 0, -1))
    return next((each for each in (text, *shorter) if cell_len(each) <= width), fitted(text, width))


def _without_what_is_shared(names: Sequence[str], width: int) -> list[str]:
    """Shorten names from the front by the words with which all of them begin."""
    words = [name.split(" ") for name in names]
    shared = next((n for n, each in enumerate(zip(*words, strict=False)) if len(set(each)) > 1), min(map(len, words)) - 1)
    return ["…" * bool(shared) + _by_words(" ".join(each[shared:]), width - bool(shared)) for each in words]


def _ends(names: Sequence[str], width: int) -> list[str]:
    tails = ((name[n:] for n in range(len(name) + 1) if cell_len(name[n:]) < width) for name in names)
    return [name if cell_len(name) <= width else f"…{next(tail, '')}" for name, tail in zip(names, tails, strict=True)]


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
