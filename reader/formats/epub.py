"""EPUB books: one article a chapter, in the order of the spine, grouped under the book's title."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from reader.article import BlockKind, Metadata, Value
from reader.errors import Refused
from reader.formats.archive import Archive
from reader.formats.assembly import Piece
from reader.formats.dates import structured_date
from reader.formats.decoding import decode
from reader.formats.extracted import Extracted
from reader.formats.fragment import fragment_pieces, from_pieces, stated, unique_parts, with_title
from reader.formats.limits import Limits
from reader.formats.xml_tree import elements, flat_text, text_of, xml_tree

EXTRACTOR = "epub/4"
_EMPTY = re.compile(r"<([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)/>")
_ROMAN = r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_NUMBER = re.compile(rf"(?:chapter|kapitel|chapitre|part)?[\W_]*(?:\d+|{_ROMAN})[\W_]*", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CHAPTER_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


@dataclass(frozen=True, slots=True)
class _Book:
    """What the package file says of a book."""

    title: str
    author: str
    date: str | None
    language: str | None
    chapters: tuple[str, ...]
    """Names in the archive, in reading order."""
    labels: Mapping[str, str]
    """What the table of contents calls a chapter."""


def read_epub(content: bytes, limits: Limits) -> tuple[Extracted, ...]:
    """Read a book.

    Raises:
        Refused: it is damaged, protected or holds no text.
    """
    archive = Archive(content, limits)
    book = _book(archive)
    found = [chapter for name in book.chapters if (chapter := _chapter(archive, book, name, limits))]
    if not found:
        raise Refused("no text found")
    return unique_parts(found)


def _book(archive: Archive) -> _Book:
    container = xml_tree(archive.read("META-INF/container.xml"))
    package_name = next((path for element in elements(container, "rootfile") if (path := element.get("full-path"))), "")
    package = xml_tree(archive.read(package_name))
    items = {element.get("id"): element for element in elements(package, "item")}
    language = text_of(package, "language")[:2].lower()
    return _Book(
        title=text_of(package, "title"),
        author=", ".join(name for element in elements(package, "creator") if (name := flat_text(element))),
        date=_date(package),
        language=language if language.isalpha() and len(language) == 2 else None,
        chapters=tuple(dict.fromkeys(_member(package_name, item.get("href") or "") for item in _in_order(package, items))),
        labels=dict(_labels(archive, package_name, list(items.values()))),
    )


def _in_order(package: etree._Element, items: Mapping[str | None, etree._Element]) -> Iterator[etree._Element]:
    """Iterate over the chapters in reading order."""
    for reference in elements(package, "itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and item.get("media-type") in _CHAPTER_TYPES and "nav" not in (item.get("properties") or "").split():
            yield item


def _date(package: etree._Element) -> str | None:
    """The day of publication: of several dates the one that says so, never the day of a change or a conversion."""
    dates = [(_event(element), structured_date(flat_text(element))) for element in elements(package, "date")]
    stated = [day for event, day in dates if event == "publication"] + [day for event, day in dates if not event]
    return next(filter(None, stated), None)


def _event(element: etree._Element) -> str:
    return next((str(value).lower() for name, value in element.items() if str(name).endswith("event")), "")


def _member(base: str, href: str) -> str:
    """The name in the archive that an address beside `base` means; it is looked up, never opened as a path."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(urlsplit(href).path)))


def _labels(archive: Archive, package_name: str, items: list[etree._Element]) -> Iterator[tuple[str, str]]:
    """Iterate over what the table of contents, of either version of the format, calls the chapters."""
    for item in items:
        name = _member(package_name, item.get("href") or "")
        is_contents = "nav" in (item.get("properties") or "").split() or item.get("media-type") == "application/x-dtbncx+xml"
        if not is_contents or name not in archive.names:
            continue
        try:
            contents = xml_tree(archive.read(name))
        except Refused:
            continue
        for point in reversed(elements(contents, "navPoint")):
            source = next(iter(elements(point, "content")), None)
            yield _member(name, (source.get("src") or "") if source is not None else ""), text_of(point, "navLabel")
        for link in reversed(elements(contents, "a")):
            yield _member(name, link.get("href") or ""), flat_text(link)


def _chapter(archive: Archive, book: _Book, name: str, limits: Limits) -> Extracted | None:
    source = decode(archive.read(name), declared_in=200).text
    pieces = fragment_pieces(_with_closing_tags(source), limits)
    label = book.labels.get(name, "")
    heading = _heading(pieces, label)
    title = stated(heading.text, "heading of the chapter") if heading else stated(label, "table of contents")
    metadata = Metadata(
        title=title,
        source=stated(book.title, "title of the book"),
        author=stated(book.author, "creator of the book"),
        date=stated(book.date, "date of the book"),
        language=book.language,
    )
    return from_pieces(_titled(pieces, title, heading), metadata, part=name, group=book.title, extractor=EXTRACTOR)


def _heading(pieces: list[Piece], label: str) -> Piece | None:
    """The heading of a chapter; a mere number gives way to the heading below it, or to what the table of contents says."""
    number = next((number for number, piece in enumerate(pieces[:4]) if piece.kind is BlockKind.HEADING), None)
    if number is None:
        return None
    first, *below = pieces[number : number + 2]
    if not _NUMBER.fullmatch(first.text.strip()):
        return first
    if below and below[0].kind is BlockKind.HEADING:
        return below[0]
    return first if not label or _NUMBER.fullmatch(label) else None


def _with_closing_tags(source: str) -> str:
    """Close empty elements as HTML does: to its parsers `<title/>` begins a title that holds the rest of the chapter."""
    return _EMPTY.sub(
        lambda tag: tag.group() if tag.group(1).lower() in _VOID else f"<{tag.group(1)}{tag.group(2)}></{tag.group(1)}>", source
    )


def _titled(pieces: list[Piece], title: Value, heading: Piece | None) -> list[Piece]:
    return with_title(pieces, title.text or "") if heading else pieces
