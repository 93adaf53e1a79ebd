"""A filter beside a word leaves out what does not pass it and changes nothing else: no order, no score, no count."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reader.search.dates import date_range, read_date_range
from reader.search.engine import SearchEngine
from reader.search.hits import UserState
from reader.search.schema import IndexedArticle
from reader.search.segment import Segment
from reader.search.state import current_generation, read_state
from tests.search.corpus import Shelf, article, invented_collection
from tests.search.questions import draw_queries

TODAY = date(2026, 1, 15)
COUNT = 500
READ = frozenset(f"a{number}" for number in range(0, COUNT, 3))
GONE = frozenset(f"a{number}" for number in range(0, COUNT, 7))
KEPT = frozenset({"a1", "a7", "a8", "a9"})
STATE = UserState(read=READ, tags=(("kept", KEPT),))
DAYS = ("2019", ">2023-06", "2018-03..2021", "<2016-01-05", "2020-02-29", "2031")


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """Articles of a day, some of a month, a year or no date."""
    made = invented_collection(COUNT, length=40, vocabulary=900)
    vague = {f"a{number}": ("2019", "2021-06", "")[number % 3] for number in range(0, 60, 4)}
    for name, day in vague.items():
        made.indexed_articles[name] = with_day(made, name, day)
    return made


def with_day(shelf: Shelf, name: str, day: str) -> IndexedArticle:
    indexed = shelf.indexed(name)
    metadata = replace(indexed.article.metadata, date=replace(indexed.article.metadata.date, text=day))
    return replace(indexed, article=replace(indexed.article, metadata=metadata))


@pytest.fixture(scope="module", params=["as it came", "merged", "with deleted ones"])
def engine(request: pytest.FixtureRequest, shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    made = list(shelf.indexed_articles.values())
    engine = SearchEngine(tmp_path_factory.mktemp("index"), shelf.article)
    for start in range(0, COUNT, 125):
        engine.update(made[start : start + 125], ())
    if request.param != "as it came":
        engine.merge()
    if request.param == "with deleted ones":
        engine.update((), GONE)
    return engine


def ranked(engine: SearchEngine, query: str, limit: int = COUNT) -> list[tuple[str, float]]:
    return list(engine.rank(query, limit=limit, state=STATE, today=TODAY))


def is_within(shelf: Shelf, days: str) -> Callable[[str], bool]:
    asked = read_date_range(days, TODAY)
    assert asked

    def passes(name: str) -> bool:
        published = date_range(shelf.article(name).metadata.date.text or "")
        return published is not None and asked.first <= published.first and published.last <= asked.last

    return passes


def check(engine: SearchEngine, word: str, filters: str, passes: Callable[[str], bool]) -> None:
    expected = [(name, score) for name, score in ranked(engine, word) if passes(name)]
    assert sorted(ranked(engine, f"{word} {filters}")) == pytest.approx(sorted(expected)), filters
    best = [score for _, score in ranked(engine, f"{word} {filters}", 5)]
    assert best == pytest.approx([score for _, score in expected[:5]])
    assert engine.search(f"{word} {filters}", limit=1, state=STATE, today=TODAY).total == len(expected)


@pytest.mark.parametrize("days", DAYS)
def test_days(engine: SearchEngine, shelf: Shelf, days: str) -> None:
    inside = is_within(shelf, days)
    for word in draw_queries(shelf, "word", 6):
        check(engine, word, f"date:{days}", inside)
        check(engine, word, f"-date:{days}", lambda name: not inside(name))


def test_what_was_read_and_tagged(engine: SearchEngine, shelf: Shelf) -> None:
    inside = is_within(shelf, "2017..2022")
    for word in draw_queries(shelf, "word", 6):
        check(engine, word, "is:unread", lambda name: name not in READ)
        check(engine, word, "is:read date:2017..2022", lambda name: name in READ and inside(name))
        check(engine, word, "-tag:kept -is:read", lambda name: name not in READ and name not in KEPT)


def test_a_merged_segment_has_its_articles_by_day(shelf: Shelf, tmp_path: Path) -> None:
    engine = SearchEngine(tmp_path, shelf.article)
    for one in shelf.indexed_articles.values():
        if len(engine.stamps()) < 30:
            engine.update([one], ())
    engine.merge()
    generation = current_generation(tmp_path)
    (entry,) = read_state(generation).segments
    firsts, _ = Segment(generation, entry.name).days()
    assert [*firsts] == sorted(firsts)


def test_a_day_alone_finds_all_of_it(engine: SearchEngine, shelf: Shelf) -> None:
    here = engine.stamps()
    for days in DAYS:
        expected = {name for name in here if is_within(shelf, days)(name)}
        assert {name for name, _ in ranked(engine, f"date:{days}")} == expected


def test_a_word_that_stands_everywhere_is_counted_right_within_days(tmp_path: Path) -> None:
    days = {f"a{number:03}": f"20{10 + number % 10}-01-0{1 + number % 9}" for number in range(600)}
    shelf = Shelf.of(*(article(name, "grain " * (1 + len(name) % 3), date=day) for name, day in days.items()))
    engine = SearchEngine(tmp_path, shelf.article)
    engine.update(shelf.indexed_articles.values(), ())
    assert engine.search("grain date:2012..2013", limit=5, state=UserState(), today=TODAY).total == 120
