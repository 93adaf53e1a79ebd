"""Imported bookmarks brought together with what is there.

Importing the same file again changes nothing; what the reader changed later
stays; what finds no place becomes an orphan and is counted, never dropped.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reader.article import Article
from reader.bookmarks.anchor import PlaceFinder, select
from reader.bookmarks.articles import KnownArticle
from reader.bookmarks.bookmark import Bookmark, PlaceState, Selector
from reader.bookmarks.imported import ImportedBookmark, ImportedTarget, SourceHint
from reader.text import Span

FindArticle = Callable[[SourceHint], Article | None]
"""Find the article that a hint speaks of, by id, address or title."""
_FINDERS_HELD = 4
"""Articles whose words are kept at hand: a book may hold thousands of the highlights in a file."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will do."""

    added: tuple[Bookmark, ...] = ()
    updated: tuple[Bookmark, ...] = ()
    """Those the file holds in a later state."""
    unchanged: int = 0
    orphans: int = 0
    """How many of the added and updated find no place in today's articles."""
    articles: tuple[KnownArticle, ...] = ()
    """Articles that are not here; their bookmarks wait for them."""

    @property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The bookmarks to keep."""
        return self.added + self.updated


def plan_import(
    imported: Sequence[ImportedBookmark], existing: Mapping[str, Bookmark], find_article: FindArticle, now: datetime
) -> ImportPlan:
    """Work out what an import adds and updates; nothing is saved."""
    added: dict[str, Bookmark] = {}
    updated: dict[str, Bookmark] = {}
    missing: dict[str, KnownArticle] = {}
    entries, finders = _latest(imported), _Finders()
    unchanged, orphans = len(imported) - len(entries), 0
    for entry in entries:
        held = existing.get(entry.id)
        if held and not _is_later(entry, held):
            unchanged += 1
            continue
        placed = [_place(target, find_article(target.hint), finders) for target in entry.targets]
        bookmark = _bookmark(entry, tuple(selector for selector, _ in placed), now)
        (updated if held else added)[entry.id] = bookmark
        orphans += any(is_lost for _, is_lost in placed)
        missing.update((known.id, known) for target in entry.targets if (known := _missing_article(target.hint, find_article)))
    return ImportPlan(tuple(added.values()), tuple(updated.values()), unchanged, orphans, tuple(missing.values()))


class _Finders:
    """Finders of passages for the articles that were asked for last."""

    def __init__(self) -> None:
        self._held: dict[str, PlaceFinder] = {}

    def of(self, article: Article) -> PlaceFinder:
        finder = self._held.pop(article.digest, None) or PlaceFinder(article)
        self._held[article.digest] = finder
        if len(self._held) > _FINDERS_HELD:
            self._held.pop(next(iter(self._held)))
        return finder


def _latest(imported: Sequence[ImportedBookmark]) -> Sequence[ImportedBookmark]:
    """Return one entry for each id: of those that a file holds twice, the one changed last, and of equals the first."""
    latest: dict[str, ImportedBookmark] = {}
    for entry in imported:
        held = latest.setdefault(entry.id, entry)
        if entry.modified is not None and (held.modified is None or entry.modified > held.modified):
            latest[entry.id] = entry
    return tuple(latest.values())


def _is_later(entry: ImportedBookmark, held: Bookmark) -> bool:
    return entry.modified is not None and entry.modified > held.modified


def _bookmark(entry: ImportedBookmark, targets: tuple[Selector, ...], now: datetime) -> Bookmark:
    created = entry.created or now
    return Bookmark(entry.id, targets, entry.note, entry.tags, entry.colour, created, entry.modified or created)


def _place(target: ImportedTarget, article: Article | None, finders: _Finders) -> tuple[Selector, bool]:
    """Return the selector of a target, and whether it finds no place."""
    selector = Selector(
        article=article.id if article else article_id_for(target.hint),
        digest=target.digest,
        span=Span(target.start, max(target.start, target.end)),
        exact=target.exact,
        prefix=target.prefix,
        suffix=target.suffix,
        paragraph=target.paragraph,
        by_hand=target.by_hand,
    )
    if article is None:
        return selector, True
    place = finders.of(article).find(selector, None)
    if place.state is PlaceState.ORPHAN or place.span is None:
        return selector, True
    if target.digest or selector.is_whole_article:
        return selector, False
    return select(article, place.span), False


def article_id_for(hint: SourceHint) -> str:
    """Return the id of an article that is not here: its own, or one made of its address or title."""
    if hint.article:
        return hint.article
    identity = hint.url or f"{hint.title}\0{hint.source}\0{hint.date}"
    return "m" + hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:11]


def _missing_article(hint: SourceHint, find_article: FindArticle) -> KnownArticle | None:
    if find_article(hint):
        return None
    return KnownArticle(
        id=article_id_for(hint),
        collection="",
        path="",
        url=hint.url,
        title=hint.title,
        source=hint.source,
        author=hint.author,
        date=hint.date,
    )
