"""What the index holds at this moment: `state.json`, and the folder it is about.

    <index folder>/current        the name of the generation in use
    <index folder>/g000001/       a generation: Whoosh's files and `state.json`

A rebuild makes a new generation and then moves the pointer. The state knows
size and checksum of every file, Whoosh's table of contents (the only file
that can run code) among them: that one is compared before Whoosh may open it.
"""

import contextlib
import json
import os
import re
import shutil
import stat
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.errors import IndexBroken, StoreLocked
from reader.files import locked, write_atomically
from reader.paths import make_private
from reader.search.schema import SCHEMA_VERSION
from reader.search.segment import ARTICLES_FILE, WORDS_FILE

STATE_FILE = "state.json"
POINTER = "current"
LOCK_FILE = "lock"
SCRATCH = "build-"
"""What the names of scratch folders begin with."""
_GENERATION = re.compile(r"g(\d{6,})")
_TOC = re.compile(r"_MAIN_(\d+)\.toc")
_OTHERS_MAY_WRITE = 0o022
_PIECE = 4 << 20
"""So many bytes are summed in a few milliseconds."""


@dataclass(frozen=True, slots=True)
class FileSeal:
    """Size and checksum of a file."""

    name: str
    size: int
    checksum: int


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment, and which of its articles are deleted."""

    name: str
    count: int
    deleted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IndexState:
    """The segments in Whoosh's order, and the seals of all files."""

    segments: tuple[SegmentEntry, ...]
    seals: tuple[FileSeal, ...]


def current_generation(folder: Path) -> Path:
    """Return the folder of the generation in use.

    Raises:
        IndexBroken: there is none that can be trusted.
    """
    try:
        name = (folder / POINTER).read_text("ascii").strip()
    except (OSError, ValueError) as error:
        raise IndexBroken(f"{folder}: there is no index") from error
    if not _GENERATION.fullmatch(name):
        raise IndexBroken(f"{folder}: the index pointer is damaged")
    generation = folder / name
    _check_owner(folder)
    _check_owner(generation)
    return generation


def _check_owner(folder: Path) -> None:
    try:
        status = os.lstat(folder)
    except OSError as error:
        raise IndexBroken(f"{folder}: there is no index") from error
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & _OTHERS_MAY_WRITE:
        raise IndexBroken(f"{folder} does not belong to you alone: the index in it is not opened")


def new_generation(folder: Path) -> Path:
    """Make the folder of a generation that is not yet in use."""
    make_private(folder)
    taken = [int(m[1]) for path in folder.iterdir() if (m := _GENERATION.fullmatch(path.name))]
    generation = folder / f"g{max(taken, default=0) + 1:06d}"
    generation.mkdir(mode=0o700)
    return generation


def use_generation(folder: Path, generation: Path) -> None:
    """Move the pointer to a generation and delete all others."""
    write_atomically(folder / POINTER, generation.name.encode())
    for path in folder.iterdir():
        if _GENERATION.fullmatch(path.name) and path != generation:
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """Make a folder beside the generations to build in, and delete it in the end; what a dead program left there goes first."""
    delete_leftovers(folder)
    scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=folder))
    try:
        with locked(scratch / LOCK_FILE):
            yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def delete_leftovers(folder: Path) -> None:
    """Delete the scratch folders of programs that are no longer alive: their locks died with them."""
    for scratch in folder.glob(f"{SCRATCH}*"):
        with contextlib.suppress(StoreLocked, OSError), locked(scratch / LOCK_FILE, timeout_seconds=0):
            shutil.rmtree(scratch, ignore_errors=True)


def read_state(generation: Path) -> IndexState:
    """Read what the index holds.

    Raises:
        IndexBroken: the state is missing, damaged or of another version or machine.
    """
    try:
        head, _, body = (generation / STATE_FILE).read_bytes().partition(b"\n")
        if head != _head(body):
            raise IndexBroken(f"{generation}: the index is damaged or of another version")
        state = json.loads(body)
    except (OSError, ValueError) as error:
        raise IndexBroken(f"{generation}: the index cannot be read") from error
    return IndexState(
        tuple(SegmentEntry(name, count, tuple(deleted)) for name, count, deleted in state["segments"]),
        tuple(FileSeal(*seal) for seal in state["seals"]),
    )


def save_state(generation: Path, state: IndexState) -> None:
    """Write the state; from here on searches see it."""
    segments = [(entry.name, entry.count, entry.deleted) for entry in state.segments]
    seals = [(seal.name, seal.size, seal.checksum) for seal in state.seals]
    body = json.dumps({"segments": segments, "seals": seals}).encode()
    write_atomically(generation / STATE_FILE, _head(body) + b"\n" + body)


def _head(body: bytes) -> bytes:
    return f"broadsheet-index {SCHEMA_VERSION} {sys.byteorder} {zlib.crc32(body)}".encode()


def state_of_files(generation: Path, segments: Iterable[Any], known: Iterable[FileSeal] = ()) -> IndexState:
    """Return the state after a commit.

    Args:
        generation: the folder.
        segments: Whoosh's segments, in its order.
        known: seals of the state before; segment files never change, so theirs are taken over.
    """
    entries = tuple(SegmentEntry(s.segment_id(), s.doc_count_all(), tuple(sorted(s.deleted_docs()))) for s in segments)
    sealed = {seal.name: seal for seal in known if not _TOC.fullmatch(seal.name)}
    names = [entry.name + ending for entry in entries for ending in (WORDS_FILE, ARTICLES_FILE)]
    names += [path.name for path in generation.iterdir() if _TOC.fullmatch(path.name)]
    return IndexState(entries, tuple(sealed.get(name) or seal_of(generation / name) for name in names))


def seal_of(path: Path) -> FileSeal:
    """Return size and checksum of a file as it is now."""
    *_, (size, checksum) = (0, 0), *_sums(path)
    return FileSeal(path.name, size, checksum)


def _sums(path: Path) -> Iterator[tuple[int, int]]:
    """Yield size and checksum of ever more of a file."""
    checksum, size = 0, 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            checksum, size = zlib.crc32(piece, checksum), size + len(piece)
            yield size, checksum


def check_sizes(generation: Path, state: IndexState) -> None:
    """Check that every file that searches read is there in full.

    Raises:
        IndexBroken: one is not.
    """
    for seal in state.seals:
        if _TOC.fullmatch(seal.name):
            continue  # only writing needs it, and checks it then
        try:
            size = (generation / seal.name).stat().st_size
        except OSError as error:
            raise IndexBroken(f"{generation / seal.name} is missing") from error
        if size != seal.size:
            raise IndexBroken(f"{generation / seal.name} has another size than it was written with")


def checking(generation: Path, seal: FileSeal) -> Iterator[int]:
    """Check one file byte by byte, with a pause after each piece: yields how far it is.

    Raises:
        IndexBroken: it is not as it was written.
    """
    found = (0, 0)
    try:
        for found in _sums(generation / seal.name):
            yield found[0]
    except OSError as error:
        raise IndexBroken(f"{generation / seal.name} cannot be read") from error
    if found != (seal.size, seal.checksum):
        raise IndexBroken(f"{generation / seal.name} is not as it was written")


def check_before_writing(generation: Path, state: IndexState) -> None:
    """Check the table of contents, which Whoosh unpickles, before Whoosh may open it.

    Raises:
        IndexBroken: it is not the one that was written, or there is another one beside it.
    """
    tables = [seal for seal in state.seals if _TOC.fullmatch(seal.name)]
    found = {path.name for path in generation.iterdir() if _TOC.fullmatch(path.name)}
    if found != {seal.name for seal in tables}:
        raise IndexBroken(f"{generation}: the table of contents is not the one that was written")
    for seal in tables:
        for _ in checking(generation, seal):
            pass
