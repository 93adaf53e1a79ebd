"""Every error that a person can meet, as one tree.

    ReaderError                 exit code
    ├── UsageError              2   the call cannot be understood
    │   ├── QueryError          2   a query cannot be read; knows the place of the fault
    │   └── ConfigError         2   config.toml has a fault; knows file and line
    ├── SourceError             3   a file, address or article is missing or unreadable
    │   ├── UnknownArticle      3
    │   └── Refused             3   a source that is not taken in, with the reason
    └── StoreError              4   locked, corrupt or full
        ├── StoreLocked         4
        ├── StoreTooNew         4
        └── IndexBroken         4   the search index cannot answer (it is rebuilt, never repaired)

The text says what failed, on what, and what to do about it, in one line.
Only the command line and the screens show it.
"""

from typing import ClassVar


class ReaderError(Exception):
    """The root of all errors shown to a person as one line."""

    exit_code: ClassVar[int] = 3


class UsageError(ReaderError):
    """A call that cannot be understood."""

    exit_code = 2


class QueryError(UsageError):
    """A query that cannot be read.

    Attributes:
        query: the query as typed.
        start: offset of the fault in the query, in characters.
        end: end of the fault (exclusive).
    """

    def __init__(self, message: str, query: str, start: int = 0, end: int | None = None) -> None:
        super().__init__(message)
        self.query = query
        self.start = start
        self.end = len(query) if end is None else end

    def __reduce__(self) -> tuple[object, ...]:
        """Cross process borders with the place of the fault."""
        return (type(self), (str(self), self.query, self.start, self.end))


class ConfigError(UsageError):
    """A fault in the configuration file."""


class SourceError(ReaderError):
    """A file, address or article that is missing or unreadable."""


class UnknownArticle(SourceError):
    """No article has this id, or several begin with it."""


class Refused(SourceError):
    """A source that is not taken in; the message is the reason."""


class StoreError(ReaderError):
    """The reader's own data or the cache cannot be used: locked, corrupt or full."""

    exit_code = 4


class StoreLocked(StoreError):
    """Another program holds the store for longer than is reasonable."""


class StoreTooNew(StoreError):
    """The store was written by a newer version and is left alone."""


class IndexBroken(StoreError):
    """The search index cannot answer; it is thrown away and built again."""
