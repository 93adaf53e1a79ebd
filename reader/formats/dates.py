"""Dates as they are printed, read strictly: named months and ISO, never a guess about `03/04/2024`."""

import re
from dataclasses import dataclass
from datetime import date

from reader.text import Span

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_ORDERS = (
    (re.compile(rf"\b{_WEEKDAY}{_MONTH}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)\b", re.IGNORECASE), "mdy"),
    (re.compile(rf"\b{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}\.?,? ((?:19|20)\d\d)\b", re.IGNORECASE), "dmy"),
    (re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)"), "ymd"),
)
_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_EARLIEST = 1700
_LATEST = 2100


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A day and where it is printed."""

    iso: str
    span: Span


def find_date(text: str) -> PrintedDate | None:
    """Find the first date printed in full in a line.

    >>> find_date("By A. B. Thursday, November 13, 2025").iso
    '2025-11-13'
    >>> find_date("03/04/2024") is None
    True
    """
    found = [(match.start(), match, order) for pattern, order in _ORDERS for match in pattern.finditer(text)]
    for _, match, order in sorted(found, key=lambda candidate: candidate[0]):
        named = dict(zip(order, match.groups(), strict=True))
        month = named["m"] if named["m"].isdigit() else str(_MONTHS[named["m"][:3].lower()])
        if iso := _iso(named["y"], month, named["d"]):
            return PrintedDate(iso, Span(match.start(), match.end()))
    return None


def structured_date(value: str) -> str | None:
    """Return the day a structured field states, or None when it cannot be one.

    >>> structured_date("2025-11-13T08:00:00+02:00")
    '2025-11-13'
    >>> structured_date("0001-01-01T00:00:00Z") is None
    True
    """
    match = _ISO.match(value)
    if match:
        iso = _iso(*match.groups())
        return None if iso == "1970-01-01" else iso
    printed = find_date(value)
    return printed.iso if printed else None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if _EARLIEST <= found.year <= _LATEST else None
