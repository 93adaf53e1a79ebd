"""Clubs that are called by their town, in articles about sport."""

import pytest

from reader.article import Label
from reader.entities.candidates import Candidates
from reader.entities.recognise import Recogniser
from reader.entities.teams import put_teams
from tests.entities.test_boundaries import spans

SPORT = " The striker left the club after a season on loan."


def labels(text: str, recogniser: Recogniser, town: str = "Lancaster", label: Label = Label.PLACE) -> list[Label]:
    candidates = Candidates(spans(text, *[(town, label)] * text.count(town)))
    put_teams(text, candidates, recogniser.gazetteer)
    return [candidate.label for candidate in candidates]


@pytest.mark.parametrize(
    "text",
    [
        "Lancaster have paid too much.",
        "They beat Lancaster twice.",
        "He joined Lancaster in May.",
        "He left Lancaster on a five-year deal.",
        "They tried to sign him from Lancaster before.",
    ],
)
def test_a_town_that_plays_is_a_club(text: str, recogniser: Recogniser) -> None:
    assert labels(text + SPORT, recogniser) == [Label.ORG]


@pytest.mark.parametrize(
    "text",
    ["He was born in Lancaster.", "Velm and Lancaster have schools.", "He came from Lancaster.", "The mayor of Lancaster spoke."],
)
def test_a_town_where_one_lives_is_a_town(text: str, recogniser: Recogniser) -> None:
    assert labels(text + SPORT, recogniser) == [Label.PLACE]


def test_without_sport_there_are_no_clubs(recogniser: Recogniser) -> None:
    assert labels("Lancaster have paid too much. The council met.", recogniser) == [Label.PLACE]


def test_a_club_is_one_wherever_it_is_no_place_to_be_in(recogniser: Recogniser) -> None:
    text = "They beat Lancaster. Fans in Lancaster wept. Nobody knew Lancaster's coach."
    assert labels(text + SPORT, recogniser) == [Label.ORG, Label.PLACE, Label.ORG]


@pytest.mark.parametrize("town", ["France", "London", "Kazakhstan"])
def test_countries_and_capitals_stay(town: str, recogniser: Recogniser) -> None:
    assert labels(f"They beat {town} twice." + SPORT, recogniser, town) == [Label.PLACE]


def test_only_a_club_is_many(recogniser: Recogniser) -> None:
    assert labels("Velmer have won." + SPORT, recogniser, "Velmer", Label.PERSON) == [Label.ORG]
    assert labels("They beat Velmer." + SPORT, recogniser, "Velmer", Label.PERSON) == [Label.PERSON]
