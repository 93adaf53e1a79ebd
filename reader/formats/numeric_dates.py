"""Dates in figures alone, `03/04/2021`: read only where something settles which part is the day.

What settles it: a part above twelve, two parts alike, another such date beside it
that has a part above twelve, or the language and region that a page is written in.
Where nothing does, or the signs contradict each other, there is no date. Whatever is
read here is a guess to those who show it.
"""

import re
from collections.abc import Iterable
from enum import Enum

from reader.formats.dates import PrintedDate, iso_date
from reader.text import Span

_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-]|\.\d)")
_TAG = re.compile(r"([a-z]{2})(?:[-_]([a-z]{2}))?(?![a-z])", re.IGNORECASE)
_DAY_FIRST = frozenset("de fr es it pt nl da nb no nn fi pl cs sk ru uk tr ro bg hr sl sr el id vi et ca gl is he ar".split())
"""Languages whose readers all write the day first."""
_ENGLISH_DAY_FIRST = frozenset("gb uk ie au nz in za sg hk my ng ke pk".split())
_COUNTRY_DOMAINS = re.compile(r"\.(uk|ie|au|nz|in|za|sg|ng|ke|pk|de|at|ch|fr|es|it|pt|nl|dk|no|fi|pl|cz|ru|tr|ar|mx|br|cl|pe|ua)$")


class Order(Enum):
    """Which part of a date in figures comes first."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


def find_numeric_date(text: str, order: Order | None = None) -> PrintedDate | None:
    """Find the first date in figures whose parts can be told apart; `order` is how the text around it writes them.

    >>> find_numeric_date("11:57 AM 12/25/2014").iso
    '2014-12-25'
    >>> find_numeric_date("03/04/2021") is None
    True
    >>> find_numeric_date("03/04/2021", Order.DAY_FIRST).iso
    '2021-04-03'
    """
    for match in _NUMERIC.finditer(text):
        chosen = _order_within(match) or order or _order_of_sign(match)
        if chosen is None:
            continue
        first, _, second, year = match.groups()
        day, month = (first, second) if chosen is Order.DAY_FIRST else (second, first)
        if iso := iso_date(year, month, day):
            return PrintedDate(iso, Span(match.start(), match.end()))
    return None


def _order_within(match: re.Match[str]) -> Order | None:
    """The order that the parts themselves allow alone."""
    first, second = int(match.group(1)), int(match.group(3))
    if first > 12 >= second:
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if second > 12 >= first or first == second else None


def _order_of_sign(match: re.Match[str]) -> Order | None:
    """Nobody but a designer writes the month first and puts points between."""
    return Order.DAY_FIRST if match.group(2) == "." else None


def order_of_lines(lines: Iterable[str]) -> Order | None:
    """Return the order in which lines write dates in figures, as far as parts above twelve tell, and agree."""
    orders = {order for line in lines for match in _NUMERIC.finditer(line) if (order := _order_within(match)) and not _alike(match)}
    return orders.pop() if len(orders) == 1 else None


def _alike(match: re.Match[str]) -> bool:
    return int(match.group(1)) == int(match.group(3))


def order_of_region(tags: Iterable[str], host: str = "") -> Order | None:
    """Return the order in which a page's readers write dates: by its language and region tags, else by its country's domain.

    >>> order_of_region(["en-GB"])
    <Order.DAY_FIRST: 'dmy'>
    >>> order_of_region(["en"], "www.example.com") is None
    True
    """
    for tag in tags:
        match = _TAG.match(tag.strip())
        language, region = (match.group(1).lower(), (match.group(2) or "").lower()) if match else ("", "")
        if language in _DAY_FIRST or (language == "en" and region in _ENGLISH_DAY_FIRST):
            return Order.DAY_FIRST
        if language == "en" and region == "us":
            return Order.MONTH_FIRST
    return Order.DAY_FIRST if _COUNTRY_DOMAINS.search(host.lower()) else None
