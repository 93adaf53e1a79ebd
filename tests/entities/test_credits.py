"""Names that the form of a line tells: datelines, credits, citations, headlines that end in who said it."""

import pytest

from reader.article import Label
from reader.entities.candidates import Candidates
from reader.entities.credits import add_bylines
from reader.entities.recognise import Recogniser
from tests.entities.makers import found


def labels(text: str, recogniser: Recogniser) -> list[tuple[str, str]]:
    return [(form, label) for form, label, _ in found(text, recogniser)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("SAN BELTRAN, Guatemala (Reuters) - Rescuers went on digging.", ["SAN BELTRAN", "Guatemala"]),
        ("Vorsk (AP) \u2014 The mayor said no.", ["Vorsk"]),
        ("DUBAI/RIYADH (Reuters) - Prices fell.", ["DUBAI", "RIYADH"]),
        ("VORSK, July 4 (AFP) - Prices fell.", ["VORSK"]),
        ("Vorsk, Apr. 9, (dpa/AP) - Prices fell.", ["Vorsk"]),
    ],
)
def test_a_dateline_names_a_place_and_an_agency(text: str, places: list[str], recogniser: Recogniser) -> None:
    marked = labels(text, recogniser)
    assert [form for form, label in marked if label == "PLACE"] == places
    assert [label for form, label in marked if form in ("Reuters", "AP", "AFP")] == ["ORG"]


def test_a_dateline_without_a_place_is_a_date_and_an_agency(recogniser: Recogniser) -> None:
    marked = labels("Feb. 7 (UPI) \u2014 The storm has passed.", recogniser)
    assert marked == [("Feb. 7", "DATE"), ("UPI", "ORG")]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("\u00a9 Jorren VELDT / AFP", "Jorren VELDT"),
        ("The bridge at dusk. Photo by Jorren Veldt/EPA-EFE", "Jorren Veldt"),
        ("A crowd waits. (AP Photo/Jorren M. Veldt)", "Jorren M. Veldt"),
        ("The harbour. Jorren Veldt/Getty Images.", "Jorren Veldt"),
    ],
)
def test_a_credit_names_who_took_the_picture(text: str, person: str, recogniser: Recogniser) -> None:
    marked = labels(text, recogniser)
    assert (person, "PERSON") in marked
    assert [label for form, label in marked if form in ("AFP", "EPA-EFE", "AP", "Getty Images")] == ["ORG"]


def test_a_stroke_alone_makes_no_credit(recogniser: Recogniser) -> None:
    assert ("Port Velm", "PERSON") not in labels("The ferry goes Port Velm/Nordhavn twice a day.", recogniser)


def test_the_house_behind_a_stroke_is_no_agency(recogniser: Recogniser) -> None:
    assert ("No", "ORG") not in labels("Picture by Jorren Veldt / No 10 Mill Lane", recogniser)


def test_a_citation_in_brackets_names_its_source(recogniser: Recogniser) -> None:
    text = "He agreed (Idel.Realities, October 23; see Volna gazeta, June 19) and left (Moscow, May 3)."
    marked = labels(text, recogniser)
    assert ("Idel.Realities", "ORG") in marked
    assert ("Volna gazeta", "ORG") in marked
    assert ("Moscow", "PLACE") in marked


def test_the_surname_behind_the_dash_of_a_headline_is_a_person(recogniser: Recogniser) -> None:
    assert ("Dempsey", "PERSON") in labels("Troops may stay until spring \u2013 Dempsey", recogniser)
    assert ("Source", "PERSON") not in labels("Troops may stay until spring \u2013 Source", recogniser)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("FREMONT - The indictment of a sheriff stands.", ["Fremont"]),
        ("FREMONT, Ohio - The indictment of a sheriff stands.", ["Fremont", "Ohio"]),
        ("FILE - The sheriff stands there.", []),
        ("Update - The sheriff stands there.", []),
    ],
)
def test_a_report_begins_with_its_town(text: str, places: list[str], recogniser: Recogniser) -> None:
    assert [form.title() for form, label, _ in found(text, recogniser) if label == "PLACE"] == places


def test_who_stands_alone_on_a_line_wrote_it(recogniser: Recogniser) -> None:
    candidates = Candidates()
    add_bylines(
        "Blessing Howard\nRelated Stories\nGeneral Electric\nBlessing Howard said so",
        candidates,
        recogniser.gazetteer,
        recogniser.words,
    )
    assert [(one.start, one.end, one.label) for one in candidates] == [(0, 15, Label.PERSON)]


def test_an_agency_before_the_photographer_is_one(recogniser: Recogniser) -> None:
    assert labels("AFP / Jorren Veldt", recogniser) == [("AFP", "ORG"), ("Jorren Veldt", "PERSON")]


@pytest.mark.parametrize(
    ("line", "place"),
    [("BARVHAMAN: Ada Brook spoke in Barvhaman.", True), ("FACTBOX: Ada Brook spoke.", False), ("WATCH: Ada Brook spoke.", False)],
)
def test_a_town_in_capitals_before_a_colon_is_where_it_was_written(line: str, place: bool, recogniser: Recogniser) -> None:
    assert ((line.split(":")[0], "PLACE") in labels(line, recogniser)) is place
