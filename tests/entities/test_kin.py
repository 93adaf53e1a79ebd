"""Whom a surname alone stands for in a family, and fathers and sons of one name."""

import re

import pytest

from reader.article import Label
from reader.entities.candidates import Candidate
from reader.entities.linking import collection_names, link_in_article
from reader.entities.people import FullNames, are_one_person, generation_of, surname_key
from tests.entities.test_linking import KNOWN


def people_in(text: str, *names: str) -> dict[str, list[str]]:
    """Return for each name in a text the entities of its mentions, longer names first where one holds the other."""
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    candidates = [Candidate(*match.span(), Label.PERSON) for match in re.finditer(pattern, text)]
    found: dict[str, list[str]] = {name: [] for name in names}
    for mention in link_in_article(text, candidates, KNOWN):
        found[mention.span.of(text)].append(mention.entity)
    return found


@pytest.mark.parametrize(
    "brought_in",
    [
        "First lady Mira Tarun came too.",
        "His wife, Mira Tarun, came too.",
        "Mira Tarun, his wife, came too.",
        "Mira Tarun, 40, his wife, left.",
    ],
)
def test_a_surname_that_came_before_the_wife_is_not_hers(brought_in: str) -> None:
    found = people_in(f"President Tarun spoke. {brought_in} Tarun left.", "Tarun", "Mira Tarun")
    assert found == {"Tarun": ["Tarun", "Tarun"], "Mira Tarun": ["Mira Tarun"]}


def test_of_two_who_bear_a_surname_it_is_the_one_who_is_not_brought_in_as_kin() -> None:
    found = people_in("Aldo Tarun and his wife, Mira Tarun, came. Tarun spoke.", "Aldo Tarun", "Mira Tarun", "Tarun")
    assert found["Tarun"] == ["Aldo Tarun"]


def test_of_two_who_are_both_nobody_s_kin_the_surname_tells_neither() -> None:
    found = people_in("Aldo Tarun met Mira Tarun. Tarun spoke.", "Aldo Tarun", "Mira Tarun", "Tarun")
    assert found["Tarun"] == ["Tarun"]


def test_who_is_somebody_s_kin_bears_the_surname_when_nobody_else_does() -> None:
    found = people_in("The mayor's daughter, Mira Tarun, won. Tarun thanked all.", "Mira Tarun", "Tarun")
    assert found["Tarun"] == ["Mira Tarun"]


def test_a_headline_with_the_surname_leaves_it_to_the_one_full_name() -> None:
    found = people_in("Tarun wins again. The mayor, Mira Tarun, won.", "Mira Tarun", "Tarun")
    assert found["Tarun"] == ["Mira Tarun"]


def test_father_and_son_of_one_name_are_two_and_the_surname_is_the_father_s() -> None:
    text = "Aldo Tarun spoke. His son, Aldo Tarun Jr., listened. Tarun left; Tarun Jr. stayed."
    found = people_in(text, "Aldo Tarun", "Aldo Tarun Jr.", "Tarun", "Tarun Jr.")
    assert found == {
        "Aldo Tarun": ["Aldo Tarun"],
        "Aldo Tarun Jr.": ["Aldo Tarun Jr."],
        "Tarun": ["Aldo Tarun"],
        "Tarun Jr.": ["Aldo Tarun Jr."],
    }


def test_a_son_who_is_alone_in_an_article_bears_the_surname() -> None:
    assert people_in("Aldo Tarun Jr. spoke. Tarun left.", "Aldo Tarun Jr.", "Tarun")["Tarun"] == ["Aldo Tarun Jr."]


@pytest.mark.parametrize(
    ("name", "other", "is_one"),
    [
        ("Aldo Tarun", "Aldo Tarun Jr.", False),
        ("Aldo Tarun Sr.", "Aldo Tarun Jr.", False),
        ("Aldo Tarun, Jr.", "Aldo Tarun Jr", True),
        ("Aldo R. Tarun Jr.", "Aldo Tarun", True),
        ("King Charles", "King Charles III", True),
    ],
)
def test_the_very_name_with_another_generation_is_another_person(name: str, other: str, *, is_one: bool) -> None:
    assert are_one_person(name, other) is is_one


def test_over_a_collection_no_generation_is_merged_with_another() -> None:
    counts = {(Label.PERSON, "Aldo Tarun"): 9, (Label.PERSON, "Aldo R. Tarun Jr."): 2, (Label.PERSON, "Tarun"): 3}
    assert collection_names([counts]) == {(Label.PERSON, "Tarun"): "Aldo Tarun"}


def test_a_short_form_with_a_generation_is_nobody_without_it() -> None:
    names = FullNames(["Aldo Tarun"], surname_key)
    assert (names.bearers("Tarun"), names.bearers("Tarun Jr."), generation_of("Tarun Jr.")) == ({"Aldo Tarun"}, set(), "Jr")
