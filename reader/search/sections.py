"""Files of named sections: plain numbers and text, mapped and used where they lie.

Nothing in them is code, so opening one runs nothing. A section holds numbers
of one size, aligned; the list of sections is JSON at the end of the file.
"""

import json
import mmap
import struct
from array import array
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

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
        self._append(MAGIC)

    def add(self, name: str, content: "bytes | array[int]") -> None:
        """Write a section: bytes, or an array of numbers."""
        data = content if isinstance(content, bytes) else content.tobytes()
        code: Code = "B" if isinstance(content, bytes) else _CODES[content.typecode]
        self._contents[name] = (self._at, len(data), code)
        self._append(data)

    def add_text(self, name: str, lines: list[str]) -> None:
        """Write strings."""
        self.add(name, json.dumps(lines).encode())

    def finish(self) -> None:
        """Write the list of sections."""
        contents = json.dumps(self._contents).encode()
        self._file.write(contents + _TAIL.pack(self._at, len(contents), MAGIC))

    def _append(self, data: bytes) -> None:
        padded = data + bytes(-len(data) % _ALIGNMENT)
        self._file.write(padded)
        self._at += len(padded)


class Sections:
    """The sections of a file, mapped into memory.

    Raises:
        ValueError: the file is no file of sections, or cut.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = _mapped(file)
        try:
            start, length, magic = _TAIL.unpack(self._map[-_TAIL.size :])
            if magic != MAGIC or self._map[: len(MAGIC)] != MAGIC or start + length + _TAIL.size != len(self._map):
                raise ValueError(f"{path.name} is no file of sections")
            self._contents: dict[str, tuple[int, int, Code]] = json.loads(self._map[start : start + length])
        except struct.error as error:
            raise ValueError(f"{path.name} is cut") from error
        self._view = memoryview(self._map)

    def __contains__(self, name: str) -> bool:
        return name in self._contents

    def names(self) -> list[str]:
        """Return the names of the sections."""
        return list(self._contents)

    def bytes_of(self, name: str) -> "memoryview[int]":
        """Return the bytes of a section without copying them."""
        start, length, _ = self._contents[name]
        return self._view[start : start + length]

    def numbers(self, name: str) -> "memoryview[int]":
        """Return the numbers of a section without copying them."""
        return self.bytes_of(name).cast(self._contents[name][2])

    def text(self, name: str) -> list[str]:
        """Return the strings of a section."""
        lines: list[str] = json.loads(bytes(self.bytes_of(name)))
        return lines


def _mapped(file: BinaryIO) -> mmap.mmap:
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
