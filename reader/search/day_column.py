"""When the articles of a segment were published.

A merged segment has its articles by day: a range of days is then a range of
numbers, found by halving. Only articles of which no more than the month or
year is known can begin within a range and end after it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader.search.dates import DateRange

_IN = 255


class DayColumn:
    """When each article was published: within a range of days, from one day to a year."""

    def __init__(self, firsts: Sequence[int], lasts: Sequence[int]) -> None:
        """Take the first and the last day of each article; 0 is undated."""
        self._firsts = firsts
        self._lasts = lasts
        self._is_by_day = [*firsts] == sorted(firsts)
        self._vague = [number for number, first in enumerate(firsts) if first != lasts[number]]
        """Articles of which the day is not known."""

    def numbers(self, days: DateRange) -> range | None:
        """Return the articles published within these days when they follow each other; None when they may not."""
        found = self._beginning(days)
        return None if found is None or self._going_on(found, days) else found

    def within(self, days: DateRange) -> bytes:
        """Return 255 for each article published within these days, 0 for others."""
        first, last = days.first, days.last
        if (found := self._beginning(days)) is None:
            pairs = zip(self._firsts, self._lasts, strict=True)
            return bytes([_IN if first <= one and other <= last else 0 for one, other in pairs])
        mask = bytearray(len(self._firsts))
        mask[found.start : found.stop] = bytes([_IN]) * len(found)
        for number in self._going_on(found, days):
            mask[number] = 0
        return bytes(mask)

    def _beginning(self, days: DateRange) -> range | None:
        """Return the articles whose first day is within these; None when they are not by day."""
        if not self._is_by_day:
            return None
        return range(bisect_left(self._firsts, days.first), bisect_right(self._firsts, days.last))

    def _going_on(self, begun: range, days: DateRange) -> list[int]:
        """Return those that may have been published after these days."""
        vague = self._vague[bisect_left(self._vague, begun.start) : bisect_left(self._vague, begun.stop)]
        return [number for number in vague if self._lasts[number] > days.last]
