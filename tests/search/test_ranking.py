"""Shortcuts in ranking change nothing: the best twenty are those of scoring everything."""

import heapq
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.engine import SearchEngine
from reader.search.hits import UserState
from reader.search.norms import Norms
from reader.search.segment import Postings
from reader.search.skimming import promising
from reader.search.union import ScoredList, score_union
from tests.search.corpus import Shelf, invented_collection
from tests.search.questions import draw_queries

TODAY = date(2026, 1, 15)
LIMIT = 5


def drawn_list(rnd: random.Random, norms: list[float], gain: float) -> ScoredList:
    ids = sorted(rnd.sample(range(len(norms)), rnd.randint(1, len(norms))))
    freqs = bytes(min(255, int(rnd.paretovariate(1.2))) for _ in ids)
    highest = max(freqs)
    return ScoredList(Postings(ids, memoryview(freqs)), gain, norms, gain * highest / (highest + min(norms)))


def norms_of(by_article: list[float]) -> Norms:
    by_code = sorted(set(by_article))
    return Norms(by_article, by_code[0], bytes(map(by_code.index, by_article)), by_code)


def drawn_norms(rnd: random.Random, count: int) -> list[float]:
    return [rnd.choice((0.4, 0.9, 1.2, 1.3, 2.5)) for _ in range(count)]


def best(scores: dict[int, float]) -> list[float]:
    return heapq.nlargest(LIMIT, scores.values())


@given(st.integers(0, 10**6), st.integers(30, 200), st.booleans())
def test_skimming_leaves_out_only_what_cannot_win(seed: int, count: int, has_least: bool) -> None:
    rnd = random.Random(seed)
    norms = drawn_norms(rnd, count)
    one = drawn_list(rnd, norms, 1.0)
    scores = dict(zip(one.postings.ids, one.scores(), strict=True))
    least = best(scores)[-1] if has_least else 0.0
    kept = promising(one.postings.ids, bytes(one.postings.freqs), norms_of(norms), limit=LIMIT, least=least)
    skimmed = {one.postings.ids[index]: scores[one.postings.ids[index]] for index in kept}
    assert [score for score in best(skimmed) if score >= least] == [score for score in best(scores) if score >= least]


@given(st.integers(0, 10**6), st.integers(1, 5), st.booleans())
def test_a_union_scores_the_best_as_if_it_scored_all(seed: int, count: int, has_least: bool) -> None:
    rnd = random.Random(seed)
    norms = drawn_norms(rnd, 80)
    lists = [drawn_list(rnd, norms, rnd.uniform(1, 6)) for _ in range(count)]
    scores: dict[int, float] = {}
    for one in lists:
        for number, score in zip(one.postings.ids, one.scores(), strict=True):
            scores[number] = scores.get(number, 0.0) + score
    least = best(scores)[-1] - 1e-9 if has_least else 0.0
    assert best(score_union(lists, limit=LIMIT, least=least)) == pytest.approx(best(scores))


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return invented_collection(700, length=40, vocabulary=900)


@pytest.fixture(scope="module")
def engine(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    folder: Path = tmp_path_factory.mktemp("index")
    made = list(shelf.indexed_articles.values())
    engine = SearchEngine(folder, shelf.article)
    engine.update(made[:500], ())
    engine.update(made[500:], ())
    return engine


@pytest.mark.parametrize("kind", ["word", "or", "and", "phrase", "prefix", "beginning", "mixed"])
def test_the_first_twenty_are_the_first_twenty_of_all(engine: SearchEngine, shelf: Shelf, kind: str) -> None:
    for query in draw_queries(shelf, kind, 20):
        twenty, everything = (engine.rank(query, limit=n, state=UserState(), today=TODAY) for n in (20, 10_000))
        assert [score for _, score in twenty] == pytest.approx([score for _, score in everything[:20]]), query


@pytest.mark.parametrize("share_of_twos", [0.0, 0.004, 0.5])
def test_of_a_word_that_stands_once_nearly_everywhere_only_short_articles_are_scored(share_of_twos: float) -> None:
    rnd = random.Random(5)
    norms = norms_of([0.3 + number / 1000 for number in rnd.sample(range(200), 200) * 10])
    freqs = bytes(2 if rnd.random() < share_of_twos else 1 for _ in norms.codes)
    kept = promising(range(len(freqs)), freqs, norms, limit=20, least=0.0)
    assert 20 <= len(kept) < len(freqs) / 8
