"""Which articles of a segment were published within some days, as one byte for each.

Articles are put into at most 254 groups of neighbouring days. A range of days
holds most groups wholly or not at all, so one look-up table over the bytes of
the groups answers for all articles; only those of the few groups at its ends
are compared one by one.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from reader.search.dates import DateRange

_IN, _LOOK = 1, 2
_LOOKS = re.compile(bytes([_LOOK]))
_LOOKED_AT = bytes(range(_LOOK)) + bytes([_IN]) + bytes(range(_LOOK + 1, 256))
_MOST_GROUPS = 254


class DayColumn:
    """When the articles of a segment were published: each within a range of days, from one day to a year."""

    def __init__(self, firsts: Sequence[int], lasts: Sequence[int]) -> None:
        """Group the articles by their first days; 0 is undated."""
        self._firsts = firsts
        self._lasts = lasts
        group_of = _groups(firsts)
        self._groups = bytes(map(group_of.__getitem__, firsts))
        self._days = sorted(group_of)
        self._group_of_days = [group_of[day] for day in self._days]
        self._last_days = [0] * (_MOST_GROUPS + 1)
        """Of each group, the latest day on which any of its articles may have been published."""
        for group, last in set(zip(self._groups, lasts, strict=True)):
            self._last_days[group] = max(self._last_days[group], last)

    def within(self, days: DateRange) -> bytearray:
        """Return 1 for each article published within these days, 0 for others."""
        first, last, firsts, lasts = days.first, days.last, self._firsts, self._lasts
        found = bytearray(self._groups.translate(self._verdicts(days)))
        for number in [match.start() for match in _LOOKS.finditer(found)]:
            if firsts[number] < first or lasts[number] > last:
                found[number] = 0
        return found.translate(_LOOKED_AT)

    def _verdicts(self, days: DateRange) -> bytes:
        """Return what to say of the articles of each group: all are within these days, none is, or look at each."""
        verdicts = bytearray(256)
        start, end = bisect_left(self._days, days.first), bisect_right(self._days, days.last)
        if start == end:
            return bytes(verdicts)
        first, last = self._group_of_days[start], self._group_of_days[end - 1]
        inside = [_IN if latest <= days.last else _LOOK for latest in self._last_days[first : last + 1]]
        verdicts[first : last + 1] = bytes(inside)
        if start and self._group_of_days[start - 1] == first:
            verdicts[first] = _LOOK
        return bytes(verdicts)


def _groups(firsts: Sequence[int]) -> dict[int, int]:
    """Return a group for each first day, so that groups have about as many articles each."""
    groups, before = {}, 0
    for day, count in sorted(Counter(firsts).items()):
        groups[day] = before * _MOST_GROUPS // len(firsts)
        before += count
    return groups
