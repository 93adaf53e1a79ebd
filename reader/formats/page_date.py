"""The day a page was published: stated in its data, printed by its headline, or hinted at.

A stated day is kept as it is written, in its own time zone. Where a moment is stated by
Greenwich and the page or its address has the day beside it, that is the day where the
page was made, and it is given. Where the page prints an earlier day by its headline than
any time zone could make of the stated one, the stated one is likely the day of a change:
the printed one is given, as a guess. A date in figures alone is a guess, and only where
its order is settled (`numeric_dates`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import chain
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from reader.article import UNKNOWN, Origin, Value
from reader.formats.dates import PrintedDate, find_date, find_foreign_date, structured_date
from reader.formats.numeric_dates import find_numeric_date, order_of_lines, order_of_region
from reader.formats.page_data import ARTICLE, KIND_OF_ARTICLE, Linked, PageData
from reader.formats.page_title import AT_THE_EDGE, lines_by_headline
from reader.formats.phrases import is_caption
from reader.formats.visible import VisibleBlock

_FIELDS = (
    "article:published_time", "article:published", "article.published", "og:published_time", "datepublished", "published_time",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "date", "sailthru.date", "parsely-pub-date",
    "pubdate", "pub_date", "og:pubdate", "publish-date", "publishdate", "publish_date", "published_at", "published",
    "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime", "bt:pubdate", "article_date_original", "pdate",
    "datecreated", "created",
)  # fmt: skip
_LIKE_A_FIELD = re.compile(r"publi[sc]|pub[_-]?date|post[_-]?date|release[_-]?date")
_OF_OTHER_DAYS = re.compile(r"modif|updat|expir|found|copyright|start|end|valid|review|revis|event|premium")
_MARKED = (
    "[itemprop~=datePublished], time[pubdate], abbr.published[title], time.published, time.entry-date, time.dt-published,"
    " [property~=datePublished], [property='schema:datePublished']"
)
_ABOVE, _BELOW = 6, 14
"""How many blocks above and below the headline a date of the article stands."""
_MOST_WORDS = 22
_PUBLISHED = re.compile(
    r"\b(?:first |originally )?(?:published|posted|publish date|filed|issued|publiziert|ver\u00f6ffentlicht|publi\u00e9|publicado"
    r"|pubblicato)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified|edited|revised|corrected|reviewed)\b", re.IGNORECASE)
_CLOSE = 6
"""How many of them are looked at when the page's data state a day, too."""
_DATELINE = 11
"""How many words a line of date, time, name and section has at most."""
_MORNING = re.compile(r"[T ](?:0\d|1[01]):\d\d(?!\d*[^Z]*[-+](?!00))")
"""A time at which it is still the day before west of Greenwich, in no zone of its own."""
_LATE = re.compile(r"[T ](?:1\d|2[0-3]):\d\d(?!\d*[^Z]*[-+](?!00))")
"""A time at which it is the next day already in the east, in no zone of its own."""
_A_YEAR = 366
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_.-]|$)")


def find_date_of(page: LexborHTMLParser, html: str, data: PageData, blocks: Sequence[VisibleBlock], title: int | None) -> Value:
    """Find the day a page was published; `title` is the number of the block that prints the headline."""
    below = list(_near(blocks, title, below=_BELOW, above=0))
    for written, where in _statements(page, data):
        if day := structured_date(written):
            own = _earlier(day, written, _printed(below[:_CLOSE])) or _own_day(day, written, below, data.address)
            return own or Value(day, Origin.FOUND, where=where)
    printed = _printed(below)
    if printed.origin is Origin.FOUND:
        return printed
    above = list(_near(blocks, title, below=0, above=_ABOVE))
    guesses = (
        _time_by_the_headline(page, [*below, *above]),
        printed,
        _as_guess(_printed(above)),
        _in_figures(page, data, blocks, [*below, *above]),
    )
    return next((day for day in guesses if day is not UNKNOWN), None) or _hinted(page, html, data, blocks)


def _as_guess(day: Value) -> Value:
    """Above the headline many sites print the day on which the page was called up."""
    return day if day is UNKNOWN else replace(day, origin=Origin.GUESSED)


def _statements(page: LexborHTMLParser, data: PageData) -> Iterator[tuple[str, str]]:
    """Iterate over what a page's fields say of its day, as it is written, and where they say it; the best first."""
    articles = [part for kind, part in data.linked if kind in (ARTICLE, KIND_OF_ARTICLE)]
    others = [part for _, part in data.linked]
    alike = [field for field in data.meta if _LIKE_A_FIELD.search(field) and not _OF_OTHER_DAYS.search(field)]
    yield from ((_written(part, "datePublished"), "datePublished in JSON-LD") for part in articles)
    yield from ((data.meta.get(field, ""), field) for field in _FIELDS[:2])
    yield from ((written, "marked as its date of publication") for written in _marked(page))
    yield from ((data.meta.get(field, ""), field) for field in _FIELDS[2:])
    yield from ((_written(part, "datePublished"), "datePublished in JSON-LD") for part in others)
    yield from ((_written(part, "dateCreated"), "dateCreated in JSON-LD") for part in articles)
    yield from ((_written(part, "uploadDate"), "uploadDate in JSON-LD") for part in articles)
    yield from ((data.meta[field], field) for field in alike)


def _marked(page: LexborHTMLParser) -> Iterator[str]:
    """Iterate over what elements say that are marked as the day of publication."""
    for element in page.css(_MARKED)[:20]:
        attributes = element.attributes
        yield from (attributes.get(name) or "" for name in ("datetime", "content", "title"))
        yield (element.text(deep=True) or "")[:80]


def _written(part: Linked, field: str) -> str:
    stated = part.get(field)
    first = stated[0] if isinstance(stated, list) and stated else stated
    return str(first) if isinstance(first, str | int) else ""


def _near(blocks: Sequence[VisibleBlock], title: int | None, *, below: int, above: int) -> Iterator[VisibleBlock]:
    """Iterate over the short blocks by the headline."""
    for number in lines_by_headline(blocks, title, below=below, above=above):
        if len(blocks[number].text) < 300 and len(blocks[number].text.split()) <= _MOST_WORDS:
            yield blocks[number]


def _printed(near: Sequence[VisibleBlock]) -> Value:
    """The day printed by the headline: in a line that says so, or one of little else."""
    days = [(day, block.text) for block in near if block.linked < 0.8 * len(block.text) and (day := _day_in(block.text))]
    if day := _stated_in(days):
        return Value(day, Origin.FOUND, where="printed by the headline")
    return Value(days[0][0], Origin.GUESSED, where="printed by the headline") if days else UNKNOWN


def _stated_in(days: Sequence[tuple[str, str]]) -> str | None:
    """The day of the line that says that it is the one of publication, else of the first dateline, of days and their lines."""
    published = (day for day, text in days if _PUBLISHED.search(text))
    datelines = (day for day, text in days if not _UPDATED.search(text) and _is_dateline(text))
    return next(chain(published, datelines), None)


def _is_dateline(text: str) -> bool:
    return len([word for word in re.split(r"[\s(]+", text) if word[:1].isalpha()]) <= _DATELINE


def _written_out(text: str) -> PrintedDate | None:
    return find_date(text) or find_foreign_date(text)


def _day_in(line: str, find: Callable[[str], PrintedDate | None] = _written_out) -> str | None:
    """The day of a line; of several the one behind "published", never the one behind "updated" where there is another."""
    parts = re.split(r"(?=\b(?:updated|last modified|published|posted|original)\b)", line, flags=re.IGNORECASE)
    days = [(not _PUBLISHED.match(part), bool(_UPDATED.search(part)), found.iso) for part in parts if (found := find(part))]
    return min(days, key=lambda day: day[:2])[2] if days else None


def _own_day(day: str, written: str, near: Sequence[VisibleBlock], address: str | None) -> Value | None:
    """The day before or behind a moment by Greenwich, where a line by the headline has it, or the address and no line."""
    if not (_MORNING.search(written) or _LATE.search(written)):
        return None
    lines = [block.text for block in near if not is_caption(block.text)]
    days = {_day_in(line) for line in lines if _is_dateline(line) or _PUBLISHED.search(line)}
    updates = {_day_in(line) for line in lines if _UPDATED.search(line)}
    if _MORNING.search(written):
        before = _days_on(day, -1)
        # Nothing is updated on the day before it is published.
        if before in days | updates:
            return Value(before, Origin.FOUND, where="printed by the headline")
        if day not in days | updates and before in _days_of_address(address):
            return Value(before, Origin.FOUND, where="day in the address")
    if _LATE.search(written) and _days_on(day, 1) in days - updates:
        return Value(_days_on(day, 1), Origin.FOUND, where="printed by the headline")
    return None


def _days_on(day: str, count: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=count)).isoformat()


def _days_of_address(address: str | None) -> Iterator[str]:
    return filter(None, (structured_date("-".join(match.groups())) for match in _IN_ADDRESS.finditer(address or "")))


def _in_figures(page: LexborHTMLParser, data: PageData, blocks: Sequence[VisibleBlock], near: Sequence[VisibleBlock]) -> Value:
    """A day in figures by the headline, or in the page's title, where its order is settled."""
    lines = [block.text for block in near if block.linked < 0.8 * len(block.text)]
    if not any(sign.isdigit() for line in (*lines, data.tab) for sign in line):
        return UNKNOWN
    order = order_of_lines(block.text for block in blocks if len(block.text) < 200) or order_of_region(
        _languages(page, data), urlsplit(data.address or "").hostname or ""
    )
    find = partial(find_numeric_date, order=order)
    day = _stated_in([(day, line) for line in lines if (day := _day_in(line, find))])
    if day is None and (in_title := find(data.tab)):
        day = in_title.iso
    return Value(day, Origin.GUESSED, where="in figures, by the headline") if day else UNKNOWN


def _languages(page: LexborHTMLParser, data: PageData) -> Iterable[str]:
    """What a page says of its language and region, the most exact first."""
    root = page.root
    lang = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else ""
    stated = [tag for tag in (lang, data.meta.get("og:locale", ""), data.meta.get("content-language", "")) if tag]
    return sorted(stated, key=len, reverse=True)


def _earlier(day: str, written: str, printed: Value) -> Value | None:
    """A day printed by the headline that is earlier than any time zone makes of the stated one."""
    if printed.origin is not Origin.FOUND or printed.text is None:
        return None
    gap = (date.fromisoformat(day) - date.fromisoformat(printed.text)).days
    may_be_zones = gap == 1 and (_MORNING.search(written) is not None or ":" not in written)
    if not 1 <= gap <= _A_YEAR or may_be_zones:
        return None
    return Value(printed.text, Origin.GUESSED, where=f"printed by the headline; its data say {day}")


def _time_by_the_headline(page: LexborHTMLParser, near: Sequence[VisibleBlock]) -> Value:
    """The day of a time element that stands by the headline."""
    texts = [" ".join(block.text.split()) for block in near]
    for element in page.css("time[datetime]")[:60]:
        printed = " ".join((element.text(deep=True) or "").split())
        day = structured_date(element.attributes.get("datetime") or "")
        if day and printed and not _UPDATED.search(printed) and any(printed in text for text in texts):
            return Value(day, Origin.GUESSED, where="time by the headline")
    return UNKNOWN


def _hinted(page: LexborHTMLParser, html: str, data: PageData, blocks: Sequence[VisibleBlock]) -> Value:
    """A day that a page's markup or address hints at, when it states and prints none."""
    day = next(filter(None, _hints(page, data, blocks)), None)
    if day is None:
        day = structured_date(_searched_date(html, data.address))
    return Value(day, Origin.GUESSED, where="hints in the page's markup") if day else UNKNOWN


def _searched_date(html: str, address: str | None) -> str:
    """The day that a search through the markup finds; a page that the search fails at, as by a control character, has none."""
    from htmldate import find_date as search_date

    try:
        return search_date(html, original_date=True, extensive_search=False, url=address) or ""
    except ValueError:
        return ""


def _hints(page: LexborHTMLParser, data: PageData, blocks: Sequence[VisibleBlock]) -> Iterator[str | None]:
    """Iterate over days that may be the page's: of a time in the article, in the address, below the text, of a time in the page."""
    yield _first_time(page, "article time[datetime]")
    yield from _days_of_address(data.address)
    lines = (block.text for block in blocks if len(block.text) < 200 and not AT_THE_EDGE.intersection(block.tags))
    yield from (_day_in(line) for line in lines if _PUBLISHED.match(line))
    yield _first_time(page, "main time[datetime]")


def _first_time(page: LexborHTMLParser, selector: str) -> str | None:
    element = page.css_first(selector)
    return structured_date(element.attributes.get("datetime") or "") if element is not None else None
