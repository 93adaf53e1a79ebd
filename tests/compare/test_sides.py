"""A comparison seen from either side."""

import pytest

from reader.compare.compare import compare_articles
from reader.compare.sides import Side
from tests.compare.makers import article
from tests.compare.test_compare import DOCKS, HARBOUR


@pytest.fixture(params=[True, False], ids=["from a", "from b"])
def side(request: pytest.FixtureRequest) -> Side:
    return Side(compare_articles(article(HARBOUR, "a"), article(DOCKS, "b"), (), ()), is_a=request.param)


def test_links_are_in_the_order_of_this_side(side: Side) -> None:
    starts = [side.here(link).start for link in side.links]
    assert starts == sorted(starts)


def test_links_are_found_by_any_offset_of_their_passage(side: Side) -> None:
    for link in side.links:
        here = side.here(link)
        assert link in side.links_at(here.start)
        assert link in side.links_at(here.end - 1)
    assert all(not side.links_at(span.start) for span in side.alone)


def test_figures_are_told_with_this_side_first(side: Side) -> None:
    told = [line for link in side.links for line in side.told_figures(link)]
    first, second = ("$31 million", "$30.8m") if side.is_a else ("$30.8m", "$31 million")
    assert f"{first} ~ {second} (0.6 % apart)" in told


def test_every_passage_has_a_counterpart_or_has_none(side: Side) -> None:
    assert not set(side.passages) & set(side.alone)
    assert len(side.passages) + len(side.alone) == len(HARBOUR)
