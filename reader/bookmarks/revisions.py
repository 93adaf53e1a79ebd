"""The kept text of every revision that carries notes.

One file a revision, named by the digest of its text and never changed: what
is read is checked against its name. A lost or damaged file costs no note, only
the surest way of finding a place again.
"""

import contextlib
from pathlib import Path

from reader.article import digest_of
from reader.bookmarks.folders import keep_folder
from reader.files import write_atomically


class Revisions:
    """The kept texts of a data folder."""

    def __init__(self, data_folder: Path) -> None:
        self.folder = data_folder / "revisions"

    def keep(self, text: str) -> str:
        """Keep a text, durable when this returns, and return its digest; a damaged copy is replaced.

        Raises:
            OSError: it cannot be written.
        """
        digest = digest_of(text)
        if self.text(digest) is None:
            keep_folder(self.folder)
            write_atomically(self._file(digest), text.encode("utf-8", "surrogatepass"))
        return digest

    def text(self, digest: str) -> str | None:
        """Return the text of a revision, or None when it is not kept or damaged."""
        with contextlib.suppress(OSError, UnicodeDecodeError):
            text = self._file(digest).read_bytes().decode("utf-8", "surrogatepass")
            if digest_of(text) == digest:
                return text
        return None

    def damaged(self) -> tuple[str, ...]:
        """Return the digests whose file does not hold their text."""
        files = sorted(self.folder.glob("*.txt"))
        return tuple(file.stem for file in files if self.text(file.stem) is None)

    def _file(self, digest: str) -> Path:
        return self.folder / f"{digest}.txt"
