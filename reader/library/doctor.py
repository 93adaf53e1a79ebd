"""Check everything a person relies on, and repair what can be repaired.

The store repairs itself whenever it is opened; what it did is told here. The
catalogue and the index can be made anew from the files at any time. What only
the person can settle (a note without a place, a fault in the configuration) is
named.
"""

import contextlib
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from reader.article import digest_of
from reader.bookmarks.bookmark import PlaceState
from reader.catalogue.database import fault_in
from reader.config import read_config
from reader.entities.corrections import Rename, Rule, final_name
from reader.errors import ReaderError
from reader.library.library import Library, utc_now
from reader.library.places import choose_collection, derived_folder
from reader.library.shelf import CATALOGUE
from reader.paths import PRIVATE_FILE, PRIVATE_FOLDER, Paths
from reader.safetext import one_line

MOST_NAMED = 5


class State(StrEnum):
    """How a check ended."""

    OK = "ok"
    FIXED = "fixed"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """One check and how it ended."""

    name: str
    state: State
    detail: str

    @property
    def is_fault(self) -> bool:
        """Tell whether a fault is left."""
        return self.state is State.FAULT

    @property
    def harmless_detail(self) -> str:
        """The detail for a terminal."""
        return one_line(self.detail, 500)


def _named(items: list[str]) -> str:
    more = len(items) - MOST_NAMED
    return ", ".join(items[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


class Doctor:
    """Examines one collection and everything the reader made."""

    def __init__(self, paths: Paths, config_file: Path, folder: Path | None, clock: Callable[[], datetime] = utc_now) -> None:
        self._paths = paths
        self._config_file = config_file
        self._folder = folder
        self._clock = clock
        self._config = read_config(config_file)

    def examine(self, *, fix: bool) -> tuple[Check, ...]:
        """Run all checks (slow); a check that cannot be made is a fault."""
        checks = [self._configuration(), *self._modes(fix=fix), *self._copies(), self._revisions()]
        try:
            collection = choose_collection(self._paths, self._config, self._folder)
        except ReaderError as error:
            return (*checks, Check("collection", State.FAULT, str(error)))
        damage = fault_in(derived_folder(self._paths, collection) / CATALOGUE)
        if damage and not fix:
            return (*checks, Check("catalogue", State.FAULT, f"{damage}; --fix makes it anew from the files"))
        checks.append(Check("catalogue", State.FIXED if damage else State.OK, f"{damage}; made anew" if damage else "sound"))
        try:
            with contextlib.closing(Library.open(self._paths, self._config, self._folder, clock=self._clock)) as library:
                return (*checks, *self._of_library(library, fix=fix))
        except ReaderError as error:
            return (*checks, Check("collection", State.FAULT, str(error)))

    # --- without opening anything ---------------------------------------

    def _configuration(self) -> Check:
        if self._config.faults:
            return Check("configuration", State.FAULT, "; ".join(self._config.faults))
        return Check("configuration", State.OK, str(self._config_file) if self._config_file.exists() else "all defaults")

    def _modes(self, *, fix: bool) -> Iterator[Check]:
        for name, root in (("data folder", self._paths.data), ("cache folder", self._paths.cache)):
            if not root.exists():
                yield Check(name, State.OK, f"{root}: nothing there yet")
                continue
            open_ones = [path for path in (root, *root.rglob("*")) if _is_open_to_others(path)]
            for path in open_ones if fix else ():
                path.chmod(PRIVATE_FOLDER if stat.S_ISDIR(path.stat().st_mode) else PRIVATE_FILE)
            state = State.OK if not open_ones else State.FIXED if fix else State.FAULT
            detail = f"others may read {_named([str(path) for path in open_ones])}" if open_ones else f"{root}: private"
            yield Check(name, state, detail)

    def _copies(self) -> Iterator[Check]:
        backups = sorted((self._paths.data / "backups").glob("*.db"))
        for name, files in (("database", [self._paths.data / "bookmarks.db"]), ("backups", backups)):
            faults = [f"{file}: {fault}" for file in files if file.exists() and (fault := _sqlite_fault(file))]
            if faults and name == "database":
                yield Check(name, State.FIXED, f"{_named(faults)}; it is repaired from the second copy when it is opened")
            elif faults:
                yield Check(name, State.FAULT, f"{_named(faults)}; delete it, another is made tomorrow")
            else:
                yield Check(name, State.OK, f"{sum(file.exists() for file in files)} sound")

    def _revisions(self) -> Check:
        files = sorted((self._paths.data / "revisions").glob("*.txt"))
        damaged = [file.name for file in files if _revision_is_damaged(file)]
        if damaged:
            return Check("revisions", State.FAULT, f"damaged: {_named(damaged)}; their notes are found by their words alone")
        return Check("revisions", State.OK, f"{len(files)} sound")

    # --- with the library open ------------------------------------------

    def _of_library(self, library: Library, *, fix: bool) -> Iterator[Check]:
        yield self._store(library)
        yield self._articles(library)
        yield self._index(library, fix=fix)
        yield self._bookmarks(library)
        yield self._rules(library.entity_rules())

    def _store(self, library: Library) -> Check:
        wrong = library.check_store()
        if wrong:
            return Check("store", State.FAULT, f"{_named(list(wrong))}; opening broadsheet once more repairs it")
        repaired = [notice for notice in library.notices if notice not in self._config.faults]
        return Check(
            "store", State.FIXED if repaired else State.OK, "; ".join(repaired) or "both copies read again, and they agree"
        )

    def _articles(self, library: Library) -> Check:
        report = library.refresh_catalogue()
        refused = [f"{line.path} ({line.why})" for line in report.refused]
        missing = library.missing_files()
        detail = f"{len(library.listed())} in {library.collection.folder}"
        for what, items in (
            ("not read", refused),
            ("added once, and gone from the folder", list(missing)),
            ("the same text in several files", [" = ".join(paths) for paths in library.same_texts()]),
        ):
            detail += f"; {what}: {_named(items)}" if items else ""
        return Check("articles", State.OK, detail)

    def _index(self, library: Library, *, fix: bool) -> Check:
        damage = library.index_damage()
        if damage and not fix:
            return Check("index", State.FAULT, f"{damage}; --fix builds it anew")
        library.refresh()
        missing, needless = library.index_lag()
        wrong = list(library.check_index())
        if missing or needless or wrong:
            damage = f"{missing} articles lacking, {needless} in vain; {_named(wrong) or 'the others are found'}"
        if not damage:
            return Check("index", State.OK, "in step; its files are as they were written, every article is found by its own words")
        if not fix:
            return Check("index", State.FAULT, f"{damage}; --fix builds it anew")
        library.rebuild()
        left = library.check_index()
        return Check("index", State.FAULT if left else State.FIXED, f"{damage}; built anew")

    def _bookmarks(self, library: Library) -> Check:
        states: dict[PlaceState, list[str]] = {state: [] for state in PlaceState}
        for bookmark in library.bookmarks():
            for number in range(len(bookmark.targets)):
                states[library.place_of(bookmark, number).state].append(bookmark.id)
        kept = f"{sum(map(len, states.values()))} places of bookmarks"
        moved = f"; moved with changed text: {_named(states[PlaceState.MOVED])}" if states[PlaceState.MOVED] else ""
        lost = states[PlaceState.ORPHAN]
        orphans = f"; without a place today, kept with their words: {_named(lost)}" if lost else ""
        strange = library.unreadable_bookmarks()
        passed_over = f"; no bookmarks, kept and passed over: {_named(list(strange))}" if strange else ""
        return Check("bookmarks", State.OK, kept + moved + orphans + passed_over)

    def _rules(self, rules: tuple[Rule, ...]) -> Check:
        names = {rule.entity: rule.name for rule in rules if isinstance(rule, Rename)}
        circles = sorted(name for name in names if final_name(name, names) == name or names.get(final_name(name, names)))
        if circles:
            return Check("aliases", State.FAULT, f"go round in a circle: {_named(circles)}; `broadsheet entities undo`")
        return Check("aliases", State.OK, f"{len(rules)} rules about entities")


def _is_open_to_others(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:  # another program has just removed it
        return False
    return not stat.S_ISLNK(mode) and bool(mode & 0o077)


def _sqlite_fault(file: Path) -> str:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{file.as_posix()}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        return str(error)
    return "" if found == "ok" else str(found)


def _revision_is_damaged(file: Path) -> bool:
    try:
        return digest_of(file.read_bytes().decode("utf-8", "surrogatepass")) != file.stem
    except (OSError, UnicodeDecodeError):
        return True
