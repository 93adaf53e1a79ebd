"""Articles and mentions as rows: compact JSON, read back without loss."""

import hashlib
import json
import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from reader.article import UNKNOWN, Block, BlockKind, BlockState, Label, Mention, Metadata, Origin, Value
from reader.text import Span

_FIELDS = ("title", "source", "author", "date")
_DECODER = json.JSONDecoder()


def path_bytes(path: str) -> bytes:
    """Return a path as the system's bytes: file names need not be UTF-8."""
    return os.fsencode(path)


def path_text(path: bytes) -> str:
    """Return a stored path as text, undecodable bytes as surrogates."""
    return os.fsdecode(path)


def blocks_row(blocks: Sequence[Block]) -> str:
    """Write blocks as JSON."""
    return json.dumps([(b.kind, b.span.start, b.span.end, b.level, b.state, b.why) for b in blocks], separators=(",", ":"))


def read_blocks(row: str) -> tuple[Block, ...]:
    """Read blocks back."""
    reasons: dict[str, str] = {}
    return tuple(
        Block(BlockKind(kind), Span(start, end), level, BlockState(state), reasons.setdefault(why, why))
        for kind, start, end, level, state, why in _each(row)
    )


def _each(row: str) -> Iterator[Any]:
    """Iterate over the elements of a compact list.

    Decoded all at once they would take more memory than what is made of them,
    in as many threads as articles are opened in.
    """
    place = 1
    while place < len(row) - 1:
        element, place = _DECODER.raw_decode(row, place)
        yield element
        place += 1  # the comma, or the bracket at the end
    if row != "[]" and (place != len(row) or not row.endswith("]")):
        raise ValueError(f"a list that has no end: {row[-20:]!r}")


def fingerprint(digest: str, metadata: str, blocks: str) -> str:
    """Return a value that is another one whenever text, blocks or metadata of an article are, all given as rows."""
    return hashlib.sha256(f"{digest}\n{metadata}\n{blocks}".encode("utf-8", "surrogatepass")).hexdigest()[:24]


def metadata_row(metadata: Metadata) -> str:
    """Write metadata as JSON: unknown values are left out."""
    values = {name: _value_row(getattr(metadata, name)) for name in _FIELDS if getattr(metadata, name) != UNKNOWN}
    return json.dumps({**values, "url": metadata.url, "language": metadata.language}, separators=(",", ":"))


def _value_row(value: Value) -> list[object]:
    span = [value.span.start, value.span.end] if value.span is not None else None
    return [value.text, value.origin, span, value.where]


def read_metadata(row: str) -> Metadata:
    """Read metadata back."""
    fields = json.loads(row)
    values = {name: _read_value(fields[name]) for name in _FIELDS if name in fields}
    return Metadata(**values, url=fields["url"], language=fields["language"])


def _read_value(row: list[object]) -> Value:
    text, origin, span, where = row
    return Value(
        None if text is None else str(text),
        Origin(str(origin)),
        Span(*span) if isinstance(span, list) else None,
        str(where),
    )


def mentions_row(mentions: Sequence[Mention]) -> str:
    """Write mentions as JSON."""
    return json.dumps([(m.span.start, m.span.end, m.label, m.entity) for m in mentions], separators=(",", ":"))


def read_mentions(row: str) -> tuple[Mention, ...]:
    """Read mentions back; those of one entity share its name."""
    names: dict[str, str] = {}
    return tuple(
        Mention(Span(start, end), Label(label), names.setdefault(entity, entity)) for start, end, label, entity in _each(row)
    )


def names_row(counts: Mapping[tuple[Label, str], int]) -> str:
    """Write the counts of names as JSON."""
    return json.dumps([(label, name, count) for (label, name), count in counts.items()], separators=(",", ":"))


def name_in_row(name: str) -> str:
    """Return how a name stands in a row of `names_row`."""
    return json.dumps(name)


def read_names(row: str) -> dict[tuple[Label, str], int]:
    """Read the counts of names back."""
    return {(Label(label), name): count for label, name, count in json.loads(row)}


def changed_names_row(names: Mapping[tuple[Label, str], str]) -> str:
    """Write names that change over the collection as JSON."""
    return json.dumps([(label, name, final) for (label, name), final in names.items()], separators=(",", ":"))


def read_changed_names(row: str) -> dict[tuple[Label, str], str]:
    """Read names that change over the collection back."""
    return {(Label(label), name): final for label, name, final in json.loads(row)}


def sketch_row(sketch: Sequence[int]) -> bytes:
    """Write the hashes of a sketch."""
    return array("I", sketch).tobytes()


def read_sketch(row: bytes) -> tuple[int, ...]:
    """Read the hashes of a sketch back."""
    return tuple(array("I", row))


def time_of(microseconds: int) -> datetime:
    """Return a stored moment."""
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)


def moment_of(time: datetime) -> int:
    """Return a moment as a number to store."""
    return round(time.timestamp() * 1_000_000)
