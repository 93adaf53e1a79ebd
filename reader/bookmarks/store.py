"""The store: everything the reader made, as records, in two copies that repair each other.

A `Store` holds all records in memory and every change on the disk before
`save` returns. Other programs may hold the same store open: changes are made
under a lock, and `refresh` brings theirs in. Every method may be called from
any thread.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from reader.bookmarks.bulk import made_in_bulk
from reader.bookmarks.copies import Copies, CopiesReplaced
from reader.bookmarks.database import MIGRATIONS, DatabaseDamaged, Migration
from reader.bookmarks.folders import keep_folder
from reader.bookmarks.record import Change, Json, Kind, Record, Records, by_name, last_number
from reader.bookmarks.undo import Step, UndoStack
from reader.errors import StoreError, StoreTooNew
from reader.files import describe_os_error, locked


class Store:
    """The open store of one data folder."""

    def __init__(self, copies: Copies, clock: Callable[[], datetime]) -> None:
        self._copies = copies
        self._clock = clock
        self.guard = threading.RLock()
        """Held while records are read or changed; hold it to read several things of one moment."""
        self._records: Records = {}
        self._by_kind: dict[str, dict[str, Record]] = {}
        self._number = 0
        self._spent = 0
        self._is_alone = False
        self._undo = UndoStack()
        self.is_read_only = False
        """The folder cannot be written: reading goes on, `save` raises."""
        self.trouble = ""
        """Why changes are not kept as they should be; empty while all is well, and again once it is mended."""
        self.number_of_others = 0
        """The number of the last change seen that another program made; 0 while there was none."""

    @classmethod
    def open(cls, folder: Path, *, clock: Callable[[], datetime], migrations: Sequence[Migration] = MIGRATIONS) -> "Store":
        """Open the store of a data folder, create it, or repair it; `notices` tells what was found.

        Raises:
            StoreTooNew: a newer version wrote it.
            StoreLocked: another program holds it and does not let go.
        """
        store = cls(Copies(folder, clock, migrations), clock)
        try:
            with store._locked():
                store._open_copies()
        except OSError as error:
            store._open_read_only(error)
        return store

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._copies.folder

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person must know: what was repaired, what cannot be written."""
        return tuple(self._copies.notices)

    @property
    def number(self) -> int:
        """The number of the last change seen."""
        return self._number

    # --- reading ----------------------------------------------------------

    def value(self, kind: Kind, key: str) -> Json | None:
        """Return the value under a kind and key, or None."""
        with self.guard:
            record = self._records.get((kind, key))
            return record.value if record else None

    def values(self, kind: Kind) -> Mapping[str, Json]:
        """Return all values of a kind by their keys."""
        with self.guard:
            records = self._by_kind.get(kind, {})
            return {key: record.value for key, record in records.items() if record.value is not None}

    def changed_since(self, number: int) -> tuple[Record, ...]:
        """Return the records that later changes wrote, deleted ones too, oldest first."""
        with self.guard:
            if number >= self._number:
                return ()
            later = [record for record in self._records.values() if record.number > number]
        return tuple(sorted(later, key=lambda record: record.number))

    def refresh(self) -> bool:
        """Take in what other programs changed, and repair files that went away; tell whether there was anything."""
        with self.guard:
            before = self._number
            try:
                self._take_in(self._copies.refresh())
            except CopiesReplaced:
                with contextlib.suppress(StoreError):  # a full disk: `save` will tell
                    self._reopen()
            except StoreTooNew as error:
                self._go_read_only(str(error))
            self._note_others(before)
            return self._number != before

    # --- changing ---------------------------------------------------------

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the store while something is read, decided by what was read, and saved: no other program comes between.

        Raises:
            StoreError: it cannot be held.
        """
        with self.guard:
            if self._is_alone or self.is_read_only:  # of a store that is only read `save` will tell
                yield
                return
            try:
                with self._lock_or_fail():
                    self._is_alone = True
                    self._catch_up()
                    yield
            except StoreError as error:
                self.trouble = str(error)
                raise
            finally:
                self._is_alone = False

    def save(self, changes: Sequence[Change], *, undo_as: str = "") -> None:
        """Make changes together, durable when this returns; a change that changes nothing costs nothing.

        Args:
            changes: new values; None deletes.
            undo_as: what `undo` shall say it took back; without it the changes are not undoable.

        Raises:
            StoreError: they could not be saved; nothing has changed.
        """
        with self.guard:
            if self.is_read_only:
                raise StoreError(f"{self.folder} cannot be written: the change is not saved")
            with self.alone():
                news = [change for change in changes if self.value(change.kind, change.key) != change.value]
                if news:
                    self._write(news, undo_as)
                    self.trouble = self._copies.failure

    def undo(self) -> str | None:
        """Take back the last undoable change of this run that still stands, and say which; None when there is none."""
        with self.guard:
            self.refresh()
            undone = self._undo.pop(self._records)
            if undone is None:
                return None
            try:
                self.save(undone.before)
            except StoreError:
                self._undo.push(undone)  # it can be taken back once the disk takes anything again
                raise
            return undone.name

    def check(self) -> tuple[str, ...]:
        """Read both copies again and tell what is wrong with them; nothing is repaired."""
        with self.guard:
            return tuple(self._copies.check(self._records))

    def close(self) -> None:
        """Release the files; safe to call twice."""
        with self.guard:
            self._copies.close()

    # --- inside -----------------------------------------------------------

    def _write(self, changes: Sequence[Change], undo_as: str) -> None:
        self._back_up()
        self._spent = max(self._spent, self._number) + 1  # a number that failed is never used again
        records = [Record(change.kind, change.key, self._spent, change.value) for change in changes]
        before = tuple(Change(change.kind, change.key, self.value(change.kind, change.key)) for change in changes)
        self._copies.write(self._spent, records)
        self._take_in(by_name(records))
        if undo_as:
            self._undo.push(Step(undo_as, before, tuple(changes)))
        with contextlib.suppress(OSError):  # a journal that stays long does no harm
            self._copies.compact(self._records)

    def _back_up(self) -> None:
        today = self._clock().date()
        if not self._records or not self._copies.database.is_open or not self._copies.backups.is_due(today):
            return
        try:
            self._copies.backups.make_daily(self._copies.database, today)
        except (OSError, sqlite3.Error, DatabaseDamaged) as error:
            self._copies.note(f"no backup could be made today ({error})")

    def _catch_up(self) -> None:
        """Bring memory and both copies to one state before a change; the lock is held."""
        before, is_in_order = self._number, self._copies.are_whole
        try:
            self._take_in(self._copies.refresh())
        except CopiesReplaced:
            is_in_order = False
        if not is_in_order:
            self._open_copies()
        self._note_others(before)

    def _open_copies(self) -> None:
        with made_in_bulk():
            self._take_in(self._copies.open(self._records))

    def _reopen(self) -> None:
        if self.is_read_only:
            self._take_in(self._copies.follow())
            return
        with self._lock_or_fail():
            self._open_copies()

    def _open_read_only(self, error: OSError) -> None:
        why = f"{self.folder} cannot be written ({describe_os_error(error)})"
        self._go_read_only(f"nothing new is saved, reading goes on: {why}")
        self._take_in(self._copies.follow())

    def _go_read_only(self, why: str) -> None:
        self.is_read_only = True
        self.trouble = why
        self._copies.note(why)

    def _note_others(self, before: int) -> None:
        """Remember that another program made changes when more are seen than before."""
        if self._number > before:
            self.number_of_others = self._number

    def _take_in(self, records: Records) -> None:
        for name, record in records.items():
            held = self._records.get(name)
            if held is None or record.number >= held.number:
                self._records[name] = record
                self._by_kind.setdefault(record.kind, {})[record.key] = record
        self._number = max(self._number, last_number(records))

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        keep_folder(self.folder)
        with locked(self.folder / ".lock"):
            yield

    @contextlib.contextmanager
    def _lock_or_fail(self) -> Iterator[None]:
        try:
            with self._locked():
                yield
        except OSError as error:
            raise StoreError(f"the change is not saved ({describe_os_error(error)}): {self.folder}") from error
