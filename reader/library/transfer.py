"""Everything the reader made, carried out as plain files and in again, without loss.

    broadsheet-export.json   what this folder is, with the digest of every file in it
    records.jsonl            every record of the store: bookmarks, notes, corrections, read state, …
    bookmarks.md             the bookmarks once more, for people
    entities.toml            the rules about entities once more, for people
    articles/ originals/     the reader's own collection, and the revisions it has replaced
    revisions/               the texts that bookmarks were made in
    config.toml              the configuration, if there is one

Bringing in adds and never takes away: a record that is there stays, unless it
is a bookmark that was changed later in the export. Carrying out never
overwrites what only the folder holds: several libraries share one by bringing
in before they carry out.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from reader.bookmarks.record import Change, Kind
from reader.bookmarks.store import Store
from reader.catalogue.scan import scan_folder
from reader.errors import Refused, SourceError
from reader.files import describe_os_error, read_regular_file, write_atomically
from reader.library.listing import Progress
from reader.library.watching import NOBODY, Watch
from reader.paths import Paths, make_private

FORMAT = 1
MANIFEST = "broadsheet-export.json"
RECORDS = "records.jsonl"
FOLDERS = ("articles", "originals", "revisions")
MAX_FILE = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried out or in."""

    records: int
    files: int
    kept: int = 0
    """Records and files that were there already, in the same or a later state."""
    conflicts: tuple[str, ...] = ()
    """Files that are there with another content; they were left alone."""


def export_all(paths: Paths, store: Store, folder: Path, extras: dict[str, str], watch: Watch = NOBODY) -> Carried:
    """Write everything the reader made into a folder.

    Args:
        extras: further texts by file name, for people.

    Raises:
        Refused: the folder holds something else, or records that were never here.
        SourceError: it cannot be written.
    """
    _check_target(folder)
    _check_earlier(store, folder)
    try:
        digests = {}
        lines = list(_record_lines(store))
        texts = {RECORDS: "".join(lines), **extras}
        for name, text in texts.items():
            digests[name] = _write(folder, name, text.encode())
        for done, (name, file) in enumerate(_own_files(paths)):
            watch.tell(Progress(done, None, name))
            digests[name] = _write(folder, name, read_regular_file(file, MAX_FILE))
        _write(folder, MANIFEST, json.dumps({"format": FORMAT, "files": digests}, indent=1, sort_keys=True).encode())
    except OSError as error:
        raise SourceError(f"{folder}: {describe_os_error(error)}") from error
    return Carried(len(lines), len(digests) - len(texts))


def _check_target(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is no folder; name a new one")
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise Refused(f"{folder} is not empty and holds no earlier export; name a new folder")


def _check_earlier(store: Store, folder: Path) -> None:
    """Refuse to overwrite an earlier export that holds what this library never had; what was deleted here may go."""
    if not (folder / MANIFEST).is_file():
        return
    try:
        changes, _ = _missing_changes(store, read_regular_file(folder / RECORDS, MAX_FILE))
    except SourceError as error:
        raise Refused(f"{folder} holds a damaged export; name a new folder") from error
    deleted = {record.name for record in store.changed_since(0) if record.value is None}
    lost = [change for change in changes if (change.kind, change.key) not in deleted]
    if lost:
        raise Refused(
            f"{folder} holds {len(lost)} records that are not here; bring them in first (import-all), or name a new folder"
        )


def _record_lines(store: Store) -> Iterator[str]:
    for kind in Kind:
        for key, value in sorted(store.values(kind).items()):
            yield json.dumps({"kind": kind.value, "key": key, "value": value}, ensure_ascii=True, sort_keys=True) + "\n"


def _own_files(paths: Paths) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        if (paths.data / folder).is_dir():
            for file in scan_folder(paths.data / folder)[0]:
                yield f"{folder}/{file.path}", paths.data / folder / file.path
    if paths.config_file.is_file():
        yield "config.toml", paths.config_file


def _write(folder: Path, name: str, content: bytes) -> str:
    file = folder / name
    make_private(file.parent)
    write_atomically(file, content)
    return hashlib.sha256(content).hexdigest()


def import_all(paths: Paths, store: Store, folder: Path, watch: Watch = NOBODY, *, is_dry: bool = False) -> Carried:
    """Bring everything in that an export holds; what is there already stays.

    Raises:
        Refused: the folder is no export, or one of a newer version.
        SourceError: a file of it is missing or damaged; nothing was brought in.
    """
    digests = _manifest(folder)
    for name, digest in digests.items():
        if hashlib.sha256(read_regular_file(folder / name, MAX_FILE)).hexdigest() != digest:
            raise SourceError(f"{folder / name} is damaged: nothing was brought in; export again")
    changes, kept = _missing_changes(store, read_regular_file(folder / RECORDS, MAX_FILE))
    copied, conflicts = 0, []
    for done, name in enumerate(name for name in digests if PurePosixPath(name).parts[0] in FOLDERS):
        watch.tell(Progress(done, len(digests), name))
        outcome = _bring_in(folder / name, paths.data / name, is_dry=is_dry)
        copied += outcome == "copied"
        kept += outcome == "kept"
        if outcome == "conflict":
            conflicts.append(name)
    if changes and not is_dry:
        store.save(changes, undo_as="import everything")
    return Carried(len(changes), copied, kept, tuple(conflicts))


def _manifest(folder: Path) -> dict[str, str]:
    try:
        document = json.loads(read_regular_file(folder / MANIFEST, MAX_FILE))
        digests = {str(name): str(digest) for name, digest in document["files"].items()}
        is_newer = document["format"] > FORMAT
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(f"{folder / MANIFEST} is damaged; export again") from error
    if is_newer:
        raise Refused(f"{folder} was written by a newer version; update broadsheet")
    unsafe = [name for name in digests if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts]
    if unsafe or RECORDS not in digests:
        raise Refused(f"{folder / MANIFEST} names files it must not name; it is no export of broadsheet")
    return digests


def _missing_changes(store: Store, content: bytes) -> tuple[list[Change], int]:
    changes: list[Change] = []
    kept = 0
    for record in _read_records(content):
        kind, key, value = record
        former = store.value(kind, key)
        if former is not None and not _is_later(kind, value, former):
            kept += 1
        else:
            changes.append(Change(kind, key, value))
    return changes, kept


def _read_records(content: bytes) -> Iterable[tuple[Kind, str, dict[str, Any]]]:
    known = {kind.value for kind in Kind}
    for number, line in enumerate(content.splitlines(), 1):
        try:
            record = json.loads(line)
            if record["kind"] in known and isinstance(record["value"], dict):
                yield Kind(record["kind"]), str(record["key"]), record["value"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise SourceError(f"{RECORDS} line {number} is no record: nothing was brought in") from error


def _is_later(kind: Kind, value: dict[str, Any], former: "dict[str, Any] | Any") -> bool:
    return kind is Kind.BOOKMARK and str(value.get("modified", "")) > str(former.get("modified", ""))


def _bring_in(source: Path, target: Path, *, is_dry: bool) -> str:
    content = read_regular_file(source, MAX_FILE)
    if target.exists():
        return "kept" if read_regular_file(target, MAX_FILE) == content else "conflict"
    if not is_dry:
        make_private(target.parent)
        write_atomically(target, content)
    return "copied"
