"""The reader's word against the program's: metadata, blocks, entities, pairs."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from reader.bookmarks.record import Change, Json, Kind
from reader.bookmarks.store import Store
from reader.text import Span


@dataclass(frozen=True, slots=True)
class BlockCorrection:
    """The reader's word that a block is article, or that it is furniture; it holds for the same words in later revisions."""

    article: str
    text: str
    """The words of the block."""
    is_article: bool


@dataclass(frozen=True, slots=True)
class PassageEnd:
    """One side of a pin: a passage by its revision, place and words."""

    article: str
    digest: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Pin:
    """The reader's word that two passages belong together, or that they do not."""

    a: PassageEnd
    b: PassageEnd
    together: bool


def metadata_corrections(store: Store) -> Mapping[str, Mapping[str, str]]:
    """Return the values the reader set, by article id and field."""
    return store.values(Kind.METADATA)


def correct_metadata(store: Store, article_id: str, values: Mapping[str, str]) -> None:
    """Set metadata of an article for good; an empty value takes the reader's word back."""
    merged = {**(store.value(Kind.METADATA, article_id) or {}), **values}
    kept = {field: text for field, text in merged.items() if text}
    store.save([Change(Kind.METADATA, article_id, kept or None)], undo_as="set metadata")


def block_corrections(store: Store, article_id: str) -> tuple[BlockCorrection, ...]:
    """Return the reader's word on the blocks of an article."""
    values = (value for value in store.values(Kind.BLOCK).values() if value["article"] == article_id)
    return tuple(BlockCorrection(value["article"], value["text"], value["is_article"]) for value in values)


def correct_block(store: Store, correction: BlockCorrection) -> None:
    """Say for good what a block is."""
    words = hashlib.sha256(correction.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    value = {"article": correction.article, "text": correction.text, "is_article": correction.is_article}
    store.save([Change(Kind.BLOCK, f"{correction.article}/{words}", value)], undo_as="correct block")


def entity_rules(store: Store) -> Mapping[str, Json]:
    """Return the reader's rules about entities by their keys, as they were set."""
    return store.values(Kind.ENTITY)


def set_entity_rules(store: Store, rules: Mapping[str, Json | None], *, undo_as: str = "correct entity") -> None:
    """Keep rules about entities under their keys, as one change; None takes a rule back."""
    store.save([Change(Kind.ENTITY, key, rule) for key, rule in rules.items()], undo_as=undo_as)


def pins(store: Store) -> tuple[Pin, ...]:
    """Return all pins."""
    values = store.values(Kind.PIN).values()
    return tuple(Pin(_passage_end(value["a"]), _passage_end(value["b"]), value["together"]) for value in values)


def set_pin(store: Store, a: PassageEnd, b: PassageEnd, *, together: bool | None) -> None:
    """Pin two passages together or apart, in either order; None takes the word back."""
    first, second = sorted((a, b), key=lambda end: (end.article, end.digest, end.span))
    key = "/".join(f"{end.article}@{end.digest[:16]}:{end.span.start}-{end.span.end}" for end in (first, second))
    value = None if together is None else {"a": _end_value(first), "b": _end_value(second), "together": together}
    store.save([Change(Kind.PIN, key, value)], undo_as="pin passages")


def _end_value(end: PassageEnd) -> Json:
    return {"article": end.article, "digest": end.digest, "start": end.span.start, "end": end.span.end, "text": end.text}


def _passage_end(value: Json) -> PassageEnd:
    return PassageEnd(value["article"], value["digest"], Span(value["start"], value["end"]), value["text"])
