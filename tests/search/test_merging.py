"""Segments are made one without a change in what is found, whatever is deleted meanwhile."""

import asyncio
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.engine import SearchEngine
from reader.search.hits import UserState
from reader.search.merging import worth_merging
from reader.search.process import SearchProcess
from reader.search.schema import IndexedArticle
from reader.search.segment import Segment
from reader.search.state import SegmentEntry, current_generation, read_state
from tests.search.corpus import Shelf, article, invented_collection, open_invented
from tests.search.questions import KINDS, draw_queries

TODAY = date(2026, 1, 15)
COUNT = 60


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return invented_collection(COUNT, length=60)


def index_of(folder: Path, shelf: Shelf, batch: int = 20) -> SearchEngine:
    engine = SearchEngine(folder, shelf.article)
    made = list(shelf.indexed_articles.values())
    for start in range(0, len(made), batch):
        engine.update(made[start : start + batch], ())
    return engine


def entries(folder: Path) -> Sequence[SegmentEntry]:
    return read_state(current_generation(folder)).segments


def ranked(engine: SearchEngine, query: str) -> list[tuple[str, float]]:
    return sorted(engine.rank(query, limit=COUNT, state=UserState(), today=TODAY))


def test_a_merged_index_ranks_as_before(shelf: Shelf, tmp_path: Path) -> None:
    engine = index_of(tmp_path / "index", shelf)
    queries = [query for kind in KINDS for query in draw_queries(shelf, kind, 8)]
    before = [ranked(engine, query) for query in queries]
    engine.merge()
    assert [(entry.count, entry.deleted) for entry in entries(tmp_path / "index")] == [(COUNT, ())]
    for query, was in zip(queries, before, strict=True):
        now = ranked(engine, query)
        assert [name for name, _ in now] == [name for name, _ in was], query
        assert [score for _, score in now] == pytest.approx([score for _, score in was]), query
    assert engine.check(made.article for made in shelf.indexed_articles.values()) == ()


def test_what_is_deleted_is_left_out_word_by_word(shelf: Shelf, tmp_path: Path) -> None:
    engine = index_of(tmp_path / "index", shelf)
    gone = [f"a{number}" for number in range(0, COUNT, 4)]
    engine.update((), gone)
    engine.merge()
    left = Shelf({name: made for name, made in shelf.indexed_articles.items() if name not in gone})
    by_day = sorted(left.indexed_articles.items(), key=lambda item: item[1].article.metadata.date.text or "")
    fresh = index_of(tmp_path / "fresh", Shelf(dict(by_day)), batch=COUNT)
    merged, single = (Segment(current_generation(tmp_path / name), entries(tmp_path / name)[0].name) for name in ("index", "fresh"))
    assert sorted(merged.fields()) == sorted(single.fields())
    assert merged.values("id") == single.values("id")
    for name in single.fields():
        (mine, theirs) = (segment.dictionary(name) for segment in (merged, single))
        assert mine and theirs
        for (word, postings), (other, expected) in zip(mine.items(), theirs.items(), strict=True):
            assert (word, [*postings.ids], [*postings.freqs]) == (other, [*expected.ids], [*expected.freqs])
            assert [*postings.read_places()] == [*expected.read_places()]
    assert dict(ranked(engine, "ka*")) == pytest.approx(dict(ranked(fresh, "ka*")), abs=1e-3)


def test_what_is_deleted_during_a_merge_stays_deleted(shelf: Shelf, tmp_path: Path) -> None:
    engine, other = index_of(tmp_path / "index", shelf), SearchEngine(tmp_path / "index", shelf.article)

    def change() -> bool:
        if "a3" in other.stamps():
            other.update([IndexedArticle(article("a7", "Entirely renewed."), (), "2")], ["a3"])
        return False

    engine.merge(should_stop=change)
    assert len(entries(tmp_path / "index")) == 2
    assert engine.stamps() == {f"a{n}": "2" if n == 7 else "1" for n in range(COUNT) if n != 3}
    assert [name for name, _ in ranked(engine, "renewed")] == ["a7"]
    assert "a7" not in dict(ranked(engine, "source:source"))


def test_a_merge_of_segments_that_have_gone_is_dropped(shelf: Shelf, tmp_path: Path) -> None:
    engine, other = index_of(tmp_path / "index", shelf), SearchEngine(tmp_path / "index", shelf.article)

    def overtake() -> bool:
        if len(entries(tmp_path / "index")) > 1:
            other.merge()
        return False

    engine.merge(should_stop=overtake)
    assert len(engine.stamps()) == COUNT
    assert len(entries(tmp_path / "index")) == 1


def test_a_merge_that_is_stopped_changes_nothing(shelf: Shelf, tmp_path: Path) -> None:
    engine = index_of(tmp_path / "index", shelf)
    before = entries(tmp_path / "index")
    engine.merge(should_stop=lambda: True)
    assert entries(tmp_path / "index") == before


@given(st.lists(st.tuples(st.integers(1, 5_000), st.floats(0, 1)), max_size=12))
def test_what_is_merged_leaves_few_segments(sizes: list[tuple[int, float]]) -> None:
    segments = [SegmentEntry(str(n), count, tuple(range(int(count * share)))) for n, (count, share) in enumerate(sizes)]
    chosen = worth_merging(segments)
    assert len(set(chosen)) == len(chosen) != 1 or 2 * len(chosen[0].deleted) > chosen[0].count
    left = sorted((entry.count - len(entry.deleted) for entry in segments if entry not in chosen), reverse=True)
    live = sum(entry.count - len(entry.deleted) for entry in segments)
    merged = sum(entry.count - len(entry.deleted) for entry in chosen)
    for at, size in enumerate(left):
        assert size > sum(left[at + 1 :]) or size == 0 or merged >= live - size


async def test_the_search_process_merges_when_idle(tmp_path: Path) -> None:
    index_of(tmp_path / "index", invented_collection(40), batch=10)
    process = SearchProcess(tmp_path / "index", partial(open_invented, 40))
    await process.refresh()
    for _ in range(200):
        if len(entries(tmp_path / "index")) == 1:
            break
        await asyncio.sleep(0.1)
    result = await process.search("source:source", today=TODAY)
    process.close()
    assert result is not None
    assert result.total == 40
    assert len(entries(tmp_path / "index")) == 1
