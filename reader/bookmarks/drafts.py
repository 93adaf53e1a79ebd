"""Notes that are being written: kept while one types, there again after a crash.

A draft knows its place by selectors, as a bookmark does, so that it can be
found and finished in an article that has changed meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reader.bookmarks.bookmark import Colour, Selector
from reader.bookmarks.bookmarks import colour_from, selector_from, selector_value
from reader.bookmarks.record import Change, Json, Kind
from reader.bookmarks.store import Store


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as far as it is written."""

    text: str
    tags: str = ""
    """As they were typed."""
    colour: Colour = Colour.GOLD
    targets: tuple[Selector, ...] = ()
    """Where a new note belongs; empty when it changes a bookmark, and in drafts of older versions."""


def drafts(store: Store) -> Mapping[str, Draft]:
    """Return what was being written, by its key."""
    return {key: _from_value(value) for key, value in store.values(Kind.DRAFT).items()}


def save_draft(store: Store, key: str, draft: Draft | None) -> None:
    """Keep what is being written, durable when this returns; None forgets it."""
    store.save([Change(Kind.DRAFT, key, _as_value(draft) if draft else None)])


def delete_draft(store: Store, key: str) -> None:
    """Throw away what was begun; undo brings it back."""
    store.save([Change(Kind.DRAFT, key, None)], undo_as="delete draft")


def _as_value(draft: Draft) -> Json:
    targets = [selector_value(target) for target in draft.targets]
    return {"text": draft.text, "tags": draft.tags, "colour": draft.colour.value, "targets": targets}


def _from_value(value: Json) -> Draft:
    targets = tuple(selector_from(target) for target in value.get("targets", ()))
    return Draft(value["text"], value.get("tags", ""), colour_from(value.get("colour", "")), targets)
