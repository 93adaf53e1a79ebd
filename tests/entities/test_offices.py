"""Courts by number, and offices that name no body."""

import pytest

from reader.entities.recognise import Recogniser
from tests.entities.test_surroundings import labels


@pytest.mark.parametrize("court", ["Fifth Circuit", "9th Circuit", "Ninth Circuit Court of Appeals"])
def test_a_court_of_appeals_is_known_by_its_number(court: str, recogniser: Recogniser) -> None:
    assert (court, "ORG") in labels(f"The decision reverses a ruling of the {court}.", recogniser)


def test_a_round_of_a_circuit_is_no_court(recogniser: Recogniser) -> None:
    assert "ORG" not in {label for _, label in labels("He ran his first circuit of the park.", recogniser)}


def test_the_district_of_a_court_is_one_place(recogniser: Recogniser) -> None:
    assert ("Southern District of Ohio", "PLACE") in labels("He is an attorney for the Southern District of Ohio.", recogniser)


def test_the_fields_of_a_minister_are_no_bodies(recogniser: Recogniser) -> None:
    text = "Minister for Foreign Affairs, International Cooperation and Communities Suzi Barbosa spoke."
    assert [form for form, label in labels(text, recogniser) if label == "ORG"] == []


def test_the_ministry_is_a_body(recogniser: Recogniser) -> None:
    assert ("Ministry of Foreign Affairs", "ORG") in labels("The Ministry of Foreign Affairs spoke.", recogniser)


def test_a_judge_by_surname_is_a_person(recogniser: Recogniser) -> None:
    text = "Read the opinion per Justice Souter, and a dissent by Justice Alito."
    assert [form for form, label in labels(text, recogniser) if label == "PERSON"] == ["Souter", "Alito"]
