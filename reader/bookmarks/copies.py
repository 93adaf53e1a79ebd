"""The two copies of a store, kept equal: each repairs the other.

Opening reads both, lets the newest state of every record win, and brings each
copy up to it. A damaged file is set aside, never deleted. What was repaired is
told in `notices`. All calls but `refresh` need the store's lock.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from reader.bookmarks.backups import Backups
from reader.bookmarks.database import MIGRATIONS, Database, DatabaseDamaged, Migration, read_what_is_left
from reader.bookmarks.folders import keep_folder
from reader.bookmarks.journal import JOURNAL_VERSION, Journal, JournalContent, JournalReplaced
from reader.bookmarks.record import Record, Records, by_name, last_number, missing_from, newest
from reader.errors import StoreError, StoreTooNew
from reader.files import describe_os_error

NOTHING_LOST = "nothing is lost"


class CopiesReplaced(Exception):
    """A file was deleted, replaced or damaged while it was open: open both again."""


class Copies:
    """Database and journal of one folder."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self.folder = folder
        self.database = Database(folder / "bookmarks.db", migrations)
        self.journal = Journal(folder / "journal" / "bookmarks.jsonl")
        self.backups = Backups(folder / "backups")
        self.notices: list[str] = []
        self._clock = clock
        self._seen = 0
        """The newest change seen in the database."""
        self.failure = ""
        """What the last change came to when only one copy took it; empty when both did."""
        self._is_blank = False
        """The database file had nothing in it when it was opened, not even tables."""

    # --- opening ----------------------------------------------------------

    def open(self, remembered: Records) -> Records:
        """Open both copies for writing, repair each from the other, and return all records.

        Args:
            remembered: what this program holds already, in case both files went away under it.

        Raises:
            StoreTooNew: a newer version wrote them.
        """
        self._narrow_permissions()
        had_database, had_journal = self.database.exists(), self.journal.exists()
        written = self._read_journal()
        salvaged: Records = {}
        is_journal_sound = had_journal and not written.bad_lines and written.version is not None
        try:
            rows = self._start_database(written.records)
        except DatabaseDamaged as damage:
            salvaged = read_what_is_left(self.database.path)
            rows = self._start_new_database(str(damage))
        except (sqlite3.Error, OSError) as error:
            self.note(f"{self.database.path} cannot be written ({_describe(error)})")
            rows = self._follow_database()
        backup = {} if rows or is_journal_sound else self._read_backup()
        sources = (backup, remembered, salvaged, written.records, rows)
        records = newest(*sources)
        self._repair_database(records, rows, is_new=not had_database)
        self._repair_journal(records, written, is_new=not had_journal)
        self._seen = last_number(records)
        self.failure = ""
        return records

    def check(self, records: Records) -> list[str]:
        """Read both copies from the disk and tell what is not sound, or not as remembered."""
        faults = []
        written = self.journal.read()
        if written.bad_lines or written.is_torn or written.version is None or missing_from(records, written.records):
            faults.append(f"{self.journal.path.name} does not hold all records soundly")
        database = Database(self.database.path, self.database.migrations)
        try:
            database.follow()
            if missing_from(records, database.read()):
                faults.append(f"{database.path.name} does not hold all records")
        except (sqlite3.Error, DatabaseDamaged) as error:
            faults.append(f"{database.path.name} is damaged or cannot be read ({_describe(error)})")
        finally:
            database.close()
        return faults

    def _narrow_permissions(self) -> None:
        """Take all rights on what lies in the folder from group and others."""
        folders = [self.folder / name for name in ("journal", "backups", "revisions", "damaged")]
        for path in (*folders, self.database.path, self.journal.path):
            if path.exists() and (mode := path.stat().st_mode) & 0o077:
                path.chmod(mode & 0o700)

    def follow(self) -> Records:
        """Open both copies for reading only; nothing is repaired."""
        written, rows = self._read_journal(), self._follow_database()
        records = newest(written.records, rows)
        self._seen = last_number(records)
        if self.journal.exists():
            self.journal.follow(written)
        return records

    def _read_journal(self) -> JournalContent:
        try:
            content = self.journal.read()
        except OSError as error:
            self.note(f"{self.journal.path} cannot be read ({describe_os_error(error)})")
            return JournalContent()
        if content.version is not None and content.version > JOURNAL_VERSION:
            raise StoreTooNew(f"{self.journal.path} was written by a newer version: it is left alone; please update")
        return content

    def _start_new_database(self, damage: str) -> Records:
        self.database.close()
        try:
            self._set_aside_database(damage)
            return self._start_database({})
        except (sqlite3.Error, OSError, DatabaseDamaged) as error:
            self.database.close()
            self.note(f"{self.database.path} cannot be written ({_describe(error)})")
            return {}

    def _start_database(self, known: Records) -> Records:
        self.database.remove_if_empty()
        self.database.start()
        self._is_blank = self.database.version == 0
        if self.database.needs_migration():
            if self.database.version:
                self.backups.make_before_migration(self.database)
            self.database.migrate()
        return self.database.read(known)

    def _follow_database(self) -> Records:
        try:
            self.database.follow()
            return self.database.read()
        except (sqlite3.Error, DatabaseDamaged) as error:
            self.database.close()
            if self.database.exists():
                self.note(f"{self.database.path} cannot be read ({_describe(error)})")
            return {}

    def _read_backup(self) -> Records:
        for path in self.backups.newest_first():
            records = read_what_is_left(path)
            if records:
                self.note(f"both copies were damaged: the backup of {path.stem} fills what they lack")
                return records
        return {}

    # --- repairing --------------------------------------------------------

    def _repair_database(self, records: Records, rows: Records, *, is_new: bool) -> None:
        missing = missing_from(records, rows)
        if not missing or not self.database.is_open:
            return
        was_interrupted = not self._is_blank and {record.number for record in missing} == {last_number(records)}
        if is_new:
            self.note(f"{self.database.path.name} was gone: {len(missing)} records come back from the journal")
        elif not was_interrupted:
            self.note(f"{self.database.path.name} lacked {len(missing)} records: they come back from the journal")
        try:
            self.database.write(missing)
        except (sqlite3.Error, DatabaseDamaged) as error:
            self.note(f"{self.database.path} cannot be written ({_describe(error)})")

    def _repair_journal(self, records: Records, written: JournalContent, *, is_new: bool) -> None:
        missing = missing_from(records, written.records)
        is_headless = written.version is None
        try:
            keep_folder(self.journal.path.parent)
            if written.bad_lines or (is_headless and not is_new):
                self._copy_aside(self.journal.path)
                self.note(f"{self.journal.path.name} was damaged: what it lacked comes back from the database")
            elif missing:
                state = "was gone" if is_new else f"lacked {len(missing)} records"
                self.note(f"{self.journal.path.name} {state}: written again from the database")
            if missing or written.bad_lines or is_headless:
                self.journal.rewrite(records.values())
            else:
                self.journal.start(written)
        except OSError as error:
            self.journal.close()
            self.note(f"{self.journal.path} cannot be written ({describe_os_error(error)})")

    def _set_aside_database(self, reason: str) -> None:
        for path in (self.database.path, self.database.path.with_name(self.database.path.name + "-journal")):
            if path.exists():
                os.replace(path, self._aside(path))
        self.note(f"{self.database.path.name} was damaged ({reason}): set aside in {self.folder / 'damaged'} and built again")

    def _copy_aside(self, path: Path) -> None:
        shutil.copyfile(path, self._aside(path))

    def _aside(self, path: Path) -> Path:
        folder = keep_folder(self.folder / "damaged")
        stamp = self._clock().strftime("%Y%m%dT%H%M%SZ")
        count = sum(1 for _ in folder.iterdir())
        return folder / f"{stamp}-{count}-{path.name}"

    # --- an open store ----------------------------------------------------

    @property
    def are_whole(self) -> bool:
        """Tell whether both copies are open and took the last change."""
        return self.journal.is_open and self.database.is_open and not self.failure

    def refresh(self) -> Records:
        """Return what other programs changed since the last look.

        Raises:
            CopiesReplaced: a file is gone or damaged.
        """
        try:
            tail = self.journal.read_tail() if self.journal.is_open else JournalContent()
            rows = self.database.read_since(self._seen) if self.database.is_open else []
        except (JournalReplaced, DatabaseDamaged) as error:
            raise CopiesReplaced from error
        except (OSError, sqlite3.Error):
            return {}  # the disk or another program is in the way: the next look will tell
        if tail.bad_lines:
            raise CopiesReplaced
        found = newest(tail.records, by_name(rows))
        self._seen = max(self._seen, last_number(found))
        return found

    def write(self, number: int, records: Sequence[Record]) -> None:
        """Make a change durable in both copies, or in one when the other fails, which is told.

        Raises:
            StoreError: neither took it.
        """
        failures = []
        try:
            self.journal.append(number, records)
        except (OSError, JournalReplaced) as error:
            failures.append(_describe(error))
        try:
            self.database.write(records)
        except (sqlite3.Error, DatabaseDamaged) as error:
            failures.append(_describe(error))
        if len(failures) == 2:
            raise StoreError(f"the change is not saved ({'; '.join(dict.fromkeys(failures))}): {self.folder}")
        self.failure = f"a change is saved in one of two copies only ({failures[0]}): {self.folder}" if failures else ""
        if failures:
            self.note(self.failure)
        else:
            self._seen = number

    def compact(self, records: Records) -> None:
        """Rewrite the journal when most of it is outdated."""
        if self.journal.is_outdated(records):
            self.journal.rewrite(records.values())

    def close(self) -> None:
        """Release both files."""
        self.database.close()
        self.journal.close()

    def note(self, notice: str) -> None:
        """Add to the notices, once."""
        if notice not in self.notices:
            self.notices.append(notice)


def _describe(error: Exception) -> str:
    if isinstance(error, OSError):
        return describe_os_error(error)
    return str(error) or "the file was replaced"
