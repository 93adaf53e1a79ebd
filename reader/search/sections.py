"""Files of named sections: plain numbers and text, read as they are needed and used as they lie.

Nothing in them is code, so opening one runs nothing. A section holds numbers
of one size, aligned; the list of sections is JSON at the end of the file.
"""

import json
import os
import struct
import weakref
from array import array
from pathlib import Path
from typing import Literal, Protocol

MAGIC = b"bsect001"
_TAIL = struct.Struct("<QI8s")
_ALIGNMENT = 8

Code = Literal["B", "H", "I", "Q"]
"""How wide the numbers of a section are, in the letters of `struct`."""


_CODES: dict[str, Code] = {"B": "B", "H": "H", "I": "I", "Q": "Q"}


class Output(Protocol):
    """What sections are written to."""

    def write(self, data: bytes) -> object:
        """Append bytes."""


class SectionsWriter:
    """Writes sections one after the other, then the list of them."""

    def __init__(self, file: Output) -> None:
        self._file = file
        self._at = 0
        self._contents: dict[str, tuple[int, int, Code]] = {}
        self._name = ""
        self._start = 0
        self._code: Code = "B"
        self.append(MAGIC)

    def add(self, name: str, content: "bytes | array[int]") -> None:
        """Write a section: bytes, or an array of numbers."""
        self.begin(name)
        self._code = "B" if isinstance(content, bytes) else _CODES[content.typecode]
        self.append(content if isinstance(content, bytes) else content.tobytes())
        self.end()

    def begin(self, name: str) -> None:
        """Begin a section of bytes that come piece by piece."""
        self._name, self._start, self._code = name, self._at, "B"

    def append(self, data: bytes) -> int:
        """Write a piece of the section and return how long it is."""
        self._file.write(data)
        self._at += len(data)
        return len(data)

    def end(self) -> None:
        """End the section."""
        self._contents[self._name] = (self._start, self._at - self._start, self._code)
        self.append(bytes(-self._at % _ALIGNMENT))

    def add_text(self, name: str, lines: list[str]) -> None:
        """Write strings."""
        self.add(name, json.dumps(lines).encode())

    def finish(self) -> None:
        """Write the list of sections."""
        contents = json.dumps(self._contents).encode()
        self._file.write(contents + _TAIL.pack(self._at, len(contents), MAGIC))


class Sections:
    """The sections of a file, read when they are asked for.

    They are read, not mapped: a file that is cut while it is in use then gives
    an error instead of ending the program.

    Raises:
        ValueError: the file is no file of sections, or cut.
    """

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._descriptor)
        size = os.fstat(self._descriptor).st_size
        start, length, magic = _TAIL.unpack(self._read(max(0, size - _TAIL.size), _TAIL.size))
        if magic != MAGIC or self._read(0, len(MAGIC)) != MAGIC or start + length + _TAIL.size != size:
            raise ValueError(f"{self._name} is no file of sections")
        self._contents: dict[str, tuple[int, int, Code]] = json.loads(self._read(start, length))

    def __contains__(self, name: str) -> bool:
        return name in self._contents

    def names(self) -> list[str]:
        """Return the names of the sections."""
        return list(self._contents)

    def size_of(self, name: str) -> int:
        """Return how many bytes a section has."""
        return self._contents[name][1]

    def bytes_of(self, name: str) -> bytes:
        """Return the bytes of a section."""
        start, length, _ = self._contents[name]
        return self._read(start, length)

    def part_of(self, name: str, start: int, end: int) -> "memoryview[int]":
        """Return some bytes of a section."""
        first, length, _ = self._contents[name]
        if end > length:
            raise ValueError(f"{self._name}: {name} ends before {end}")
        return memoryview(self._read(first + start, end - start))

    def numbers(self, name: str) -> "memoryview[int]":
        """Return the numbers of a section."""
        return memoryview(self.bytes_of(name)).cast(self._contents[name][2])

    def text(self, name: str) -> list[str]:
        """Return the strings of a section."""
        lines: list[str] = json.loads(self.bytes_of(name))
        return lines

    def _read(self, start: int, length: int) -> bytes:
        content = os.pread(self._descriptor, length, start)
        if len(content) != length:
            raise ValueError(f"{self._name} is cut")
        return content
