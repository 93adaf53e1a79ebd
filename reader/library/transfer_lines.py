"""The lines of an export: one record or file each, checked one by one, so that git can merge two exports line by line.

In `records.jsonl` a line before and one after each record name it: git then
takes changes of neighbours as the separate changes that they are. Where two
people added at one place `.gitattributes` lets git keep the lines of both.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reader.bookmarks.record import Json, Kind, Name, as_json
from reader.errors import SourceError

RECORDS = "records.jsonl"
FILES = "files.jsonl"
GIT_ATTRIBUTES = (
    "* -text\nrecords.jsonl merge=union\nfiles.jsonl merge=union\nbookmarks.md merge=union\nentities.toml merge=union\n"
)
"""For git: no end of line is changed, and lines that two people added are kept side by side."""
_CONFLICT_MARKS = (b"<<<<<<< ", b"||||||| ", b"=======", b">>>>>>> ")


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record as an export holds it."""

    kind: Kind
    key: str
    value: Json
    line: int
    """Its line in the file, from 1."""

    @property
    def name(self) -> Name:
        """Kind and key."""
        return (self.kind.value, self.key)

    @property
    def digest(self) -> str:
        """The digest of its value."""
        return digest_of(self.value)


def digest_of(value: Json) -> str:
    """Return a short digest of a value, the same in every library."""
    return hashlib.sha256(as_json(value).encode()).hexdigest()[:16]


def write_records(values: Iterable[tuple[Kind, str, Json]]) -> str:
    """Write records, each with its check sum, between two lines that name it."""
    return "".join(
        _between_marks(kind, key, _checked({"kind": kind.value, "key": key, "value": value})) for kind, key, value in values
    )


def _between_marks(kind: Kind, key: str, line: str) -> str:
    return f"{json.dumps([kind.value, key])}\n{line}\n{json.dumps(['end', kind.value, key])}\n"


def read_records(content: bytes) -> Iterator[RecordLine]:
    """Read records; kinds of a later version are passed over.

    Raises:
        SourceError: a line is damaged, cut off, or a conflict that git left open.
    """
    known = {kind.value for kind in Kind}
    for number, document in _documents(RECORDS, content):
        kind, key, value = (document.get(field) for field in ("kind", "key", "value"))
        if not isinstance(kind, str) or not isinstance(key, str) or not isinstance(value, dict):
            raise SourceError(f"{RECORDS} line {number} is no record: nothing was brought in; take the line from an earlier export")
        if kind in known:
            yield RecordLine(Kind(kind), key, value, number)


def write_files(digests: Mapping[str, str]) -> str:
    """Write the digests of files by their names."""
    return "".join(_checked({"file": name, "sha256": digests[name]}) + "\n" for name in sorted(digests))


def read_files(content: bytes) -> dict[str, frozenset[str]]:
    """Read the digests by name; two people who changed one file leave two of them.

    Raises:
        SourceError: a line is damaged, cut off, or a conflict that git left open.
    """
    found: dict[str, frozenset[str]] = {}
    for number, document in _documents(FILES, content):
        name, digest = document.get("file"), document.get("sha256")
        if not isinstance(name, str) or not isinstance(digest, str):
            raise SourceError(f"{FILES} line {number} names no file: nothing was brought in; take the line from an earlier export")
        found[name] = found.get(name, frozenset()) | {digest}
    return found


def mind_conflicts(name: str, content: bytes) -> None:
    """Refuse a file in which git has left a conflict open.

    Raises:
        SourceError: it has, with the line.
    """
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.startswith(_CONFLICT_MARKS[0]):
            raise SourceError(
                f"{name} line {number}: git has left a conflict open; keep both sides, take its marks out, import again"
            )


def _documents(name: str, content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    mind_conflicts(name, content)
    *lines, rest = content.split(b"\n")
    if rest.strip():
        raise SourceError(f"{name} is cut off at line {len(lines) + 1}: nothing was brought in; export again")
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith(b"["):  # what only names a record
            yield number, _read(name, number, line)


def _read(name: str, number: int, line: bytes) -> dict[str, Any]:
    try:
        document = json.loads(line)
        check = document.pop("check", None)  # exports of format 1 have none
        is_sound = check is None or check == _check_of(document)
    except (ValueError, AttributeError, TypeError, RecursionError):
        is_sound = False
    if not is_sound:
        raise SourceError(f"{name} line {number} is damaged: nothing was brought in; take the line from an earlier export")
    return document  # type: ignore[no-any-return] # an object, or `pop` had failed


def _checked(document: Mapping[str, object]) -> str:
    return json.dumps({**document, "check": _check_of(document)}, ensure_ascii=True, sort_keys=True)


def _check_of(document: Mapping[str, object]) -> str:
    return f"{zlib.crc32(as_json(document).encode()):08x}"
