"""Hits with the passages that earned them: what is read from the articles once the index has ranked them."""

from collections.abc import Callable, Iterable, Iterator

from reader.article import Article
from reader.errors import SourceError
from reader.search.excerpts import MOST_EXCERPTS, best_excerpts
from reader.search.hits import Excerpt, Hit
from reader.search.marks import MatchFinder
from reader.search.opened import Stop
from reader.search.plan import Overtaken

Ranked = Iterable[tuple[str, float]]
"""Ids of articles with their scores, best first."""


class Quoter:
    """Reads the articles that a query found, one after the other, and quotes what it found in them."""

    def __init__(self, read_article: Callable[[str], Article], finder: MatchFinder, should_stop: Stop) -> None:
        self._read_article = read_article
        self._finder = finder
        self._should_stop = should_stop

    def hits(self, ranked: Ranked, most_excerpts: int = MOST_EXCERPTS) -> Iterator[Hit]:
        """Give a hit for each article, but for those that have gone since they were indexed.

        Raises:
            Overtaken: `should_stop` said so.
        """
        for article_id, score in ranked:
            if self._should_stop():
                raise Overtaken
            try:
                article = self._read_article(article_id)
            except SourceError:
                continue
            matches = self._finder.find(article)
            yield Hit(article_id, score, best_excerpts(article, matches, most_excerpts), len(matches))

    def passages(self, ranked: Ranked, limit: int) -> tuple[tuple[str, Excerpt], ...]:
        """Return the best passages, each with the id of its article; the best article first.

        Raises:
            Overtaken: `should_stop` said so.
        """
        found: list[tuple[str, Excerpt]] = []
        for hit in self.hits(ranked, most_excerpts=limit):
            found += [(hit.article, excerpt) for excerpt in hit.excerpts if excerpt.matches]
            if len(found) >= limit:
                break
        return tuple(found[:limit])
