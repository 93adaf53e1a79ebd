"""A segment with what is computed from it once."""

from collections.abc import Collection

from reader.search.dates import DateRange
from reader.search.day_column import DayColumn
from reader.search.norms import Norms
from reader.search.segment import Segment


class OpenSegment:
    """A segment with what is computed from it once."""

    def __init__(self, segment: Segment, deleted: Collection[int]) -> None:
        self.segment = segment
        self.deleted = frozenset(deleted)
        self._norms: dict[str, Norms] = {}
        self._live: bytes | None = None
        self._days: DayColumn | None = None
        self._numbers: dict[str, int] | None = None

    def norms(self, field: str, average: float) -> Norms:
        """Return what the lengths of a field do to scores."""
        if field not in self._norms:
            self._norms[field] = Norms.of(self.segment.lengths(field), self.segment.length_table(), average)
        return self._norms[field]

    def live(self) -> bytes:
        """Return a byte for each article, 255, or 0 when it is deleted."""
        if self._live is None:
            self._live = bytes(0 if number in self.deleted else 255 for number in range(self.segment.count))
        return self._live

    def within(self, days: DateRange) -> bytes:
        """Return a byte for each article, 255 when it was published within these days, 0 when not."""
        return self._day_column().within(days)

    def numbers_within(self, days: DateRange) -> range | None:
        """Return the articles published within these days when they follow each other; None when they may not."""
        return self._day_column().numbers(days)

    def _day_column(self) -> DayColumn:
        if self._days is None:
            self._days = DayColumn(*self.segment.days())
        return self._days

    def number_of(self, article: str) -> int | None:
        """Return the number of an article, or None when it is not here or deleted."""
        return self._numbers_by_id().get(article)

    def numbers_of(self, articles: frozenset[str]) -> set[int]:
        """Return the numbers of those articles that are here and not deleted."""
        numbers = self._numbers_by_id()
        return {numbers[article] for article in numbers.keys() & articles}

    def _numbers_by_id(self) -> dict[str, int]:
        if self._numbers is None:
            ids = self.segment.values("id")
            self._numbers = {name: number for number, name in enumerate(ids) if number not in self.deleted}
        return self._numbers
