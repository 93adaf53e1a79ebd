"""What one opened index answers: which articles match, the best of them, counts, and advice when there are none.

Everything here is read from the index; the articles themselves are not looked into.
"""

from dataclasses import dataclass

from reader.article import Article
from reader.search.facets import Facets, count_facets
from reader.search.hits import UserState
from reader.search.opened import OpenIndex, Stop
from reader.search.plan import All, OneOf, Plan, make_plan, watched
from reader.search.query import Node, Query
from reader.search.similar import plan_own_words, plan_similar
from reader.search.suggest import Advice, advise
from reader.search.words import Words


def never() -> bool:
    """Say that nobody asks to stop."""
    return False


@dataclass(frozen=True, slots=True)
class Question:
    """A query with all that its answer depends on besides the index."""

    asked: Query
    limit: int
    """How many articles are wanted."""
    state: UserState
    should_stop: Stop
    by_date: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """How many articles match, and the first of them."""

    total: int
    articles: tuple[tuple[str, float], ...]
    """Ids with scores."""
    notices: tuple[str, ...]


class Answering:
    """Answers over the index as it was at one moment."""

    def __init__(self, opened: OpenIndex, words: Words) -> None:
        self._opened = opened
        self._words = words

    def rank(self, question: Question) -> Ranking:
        """Return the best articles, or the newest.

        Raises:
            Overtaken: the question says so.
        """
        opened = self._opened
        plan, notices = self._plan(question, question.asked.root)
        if question.by_date or question.asked.by_date:
            total, ranked = opened.newest(plan, question.limit, question.should_stop)
        else:
            total, ranked = opened.executor.search(plan, question.limit, question.should_stop)
        return Ranking(total, tuple((opened.id_of(place), place.score) for place in ranked), notices)

    def advise(self, question: Question) -> Advice:
        """Return what to say of a question that finds nothing.

        Raises:
            Overtaken: the question says so.
        """

        def count(node: Node) -> int:
            return self._opened.count(self._plan(question, node)[0], question.should_stop)

        if not self._opened.segments:
            return Advice()
        return advise(question.asked.root, count, self._opened.statistics, question.should_stop)

    def facets(self, question: Question) -> Facets:
        """Count sources, years, names and tags over all articles that match.

        Raises:
            Overtaken: the question says so.
        """
        plan, _ = self._plan(question, question.asked.root)
        places = self._opened.executor.matching(plan, question.should_stop)
        return count_facets(watched(places, question.should_stop), self._opened.segments, question.state)

    def similar(self, article: Article, limit: int) -> tuple[str, ...]:
        """Return the ids of the articles most like one, by its key words and names, most alike first."""
        opened = self._opened
        plan = plan_similar(article, opened.names_in(article.id), opened.statistics, self._words)
        _, ranked = opened.executor.search(plan, limit + 1, never)
        alike = (opened.id_of(place) for place in ranked)
        return tuple(other for other in alike if other != article.id)[:limit]

    def finds(self, article: Article) -> bool:
        """Tell whether an article is found by words of its own."""
        plan = All((plan_own_words(article, self._opened.statistics, self._words), OneOf(frozenset({article.id}))))
        return bool(self._opened.count(plan, never))

    def _plan(self, question: Question, node: Node) -> tuple[Plan, tuple[str, ...]]:
        return make_plan(node, self._opened.statistics, self._words, question.state, question.should_stop)
