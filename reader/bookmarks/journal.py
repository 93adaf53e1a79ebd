"""The second copy: a journal of changes, one checked line each.

A line is the CRC-32 of the rest in hex, a blank, and a JSON object; the first
line tells the format's version, every other one is one change with all its
records, so a change is there whole or not at all. Lines are appended and
synced; a rewrite (to repair, or because most lines are outdated) is atomic.
Holding the store's lock is the caller's part.
"""

import json
import os
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.bookmarks.record import Record, Records, as_json, by_name
from reader.files import sync, write_atomically
from reader.paths import PRIVATE_FILE

JOURNAL_VERSION = 1
_COMPACT_ABOVE = 1_000_000
_COMPACT_FACTOR = 4


@dataclass(frozen=True, slots=True)
class JournalContent:
    """What a journal, or the end of one, holds."""

    records: Records = field(default_factory=dict)
    bad_lines: int = 0
    """Whole lines that fail their check."""
    end: int = 0
    """The offset behind the last whole line."""
    is_torn: bool = False
    """The last line is not whole, as after a crash in mid write."""
    version: int | None = None


class JournalReplaced(Exception):
    """The file is not the one that was read: deleted, cut or rewritten by someone else."""


class Journal:
    """The journal file of an open store."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None
        self._end = 0
        self._size_when_compact = 0
        """About as long as the journal was, or would be, without outdated lines; 0 when not known."""

    @property
    def is_open(self) -> bool:
        """Tell whether the journal can be used."""
        return self._descriptor is not None

    def exists(self) -> bool:
        """Tell whether there is a journal."""
        return self.path.exists()

    def read(self) -> JournalContent:
        """Read and check the whole journal; a missing one is empty."""
        try:
            return parse_lines(self.path.read_bytes())
        except FileNotFoundError:
            return JournalContent()

    def start(self, content: JournalContent) -> None:
        """Open the journal for appending behind what was read; a torn line is cut off."""
        self.close()
        self._descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
        self._end = content.end
        if content.is_torn:
            os.ftruncate(self._descriptor, content.end)
            sync(self._descriptor)

    def follow(self, content: JournalContent) -> None:
        """Open the journal for reading what others append, without the right to write."""
        self.close()
        self._descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        self._end = content.end

    def rewrite(self, records: Iterable[Record]) -> None:
        """Replace the journal by one that holds just these records, and go on behind them."""
        lines = [_line({"broadsheet journal": JOURNAL_VERSION})]
        lines += [_line(_change(record.number, [record])) for record in sorted(records, key=lambda r: (r.number, r.name))]
        content = b"".join(lines)
        self.close()
        write_atomically(self.path, content, PRIVATE_FILE)
        self.start(JournalContent(end=len(content)))
        self._size_when_compact = len(content)

    def read_tail(self) -> JournalContent:
        """Read what others appended since the last look.

        Raises:
            JournalReplaced: the file is another one, or shorter than it was.
        """
        descriptor = self._same_file()
        size = os.fstat(descriptor).st_size
        if size < self._end:
            raise JournalReplaced("the journal was replaced")
        if size == self._end:
            return JournalContent(end=self._end)
        tail = parse_lines(os.pread(descriptor, size - self._end, self._end))
        self._end += tail.end
        return tail

    def append(self, number: int, records: Sequence[Record]) -> None:
        """Add one change, durable when this returns; after a failure nothing of it stays."""
        descriptor = self._same_file()
        line = _line(_change(number, records))
        try:
            os.ftruncate(descriptor, self._end)  # what a crashed program left half written
            written = os.write(descriptor, line)
            if written != len(line):
                raise OSError(28, "no space left on device")
            sync(descriptor)
        except OSError:
            os.ftruncate(descriptor, self._end)
            raise
        self._end += len(line)

    def is_outdated(self, records: Records) -> bool:
        """Tell whether the journal is large and mostly lines that later ones replaced."""
        if self._end <= _COMPACT_ABOVE:
            return False
        if not self._size_when_compact:
            self._size_when_compact = sum(len(as_json(record.value)) for record in records.values())
        return self._end > _COMPACT_FACTOR * self._size_when_compact

    def close(self) -> None:
        """Release the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _same_file(self) -> int:
        if self._descriptor is None:
            raise JournalReplaced("the journal is not open")
        try:
            there = self.path.stat()
        except FileNotFoundError as error:
            raise JournalReplaced("the journal was replaced") from error
        here = os.fstat(self._descriptor)
        if (here.st_ino, here.st_dev) != (there.st_ino, there.st_dev):
            raise JournalReplaced("the journal was replaced")
        return self._descriptor


def parse_lines(content: bytes) -> JournalContent:
    """Check and read journal lines; damaged ones are counted and passed over."""
    *lines, rest = content.split(b"\n")
    records: list[Record] = []
    bad_lines, version = 0, None
    for line in lines:
        change = _checked(line)
        if change is None:
            bad_lines += 1
        elif "broadsheet journal" in change:
            version = change["broadsheet journal"]
        else:
            records += (Record(kind, key, change["number"], value) for kind, key, value in change["records"])
    return JournalContent(by_name(records), bad_lines, len(content) - len(rest), bool(rest), version)


def _checked(line: bytes) -> dict[str, Any] | None:
    check, _, text = line.partition(b" ")
    if check != b"%08x" % zlib.crc32(text):
        return None
    change: dict[str, Any] = json.loads(text)
    return change


def _change(number: int, records: Sequence[Record]) -> dict[str, object]:
    return {"number": number, "records": [[record.kind, record.key, record.value] for record in records]}


def _line(value: object) -> bytes:
    text = as_json(value).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)
