"""What was marked in pages that a read-later service kept: Wallabag's JSON, the archive of Omnivore.

Wallabag: entries with `annotations`, each with `quote` (the words), `text` (the note) and places in its page, which are not
needed: the words are found. Omnivore: a page of highlights in Markdown for each saved page, with a quote, a line of
`#labels`, a note; what stands alone before a wider gap is a note on the whole page.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from reader.bookmarks.entries import Entry, Reading, as_list, derived_id, each, json_of, time_of
from reader.bookmarks.imported import ImportedBookmark, ImportedTarget, SourceHint

OMNIVORE = "omnivore"
"""The key of the document that an archive's highlights are made: its records, each with its page as `highlights`."""
_PARAGRAPHS = re.compile(r"\n[ \t]*\n(\s*)")
_LABEL = re.compile(r"(?:^|\s)#(?=\S)")


# --- Wallabag -----------------------------------------------------------------


def holds_annotations(document: Any) -> bool:
    """Tell whether a document is an export of Wallabag in which something was marked."""
    return any(
        "url" in entry and any(isinstance(each, dict) and "quote" in each for each in as_list(entry.get("annotations")))
        for entry in as_list(document)
        if isinstance(entry, dict)
    )


def read_wallabag(content: str) -> Reading:
    """Read the annotations of an export of Wallabag."""
    entries = as_list(json_of(content))
    pairs = [{"entry": entry, "annotation": each} for entry in entries for each in as_list(entry.get("annotations"))]
    return each(pairs, lambda pair: _annotation(pair["entry"], pair["annotation"]))


def _annotation(entry: Entry, annotation: Entry) -> ImportedBookmark:
    quote, note = str(annotation.get("quote") or ""), str(annotation.get("text") or "")
    if not (quote.strip() or note.strip()):
        raise ValueError("an annotation without words")
    authors = [str(name) for name in as_list(entry.get("published_by")) if name]
    hint = _hint(entry, author=", ".join(authors), date=entry.get("published_at"))
    created = time_of(annotation.get("created_at"))
    place = json.dumps(annotation.get("ranges"), sort_keys=True)
    return ImportedBookmark(
        id=derived_id("wallabag", "\0".join((hint.url, hint.title, quote, place))),
        targets=(ImportedTarget(hint, exact=quote),),
        note=note,
        created=created,
        modified=time_of(annotation.get("updated_at")) or created,
    )


def _hint(entry: Entry, *, author: str, date: object) -> SourceHint:
    url, title = str(entry.get("url") or ""), str(entry.get("title") or "")
    if not (url or title):
        raise ValueError("a page without address and title")
    day = date.get("date") if isinstance(date, dict) else date
    return SourceHint(url=url, title=title, author=author, date=str(day or "")[:10])


# --- Omnivore -----------------------------------------------------------------


def read_omnivore(content: str) -> Reading:
    """Read the highlights of an archive of Omnivore, unpacked to one document."""
    records = [record for record in json_of(content)[OMNIVORE] if record.get("highlights")]
    marks = [{"record": record, "mark": mark} for record in records for mark in _marks(str(record["highlights"]))]
    return each(marks, lambda pair: _highlight(pair["record"], *pair["mark"]))


def _highlight(record: Entry, quote: str, tags: tuple[str, ...], note: str) -> ImportedBookmark:
    hint = _hint(record, author=str(record.get("author") or ""), date=record.get("publishedAt"))
    return ImportedBookmark(
        id=derived_id("omnivore", "\0".join((hint.url, hint.title, quote or f"\0{note}"))),
        targets=(ImportedTarget(hint, exact=quote),),
        note=note,
        tags=tags,
    )


def _marks(page: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Iterate over quote, labels and note of a page of highlights; a note on the whole page has no quote."""
    quote, tags, notes = "", tuple[str, ...](), list[str]()
    for paragraph, is_apart in _paragraphs(page):
        if paragraph.startswith(">"):
            yield from _closed(quote, tags, notes)
            quote, tags, notes = _unquoted(paragraph), (), []
        elif is_apart or not quote:
            yield "", (), paragraph
        elif not tags and not notes and (labels := _labels(paragraph)):
            tags = labels
        else:
            notes.append(paragraph)
    yield from _closed(quote, tags, notes)


def _closed(quote: str, tags: tuple[str, ...], notes: list[str]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    if quote:
        yield quote, tags, "\n\n".join(notes)


def _paragraphs(page: str) -> Iterator[tuple[str, bool]]:
    """Iterate over paragraphs, and whether each stands before a gap that is wider than between others."""
    pieces = _PARAGRAPHS.split(page.replace("\r\n", "\n"))
    for place in range(0, len(pieces), 2):
        if text := pieces[place].strip():
            gap = pieces[place + 1] if place + 1 < len(pieces) else ""
            ends_page = place + 2 < len(pieces) and not "".join(pieces[place + 2 :]).strip()
            yield text, "\n" in gap or ends_page


def _unquoted(paragraph: str) -> str:
    lines = (line[1:].strip() if line.startswith(">") else line.strip() for line in paragraph.splitlines())
    return "\n".join(lines).strip()


def _labels(paragraph: str) -> tuple[str, ...]:
    before, *labels = _LABEL.split(paragraph)
    return () if before.strip() or "\n" in paragraph else tuple(label.strip() for label in labels)
