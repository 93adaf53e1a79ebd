"""Files of bookmarks read: own JSON, W3C annotations, Hypothesis, Readwise, Zotero; of read-later services see `saved_pages`."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from reader.bookmarks.bookmark import Colour
from reader.bookmarks.bookmarks import MISSHAPEN, from_value, selector_from
from reader.bookmarks.entries import Entry, Reading, as_list, derived_id, each, json_of, time_of
from reader.bookmarks.export import JSON_FORMAT, OWN_NAMESPACE
from reader.bookmarks.imported import ImportedBookmark, ImportedFile, ImportedTarget, SourceHint
from reader.bookmarks.saved_pages import OMNIVORE, holds_annotations, read_omnivore, read_wallabag
from reader.errors import SourceError, UsageError

_ZOTERO_COLOURS = {
    "#ffd400": Colour.GOLD,
    "#f19837": Colour.GOLD,
    "#ff6666": Colour.ROSE,
    "#e56eee": Colour.ROSE,
    "#a28ae5": Colour.ROSE,
    "#5fb236": Colour.TEAL,
    "#2ea8e5": Colour.INK,
    "#aaaaaa": Colour.INK,
}
_READWISE_COLOURS = {
    "yellow": Colour.GOLD,
    "orange": Colour.GOLD,
    "blue": Colour.INK,
    "green": Colour.TEAL,
    "pink": Colour.ROSE,
    "purple": Colour.ROSE,
}
_READER_NAMES = {
    "text": "annotationText",
    "comment": "annotationComment",
    "color": "annotationColor",
    "sortIndex": "annotationSortIndex",
    "id": "key",
    "dateCreated": "dateAdded",
}
"""What Zotero's reader calls what the library calls otherwise."""
_READABLE = "own JSON, W3C, Hypothesis, Readwise CSV, Zotero, Wallabag and the archive of Omnivore"


def read_import(content: str, style: str | None = None) -> ImportedFile:
    """Read a file of bookmarks; its style is recognised when it is not given.

    Raises:
        UsageError: there is no such style.
        SourceError: the file is not in the style, or in none.
    """
    style = style or recognise(content)
    read = _READERS.get(style)
    if read is None:
        raise UsageError(f"there is no import style {style!r}: use one of {', '.join(_READERS)}")
    try:
        entries = list(read(content))
    except (*MISSHAPEN, csv.Error, RecursionError) as error:
        raise SourceError(f"this is no {style} file of bookmarks ({error})") from error
    bookmarks = tuple(entry for entry in entries if entry is not None)
    return ImportedFile(style, bookmarks, unreadable=len(entries) - len(bookmarks))


def recognise(content: str) -> str:
    """Tell the style of a file by its content.

    Raises:
        SourceError: it is none that can be imported.
    """
    start = content.lstrip("\ufeff \r\n\t")
    if not start.startswith(("{", "[")):
        try:
            columns = {name.strip() for name in next(csv.reader(io.StringIO(start[:10_000])), [])}
        except csv.Error as error:
            raise SourceError(f"this is no file of bookmarks ({error})") from error
        if "Highlight" in columns:
            return "readwise"
        if "annotationText" in columns:
            return "zotero"
        raise SourceError(f"this is no file of bookmarks: {_READABLE} can be read")
    document = json_of(content)
    if isinstance(document, dict) and document.get("format") == JSON_FORMAT:
        return "json"
    if isinstance(document, dict) and OMNIVORE in document:
        return "omnivore"
    if holds_annotations(document):
        return "wallabag"
    text = json.dumps(document)  # a quote inside of a text stands behind a backslash: these can only be keys
    marks = {
        '"annotationType": ': "zotero",
        '"annotationText": ': "zotero",
        '"sortIndex": ': "zotero",
        "/ns/anno.jsonld": "w3c",
        '"uri": ': "hypothesis",
    }
    found = next((style for mark, style in marks.items() if mark in text), None)
    if found is None:
        raise SourceError(f"this JSON file holds no bookmarks: {_READABLE} can be read")
    return found


# --- own JSON and W3C -------------------------------------------------------


def _read_own(content: str) -> Reading:
    document = json_of(content)
    articles = document.get("articles", {})
    return each(document["bookmarks"], lambda entry: _own_bookmark(entry, articles))


def _own_bookmark(entry: Entry, articles: Mapping[str, Mapping[str, str]]) -> ImportedBookmark:
    bookmark = from_value(str(entry["id"]), entry)
    targets = tuple(
        ImportedTarget(
            hint=SourceHint(article=target.article, **articles.get(target.article, {})),
            exact=target.exact,
            prefix=target.prefix,
            suffix=target.suffix,
            digest=target.digest,
            start=target.span.start,
            end=target.span.end,
            paragraph=target.paragraph,
            by_hand=target.by_hand,
        )
        for target in bookmark.targets
    )
    return ImportedBookmark(
        bookmark.id, targets, bookmark.note, bookmark.tags, bookmark.colour, bookmark.created, bookmark.modified
    )


def _read_w3c(content: str) -> Reading:
    document = json_of(content)
    entries = (
        document if isinstance(document, list) else document.get("items") or document.get("first", {}).get("items") or [document]
    )
    return each(entries, _w3c_bookmark)


def _w3c_bookmark(entry: Entry) -> ImportedBookmark:
    said = [*as_list(entry.get("body")), *as_list(entry.get("bodyValue"))]
    bodies = [body if isinstance(body, dict) else {"value": body} for body in said]
    tags = tuple(_w3c_tag(body) for body in bodies if body.get("purpose") == "tagging")
    notes = [str(body["value"]) for body in bodies if body.get("purpose") != "tagging" and "value" in body]
    identity = str(entry.get("id") or json.dumps(entry, sort_keys=True))
    own_prefix = f"{OWN_NAMESPACE}bookmark:"
    created = time_of(entry.get("created"))
    return ImportedBookmark(
        id=identity.removeprefix(own_prefix) if identity.startswith(own_prefix) else derived_id("w3c", identity),
        targets=tuple(_w3c_target(target) for target in as_list(entry["target"])),
        note="\n\n".join(notes),
        tags=tags,
        colour=_colour(entry.get("broadsheet:colour")),
        created=created,
        modified=time_of(entry.get("modified")) or created,
    )


def _w3c_tag(body: Entry) -> str:
    """Read a tag: a word, or the address that stands for it."""
    return str(body["value"] if "value" in body else body.get("source") or body["id"])


def _w3c_target(target: Entry | str) -> ImportedTarget:
    if isinstance(target, str):
        return ImportedTarget(SourceHint(url=target))
    known = {name: str(target.get(f"broadsheet:{name}", "")) for name in ("article", "title", "source", "author", "date")}
    source, by_hand = target.get("source") or target.get("id") or "", target.get("broadsheet:by_hand")
    url = str(source["id"] if isinstance(source, dict) else source)
    return ImportedTarget(
        hint=SourceHint(url="" if url.startswith(OWN_NAMESPACE) else url, **known),
        digest=str(target.get("broadsheet:digest", "")),
        paragraph=int(target.get("broadsheet:paragraph", 0)),
        by_hand=selector_from(by_hand) if by_hand else None,
        **_selectors(target),
    )


def _selectors(target: Entry) -> dict[str, Any]:
    """Read quote and position selectors, also where one refines the other or is one of a choice."""
    found: dict[str, Any] = {}
    waiting = as_list(target.get("selector"))
    while waiting:
        selector = waiting.pop(0)
        waiting += [*as_list(selector.get("refinedBy")), *as_list(selector.get("items"))]
        if selector.get("type") == "TextQuoteSelector":
            found |= {name: str(selector.get(name, "")) for name in ("exact", "prefix", "suffix")}
        elif selector.get("type") == "TextPositionSelector":
            found |= {name: int(selector[name]) for name in ("start", "end")}
    return found


# --- Hypothesis -------------------------------------------------------------


def _read_hypothesis(content: str) -> Reading:
    document = json_of(content)
    rows = document if isinstance(document, list) else document.get("annotations") or document["rows"]
    by_id = {str(row["id"]): row for row in rows if isinstance(row, dict) and "id" in row}
    return each(rows, lambda entry: _hypothesis_bookmark(entry, by_id))


def _hypothesis_bookmark(entry: Entry, by_id: Mapping[str, Entry]) -> ImportedBookmark:
    title = " ".join(as_list((entry.get("document") or {}).get("title"))[:1])
    hint = SourceHint(url=str(entry["uri"]), title=title)
    answered = by_id.get(str(next(iter(entry.get("references") or ()), "")), {})  # the first stands on the passage
    target = as_list(answered.get("target")) or as_list(entry.get("target"))
    found = _selectors(target[0]) if target else {}
    created = time_of(entry.get("created"))
    return ImportedBookmark(
        id=derived_id("hypothesis", str(entry.get("id") or json.dumps(entry, sort_keys=True))),
        targets=(ImportedTarget(hint, **found),),
        note=str(entry.get("text") or ""),
        tags=tuple(str(tag) for tag in entry.get("tags") or ()),
        created=created,
        modified=time_of(entry.get("updated")) or created,
    )


# --- Readwise ---------------------------------------------------------------


def _read_readwise(content: str) -> Reading:
    columns, rows = _table(content)
    if "Highlight" not in columns:
        raise ValueError("there is no column Highlight")
    return each(rows, _readwise_bookmark)


def _table(content: str) -> tuple[Sequence[str], Iterator[dict[str, str]]]:
    """Read a CSV file by its first row; cells that a row lacks are empty, those beyond the last column are left out."""
    rows = csv.DictReader(io.StringIO(content.lstrip("\ufeff"), newline=""), restval="")
    columns = [name.strip() for name in rows.fieldnames or ()]
    rows.fieldnames = columns
    return columns, ({name: row[name] for name in columns} for row in rows)


def _readwise_bookmark(row: Entry) -> ImportedBookmark:
    def cell(*names: str) -> str:
        return next((row[name] for name in names if row.get(name)), "")

    title = cell("Title", "Book Title")
    hint = SourceHint(url=cell("URL"), title=title, author=cell("Author", "Book Author"))
    exact = "" if row["Highlight"] == title else row["Highlight"]
    if not (exact or title or hint.url):
        raise ValueError("a row without words or an article")
    inline_tags, note = _tags_before_note(cell("Note"))
    tags = [tag.strip() for tag in cell("Tags").split(",") if tag.strip()]
    created = time_of(cell("Date", "Highlighted at"))
    return ImportedBookmark(
        id=derived_id("readwise", "\0".join((hint.url, title, row["Highlight"], cell("Location")))),
        targets=(ImportedTarget(hint, exact=exact),),
        note=note,
        tags=tuple(dict.fromkeys([*inline_tags, *tags])),
        colour=_READWISE_COLOURS.get(cell("Color").lower(), Colour.GOLD),
        created=created,
        modified=created,
    )


def _tags_before_note(note: str) -> tuple[list[str], str]:
    """Split Readwise's `.tag` words from the first line of a note."""
    first, _, rest = note.partition("\n")
    words = first.split()
    if words and all(word.startswith(".") and len(word) > 1 for word in words):
        return [word[1:] for word in words], rest
    return [], note


# --- Zotero -----------------------------------------------------------------


def _read_zotero(content: str) -> Reading:
    is_json = content.lstrip("\ufeff \r\n\t").startswith(("{", "["))
    items = list(_zotero_items(json_of(content), {})) if is_json else [_zotero_row(row) for row in _table(content)[1]]
    by_key = {str(item["key"]): item for item in items if "key" in item}
    annotations = [item for item in items if "annotationType" in item or "annotationText" in item]
    return each(annotations, lambda item: _zotero_bookmark(item, by_key))


def _zotero_items(value: Any, above: Entry) -> Iterator[Entry]:
    """Find all items, nested or flat; what stands around an annotation tells its title and address."""
    if isinstance(value, list):
        for part in value:
            yield from _zotero_items(part, above)
    elif isinstance(value, dict):
        known = {name: value[name] for name in ("title", "url", "date") if isinstance(value.get(name), str) and value[name]}
        around = {**above, **known}
        yield {**above, **_of_reader(value)}
        for part in value.values():
            yield from _zotero_items(part, around)


def _of_reader(item: Entry) -> Entry:
    """Give an annotation of Zotero's reader the names of the library."""
    if "sortIndex" not in item:
        return item
    return {"annotationType": item.get("type"), **{_READER_NAMES.get(name, name): part for name, part in item.items()}}


def _zotero_row(row: Entry) -> Entry:
    """Return a row of a table as an item."""
    tags = [tag.strip() for tag in row.get("tags", "").replace(";", ",").split(",") if tag.strip()]
    return {**row, "annotationType": row.get("annotationType") or "highlight", "tags": tags}


def _zotero_bookmark(item: Entry, by_key: Mapping[str, Entry]) -> ImportedBookmark:
    parents = list(_zotero_parents(item, by_key))
    title, url = (next((str(p[name]) for p in (*parents[::-1], item) if p.get(name)), "") for name in ("title", "url"))
    quote, comment = str(item.get("annotationText") or ""), str(item.get("annotationComment") or "")
    sort_index = str(item.get("annotationSortIndex") or "")
    created = time_of(item.get("dateAdded"))
    return ImportedBookmark(
        id=derived_id("zotero", str(item.get("key") or "\0".join((url, title, quote, comment, sort_index)))),
        targets=(ImportedTarget(SourceHint(url=url, title=title), exact=quote),),
        note=comment,
        tags=tuple(_zotero_tag(tag) for tag in item.get("tags") or ()),
        colour=_ZOTERO_COLOURS.get(str(item.get("annotationColor", "")).lower(), Colour.GOLD),
        created=created,
        modified=time_of(item.get("dateModified")) or created,
    )


def _zotero_tag(tag: Any) -> str:
    return str(tag.get("tag") or tag["name"]) if isinstance(tag, dict) else str(tag)


def _zotero_parents(item: Entry, by_key: Mapping[str, Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    while (key := str(item.get("parentItem") or "")) and key not in seen and key in by_key:
        seen.add(key)
        item = by_key[key]
        yield item


# --- common -----------------------------------------------------------------


def _colour(value: object) -> Colour:
    return next((colour for colour in Colour if colour == value), Colour.GOLD)


_READERS: Mapping[str, Callable[[str], Reading]] = {
    "json": _read_own,
    "w3c": _read_w3c,
    "hypothesis": _read_hypothesis,
    "readwise": _read_readwise,
    "zotero": _read_zotero,
    "wallabag": read_wallabag,
    "omnivore": read_omnivore,
}
STYLES = tuple(_READERS)
