"""What the library tells about its articles and about its own work."""

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.article import Summary


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of article files."""

    folder: Path
    name: str
    is_sample: bool
    """The bundled sample, because the default collection is empty."""
    is_default: bool
    """The reader's own collection, which `add` fills; all others are read in place."""
    only: tuple[str, ...] = ()
    """The files within the folder that it is made of, when these were named; nothing for all that lie there."""

    @property
    def is_in_place(self) -> bool:
        """A folder of somebody's own, into which nothing is ever written."""
        return not (self.is_default or self.is_sample)

    @property
    def place(self) -> Path:
        """What tells it from all others: the folder, with the files behind it when only these were named."""
        return self.folder / os.pathsep.join(self.only)

    def holds(self, path: str) -> bool:
        """Tell whether an article at a path within the folder, its part behind `#`, belongs to it."""
        return not self.only or any(path == name or path.startswith(f"{name}#") for name in self.only)


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article in a list, with what the reader did with it."""

    summary: Summary
    is_read: bool
    progress: float
    """How far it was read, 0 to 1."""
    note_count: int
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """Another place where an article stands, in the same or mostly the same words."""

    article: str
    """The id: that of the article itself for the same text in another file."""
    path: str
    share: float
    """How much of the shorter text the longer one holds, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where reading stopped: an offset into the text, and how far that is (0 to 1)."""

    digest: str
    offset: int
    progress: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long task has come."""

    done: int
    total: int | None
    what: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What became of one source."""

    path: str
    article: str = ""
    """The id, when there is one."""
    title: str = ""
    why: str = ""
    """For those refused, unsure or the same as another, the reason in one line."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import or a refresh did, source by source."""

    added: tuple[ReportLine, ...] = ()
    unchanged: tuple[ReportLine, ...] = ()
    same: tuple[ReportLine, ...] = ()
    """Files whose text stands in another file: one article, with one more origin."""
    updated: tuple[ReportLine, ...] = ()
    unsure: tuple[ReportLine, ...] = ()
    refused: tuple[ReportLine, ...] = ()
    removed: tuple[ReportLine, ...] = ()
    waiting: int = 0
    """How many new files are kept but were not read, since it was stopped; the next refresh reads them."""
    was_stopped: bool = False


def told_elsewhere(counts: Mapping[str, int]) -> tuple[str, str] | None:
    """Say that bookmarks are kept in other folders, and the call that opens one of these; nothing where none are.

    Args:
        counts: bookmarks by folder, an empty name for the reader's own collection.

    >>> told_elsewhere({"/tmp/a": 2, "": 1})
    ('3 are kept in other folders', 'broadsheet /tmp/a')
    """
    if not counts:
        return None
    folder = max(counts, key=lambda name: counts[name])
    number = sum(counts.values())
    return (
        f"{number:,} {'is' if number == 1 else 'are'} kept in other folders",
        f"broadsheet {shlex.quote(folder)}" if folder else "broadsheet",
    )
