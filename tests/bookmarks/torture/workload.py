"""Changes whose effect is known: change number n is a pure function of n."""

import hashlib
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.bookmarks.record import Change, Json, Kind
from reader.bookmarks.store import Store

State = dict[tuple[str, str], Json]

START = datetime(2026, 1, 1, tzinfo=UTC)
_SIZES = (1, 3, 20, 400)
_KINDS = (Kind.BOOKMARK, Kind.BOOKMARK, Kind.BOOKMARK, Kind.READ, Kind.POSITION, Kind.TAG, Kind.DRAFT, Kind.PIN)


def changes_of(number: int, tag: str = "") -> list[Change]:
    """Return the changes made together under a number: mostly one, sometimes a batch, sometimes a deletion."""
    chance = random.Random(f"{number}{tag}")
    size = chance.choice((1, 1, 1, 1, 1, 1, 2, 30))
    return [_change(chance, number, f"{tag}{(number * 7 + part) % 60}") for part in range(size)]


def _change(chance: random.Random, number: int, key: str) -> Change:
    kind = chance.choice(_KINDS)
    if chance.random() < 0.12:
        return Change(kind, key, None)
    note = f"note {number} " + "lorem ipsum é 漢 \x1b[2J " * chance.choice(_SIZES)
    return Change(kind, key, {"note": note, "sum": hashlib.sha1(note.encode()).hexdigest(), "number": number})


def apply(state: State, numbers: Iterable[int], tag: str = "") -> State:
    """Return the state after more changes."""
    after = dict(state)
    for number in numbers:
        for change in changes_of(number, tag):
            if change.value is None:
                after.pop((change.kind, change.key), None)
            else:
                after[change.kind, change.key] = change.value
    return after


def state_of(store: Store) -> State:
    """Return all that a store holds."""
    return {(kind, key): value for kind in Kind for key, value in store.values(kind).items()}


def open_store(folder: Path, day: int = 0) -> Store:
    """Open a store on a day of the workload's calendar."""
    return Store.open(folder, clock=lambda: START + timedelta(days=day))
