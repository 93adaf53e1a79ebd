"""Feeds and subscription lists: one article an entry; a list of feeds is one article of addresses."""

import hashlib
import io
import re
from typing import Any

import feedparser

from reader.article import BlockKind, Metadata, Origin, Value
from reader.errors import Refused
from reader.formats.assembly import Piece, assemble
from reader.formats.dates import structured_date
from reader.formats.extracted import Extracted
from reader.formats.fragment import fragment_pieces, from_pieces, stated, unique_parts, with_title
from reader.formats.limits import Limits
from reader.formats.web_address import http_address
from reader.formats.xml_tree import elements, text_of, xml_tree

EXTRACTOR = f"feed/2 feedparser/{feedparser.__version__}"
OPML_EXTRACTOR = "opml/3"
_FEED_SCHEME = re.compile(r"\s*feed:(?=https?:)", re.IGNORECASE)
_FEED_SLASHES = re.compile(r"\s*feed://", re.IGNORECASE)


def read_feed(content: bytes, limits: Limits) -> tuple[Extracted, ...]:
    """Read the entries of a feed.

    Raises:
        Refused: it is no feed, or has no entries with text.
    """
    if b"<!ENTITY" in content[:100_000]:
        raise Refused("declares entities of its own, which are not read")
    feed = feedparser.parse(io.BytesIO(content), resolve_relative_uris=False, sanitize_html=False)
    if not feed.entries and not feed.feed:
        raise Refused("not a feed that can be read")
    title = _plain(_line(feed.feed.get("title")), limits)
    language = _line(feed.feed.get("language"))[:2].lower()
    found = [article for entry in feed.entries[: limits.parts] if (article := _entry(entry, title, language, limits))]
    if not found:
        raise Refused("a feed without entries")
    return unique_parts(found)


def _line(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _entry(entry: Any, feed_title: str, language: str, limits: Limits) -> Extracted | None:
    title = _plain(_line(entry.get("title")), limits)
    body = max((_line_source(part) for part in entry.get("content", ())), key=len, default="") or str(entry.get("summary") or "")
    metadata = Metadata(
        title=stated(title, "title of the entry"),
        source=stated(feed_title, "title of the feed"),
        author=stated(_authors(entry), "author of the entry"),
        date=_date(entry),
        url=http_address(_line(entry.get("link"))),
        language=language if len(language) == 2 and language.isalpha() else None,
    )
    part = _line(entry.get("id")) or _line(entry.get("link")) or hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()[:16]
    pieces = with_title(fragment_pieces(body, limits), title)
    return from_pieces(pieces, metadata, part=part, group=feed_title, extractor=EXTRACTOR)


def _authors(entry: Any) -> str:
    """The names of all authors; what a feed gives as one author may be the last of several."""
    names = [_line(author.get("name")) for author in entry.get("authors", ())]
    return ", ".join(dict.fromkeys(filter(None, names))) or _line(entry.get("author"))


def _line_source(part: Any) -> str:
    return str(part.get("value") or "")


def _plain(title: str, limits: Limits) -> str:
    """A title without the markup that feeds put into it."""
    return " ".join(piece.text.strip() for piece in fragment_pieces(title, limits))


def _date(entry: Any) -> Value:
    # Past feedparser's own look-up, which gives one field for the other.
    if day := structured_date(_line(dict.get(entry, "published"))):
        return Value(day, Origin.FOUND, where="published")
    if day := structured_date(_line(dict.get(entry, "updated"))):
        return Value(day, Origin.GUESSED, where="updated")
    return Value()


def read_opml(content: bytes) -> Extracted:
    """Read a list of subscriptions as one article that names them.

    Raises:
        Refused: it is damaged or names none.
    """
    root = xml_tree(content)
    fields = [{name.lower(): value for name, value in outline.items()} for outline in elements(root, "outline")]
    rows = [(str(named.get("text") or named.get("title") or ""), str(named.get("xmlurl") or "")) for named in fields]
    items = [Piece(BlockKind.ITEM, f"{title} {address}".strip(), 1) for title, link in rows if (address := _feed_address(link))]
    if not items:
        raise Refused("a list without feeds")
    title = text_of(root, "title")
    text, blocks = assemble(with_title(list(items), title))
    note = "a list of one feed: add its address" if len(items) == 1 else f"a list of {len(items)} feeds: add their addresses"
    note += " to read it" if len(items) == 1 else " to read them"
    return Extracted(text, blocks, Metadata(title=stated(title, "title of the list")), extractor=OPML_EXTRACTOR, notes=(note,))


def _feed_address(link: str) -> str | None:
    """An address as lists write it: `feed:https://...` and `feed://...` mean http."""
    return http_address(_FEED_SCHEME.sub("", link) if _FEED_SCHEME.match(link) else _FEED_SLASHES.sub("http://", link))
