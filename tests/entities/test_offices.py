"""Courts by number, and offices that name no body."""

import pytest

from reader.article import Label
from reader.entities.candidates import Candidate, Candidates
from reader.entities.offices import put_bodies_of_lands
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


@pytest.mark.parametrize("body", ["News Agency of Nigeria", "Reform Party of Canada", "Reform Party of the United States"])
def test_a_body_of_a_land_has_its_whole_name(body: str, recogniser: Recogniser) -> None:
    text = f"He was quoted by the {body} as saying so."
    land = body.split(" of ")[1].removeprefix("the ")
    candidates = Candidates([Candidate(start := text.index(land), start + len(land), Label.PLACE)])
    put_bodies_of_lands(text, candidates)
    assert [(text[one.start : one.end], one.label) for one in candidates] == [(body, Label.ORG)]


def test_the_king_of_a_land_is_no_body() -> None:
    candidates = Candidates([Candidate(12, 17, Label.PLACE)])
    put_bodies_of_lands("The King of Spain", candidates)
    assert [one.label for one in candidates] == [Label.PLACE]


@pytest.mark.parametrize(
    "body",
    [
        "Government of National Accord",
        "SCO Council of Heads of State",
        "SCO Heads of State Council",
        "Council of Heads of State and Government",
    ],
)
def test_a_government_of_accord_and_a_council_of_heads_are_bodies(body: str, recogniser: Recogniser) -> None:
    assert (body, "ORG") in labels(f"It was told by the {body} on the day.", recogniser)


def test_who_backs_a_government_is_named_apart(recogniser: Recogniser) -> None:
    marked = labels("They took it from the UN-backed Government of National Accord (GNA). GNA said no.", recogniser)
    assert marked == [("UN", "ORG"), ("Government of National Accord", "ORG"), ("GNA", "ORG"), ("GNA", "ORG")]


def test_letters_that_are_defined_stay_in_the_longer_body(recogniser: Recogniser) -> None:
    text = "The Velm Cooperation Organization (VCO) met. The VCO Council spoke."
    assert ("VCO Council", "ORG") in labels(text, recogniser)
