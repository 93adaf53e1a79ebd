"""What comes with an answer: advice when nothing is found, counts, similar articles, passages."""

from datetime import date
from pathlib import Path

import pytest

from reader.article import Label
from reader.search.engine import SearchEngine
from reader.search.hits import SearchResult, UserState
from reader.search.schema import IndexedArticle
from tests.search.corpus import Shelf, article, mentions_of

TODAY = date(2026, 1, 15)
NAMES = {
    "Tokayev": (Label.PERSON, "Kassym-Jomart Tokayev"),
    "the president": (Label.PERSON, "Kassym-Jomart Tokayev"),
    "Astana": (Label.PLACE, "Astana"),
}


@pytest.fixture
def engine(tmp_path: Path) -> SearchEngine:
    shelf = Shelf()
    texts = {
        "one": ("Tokayev met the leaders of the steppe region in Astana. Grain exports rose.", "2024-05-01", "Herald"),
        "two": ("Grain exports from the steppe region rose again, said the president.", "2024-06-01", "Herald"),
        "three": ("The football club won the cup in Astana.", "2023", "Sport"),
        "four": ("A film festival opened with a film about bees.", "2023-02-03", "Culture"),
    }
    for name, (text, day, source) in texts.items():
        made = article(name, text, title=f"Title {name}", date=day, source=source)
        shelf.indexed_articles[name] = IndexedArticle(made, mentions_of(made, NAMES), "1")
    engine = SearchEngine(tmp_path, shelf.article)
    engine.update(shelf.indexed_articles.values(), ())
    return engine


def answer(engine: SearchEngine, query: str, *, with_facets: bool = False) -> SearchResult:
    state = UserState(tags=(("farming", frozenset({"one", "two"})),))
    return engine.search(query, state=state, today=TODAY, with_facets=with_facets)


def test_a_person_is_found_by_every_form_of_the_name(engine: SearchEngine) -> None:
    assert {hit.article for hit in answer(engine, "person:tokayev").hits} == {"one", "two"}
    assert {hit.article for hit in answer(engine, 'person:"kassym-jomart tokayev"').hits} == {"one", "two"}
    assert {hit.article for hit in answer(engine, "place:astana").hits} == {"one", "three"}


def test_a_misspelt_word_is_named_and_respelt(engine: SearchEngine) -> None:
    result = answer(engine, "tokaev grain")
    assert result.total == 0
    assert result.notice == "no article has “tokaev”"
    assert result.suggestions[:2] == ("tokayev grain", "grain")


def test_all_misspelt_words_are_mended_at_once_and_strange_ones_left_out(engine: SearchEngine) -> None:
    result = answer(engine, "tokaev exporst zzyzx")
    assert result.notice == "no article has “tokaev” or “exporst” or “zzyzx”"
    assert result.suggestions[0] == "tokayev exports"


@pytest.mark.parametrize(
    ("query", "told", "offered"),
    [
        ('"grain exporst"', "no article has “exporst”", ('"grain exports"',)),
        (
            'grain "steppe exports"',
            "no article has “steppe exports” together",
            ('grain "steppe exports"~10', "grain steppe exports", "grain"),
        ),
        ('"exports steppe"', "no article has “exports steppe” together", ('"exports steppe"~10', "exports steppe")),
        ("person:tokaev", "no article has “person:tokaev”", ("person:tokayev",)),
        ("source:heralt grain", "no article has “source:heralt”", ("source:herald grain", "grain")),
        ("title:grain", "no article has “title:grain”", ("grain",)),
        ("place:zebra", "no article has “place:zebra”", ()),
    ],
)
def test_a_part_that_is_nowhere_is_named_with_what_there_is_instead(
    engine: SearchEngine, query: str, told: str, offered: tuple[str, ...]
) -> None:
    result = answer(engine, query)
    assert (result.total, result.notice, result.suggestions) == (0, told, offered)


@pytest.mark.parametrize(
    "query", ["tokaev grain", '"grain exporst" bees', "person:tokaev OR =zzyzx", "(film OR bees) exporst -astana"]
)
def test_whatever_is_offered_finds_something(engine: SearchEngine, query: str) -> None:
    offered = answer(engine, query).suggestions
    assert offered
    assert all(answer(engine, each).total for each in offered)


def test_the_part_that_kills_a_query_is_named(engine: SearchEngine) -> None:
    result = answer(engine, "grain exports film")
    assert result.notice == "no article matches all of this; without film there are 2"
    assert result.suggestions == ("grain exports",)


def test_facets_count_all_articles_that_match(engine: SearchEngine) -> None:
    facets = dict(answer(engine, "grain OR football", with_facets=True).facets)
    assert facets["source"] == (("Herald", 2), ("Sport", 1))
    assert facets["year"] == (("2024", 2), ("2023", 1))
    assert facets["entity"] == (("Astana", 2), ("Kassym-Jomart Tokayev", 2))
    assert facets["person"] == (("Kassym-Jomart Tokayev", 2),)
    assert facets["place"] == (("Astana", 2),)
    assert facets["tag"] == (("farming", 2),)


def test_tags_that_differ_in_case_are_counted_as_they_are_found(engine: SearchEngine) -> None:
    tags = (("Farming", frozenset({"one"})), ("farming", frozenset({"one", "two"})))
    state = UserState(frozenset(), tags, ())
    counted = engine.search("grain OR football", state=state, today=TODAY, with_facets=True)
    assert dict(counted.facets)["tag"] == (("Farming", 2),)
    assert engine.search("tag:farming", state=state, today=TODAY).total == 2


def test_similar_articles_share_words_and_names(engine: SearchEngine) -> None:
    assert engine.similar("one")[0] == "two"
    assert "one" not in engine.similar("one")


def test_passages_are_listed_over_the_collection(engine: SearchEngine) -> None:
    passages = engine.passages("grain", state=UserState(), today=TODAY)
    assert {name for name, _ in passages} == {"one", "two"}
    assert all("rain" in excerpt.text for _, excerpt in passages)


def test_a_cut_prefix_says_so(tmp_path: Path) -> None:
    words = " ".join(f"pre{first}{second}" for first in "abcdefghij" for second in "abcdefghij")
    shelf = Shelf.of(article("a", words))
    engine = SearchEngine(tmp_path, shelf.article)
    engine.update(shelf.indexed_articles.values(), ())
    assert answer(engine, "pre*").notice == "pre* stands for its 64 most frequent words; 36 or more are left out"


def test_newest_first_puts_undated_last(tmp_path: Path) -> None:
    days = {"old": "2020-01-01", "new": "2025", "undated": ""}
    shelf = Shelf.of(*(article(name, "the same words", date=day) for name, day in days.items()))
    engine = SearchEngine(tmp_path, shelf.article)
    engine.update(shelf.indexed_articles.values(), ())
    assert [hit.article for hit in answer(engine, "words sort:date").hits] == ["new", "old", "undated"]


def test_a_healthy_index_checks_out(engine: SearchEngine, tmp_path: Path) -> None:
    shelf = Shelf.of(article("one", "Tokayev met the leaders of the steppe region in Astana."))
    assert engine.check(shelf.article(name) for name in ["one"]) == ()
    stranger = article("five", "Never indexed.")
    assert engine.check([stranger]) == ("five is not found by its own words",)
