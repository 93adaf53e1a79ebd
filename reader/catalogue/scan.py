"""What lies in a collection's folder: the files that may hold articles.

Only names and times are looked at; nothing is opened. Links that lead out of
the folder, FIFOs, sockets and devices are named as refused; hidden files and
folders are passed over.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from reader.errors import SourceError
from reader.files import describe_os_error

MAX_DEPTH = 32
"""Folders nested deeper are refused: nobody keeps articles there."""
_FURTHEST_NS = 2**63 - 1
"""A file may bear a time behind the year 2262, which the catalogue has no number for: it stands as the last one."""
_PAGES = (".html", ".htm", ".xhtml")
_PARTS = re.compile(
    r"[_.-](files|file|dateien|fichiers|bestanden|archivos|ficheiros|arquivos|filer|tiedostot|pliki|soubory|elemei|dosyalar"
    r"|datoteke|fitxers|failid|fails|bylos|fajlovi)\Z",
    re.IGNORECASE,
)
"""How browsers end the name of the folder with the parts of a saved page, by their language."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A regular file of the collection."""

    path: str
    """Within the folder, with `/`; bytes that are no UTF-8 stand as surrogates."""
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """An entry that is not taken in, with the reason."""

    path: str
    why: str


Scanned: TypeAlias = tuple[tuple[FoundFile, ...], tuple[RefusedFile, ...]]
"""The files of a collection and what in it is refused, each in order of path."""


def scan_folder(folder: Path) -> Scanned:
    """List the files of a folder and what in it is refused, each in order of path.

    Raises:
        SourceError: the folder is missing, no folder, or cannot be read.
    """
    try:
        with os.scandir(folder) as inside:
            entries = sorted(inside, key=lambda entry: entry.name)
    except OSError as error:
        raise SourceError(f"{folder}: {describe_os_error(error)}; name a folder of article files") from error
    found: list[FoundFile] = []
    refused: list[RefusedFile] = []
    root = os.path.realpath(folder)
    for item in _walk(entries, "", root):
        (found if isinstance(item, FoundFile) else refused).append(item)  # type: ignore[arg-type] # sorted apart by their type
    return tuple(sorted(found, key=lambda file: file.path)), tuple(refused)


def scan_collection(folder: Path) -> Scanned:
    """List the files of a folder as `scan_folder` does, without the folders that a browser saved beside their pages.

    Raises:
        SourceError: the folder is missing, no folder, or cannot be read.
    """
    found, refused = scan_folder(folder)
    named = (os.path.splitext(file.path) for file in found)  # noqa: PTH122 - of thousands of files
    pages = {stem for stem, suffix in named if suffix.lower() in _PAGES}
    return (
        tuple(file for file in found if not _is_part_of_page(file.path, pages)),
        tuple(entry for entry in refused if not _is_part_of_page(entry.path, pages)),
    )


def scan_files(folder: Path, names: Iterable[str]) -> Scanned:
    """List files of a folder by their names, whatever else lies there; those that are gone are left out."""
    found: list[FoundFile] = []
    refused: list[RefusedFile] = []
    for name in sorted(names):
        try:
            status = (folder / name).stat()
        except FileNotFoundError:
            continue
        except OSError as error:
            refused.append(RefusedFile(name, describe_os_error(error)))
            continue
        file = _as_found(name, status)
        if isinstance(file, RefusedFile):
            refused.append(file)
        else:
            found.append(file)
    return tuple(found), tuple(refused)


def _is_part_of_page(path: str, pages: Set[str]) -> bool:
    """Tell whether a path leads through the folder of a page; the pages are named without their suffixes."""
    place = path.find("/")
    while place >= 0:
        ending = _PARTS.search(path, 0, place)
        if ending and path[: ending.start()] in pages:
            return True
        place = path.find("/", place + 1)
    return False


def _walk(entries: list[os.DirEntry[str]], prefix: str, root: str, depth: int = 0) -> Iterator[FoundFile | RefusedFile]:
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = prefix + entry.name
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk_folder(entry, path, root, depth + 1)
            else:
                yield _look_at(entry, path, root)
        except OSError as error:
            yield RefusedFile(path, describe_os_error(error))


def _walk_folder(entry: os.DirEntry[str], path: str, root: str, depth: int) -> Iterator[FoundFile | RefusedFile]:
    if depth > MAX_DEPTH:
        yield RefusedFile(path, f"nested deeper than {MAX_DEPTH} folders")
        return
    with os.scandir(entry.path) as inside:
        entries = sorted(inside, key=lambda item: item.name)
    yield from _walk(entries, path + "/", root, depth)


def _look_at(entry: os.DirEntry[str], path: str, root: str) -> FoundFile | RefusedFile:
    if entry.is_symlink():
        target = os.path.realpath(entry.path)
        if os.path.commonpath([root, target]) != root:
            return RefusedFile(path, "a link that leads out of the collection")
        if os.path.isdir(target):  # noqa: PTH112 # the folder itself is walked where it stands
            return RefusedFile(path, "a link to a folder")
    return _as_found(path, entry.stat())


def _as_found(path: str, status: os.stat_result) -> FoundFile | RefusedFile:
    if not stat.S_ISREG(status.st_mode):
        return RefusedFile(path, "not a regular file")
    return FoundFile(path, status.st_size, max(-_FURTHEST_NS, min(status.st_mtime_ns, _FURTHEST_NS)))
