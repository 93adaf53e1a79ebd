"""What is told of a figure, and which figures are therefore told apart."""

import pytest

from reader.compare.comparison import Relation
from reader.compare.figure_pairs import pair_figures, with_context
from reader.compare.figure_roles import place_of, role_of, years_near
from reader.compare.figures import read_figures
from reader.compare.words import WordReader
from reader.text import Span


def roles(text: str) -> list[str]:
    figures = read_figures(text)
    return [role_of(text, Span(0, len(text)), figure, figures) for figure in figures]


def paired(a: str, b: str) -> list[tuple[str, str, Relation]]:
    reader = WordReader()
    read = [with_context(text, Span(0, len(text)), read_figures(text), reader) for text in (a, b)]
    return [(pair.a_text, pair.b_text, pair.relation) for pair in pair_figures(*read)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("At least 175 people have been killed and 181 others are missing.", ["killed", "missing"]),
        ("It killed at least 381 people and injured almost 1,900.", ["killed", "injured"]),
        ("The toll rose to 89, with 5 others still unaccounted for.", ["killed", "missing"]),
        ("The quake destroyed 51,800 homes and severely damaged 240,000 others.", ["collapsed", "damaged"]),
        ("A town with a population of about 400,000 people.", ["living"]),
        ("The ferry was carrying 462 people.", ["aboard"]),
        ("The wreck killed 32 passengers.", ["killed"]),
        ("It had 54 passengers and four crew.", ["aboard", "aboard"]),
        ("Many are unaccounted for after a ferry with more than 400 passengers sank.", ["aboard"]),
        ("It struck at a depth of 5 kilometers.", ["deep"]),
        ("It lay 18 kilometers (11 miles) from the city.", ["away", "away"]),
        ("She met 12 people.", [""]),
        ("He paid $12 for the dead.", [""]),
    ],
)
def test_a_figure_counts_what_the_nearest_word_of_its_clause_says(text: str, wanted: list[str]) -> None:
    assert roles(text) == wanted


def test_the_dead_are_not_the_hurt_even_in_the_same_number() -> None:
    assert paired("The 1974 quake killed 1,400 people in Velmar.", "The quake injured 1,400 people in Velmar.") == []


def test_people_and_things_in_the_same_number_are_chance() -> None:
    there = "About 20 vehicles were on the span."
    assert paired("Crews reported twenty fatalities.", there) == []
    assert paired("Crews counted 20 cars and lorries.", there) == [("20", "20", Relation.EQUAL)]


def test_early_and_late_reports_count_the_same_dead() -> None:
    early = "The quake in Velmar killed 56 people and injured 412, officials said."
    late = "The quake in Velmar killed 94 people and injured 1,051, officials said."
    assert paired(early, late) == [("56", "94", Relation.OTHER), ("412", "1,051", Relation.OTHER)]


def test_people_of_whom_nothing_is_told_are_no_other_figure() -> None:
    assert paired("The mayor of Velmar met 12 people at the gate.", "The mayor of Velmar met 40 people at the gate.") == []


def test_what_is_told_of_another_year_is_another_quantity() -> None:
    here, there = "The ferry disaster killed 292 people, the worst since 1993.", "The ferry disaster killed 40 people."
    assert paired(here, there) == []
    assert paired("The ferry disaster killed 292 people.", there) != []


def test_a_full_date_is_no_other_year() -> None:
    text = "On October 8, 2005, the quake killed 87,350 people; in 1974 it was 12."
    near = [years_near(text, Span(0, len(text)), figure) for figure in read_figures(text)]
    assert all("2005" not in years for years in near)
    assert paired("The toll as of November 2005 stood at 87,350.", "An official toll of 87,350 was given.")


def test_a_part_that_names_its_place_is_not_the_whole() -> None:
    part, whole = "The quake killed six people in the village of Orsk.", "The quake killed 247 people, rescuers said."
    assert paired(part, whole) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("14 people died in the coastal city of Bogo", "Bogo"),
        ("14 people died in May", ""),
        ("14 people died. In Bogo it rained", ""),
        ("14 miles in Kansas", ""),
    ],
)
def test_the_place_of_a_count_stands_behind_it(text: str, wanted: str) -> None:
    figures = read_figures(text)
    assert place_of(text, Span(0, len(text)), figures[0], figures) == wanted


def test_two_of_one_and_two_of_another_are_chance() -> None:
    assert paired("Two counties sent help.", "She has two sons.") == []
    assert paired("Two counties sent help.", "Help came from two counties.") == [("Two", "two", Relation.EQUAL)]
