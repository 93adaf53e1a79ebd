"""The catalogue while it is in use: one that breaks under our hands is thrown away and filled again."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reader.catalogue.catalogue import Catalogue, CatalogueBroken
from reader.catalogue.database import throw_away
from reader.errors import StoreError

Answer = TypeVar("Answer")
_MADE_ANEW = "the catalogue was damaged and is made anew from the files; notes and bookmarks are untouched"
_IN_MEMORY = "The articles are read anew for this time, and cannot be searched"


class MendingCatalogue:
    """The catalogue in a file, mended as often as it breaks; `fill` fills an empty one."""

    def __init__(self, file: Path, fill: Callable[[], object]) -> None:
        self._file = file
        self._fill = fill
        self._lock = threading.RLock()
        self._notices: list[str] = []
        self._catalogue = self._open()

    def _open(self) -> Catalogue:
        try:
            catalogue = Catalogue(self._file)
        except StoreError as error:
            self.note(f"{error}. {_IN_MEMORY}")
            return Catalogue(None)
        if catalogue.was_rebuilt:
            self.note(_MADE_ANEW)
        return catalogue

    @property
    def now(self) -> Catalogue:
        """The catalogue of this moment; do not hold it, a broken one is put aside."""
        return self._catalogue

    def ask(self, question: Callable[[Catalogue], Answer]) -> Answer:
        """Ask the catalogue; one that breaks is made anew, filled, and asked again."""
        try:
            return question(self._catalogue)
        except CatalogueBroken:
            self.renew()
            return question(self._catalogue)

    def renew(self) -> None:
        """Throw the catalogue away, say so, and fill a new one (slow)."""
        self.empty()
        self.note(_MADE_ANEW)
        self._fill()

    def empty(self) -> None:
        """Begin with a new catalogue without anything in it."""
        with self._lock:
            former = self._catalogue
            throw_away(self._file)
            self._catalogue = Catalogue(self._file)
            former.close()

    def go_on_in_memory(self, why: StoreError) -> None:
        """Begin with an empty catalogue that needs no disk: a full one shall not keep anybody from reading."""
        self.note(f"{why}. {_IN_MEMORY}")
        former, self._catalogue = self._catalogue, Catalogue(None)
        former.close()

    def note(self, text: str) -> None:
        """Keep something a person must know."""
        with self._lock:
            if text not in self._notices:
                self._notices.append(text)

    def take_notices(self) -> tuple[str, ...]:
        """Return what a person must know since the last call."""
        with self._lock:
            notices, self._notices = tuple(self._notices), []
        return notices

    def close(self) -> None:
        """Release the file; safe to call twice."""
        self._catalogue.close()
