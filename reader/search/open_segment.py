"""A segment with what is computed from it once."""

from collections.abc import Collection

from reader.search.dates import DateRange
from reader.search.day_column import DayColumn
from reader.search.plan import K1, B
from reader.search.segment import Segment


class OpenSegment:
    """A segment with what is computed from it once."""

    def __init__(self, segment: Segment, deleted: Collection[int]) -> None:
        self.segment = segment
        self.deleted = frozenset(deleted)
        self._norms: dict[str, list[float]] = {}
        self._lowest_norms: dict[str, float] = {}
        self._days: DayColumn | None = None
        self._numbers: dict[str, int] | None = None

    def norms(self, field: str, average: float) -> list[float]:
        """Return for each article what its length adds below the line of BM25F."""
        if field not in self._norms:
            by_code = [K1 * ((1 - B) + B * (length or 1) / average) for length in self.segment.length_table()]
            by_code[0] = K1 * ((1 - B) + B / average)
            self._norms[field] = [by_code[code] for code in self.segment.lengths(field)]
        return self._norms[field]

    def lowest_norm(self, field: str, average: float) -> float:
        """Return what the shortest article adds."""
        if field not in self._lowest_norms:
            self._lowest_norms[field] = min(self.norms(field, average), default=0.0)
        return self._lowest_norms[field]

    def within(self, days: DateRange) -> bytearray:
        """Return a byte for each article, which is not 0 when it was published within these days."""
        if self._days is None:
            self._days = DayColumn(*self.segment.days())
        return self._days.within(days)

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
