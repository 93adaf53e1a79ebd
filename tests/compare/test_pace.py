"""How far a comparison is, told while it runs."""

import itertools

import pytest

from reader.compare.compare import compare_articles
from reader.compare.pace import EVERY, Pace
from tests.compare.accounts import read_pairs
from tests.compare.makers import article

QUAKE = next(pair for pair in read_pairs("dev") if pair.name == "earthquake-tarsk")


def test_items_come_in_order_and_the_share_of_the_part_is_told_now_and_then() -> None:
    told: list[float] = []
    half = Pace(told.append).part(0.5, 1)
    assert list(half.over(range(4 * EVERY))) == list(range(4 * EVERY))
    assert told == [0.5, 0.625, 0.75, 0.875]


def test_a_part_of_a_part_lies_inside_it() -> None:
    inner = Pace().part(0.5, 1).part(0.5, 0.75)
    assert (inner.start, inner.end) == (0.75, 0.875)


def test_nothing_to_do_is_told_by_nothing() -> None:
    told: list[float] = []
    assert list(Pace(told.append).over(())) == told == []


def test_a_comparison_tells_that_it_goes_on_to_the_end() -> None:
    told: list[float] = []
    compare_articles(QUAKE.a, QUAKE.b, (), (), pace=Pace(told.append))
    assert told == sorted(told)
    assert told[0] == 0
    assert 0.9 < told[-1] <= 1


def test_long_articles_are_told_of_often() -> None:
    told: list[float] = []
    lines = [f"The council of ward {n} met about road {n * 7 % 1000} and bridge {n * 13 % 1000} on the river" for n in range(2000)]
    compare_articles(article(lines, "a"), article(lines[::-1], "b"), (), (), pace=Pace(told.append))
    assert max(after - before for before, after in itertools.pairwise(told)) < 0.1


def test_who_is_told_changes_nothing() -> None:
    told: list[float] = []
    watched = compare_articles(QUAKE.a, QUAKE.b, (), (), pace=Pace(told.append))
    assert watched == compare_articles(QUAKE.a, QUAKE.b, (), ())


@pytest.mark.parametrize("after", [0.0, 0.3, 0.9])
def test_what_is_raised_by_who_is_told_ends_the_comparison(after: float) -> None:
    told: list[float] = []

    def tell(share: float) -> None:
        told.append(share)
        if share >= after:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        compare_articles(QUAKE.a, QUAKE.b, (), (), pace=Pace(tell))
    assert sum(share >= after for share in told) == 1
