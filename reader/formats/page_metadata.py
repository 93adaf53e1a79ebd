"""What a page states about itself: JSON-LD, then meta elements, then its headline and times."""

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.article import UNKNOWN, Metadata, Origin, Value
from reader.formats.dates import structured_date
from reader.formats.web_address import http_address

_ARTICLE_TYPES = re.compile(r"(?:.*article|.*blogposting|report|scholarlyarticle|webpage|newsitem)$")
_TITLE_FIELDS = ("og:title", "twitter:title", "dc.title", "citation_title")
_DATE_FIELDS = (
    "article:published_time", "datepublished", "og:published_time", "dc.date.issued", "dc.date", "dcterms.created", "date",
    "sailthru.date", "parsely-pub-date", "pubdate", "publish-date", "publishdate", "citation_publication_date",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
_AUTHOR_FIELDS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl", "citation_author")
_SITE_BORDER = re.compile(r"(\s+[-|\u2013\u2014\u00b7\u00bb:]\s+)")
_NAME_BORDER = re.compile(r"\s*(?:;|\band\b|\bund\b|&|,(?!\s*(?:Jr|Sr|MD|PhD)))\s*")
_BY = re.compile(r"^\s*(?:by|von|par|por|di|written by)\s+", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)", re.IGNORECASE)


def page_metadata(page: LexborHTMLParser, html: str, url: str | None = None) -> Metadata:
    """Read the metadata that a page states."""
    linked = list(_linked_data(page))
    meta = _meta_fields(page)
    address = _address(page, html, meta, url)
    source = _site(linked, meta)
    date = _date(page, linked, meta)
    return Metadata(
        title=_title(page, linked, meta, (source.text or "", *(urlsplit(address or "").hostname or "").split(".")[:-1])),
        source=source,
        author=_author(page, linked, meta),
        date=date if date is not UNKNOWN else _guessed_date(page, html, address),
        url=address,
        language=_language(page),
    )


def _found(text: str | None, where: str) -> Value:
    line = " ".join((text or "").split())
    return Value(line, Origin.FOUND, where=where) if line else UNKNOWN


def _linked_data(page: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Iterate over the JSON-LD objects that describe an article or the page, articles first."""
    found: list[dict[str, Any]] = []
    for script in page.css('script[type="application/ld+json"]'):
        try:
            data = json.loads((script.text(deep=True) or "").strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        found += [part for part in _objects(data) if _ARTICLE_TYPES.match(_type_of(part))]
    return iter(sorted(found, key=lambda part: _type_of(part) == "webpage"))


def _objects(data: object) -> Iterator[dict[str, Any]]:
    stack = [data]
    while stack:
        part = stack.pop(0)
        if isinstance(part, dict):
            yield part
            stack += part.values()
        elif isinstance(part, list):
            stack += part


def _type_of(part: dict[str, Any]) -> str:
    kind = part.get("@type")
    first = kind[0] if isinstance(kind, list) and kind else kind
    return str(first).rsplit("/", 1)[-1].lower()


def _meta_fields(page: LexborHTMLParser) -> dict[str, str]:
    fields: dict[str, str] = {}
    for element in page.css("meta[content]"):
        attributes = element.attributes
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        content = (attributes.get("content") or "").strip()
        if name and content:
            fields.setdefault(name, content)
    return fields


def _title(page: LexborHTMLParser, linked: Sequence[dict[str, Any]], meta: dict[str, str], site_names: tuple[str, ...]) -> Value:
    articles = [part for part in linked if _type_of(part) != "webpage"]
    headline = next((part[k] for part in articles for k in ("headline", "name") if isinstance(part.get(k), str)), "")
    tab = page.css_first("title")
    fields = (headline, *(meta.get(field, "") for field in _TITLE_FIELDS), (tab.text(deep=True) or "") if tab else "")
    stated = [_without_site(line, site_names) for field in fields if (line := " ".join(unescape(field).split()))]
    printed = [" ".join((element.text(deep=True) or "").split()) for element in page.css("h1")]
    for line in printed:
        if len(line) > 12 and any(_is_within(line, title) or _is_within(title, line) for title in stated):
            return _found(line, "headline of the page")
    if stated:
        return _found(stated[0], "fields of the page")
    return _found(printed[0], "headline of the page") if len(printed) == 1 else UNKNOWN


def _without_site(title: str, site_names: tuple[str, ...]) -> str:
    """Take the site's own name off the end of a title.

    >>> _without_site("Storm closes a harbour - Harbour Times", ("www", "harbourtimes"))
    'Storm closes a harbour'
    """
    parted = _SITE_BORDER.split(title)
    last = re.sub(r"\W+", "", parted[-1]).lower()
    names = [re.sub(r"\W+", "", name).lower() for name in site_names if name]
    is_site = len(parted) > 2 and len(last) > 2 and any(last in name or (len(name) > 3 and name in last) for name in names)
    return title[: -len(parted[-1]) - len(parted[-2])] if is_site else title


def _is_within(part: str, whole: str) -> bool:
    plain_part, plain_whole = (re.sub(r"\W+", " ", text).strip().lower() for text in (part, whole))
    return bool(plain_part) and plain_part in plain_whole


def _site(linked: Sequence[dict[str, Any]], meta: dict[str, str]) -> Value:
    name = meta.get("og:site_name", "")
    if name and "://" not in name:
        return _found(unescape(name), "og:site_name")
    publishers = (part["publisher"] for part in linked if isinstance(part.get("publisher"), dict))
    return _found(next((p["name"] for p in publishers if isinstance(p.get("name"), str)), ""), "publisher in JSON-LD")


def _author(page: LexborHTMLParser, linked: Sequence[dict[str, Any]], meta: dict[str, str]) -> Value:
    for part in linked:
        if part.get("author") and (names := _names(part["author"])):
            return _found(", ".join(names), "author in JSON-LD")
    for field in _AUTHOR_FIELDS:
        if meta.get(field) and (names := _names(meta[field])):
            return _found(", ".join(names), field)
    printed = [element.text(deep=True) or "" for element in page.css('[rel="author"], [itemprop="author"] [itemprop="name"]')]
    names = _names([" ".join(name.split()) for name in printed[:6] if 3 < len(name.strip()) < 60])
    return _found(", ".join(names), "author link")


def _names(stated: object) -> list[str]:
    entries = stated if isinstance(stated, list) else [stated]
    texts = [entry.get("name") if isinstance(entry, dict) else entry for entry in entries]
    parts = [part for text in texts if isinstance(text, str) for part in _NAME_BORDER.split(_BY.sub("", unescape(text)))]
    return list(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip() and not part.startswith("http")))


def _date(page: LexborHTMLParser, linked: Sequence[dict[str, Any]], meta: dict[str, str]) -> Value:
    for part in linked:
        if isinstance(part.get("datePublished"), str) and (day := structured_date(part["datePublished"])):
            return _found(day, "datePublished in JSON-LD")
    for field in _DATE_FIELDS:
        if day := structured_date(meta.get(field, "")):
            return _found(day, field)
    times = page.css("time[datetime][itemprop=datePublished], time[pubdate]")
    return _found(_first_day(times), "time element")


def _first_day(times: Sequence[LexborNode]) -> str | None:
    return next((day for element in times if (day := structured_date(element.attributes.get("datetime") or ""))), None)


def _guessed_date(page: LexborHTMLParser, html: str, address: str | None) -> Value:
    """A day that the page's markup hints at, when it states none."""
    day = _first_day(page.css("article time[datetime], main time[datetime]"))
    if day is None:
        from htmldate import find_date

        day = structured_date(find_date(html, original_date=True, extensive_search=False, url=address) or "")
    return Value(day, Origin.GUESSED, where="hints in the page's markup") if day else UNKNOWN


def _address(page: LexborHTMLParser, html: str, meta: dict[str, str], url: str | None) -> str | None:
    canonical = page.css_first('link[rel="canonical"]')
    saved = _SAVED_FROM.search(html[:4000])
    stated = (canonical.attributes.get("href") if canonical else "", meta.get("og:url"), url, saved.group(1) if saved else "")
    return next((address for candidate in stated if candidate and (address := http_address(candidate))), None)


def _language(page: LexborHTMLParser) -> str | None:
    root = page.root
    code = (root.attributes.get("lang") or "") if root is not None else ""
    return code[:2].lower() if re.match(r"[a-zA-Z]{2}(?:[-_]|$)", code) else None
