"""What was read and how far, tags of articles, saved searches, places under a letter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from reader.bookmarks.record import Change, Json, Kind
from reader.bookmarks.store import Store


@dataclass(frozen=True, slots=True)
class SavedPosition:
    """Where reading of an article stopped."""

    digest: str
    """The revision the offset refers to."""
    offset: int
    progress: float
    """0 to 1."""


def read_articles(store: Store) -> frozenset[str]:
    """Return the ids of the articles marked read."""
    return frozenset(store.values(Kind.READ))


def mark_read(store: Store, article_id: str, *, is_read: bool, now: datetime) -> None:
    """Remember that an article is read, or unread again."""
    if is_read == (store.value(Kind.READ, article_id) is not None):
        return
    value = {"read": now.isoformat()} if is_read else None
    store.save([Change(Kind.READ, article_id, value)], undo_as="mark read" if is_read else "mark unread")


def mark_all_read(store: Store, article_ids: Iterable[str], *, now: datetime) -> int:
    """Mark articles read as one change that can be taken back; return how many were unread."""
    unread = [article_id for article_id in article_ids if store.value(Kind.READ, article_id) is None]
    if unread:
        store.save([Change(Kind.READ, article_id, {"read": now.isoformat()}) for article_id in unread], undo_as="mark all read")
    return len(unread)


def position(store: Store, article_id: str) -> SavedPosition | None:
    """Return where reading of an article stopped."""
    value = store.value(Kind.POSITION, article_id)
    return None if value is None else SavedPosition(value["digest"], value["offset"], value["progress"])


def positions(store: Store) -> Mapping[str, SavedPosition]:
    """Return where reading of each article stopped."""
    values = store.values(Kind.POSITION)
    return {article: SavedPosition(value["digest"], value["offset"], value["progress"]) for article, value in values.items()}


def save_position(store: Store, article_id: str, place: SavedPosition) -> None:
    """Remember where reading of an article stopped."""
    value = {"digest": place.digest, "offset": place.offset, "progress": place.progress}
    store.save([Change(Kind.POSITION, article_id, value)])


def tags_of_articles(store: Store) -> Mapping[str, tuple[str, ...]]:
    """Return the tags on whole articles, by article id."""
    return {article: tuple(value["tags"]) for article, value in store.values(Kind.TAG).items()}


def set_tags(store: Store, article_id: str, tags: Sequence[str]) -> None:
    """Put tags on an article in place of those it has."""
    value = {"tags": list(dict.fromkeys(tags))} if tags else None
    store.save([Change(Kind.TAG, article_id, value)], undo_as="tag article")


def add_tags(store: Store, article_ids: Iterable[str], tags: Sequence[str]) -> None:
    """Put tags on articles beside those they have, as one change."""
    with store.alone():
        former = tags_of_articles(store)
        values = {article: list(dict.fromkeys([*former.get(article, ()), *tags])) for article in article_ids}
        changes = [Change(Kind.TAG, article, {"tags": together}) for article, together in values.items()]
        store.save(changes, undo_as="tag articles")


def saved_searches(store: Store) -> Mapping[str, str]:
    """Return the saved queries by their names."""
    return {name: value["query"] for name, value in store.values(Kind.SEARCH).items()}


def save_search(store: Store, name: str, query: str) -> None:
    """Keep a query under a name; an empty query forgets it."""
    store.save([Change(Kind.SEARCH, name, {"query": query} if query else None)], undo_as="save search")


def letters(store: Store) -> Mapping[str, Json]:
    """Return the places kept under a letter, as `set_letter` took them."""
    return store.values(Kind.LETTER)


def set_letter(store: Store, letter: str, place: Json | None) -> None:
    """Keep a place (article, digest, offset) under a letter; None frees the letter."""
    store.save([Change(Kind.LETTER, letter, place)])
