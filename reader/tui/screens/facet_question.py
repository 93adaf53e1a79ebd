"""Narrowing a query by a source, a year, a name or a tag that its answer has, each with its count."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from reader.errors import ReaderError
from reader.safetext import one_line, show
from reader.search.hits import SearchResult
from reader.tui.screens.choosing import Choices, ChoosingQuestion
from reader.tui.widgets.cells import cells
from reader.tui.widgets.row_list import Part

EVERYTHING = "sort:date"
"""The query that all articles answer: what is counted while nothing is typed."""
_PARTS = {
    "source": ("Sources", "source"),
    "year": ("Years", "date"),
    "person": ("People", "person"),
    "org": ("Organisations", "org"),
    "place": ("Places", "place"),
    "tag": ("Tags", "tag"),
}
"""Of each facet: its heading, and the field of a query that asks for it."""
_COUNT_WIDTH = 8

Counting = Callable[[], Awaitable[SearchResult]]
"""Answers the query with facets."""


@dataclass(frozen=True, slots=True)
class FacetRow:
    """A heading, or a value of a facet with the number of articles that have it."""

    facet: str
    value: str = ""
    count: int = 0


@dataclass
class FacetsCounted(Message):
    """What the answer to the query holds has been counted."""

    result: SearchResult | None
    fault: str = ""


class FacetRows(Choices[FacetRow]):
    """Values under the headings of their facets; those that have all the words typed."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__(ascii_only=ascii_only)
        self._all: tuple[FacetRow, ...] = ()
        self._words = ""
        self.empty = ("Counting …",)

    def show_values(self, values: Sequence[FacetRow], *, empty: str) -> None:
        """Show what was counted, as far as it has the words typed meanwhile."""
        self._all = tuple(values)
        self.empty = ("Nothing here has these words.",) if values else (empty,)
        self.show_matching(self._words)

    def show_matching(self, words: str) -> None:
        """Show the values with all of these words in them or in their heading."""
        self._words = words
        wanted = words.casefold().split()
        rows: list[FacetRow] = []
        for facet, (heading, field) in _PARTS.items():
            found = [
                row
                for row in self._all
                if row.facet == facet and all(word in f"{heading} {field} {row.value}".casefold() for word in wanted)
            ]
            rows += [FacetRow(facet), *found] if found else []
        self.rows = tuple(rows)
        self.rows_changed()

    def answer(self) -> str | None:
        """Return the words of a query that ask for the value under the cursor."""
        row = self.current
        return term_of(row.facet, row.value) if row and row.value else None

    def can_choose(self, row: int) -> bool:
        """Headings cannot be chosen."""
        return bool(self.rows[row].value)

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint a heading, or a value with its count."""
        shown = self.rows[row]
        if not shown.value:
            return [(_PARTS[shown.facet][0], "quiet")]
        room = max(1, width - _COUNT_WIDTH - 1)
        return [(" ", "plain"), (cells(one_line(shown.value), room), "plain"), (f"{shown.count:>{_COUNT_WIDTH},}", "sign")]


class FacetQuestion(ChoosingQuestion):
    """Asks what to narrow a query by; the answer is what to add to it."""

    def __init__(self, query: str, count: Counting, *, so_far: str = "", ascii_only: bool = False) -> None:
        """Make the dialog.

        Args:
            query: as typed; empty for all articles.
            count: counts, without holding the screen up.
            so_far: why the counts may not be whole, if they may not.
            ascii_only: whether the terminal has nothing else.
        """
        self._facets = FacetRows(ascii_only=ascii_only)
        self._what = f"Narrow {query}" if query else "Narrow all articles"
        self._count, self._so_far = count, so_far
        super().__init__(self._what, self._facets, placeholder="Words of a source, a year, a name or a tag")

    def on_mount(self) -> None:
        """Begin to count."""
        self.count_values()

    @work(exclusive=True, group="facets")
    async def count_values(self) -> None:
        """Count, and tell the dialog."""
        try:
            self.post_message(FacetsCounted(await self._count()))
        except ReaderError as error:
            self.post_message(FacetsCounted(None, str(error)))

    @on(FacetsCounted)
    def show_counts(self, counted: FacetsCounted) -> None:
        """Show the values, or why there are none."""
        result = counted.result
        if result is None:
            self._facets.show_values((), empty=one_line(counted.fault))
            return
        rows = [FacetRow(facet, value, count) for facet, values in result.facets for value, count in values]
        self._facets.show_values(rows, empty="No source, year, name or tag is known of these articles.")
        notes = (f"{result.total:,} {'article' if result.total == 1 else 'articles'}", result.notice, self._so_far)
        self.query_one(".heading", Static).update(Content(" · ".join(one_line(part) for part in (self._what, *notes) if part)))


def term_of(facet: str, value: str) -> str:
    """Write a value of a facet as a query asks for it.

    >>> term_of("source", 'The "Daily" News'), term_of("year", "2025")
    ('source:"The Daily News"', 'date:2025')
    """
    plain = " ".join(value.replace('"', " ").split())
    return f"{_PARTS[facet][1]}:{plain}" if facet == "year" else f'{_PARTS[facet][1]}:"{plain}"'


def narrowed(query: str, term: str) -> str:
    """Add a term to a query so that all of its answer must have it.

    >>> [narrowed(query, "date:2025") for query in ("", "moscow", "china OR russia", '"trading partner')]
    ['date:2025', 'moscow date:2025', '(china OR russia) date:2025', '"trading partner" date:2025']
    """
    if query.count('"') % 2:
        query += '"'  # a phrase that is still being typed
    if re.search(r"\bOR\b", query):
        query = f"({query})"
    return show(f"{query} {term}".strip())
