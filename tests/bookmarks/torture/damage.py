"""One file of a store damaged, while it is closed or open: nothing may be lost, and it must be said."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from reader.bookmarks.database import Database, DatabaseDamaged
from reader.bookmarks.record import Records
from tests.bookmarks.torture.workload import State, apply, changes_of, open_store, state_of

FILES = ("bookmarks.db", "journal/bookmarks.jsonl")


def _delete(path: Path, chance: random.Random) -> None:
    path.unlink()


def _cut(path: Path, chance: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(chance.randrange(path.stat().st_size))


def _empty(path: Path, chance: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(0)


def _zero(path: Path, chance: random.Random) -> None:
    size = path.stat().st_size
    start = chance.choice((0, chance.randrange(size)))
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes(size - start))


def _garbage(path: Path, chance: random.Random) -> None:
    size = path.stat().st_size
    start = chance.choice((0, chance.randrange(size)))
    with path.open("r+b") as file:
        file.seek(start)
        file.write(chance.randbytes(min(size - start, chance.choice((16, 4096, size)))))


def _flip_bit(path: Path, chance: random.Random) -> None:
    place = chance.randrange(path.stat().st_size)
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1 << chance.randrange(8)]))


DAMAGES: dict[str, Callable[[Path, random.Random], None]] = {
    "deleted": _delete,
    "cut": _cut,
    "emptied": _empty,
    "zeroed": _zero,
    "garbage": _garbage,
    "one bit": _flip_bit,
}


@dataclass(slots=True)
class DamageReport:
    """What became of the stores."""

    damages: int = 0
    lost: int = 0
    unsaid: int = 0
    harmless: int = 0
    """Unsaid, but proven without effect: SQLite's own check and every row are sound, and the rows are the same."""
    failed: int = 0
    where: list[str] | None = None


def damage_again_and_again(folder: Path, damages: int, *, seed: int = 1) -> DamageReport:
    """Damage stores in every way, one file at a time, and count what is lost or not said."""
    report = DamageReport(where=[])
    pristine = folder / "pristine"
    state = _fill(pristine)
    for number, (file, kind, is_open) in zip(range(damages), _ways(), strict=False):
        chance = random.Random(f"{seed} {number}")
        scene = folder / "scene"
        shutil.rmtree(scene, ignore_errors=True)
        shutil.copytree(pristine, scene)
        _damage_one(scene, state, scene / file, kind, is_open=is_open, chance=chance, report=report)
    return report


def _ways() -> Iterator[tuple[str, str, bool]]:
    while True:
        yield from product(FILES, DAMAGES, (False, True))


def _fill(folder: Path) -> State:
    store = open_store(folder)
    for number in range(60):
        store.save(changes_of(number))
    store.close()
    return apply({}, range(60))


def _damage_one(
    scene: Path, state: State, path: Path, kind: str, *, is_open: bool, chance: random.Random, report: DamageReport
) -> None:
    report.damages += 1
    store = open_store(scene) if is_open else None
    before = path.read_bytes()
    DAMAGES[kind](path, chance)
    is_unchanged = path.exists() and path.read_bytes() == before
    is_harmless = is_unchanged or (path.name == FILES[0] and _reads_the_same(path, before, scene))
    notices: tuple[str, ...] = ()
    try:
        if store:
            store.save(changes_of(100))
            state = apply(state, [100])
            if state_of(store) != state:
                report.lost += 1
            store.close()
            notices = store.notices
        fresh = open_store(scene)
        notices += fresh.notices
        if state_of(fresh) != state:
            report.lost += 1
            _tell(report, f"lost: {path.name} {kind} open={is_open}")
        fresh.close()
        again = open_store(scene)
        if again.notices or state_of(again) != state:
            report.lost += 1
            _tell(report, f"not repaired: {path.name} {kind} open={is_open} {again.notices}")
        again.close()
    except Exception as error:
        report.failed += 1
        _tell(report, f"{path.name} {kind} open={is_open}: {error!r}")
    if not notices:
        report.harmless += is_harmless
        report.unsaid += not is_harmless
        if not is_harmless:
            _tell(report, f"unsaid: {path.name} {kind} open={is_open}")


def _tell(report: DamageReport, line: str) -> None:
    if report.where is not None:
        report.where.append(line)


def _reads_the_same(path: Path, before: bytes, scene: Path) -> bool:
    """Tell whether a damaged database is sound by SQLite's check and holds the very same rows."""
    whole = scene / "whole.db"
    whole.write_bytes(before)
    try:
        return _rows(path) == _rows(whole)
    except (sqlite3.Error, DatabaseDamaged):
        return False
    finally:
        whole.unlink()


def _rows(path: Path) -> Records:
    database = Database(path)
    database.follow()
    try:
        return database.read()
    finally:
        database.close()
