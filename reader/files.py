"""Files written so that a crash, a power cut or a second program costs nothing.

`write_atomically` leaves either the old or the new content, on the disk;
`locked` holds an advisory lock that dies with its process.
"""

import contextlib
import errno
import fcntl
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from reader.errors import Refused, SourceError, StoreLocked
from reader.paths import PRIVATE_FILE


def write_atomically(path: Path, content: bytes, mode: int = PRIVATE_FILE) -> None:
    """Replace a file by new content, durable when this returns."""
    with _written_beside(path, content, mode) as name:
        os.replace(name, path)
    sync_folder(path.parent)


def write_new(path: Path, content: bytes, mode: int = PRIVATE_FILE) -> bool:
    """Create a file whole, durable when this returns; tell False, and leave it alone, where there is one already."""
    with _written_beside(path, content, mode) as name:
        try:
            os.link(name, path)
            is_new = True
        except FileExistsError:
            is_new = False
        except OSError:  # a file system without hard links: only what comes in this very moment could be replaced
            is_new = not os.path.lexists(path)
            if is_new:
                os.replace(name, path)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
    sync_folder(path.parent)
    return is_new


@contextlib.contextmanager
def _written_beside(path: Path, content: bytes, mode: int) -> Iterator[str]:
    """Write a file of another name into the same folder; it goes away when what is done with it fails."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            sync(file.fileno())
        yield name
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def sync(descriptor: int) -> None:
    """Put what was written onto the disk; the plain call leaves it in the drive's own memory on macOS."""
    whole = getattr(fcntl, "F_FULLFSYNC", None)
    if whole is not None:
        with contextlib.suppress(OSError):  # a disk of the network may not know it
            fcntl.fcntl(descriptor, whole)
            return
    os.fsync(descriptor)


@contextlib.contextmanager
def locked(path: Path, timeout_seconds: float = 10.0) -> Iterator[None]:
    """Hold an exclusive lock on a lock file.

    Raises:
        StoreLocked: another program held it for all of `timeout_seconds`.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        _wait_for_lock(descriptor, path, timeout_seconds)
        yield
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int, path: Path, timeout_seconds: float) -> None:
    deadline = time.monotonic() + timeout_seconds
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise StoreLocked(f"{path} is held by another program: close it and try again") from error
            time.sleep(0.01)


def expanded(path: Path) -> Path:
    """Put the home folder in place of a `~`; a `~name` of nobody here stays as it is written.

    >>> expanded(Path("~nobody-of-this-name/a.txt"))
    PosixPath('~nobody-of-this-name/a.txt')
    """
    with contextlib.suppress(RuntimeError):
        return path.expanduser()
    return path


def read_regular_file(path: Path, limit: int) -> bytes:
    """Read a file of at most `limit` bytes; a FIFO or device never blocks.

    Raises:
        SourceError: the file is missing or cannot be read.
        Refused: it is no regular file, or too large.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise SourceError(f"{path}: {describe_os_error(error)}") from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):  # before `fdopen`, which refuses a folder in its own way
        os.close(descriptor)
        raise Refused(f"{path}: not a regular file")
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size > limit:
            raise Refused(f"{path}: larger than {limit // 1_000_000} MB")
        try:
            return file.read(limit + 1)
        except OSError as error:
            raise SourceError(f"{path}: {describe_os_error(error)}") from error


def describe_os_error(error: OSError) -> str:
    """Say in words what the system refused.

    >>> describe_os_error(FileNotFoundError(2, "No such file or directory"))
    'no such file or directory'
    """
    if error.errno == errno.ELOOP:
        return "a loop of symbolic links"
    return (error.strerror or str(error)).lower()
