"""Exports of read-later services, told apart by their header or their fields.

Pocket (html, csv, zip, and the json of its interface), Instapaper (csv, html),
Omnivore (zip, json), Wallabag (json, csv), Readwise and its Reader (csv), Raindrop
(csv, html), Matter (csv), JSON Feed, and browsers' bookmark files.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.errors import Refused
from reader.formats.archive import Archive
from reader.formats.decoding import decode
from reader.formats.extracted import Extracted
from reader.formats.limits import DEFAULT_LIMITS, Limits
from reader.formats.saved_item import SavedItem, articles_of, merged
from reader.formats.visible import tame

_COLUMNS = {
    "title": ("title", "book title", "resolved_title", "given_title", "name"),
    "url": ("url", "link", "address", "source url", "resolved_url", "given_url"),
    "content": ("content", "content_html", "content_text", "html", "text"),
    "excerpt": ("excerpt", "description", "selection", "summary"),
    "note": ("note", "notes"),
    "highlights": ("highlight", "highlights", "annotations"),
    "tags": ("tags", "labels", "document tags"),
    "folder": ("folder",),
    "author": ("author", "book author", "authors", "published_by", "creator"),
    "source": ("source", "site", "publisher", "sitename", "domain_name"),
    "published": ("publishedat", "published_at", "published date", "date published", "date_published", "published"),
    "language": ("language", "lang"),
    "key": ("id", "slug"),
}
_SERVICES = (
    ("Readwise", {"highlight", "book title"}),
    ("Readwise", {"title", "url", "document tags"}),
    ("Matter", {"title", "url", "publisher", "in queue"}),
    ("Pocket", {"title", "url", "time_added"}),
    ("Pocket", {"resolved_url"}),
    ("Pocket", {"given_url"}),
    ("Raindrop", {"title", "url", "cover"}),
    ("Instapaper", {"url", "title", "folder"}),
    ("Omnivore", {"url", "slug"}),
    ("Omnivore", {"url", "savedat"}),
    ("Wallabag", {"url", "content"}),
    ("Wallabag", {"url", "is_archived"}),
    ("JSON Feed", {"id", "content_html"}),
    ("JSON Feed", {"id", "content_text"}),
)
_LISTS = ("items", "list", "bookmarks", "articles")
"""Where exports that are one object keep their records."""
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_TAG_BORDERS = ("|", ",", ";")
_SHELVES = ("unread", "archive", "unsorted", "")
_TRUE = ("1", "true", "yes")
_STATES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "archived": {
        "status": ("archive", "1"),
        "state": ("archived",),
        "is_archived": _TRUE,
        "folder": ("archive",),
        "location": ("archive",),
        "archive": _TRUE,
    },
    "starred": {"is_starred": _TRUE, "favorite": _TRUE, "favorited": _TRUE},
}
"""Tags for what services tell of an item's state, with the fields that tell it and what they say."""
_MARKED = re.compile(r"^(?:highlight|note):\s*", re.IGNORECASE)


def read_export(content: bytes, limits: Limits) -> tuple[Extracted, ...]:
    """Read an export.

    Raises:
        Refused: it is damaged, or of no known service.
    """
    source = decode(content, declared_in=500).text
    head = source.lstrip()[:1]
    if head == "<":
        return _from_bookmarks(source, limits)
    if head in ("[", "{"):
        return _from_json(source, limits)
    return _from_csv(source, limits)


def read_export_archive(content: bytes, limits: Limits) -> tuple[Extracted, ...]:
    """Read an export that is packed: Omnivore's and Pocket's.

    Raises:
        Refused: it is damaged, or of no known service.
    """
    archive = Archive(content, limits)
    records = _packed_records(archive)
    if records:
        return articles_of((_packed_item(archive, record) for record in records), "Omnivore", limits)
    tables = [name for name in archive.names if name.lower().endswith(".csv")]
    if not tables:
        raise Refused("an archive that is no export of a known service")
    items = [item for name in tables for item in _csv_items(decode(archive.read(name)).text)[1]]
    return articles_of(items, "Pocket", limits)


def unpacked_highlights(content: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return what was marked in the pages of Omnivore's archive as one JSON document, for `bookmarks import`.

    Raises:
        Refused: it is damaged, or holds no highlights.
    """
    archive = Archive(content, limits)
    marked = [
        {**record, "highlights": decode(archive.read(page)).text}
        for record in _packed_records(archive)
        if (page := _page_of(archive, record, "highlights/{}.md"))
    ]
    if not marked:
        raise Refused("an archive without highlights: the one of Omnivore can be read")
    return json.dumps({"omnivore": marked})


def _packed_records(archive: Archive) -> list[Mapping[str, Any]]:
    listed = [name for name in archive.names if re.search(r"(?:^|/)(?:metadata_|omnivore)[^/]*\.json$", name)]
    return [record for name in listed for record in _records(archive.read(name))]


def _page_of(archive: Archive, record: Mapping[str, Any], where: str) -> str | None:
    slug = str(record.get("slug") or "")
    return next((name for name in archive.names if slug and name.endswith(where.format(slug))), None)


def _packed_item(archive: Archive, record: Mapping[str, Any]) -> SavedItem:
    item = _item(record)
    page, marked = (_page_of(archive, record, where) for where in ("content/{}.html", "highlights/{}.md"))
    if marked is not None and (quotes := _quotes_in(decode(archive.read(marked)).text)):
        item = replace(item, highlights=quotes)
    return item if page is None else replace(item, content=decode(archive.read(page)).text)


def _quotes_in(markdown: str) -> tuple[str, ...]:
    """The quoted passages of a page of highlights."""
    runs = re.split(r"\n\s*\n", markdown)
    quotes = (" ".join(line.lstrip("> ").strip() for line in run.splitlines() if line.startswith(">")) for run in runs)
    return tuple(quote for quote in quotes if quote)


def _from_json(source: str, limits: Limits) -> tuple[Extracted, ...]:
    records = _records(source.encode())
    service = _service(records[0]) if records else None
    if service is None:
        raise Refused("JSON that is no export of a known service")
    return articles_of((_item(record) for record in records), service, limits)


def _records(content: bytes) -> list[Mapping[str, Any]]:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refused("damaged JSON") from error
    if isinstance(data, dict):
        data = next((found for name in (*_LISTS, *data) if (found := _list_of(data.get(name)))), [data])
    return [record for record in data if isinstance(record, dict)] if isinstance(data, list) else []


def _list_of(value: object) -> list[Any]:
    """A list of objects, or the objects that stand under their ids."""
    entries = list(value.values()) if isinstance(value, dict) else value
    return entries if isinstance(entries, list) and entries and all(isinstance(entry, dict) for entry in entries) else []


def _service(record: Mapping[str, Any]) -> str | None:
    fields = {str(field).strip().lower() for field in record}
    return next((service for service, needed in _SERVICES if needed <= fields), None)


def _from_csv(source: str, limits: Limits) -> tuple[Extracted, ...]:
    service, items = _csv_items(source)
    if service == "Readwise":
        pages: dict[tuple[str, str], list[SavedItem]] = {}
        for item in items:
            pages.setdefault((item.title, item.author), []).append(item)
        items = [merged(rows) for rows in pages.values()]
    return articles_of(items, service, limits)


def _csv_items(source: str) -> tuple[str, list[SavedItem]]:
    csv.field_size_limit(2**31 - 1)
    header = source.lstrip().split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(source.lstrip(), newline=""), delimiter=";" if header.count(";") > header.count(",") else ",")
    try:
        records = [{str(column): value for column, value in row.items() if isinstance(value, str)} for row in rows]
    except csv.Error as error:
        raise Refused("a damaged table") from error
    service = _service(dict.fromkeys(rows.fieldnames or ()))
    if service is None:
        columns = ", ".join(str(column).strip() for column in (rows.fieldnames or ())[:6])
        raise Refused(f"a table of no known export, with the columns {columns[:120]}")
    return service, [_item(record) for record in records]


def _item(record: Mapping[str, Any]) -> SavedItem:
    lowered = {str(name).strip().lower(): value for name, value in record.items()}
    values = {field: next((lowered[n] for n in names if lowered.get(n)), "") for field, names in _COLUMNS.items()}
    folder = str(values.pop("folder"))
    tags = _tags(values.pop("tags"))
    quotes = values.pop("highlights")
    # A row of Readwise is one highlight, whatever its lines.
    highlights = (quotes.strip(),) if isinstance(quotes, str) and "highlight" in lowered and quotes.strip() else _highlights(quotes)
    shelf = () if folder.lower() in _SHELVES else (folder,)
    plain = {field: _joined(value) for field, value in values.items()}
    return SavedItem(**plain, tags=tuple(dict.fromkeys((*tags, *shelf, *_states(lowered)))), highlights=highlights)


def _states(record: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        tag for tag, told in _STATES.items() if any(str(record.get(name, "")).lower() in values for name, values in told.items())
    )


def _joined(value: Any) -> str:
    entries = value if isinstance(value, list) else [value]
    named = [entry.get("name") or entry.get("date") or "" if isinstance(entry, dict) else entry for entry in entries]
    return ", ".join(str(part) for part in named if part)


def _tags(value: Any) -> tuple[str, ...]:
    """The tags of a field: objects, a list, a list written as text, or names with a border between them."""
    if isinstance(value, dict):
        value = list(value)
    entries = value if isinstance(value, list) else _written_tags(str(value))
    names = (entry.get("label") or entry.get("name") if isinstance(entry, dict) else entry for entry in entries)
    return tuple(dict.fromkeys(str(name).strip() for name in names if name and str(name).strip()))


def _written_tags(text: str) -> list[str]:
    """Split tags as they are written: `a|b`, `a, b`, `["a", "b"]`, `['a', 'b']`."""
    if text.startswith("[") and text.endswith("]"):
        return [single or double for single, double in _QUOTED.findall(text)] or text[1:-1].split(",")
    border = next((sign for sign in _TAG_BORDERS if sign in text), ",")
    return [name.strip().strip('"') for name in text.split(border)]


def _highlights(value: Any) -> tuple[str, ...]:
    """The highlights of a field: objects, a list, or one a line."""
    entries = value if isinstance(value, list) else str(value).splitlines()
    quotes = (entry.get("quote") or entry.get("text") if isinstance(entry, dict) else entry for entry in entries)
    return tuple(text for quote in quotes if quote and (text := _MARKED.sub("", str(quote).strip())))


def _from_bookmarks(source: str, limits: Limits) -> tuple[Extracted, ...]:
    page = LexborHTMLParser(tame(source))
    title = page.css_first("title")
    name = (title.text(deep=True) or "").lower() if title else ""
    service = next((known for known in ("Pocket", "Instapaper", "Raindrop") if known.lower() in name), "bookmarks")
    return articles_of(_links(page), service, limits)


def _links(page: LexborHTMLParser) -> Iterator[SavedItem]:
    """Iterate over the links of a bookmark file; the headings above them are their folders."""
    folder = ""
    for element in page.css("h1, h3, a[href]"):
        text = " ".join((element.text(deep=True) or "").split())
        if element.tag == "a":
            yield _link(element, text, folder)
        else:
            folder = text


def _link(element: LexborNode, title: str, folder: str) -> SavedItem:
    attributes = element.attributes
    shelf = () if folder.lower() in (*_SHELVES, "read archive", "bookmarks", "my articles") else (folder,)
    below = element.parent.next if element.parent is not None else None
    while below is not None and below.tag == "-text":
        below = below.next
    excerpt = (below.text(deep=True) or "").strip() if below is not None and below.tag == "dd" else ""
    archived = ("archived",) if folder.lower() in ("archive", "read archive") else ()
    tags = (*_tags(attributes.get("tags") or ""), *shelf, *archived)
    return SavedItem(title=title, url=attributes.get("href") or "", excerpt=excerpt, tags=tags)
