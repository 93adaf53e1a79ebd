"""The way to the formats, loaded when the first file has to be read."""

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Self

import reader.formats

if TYPE_CHECKING:
    from reader.formats.child import GuardedReader
    from reader.formats.extracted import Extracted


class DocumentReader:
    """Reads the documents of one refresh; its guard starts with the first document that needs it."""

    def __init__(self, url_of: Callable[[str], str | None]) -> None:
        self._url_of = url_of
        self._guarded: GuardedReader | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._guarded is not None:
            self._guarded.close()

    def read(self, content: bytes, name: str) -> "tuple[Extracted, ...]":
        """Read a document of the collection."""
        from reader.formats.child import GuardedReader

        if self._guarded is None:
            self._guarded = GuardedReader()
        return self._guarded.read(content, name, url=self._url_of(name))


@functools.cache
def extractor_version() -> str:
    """Return a value that changes with everything that reads documents: they are then read again."""
    digest = hashlib.sha256()
    for folder in reader.formats.__path__:
        for file in sorted(Path(folder).rglob("*")):
            if file.suffix in {".py", ".json", ".gz", ".txt"}:
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]
