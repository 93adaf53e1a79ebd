"""The catalogue's SQLite file: opened, or thrown away and made anew.

It is a cache. A file that is no database, is damaged, or has another layout is
deleted; whoever opens it hears that it is new, and fills it from the folder.
"""

import contextlib
import os
import sqlite3
from pathlib import Path

from reader.databases import Connection
from reader.errors import StoreError
from reader.files import describe_os_error, locked
from reader.paths import PRIVATE_FILE, make_private

OPENING_LOCK = "opening"
"""Held while the file is looked at and made, so that two programs do not make it at once."""
LAYOUT = 3
"""Raised when the tables change; another layout is rebuilt, never converted."""
_READING_CACHE_KIB = 512
"""Texts are read once and held above; pages of them that stay in SQLite's cache would be second copies."""

_TABLES = """
CREATE TABLE documents (
    path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, seen_ns INTEGER NOT NULL,
    digest TEXT NOT NULL, extractor TEXT NOT NULL, why TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, fingerprint TEXT NOT NULL,
    heading TEXT NOT NULL, metadata TEXT NOT NULL, words INTEGER NOT NULL, added INTEGER NOT NULL
);
CREATE INDEX articles_by_digest ON articles (digest);
CREATE TABLE texts (number INTEGER PRIMARY KEY, text TEXT NOT NULL, blocks TEXT NOT NULL);
CREATE TABLE sketches (article TEXT PRIMARY KEY, sketch BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE origins (
    path BLOB NOT NULL, part TEXT NOT NULL, article TEXT NOT NULL, PRIMARY KEY (path, part)
) WITHOUT ROWID;
CREATE INDEX origins_by_article ON origins (article);
CREATE TABLE mentions (article TEXT PRIMARY KEY, stamp TEXT NOT NULL, mentions TEXT NOT NULL, names TEXT NOT NULL);
CREATE TABLE facts (name TEXT PRIMARY KEY, fact TEXT NOT NULL) WITHOUT ROWID;
"""


def open_database(file: Path) -> tuple[sqlite3.Connection, bool]:
    """Open the catalogue's database and tell whether it had to be made anew because the old one was damaged.

    One of another layout is made anew, too: that is an update, and no damage.

    Raises:
        StoreError: the cache folder cannot be written.
    """
    try:
        with locked(make_private(file.parent) / OPENING_LOCK):
            layout = _layout_of(file)
            if layout == LAYOUT:
                return _connect(file), False
            was_damaged = layout is None and file.exists()
            _remove(file)
            return _create(file), was_damaged
    except OSError as error:
        raise StoreError(f"{file}: {describe_os_error(error)}; free the cache folder or set BROADSHEET_CACHE_DIR") from error
    except sqlite3.Error as error:
        raise StoreError(f"{file}: {error}; delete it, it is made anew") from error


def open_in_memory() -> sqlite3.Connection:
    """Make a catalogue that lives as long as the program, for when the cache cannot be written."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, factory=Connection)
    connection.executescript(f"{_TABLES} PRAGMA user_version={LAYOUT};")
    return connection


def throw_away(file: Path) -> None:
    """Delete a catalogue's file with what belongs to it; a log that stayed would be played into the next one.

    Raises:
        StoreError: it cannot be deleted.
    """
    try:
        with locked(make_private(file.parent) / OPENING_LOCK):
            _remove(file)
    except OSError as error:
        raise StoreError(f"{file}: {describe_os_error(error)}; free the cache folder or set BROADSHEET_CACHE_DIR") from error


def open_for_reading(file: Path) -> sqlite3.Connection:
    """Open the database once more, for threads that shall not wait for the one that writes."""
    connection = _connect(file)
    connection.execute("PRAGMA query_only=ON")
    connection.execute(f"PRAGMA cache_size=-{_READING_CACHE_KIB}")
    return connection


def fault_in(file: Path) -> str:
    """Say what is wrong with a catalogue's file (slow); nothing when it is sound or not there."""
    if not file.exists():
        return ""
    layout = _layout_of(file)
    if layout is None:
        return f"{file} is damaged"
    if layout != LAYOUT:
        return ""
    try:
        with contextlib.closing(_connect(file)) as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        found = str(error)
    return "" if found == "ok" else f"{file}: {found}"


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=10.0, isolation_level=None, check_same_thread=False, factory=Connection)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def _layout_of(file: Path) -> int | None:
    """Return the layout of a catalogue's file; None when it is damaged or not there."""
    if not file.exists():
        return None
    try:
        with contextlib.closing(_connect(file)) as connection:
            layout: int = connection.execute("PRAGMA user_version").fetchone()[0]
            connection.execute("SELECT count(*) FROM documents, facts").fetchone()
            return layout or None
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise
        return None
    except sqlite3.DatabaseError:
        return None


def _create(file: Path) -> sqlite3.Connection:
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE))
    connection = _connect(file)
    connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version={LAYOUT}; COMMIT;")
    return connection


def _remove(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm", f"{file.name}-journal"):
        with contextlib.suppress(FileNotFoundError):
            file.with_name(name).unlink()
