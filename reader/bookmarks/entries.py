"""Reading the entries of import files: what the styles share."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from reader.bookmarks.bookmarks import MISSHAPEN, id_of_number, moment
from reader.bookmarks.imported import ImportedBookmark
from reader.errors import SourceError

Entry: TypeAlias = Mapping[str, Any]
Reading: TypeAlias = Iterator[ImportedBookmark | None]
"""The bookmarks of a file; None for an entry that cannot be read."""


def json_of(content: str) -> Any:
    """Read a JSON document.

    Raises:
        SourceError: it is none.
    """
    try:
        return json.loads(content.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"this is no sound JSON file ({error})") from error


def each(entries: Iterable[Entry], read: Callable[[Entry], ImportedBookmark]) -> Reading:
    """Read entry by entry; a misshapen one is None."""
    for entry in entries:
        try:
            bookmark = read(entry)
            yield bookmark if _is_sound(bookmark) else None
        except MISSHAPEN:
            yield None


def _is_sound(bookmark: ImportedBookmark) -> bool:
    """Tell whether an entry has words where words belong, and times that every form can write."""
    for time in (bookmark.created, bookmark.modified):
        _ = time and time.astimezone(UTC)  # an hour of the year 1 elsewhere may be before all time: it overflows
    tags_are_words = all(isinstance(tag, str) for tag in bookmark.tags)
    return bool(bookmark.targets) and tags_are_words and all(map(_has_types, (bookmark, *bookmark.targets)))


def _has_types(thing: Any) -> bool:
    """Tell whether texts and numbers of a dataclass, and of those in it, are such."""
    values = [(field.type, getattr(thing, field.name)) for field in fields(thing)]
    return all(
        _has_types(value) if is_dataclass(value) else kind not in (str, int) or type(value) is kind for kind, value in values
    )


def derived_id(style: str, identity: str) -> str:
    """Return the id of a bookmark of another program: the same for the same identity there."""
    digest = hashlib.sha256(f"{style}\0{identity}".encode("utf-8", "surrogatepass")).digest()
    return id_of_number(int.from_bytes(digest[:16], "big"))


def time_of(value: object) -> datetime | None:
    """Read a time; one without a zone is UTC, an unreadable one is unknown."""
    try:
        return moment(str(value or ""))
    except ValueError:
        return None


def as_list(value: Any) -> list[Any]:
    """Return a list as it is, nothing as an empty one, anything else as a list of one."""
    return [] if value is None else list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
