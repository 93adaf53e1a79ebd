"""The search index of a collection, kept in step with the catalogue."""

from reader.library.annotations import Annotations
from reader.library.naming import Naming
from reader.library.shelf import Shelf
from reader.library.watching import Watch
from reader.search.hits import SearchResult


class Searching:
    """Answers queries over one collection."""

    def __init__(self, shelf: Shelf, naming: Naming, annotations: Annotations, executor: str) -> None:
        self._shelf = shelf
        self._naming = naming
        self._annotations = annotations
        self._executor = executor

    def update(self, watch: Watch) -> bool:
        """Bring the index up to date (slow); tell whether it was stopped."""
        return False

    def search(self, query: str, *, limit: int, by_date: bool) -> SearchResult:
        """Answer a query."""
        raise NotImplementedError

    def close(self) -> None:
        """Release the index."""
