"""A question made of parts finds what its parts find, joined, however often a part stands in it."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.search.engine import SearchEngine
from reader.search.hits import UserState
from tests.search.corpus import Shelf, invented_collection

TODAY = date(2026, 1, 15)


@dataclass(frozen=True)
class Asked:
    """A question and what it is to find."""

    query: str
    found: frozenset[str]

    def __and__(self, other: "Asked") -> "Asked":
        return Asked(f"({self.query} {other.query})", self.found & other.found)

    def __or__(self, other: "Asked") -> "Asked":
        return Asked(f"({self.query} OR {other.query})", self.found | other.found)

    def __sub__(self, other: "Asked") -> "Asked":
        return Asked(f"({self.query} -{other.query})", self.found - other.found)


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return invented_collection(300, length=40, vocabulary=900)


@pytest.fixture(scope="module")
def engine(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    made = list(shelf.indexed_articles.values())
    engine = SearchEngine(tmp_path_factory.mktemp("index"), shelf.article)
    engine.update(made[:200], ())
    engine.update(made[200:], ())
    return engine


@pytest.fixture(scope="module")
def parts(engine: SearchEngine, shelf: Shelf) -> list[Asked]:
    texts = [re.findall("[a-z]+", made.article.text.lower()) for made in shelf.indexed_articles.values()]
    one, other = texts[0], texts[1]
    (often, _), *_ = Counter(pair for text in texts for pair in pairwise(text)).most_common(1)
    queries = [
        one[8],
        f"{other[9][:2]}*",
        f'"{" ".join(often)}"',
        f'"{other[20]} {other[22]}"~3',
        f"={other[30]}",
        f"{one[40][:1]}*",
    ]
    return [Asked(query, found(engine, query)) for query in queries]


def found(engine: SearchEngine, query: str) -> frozenset[str]:
    return frozenset(name for name, _ in engine.rank(query, limit=10_000, state=UserState(), today=TODAY))


def test_the_parts_find_something_and_not_everything(parts: list[Asked], shelf: Shelf) -> None:
    assert all(0 < len(part.found) < len(shelf.indexed_articles) for part in parts)


def test_what_is_asked_twice_is_found_as_if_asked_once(engine: SearchEngine, parts: list[Asked]) -> None:
    for one, other in permutations(parts, 2):
        for asked in ((one & other) | one, one | (other & one), one - (other & one)):
            assert found(engine, asked.query) == asked.found, asked.query


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_found_is_what_the_parts_find_joined(engine: SearchEngine, parts: list[Asked], data: st.DataObject) -> None:
    def joined(asked: st.SearchStrategy[Asked]) -> st.SearchStrategy[Asked]:
        both = st.tuples(asked, asked)
        return both.map(lambda two: two[0] & two[1]) | both.map(lambda two: two[0] | two[1]) | both.map(lambda two: two[0] - two[1])

    asked = data.draw(st.recursive(st.sampled_from(parts), joined, max_leaves=6))
    assert found(engine, asked.query) == asked.found
