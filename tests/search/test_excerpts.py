"""The passages that stand below a hit: whole sentences, the telling ones, each with a match that is seen."""

import random
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article
from reader.search.excerpts import EXCERPT_LENGTH, MOST_EXCERPTS, best_excerpts
from reader.search.hits import Excerpt
from reader.search.marks import MatchFinder
from reader.search.parsing import parse
from reader.search.words import Words
from reader.text import Span
from tests.search.corpus import article

TODAY = date(2026, 1, 15)
LONG = " ".join(["and so on"] * 60)


def excerpts(query: str, made: Article, most: int = MOST_EXCERPTS) -> tuple[Excerpt, ...]:
    return best_excerpts(made, MatchFinder(parse(query, TODAY).root, Words()).find(made), most)


def texts(query: str, *paragraphs: str) -> list[str]:
    return [excerpt.text for excerpt in excerpts(query, article("a", *paragraphs))]


def test_a_passage_is_a_whole_sentence() -> None:
    assert texts("grain", "It rained. The grain rotted. Nobody came.") == ["The grain rotted."]


def test_neighbouring_sentences_with_matches_are_one_passage() -> None:
    assert texts("grain", "Grain came. Grain went. It rained. Grain again.") == ["Grain came. Grain went.", "Grain again."]


def test_a_match_that_goes_on_into_the_next_sentence_holds_both_together() -> None:
    first, second = f"{LONG} among partners.", f"With trade {LONG}."
    (found,) = excerpts('"partners trade"~5', article("a", f"{first} {second}"))
    assert [match.of(f"{first} {second}") for match in found.matches] == ["partners. With trade"]


def test_the_passages_with_most_of_the_words_are_taken_in_the_order_of_the_text() -> None:
    paragraphs = ("Grain one.", "Grain by ship.", "Ship and grain at the quay.", "Grain two.", "Quay and grain.")
    assert texts("grain ship quay", *paragraphs) == ["Grain by ship.", "Ship and grain at the quay.", "Quay and grain."]


def test_an_overlong_sentence_is_cut_at_blanks_around_its_match() -> None:
    (found,) = excerpts("grain", article("a", f"{LONG} grain {LONG}."))
    assert len(found.text) <= EXCERPT_LENGTH + len("grain")
    assert found.text.startswith(("and ", "so ", "on "))
    assert len(found.matches) == 1


def test_an_article_that_matches_without_its_text_shows_how_it_begins() -> None:
    made = article("a", "It rained all day. Nobody came.")
    (found,) = excerpts("date:2022", made)
    assert (found.text, found.matches) == ("It rained all day. Nobody came.", ())


@pytest.mark.parametrize("query", ["grain ship", '"grain ship"~9', "gr* OR quay", "-ship grain"])
@given(st.integers(0, 10**6))
def test_every_passage_shows_a_match_and_lies_where_it_says(query: str, seed: int) -> None:
    rnd = random.Random(seed)
    words = [rnd.choice(["grain", "ship", "quay", "rain.", "Day", "road", "night!", "\n\n"]) for _ in range(rnd.randint(1, 200))]
    made = article("a", *([part for part in " ".join(words).split("\n\n") if part.strip()] or ["rain"]))
    matches = MatchFinder(parse(query, TODAY).root, Words()).find(made)
    found = best_excerpts(made, matches)
    assert len(found) <= MOST_EXCERPTS
    assert [each.span for each in found] == sorted(each.span for each in found)
    for each in found:
        assert each.text == each.span.of(made.text)
        assert bool(each.matches) == bool(matches)
        assert all(match in matches for match in each.matches)


def test_a_block_as_long_as_a_book_is_not_looked_through_again_for_each_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0

    def counted(span: Span, other: Span) -> bool:
        nonlocal looked
        looked += 1
        return span.start < other.end and other.start < span.end

    monkeypatch.setattr(Span, "overlaps", counted)
    text = "The rain fell on the port. " * 2_000
    matches = tuple(Span(*found.span()) for found in re.finditer("rain|port", text))
    assert len(best_excerpts(article("a", text), matches)) == MOST_EXCERPTS
    assert looked < 10 * len(matches)
