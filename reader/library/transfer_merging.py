"""What of an export comes in: three states are weighed, here, there, and what was there when this library last looked.

Only one side has changed: its change stands. Both have: the later of two
bookmarks stands and the words of the other are kept beside it as a bookmark of
their own; of anything else what is here stays, and it is told. Nothing is
taken away: what the folder no longer holds stays here.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.bookmarks.bookmarks import id_of_number
from reader.bookmarks.record import Change, Json, Kind, Name, as_json
from reader.bookmarks.store import Store
from reader.errors import SourceError
from reader.files import read_regular_file, write_atomically
from reader.library.transfer_lines import RECORDS, RecordLine, digest_of
from reader.paths import make_private

Seen = Mapping[Name, frozenset[str]]
"""Digests of what a folder held under each name when this library last looked."""
_OF_ONE_PERSON = frozenset({Kind.READ, Kind.POSITION, Kind.DRAFT, Kind.LETTER})
"""Where a person stands in their reading: two of them differ, and neither needs to be told."""
_MAX_SEEN = 1_000_000_000


@dataclass(slots=True)
class Merge:
    """What comes in, and what was decided on the way."""

    incoming: dict[Name, Change] = field(default_factory=dict)
    kept: int = 0
    differing: int = 0
    """Records that are another here and stay."""
    told: list[str] = field(default_factory=list)
    """What a person should know, one line each."""


def merge(store: Store, lines: Iterable[RecordLine], seen: Seen) -> Merge:
    """Weigh an export against the store, record by record; nothing is saved."""
    by_name: dict[Name, list[RecordLine]] = {}
    for line in lines:
        by_name.setdefault(line.name, []).append(line)
    deleted = {record.name for record in store.changed_since(0) if record.value is None}
    merged = Merge()
    for name, states in by_name.items():
        known = seen.get(name, frozenset())
        here = store.value(states[0].kind, states[0].key)
        news = [
            line for line in states if line.value != here and (line.digest not in known or (here is None and name not in deleted))
        ]
        if news:
            _weigh(merged, here, news, known, {line.digest for line in states})
        else:
            merged.kept += 1
    return merged


def _weigh(merged: Merge, here: Json | None, news: Sequence[RecordLine], known: frozenset[str], there: set[str]) -> None:
    """Take what is new in a folder where it only goes on from what is here, and else settle."""
    for line in news:
        if here is None:
            _take(merged, line)
            here, known = line.value, frozenset({line.digest})
            there = there | {line.digest}
        elif digest_of(here) in known and digest_of(here) not in there:
            _take(merged, line)
            _tell(merged, line, "was changed there, which is taken")
            here = line.value
        else:
            here = _settle(merged, line, here, are_both_new=bool(known))


def _take(merged: Merge, line: RecordLine) -> None:
    merged.incoming[line.name] = Change(line.kind, line.key, line.value)


def _settle(merged: Merge, line: RecordLine, here: Json, *, are_both_new: bool) -> Json:
    """Decide between two states of which neither is known to come from the other, and return the one that stands."""
    is_taken = line.kind is Kind.BOOKMARK and str(line.value.get("modified", "")) > str(here.get("modified", ""))
    stands, other = (line.value, here) if is_taken else (here, line.value)
    if is_taken:
        _take(merged, line)
    else:
        merged.kept += 1
    if line.kind is not Kind.BOOKMARK:
        merged.differing += line.kind not in _OF_ONE_PERSON
        _tell(merged, line, "is another here, which stays")
    elif are_both_new and other.get("note") and other.get("note") != stands.get("note"):
        _keep_beside(merged, line, other)
    return stands


def _tell(merged: Merge, line: RecordLine, what: str) -> None:
    if line.kind not in _OF_ONE_PERSON and line.kind is not Kind.BOOKMARK:
        merged.told.append(f"{RECORDS} line {line.line}: {line.kind.value} {line.key} {what}")


def _keep_beside(merged: Merge, line: RecordLine, other: Json) -> None:
    """Keep the words of the bookmark that gave way under an id that every library finds."""
    key = id_of_number(int.from_bytes(hashlib.sha256(as_json([line.key, other]).encode()).digest()[:16]))
    merged.incoming[(Kind.BOOKMARK.value, key)] = Change(Kind.BOOKMARK, key, other)
    merged.told.append(
        f"{RECORDS} line {line.line}: a note was changed here and there; the later stands, the other is kept beside it"
    )


# --- what a folder held when this library last looked ----------------------------------


def seen_of(lines: Iterable[RecordLine]) -> Seen:
    """Return the digests that lines have."""
    found: dict[Name, frozenset[str]] = {}
    for line in lines:
        found[line.name] = found.get(line.name, frozenset()) | {line.digest}
    return found


def remember_seen(state: Path, folder: Path, seen: Seen) -> None:
    """Remember what a folder holds; forgotten without harm: then nothing here gives way."""
    file = _seen_file(state, folder)
    make_private(state)
    make_private(file.parent)
    rows: list[list[Any]] = [[kind, key, sorted(digests)] for (kind, key), digests in sorted(seen.items())]
    write_atomically(file, json.dumps(rows).encode())


def recall_seen(state: Path, folder: Path) -> Seen:
    """Return what a folder held when this library last looked; nothing when that is not known."""
    try:
        rows = json.loads(read_regular_file(_seen_file(state, folder), _MAX_SEEN))
        return {(str(kind), str(key)): frozenset(map(str, digests)) for kind, key, digests in rows}
    except (SourceError, ValueError, TypeError):
        return {}


def _seen_file(state: Path, folder: Path) -> Path:
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return state / "exports" / f"{name}.json"
