"""Writing what a screen shows to a file of the person's choice, never over one that is there."""

from collections.abc import Callable
from pathlib import Path

from reader.errors import ReaderError
from reader.files import describe_os_error, expanded, write_atomically


def write_new_file(typed: str, make: Callable[[], str], what: str) -> str:
    """Write a text to the file of a typed name, and say what became of it (slow).

    Args:
        typed: the name as the person wrote it, `~` and blanks around it included.
        make: makes the text; what it cannot make is told too.
        what: how a message names it, such as "the brief".
    """
    path = expanded(Path(typed.strip()))
    if path.exists():
        return f"Not written: {path} is there already; choose another name"
    try:
        write_atomically(path, make().encode())
    except OSError as error:
        return f"Not written: {path}: {describe_os_error(error)}"
    except ReaderError as error:
        return f"Not written: {error}"
    return f"Written: {what}, to {path}"
