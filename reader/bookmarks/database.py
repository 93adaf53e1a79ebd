"""The first copy: one SQLite file.

Rollback journal and `synchronous=EXTRA`: a commit outlives a power cut, the
file can be read on a full disk or without the right to write, and it is one
plain file to copy. Every row carries its own check, because SQLite notices
damage to its structure but not to what stands in a row.
"""

import contextlib
import json
import os
import sqlite3
import struct
import urllib.parse
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from reader.bookmarks.record import Record, Records, as_json, by_name
from reader.databases import Connection
from reader.errors import StoreTooNew
from reader.paths import PRIVATE_FILE

APPLICATION_ID = 0x42524F41
_BUSY_SECONDS = 10.0
_PAGE_SIZE = 4096
_ALL_ROWS = "select kind, key, number, value, check_sum from record"
_TROUBLE = frozenset(
    {"SQLITE_FULL", "SQLITE_BUSY", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_LOCKED"}
)
"""What says something of the disk or of other programs, and nothing of the file."""

Migration = Callable[[sqlite3.Connection], None]


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("create table about (version integer not null)")
    connection.execute("insert into about values (0)")
    connection.execute(
        "create table record (kind text not null, key text not null, number integer not null, value text,"
        " check_sum integer not null, primary key (kind, key)) without rowid"
    )
    connection.execute("create index record_number on record (number)")


MIGRATIONS: tuple[Migration, ...] = (_create,)
"""Each leads from the version of its index to the next one; never changed once released."""


class DatabaseDamaged(Exception):
    """The file is no sound store."""


class Database:
    """The SQLite file of an open store, written under the store's lock."""

    def __init__(self, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        self.path = path
        self.migrations = migrations
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None

    def exists(self) -> bool:
        """Tell whether there is a file."""
        return self.path.exists()

    def remove_if_empty(self) -> None:
        """Delete a file of no bytes, so that programs that hold it open see that it was replaced.

        Filled again in place, it could look to SQLite like the pages that they remember.
        """
        with contextlib.suppress(FileNotFoundError):
            if not self.path.stat().st_size:
                self.path.unlink()

    def start(self) -> None:
        """Open the file for writing; a missing one is created, private from its first byte.

        Raises:
            DatabaseDamaged: the file is no store of this program.
            StoreTooNew: it was written by a newer version.
            sqlite3.Error: the disk or another program is in the way.
        """
        self.close()
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE))
        with _damage_named():
            connection = sqlite3.connect(
                self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, factory=Connection
            )
            try:
                _set_up(connection)
                _check_header(self.path)  # only now: the rollback journal of a crash has been played back
                _check_version(self.path, connection, len(self.migrations))
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        self._identity = _identity_of(self.path)

    def follow(self) -> None:
        """Open the file for reading only."""
        self.close()
        with _damage_named():
            connection = _connect_for_reading(self.path)
            try:
                _check_version(self.path, connection, len(self.migrations))
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        self._identity = _identity_of(self.path)

    @property
    def is_open(self) -> bool:
        """Tell whether the file can be used."""
        return self._connection is not None

    def is_same_file(self) -> bool:
        """Tell whether the open file is still the one that bears the name."""
        return self._connection is not None and self._identity == _identity_of(self.path)

    @property
    def version(self) -> int:
        """The schema version of the file; 0 for a new one."""
        return _version_of(self._open_connection())

    def needs_migration(self) -> bool:
        """Tell whether the file was written by an older version."""
        return self.version < len(self.migrations)

    def migrate(self) -> None:
        """Bring the file to the schema of this version, in one transaction."""
        connection = self._open_connection()
        with _damage_named(), _transaction(connection):
            for migration in self.migrations[self.version :]:
                migration(connection)
            connection.execute("update about set version = ?", (len(self.migrations),))
            connection.execute(f"pragma user_version = {len(self.migrations)}")

    def read(self, known: Records | None = None) -> Records:
        """Read and check all records.

        Args:
            known: records already read from the other copy; a sound row of the same change is not parsed again.

        Raises:
            DatabaseDamaged: a page or a row fails its check.
        """
        connection = self._open_connection()
        with _damage_named():
            fault = connection.execute("pragma quick_check(1)").fetchone()[0]
            records = [_from_row(row, known or {}) for row in connection.execute(_ALL_ROWS)]
        if fault != "ok" or None in records:
            raise DatabaseDamaged("a page is damaged" if fault != "ok" else "a row is damaged")
        return by_name(record for record in records if record)

    def read_since(self, number: int) -> list[Record]:
        """Read the records of later changes.

        Raises:
            DatabaseDamaged: the file is damaged, or is no longer the one that was opened.
            StoreTooNew: a newer version has migrated it meanwhile.
        """
        if not self.is_same_file():
            raise DatabaseDamaged("the file was replaced")
        with _damage_named():
            _check_version(self.path, self._open_connection(), len(self.migrations))
            rows = self._open_connection().execute(f"{_ALL_ROWS} where number > ? order by number", (number,))
            found = [_from_row(row) for row in rows]
        if None in found:
            raise DatabaseDamaged("damaged rows")
        return [record for record in found if record]

    def write(self, records: Iterable[Record]) -> None:
        """Put records in place of those with the same kind and key, durable when this returns."""
        connection = self._open_connection()
        with _damage_named(), _transaction(connection):
            connection.executemany(
                "insert into record values (?, ?, ?, ?, ?) on conflict (kind, key) do update set"
                " number = excluded.number, value = excluded.value, check_sum = excluded.check_sum",
                [_to_row(record) for record in records],
            )

    def copy_to(self, target: Path) -> None:
        """Copy the whole file, also while others write, and check the copy."""
        with contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy:
            self._open_connection().backup(copy)
            fault = copy.execute("pragma integrity_check(1)").fetchone()[0]
        if fault != "ok":
            raise DatabaseDamaged(f"the copy fails its check: {fault}")

    def close(self) -> None:
        """Release the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open_connection(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.OperationalError("the database is not open")
        return self._connection


def read_what_is_left(path: Path) -> Records:
    """Read the sound rows of a damaged file, as far as SQLite comes."""
    records: list[Record] = []
    with contextlib.suppress(sqlite3.Error), contextlib.closing(_connect_for_reading(path)) as connection:
        records.extend(record for record in map(_from_row, connection.execute(_ALL_ROWS)) if record)
    return by_name(records)


def _connect_for_reading(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{urllib.parse.quote(str(path))}?mode=ro",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )
    connection.text_factory = _decode_damaged
    return connection


def _decode_damaged(text: bytes) -> str:
    return text.decode(errors="replace")


def _set_up(connection: sqlite3.Connection) -> None:
    connection.text_factory = _decode_damaged
    connection.execute(f"pragma page_size = {_PAGE_SIZE}")
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma foreign_keys = on")
    connection.execute("pragma journal_mode = delete")
    connection.execute("pragma synchronous = extra")
    connection.execute("pragma fullfsync = on")  # macOS alone tells it from a sync
    if connection.execute("pragma application_id").fetchone()[0] == 0:
        connection.execute(f"pragma application_id = {APPLICATION_ID}")


def _version_of(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("pragma user_version").fetchone()[0]
    return version


def _check_version(path: Path, connection: sqlite3.Connection, known: int) -> None:
    """Refuse a newer store, unless the version in its header is a flipped bit: the version stands in two places."""
    version = _version_of(connection)
    if version == 0:
        return
    about = connection.execute("select version from about").fetchone()
    if about is None or about[0] != version:
        raise DatabaseDamaged("the header does not agree with the content")
    if version > known:
        raise StoreTooNew(f"{path} was written by a newer version of this program: it is left alone; please update")


def _check_header(path: Path) -> None:
    """Check the bytes of the header that never change; SQLite passes over some of them."""
    with path.open("rb") as file:
        header = file.read(100)
    magic, page_size, *fixed = struct.unpack(">16sH6B", header[:24])
    encoding, application, reserved = header[56:60], header[68:72], header[72:92]
    is_sqlite = (magic, page_size, fixed) == (b"SQLite format 3\0", _PAGE_SIZE, [1, 1, 0, 64, 32, 32])
    is_ours = application == APPLICATION_ID.to_bytes(4, "big") and encoding[:3] == b"\0\0\0" and encoding[3] <= 1
    if not is_sqlite or not is_ours or any(reserved):
        raise DatabaseDamaged("the header is damaged")


def _identity_of(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return (status.st_ino, status.st_dev)


@contextlib.contextmanager
def _damage_named() -> Iterator[None]:
    """Tell damage of the file from trouble with the disk or with other programs."""
    try:
        yield
    except sqlite3.Error as error:
        if is_trouble(error):
            raise
        raise DatabaseDamaged(str(error)) from error


def is_trouble(error: sqlite3.Error) -> bool:
    """Tell whether an error speaks of the disk or of other programs, and not of damage."""
    name: str = getattr(error, "sqlite_errorname", "SQLITE_MISUSE")
    return any(name.startswith(trouble) for trouble in _TROUBLE)


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("rollback")
        raise


def _check_sum(kind: str, key: str, number: int, value: str | None) -> int:
    return zlib.crc32(f"{kind}\0{key}\0{number}\0{value}".encode())


def _to_row(record: Record) -> tuple[str, str, int, str | None, int]:
    value = None if record.value is None else as_json(record.value)
    key = as_json(record.key)  # in ASCII: SQLite takes no lone surrogates
    return (record.kind, key, record.number, value, _check_sum(record.kind, key, record.number, value))


_NONE_KNOWN: Records = {}


def _from_row(row: tuple[str, str, int, str | None, int], known: Records = _NONE_KNOWN) -> Record | None:
    kind, key, number, value, check_sum = row
    if _check_sum(kind, key, number, value) != check_sum:
        return None
    name = (kind, json.loads(key) if "\\" in key else key[1:-1])
    record = known.get(name)
    if record and record.number == number:
        return record
    return Record(*name, number, None if value is None else json.loads(value))
