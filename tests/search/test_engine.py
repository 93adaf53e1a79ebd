"""The engine answers, keeps up with the articles and mends itself."""

from datetime import date
from pathlib import Path

import pytest

from reader.search.engine import SearchEngine
from reader.search.hits import SearchResult, UserState
from reader.search.schema import IndexedArticle
from tests.search.corpus import Shelf, article

TODAY = date(2026, 1, 15)


def engine_of(folder: Path, shelf: Shelf) -> SearchEngine:
    engine = SearchEngine(folder, shelf.article)
    engine.update(shelf.indexed_articles.values(), ())
    return engine


def answer(engine: SearchEngine, query: str, state: UserState | None = None) -> SearchResult:
    return engine.search(query, state=state or UserState(), today=TODAY)


def found(engine: SearchEngine, query: str, state: UserState | None = None) -> set[str]:
    return {hit.article for hit in answer(engine, query, state).hits}


@pytest.fixture
def shelf() -> Shelf:
    return Shelf.of(
        article(
            "rates", "The bank raised its interest rate. Markets fell.", title="Bank acts", date="2024-03-01", source="The Times"
        ),
        article("run", "She was running for office in the U.S. election.", date="2025", source="Reuters"),
        article("cafe", "Das Café in der Straße öffnet.", language="de", furniture=["Share this article"]),
        article("steppe", "Президент Токаев посетил Москву.", language="ru"),
        article("yinhang", "中国银行今天宣布降息。", language="zh"),
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bank", {"rates"}),
        ("BANKS", {"rates"}),
        ("run", {"run"}),
        ("=running", {"run"}),
        ("=run", set()),
        ("US election", {"run"}),
        ("u.s.", {"run"}),
        ("cafe strasse", {"cafe"}),
        ("токаев", {"steppe"}),
        ("银行", {"yinhang"}),
        ("share", set()),
        ("in:furniture share", {"cafe"}),
        ('"interest rates"', {"rates"}),
        ('"rate interest"', set()),
        ('"interest ra*"', {"rates"}),
        ('"interest ru*"', set()),
        ('"bank interest"~4', {"rates"}),
        ("bank OR election", {"rates", "run"}),
        ("-bank", {"run", "cafe", "steppe", "yinhang"}),
        ("elect* -bank", {"run"}),
        ("intrest~", {"rates"}),
        ("source:times", {"rates"}),
        ("title:acts", {"rates"}),
        ("date:2024", {"rates"}),
        ("date:2024..2025", {"rates", "run"}),
        ("has:date -date:2025", {"rates"}),
        ("lang:ru OR lang:de", {"steppe", "cafe"}),
        ("*lection", {"run"}),
    ],
)
def test_a_query_finds_what_it_says(tmp_path: Path, shelf: Shelf, query: str, expected: set[str]) -> None:
    assert found(engine_of(tmp_path, shelf), query) == expected


def test_excerpts_are_offsets_into_the_text(tmp_path: Path, shelf: Shelf) -> None:
    hit = answer(engine_of(tmp_path, shelf), '"interest rate"').hits[0]
    text = shelf.article("rates").text
    assert [excerpt.span.of(text) for excerpt in hit.excerpts] == ["The bank raised its interest rate."]
    assert [span.of(text) for span in hit.excerpts[0].matches] == ["interest rate"]


def test_the_state_of_the_user_answers_its_questions(tmp_path: Path, shelf: Shelf) -> None:
    engine = engine_of(tmp_path, shelf)
    state = UserState(frozenset({"run"}), (("economy", frozenset({"rates"})),), (("cafe", "closed on Mondays"),))
    assert found(engine, "is:read", state) == {"run"}
    assert found(engine, "is:unread bank", state) == {"rates"}
    assert found(engine, "tag:Economy", state) == {"rates"}
    assert found(engine, "has:note", state) == {"cafe"}
    assert found(engine, "note:monday", state) == {"cafe"}


def test_a_changed_article_is_found_by_its_new_words_only(tmp_path: Path, shelf: Shelf) -> None:
    engine = engine_of(tmp_path, shelf)
    engine.update([IndexedArticle(article("run", "He walked."), (), "2")], ["cafe"])
    assert found(engine, "walk") == {"run"}
    assert found(engine, "election") == set()
    assert engine.stamps() == {"rates": "1", "run": "2", "steppe": "1", "yinhang": "1"}


def test_articles_added_one_by_one_end_in_few_segments(tmp_path: Path) -> None:
    shelf = Shelf.of(*(article(f"n{number}", f"common words and number{number}") for number in range(70)))
    engine = SearchEngine(tmp_path, shelf.article)
    for indexed in shelf.indexed_articles.values():
        engine.update([indexed], ())
    assert answer(engine, "common").total == 70
    assert found(engine, "number42") == {"n42"}
    assert len(list(tmp_path.rglob("*.words"))) < 20
