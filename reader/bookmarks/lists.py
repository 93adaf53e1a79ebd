"""Lists of bookmarks for a person: what a row knows, filtering by what is typed, order."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from reader.bookmarks.bookmark import Bookmark, Place, PlaceState

_FIELD = re.compile(r'(tag|article|colour|color|is|note):("[^"]*"?|\S*)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedBookmark:
    """A bookmark in a list."""

    bookmark: Bookmark
    source: str
    """The article's source, or else its title."""
    heading: str
    place: Place | None
    """Where its first passage stands today; None while that is not known."""
    text: str
    """All its words, case folded, for filtering."""
    draft: str = ""
    """The key of what was begun on it and not kept."""

    @property
    def state(self) -> PlaceState | None:
        """What became of its place."""
        return self.place.state if self.place else None

    @property
    def is_begun(self) -> bool:
        """Tell whether it is a note that was never kept: only its draft is."""
        return bool(self.draft) and self.draft == self.bookmark.id


def listed_bookmark(bookmark: Bookmark, *, source: str, heading: str, place: Place | None, draft: str = "") -> ListedBookmark:
    """Return a bookmark as a row of a list."""
    words = [bookmark.note, *bookmark.tags, source, heading, *(target.exact for target in bookmark.targets)]
    return ListedBookmark(bookmark, source, heading, place, "\n".join(words).casefold(), draft)


class Order(StrEnum):
    """How a list is sorted."""

    ARTICLE = "by article"
    NEWEST = "newest first"
    TAG = "by tag"
    STATE = "lost ones first"


_STATES = {PlaceState.ORPHAN: 0, PlaceState.MOVED: 1, PlaceState.ANCHORED: 2, None: 3}


def ordered(rows: Iterable[ListedBookmark], order: Order) -> tuple[ListedBookmark, ...]:
    """Sort a list; what was begun and not kept stands first in each order."""

    folded: dict[tuple[str, str], tuple[str, str]] = {}

    def by_place(row: ListedBookmark) -> tuple[Any, ...]:
        target = row.bookmark.targets[0].current
        start = row.place.span.start if row.place and row.place.span else target.span.start
        name = (row.source, row.heading)
        if name not in folded:  # few articles, many rows
            folded[name] = (row.source.casefold(), row.heading.casefold())
        return (folded[name], row.bookmark.article, start, row.bookmark.created)

    keys: dict[Order, Callable[[ListedBookmark], tuple[Any, ...]]] = {
        Order.ARTICLE: by_place,
        Order.NEWEST: lambda row: (-row.bookmark.created.timestamp(), row.bookmark.id),
        Order.TAG: lambda row: (not row.bookmark.tags, [tag.casefold() for tag in row.bookmark.tags], *by_place(row)),
        Order.STATE: lambda row: (_STATES[row.state], *by_place(row)),
    }
    key = keys[order]
    return tuple(sorted(rows, key=lambda row: (not row.draft, *key(row))))


def matching(rows: Iterable[ListedBookmark], typed: str) -> tuple[ListedBookmark, ...]:
    """Return the rows that have all that is typed: words, `tag:`, `article:`, `colour:`, `note:`, `is:lost`, `is:moved` …"""
    tests = [_test_of(field.casefold(), value.strip('"').casefold()) for field, value in _FIELD.findall(typed)]
    words = _FIELD.sub(" ", typed).casefold().split()
    return tuple(row for row in rows if all(word in row.text for word in words) and all(test(row) for test in tests))


Test: TypeAlias = Callable[[ListedBookmark], bool]

_STATE_TESTS: Mapping[str, Test] = {
    "lost": lambda row: row.state is PlaceState.ORPHAN,
    "orphan": lambda row: row.state is PlaceState.ORPHAN,
    "moved": lambda row: row.state is PlaceState.MOVED,
    "anchored": lambda row: row.state is PlaceState.ANCHORED,
    "pair": lambda row: len(row.bookmark.targets) > 1,
    "note": lambda row: bool(row.bookmark.note),
    "highlight": lambda row: not row.bookmark.note,
    "draft": lambda row: bool(row.draft),
}


def _test_of(field: str, value: str) -> Test:
    """Return what a field asks of a row; a state that is only begun asks for all that it may become."""
    match field:
        case "tag":
            return lambda row: any(tag.casefold().startswith(value) for tag in row.bookmark.tags)
        case "article":
            return lambda row: value in row.source.casefold() or value in row.heading.casefold()
        case "note":
            return lambda row: bool(row.bookmark.note) and value in row.bookmark.note.casefold()
        case "is":
            tests = [test for name, test in _STATE_TESTS.items() if name.startswith(value)]
            return lambda row: any(test(row) for test in tests)
        case _:
            return lambda row: row.bookmark.colour.value.startswith(value)
