"""Dates as they are printed, read strictly: named months and ISO, never a guess about `03/04/2024` (see `numeric_dates`)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

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
_FOREIGN_MONTHS = {
    name: number
    for names in (
        "januar februar m\u00e4rz april mai juni juli august september oktober november dezember",
        "janvier f\u00e9vrier mars avril mai juin juillet ao\u00fbt septembre octobre novembre d\u00e9cembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "janeiro fevereiro mar\u00e7o abril maio junho julho agosto setembro outubro novembro dezembro",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "\u044f\u043d\u0432\u0430\u0440\u044f \u0444\u0435\u0432\u0440\u0430\u043b\u044f \u043c\u0430\u0440\u0442\u0430"
        " \u0430\u043f\u0440\u0435\u043b\u044f \u043c\u0430\u044f \u0438\u044e\u043d\u044f \u0438\u044e\u043b\u044f"
        " \u0430\u0432\u0433\u0443\u0441\u0442\u0430 \u0441\u0435\u043d\u0442\u044f\u0431\u0440\u044f"
        " \u043e\u043a\u0442\u044f\u0431\u0440\u044f \u043d\u043e\u044f\u0431\u0440\u044f"
        " \u0434\u0435\u043a\u0430\u0431\u0440\u044f",
    )
    for number, name in enumerate(names.split(), 1)
}
"""German, French, Spanish, Italian, Portuguese, Dutch, Russian."""
_FOREIGN = re.compile(
    rf"\b(\d{{1,2}})(?:\.|er|\u00ba)? (?:de )?({'|'.join(_FOREIGN_MONTHS)})\.?,? (?:de(?:l)? )?((?:19|20)\d\d)\b", re.IGNORECASE
)
_ISO = re.compile(r"\s*(\d{4})([-/.]?)(\d\d?)\2(\d\d?)(?!\d)")
_TIME_BETWEEN = re.compile(
    rf"\s*(?:[a-z]{{3}} )?{_MONTH} +(\d{{1,2}}) \d\d:\d\d(?::\d\d)?(?: [a-z+\d:-]{{1,9}})? ((?:19|20)\d\d)\s*$", re.IGNORECASE
)
"""`Fri Mar 13 21:30:09 EST 2015`, as programs write moments."""
_UNIX = re.compile(r"\s*(\d{10})(?:\d{3})?(?:\.\d+)?\s*$")
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
        if iso := iso_date(named["y"], month, named["d"]):
            return PrintedDate(iso, Span(match.start(), match.end()))
    return None


def find_foreign_date(text: str) -> PrintedDate | None:
    """Find the first date with the month in full in another language than English.

    >>> find_foreign_date("Erstellt am 25. Juli 2018").iso
    '2018-07-25'
    """
    for match in _FOREIGN.finditer(text):
        day, month, year = match.groups()
        if iso := iso_date(year, str(_FOREIGN_MONTHS[month.lower()]), day):
            return PrintedDate(iso, Span(match.start(), match.end()))
    return None


def structured_date(value: str) -> str | None:
    """Return the day a structured field states, or None when it cannot be one; seconds since 1970 are read as UTC.

    >>> structured_date("2025-11-13T08:00:00+02:00")
    '2025-11-13'
    >>> structured_date("1729246210")
    '2024-10-18'
    >>> structured_date("Fri Mar 13 21:30:09 EST 2015")
    '2015-03-13'
    >>> structured_date("0001-01-01T00:00:00Z") is None
    True
    """
    if unix := _UNIX.match(value):
        return datetime.fromtimestamp(int(unix.group(1)), UTC).date().isoformat()
    match = _ISO.match(value)
    if match and (match.group(2) or len(match.group().strip()) == 8):
        iso = iso_date(match.group(1), match.group(3), match.group(4))
        return None if iso == "1970-01-01" else iso
    if between := _TIME_BETWEEN.match(value):
        month, day, year = between.groups()
        return iso_date(year, str(_MONTHS[month[:3].lower()]), day)
    printed = find_date(value)
    return printed.iso if printed else None


def iso_date(year: str, month: str, day: str) -> str | None:
    """Return a day as ISO writes it, or None when there is no such day in the centuries of print."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if _EARLIEST <= found.year <= _LATEST else None
