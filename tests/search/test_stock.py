"""The fast executor finds and ranks what Whoosh's own queries do, on the same index."""

from datetime import date

import pytest

from reader.search.engine import SearchEngine
from reader.search.hits import UserState
from tests.search.corpus import Shelf, invented_collection
from tests.search.questions import KINDS, draw_queries

TODAY = date(2026, 1, 15)
ALL = 100_000


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return invented_collection(160)


@pytest.fixture(scope="module")
def engines(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> tuple[SearchEngine, SearchEngine]:
    """An index of several segments with changed and deleted articles, behind both executors."""
    folder = tmp_path_factory.mktemp("index")
    fast = SearchEngine(folder, shelf.article)
    made = list(shelf.indexed_articles.values())
    for start in range(0, len(made), 60):
        fast.update(made[start : start + 60], ())
    fast.update(made[10:20], [made[5].article.id, made[70].article.id])
    return fast, SearchEngine(folder, shelf.article, executor="stock")


def ranked(engine: SearchEngine, query: str) -> list[tuple[str, float]]:
    state = UserState(read=frozenset(f"a{n}" for n in range(0, 160, 3)))
    return list(engine.rank(query, limit=ALL, state=state, today=TODAY, is_typing=query.endswith("…")))


@pytest.mark.parametrize("kind", KINDS)
def test_both_executors_rank_alike(engines: tuple[SearchEngine, SearchEngine], shelf: Shelf, kind: str) -> None:
    found = 0
    for query in draw_queries(shelf, kind, 25):
        fast, stock = (dict(ranked(engine, query)) for engine in engines)
        assert fast.keys() == stock.keys(), query
        assert fast == pytest.approx(stock, abs=1e-4), query
        found += len(fast)
    assert found
