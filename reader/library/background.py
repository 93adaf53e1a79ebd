"""What takes long over a few articles, done beside the screen: its keys never wait, and the memory it takes goes with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.config import Config
from reader.errors import StoreError
from reader.library.listing import Collection
from reader.paths import Paths

if TYPE_CHECKING:
    from reader.compare.comparison import Comparison
    from reader.processes import AskedProcess


def _fault(what: str) -> StoreError:
    return StoreError(f"the process that compares articles and finds names {what}")


@dataclass(frozen=True, slots=True)
class Begin:
    """The first message: whose articles these are."""

    paths: Paths
    config: Config
    collection: Collection


@dataclass(frozen=True, slots=True)
class FindNames:
    """Find the names in an article, and keep them."""

    article: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Compare two articles."""

    a: str
    b: str


class Background:
    """The library once more, in a process that is started when it is asked and ends when it has nothing to do."""

    def __init__(self, paths: Paths, config: Config, collection: Collection) -> None:
        self._begin = Begin(paths, config, collection)
        self._started: AskedProcess | None = None

    def _process(self) -> "AskedProcess":
        if self._started is None:
            # With sockets and pickle, which a start that shows one article does not need.
            from reader.processes import AskedProcess

            self._started = AskedProcess("reader.library.background_server", lambda: (self._begin,), _fault)
        return self._started

    @property
    def pid(self) -> int:
        """Of the process that ran last; 0 before the first."""
        return self._started.pid if self._started else 0

    async def find_names(self, article_id: str) -> None:
        """Let the names in an article be found and kept.

        Raises:
            ReaderError: the article has gone, or the process keeps dying.
        """
        await self._process().ask(FindNames(article_id))

    async def compare(self, a: str, b: str, on_progress: Callable[[int, int], None] | None = None) -> "Comparison":
        """Compare two articles, pins applied; `on_progress` gets passages done and their number. Cancelled, it ends there too.

        Raises:
            ReaderError: as `find_names`.
        """
        comparison: Comparison = await self._process().ask(Compare(a, b), on_progress)
        return comparison

    def close(self) -> None:
        """Stop; safe to call twice."""
        if self._started is not None:
            self._started.close()
