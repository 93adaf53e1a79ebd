"""What an import file says, before it is brought together with the collection."""

from dataclasses import dataclass
from datetime import datetime

from reader.bookmarks.bookmark import Colour, Selector


@dataclass(frozen=True, slots=True)
class SourceHint:
    """What a file tells about the article that something was marked in."""

    article: str = ""
    """The id, in files of this program."""
    url: str = ""
    title: str = ""
    source: str = ""
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class ImportedTarget:
    """A passage as a file tells it; without words it is a whole article."""

    hint: SourceHint
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    digest: str = ""
    start: int = 0
    end: int = 0
    paragraph: int = 0
    by_hand: Selector | None = None


@dataclass(frozen=True, slots=True)
class ImportedBookmark:
    """A bookmark as a file tells it."""

    id: str
    """Kept for this program's own; for others made of what identifies it there, so that it is the same each time."""
    targets: tuple[ImportedTarget, ...]
    note: str = ""
    tags: tuple[str, ...] = ()
    colour: Colour = Colour.GOLD
    created: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The content of an import file."""

    style: str
    bookmarks: tuple[ImportedBookmark, ...]
    unreadable: int = 0
    """Entries that hold no bookmark this program can read."""
