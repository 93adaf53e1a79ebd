"""Choosing another article by typing a few of its words."""

from collections.abc import Sequence

from rich.cells import cell_len

from reader.library.listing import ListedArticle
from reader.safetext import one_line
from reader.tui.screens.choosing import Choices, ChoosingQuestion
from reader.tui.widgets.cells import fitted
from reader.tui.widgets.row_list import Part


class ArticleRows(Choices[ListedArticle]):
    """Articles with source and date; those that have all the words typed."""

    def __init__(self, listed: Sequence[ListedArticle], *, ascii_only: bool = False) -> None:
        super().__init__(ascii_only=ascii_only)
        self._listed = tuple(listed)
        self.empty = ("No other article has these words.",)

    def show_matching(self, words: str) -> None:
        """Show the articles with all of these words in title, source, date or path."""
        wanted = words.casefold().split()
        self.rows = tuple(each for each in self._listed if all(word in _words(each) for word in wanted))
        self.rows_changed()

    def answer(self) -> str | None:
        """Return the id of the article under the cursor."""
        return self.current.summary.id if self.current else None

    def on_mount(self) -> None:
        """Show all."""
        self.show_matching("")

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint date, source and title."""
        known = self.rows[row].summary.metadata
        about = " · ".join(one_line(value.text) for value in (known.date, known.source) if value.text)
        about = f" {fitted(about, width // 2)} · " if about else " "
        return [(about, "quiet"), (fitted(one_line(self.rows[row].summary.heading), width - cell_len(about)), "plain")]


class ArticleQuestion(ChoosingQuestion):
    """Asks for an article; the answer is its id."""

    def __init__(self, heading: str, listed: Sequence[ListedArticle], *, ascii_only: bool = False) -> None:
        rows = ArticleRows(listed, ascii_only=ascii_only)
        super().__init__(heading, rows, placeholder="Words of its title, its source or its date")


def _words(listed: ListedArticle) -> str:
    known = listed.summary.metadata
    return " ".join((listed.summary.heading, known.source.text or "", known.date.text or "", listed.summary.path)).casefold()
