"""Reading the entries of import files: what the styles share."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias

from reader.bookmarks.bookmarks import id_of_number
from reader.bookmarks.imported import ImportedBookmark
from reader.errors import SourceError

Entry: TypeAlias = Mapping[str, Any]
Reading: TypeAlias = Iterator[ImportedBookmark | None]
"""The bookmarks of a file; None for an entry that cannot be read."""
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What reading a misshapen entry raises."""


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
            yield read(entry)
        except UNREADABLE:
            yield None


def derived_id(style: str, identity: str) -> str:
    """Return the id of a bookmark of another program: the same for the same identity there."""
    digest = hashlib.sha256(f"{style}\0{identity}".encode("utf-8", "surrogatepass")).digest()
    return id_of_number(int.from_bytes(digest[:16], "big"))


def time_of(value: object) -> datetime | None:
    """Read a time; one without a zone is UTC, an unreadable one is unknown."""
    try:
        time = datetime.fromisoformat(str(value or ""))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def as_list(value: Any) -> list[Any]:
    """Return a list as it is, nothing as an empty one, anything else as a list of one."""
    return [] if value is None else list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
