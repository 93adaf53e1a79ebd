"""Records: the one kind of thing the store holds.

A record is a JSON object under a kind and a key, with the number of the change
that wrote it; a deleted record keeps its number and has no value. Of two
records with the same kind and key the one with the larger number is the truth,
so any two copies of a store can be merged record by record.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]
"""A JSON object."""
Name: TypeAlias = tuple[str, str]
"""Kind and key."""
Records: TypeAlias = dict[Name, "Record"]


class Kind(StrEnum):
    """What a record is about; kinds of a later version are kept and passed over."""

    BOOKMARK = "bookmark"
    READ = "read"
    POSITION = "position"
    TAG = "tag"
    PIN = "pin"
    METADATA = "metadata"
    BLOCK = "block"
    ENTITY = "entity"
    DRAFT = "draft"
    SEARCH = "search"
    LETTER = "letter"
    ARTICLE = "article"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Record:
    """A value under a kind and a key."""

    kind: str
    key: str
    number: int
    """Of the change that wrote it; grows with every change."""
    value: Json | None
    """None once deleted."""

    @property
    def name(self) -> Name:
        """Kind and key."""
        return (self.kind, self.key)


@dataclass(frozen=True, slots=True)
class Change:
    """A new value for one record, or None to delete it."""

    kind: Kind
    key: str
    value: Json | None


def as_json(value: object) -> str:
    """Write a value the same way every time, in ASCII: lone surrogates of file names survive."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def by_name(records: Iterable[Record]) -> Records:
    """Return records by kind and key; of two with the same name the later change."""
    found: Records = {}
    for record in records:
        name = (record.kind, record.key)
        if name not in found or record.number >= found[name].number:
            found[name] = record
    return found


def newest(*sources: Records) -> Records:
    """Merge records: the larger number wins, and among equals the later source."""
    merged: Records = {}
    for source in sources:
        if not merged:
            merged = dict(source)
            continue
        for name, record in source.items():
            held = merged.get(name)
            if held is None or record.number >= held.number:
                merged[name] = record
    return merged


def last_number(records: Records) -> int:
    """Return the number of the last change among records; 0 when there are none."""
    return max((record.number for record in records.values()), default=0)


def missing_from(records: Records, others: Records) -> list[Record]:
    """Return the records that others lack, or hold only in an older state."""
    return [record for name, record in records.items() if name not in others or others[name].number < record.number]
