"""The identity of articles that carry the reader's work, kept in the store: a lost cache gives them the same ids again."""

from collections.abc import Mapping

from reader.article import Summary
from reader.bookmarks.articles import KnownArticle, known_articles, remember_articles
from reader.bookmarks.corrections import metadata_corrections
from reader.bookmarks.store import Store
from reader.library.identity import KnownIds, known_ids
from reader.library.mending import MendingCatalogue
from reader.library.wording import reworded_summary

MAX_DIGESTS = 100
"""Revisions remembered of one article, the latest ones."""


class KnownArticles:
    """What the store knows of the articles of one collection, and of others."""

    def __init__(self, store: Store, catalogue: MendingCatalogue, key: str) -> None:
        self._store = store
        self._catalogue = catalogue
        self._key = key

    def ids(self) -> KnownIds:
        """Return the ids that are spoken for, by digest, path and address."""
        return known_ids(known_articles(self._store).values(), self._key)

    def remember(self, *article_ids: str) -> None:
        """Keep the identity of articles that are about to carry the reader's work."""
        former, words = known_articles(self._store), metadata_corrections(self._store)
        known = [self._known(article_id, former.get(article_id), words.get(article_id, {})) for article_id in article_ids]
        remember_articles(self._store, known)

    def remember_changes(self) -> None:
        """Keep the new revisions and places of articles that carry the reader's work."""
        digests, places = self._catalogue.ask(lambda c: c.digests()), self._catalogue.ask(lambda c: c.places())
        paths: dict[str, set[str]] = {}
        for path, article_id in places.items():
            paths.setdefault(article_id, set()).add(path)
        changed: list[str] = []
        for known in known_articles(self._store).values():
            digest = digests.get(known.id)
            is_here = known.collection == self._key and known.path in paths.get(known.id, ())
            if digest is not None and not (is_here and digest in known.digests):
                changed.append(known.id)
        if changed:
            self.remember(*changed)

    def _known(self, article_id: str, former: KnownArticle | None, words: Mapping[str, str]) -> KnownArticle:
        summary: Summary = reworded_summary(self._catalogue.ask(lambda c: c.summary(article_id)), words)
        digests = [digest for digest in (former.digests if former else ()) if digest != summary.digest]
        metadata = summary.metadata
        return KnownArticle(
            article_id,
            self._key,
            summary.path,
            tuple([*digests, summary.digest][-MAX_DIGESTS:]),
            url=metadata.url or "",
            title=summary.heading,
            source=metadata.source.text or "",
            author=metadata.author.text or "",
            date=metadata.date.text or "",
        )
