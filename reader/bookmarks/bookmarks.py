"""The bookmarks of a store: read, kept, changed, deleted."""

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from operator import attrgetter

from reader.bookmarks.bookmark import Bookmark, Colour, Selector
from reader.bookmarks.bulk import made_in_bulk
from reader.bookmarks.record import Change, Json, Kind, Record
from reader.bookmarks.store import Store
from reader.text import Span

_COLOURS = {colour.value: colour for colour in Colour}
MISSHAPEN = (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError)
"""What reading a value of another shape raises."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id(now: datetime) -> str:
    """Return an id that sorts by time (a ULID): 48 bits of milliseconds, 80 of chance."""
    return id_of_number(int(now.timestamp() * 1000) << 80 | int.from_bytes(os.urandom(10), "big"))


def id_of_number(number: int) -> str:
    """Write a number of 128 bits as an id."""
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


class Bookmarks:
    """The bookmarks in a store, kept ready as values; all methods may be called from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._number = -1
        self._by_id: dict[str, Bookmark] = {}
        self._in_order: tuple[Bookmark, ...] = ()
        self._in_article: dict[str, list[Bookmark]] = {}
        self._unreadable: set[str] = set()

    def all(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks, oldest first."""
        self._catch_up()
        return self._in_order

    def in_article(self, article_id: str) -> tuple[Bookmark, ...]:
        """Return the bookmarks with a target in an article, oldest first."""
        self._catch_up()
        return tuple(self._in_article.get(article_id, ()))

    def get(self, bookmark_id: str) -> Bookmark | None:
        """Return one bookmark, or None."""
        self._catch_up()
        return self._by_id.get(bookmark_id)

    def unreadable(self) -> tuple[str, ...]:
        """Return the ids of the records that hold no bookmark; they stay in the store and are passed over."""
        self._catch_up()
        return tuple(sorted(self._unreadable))

    def keep(self, bookmarks: Iterable[Bookmark], *, undo_as: str = "", draft: str = "") -> None:
        """Add bookmarks, or put them in place of those with the same ids; durable when this returns.

        Args:
            bookmarks: what to keep.
            undo_as: what `undo` shall say it took back.
            draft: the key of the draft they come from; it is forgotten in the same change, never before it.
        """
        changes = [Change(Kind.BOOKMARK, bookmark.id, as_value(bookmark)) for bookmark in bookmarks]
        if draft:
            changes.append(Change(Kind.DRAFT, draft, None))
        self._store.save(changes, undo_as=undo_as)

    def delete(self, bookmark_ids: Sequence[str], *, undo_as: str = "") -> None:
        """Delete bookmarks; durable when this returns."""
        self._store.save([Change(Kind.BOOKMARK, bookmark_id, None) for bookmark_id in bookmark_ids], undo_as=undo_as)

    def _catch_up(self) -> None:
        with self._store.guard:
            number = self._store.number
            if number == self._number:
                return
            changed = [record for record in self._store.changed_since(self._number) if record.kind == Kind.BOOKMARK]
            self._number = number
            if changed:
                with made_in_bulk():
                    self._take_in(changed)
                    self._arrange()

    def _take_in(self, changed: Iterable[Record]) -> None:
        for record in changed:
            self._by_id.pop(record.key, None)
            self._unreadable.discard(record.key)
            if record.value is None:
                continue
            try:
                self._by_id[record.key] = from_value(record.key, record.value)
            except MISSHAPEN:
                self._unreadable.add(record.key)

    def _arrange(self) -> None:
        self._in_order = tuple(sorted(self._by_id.values(), key=attrgetter("created", "id")))
        self._in_article = {}
        for bookmark in self._in_order:
            for article in dict.fromkeys(target.article for target in bookmark.targets):
                self._in_article.setdefault(article, []).append(bookmark)


def as_value(bookmark: Bookmark) -> Json:
    """Return the stored form of a bookmark."""
    return {
        "targets": [selector_value(target) for target in bookmark.targets],
        "note": bookmark.note,
        "tags": list(bookmark.tags),
        "colour": bookmark.colour.value,
        "created": bookmark.created.isoformat(),
        "modified": bookmark.modified.isoformat(),
    }


def from_value(bookmark_id: str, value: Json) -> Bookmark:
    """Return the bookmark of a stored form; what an older version did not write gets its default.

    Raises:
        MISSHAPEN: the value has another shape.
    """
    created, modified = moment(value["created"]), value.get("modified", "")
    targets = tuple([selector_from(target) for target in value["targets"]])
    if not targets:
        raise ValueError("a bookmark without a target")
    return Bookmark(
        id=bookmark_id,
        targets=targets,
        note=value.get("note", ""),
        tags=tuple(value.get("tags", ())),
        colour=colour_from(value.get("colour", "")),
        created=created,
        modified=created if modified in ("", value["created"]) else moment(modified),
    )


def moment(text: str) -> datetime:
    """Read a time; one without a zone is UTC, for times with and without one cannot be compared."""
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def colour_from(name: str) -> Colour:
    """Return the colour of a name; one that is not known is gold."""
    return _COLOURS.get(name, Colour.GOLD)


def selector_value(selector: Selector) -> Json:
    """Return the stored form of a selector."""
    value = {
        "article": selector.article,
        "digest": selector.digest,
        "start": selector.span.start,
        "end": selector.span.end,
        "exact": selector.exact,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "paragraph": selector.paragraph,
    }
    return {**value, "by_hand": selector_value(selector.by_hand)} if selector.by_hand else value


def selector_from(value: Json) -> Selector:
    """Return the selector of a stored form."""
    by_hand = value.get("by_hand")
    return Selector(
        article=value["article"],
        digest=value["digest"],
        span=Span(value["start"], value["end"]),
        exact=value["exact"],
        prefix=value.get("prefix", ""),
        suffix=value.get("suffix", ""),
        paragraph=value.get("paragraph", 0),
        by_hand=selector_from(by_hand) if by_hand else None,
    )
