"""Calendar days named in a text, as far as they can be told without a year."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from reader.text import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_DAY = re.compile(rf"\b{_NAME}\s+{_ORDINAL}\b(?!\d|[.,]\d)|\b{_ORDINAL}\s+(?:of\s+)?{_NAME}\b")
_MONTH_STARTS = tuple(date(2024, month, 1).timetuple().tm_yday for month in range(1, 13))
_YEAR = 366
NEAR = 2
"""Accounts of one event name days up to this far apart: the eve, the night after."""


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day of the year with the place that names it."""

    month: int
    day: int
    span: Span

    @property
    def of_year(self) -> int:
        """The number of the day in a leap year."""
        return _MONTH_STARTS[self.month - 1] + self.day - 1


def find_days(text: str, offset: int = 0) -> tuple[Day, ...]:
    """Find the calendar days of a text that starts at an offset of its article.

    >>> [(d.month, d.day) for d in find_days("from November 6 to the 12th of Nov. 2025")]
    [(11, 6), (11, 12)]
    """
    found = []
    for match in _DAY.finditer(text):
        name, day = (match[1], match[2]) if match[1] else (match[4], match[3])
        if 1 <= int(day) <= 31:
            span = Span(offset + match.start(), offset + match.end())
            found.append(Day(_MONTHS.index(name.lower()) + 1, int(day), span))
    return tuple(found)


def are_apart(a: Collection[Day], b: Collection[Day]) -> bool:
    """Tell whether both sides name days and none of them lie near each other; New Year's Day is near the eve of it."""
    if not a or not b:
        return False
    distances = (abs(x.of_year - y.of_year) for x in a for y in b)
    return min(min(days, _YEAR - days) for days in distances) > NEAR
