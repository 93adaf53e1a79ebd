"""Clubs that are called by their town, in articles about sport."""

import pytest

from reader.article import Label
from reader.entities.candidates import Candidates
from reader.entities.recognise import Recogniser
from reader.entities.teams import complete_competitions, put_teams
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


@pytest.mark.parametrize(
    ("text", "is_club"),
    [
        ("Then Boston erased the lead.", True),
        ("He played in Boston.", False),
        ("He flew to Boston.", False),
        ("\nBOSTON (AP) - They won.".replace("BOSTON", "Boston"), False),
    ],
)
def test_a_town_beside_its_club_in_full_is_the_club(text: str, is_club: bool, recogniser: Recogniser) -> None:
    whole = f"The Boston Celtics won.{text}{SPORT}"
    candidates = Candidates(spans(whole, ("Boston Celtics", Label.ORG), ("Boston", Label.PLACE)))
    put_teams(whole, candidates, recogniser.gazetteer)
    assert [found.label for found in candidates][1:] == [Label.ORG if is_club else Label.PLACE]


@pytest.mark.parametrize(
    ("found", "whole"),
    [
        ("World Cup", "Women's World Cup"),
        ("World Cup", "FIFA Women's World Cup 2023"),
        ("World Cup", "T20 World Cup"),
        ("World Cup", "2022 World Cup"),
        ("Championship", "Championship"),
    ],
)
def test_a_competition_has_all_of_its_name(found: str, whole: str) -> None:
    text = f"They lost the {whole} in June."
    candidates = Candidates(spans(text, (found, Label.EVENT)))
    complete_competitions(text, candidates)
    assert [text[one.start : one.end] for one in candidates] == [whole]


def test_euro_and_a_year_is_a_competition_and_a_currency_is_not() -> None:
    text = "At Euro 2024 they paid 2024 euros."
    candidates = Candidates()
    complete_competitions(text, candidates)
    assert [(text[one.start : one.end], one.label) for one in candidates] == [("Euro 2024", Label.EVENT)]


FOOTBALL = " The striker came on loan and the goalkeeper saved a penalty after the transfer window."


@pytest.mark.parametrize(
    ("text", "is_club"),
    [
        ("He moved from Empoli.", True),
        ("A loan at Torino ends.", True),
        ("He lives in Empoli.", False),
        ("The mayor of Torino spoke.", False),
    ],
)
def test_a_town_is_a_football_club_in_an_article_about_football(text: str, is_club: bool, recogniser: Recogniser) -> None:
    town = "Empoli" if "Empoli" in text else "Torino"
    whole = f"{text} The league and the club end the season.{FOOTBALL}"
    candidates = Candidates(spans(whole, (town, Label.PLACE)))
    put_teams(whole, candidates, recogniser.gazetteer)
    assert [found.label for found in candidates] == [Label.ORG if is_club else Label.PLACE]


def test_outside_football_the_town_is_a_town(recogniser: Recogniser) -> None:
    text = "He moved from Empoli. The coach of the league praised the season of the club."
    candidates = Candidates(spans(text, ("Empoli", Label.PLACE)))
    put_teams(text, candidates, recogniser.gazetteer)
    assert [found.label for found in candidates] == [Label.PLACE]


def test_two_clubs_are_two(recogniser: Recogniser) -> None:
    text = f"Interest came from Arsenal and Inter. The league and the club end the season.{FOOTBALL}"
    candidates = Candidates(spans(text, ("Arsenal and Inter", Label.ORG)))
    put_teams(text, candidates, recogniser.gazetteer)
    assert [text[found.start : found.end] for found in candidates] == ["Arsenal", "Inter"]
