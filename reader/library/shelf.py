"""The articles of the collection as they are read: the catalogue with the reader's word applied."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import methodcaller
from pathlib import Path

from reader.article import Article, Summary
from reader.bookmarks.corrections import (
    BlockCorrection,
    block_corrections,
    correct_block,
    correct_metadata,
    metadata_corrections,
)
from reader.bookmarks.record import Kind
from reader.bookmarks.store import Store
from reader.library.filling import Filling
from reader.library.kept_mentions import KeptMentions
from reader.library.known_articles import KnownArticles
from reader.library.listing import Collection
from reader.library.mending import MendingCatalogue
from reader.library.places import collection_key
from reader.library.reading import extractor_version
from reader.library.references import inside, resolve
from reader.library.refreshing import is_as_read
from reader.library.wording import checked_values, recut, reworded, reworded_summary
from reader.text import Span

CATALOGUE = "catalogue.sqlite"
_CACHED_ARTICLES = 16


@dataclass(frozen=True, slots=True)
class _Held:
    """An article in memory, and the reader's word on it."""

    article: Article
    fingerprint: str
    """Of the article as it was read."""
    values: Mapping[str, str]
    cuts: tuple[BlockCorrection, ...]


def _worded(article: Article, values: Mapping[str, str], cuts: Sequence[BlockCorrection]) -> Article:
    named = replace(article, metadata=reworded(article.metadata, values)) if values else article
    return recut(named, cuts) if cuts else named


class Shelf:
    """The articles of one collection."""

    def __init__(self, collection: Collection, derived: Path, store: Store, *, most_held: int = _CACHED_ARTICLES) -> None:
        """Open the articles; so many of them at most are held in memory."""
        self._most_held = most_held
        self.collection = collection
        self.derived = derived
        self.key = collection_key(collection)
        self._store = store
        self._lock = threading.RLock()
        self._held: dict[str, _Held] = {}
        self.catalogue = MendingCatalogue(derived / CATALOGUE, fill=lambda: self.filling.once())
        self._ask = self.catalogue.ask
        self.mentions = KeptMentions(self.catalogue)
        self.known = KnownArticles(store, self.catalogue, self.key)
        self.filling = Filling(collection, derived, self.catalogue, self.known, store, self._forget_held)

    def close(self) -> None:
        """Release the catalogue; safe to call twice."""
        self.catalogue.close()

    def _forget_held(self) -> None:
        """Forget the articles in memory: a renamed file changes nothing of what is compared."""
        with self._lock:
            self._held.clear()

    def summaries(self) -> tuple[Summary, ...]:
        """All articles without their texts, the reader's word applied, in order of path."""
        words = metadata_corrections(self._store)
        cut = {str(value["article"]) for value in self._store.values(Kind.BLOCK).values()}
        return tuple(self._reworded(s, words, s.id in cut) for s in self._ask(lambda c: c.summaries()))

    def summary(self, article_id: str) -> Summary:
        """Return one article without its text, the reader's word applied."""
        article = self.article(article_id)
        return Summary(article.id, article.path, article.digest, article.heading, article.metadata, article.words, article.added)

    def _reworded(self, summary: Summary, words: Mapping[str, Mapping[str, str]], is_recut: bool) -> Summary:
        if is_recut:
            return self.summary(summary.id)
        return reworded_summary(summary, words[summary.id]) if summary.id in words else summary

    def ids(self) -> frozenset[str]:
        """Return the ids of all articles."""
        return frozenset(self._ask(lambda c: c.digests()))

    def has(self, article_id: str) -> bool:
        """Tell whether there is an article with this id."""
        return self._ask(lambda c: c.has_article(article_id))

    def parts_of(self, path: str) -> Mapping[str, str]:
        """Return the articles of a file by part."""
        return self._ask(lambda c: c.parts_of(path))

    def paths_of(self, article_id: str) -> tuple[str, ...]:
        """Return the places of an article, parts behind `#`."""
        origins = self._ask(lambda c: c.paths_of(article_id))
        return tuple(path + (f"#{part}" if part else "") for path, part in origins)

    def same_texts(self) -> tuple[tuple[str, ...], ...]:
        """Return the files that hold one text, wherever it is more than one."""
        paths: dict[str, list[str]] = {}
        for path, article_id in self._ask(lambda c: c.places()).items():
            paths.setdefault(article_id, []).append(path)
        return tuple(tuple(found) for found in paths.values() if len(found) > 1)

    def missing_files(self) -> tuple[str, ...]:
        """Return the files of the reader's own collection that were added once and are gone."""
        names = sorted(self._store.values(Kind.SOURCE)) if self.collection.is_default else ()
        return tuple(name for name in names if not (self.collection.folder / name).exists())

    def resolve(self, reference: str) -> str:
        """Return the id that a person's reference means."""
        beginning = self._ask(lambda c: c.beginning_with(reference.lower()))
        if reference.lower() in beginning:
            return reference.lower()
        exact = self._at_place(reference)
        if exact:
            return exact
        return resolve(reference, beginning, self._ask(lambda c: c.places()), self.collection.folder)

    def _at_place(self, reference: str) -> str:
        """Return the article at exactly this path, without looking at all the others; nothing when it is not sure."""
        places = {reference, inside(reference, self.collection.folder)}
        if any("#" in place for place in places):
            return ""
        found = {self.parts_of(place).get("", "") for place in places} - {""}
        return found.pop() if len(found) == 1 else ""

    def is_fresh(self, article_id: str) -> bool:
        """Tell whether an article is known, and stands in a file that is as it was when it was read."""
        for path, _ in self._ask(lambda c: c.paths_of(article_id)):
            document = self._ask(methodcaller("document", path))
            try:
                state = (self.collection.folder / path).stat()
            except OSError:
                return False
            if document is None or not is_as_read(document, state.st_size, state.st_mtime_ns, extractor_version()):
                return False
        return self.has(article_id)

    def article(self, article_id: str) -> Article:
        """Return an article with the reader's word applied; the same one as long as neither changes."""
        values = dict(self._store.value(Kind.METADATA, article_id) or {})
        cuts = block_corrections(self._store, article_id)
        fingerprint = self.fingerprint_of(article_id)
        with self._lock:
            held = self._held.get(article_id)
        if held and (held.fingerprint, held.values, held.cuts) == (fingerprint, values, cuts):
            return held.article
        article = _worded(self._ask(lambda c: c.article(article_id)), values, cuts)
        with self._lock:
            self._held.pop(article_id, None)
            self._held[article_id] = _Held(article, fingerprint, values, cuts)
            while len(self._held) > self._most_held:
                self._held.pop(next(iter(self._held)))
        return article

    def set_values(self, article_ids: Sequence[str], values: Mapping[str, str]) -> None:
        """Keep the reader's values for articles; an empty one takes the word back.

        Raises:
            UsageError: there is no such field, or the value cannot be one.
        """
        checked = checked_values(values)
        self.known.remember(*article_ids)
        correct_metadata(self._store, article_ids, checked)
        self.known.remember(*article_ids)  # what a citation says should the file be gone

    def set_block(self, article_id: str, block: Span, *, is_article: bool) -> None:
        """Keep the reader's word on a block."""
        words = block.of(self.article(article_id).text)
        self.known.remember(article_id)
        correct_block(self._store, BlockCorrection(article_id, words, is_article))

    def fingerprints(self) -> Mapping[str, str]:
        """Return what tells whether an article is as it was read, by id; the reader's word is not in it."""
        return self._ask(lambda c: c.fingerprints())

    def fingerprint_of(self, article_id: str) -> str:
        """Return the fingerprint of one article, or nothing when there is no such article."""
        return self._ask(lambda c: c.fingerprint_of(article_id)) or ""

    def state(self) -> str:
        """Return a value that is another one whenever articles have changed."""
        return self._ask(lambda c: c.fact("articles"))

    def remembered(self, name: str) -> str:
        """Return a derived fact kept under a name, or nothing."""
        return self._ask(lambda c: c.fact(name))

    def remember_fact(self, name: str, fact: str) -> None:
        """Keep a derived fact under a name."""
        self._ask(lambda c: c.remember(name, fact))
