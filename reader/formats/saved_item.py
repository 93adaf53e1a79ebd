"""An item out of a read-later export, and the article it becomes.

Whatever the export carries is kept: the saved text wins over everything, an item
without text becomes a short article of title, excerpt, highlights and address.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.article import BlockKind, Metadata
from reader.errors import Refused
from reader.formats.assembly import Piece
from reader.formats.dates import structured_date
from reader.formats.extracted import Extracted
from reader.formats.fragment import fragment_pieces, from_pieces, stated, unique_parts, with_title
from reader.formats.limits import Limits
from reader.formats.web_address import canonical_address, http_address, is_domain, source_by_address

LINK_ONLY = "the export holds the address, not the text"
MARKED_ONLY = "the export holds what was marked, not the text"

_MARKS_IMPORTED = ("Omnivore", "Wallabag")
"""Services of whose exports `bookmarks import` reads the highlights."""


@dataclass(frozen=True, slots=True)
class SavedItem:
    """One saved page, as an export describes it."""

    title: str = ""
    url: str = ""
    content: str = ""
    """HTML or plain text of the page."""
    excerpt: str = ""
    note: str = ""
    highlights: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    author: str = ""
    source: str = ""
    published: str = ""
    language: str = ""
    key: str = ""
    """The export's own id, when it has one."""


def articles_of(items: Iterable[SavedItem], service: str, limits: Limits) -> tuple[Extracted, ...]:
    """Make articles of an export's items.

    Raises:
        Refused: there are none.
    """
    found = [article for item in items if (article := _article(item, service, limits))]
    if not found:
        raise Refused(f"an export of {service} without items")
    return unique_parts(found[: limits.parts])


def _article(item: SavedItem, service: str, limits: Limits) -> Extracted | None:
    # Some exports repeat the address where a page had no title.
    title = "" if item.title.strip() == item.url.strip() else item.title
    body = fragment_pieces(item.content, limits) if item.content.strip() else _outline(item, limits)
    part = canonical_address(item.url) or item.key or " ".join(item.title.split())
    metadata = _metadata(replace(item, title=title), service)
    extractor = f"export/4 {service}"
    article = from_pieces(with_title(body, title), metadata, part=part, group=service, extractor=extractor)
    if article is None:
        return None
    return replace(article, tags=item.tags, notes=_notes(item, service))


def _notes(item: SavedItem, service: str) -> tuple[str, ...]:
    if not item.content.strip():
        return (MARKED_ONLY if item.highlights else LINK_ONLY,)
    count = len(item.highlights) + bool(item.note.strip())
    how = "; `broadsheet bookmarks import FILE` brings in what was marked" if service in _MARKS_IMPORTED else ""
    if count == 1:
        return (f"one highlight or note of the export stays in its file{how}",)
    return (f"{count} highlights or notes of the export stay in its file{how}",) if count else ()


def _outline(item: SavedItem, limits: Limits) -> list[Piece]:
    pieces = fragment_pieces(item.excerpt, limits) if item.excerpt.strip() else []
    pieces += [Piece(BlockKind.QUOTE, highlight) for highlight in item.highlights]
    pieces += [Piece(BlockKind.PARAGRAPH, item.note)] if item.note.strip() else []
    address = http_address(item.url)
    return [*pieces, Piece(BlockKind.PARAGRAPH, address)] if address else pieces


def _metadata(item: SavedItem, service: str) -> Metadata:
    where = f"export of {service}"
    # Where nobody is named, Readwise gives the site as the author.
    source, author = (item.author, "") if not item.source and is_domain(item.author) else (item.source, item.author)
    return Metadata(
        title=stated(item.title, where),
        source=stated(source, where) if source.strip() else source_by_address(item.url),
        author=stated(author, where),
        date=stated(structured_date(item.published), where),
        url=http_address(item.url),
        language=item.language[:2].lower() if item.language[:2].isalpha() and len(item.language) >= 2 else None,
    )


def merged(items: Sequence[SavedItem]) -> SavedItem:
    """Put rows that are highlights of one page together, each with its note below it; the first row's values win."""
    first = items[0]
    lines = [line for item in items for line in (*item.highlights, item.note.strip()) if line]
    tags = tuple(dict.fromkeys(tag for item in items for tag in item.tags))
    return replace(first, highlights=tuple(dict.fromkeys(lines)), note="", tags=tags)
