"""Bring documents into the reader's own collection: the original bytes, for ever, and nothing twice.

Where a file came from is kept with the reader's data. A source that is added
again with other bytes is a new revision: its file in the collection is
replaced, the bytes it had go to `originals/` and stay there.
"""

import hashlib
import itertools
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.bookmarks.record import Change, Kind
from reader.bookmarks.store import Store
from reader.catalogue.scan import scan_collection
from reader.errors import SourceError, StoreError
from reader.files import describe_os_error, expanded, read_regular_file, write_atomically, write_new
from reader.formats.web_address import is_domain
from reader.library.listing import Progress, ReportLine
from reader.library.refreshing import MAX_FILE
from reader.library.watching import Watch
from reader.paths import make_private

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\x80-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]+")
_LONGEST_NAME = 120
STDIN = "-"
SAVED_TOGETHER = 200
"""Sources remembered with one write."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something to add: where it comes from, what it shall be called, and how to read it."""

    origin: str
    """Absolute path, address, or a digest for standard input."""
    shown: str
    """As the person wrote it."""
    name: str
    """The file name it asks for."""
    read: Callable[[], bytes]
    url: str = ""


@dataclass(slots=True)
class Added:
    """What became of the sources."""

    files: dict[str, str] = field(default_factory=dict)
    """File in the collection, new or known -> source, as the person wrote it."""
    new: set[str] = field(default_factory=set)
    """The files that were not there before."""
    refused: list[ReportLine] = field(default_factory=list)
    was_stopped: bool = False


class Adder:
    """Puts documents into the default collection."""

    def __init__(self, folder: Path, originals: Path, store: Store, *, holds_several: Callable[[str], bool]) -> None:
        self._folder = folder
        self._originals = originals
        self._store = store
        self._holds_several = holds_several
        """Tells whether a file of the collection holds several articles."""
        self._by_origin: dict[str, str] = {}
        self._by_digest: dict[str, str] = {}
        self._waiting: dict[str, Mapping[str, Any]] = {}
        for name, record in store.values(Kind.SOURCE).items():
            self._learn(name, record)

    def _learn(self, name: str, record: Mapping[str, Any]) -> None:
        for origin in record.get("origins", ()):
            self._by_origin[origin] = name
        self._by_digest[str(record.get("digest"))] = name

    def add(self, sources: Iterable[Source], watch: Watch, *, is_dry: bool = False) -> Added:
        """Add documents one by one; a refused one stops none of the others."""
        added = Added()
        try:
            for done, source in enumerate(sources):
                if watch.should_stop():
                    added.was_stopped = True
                    break
                watch.tell(Progress(done, None, source.shown))
                self._add_one(source, added, is_dry=is_dry)
        finally:
            self._save()
        return added

    def _add_one(self, source: Source, added: Added, *, is_dry: bool) -> None:
        try:
            content = source.read()
            name = self._known_file(source, content)
            if name is None:
                name = self._new_name(source) if is_dry else self._put(source, content)
                added.new.add(name)
            if not is_dry:
                self._remember(name, source, content)
            added.files[name] = source.shown
        except OSError as error:
            raise StoreError(f"{self._folder}: {describe_os_error(error)}; free some room or set BROADSHEET_DATA_DIR") from error
        except SourceError as error:
            why = str(error)
            for beginning in (source.shown, source.origin, source.name):
                why = why.removeprefix(f"{beginning}: ")
            added.refused.append(ReportLine(source.shown, why=why))

    def _known_file(self, source: Source, content: bytes) -> str | None:
        """Return the file that holds these bytes already, or that an earlier revision of the source is in."""
        same = self._by_digest.get(_digest(content))
        if same and self._content_of(same) == content:
            return same
        return None

    def _content_of(self, name: str) -> bytes | None:
        try:
            return read_regular_file(self._folder / name, MAX_FILE)
        except SourceError:
            return None

    def _new_name(self, source: Source) -> str:
        """Return the file to write: that of the source's earlier revision, or a free name."""
        free = (name for name in _numbered(safe_name(source.name)) if not os.path.lexists(self._folder / name))
        return self._former_file(source) or next(free)

    def _former_file(self, source: Source) -> str | None:
        """Return the file that an earlier revision of a source is in, and that it may replace.

        A feed or a mailbox that has moved on still holds older articles, so it gets a new file;
        so does a source whose file is that of another source too, which has not changed.
        """
        former = self._by_origin.get(source.origin)
        return former if former and (self._folder / former).exists() and not self._is_shared(former) else None

    def _is_shared(self, name: str) -> bool:
        return self._holds_several(name) or len(self._record(name).get("origins", ())) > 1

    def _put(self, source: Source, content: bytes) -> str:
        """Write a source's file and return its name; a name that another program takes in this moment is passed over."""
        make_private(self._folder)
        name = self._former_file(source)
        if name is None:
            return next(name for name in _numbered(safe_name(source.name)) if write_new(self._folder / name, content))
        former = self._content_of(name)
        if former is not None:
            make_private(self._originals)
            write_atomically(self._originals / f"{_digest(former)[:16]}-{name}", former)
        write_atomically(self._folder / name, content)
        return name

    def _remember(self, name: str, source: Source, content: bytes) -> None:
        self._forget_elsewhere(name, source.origin)
        former = self._record(name)
        origins = list(dict.fromkeys([*former.get("origins", ()), source.origin]))
        record = {**former, "origins": origins, "digest": _digest(content)}
        if source.url:
            record["url"] = source.url
        self._learn(name, record)
        self._waiting[name] = record
        if len(self._waiting) >= SAVED_TOGETHER:
            self._save()

    def _forget_elsewhere(self, name: str, origin: str) -> None:
        """Take a source from the file it was in with others, now that it has one of its own."""
        former = self._by_origin.get(origin, name)
        if former != name:
            record = self._record(former)
            self._waiting[former] = {**record, "origins": [each for each in record.get("origins", ()) if each != origin]}

    def _record(self, name: str) -> Mapping[str, Any]:
        return self._waiting.get(name) or self._store.value(Kind.SOURCE, name) or {}

    def _save(self) -> None:
        waiting, self._waiting = self._waiting, {}
        if waiting:
            self._store.save([Change(Kind.SOURCE, name, record) for name, record in waiting.items()])


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def safe_name(name: str) -> str:
    """Return a file name without characters that act on shells, terminals or other systems.

    >>> safe_name("../a b\x1b[2J?.txt")
    'a b-[2J-.txt'
    """
    clean = _UNSAFE.sub("-", name.rsplit("/", 1)[-1]).strip(" .-") or "article"
    stem, dot, suffix = clean.rpartition(".")
    if not dot:
        return _cut(clean, _LONGEST_NAME)
    return _cut(stem, _LONGEST_NAME - len(suffix[:10]) - 1) + "." + suffix[:10]


def _cut(name: str, limit: int) -> str:
    return name.encode("utf-8")[:limit].decode("utf-8", "ignore")


def _numbered(name: str) -> Iterator[str]:
    yield name
    stem, dot, suffix = name.rpartition(".")
    for number in itertools.count(2):
        yield f"{stem}-{number}.{suffix}" if dot else f"{name}-{number}"


# --- what a person names ----------------------------------------------------


def sources_of(
    references: Iterable[str], *, recursive: bool, read_stdin: Callable[[], bytes], fetch: Callable[[str], "FetchedPage"]
) -> Iterator[Source | ReportLine]:
    """Iterate over the documents that paths, folders, addresses and `-` name; what names nothing comes as a refusal."""
    for reference in references:
        if reference == STDIN:
            yield _stdin_source(read_stdin)
        elif re.match(r"[a-z][a-z0-9+.-]*://", reference, re.IGNORECASE):
            yield from _address_source(reference, fetch)
        else:
            yield from _path_sources(reference, recursive=recursive)


def _stdin_source(read_stdin: Callable[[], bytes]) -> Source:
    content = read_stdin()
    return Source(f"stdin:{_digest(content)}", "standard input", f"pasted-{_digest(content)[:8]}.txt", lambda: content)


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What an address gave."""

    content: bytes
    url: str
    name: str
    """A file name with the suffix of its kind."""


def _address_source(reference: str, fetch: Callable[[str], FetchedPage]) -> Iterator[Source | ReportLine]:
    try:
        page = fetch(reference)
    except SourceError as error:
        yield ReportLine(reference, why=str(error).removeprefix(f"{reference}: "))
        return
    yield Source(page.url, reference, page.name, lambda: page.content, url=page.url)


def _path_sources(reference: str, *, recursive: bool) -> Iterator[Source | ReportLine]:
    path = expanded(Path(reference))
    if not reference:  # as a path it is the folder one is in, which nobody means by a variable that is not set
        yield ReportLine("''", why="no file is named; . is the folder you are in")
        return
    if _is_address_without_beginning(reference):
        yield ReportLine(reference, why=f"no such file; as an address write https://{reference}")
        return
    if not path.is_dir():
        yield _file_source(path, reference)
        return
    try:
        found, refused = scan_collection(path)
    except SourceError as error:
        yield ReportLine(reference, why=str(error).removeprefix(f"{path}: "))
        return
    for entry in refused:
        yield ReportLine(str(Path(reference) / entry.path), why=entry.why)
    taken = [file for file in found if recursive or "/" not in file.path]
    for file in taken:
        yield _file_source(path / file.path, str(Path(reference) / file.path))
    if not taken and not refused:
        inside = "; -r takes those in the folders inside it" if found else ""
        yield ReportLine(reference, why=f"no article files in this folder{inside}")


def _is_address_without_beginning(reference: str) -> bool:
    """Tell whether what names no file is an address as people say it; a plain host alone may be a misspelt file."""
    host, slash, _ = reference.partition("/")
    is_host = bool(slash) or host.lower().startswith("www.") or not host.isascii()
    return is_host and is_domain(host) and not Path(host).exists()


def _file_source(path: Path, shown: str) -> Source:
    return Source(os.path.realpath(path), shown, path.name, lambda: read_regular_file(path, MAX_FILE))
