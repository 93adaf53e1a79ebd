"""Articles, bookmarks and stores for the tests."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.article import UNKNOWN, Article, Block, BlockKind, Metadata, Origin, Value, digest_of
from reader.bookmarks.anchor import select
from reader.bookmarks.bookmark import Bookmark, Colour
from reader.bookmarks.store import Store
from reader.text import Span

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at_noon() -> datetime:
    """A clock that stands."""
    return NOON


def days_later(days: int) -> Callable[[], datetime]:
    """Return a clock that stands on another day."""
    return lambda: NOON + timedelta(days=days)


def opened(folder: Path, clock: Callable[[], datetime] = at_noon) -> Store:
    """Open a store."""
    return Store.open(folder, clock=clock)


def article(text: str, article_id: str = "a1") -> Article:
    """Make an article with a block for each paragraph."""
    blocks = []
    start = 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(paragraph))))
        start += len(paragraph) + 2
    return Article(article_id, f"{article_id}.txt", text, tuple(blocks), Metadata(), digest_of(text), NOON)


def metadata(*, title: str = "", source: str = "", author: str = "", date: str = "", url: str | None = None) -> Metadata:
    """Make metadata of known values."""
    return Metadata(title=_value(title), source=_value(source), author=_value(author), date=_value(date), url=url)


def _value(text: str) -> Value:
    return Value(text, Origin.SET) if text else UNKNOWN


def bookmark(
    of: Article, words: str, bookmark_id: str = "01B", *, note: str = "", tags: Sequence[str] = (), colour: Colour = Colour.GOLD
) -> Bookmark:
    """Bookmark the first place of some words; no words make a bookmark of the article."""
    start = of.text.index(words) if words else 0
    target = select(of, Span(start, start + len(words)))
    return Bookmark(bookmark_id, (target,), note, tuple(tags), colour, NOON, NOON)
