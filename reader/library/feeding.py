"""What the search index is fed with: articles, their mentions, and a stamp that tells when to feed one again."""

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.article import Article, Label
from reader.bookmarks.corrections import metadata_corrections
from reader.bookmarks.record import Kind
from reader.bookmarks.store import Store
from reader.catalogue.catalogue import NameCounts
from reader.library.listing import Collection
from reader.library.naming import Naming
from reader.library.shelf import Shelf

if TYPE_CHECKING:
    from reader.entities.corrections import Rule
    from reader.search.schema import IndexedArticle

_HELD_BETWEEN_KEYS = 64
"""Hits of the next key are mostly those of the last ones, and each is read for its excerpts."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the stamps of a moment rest on, beside the articles themselves."""

    renamed: Mapping[tuple[Label, str], str] = field(default_factory=dict)
    """The names over the collection."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Metadata set by hand."""
    cuts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Blocks kept or cut by hand."""
    rules: "tuple[Rule, ...]" = ()


class Feed:
    """The articles of one collection as the search index takes them."""

    def __init__(self, shelf: Shelf, naming: Naming, store: Store) -> None:
        self._shelf = shelf
        self._naming = naming
        self._store = store
        self._lock = threading.Lock()
        self._stamps: tuple[str, Mapping[str, str]] | None = None
        self._ground: _Ground | None = None
        """What the stamps were made of: what is fed by them belongs to them."""

    def stamps(self) -> Mapping[str, str]:
        """Return the stamp that every article has now, by id; the same ones as long as none may be another one."""
        state = self.state()
        with self._lock:
            if self._stamps is None or self._stamps[0] != state:
                self._stamps = (state, self._make_stamps())
            return self._stamps[1]

    def state(self) -> str:
        """Return a value that is another one whenever a stamp may be another one; far cheaper than the stamps."""
        self._store.refresh()
        kinds = (Kind.METADATA, Kind.BLOCK, Kind.ENTITY)
        words = [sorted(self._store.values(kind).items()) for kind in kinds]
        return _digest(self._shelf.state(), self._shelf.mentions.state(), self._naming.stamp, words)

    def _make_stamps(self) -> dict[str, str]:
        names = self._shelf.mentions.names_by_article()
        self._ground = self._find_ground()
        return {article: self._stamp(article, now, names.get(article)) for article, now in self._shelf.fingerprints().items()}

    def _stamp(self, article: str, fingerprint: str, names: NameCounts | None) -> str:
        """Return the stamp of one article; `names` is None while nobody has looked for mentions in it."""
        ground, known = self._held_ground(), names or {}
        return _digest(
            fingerprint,
            "" if names is None else self._naming.stamp,
            sorted(ground.words.get(article, {}).items()),
            ground.cuts.get(article, ()),
            sorted((*key, ground.renamed[key]) for key in known if key in ground.renamed),
            _rules_for(article, ground.rules, known, ground.renamed),
        )

    def _held_ground(self) -> "_Ground":
        """Return what the last stamps were made of; a helper that only feeds finds it once."""
        if self._ground is None:
            self._ground = self._find_ground()
        return self._ground

    def _find_ground(self) -> "_Ground":
        cuts: dict[str, list[str]] = {}
        for record in self._store.values(Kind.BLOCK).values():
            cuts.setdefault(str(record["article"]), []).append(repr(sorted(record.items())))
        return _Ground(
            self._naming.names_over_collection(),
            metadata_corrections(self._store),
            {article: tuple(sorted(found)) for article, found in cuts.items()},
            self._naming.rules(),
        )

    def article(self, article_id: str) -> Article:
        """Return an article."""
        return self._shelf.article(article_id)

    def indexed(self, article_id: str) -> "IndexedArticle":
        """Return an article with its mentions and its stamp."""
        from reader.search.schema import IndexedArticle

        article, raw = self._shelf.article(article_id), self._naming.raw(article_id)
        names = Counter((mention.label, mention.entity) for mention in raw)
        mentions = self._naming.finished(article, raw, self._held_ground().renamed)
        return IndexedArticle(article, mentions, self._stamp(article_id, self._shelf.fingerprint_of(article_id), names))

    def close(self) -> None:
        """Release files."""
        self._shelf.close()
        self._store.close()


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _rules_for(
    article: str, rules: "Iterable[Rule]", names: NameCounts, renamed: Mapping[tuple[Label, str], str]
) -> "tuple[Rule, ...]":
    """Return the rules that may change an article: those on names it does not mention cannot."""
    from reader.entities.corrections import HideHere, Relabel, Rename

    mentioned = {name for _, name in names} | {renamed[key] for key in names if key in renamed}
    kept: list[Rule] = []
    for rule in rules:
        if isinstance(rule, HideHere):
            concerned = rule.article == article
        elif isinstance(rule, Rename | Relabel):
            concerned = rule.entity in mentioned
        else:
            concerned = True
        if concerned:
            kept.append(rule)
            mentioned |= {rule.name} if isinstance(rule, Rename) else set()
    return tuple(kept)


def open_feed(data: Path, derived: Path, collection: Collection, recogniser: str, clock: Callable[[], datetime]) -> Feed:
    """Open the articles once more, in the search process."""
    store = Store.open(data, clock=clock)
    shelf = Shelf(collection, derived, store, most_held=_HELD_BETWEEN_KEYS)
    return Feed(shelf, Naming(shelf, store, recogniser), store)
