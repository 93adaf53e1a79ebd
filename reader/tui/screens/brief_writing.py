"""Writing the brief of a comparison to a new file."""

from collections.abc import Sequence
from pathlib import Path

from reader.errors import ReaderError
from reader.files import write_atomically
from reader.library.library import Library

BRIEF_NAME = "brief.md"


def write_brief(library: Library, articles: Sequence[str], typed: str) -> str:
    """Write the brief of some articles to a file that is not there yet, and say what became of it (slow)."""
    path = Path(typed.strip()).expanduser()
    if path.exists():
        return f"There is a file {path} already: choose another name"
    try:
        write_atomically(path, library.brief(articles).encode())
    except (OSError, ReaderError) as error:
        return f"The brief was not written: {getattr(error, 'strerror', None) or error}"
    return f"The brief is in {path}"
