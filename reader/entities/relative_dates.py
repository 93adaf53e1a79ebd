"""Dates that say something only beside the article's own: "yesterday", "last Tuesday", "two weeks ago".

"Today" and "this year" are none here: more often than a date they mean "nowadays".
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from reader.entities.dates import CalendarDate

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_DAYS = {"yesterday": -1, "last night": -1, "tonight": 0, "this morning": 0, "this evening": 0, "tomorrow": 1}
_RELATIVE = re.compile(
    rf"\b(?:(?P<day>{'|'.join(_DAYS)})"
    rf"|(?:(?P<weekday_turn>last|this past|this coming|next) )?(?P<weekday>{'|'.join(_WEEKDAYS)})"
    r"|(?P<turn>last|next) (?P<unit>month|year)"
    rf"|(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)}|an?) (?P<ago>day|week|month|year)s? ago)\b",
    re.IGNORECASE,
)
_TURNS = {"last": -1, "this past": -1, "this coming": 1, "next": 1}


def find_relative_dates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Iterate over the places of relative dates in a part of a text with plain blanks."""
    return (match.span() for match in _RELATIVE.finditer(text, start, end))


def read_relative_date(words: str, own: CalendarDate, *, is_ahead: bool = False) -> CalendarDate | None:
    """Return the day, month or year that words mean in an article of a date; None where that date is too coarse.

    A bare weekday is the last one up to the article's day, in a sentence about what is to come the next one.

    >>> wednesday = CalendarDate(2025, 11, 12)
    >>> read_relative_date("last Tuesday", wednesday).iso, read_relative_date("three weeks ago", wednesday).iso
    ('2025-11-11', '2025-10-22')
    >>> read_relative_date("next month", wednesday).iso, read_relative_date("yesterday", CalendarDate(2025, 11))
    ('2025-12', None)
    """
    match = _RELATIVE.fullmatch(words)
    if match is None or own.year is None:
        return None
    if match["unit"]:
        return _moved(own, _TURNS[match["turn"].lower()], match["unit"].lower())
    if match["ago"]:
        return _moved(own, -_number(match["count"].lower()), match["ago"].lower())
    if (today := _day_of(own)) is None:
        return None
    if match["day"]:
        return _after(today, _DAYS[match["day"].lower()])
    turn = (match["weekday_turn"] or "").lower()
    direction = _TURNS[turn] if turn else int(is_ahead)
    return _after(today, _days_to(match["weekday"].lower(), today, is_after=direction > 0, may_be_today=not turn))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word, 1)


def _days_to(name: str, today: date, *, is_after: bool, may_be_today: bool) -> int:
    """Return how far the nearest day of a name is, before or after a day."""
    distance = (_WEEKDAYS.index(name) - today.weekday()) % 7
    if distance == 0:
        return 0 if may_be_today else 7 if is_after else -7
    return distance if is_after else distance - 7


def _moved(own: CalendarDate, count: int, unit: str) -> CalendarDate | None:
    """Move a date by a number of units and keep only what the unit states: of "last year" the year."""
    if own.year is None or not 1 <= own.year + count <= 9999:
        return None
    if unit == "year":
        return CalendarDate(own.year + count)
    if own.month is None:
        return None
    if unit == "month":
        months = own.year * 12 + own.month - 1 + count
        return CalendarDate(months // 12, months % 12 + 1) if months >= 12 else None
    today = _day_of(own)
    return _after(today, count * (7 if unit == "week" else 1)) if today else None


def _day_of(own: CalendarDate) -> date | None:
    if own.year is None or own.month is None or own.day is None:
        return None
    try:
        return date(own.year, own.month, own.day)
    except ValueError:
        return None


def _after(today: date, days: int) -> CalendarDate | None:
    """Return a day so many days later; None beyond the calendar."""
    try:
        day = today + timedelta(days=days)
    except OverflowError:
        return None
    return CalendarDate(day.year, day.month, day.day)
