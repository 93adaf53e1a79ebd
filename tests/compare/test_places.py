"""Which places of two linked passages can differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Label, Mention
from reader.compare.places import Level, comparable, level_of
from reader.text import Span

NAMES = ("Cuba", "Havana", "Europe", "Ukraine", "China", "SW China", "Moscow", "Oral", "Palu", "Palu City", "Mexico State")


def places(*names: str) -> list[Mention]:
    return [Mention(Span(number, number + 1), Label.PLACE, name) for number, name in enumerate(names)]


def told(a: list[str], b: list[str]) -> tuple[list[str], list[str]]:
    left, right = comparable(places(*a), places(*b))
    return [mention.entity for mention in left], [mention.entity for mention in right]


@pytest.mark.parametrize(("name", "level"), [("Ukraine", Level.COUNTRY), ("Europe", Level.REGION), ("Havana", Level.PLACE)])
def test_countries_and_regions_are_known_all_else_is_a_place(name: str, level: Level) -> None:
    assert level_of(name) is level


@pytest.mark.parametrize(("a", "b"), [("Moscow", "Oral"), ("Ukraine", "China"), ("Havana", "Mexico State")])
def test_two_places_of_one_level_can_differ(a: str, b: str) -> None:
    assert told([a], [b]) == ([a], [b])


@pytest.mark.parametrize(("a", "b"), [("Cuba", "Havana"), ("Ukraine", "Europe"), ("Europe", "Oral")])
def test_what_is_told_more_or_less_closely_does_not(a: str, b: str) -> None:
    assert told([a], [b]) == ([], [])


@pytest.mark.parametrize(("a", "b"), [("China", "SW China"), ("Palu City", "Palu"), ("Mexico State", "Mexico")])
def test_a_name_that_holds_the_other_does_not(a: str, b: str) -> None:
    assert told([a], [b]) == ([], [])


def test_of_several_places_those_that_can_differ_stay() -> None:
    assert told(["Europe", "Moscow", "Palu"], ["Palu City", "Oral", "Cuba"]) == (["Moscow"], ["Oral"])


@given(st.lists(st.sampled_from(NAMES), unique=True), st.lists(st.sampled_from(NAMES), unique=True))
def test_which_passage_comes_first_changes_nothing(a: list[str], b: list[str]) -> None:
    assert told(a, b) == told(b, a)[::-1]
