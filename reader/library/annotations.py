"""What the reader made of the articles: bookmarks with their places of today, drafts, read state, positions."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.article import Article, Metadata
from reader.bookmarks import reading
from reader.bookmarks.articles import known_articles
from reader.bookmarks.bookmark import Bookmark, Colour, Place, PlaceState, Selector
from reader.bookmarks.bookmarks import Bookmarks, new_id
from reader.bookmarks.drafts import Draft, delete_draft, drafts, save_draft
from reader.bookmarks.revisions import Revisions
from reader.bookmarks.store import Store
from reader.errors import SourceError, StoreError, UsageError
from reader.files import describe_os_error
from reader.library.listing import ListedArticle, Position
from reader.library.places import word_for
from reader.library.shelf import Shelf
from reader.search.hits import UserState
from reader.text import Span

if TYPE_CHECKING:
    from reader.bookmarks.anchor import PlaceFinder

_LOST = Place(PlaceState.ORPHAN, None, 0.0)
MOST_PLACES = 10_000
"""Places of bookmarks kept in memory."""


@dataclass(frozen=True, slots=True)
class StoreNews:
    """What a look at the store tells a screen that shows it."""

    number_of_others: int
    """Of the last change that another program made."""
    notices: tuple[str, ...]
    """New ones: what was repaired meanwhile, what could not be written."""
    trouble: str
    """Why changes are not kept as they should be; empty while all is well."""


class Annotations:
    """The reader's work on the articles of one collection."""

    def __init__(self, store: Store, shelf: Shelf, data: Path, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._shelf = shelf
        self._clock = clock
        self._bookmarks = Bookmarks(store)
        self._revisions = Revisions(data)
        self._places: dict[tuple[Selector, str], Place] = {}
        self._lock = threading.Lock()
        self._finder: tuple[str, PlaceFinder] | None = None
        self._revision: tuple[str, str | None] | None = None
        self._told_notices = len(store.notices)

    # --- bookmarks ------------------------------------------------------

    def all(self) -> tuple[Bookmark, ...]:
        """Return the bookmarks of the collection, those of articles whose file is gone with them, oldest first."""
        self._store.refresh()
        here = self._here()
        return tuple(b for b in self._bookmarks.all() if any(target.article in here for target in b.targets))

    def _here(self) -> frozenset[str]:
        """Return the articles of the collection, those whose file is gone too."""
        known = (a for a in known_articles(self._store).values() if a.collection == self._shelf.key)
        return self._shelf.ids() | {article.id for article in known if self._shelf.collection.holds(article.path)}

    def elsewhere(self) -> Mapping[str, int]:
        """Count the bookmarks of other collections by the word or folder that opens them, nothing for the reader's own."""
        here, known = self._here(), known_articles(self._store)
        others = (b for b in self._bookmarks.all() if not any(target.article in here for target in b.targets))
        return Counter(word_for(known[b.article].collection) for b in others if b.article in known)

    def unreadable(self) -> tuple[str, ...]:
        """Return the ids of the records that hold no bookmark."""
        return self._bookmarks.unreadable()

    def everywhere(self) -> tuple[Bookmark, ...]:
        """Return the bookmarks of all collections, oldest first."""
        return self._bookmarks.all()

    def metadata_of_all(self) -> Mapping[str, Metadata]:
        """Return what is known of every article, by id: those that carry the reader's work and are gone, and those here."""
        gone = {article.id: article.metadata for article in known_articles(self._store).values()}
        return {**gone, **{summary.id: summary.metadata for summary in self._shelf.summaries()}}

    def in_article(self, article_id: str) -> tuple[tuple[Bookmark, Place], ...]:
        """Return the bookmarks with a target in an article, and where it stands."""
        found = self._bookmarks.in_article(article_id)
        return tuple((b, self.place_of(b, n)) for b in found for n, t in enumerate(b.targets) if t.article == article_id)

    def place_of(self, bookmark: Bookmark, target: int = 0) -> Place:
        """Return where a target stands in today's text; in an article that is gone it is an orphan."""
        selector = bookmark.targets[target]
        if not self._shelf.has(selector.article):
            return _LOST
        article = self._shelf.article(selector.article)
        key = (selector, article.digest)
        with self._lock:
            held = self._places.get(key)
        return held or self._find(selector, article)

    def _find(self, selector: Selector, article: Article) -> Place:
        old_text = self._old_text(selector.current.digest, article)
        place = self._finder_in(article).find(selector, old_text)
        with self._lock:
            if len(self._places) >= MOST_PLACES:
                self._places.clear()
            self._places[selector, article.digest] = place
        return place

    def _finder_in(self, article: Article) -> "PlaceFinder":
        """Return the finder of an article; the last one is kept, for the other bookmarks of the article."""
        from reader.bookmarks.anchor import PlaceFinder

        held = self._finder
        if held is None or held[0] != article.digest:
            held = (article.digest, PlaceFinder(article))
            self._finder = held
        return held[1]

    def _old_text(self, digest: str, article: Article) -> str | None:
        """Return the kept text of a revision that is not today's; the last one is kept in memory."""
        if digest == article.digest:
            return None
        held = self._revision
        if held is None or held[0] != digest:
            held = (digest, self._revisions.text(digest))
            self._revision = held
        return held[1]

    def add(self, places: Sequence[tuple[str, Span]], *, note: str, tags: Sequence[str], colour: Colour) -> Bookmark:
        """Keep one place or a pair; durable when this returns."""
        return self.add_to(self.targets(places), note=note, tags=tags, colour=colour)

    def targets(self, places: Sequence[tuple[str, Span]]) -> tuple[Selector, ...]:
        """Return the selectors of one place or a pair; the texts they stand in are kept."""
        if not 1 <= len(places) <= 2:
            raise UsageError("a bookmark holds one place, or two as a pair")
        return tuple(self._select(article_id, span) for article_id, span in places)

    def add_to(self, targets: Sequence[Selector], *, note: str, tags: Sequence[str], colour: Colour, draft: str = "") -> Bookmark:
        """Keep a bookmark on targets, and forget the draft it was in the same change; durable when this returns."""
        now = self._clock()
        bookmark = Bookmark(new_id(now), tuple(targets), note, _clean(tags), colour, now, now)
        self._bookmarks.keep([bookmark], undo_as="add bookmark", draft=draft)
        return bookmark

    def _select(self, article_id: str, span: Span) -> Selector:
        from reader.bookmarks.anchor import select

        article = self._shelf.article(article_id)
        if span.end > len(article.text):
            raise UsageError(f"{article_id} ends at character {len(article.text)}, before {span.end}")
        try:
            self._revisions.keep(article.text)
        except OSError as error:
            raise StoreError(f"the bookmark is not saved: {describe_os_error(error)}") from error
        self._shelf.known.remember(article_id)
        return select(article, span)

    def get(self, reference: str) -> Bookmark:
        """Return a bookmark by its id or an unambiguous beginning or end of it.

        Raises:
            SourceError: there is none, or several begin so.
        """
        exact = self._bookmarks.get(reference)
        if exact:
            return exact
        wanted = reference.upper()
        found = [b for b in self._bookmarks.all() if wanted and (b.id.startswith(wanted) or b.id.endswith(wanted))]
        if len(found) == 1:
            return found[0]
        if found:
            raise SourceError(f"{reference} may be {len(found)} bookmarks; write more of its id")
        raise SourceError(f"{reference}: no such bookmark; `broadsheet bookmarks list` shows their ids")

    def edit(
        self,
        bookmark_id: str,
        *,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        colour: Colour | None = None,
        draft: str = "",
    ) -> Bookmark:
        """Change what is not None, and forget the draft it was in the same change."""
        with self._store.alone():
            former = self.get(bookmark_id)
            changed = replace(
                former,
                note=former.note if note is None else note,
                tags=former.tags if tags is None else _clean(tags),
                colour=colour or former.colour,
            )
            if changed == former:
                if draft:
                    self.save_draft(draft, None)
                return former
            changed = replace(changed, modified=self._clock())
            self._bookmarks.keep([changed], undo_as="edit bookmark", draft=draft)
            return changed

    def place(self, bookmark_id: str, target: int, span: Span) -> Bookmark:
        """Put a target where the reader says; what was chosen first is kept."""
        by_hand = self._select(self.get(bookmark_id).targets[target].article, span)
        with self._store.alone():  # nothing is read from the catalogue here: who fills it may wait for the store
            former = self.get(bookmark_id)
            targets = list(former.targets)
            targets[target] = replace(targets[target], by_hand=by_hand)
            changed = replace(former, targets=tuple(targets), modified=self._clock())
            self._bookmarks.keep([changed], undo_as="place bookmark")
            return changed

    def number(self) -> int:
        """Return the number of the last change, another program's too."""
        self._store.refresh()
        return self._store.number

    def look(self) -> StoreNews:
        """Look what other programs changed and what became of the store since the last look."""
        self._store.refresh()
        return StoreNews(self._store.number_of_others, self.take_notices(), self._store.trouble)

    def take_notices(self) -> tuple[str, ...]:
        """Return what the store has to tell since the start or the last call."""
        told, notices = self._told_notices, self._store.notices
        self._told_notices = len(notices)
        return notices[told:]

    def remove(self, bookmark_ids: Sequence[str]) -> None:
        """Delete bookmarks."""
        ids = [self.get(bookmark_id).id for bookmark_id in bookmark_ids]
        self._bookmarks.delete(ids, undo_as="delete bookmark" if len(ids) == 1 else f"delete {len(ids)} bookmarks")

    # --- reading state --------------------------------------------------

    def listed(self) -> tuple[ListedArticle, ...]:
        """All articles with read state and note count, newest published first, undated last."""
        self._store.refresh()
        read = reading.read_articles(self._store)
        positions = reading.positions(self._store)
        tags = reading.tags_of_articles(self._store)
        notes = Counter(a for b in self._bookmarks.all() for a in {target.article for target in b.targets})
        summaries = self._shelf.summaries()
        dated = sorted((s for s in summaries if s.metadata.date.text), key=lambda s: s.metadata.date.text or "", reverse=True)
        undated = [s for s in summaries if not s.metadata.date.text]
        return tuple(
            ListedArticle(
                summary,
                summary.id in read,
                positions[summary.id].progress if summary.id in positions else 0.0,
                notes[summary.id],
                tags.get(summary.id, ()),
            )
            for summary in (*dated, *undated)
        )

    def user_state(self) -> UserState:
        """Return what queries need to know of read state, tags and notes."""
        self._store.refresh()
        tagged: dict[str, set[str]] = {}
        for article_id, tags in reading.tags_of_articles(self._store).items():
            for tag in tags:
                tagged.setdefault(tag, set()).add(article_id)
        notes: list[tuple[str, str]] = []
        for bookmark in self._bookmarks.all():
            for target in bookmark.targets:
                notes.append((target.article, f"{bookmark.note}\n{target.exact}"))
                for tag in bookmark.tags:
                    tagged.setdefault(tag, set()).add(target.article)
        return UserState(
            reading.read_articles(self._store),
            tuple((tag, frozenset(articles)) for tag, articles in sorted(tagged.items())),
            tuple(notes),
        )

    def mark_read(self, article_id: str, *, is_read: bool) -> None:
        """Remember that an article is read, or unread again."""
        self._shelf.known.remember(article_id)
        reading.mark_read(self._store, article_id, is_read=is_read, now=self._clock())

    def mark_all_read(self, article_ids: Sequence[str]) -> int:
        """Mark articles read as one change, and return how many were not."""
        self._shelf.known.remember(*article_ids)
        return reading.mark_all_read(self._store, article_ids, now=self._clock())

    def saved_searches(self) -> Mapping[str, str]:
        """Return the saved queries by their names."""
        return reading.saved_searches(self._store)

    def save_search(self, name: str, query: str) -> None:
        """Keep a query under a name; an empty query forgets it."""
        reading.save_search(self._store, name, query)

    def tag(self, article_id: str, tags: Sequence[str]) -> None:
        """Put tags on a whole article in place of those it has."""
        self._shelf.known.remember(article_id)
        reading.set_tags(self._store, article_id, _clean(tags))

    def position(self, article_id: str) -> Position | None:
        """Return where reading stopped."""
        place = reading.position(self._store, article_id)
        return Position(place.digest, place.offset, place.progress) if place else None

    def save_position(self, article_id: str, position: Position) -> None:
        """Remember where reading stopped."""
        self._shelf.known.remember(article_id)
        reading.save_position(self._store, article_id, reading.SavedPosition(position.digest, position.offset, position.progress))

    def letter(self, key: str) -> tuple[str, int] | None:
        """Return the article and the offset kept under a letter."""
        place = reading.letters(self._store).get(key)
        return (str(place["article"]), int(place["offset"])) if place else None

    def set_letter(self, key: str, article_id: str, digest: str, offset: int) -> None:
        """Keep a place in a revision of an article under a letter."""
        self._shelf.known.remember(article_id)
        reading.set_letter(self._store, key, {"article": article_id, "digest": digest, "offset": offset})

    def save_draft(self, key: str, draft: Draft | None) -> None:
        """Keep a note that is being written; None forgets it."""
        save_draft(self._store, key, draft)

    def drafts(self) -> Mapping[str, Draft]:
        """Return the notes on articles of the collection that were begun and not kept, by their keys."""
        found = drafts(self._store)
        here = self._here() if any(draft.targets for draft in found.values()) else frozenset()
        return {key: d for key, d in found.items() if not d.targets or any(target.article in here for target in d.targets)}

    def delete_draft(self, key: str) -> None:
        """Throw away a note that was begun."""
        delete_draft(self._store, key)

    def undo(self) -> str | None:
        """Take the last change of this run back and say which."""
        return self._store.undo()


def _clean(tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(tag.split()) for tag in tags if tag.strip()))
