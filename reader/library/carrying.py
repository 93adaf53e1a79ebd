"""Bookmarks from elsewhere, and everything the reader made carried out as plain files and in again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from reader.article import Article, Summary
from reader.bookmarks.articles import remember_articles
from reader.bookmarks.bookmarks import Bookmarks
from reader.bookmarks.imported import SourceHint
from reader.bookmarks.revisions import Revisions
from reader.bookmarks.store import Store
from reader.formats.web_address import canonical_address
from reader.library.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ImportedNotes:
    """What an import of bookmarks did."""

    added: int
    updated: int
    unchanged: int
    orphans: int
    """How many of the added and updated find no place in today's articles; they wait, and are listed."""
    unreadable: int
    """Entries of the file that could not be understood."""


class Finder:
    """Finds the article that a hint of an import file speaks of."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        summaries = shelf.summaries()
        self._ids = {summary.id for summary in summaries}
        self._by_url = {_address(s.metadata.url): s.id for s in summaries if s.metadata.url}
        self._by_title = _by_title(summaries)

    def __call__(self, hint: SourceHint) -> Article | None:
        """Return the article, or None."""
        found = hint.article if hint.article in self._ids else None
        found = found or (self._by_url.get(_address(hint.url)) if hint.url else None)
        found = found or (self._by_title.get(_folded(hint.title)) if hint.title else None)
        return self._shelf.article(found) if found else None


def _address(url: str | None) -> str:
    return canonical_address(url or "") or url or ""


def _by_title(summaries: tuple[Summary, ...]) -> Mapping[str, str]:
    """Return ids by title, without the titles that several articles have."""
    titles: dict[str, list[str]] = {}
    for summary in summaries:
        titles.setdefault(_folded(summary.heading), []).append(summary.id)
    return {title: ids[0] for title, ids in titles.items() if len(ids) == 1}


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def text_of(content: bytes) -> str:
    """Return a file of bookmarks as text; the highlights that an archive holds as one document.

    Raises:
        Refused: an archive that is damaged, or holds none.
    """
    from reader.formats.export import unpacked_highlights

    return unpacked_highlights(content) if content.startswith(b"PK\x03\x04") else content.decode("utf-8-sig", "replace")


def import_bookmarks(
    content: str, style: str | None, *, shelf: Shelf, store: Store, clock: Callable[[], datetime], is_dry: bool = False
) -> ImportedNotes:
    """Bring bookmarks in from another program's file, or our own.

    Raises:
        UsageError: there is no such style.
        SourceError: the file cannot be read.
    """
    from reader.bookmarks.importers import read_import
    from reader.bookmarks.imports import plan_import

    file = read_import(content, style)
    bookmarks = Bookmarks(store)
    plan = plan_import(file.bookmarks, {b.id: b for b in bookmarks.all()}, Finder(shelf), clock())
    if not is_dry:
        remember_articles(store, [replace(known, collection=shelf.key) for known in plan.articles])
        revisions = Revisions(store.folder)
        articles = [each for each in dict.fromkeys(t.article for b in plan.bookmarks for t in b.targets) if shelf.has(each)]
        for article_id in articles:
            revisions.keep(shelf.article(article_id).text)
        shelf.known.remember(*articles)
        bookmarks.keep(plan.bookmarks, undo_as="import bookmarks")
    return ImportedNotes(len(plan.added), len(plan.updated), plan.unchanged, plan.orphans, file.unreadable)
