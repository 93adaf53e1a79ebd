"""Panes held together by the chain of sure links."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reader.compare.comparison import Link, Tier
from reader.compare.sync import MOST_ROWS, Level, ScrollMap, chain, follow, other_top
from reader.text import Span


def link(a: int, b: int, score: float = 0.9, *, tier: Tier = Tier.SURE, pinned: bool = False) -> Link:
    return Link(Span(a, a + 1), Span(b, b + 1), score, tier, True, (), (), (), pinned)


def places(links: tuple[Link, ...]) -> list[tuple[int, int]]:
    return [(one.a.start, one.b.start) for one in links]


def test_the_chain_grows_on_both_sides() -> None:
    assert places(chain([link(1, 1), link(2, 5), link(3, 2), link(4, 3)])) == [(1, 1), (3, 2), (4, 3)]


def test_a_passage_has_one_partner_in_the_chain() -> None:
    assert places(chain([link(1, 1, 0.8), link(1, 2, 0.9), link(2, 2, 0.8)])) == [(1, 2)]


def test_doubtful_links_never_scroll() -> None:
    assert chain([link(1, 1, 0.5, tier=Tier.MAYBE)]) == ()


def test_a_pinned_link_outweighs_others() -> None:
    assert places(chain([link(1, 5, 0.99), link(2, 1, 1.0, pinned=True)])) == [(2, 1)]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.floats(0.75, 1.0)), max_size=20))
def test_any_chain_is_monotone(made: list[tuple[int, int, float]]) -> None:
    found = places(chain(link(a, b, score) for a, b, score in made))
    assert all(x[0] < y[0] and x[1] < y[1] for x, y in itertools.pairwise(found))


def test_chain_passages_stand_exactly_level() -> None:
    scroll_map = ScrollMap([Level(10, 4, 30, 6), Level(20, 3, 36, 3)], 40, 60)
    assert [scroll_map.at(row) for row in (10, 11, 13, 20, 22)] == [30, 31, 33, 36, 38]


def test_between_chain_passages_the_map_is_linear() -> None:
    scroll_map = ScrollMap([Level(0, 1, 0, 1), Level(10, 1, 20, 1)], 20, 40)
    assert scroll_map.at(5) == 10


def test_without_any_chain_the_panes_go_in_proportion() -> None:
    assert ScrollMap([], 100, 50).at(50) == 25


def test_the_other_pane_waits_for_small_wishes_and_never_turns_back() -> None:
    assert follow(11.4, 10, 1) == 10
    assert follow(3.0, 10, 1) == 10
    assert follow(30.0, 10, -1) == 10
    assert follow(30.0, 10, 0) == 10


@given(st.floats(-1e4, 1e4), st.integers(0, 1000), st.integers(-50, 50))
def test_no_key_moves_the_other_pane_far_or_backwards(wish: float, current: int, moved: int) -> None:
    step = follow(wish, current, moved) - current
    assert abs(step) <= MOST_ROWS
    assert step * moved >= 0


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_the_map_never_falls(parts: list[tuple[int, int, int, int]]) -> None:
    levels = []
    a = b = 0
    for a_rows, b_rows, a_gap, b_gap in parts:
        levels.append(Level(a + a_gap, a_rows, b + b_gap, b_rows))
        a, b = a + a_gap + a_rows, b + b_gap + b_rows
    scroll_map = ScrollMap(levels, a, b)
    rows = [scroll_map.at(row) for row in range(a + 1)]
    assert rows == sorted(rows)


def test_the_reading_line_is_held_level_in_panes_of_any_height() -> None:
    scroll_map = ScrollMap([Level(20, 3, 50, 3)], 100, 100)
    assert other_top(scroll_map, 10, 30, 30) == 40
