"""The `stock` executor: plans answered by Whoosh's own queries, matchers and ranking.

Slow, but somebody else's: the fast executor must find and rank the same, and
whoever distrusts it can switch it off in the configuration.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.matching.binary import AndNotMatcher
from whoosh.matching.mcore import ListMatcher, NullMatcher
from whoosh.query import spans

from reader.search import plan as plans
from reader.search.codec import whoosh_schema
from reader.search.executor import WIDE_SCORE, Executor, Ranked
from reader.search.open_segment import OpenSegment
from reader.search.plan import AnyTerm, Near, Plan, Statistics, Term
from reader.search.schema import TITLE, TITLE_BOOST
from reader.search.state import check_before_writing, read_state


class Rows(whoosh_query.Query):  # type: ignore[misc]  # whoosh has no types
    """Articles that are known by their numbers: what dates and the user's state let through."""

    def __init__(self, numbers: Mapping[str, list[int]]) -> None:
        self._numbers = numbers
        """By the name of the segment."""

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Return the numbers of this searcher's segment."""
        here = sorted(self._numbers.get(searcher.reader().segment().segment_id(), ()))
        return ListMatcher(here, [0.0] * len(here)) if here else NullMatcher()

    def estimate_size(self, reader: Any) -> int:
        """Return how many articles these are."""
        return sum(map(len, self._numbers.values()))

    def is_leaf(self) -> bool:
        """Say that there is no query inside."""
        return True


class Without(whoosh_query.AndNot):  # type: ignore[misc]  # whoosh has no types
    """`AndNot` that also leaves the first article out: Whoosh's own does not look when `b` begins before `a`."""

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Return what walks through `a` without `b`."""
        wanted = self.a.matcher(searcher, context)
        return _WithoutMatcher(wanted, self.b.matcher(searcher, searcher.boolean_context()))


class _WithoutMatcher(AndNotMatcher):  # type: ignore[misc]  # whoosh has no types
    def _find_first(self) -> None:
        if self.is_active():
            self._find_next()


class StockExecutor:
    """Answers plans with Whoosh, over the same segments."""

    def __init__(self, generation: Path, segments: Sequence[OpenSegment], statistics: Statistics) -> None:
        check_before_writing(generation, read_state(generation))
        self._searcher = whoosh_index.open_dir(str(generation), schema=whoosh_schema()).searcher()
        self._segments = segments
        self._fast = Executor(segments, statistics)
        self._firsts = [0]
        for opened in segments:
            self._firsts.append(self._firsts[-1] + opened.segment.count)

    def search(self, plan: Plan, limit: int, should_stop: Callable[[], bool]) -> tuple[int, list[Ranked]]:
        """Return how many articles match, and the best of them."""
        results = self._searcher.search(self._query(plan), limit=limit)
        return len(results), [self._ranked(number, score) for score, number in results.top_n]

    def matching(self, plan: Plan, should_stop: Callable[[], bool]) -> list[tuple[int, int]]:
        """Return segment and number of every article that matches."""
        results = self._searcher.search(self._query(plan), limit=None)
        places = (self._ranked(number, score) for score, number in results.top_n)
        return [(place.segment, place.number) for place in places]

    def _ranked(self, number: int, score: float) -> Ranked:
        segment = max(index for index, first in enumerate(self._firsts) if first <= number)
        return Ranked(score, segment, number - self._firsts[segment])

    def _query(self, plan: Plan) -> Any:
        match plan:
            case AnyTerm() | plans.Wide() | Near():
                return _words_query(plan)
            case plans.All(wanted, unwanted):
                found = whoosh_query.And([self._query(part) for part in wanted])
                return Without(found, _either([self._query(_bare(part)) for part in unwanted])) if unwanted else found
            case plans.Any(branches):
                return _either([self._query(branch) for branch in branches])
            case _:
                return Rows(self._numbers(plan))

    def _numbers(self, plan: Plan) -> dict[str, list[int]]:
        """Return the articles that a filter lets through: dates and the user's state are not in the index."""
        numbers: dict[str, list[int]] = {}
        for segment, number in self._fast.matching(plan, lambda: False):
            numbers.setdefault(self._segments[segment].segment.name, []).append(number)
        return numbers


def _words_query(plan: AnyTerm | plans.Wide | Near) -> Any:
    match plan:
        case AnyTerm(terms, bonus):
            found = _either([_term(term) for term in terms])
            return whoosh_query.AndMaybe(found, _either([_term(term) for term in bonus])) if bonus else found
        case plans.Wide(field, words):
            return whoosh_query.ConstantScoreQuery(_either([_word(field, word) for word in words]), WIDE_SCORE)
        case Near(places, slop):
            return spans.SpanNear2([_words_query(place) for place in places], slop=slop)


def _bare(plan: Plan) -> Plan:
    """Return a plan without what only adds to scores."""
    return AnyTerm(plan.terms) if isinstance(plan, AnyTerm) else plan


def _term(term: Term) -> Any:
    return _word(term.field, term.word, TITLE_BOOST if term.field == TITLE else 1.0)


def _word(field: str, word: bytes, boost: float = 1.0) -> Any:
    return whoosh_query.Term(field, word, boost=boost)


def _either(queries: Sequence[Any]) -> Any:
    if not queries:
        return whoosh_query.NullQuery
    return whoosh_query.Or(queries) if len(queries) > 1 else queries[0]
