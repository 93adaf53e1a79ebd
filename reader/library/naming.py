"""Mentions of a collection: found once for each revision, kept in the catalogue, the reader's rules applied."""

import functools
import hashlib
import re
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.article import Article, Label, Mention
from reader.bookmarks.corrections import block_corrections, entity_rules, set_entity_rules
from reader.bookmarks.store import Store
from reader.library.listing import Progress
from reader.library.shelf import Shelf
from reader.library.watching import NOBODY, Watch

if TYPE_CHECKING:
    from reader.entities.corrections import Rule
    from reader.entities.entity import ConcordanceLine, Entity, Timeline
    from reader.entities.recognise import Recogniser

BATCH = 20
_SHORTEST_WORD = 3
_MOST_FORMS = 20
"""Of an entity, that are looked up one by one."""
GOOD_FOR = 50
"""Names over the collection are used for so many times as long as it takes to find them."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The names that change when the articles are seen together."""

    state: str
    good_until: float
    """While another program fills in mentions, names are not counted anew for each of them."""
    changed: Mapping[tuple[Label, str], str]


def _word_of(key: str) -> int:
    """Return which word of the reader a rule belongs to: its key is that number, or that number, a full stop and its place."""
    number = key.partition(".")[0]
    return int(number) if number.isdigit() else 0


class Naming:
    """Finds, keeps and counts the mentions of one collection."""

    def __init__(self, shelf: Shelf, store: Store, recogniser: str) -> None:
        self._shelf = shelf
        self._store = store
        self._name = recogniser
        self._recogniser: Recogniser | None = None
        self._names: _Names | None = None
        self._lock = threading.RLock()

    @functools.cached_property
    def stamp(self) -> str:
        """Return what the mentions of all articles depend on: the recogniser with its data."""
        from reader.entities.stamp import stamp_of

        return stamp_of(self._name)

    def find_missing(self, watch: Watch = NOBODY) -> bool:
        """Find the mentions of all articles that have none of this recogniser (slow); tell whether it was stopped."""
        missing = [i for i in self._shelf.mentions.missing(self.stamp) if not self._has_own_stamp(i)]
        for done in range(0, len(missing), BATCH):
            found: list[tuple[str, str, tuple[Mention, ...]]] = []
            for article_id in missing[done : done + BATCH]:
                watch.tell(Progress(done + len(found), len(missing), "names in the articles"))
                if watch.should_stop():
                    self._keep(found)
                    return True
                found.append((article_id, self.stamp_for(article_id), self._find(self._shelf.article(article_id))))
            self._keep(found)
        if missing:
            self._names = None
        return False

    def _has_own_stamp(self, article_id: str) -> bool:
        stamp = self.stamp_for(article_id)
        return stamp != self.stamp and self._shelf.mentions.of(article_id, stamp) is not None

    def _keep(self, found: Sequence[tuple[str, str, tuple[Mention, ...]]]) -> None:
        self._shelf.mentions.keep(found)

    def _find(self, article: Article) -> tuple[Mention, ...]:
        from reader.entities.recognise import find_mentions, load_recogniser

        with self._lock:
            if self._recogniser is None:
                self._recogniser = load_recogniser(self._name)
            return find_mentions(article, self._recogniser)

    def stamp_for(self, article_id: str) -> str:
        """Return what the mentions of an article depend on: the recogniser, and blocks kept or cut by hand."""
        cuts = block_corrections(self._store, article_id)
        if not cuts:
            return self.stamp
        return f"{self.stamp}/{hashlib.sha256(repr(cuts).encode()).hexdigest()[:12]}"

    def is_found(self, article_id: str) -> bool:
        """Tell whether the mentions of an article are kept: to find them takes time and memory."""
        return self._shelf.mentions.has(article_id, self.stamp_for(article_id))

    def raw(self, article_id: str) -> tuple[Mention, ...]:
        """Return the mentions of an article as the recogniser found them."""
        stamp = self.stamp_for(article_id)
        kept = self._shelf.mentions.of(article_id, stamp)
        if kept is not None:
            return kept
        found = self._find(self._shelf.article(article_id))
        self._keep([(article_id, stamp, found)])
        return found

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """Return the mentions of an article in order, under their names in the collection, the reader's rules applied."""
        raw = self.raw(article_id)
        return self.finished(self._shelf.article(article_id), raw, self.names_over_collection())

    def finished(self, article: Article, raw: Sequence[Mention], names: Mapping[tuple[Label, str], str]) -> tuple[Mention, ...]:
        """Return mentions under their names in the collection, the reader's rules applied."""
        from reader.entities.renaming import apply_names

        named = apply_names(raw, names)
        if not (rules := self.rules()):
            return named
        from reader.entities.corrections import apply_corrections

        return apply_corrections(article, named, rules)

    def rules(self) -> "tuple[Rule, ...]":
        """Return the reader's rules about entities, oldest first."""
        if not (kept := entity_rules(self._store)):
            return ()
        from reader.entities.corrections import from_plain

        return tuple(from_plain(rule) for _, rule in sorted(kept.items()))

    def add_rules(self, rules: "Sequence[Rule]") -> None:
        """Keep rules about entities, one word of the reader; later ones win over earlier ones."""
        from reader.entities.corrections import described_all, to_plain

        last = max((_word_of(key) for key in entity_rules(self._store)), default=0)
        keys = (f"{last + 1:06}.{place:06}" for place in range(len(rules)))
        set_entity_rules(
            self._store, {key: to_plain(rule) for key, rule in zip(keys, rules, strict=True)}, undo_as=described_all(rules)
        )

    def drop_last_word(self) -> "tuple[Rule, ...]":
        """Take back the rules that the reader's newest word made, and return them."""
        from reader.entities.corrections import described_all, from_plain

        kept = entity_rules(self._store)
        newest = max(map(_word_of, kept), default=0)
        dropped = sorted(key for key in kept if _word_of(key) == newest)
        rules = tuple(from_plain(kept[key]) for key in dropped)
        set_entity_rules(self._store, dict.fromkeys(dropped), undo_as=f"that no longer {described_all(rules)}")
        return rules

    def names_over_collection(self) -> Mapping[tuple[Label, str], str]:
        """Return the names that change when the articles are seen together."""
        state = f"{self.stamp} {self._shelf.mentions.state()}"
        with self._lock:
            names = self._names
            if names is None or (names.state != state and time.monotonic() > names.good_until):
                started = time.monotonic()
                kept = self._shelf.mentions.names_over_collection(state)  # none that change is an answer, too
                found = self._find_names(state) if kept is None else kept
                took = time.monotonic() - started
                names = self._names = _Names(state, time.monotonic() + GOOD_FOR * took, found)
            return names.changed

    def _find_names(self, state: str) -> Mapping[tuple[Label, str], str]:
        from reader.entities.linking import collection_names

        names = collection_names(self._shelf.mentions.all_names())
        self._shelf.mentions.keep_names_over_collection(state, names)
        return names

    def _all(self, article_ids: Sequence[str], watch: Watch = NOBODY) -> Iterator[tuple[Article, tuple[Mention, ...]]]:
        """Iterate over some articles, or all, with their mentions, until the watch says stop."""
        return self._read(article_ids or sorted(self._shelf.ids()), watch)

    def _read(self, article_ids: Iterable[str], watch: Watch) -> Iterator[tuple[Article, tuple[Mention, ...]]]:
        of = len(article_ids) if isinstance(article_ids, Sequence) else None
        for done, article_id in enumerate(article_ids):
            if watch.should_stop():
                return
            if done % BATCH == 0:
                watch.tell(Progress(done, of, "articles"))
            yield self._shelf.article(article_id), self.mentions(article_id)

    def entities(self, article_ids: Sequence[str], labels: Sequence[Label], watch: Watch = NOBODY) -> "tuple[Entity, ...]":
        """Count the entities of some articles, or of all; of those read so far, if it was stopped."""
        from reader.entities.summary import count_entities

        return count_entities(((article.id, article.text, found) for article, found in self._all(article_ids, watch)), labels)

    def exported(self, style: str, article_ids: Sequence[str]) -> str:
        """Return the mentions or the pairs of entities of some articles, or of all, as CSV; or the rules as TOML."""
        from reader.entities.corrections import rules_to_toml
        from reader.entities.summary import cooccurrence_csv, mentions_csv

        if style == "rules":
            return rules_to_toml(self.rules())
        articles = {article.id: (article.text, found) for article, found in self._all(article_ids)}
        if style == "mentions":
            return mentions_csv(articles)
        return cooccurrence_csv({article: found for article, (_, found) in articles.items()})

    def concordance_lines(self, term: str, watch: Watch = NOBODY) -> "Iterator[ConcordanceLine]":
        """Iterate over every place of a word or phrase, or of the entity of that name, article by article, until it is stopped."""
        from reader.entities.concordance import lines_in, term_pattern

        pattern = term_pattern(term)
        for article, mentions in self._read(self._articles_for(term), watch):
            yield from lines_in(article, mentions, term, pattern=pattern)

    def _articles_for(self, term: str) -> Iterable[str]:
        """Return the articles that may hold a term or mention the entity it names: few, where the catalogue can tell."""
        from reader.text import plain

        words = re.findall(r"\w+", term.removesuffix("*"))
        word = max((word for word in words if word.isascii()), key=len, default="")
        folded = plain(term).casefold().strip()
        forms = [name for (_, name), found in self.names_over_collection().items() if plain(found).casefold() == folded]
        if len(word) < _SHORTEST_WORD or len(forms) > _MOST_FORMS or self.rules() or plain(term) != term:
            return self._where("", ())  # every text holds nothing
        return self._where(word, (term.strip(), *forms))

    def _where(self, word: str, names: Sequence[str]) -> Iterator[str]:
        """Iterate over the articles with a word or a name, then over those that nobody has looked at for names."""
        given: set[str] = set()
        for article_id in self._shelf.mentions.where(word, names):
            given.add(article_id)
            yield article_id
        yield from (article_id for article_id in self._shelf.mentions.missing(self.stamp) if article_id not in given)

    def entity_lines(self, name: str, article_ids: Sequence[str]) -> "Iterator[ConcordanceLine]":
        """Iterate over the mentions of an entity in some articles, in their order."""
        from reader.entities.concordance import entity_lines

        return entity_lines(name, self._all(article_ids))

    def timeline(self, article_ids: Sequence[str], watch: Watch = NOBODY) -> "Timeline":
        """Return the dated statements of some articles, or of all, in order, and how many have no date."""
        from reader.entities.timeline import timeline_of

        return timeline_of(self._all(article_ids, watch))
