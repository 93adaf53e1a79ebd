"""What the screen's process and the search process say to each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from reader.article import Article
from reader.search.hits import UserState
from reader.search.schema import IndexedArticle


class ArticleSource(Protocol):
    """Where the search process gets articles from: the library's stores, opened once more in that process."""

    def stamps(self) -> Mapping[str, str]:
        """Return the stamp that every article of the collection has now, by id."""

    def article(self, article_id: str) -> Article:
        """Return an article with the reader's corrections applied."""

    def indexed(self, article_id: str) -> IndexedArticle:
        """Return an article with its mentions and its stamp, to be indexed."""

    def close(self) -> None:
        """Release files."""


OpenSource = Callable[[], ArticleSource]
"""Opens the source in the search process; must survive pickling: a function of a module, or `functools.partial` of one."""


@dataclass(frozen=True, slots=True)
class Begin:
    """The first message: what is to be searched."""

    folder: Path
    open_source: OpenSource
    executor: str


@dataclass(frozen=True, slots=True)
class Search:
    """Answer a query; a later one drops it."""

    query: str
    limit: int
    by_date: bool
    today: date
    is_typing: bool
    with_facets: bool = False


@dataclass(frozen=True, slots=True)
class SetState:
    """From now on answer by this state of the user."""

    state: UserState


@dataclass(frozen=True, slots=True)
class FindMatches:
    """Mark a query in one article."""

    query: str
    article: str
    today: date


@dataclass(frozen=True, slots=True)
class FindSimilar:
    """Find articles like one."""

    article: str
    limit: int


@dataclass(frozen=True, slots=True)
class FindPassages:
    """List the best passages over the whole collection; a later question drops it, as it does a search."""

    query: str
    limit: int
    today: date
    is_typing: bool = False


@dataclass(frozen=True, slots=True)
class Refresh:
    """Bring the index up to date with the source."""
