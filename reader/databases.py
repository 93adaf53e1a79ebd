"""SQLite connections that end well."""

import contextlib
import sqlite3


class Connection(sqlite3.Connection):
    """A connection that closes itself when nobody holds it any longer."""

    def __del__(self) -> None:
        with contextlib.suppress(sqlite3.ProgrammingError):  # it never opened
            self.close()
