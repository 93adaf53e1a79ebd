"""What speaks for a pair of passages beside their likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.compare.compare import compare_articles
from reader.compare.comparison import Comparison, Tier
from reader.compare.evidence import NAMES, WEIGHTS, Evidence, Sizes, judge, log_odds_of, probability
from reader.compare.similarity import UNLIKE, Likeness, Pair
from tests.compare.accounts import Annotated, read_pairs
from tests.compare.makers import article


def told(likenesses: dict[Pair, float], size: int = 5) -> dict[Pair, dict[str, float]]:
    evidence = Evidence({pair: Likeness(weight, 1.0) for pair, weight in likenesses.items()}, Sizes(size, size, size, size))
    return {pair: dict(zip(NAMES, vector, strict=True)) for pair, vector in evidence.vectors()}


def test_the_best_counterpart_leads_the_second_on_either_side() -> None:
    found = told({(0, 0): 3.0, (0, 1): 1.0, (2, 0): -1.0})
    assert found[0, 0]["margin"] == (3.0 - 1.0) + (3.0 - -1.0)
    assert found[0, 1]["margin"] == (1.0 - 3.0) + (1.0 - UNLIKE)


def test_two_counterparts_alike_lead_each_other_by_nothing() -> None:
    found = told({(0, 0): 2.0, (0, 1): 2.0})
    assert found[0, 0]["margin"] == found[0, 1]["margin"] == 2.0 - UNLIKE


def test_a_pair_beside_a_likely_one_gains() -> None:
    found = told({(1, 1): 4.0, (2, 2): 0.0, (4, 0): 0.0})
    assert found[2, 2]["neighbours"] == 4.0
    assert found[4, 0]["neighbours"] == UNLIKE


def test_openings_answer_each_other_and_places_far_apart_do_not() -> None:
    found = told({(0, 0): 0.0, (1, 0): 0.0, (4, 0): 0.0, (4, 4): 0.0})
    assert found[0, 0]["opening"] > found[1, 0]["opening"] > found[4, 0]["opening"] > found[4, 4]["opening"]
    assert found[4, 4]["distance"] == found[0, 0]["distance"] == 0
    assert found[4, 0]["distance"] == pytest.approx(0.8)


def test_coverage_is_the_share_of_passages_with_a_likely_counterpart() -> None:
    none, half = told({(0, 0): UNLIKE}, size=2), told({(0, 0): 9.0}, size=2)
    assert none[0, 0]["coverage"] < 0.01
    assert half[0, 0]["coverage"] == pytest.approx(0.5, abs=0.01)


def test_a_pair_without_passages_enough_to_link_is_judged_all_the_same() -> None:
    evidence = Evidence({(0, 0): Likeness(1.0, 1.0)}, Sizes(1, 1, 0, 0))
    assert [pair for pair, _ in evidence.vectors()] == [(0, 0)]


def test_each_weight_has_its_name() -> None:
    assert len(WEIGHTS) == len(NAMES)
    with pytest.raises(ValueError, match="shorter"):
        judge([1.0])


@given(st.floats(0.001, 0.999))
def test_odds_and_probability_are_two_ways_to_say_one(chance: float) -> None:
    assert probability(log_odds_of(chance)) == pytest.approx(chance)


def mirrored(comparison: Comparison) -> set[tuple[str, str, str]]:
    return {(str(link.b), str(link.a), f"{link.tier} {link.score:.6f}") for link in comparison.links}


@pytest.mark.parametrize("pair", read_pairs("dev"), ids=lambda pair: pair.name)
def test_which_article_comes_first_changes_nothing(pair: Annotated) -> None:
    there, back = compare_articles(pair.a, pair.b, (), ()), compare_articles(pair.b, pair.a, (), ())
    assert mirrored(there) == {(str(link.a), str(link.b), f"{link.tier} {link.score:.6f}") for link in back.links}


OPENED = "Mayor Ilse Tarn opened the rebuilt bridge over the Orm in Kastel on Monday, nine months after the flood tore it away."
PAID = "The rebuilt bridge over the Orm in Kastel, which the flood tore away, was paid for by the county, Mayor Ilse Tarn said."
BESIDE = "The flood that tore the bridge over the Orm away cost Kastel its mill too, Mayor Ilse Tarn recalled."
REST = ("Two ferries ran aground off Lissen; both crews were saved by fishermen.", "Schools in Brenn stay closed all week.")


def tiers_of_last(a: list[str], b: list[str]) -> set[Tier]:
    """Return the tiers of the links of the last passage of the second article."""
    one, other = article([*REST, *a], "a"), article([*REST, *b], "b")
    last = other.blocks[-1].span
    return {link.tier for link in compare_articles(one, other, (), ()).links if link.b == last}


def test_what_is_as_like_two_passages_that_each_have_a_better_counterpart_is_in_doubt() -> None:
    assert tiers_of_last([OPENED, PAID], [OPENED, PAID, BESIDE]) == {Tier.MAYBE}


def test_the_same_without_better_counterparts_is_sure() -> None:
    assert tiers_of_last([OPENED], [BESIDE]) == {Tier.SURE}


def test_a_sentence_that_both_quote_makes_long_paragraphs_alike() -> None:
    quoted = '"We shall not leave the valley before the last house is standing again," Mayor Ilse Tarn said in Kastel.'
    a = [f"In Kastel it rained for the ninth day, and the ferries stayed in port. {quoted} In Kastel the market was closed."]
    b = ["In Kastel schools open soon.", f"With Ilse Tarn the council of Kastel met behind closed doors until midnight. {quoted}"]
    links = compare_articles(article(a, "a"), article(b, "b"), (), ()).links
    assert len(links) == 1
    assert links[0].a_sentence
