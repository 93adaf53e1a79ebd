"""People by what stands beside their names, and places that were taken for people."""

import re

import pytest

from reader.article import Label
from reader.entities.candidates import Candidate, Candidates
from reader.entities.recognise import Recogniser
from reader.entities.roles import put_role_bearers, relabel_origins


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("She met her counterpart, Jorun Velmeti, in Baku.", "Jorun Velmeti"),
        ("They signed right-back Ember Tovali.", "Ember Tovali"),
    ],
)
def test_who_has_a_role_is_a_person(text: str, form: str, recogniser: Recogniser) -> None:
    start = text.index(form)
    candidates = Candidates([Candidate(start, start + len(form), Label.PLACE)])
    put_role_bearers(text, candidates, recogniser.gazetteer)
    assert [one.label for one in candidates] == [Label.PERSON]


def test_a_known_body_behind_a_role_stays_one(recogniser: Recogniser) -> None:
    candidates = Candidates([Candidate(13, 19, Label.ORG)])
    put_role_bearers("A spokesman, Google", candidates, recogniser.gazetteer)
    assert [one.label for one in candidates] == [Label.ORG]


@pytest.mark.parametrize(
    ("text", "form"),
    [("Years later, Jorvel, now 31, went home.", "Jorvel"), ("Jorvel Tamsin, 64, who was there, fled.", "Jorvel Tamsin")],
)
def test_who_has_an_age_is_a_person(text: str, form: str, recogniser: Recogniser) -> None:
    candidates = Candidates()
    put_role_bearers(text, candidates, recogniser.gazetteer)
    assert [(text[one.start : one.end], one.label) for one in candidates] == [(form, Label.PERSON)]


@pytest.mark.parametrize(
    "text", ["On Monday, 24, they met.", "He left Paris, 31, at dawn.", "The GDP, 31, fell.", "In Room, 9, he lay."]
)
def test_a_day_a_known_name_and_letters_have_no_age(text: str, recogniser: Recogniser) -> None:
    candidates = Candidates()
    put_role_bearers(text, candidates, recogniser.gazetteer)
    assert list(candidates) == []


def test_who_speaks_behind_the_quotation_is_a_person(recogniser: Recogniser) -> None:
    candidates = Candidates([Candidate(16, 22, Label.ORG)])
    put_role_bearers('"Did you?" says Jorvel, who left.', candidates, recogniser.gazetteer)
    assert [one.label for one in candidates] == [Label.PERSON]


def test_who_is_told_of_behind_a_comma_is_a_person(recogniser: Recogniser) -> None:
    text = "Jarvik Tamsin, founder and chief executive of Ordal, and Orvik Mills, a maker of tubes, met."
    candidates = Candidates([Candidate(0, 13, Label.PLACE), Candidate(57, 68, Label.ORG)])
    put_role_bearers(text, candidates, recogniser.gazetteer)
    assert [one.label for one in candidates] == [Label.PERSON, Label.ORG]


def test_where_a_person_is_of_is_a_place_and_letters_are_not(recogniser: Recogniser) -> None:
    text = "Munir Ordal of Liat Pur met Ada Brook of GABRIELA."
    forms = [(0, 11), (15, 23), (28, 37), (41, 49)]
    candidates = Candidates(Candidate(*span, Label.PERSON) for span in forms)
    relabel_origins(text, candidates, recogniser.words)
    assert [one.label for one in candidates] == [Label.PERSON, Label.PLACE, Label.PERSON, Label.PERSON]


def test_who_is_only_ever_gone_to_is_a_place(recogniser: Recogniser) -> None:
    text = "They ran from Rae Barelvi and won in Rae Barelvi. Rae Barelvi and Ada Brook came from Ada Brook in Ada Brook."
    candidates = Candidates(
        Candidate(*match.span(), Label.PERSON) for form in ("Rae Barelvi", "Ada Brook") for match in re.finditer(form, text)
    )
    relabel_origins(text, candidates, recogniser.words)
    assert {text[one.start : one.end] for one in candidates if one.label is Label.PLACE} == {"Rae Barelvi"}
