"""Everything the reader made, carried out as plain files and in again, without loss.

    broadsheet-export.json   what this folder is
    records.jsonl            every record of the store: bookmarks, notes, corrections, read state, …
    files.jsonl              the digest of every file below
    articles/ originals/     the reader's own collection, and the revisions it has replaced
    revisions/               the texts that bookmarks were made in
    bookmarks.md             the bookmarks once more, for people
    entities.toml            the rules about entities once more, for people
    config.toml              the configuration, if there is one
    .gitattributes           how git merges the lines

Bringing in takes nothing away; `transfer_merging` has the rule. Carrying out
never overwrites what only the folder holds: several libraries share one by
bringing in before they carry out, through git or any other way.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reader.bookmarks.record import Kind, Name
from reader.bookmarks.store import Store
from reader.catalogue.scan import scan_folder
from reader.errors import Refused, SourceError
from reader.files import describe_os_error, read_regular_file, write_atomically
from reader.library.listing import Progress
from reader.library.transfer_lines import (
    FILES,
    GIT_ATTRIBUTES,
    RECORDS,
    mind_conflicts,
    read_files,
    read_records,
    write_files,
    write_records,
)
from reader.library.transfer_merging import merge, recall_seen, remember_seen, seen_of
from reader.library.watching import NOBODY, Watch
from reader.paths import Paths, make_private

FORMAT = 2
MANIFEST = "broadsheet-export.json"
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
    missing: tuple[str, ...] = ()
    """Files that the export names and does not hold."""
    told: tuple[str, ...] = ()
    """Records that were changed on both sides, and what became of each."""


def export_all(paths: Paths, store: Store, folder: Path, extras: Mapping[str, str], watch: Watch = NOBODY) -> Carried:
    """Write everything the reader made into a folder.

    Args:
        extras: further texts by file name, for people.

    Raises:
        Refused: the folder holds something else, or records that were never here.
        SourceError: it cannot be written.
    """
    _check_target(folder)
    _check_earlier(paths, store, folder)
    values = [(kind, key, value) for kind in Kind for key, value in sorted(store.values(kind).items())]
    records = write_records(values).encode()
    try:
        digests = {}
        for done, (name, file) in enumerate(_own_files(paths)):
            watch.tell(Progress(done, None, name))
            digests[name] = _write(folder, name, read_regular_file(file, MAX_FILE))
        if paths.config_file.is_file():
            _write(folder, "config.toml", read_regular_file(paths.config_file, MAX_FILE))
        if not (folder / ".gitattributes").exists():
            _write(folder, ".gitattributes", GIT_ATTRIBUTES.encode())
        for name, text in {**extras, FILES: write_files(digests), MANIFEST: json.dumps({"format": FORMAT}) + "\n"}.items():
            _write(folder, name, text.encode("utf-8", "replace"))  # for people: the records hold what no file can
        _write(folder, RECORDS, records)
        remember_seen(paths.state, folder, seen_of(read_records(records)))
    except OSError as error:
        raise SourceError(f"{folder}: {describe_os_error(error)}") from error
    return Carried(len(values), len(digests))


def _check_target(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is no folder; name a new one")
    if (folder / MANIFEST).is_file() or not folder.exists():
        return
    if any(not path.name.startswith(".") for path in folder.iterdir()):  # what git keeps may be there
        raise Refused(f"{folder} is not empty and holds no earlier export; name a new folder")


def _check_earlier(paths: Paths, store: Store, folder: Path) -> None:
    """Refuse to overwrite an earlier export that holds what this library never had; what was deleted here may go."""
    if not (folder / MANIFEST).is_file():
        return
    try:
        seen = recall_seen(paths.state, folder)
        merged = merge(store, read_records(read_regular_file(folder / RECORDS, MAX_FILE)), seen)
    except SourceError as error:
        raise Refused(f"{folder} holds a damaged export ({error}); mend it, or name a new folder") from error
    lost = len(set(merged.incoming) - _deleted_as_seen(store, seen)) + merged.differing
    if lost:
        raise Refused(f"{folder} holds {lost} records that are not here; bring them in first (import-all), or name a new folder")


def _deleted_as_seen(store: Store, seen: Mapping[Name, frozenset[str]]) -> set[Name]:
    """Return what was deleted here and, as far as is known, is in the folder as it was when it was last looked at."""
    return {record.name for record in store.changed_since(0) if record.value is None and record.name not in seen}


def _own_files(paths: Paths) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        if (paths.data / folder).is_dir():
            for file in scan_folder(paths.data / folder)[0]:
                yield f"{folder}/{file.path}", paths.data / folder / file.path


def _write(folder: Path, name: str, content: bytes) -> str:
    file = folder / name
    make_private(file.parent)
    write_atomically(file, content)
    return hashlib.sha256(content).hexdigest()


def import_all(paths: Paths, store: Store, folder: Path, watch: Watch = NOBODY, *, is_dry: bool = False) -> Carried:
    """Bring everything in that an export holds; what was made here stays.

    Raises:
        Refused: the folder is no export, or one of a newer version.
        SourceError: a file or line of it is damaged, or a conflict that git left open; nothing was brought in.
    """
    digests = _digests(folder)
    missing = [name for name in digests if not (folder / name).exists()]
    for name, allowed in digests.items():
        if name not in missing:
            _check_file(folder, name, allowed)
    lines = list(read_records(read_regular_file(folder / RECORDS, MAX_FILE)))
    merged = merge(store, lines, recall_seen(paths.state, folder))
    outcomes = {}
    for done, name in enumerate(name for name in digests if PurePosixPath(name).parts[0] in FOLDERS and name not in missing):
        watch.tell(Progress(done, len(digests), name))
        outcomes[name] = _bring_in(folder / name, paths.data / name, is_dry=is_dry)
    if not is_dry:
        store.save(tuple(merged.incoming.values()), undo_as="import everything")
        remember_seen(paths.state, folder, seen_of(lines))
    by_outcome = {
        outcome: tuple(name for name in outcomes if outcomes[name] == outcome) for outcome in ("copied", "kept", "conflict")
    }
    return Carried(
        len(merged.incoming),
        len(by_outcome["copied"]),
        merged.kept + len(by_outcome["kept"]),
        by_outcome["conflict"],
        tuple(missing),
        tuple(merged.told),
    )


def _digests(folder: Path) -> dict[str, frozenset[str]]:
    """Return the digests that each file may have."""
    if not folder.exists():
        raise SourceError(f"{folder}: no such folder; name one that `broadsheet export-all` wrote")
    if not (folder / MANIFEST).exists():
        raise Refused(f"{folder} holds no export; name a folder that `broadsheet export-all` wrote")
    content = read_regular_file(folder / MANIFEST, MAX_FILE)
    mind_conflicts(MANIFEST, content)
    try:
        document = json.loads(content)
        is_newer = document["format"] > FORMAT
        listed = {str(name): frozenset({str(digest)}) for name, digest in document.get("files", {}).items()}  # format 1
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(f"{folder / MANIFEST} is damaged; export again") from error
    if is_newer:
        raise Refused(f"{folder} was written by a newer version; update broadsheet")
    digests = listed or read_files(read_regular_file(folder / FILES, MAX_FILE))
    paths = [PurePosixPath(name) for name in digests]
    if any(path.is_absolute() or ".." in path.parts or not path.parts for path in paths):
        raise Refused(f"{folder} names files that it must not name; it is no export of broadsheet")
    return digests


def _check_file(folder: Path, name: str, allowed: frozenset[str]) -> None:
    content = read_regular_file(folder / name, MAX_FILE)
    if hashlib.sha256(content).hexdigest() in allowed:
        return
    mind_conflicts(name, content)
    raise SourceError(f"{folder / name} is damaged: nothing was brought in; put it back as it was, or take its line out of {FILES}")


def _bring_in(source: Path, target: Path, *, is_dry: bool) -> str:
    content = read_regular_file(source, MAX_FILE)
    if target.exists():
        return "kept" if read_regular_file(target, MAX_FILE) == content else "conflict"
    if not is_dry:
        make_private(target.parent)
        write_atomically(target, content)
    return "copied"
