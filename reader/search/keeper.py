"""The folder of an index: opened as it is now, locked for writing, thrown away when it breaks.

Whatever a damaged index raises becomes a fresh, empty index and an
`IndexBroken`: whoever fed it feeds it again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

from reader.errors import IndexBroken, SourceError, StoreError, StoreLocked, UsageError
from reader.files import describe_os_error, locked
from reader.paths import make_private
from reader.search.distribution import fault_of_installation
from reader.search.opened import Marks, OpenIndex, marks_of
from reader.search.plan import Overtaken
from reader.search.state import (
    LOCK_FILE,
    check_sizes,
    current_generation,
    new_generation,
    read_state,
    use_generation,
)

WRITTEN = "written"
_BROKEN = (OSError, ValueError, KeyError, IndexError, TypeError)
"""What reading a damaged file may raise."""


class IndexKeeper:
    """The index of one folder of the cache."""

    def __init__(self, folder: Path, executor: str) -> None:
        self.folder = folder
        self._executor_name = executor
        self._opened: OpenIndex | None = None
        self._is_installation_known = False
        self._is_writing = False

    def opened(self) -> OpenIndex | None:
        """Return the index as it is on the disk now; None when there is none that can be trusted."""
        try:
            if self._opened is None or not self._opened.is_current():
                self._opened = OpenIndex.of(current_generation(self.folder), self._executor_name)
        except (IndexBroken, *_BROKEN):
            self._opened = None
        return self._opened

    def trusted(self) -> OpenIndex:
        """Return the index; one that is not there, or not to be trusted, must not answer “nothing found”.

        Raises:
            IndexBroken: there is none.
        """
        opened = self.opened()
        if opened is None:
            raise IndexBroken("it is missing, damaged or of another version")
        return opened

    def close(self) -> None:
        """Let go of the files; safe to call twice."""
        self._opened = None

    def generation_to_write(self) -> Path:
        """Return the generation in use, or a fresh one in place of one that is damaged; only while `writing`."""
        try:
            generation = current_generation(self.folder)
            check_sizes(generation, read_state(generation))
        except IndexBroken:
            generation = self._start_again()
        return generation

    def _start_again(self) -> Path:
        generation = new_generation(self.folder)
        load_writer().create_index(generation)
        use_generation(self.folder, generation)
        return generation

    @contextmanager
    def guarded(self, what: str) -> Iterator[None]:
        """Turn whatever a damaged index raises into a fresh, empty index and an `IndexBroken`."""
        seen = self._mark_on_disk()
        try:
            yield
        except (UsageError, SourceError, StoreLocked, Overtaken, MemoryError):
            raise
        except Exception as error:  # a damaged index raises anything at all: eight kinds were counted
            self._opened = None
            if what == WRITTEN and isinstance(error, OSError):
                raise StoreError(f"the index in {self.folder} cannot be written: {describe_os_error(error)}") from error
            self._throw_away(seen, error)
            why = str(error) if isinstance(error, IndexBroken) else f"{type(error).__name__}: {error}"
            raise IndexBroken(f"the index could not be {what} and is built again ({why})") from error

    def _mark_on_disk(self) -> Marks | None:
        """Return what changes when another program changes the index, without looking twice at every key."""
        if self._opened is not None and self._opened.is_current():
            return self._opened.marks
        return _marks(self.folder)

    def _throw_away(self, seen: Marks | None, cause: Exception) -> None:
        """Put an empty index in the place of the broken one, unless another program has just changed it."""
        if self._is_writing:
            return
        try:
            with locked(make_private(self.folder) / LOCK_FILE):
                if _marks(self.folder) == seen:
                    self._start_again()
        except OSError as error:
            raise IndexBroken(f"no index can be kept in {self.folder}: {describe_os_error(error)}") from cause

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the index for writing.

        Raises:
            IndexBroken: the index cannot be written.
            StoreLocked: another program is writing it.
            StoreError: the disk is full or refuses, or Whoosh is not installed as it should be.
        """
        self._check_installation()
        with self.guarded(WRITTEN), locked(make_private(self.folder) / LOCK_FILE):
            self._is_writing = True
            try:
                yield
            finally:
                self._is_writing = False

    def fault_of_installation(self) -> str:
        """Say what is wrong with the Whoosh that is installed; nothing when nothing is."""
        return fault_of_installation()

    def _check_installation(self) -> None:
        if not self._is_installation_known:
            if fault := self.fault_of_installation():
                raise StoreError(fault)
            self._is_installation_known = True


def _marks(folder: Path) -> Marks | None:
    """Return what changes when another program changes the index; None when there is none that can be trusted."""
    try:
        return marks_of(current_generation(folder))
    except (IndexBroken, OSError):
        return None


def load_writer() -> ModuleType:
    """Load what writes only when something is written: it brings Whoosh with it."""
    return import_module("reader.search.writer")
