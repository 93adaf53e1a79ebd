"""Bodies that an article names in part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Label
from reader.entities.gazetteer import Gazetteer, KnownName
from reader.entities.partial_names import names_in_part

KNOWN = Gazetteer(
    {
        "Velmont": KnownName(Label.PLACE, "Velmont"),
        "New Orvik": KnownName(Label.PLACE, "New Orvik"),
        "Orvish": KnownName(Label.NORP, "New Orvik"),
    }
)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("Commission", "Halden Commission"),
        ("Foreign Ministry", "Orvish Foreign Ministry"),
        ("Otters", "New Orvik Otters"),
        ("Supreme Court", "Supreme Court of Velmont"),
        ("Ordal", "Ordal University"),
        ("Ordal", "Ordal Computer"),
        ("League", "Grand Velmont League"),
        ("Ordal", "Ordal Institution of Velmont"),
        ("Coast Cup", "2022 Coast Cup"),
        ("HC", "Halden Commission"),
        ("Health Ministry", "Ministry of Health"),
        ("Foreign Ministry", "Ministry of Foreign Affairs"),
    ],
)
def test_a_part_is_led_back_to_the_whole(part: str, whole: str) -> None:
    assert names_in_part({part, whole}, KNOWN) == {part: whole}


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("Reuters", "Thomson Reuters"),
        ("Ordal", "Ordal Pictures"),
        ("Ordal", "Ordal Group"),
        ("Group", "Ordal Group Otters"),
        ("Interior Ministry", "Ministry of Health"),
        ("United", "Halden United"),  # the rule for clubs looks at more than the name
    ],
)
def test_another_body_is_not(part: str, whole: str) -> None:
    assert names_in_part({part, whole}, KNOWN) == {}


def test_what_two_bodies_may_be_called_stays_alone() -> None:
    assert names_in_part({"Commission", "Halden Commission", "Ordal Commission"}, KNOWN) == {}


def test_a_part_of_a_part_comes_to_the_whole() -> None:
    names = {"Court", "Orvish Court", "Orvish Court of Velmont"}
    assert names_in_part(names, KNOWN)["Orvish Court"] == "Orvish Court of Velmont"


@given(
    st.sets(st.lists(st.sampled_from(["Velmont", "Ordal", "Court", "of", "Party", "2022"]), min_size=1, max_size=5).map(" ".join))
)
def test_wholes_are_names_of_the_article_and_no_parts_themselves(names: set[str]) -> None:
    found = names_in_part(names, KNOWN)
    assert found.keys() <= names
    assert set(found.values()) <= names - found.keys()
