"""Lines of a concordance: the words to the left, the match, the words to the right; or dated statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from reader.entities.concordance import Order, ordered, spread
from reader.entities.entity import ConcordanceLine
from reader.safetext import one_line, show
from reader.tui.widgets.cells import cells, fitted, padded
from reader.tui.widgets.row_list import Part, RowList

_NAME_WIDTH = 12
_SPREAD_CELLS = 20
_BARS, _ASCII_BARS = "·▂▄▆█", ".oO@@"


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What a list needs to know of an article."""

    name: str
    """Its source, or else its heading."""
    heading: str
    length: int
    """Characters, for the spread."""


@dataclass(frozen=True, slots=True)
class ConcordanceRow:
    """A line, or the heading of an article with its spread."""

    article: str
    line: ConcordanceLine | None = None
    count: int = 0
    spread: tuple[int, ...] = ()


class ConcordanceList(RowList[ConcordanceRow]):
    """Places of a word or name with the words around it."""

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:
        super().__init__(ascii_only=ascii_only, id=id)
        self.order = Order.ARTICLE
        self._lines: tuple[ConcordanceLine, ...] = ()
        self._facts: Mapping[str, ArticleFacts] = {}

    @property
    def lines(self) -> tuple[ConcordanceLine, ...]:
        """All lines, as they came."""
        return self._lines

    def show_lines(self, lines: Sequence[ConcordanceLine], facts: Mapping[str, ArticleFacts]) -> None:
        """Show lines; the cursor stays on its line while more come in."""
        before = self.current_line
        self._lines = tuple(lines)
        self._facts = facts
        self._show(before)

    def next_order(self) -> Order:
        """Sort by article, by the words to the left, or by those to the right, in turn."""
        orders = list(Order)
        before = self.current_line
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._show(before)
        return self.order

    def _show(self, keep: ConcordanceLine | None) -> None:
        if self.order is Order.ARTICLE:
            by_article: dict[str, list[ConcordanceLine]] = {}
            for line in self._lines:
                by_article.setdefault(line.article, []).append(line)
            rows: list[ConcordanceRow] = []
            for article, lines in by_article.items():
                length = self._facts[article].length if article in self._facts else 1
                rows.append(ConcordanceRow(article, None, len(lines), spread(lines, length, _SPREAD_CELLS)))
                rows += [ConcordanceRow(article, line) for line in lines]
            self.rows = tuple(rows)
        else:
            self.rows = tuple(ConcordanceRow(line.article, line) for line in ordered(self._lines, self.order))
        place = next((n for n, row in enumerate(self.rows) if row.line is not None and row.line == keep), 0)
        self.rows_changed(place)

    @property
    def current_line(self) -> ConcordanceLine | None:
        """The line under the cursor."""
        return self.current.line if self.current else None

    # --- painting -------------------------------------------------------

    def can_choose(self, row: int) -> bool:
        """Headings cannot be chosen."""
        return self.rows[row].line is not None

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint a heading with its spread, or a line with the match in the middle."""
        shown = self.rows[row]
        if shown.line is None:
            return self._heading(shown, width)
        if self.order is Order.ARTICLE or width < 60:
            return _around(shown.line, width)
        facts = self._facts.get(shown.article)
        name = cells(facts.name if facts else shown.article, _NAME_WIDTH)
        return [(f"{name} ", "quiet"), *_around(shown.line, width - _NAME_WIDTH - 1)]

    def _heading(self, row: ConcordanceRow, width: int) -> Sequence[Part]:
        facts = self._facts.get(row.article)
        bars = _ASCII_BARS if self.ascii_only else _BARS
        picture = "".join(bars[min(count, len(bars) - 1)] for count in row.spread)
        count = f"{row.count:>5}  "
        room = width - len(count) - len(picture) - 1
        if room < 16:
            return [(padded(facts.name if facts else row.article, max(1, width - len(count))), "quiet"), (count, "quiet")]
        title = (
            f"{facts.name} · {facts.heading}"
            if facts and facts.name != facts.heading
            else (facts.heading if facts else row.article)
        )
        return [(cells(title, room), "quiet"), (count, "quiet"), (picture, "sign")]


def _around(line: ConcordanceLine, width: int) -> list[Part]:
    """Put the match into the middle, and as many words as fit on both sides."""
    match = fitted(show(one_line(line.match)), max(1, width // 2))
    left_room = max(0, (width - cell_len(match)) // 2)
    left = _ending(show(line.left), left_room)
    right_room = max(0, width - left_room - cell_len(match))
    gap = " " * (left_room - cell_len(left))
    return [(gap + left, "plain"), (match, "match"), (fitted(show(line.right), right_room), "plain")]


def _ending(text: str, width: int) -> str:
    """Shorten text to so many cells from its beginning, with an ellipsis before a whole word.

    >>> _ending("the evident erosion of influence", 21)
    '…erosion of influence'
    """
    if cell_len(text) <= width:
        return text
    cut = text
    while cut and cell_len(cut) >= width:
        cut = cut[1:]
    word = cut.partition(" ")[2] if text[len(text) - len(cut) - 1] != " " else cut
    return "…" + (word if len(word) > width // 2 else cut).lstrip(" ,;:.") if width else ""
