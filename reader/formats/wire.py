"""Articles as JSON, the form in which they cross from the guarded child to the reader."""

import json
from typing import Any

from reader.article import Block, BlockKind, BlockState, Metadata, Origin, Value
from reader.formats.extracted import Extracted
from reader.text import Span


def to_wire(articles: tuple[Extracted, ...]) -> bytes:
    """Write articles as JSON."""
    return json.dumps([_plain(article) for article in articles]).encode()


def from_wire(content: bytes) -> tuple[Extracted, ...]:
    """Read articles back."""
    return tuple(_article(fields) for fields in json.loads(content))


def _plain(article: Extracted) -> dict[str, Any]:
    metadata = article.metadata
    return {
        "text": article.text,
        "blocks": [(b.kind, b.span.start, b.span.end, b.level, b.state, b.why) for b in article.blocks],
        "values": [_fields(value) for value in (metadata.title, metadata.source, metadata.author, metadata.date)],
        "address": (metadata.url, metadata.language),
        "names": (article.part, article.group, article.extractor),
        "notes": article.notes,
        "tags": article.tags,
    }


def _fields(value: Value) -> tuple[Any, ...]:
    return (value.text, value.origin, (value.span.start, value.span.end) if value.span else None, value.where)


def _article(fields: dict[str, Any]) -> Extracted:
    blocks = tuple(
        Block(BlockKind(kind), Span(start, end), level, BlockState(state), why)
        for kind, start, end, level, state, why in fields["blocks"]
    )
    title, source, author, date = map(_value, fields["values"])
    url, language = fields["address"]
    part, group, extractor = fields["names"]
    return Extracted(
        fields["text"],
        blocks,
        Metadata(title, source, author, date, url, language),
        part,
        group,
        extractor,
        tuple(fields["notes"]),
        tuple(fields["tags"]),
    )


def _value(fields: list[Any]) -> Value:
    text, origin, span, where = fields
    return Value(text, Origin(origin), Span(*span) if span else None, where)
