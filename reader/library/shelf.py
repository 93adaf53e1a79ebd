"""The articles of the collection as they are read: the catalogue with the reader's word applied.

A catalogue that breaks under our hands is thrown away and filled again.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.article import Article, Label, Mention, Summary
from reader.bookmarks.articles import KnownArticle, known_articles, remember_articles
from reader.bookmarks.corrections import (
    BlockCorrection,
    block_corrections,
    correct_block,
    correct_metadata,
    metadata_corrections,
)
from reader.bookmarks.reading import set_tags
from reader.bookmarks.record import Kind
from reader.bookmarks.store import Store
from reader.catalogue.catalogue import Catalogue, CatalogueBroken, NameCounts
from reader.catalogue.database import throw_away
from reader.catalogue.rows import changed_names_row, read_changed_names
from reader.errors import SourceError, StoreError, StoreLocked
from reader.files import locked
from reader.library.identity import known_ids
from reader.library.listing import Collection, Progress, Report
from reader.library.places import collection_key
from reader.library.reading import DocumentReader, extractor_version
from reader.library.references import inside, resolve
from reader.library.refreshing import Refresher, is_as_read
from reader.library.watching import NOBODY, Watch
from reader.library.wording import recut, reworded, reworded_summary
from reader.paths import make_private
from reader.text import Span

if TYPE_CHECKING:
    from reader.formats.extracted import Extracted

Answer = TypeVar("Answer")
CATALOGUE = "catalogue.sqlite"
_MADE_ANEW = "the catalogue was damaged and is made anew from the files; notes and bookmarks are untouched"
_IN_MEMORY = "The articles are read anew for this time, and cannot be searched"
_CACHED_ARTICLES = 16
LONGEST_WAIT_SECONDS = 60
"""Whoever holds the lock is alive and reading: it goes with its process."""
MAX_DIGESTS = 100
"""Revisions remembered of one article, the latest ones."""


@dataclass(frozen=True, slots=True)
class _Held:
    """An article in memory, and the reader's word on it."""

    article: Article
    values: Mapping[str, str]
    cuts: tuple[BlockCorrection, ...]


def _worded(article: Article, values: Mapping[str, str], cuts: Sequence[BlockCorrection]) -> Article:
    named = replace(article, metadata=reworded(article.metadata, values)) if values else article
    return recut(named, cuts) if cuts else named


class Shelf:
    """The articles of one collection."""

    def __init__(self, collection: Collection, derived: Path, store: Store) -> None:
        self.collection = collection
        self.derived = derived
        self.key = collection_key(collection)
        self._store = store
        self._lock = threading.RLock()
        self._notices: list[str] = []
        self._held: dict[str, _Held] = {}
        self._refused = 0
        self._catalogue = self._open()

    def _open(self) -> Catalogue:
        try:
            catalogue = Catalogue(self.derived / CATALOGUE)
        except StoreError as error:
            self.note(f"{error}. {_IN_MEMORY}")
            return Catalogue(None)
        if catalogue.was_rebuilt:
            self._notices.append(_MADE_ANEW)
        return catalogue

    def close(self) -> None:
        """Release the catalogue; safe to call twice."""
        self._catalogue.close()

    def take_notices(self) -> tuple[str, ...]:
        """Return what a person must know since the last call."""
        with self._lock:
            notices, self._notices = tuple(self._notices), []
        return notices

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue itself, for what derives more from it."""
        return self._catalogue

    def _ask(self, question: Callable[[Catalogue], Answer]) -> Answer:
        """Ask the catalogue; one that breaks is made anew, filled, and asked again."""
        try:
            return question(self._catalogue)
        except CatalogueBroken:
            self._renew()
            return question(self._catalogue)

    def _renew(self) -> None:
        self._empty()
        self.note(_MADE_ANEW)
        self._refresh_once(NOBODY)

    def _empty(self) -> None:
        with self._lock:
            former = self._catalogue
            throw_away(self.derived / CATALOGUE)
            self._catalogue = Catalogue(self.derived / CATALOGUE)
            former.close()

    def rebuild(self, watch: Watch) -> Report:
        """Throw the catalogue away and fill it again (slow); the ids of today stay."""
        ids = self._ask(lambda c: c.digests())
        self._empty()
        return self._refresh_once(watch, {digest: article for article, digest in ids.items()})

    def note(self, text: str) -> None:
        """Keep something a person must know."""
        with self._lock:
            if text not in self._notices:
                self._notices.append(text)

    # --- refreshing -----------------------------------------------------

    def refresh(self, watch: Watch) -> Report:
        """Bring the catalogue up to date with the folder (slow)."""
        try:
            report = self._refresh_once(watch)
        except CatalogueBroken:
            report = self._refresh_anew(watch)
        except StoreLocked:
            raise
        except StoreError as error:
            report = self._refresh_in_memory(error, watch)
        self._refused = len(report.refused)
        return report

    def _refresh_anew(self, watch: Watch) -> Report:
        try:
            self._renew()
            return self._refresh_once(watch)
        except StoreLocked:
            raise
        except StoreError as error:
            return self._refresh_in_memory(error, watch)

    def _refresh_in_memory(self, error: StoreError, watch: Watch) -> Report:
        """Read the folder without a cache: a full disk shall not keep anybody from reading."""
        self.note(f"{error}. {_IN_MEMORY}")
        former, self._catalogue = self._catalogue, Catalogue(None)
        former.close()
        return self._refresh_once(watch)

    def _remember_changes(self) -> None:
        """Keep the new revisions and places of articles that carry the reader's work."""
        digests, places = self.digests(), self._ask(lambda c: c.places())
        paths: dict[str, set[str]] = {}
        for path, article_id in places.items():
            paths.setdefault(article_id, set()).add(path)
        changed: list[str] = []
        for known in known_articles(self._store).values():
            digest = digests.get(known.id)
            is_here = known.collection == self.key and known.path in paths.get(known.id, ())
            if digest is not None and not (is_here and digest in known.digests):
                changed.append(known.id)
        if changed:
            self.remember(*changed)

    def _refresh_once(self, watch: Watch, by_digest: Mapping[str, str] | None = None) -> Report:
        if not self.collection.folder.is_dir():
            raise SourceError(f"{self.collection.folder}: the folder is gone; name another one with -C")
        known = known_ids(known_articles(self._store).values(), self.key)
        known.by_digest.update(by_digest or {})
        with self._only_one(watch) as is_alone:
            if not is_alone:
                return Report()
            with DocumentReader(self._url_of) as documents:
                refresher = Refresher(
                    self.collection.folder,
                    self._catalogue,
                    documents.read,
                    extractor_version(),
                    known,
                    self._takes,
                    self._take_tags,
                )
                before = self.articles_state()
                report = refresher.refresh(watch)
        if self.articles_state() != before:
            with self._lock:
                self._held.clear()
            self._remember_changes()
        return report

    def _takes(self, name: str) -> bool:
        """Tell whether a file may be an article: in the reader's own collection all are, elsewhere it goes by the name."""
        from reader.formats.sniffing import is_supported

        return self.collection.is_default or is_supported(name) or "." not in name.rsplit("/", 1)[-1]

    def _take_tags(self, article_id: str, item: "Extracted") -> None:
        """Keep the tags that an export carries, in the reader's own collection."""
        if item.tags and self.collection.is_default and self._store.value(Kind.TAG, article_id) is None:
            set_tags(self._store, article_id, item.tags)

    def _url_of(self, name: str) -> str | None:
        """Return the address a file was fetched from."""
        if not self.collection.is_default:
            return None
        return (self._store.value(Kind.SOURCE, name) or {}).get("url")

    @contextlib.contextmanager
    def _only_one(self, watch: Watch) -> Iterator[bool]:
        """Let one program at a time fill the catalogue; the others wait, and then show what is there."""
        with contextlib.ExitStack() as stack:
            yield self._waited_for_lock(stack, watch)

    def _waited_for_lock(self, stack: contextlib.ExitStack, watch: Watch) -> bool:
        for tenths in range(LONGEST_WAIT_SECONDS * 10):
            try:
                stack.enter_context(locked(make_private(self.derived) / "lock", timeout_seconds=0.1))
                return True
            except OSError:
                return True  # where nothing can be written, nobody else writes either
            except StoreLocked:
                watch.tell(Progress(tenths // 10, LONGEST_WAIT_SECONDS, "seconds waiting for another broadsheet in this folder"))
                if watch.should_stop():
                    return False
        self.note("another broadsheet is reading this folder; what it has read so far is shown")
        return False

    @property
    def refused_count(self) -> int:
        """How many files the last refresh could not take in."""
        return self._refused

    # --- articles -------------------------------------------------------

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

    def sketches(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return what each article is compared with others by."""
        return self._ask(lambda c: tuple(c.sketches()))

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
        digest = self._ask(lambda c: c.digest_of(article_id))
        with self._lock:
            held = self._held.get(article_id)
        if held and (held.article.digest, held.values, held.cuts) == (digest, values, cuts):
            return held.article
        article = _worded(self._ask(lambda c: c.article(article_id)), values, cuts)
        with self._lock:
            self._held.pop(article_id, None)
            self._held[article_id] = _Held(article, values, cuts)
            while len(self._held) > _CACHED_ARTICLES:
                self._held.pop(next(iter(self._held)))
        return article

    def set_values(self, article_id: str, values: Mapping[str, str]) -> None:
        """Keep the reader's values for an article; an empty one takes the word back."""
        self.remember(article_id)
        correct_metadata(self._store, article_id, values)

    def set_block(self, article_id: str, block: Span, *, is_article: bool) -> None:
        """Keep the reader's word on a block."""
        words = block.of(self.article(article_id).text)
        self.remember(article_id)
        correct_block(self._store, BlockCorrection(article_id, words, is_article))

    def remember(self, *article_ids: str) -> None:
        """Keep the identity of articles that are about to carry the reader's work."""
        former = known_articles(self._store)
        remember_articles(self._store, [self._known(article_id, former.get(article_id)) for article_id in article_ids])

    def _known(self, article_id: str, former: KnownArticle | None) -> KnownArticle:
        summary = self._reworded_one(article_id)
        digests = [digest for digest in (former.digests if former else ()) if digest != summary.digest]
        metadata = summary.metadata
        return KnownArticle(
            article_id,
            self.key,
            summary.path,
            tuple([*digests, summary.digest][-MAX_DIGESTS:]),
            url=metadata.url or "",
            title=summary.heading,
            source=metadata.source.text or "",
            author=metadata.author.text or "",
            date=metadata.date.text or "",
        )

    def _reworded_one(self, article_id: str) -> Summary:
        values = metadata_corrections(self._store).get(article_id, {})
        return reworded_summary(self._ask(lambda c: c.summary(article_id)), values)

    # --- mentions -------------------------------------------------------

    def without_mentions(self, stamp: str) -> tuple[str, ...]:
        """Return the ids of the articles that have no mentions of a stamp."""
        return self._ask(lambda c: c.without_mentions(stamp))

    def raw_mentions(self, article_id: str, stamp: str) -> tuple[Mention, ...] | None:
        """Return kept mentions, or None when there are none of this stamp."""
        return self._ask(lambda c: c.mentions(article_id, stamp))

    def keep_mentions(self, found: Sequence[tuple[str, str, tuple[Mention, ...]]]) -> None:
        """Keep mentions: article id, stamp, mentions."""
        with self._catalogue.transaction():
            for article_id, stamp, mentions in found:
                self._catalogue.put_mentions(article_id, stamp, mentions)

    def digests(self) -> Mapping[str, str]:
        """Return the revision digest of each article by id."""
        return self._ask(lambda c: c.digests())

    def names_by_article(self) -> Mapping[str, NameCounts]:
        """Return the names that each article mentions, by id; articles nobody looked at are left out."""
        return self._ask(lambda c: dict(c.names_by_article()))

    def articles_state(self) -> str:
        """Return a value that is another one whenever articles have changed."""
        return self._ask(lambda c: c.fact("articles"))

    def mentions_state(self) -> str:
        """Return a value that is another one whenever kept mentions have changed."""
        return self._ask(lambda c: c.mentions_state())

    def kept_names(self, state: str) -> Mapping[tuple[Label, str], str] | None:
        """Return the names over the collection that were found for a state of the mentions, or None."""
        kept_for, _, row = self._ask(lambda c: c.fact("names")).partition("\n")
        return read_changed_names(row) if kept_for == state else None

    def keep_names(self, state: str, names: Mapping[tuple[Label, str], str]) -> None:
        """Keep the names over the collection for a state of the mentions."""
        self._ask(lambda c: c.remember("names", f"{state}\n{changed_names_row(names)}"))

    def remembered(self, name: str) -> str:
        """Return a derived fact kept under a name, or nothing."""
        return self._ask(lambda c: c.fact(name))

    def remember_fact(self, name: str, fact: str) -> None:
        """Keep a derived fact under a name."""
        self._ask(lambda c: c.remember(name, fact))

    def all_names(self) -> tuple[NameCounts, ...]:
        """Return the names that each article mentions, with their counts."""
        return self._ask(lambda c: tuple(c.all_names()))
