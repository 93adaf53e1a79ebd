"""Dates as queries say them and as articles state them: both are ranges of days.

A year or month is the range of its days; days are counted as `date.toordinal`.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `first` to `last`, both included, as ordinals."""

    first: int = date.min.toordinal()
    last: int = date.max.toordinal()


UNDATED = DateRange(0, 0)
"""Before all days: within no range."""


def date_range(text: str) -> DateRange | None:
    """Return the days of a year, month or day, or None when it is no date.

    >>> date_range("2024-02") == DateRange(date(2024, 2, 1).toordinal(), date(2024, 2, 29).toordinal())
    True
    """
    match = _DATE.match(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None
    return DateRange(first.toordinal(), last.toordinal())


def read_date_range(text: str, today: date) -> DateRange | None:
    """Return the days that the value of `date:` asks for, or None when it cannot be read.

    Understood: `2022`, `2022-06`, `2022-06-01`, `2022..2023-05`, `..2020`, `>2024`, `<=2024-06`, `today`,
    `yesterday`, `30d`, `6m` (the last 30 days, the last 6 months).
    """
    if ".." in text:
        first, _, last = text.partition("..")
        return _between(_point(first, today) if first else DateRange(), _point(last, today) if last else DateRange())
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            return _compared(sign, _point(text.removeprefix(sign), today))
    return _point(text, today)


def _between(first: DateRange | None, last: DateRange | None) -> DateRange | None:
    return DateRange(first.first, last.last) if first and last and first.first <= last.last else None


def _compared(sign: str, point: DateRange | None) -> DateRange | None:
    if point is None:
        return None
    match sign:
        case ">":
            return DateRange(first=point.last + 1)
        case ">=":
            return DateRange(first=point.first)
        case "<":
            return DateRange(last=point.first - 1)
        case _:
            return DateRange(last=point.last)


def _point(text: str, today: date) -> DateRange | None:
    if text in ("today", "yesterday"):
        day = today.toordinal() - (text == "yesterday")
        return DateRange(day, day)
    if ago := _AGO.fullmatch(text):
        days = int(ago[1]) * _DAYS[ago[2]]
        return DateRange((today - timedelta(days=min(days, today.toordinal() - 1))).toordinal(), today.toordinal())
    return date_range(text) if _DATE.fullmatch(text) else None
