"""Places that a lost bookmark may belong to, one a paragraph, with how like the old words they read."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.text import Span
from reader.tui.widgets.cells import cells
from reader.tui.widgets.row_list import Part, RowList


@dataclass(frozen=True, slots=True)
class OfferedPlace:
    """A place in a paragraph."""

    paragraph: int
    span: Span
    score: float
    """How like the old passage it reads, 0 to 1."""
    text: str
    """The paragraph."""


class PlaceList(RowList[OfferedPlace]):
    """The paragraphs of an article in their order; the cursor begins on the likeliest."""

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:
        super().__init__(ascii_only=ascii_only, id=id)
        self.empty = ("No paragraph has these words.",)
        self._all: tuple[OfferedPlace, ...] = ()

    def show_places(self, places: Sequence[OfferedPlace]) -> None:
        """Show places."""
        self._all = self.rows = tuple(places)
        likeliest = max(range(len(places)), key=lambda n: places[n].score, default=0)
        self.rows_changed(likeliest)

    def show_matching(self, words: str) -> None:
        """Show only paragraphs with all these words."""
        wanted = words.casefold().split()
        self.rows = tuple(place for place in self._all if all(word in place.text.casefold() for word in wanted))
        self.rows_changed()

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint number, likeness and the words."""
        place = self.rows[row]
        number, score = cells(f"¶{place.paragraph}", 5, right=True), cells(f"{place.score:.0%}", 5, right=True)
        return [(f"{number} ", "quiet"), (f"{score}  ", "strong"), (cells(place.text, max(1, width - 13)), "plain")]
