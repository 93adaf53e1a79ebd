"""What belongs to a find of the model beyond its ends."""

import pytest

from reader.article import Label
from reader.entities.boundaries import reshaped
from reader.entities.candidates import Candidates
from reader.entities.recognise import Recogniser
from tests.entities.makers import found
from tests.entities.test_boundaries import Forms, spans

PER, ORG, LOC, NORP, EVENT = Label.PERSON, Label.ORG, Label.PLACE, Label.NORP, Label.EVENT


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("the Chinese Coast Guard", [("Chinese", NORP), ("Coast Guard", ORG)], [("Chinese Coast Guard", ORG)]),
        ("a Chinese Velmont office", [("Chinese", NORP), ("Velmont", ORG)], [("Chinese", NORP), ("Velmont", ORG)]),
        ("the Green Party of Canada", [("Green Party", ORG), ("Canada", LOC)], [("Green Party of Canada", ORG)]),
        ("the House of Commons of Canada", [("House of Commons", ORG), ("Canada", LOC)], [("House of Commons of Canada", ORG)]),
        ("the Treasury of Canada", [("Treasury", ORG), ("Canada", LOC)], [("Treasury", ORG), ("Canada", LOC)]),
        ("at Jon K. Velm Airport", [("Jon K. Velm", PER), ("Airport", LOC)], [("Jon K. Velm Airport", LOC)]),
        ("in the Oslo Film Festival", [("Oslo", LOC), ("Film Festival", EVENT)], [("Oslo Film Festival", EVENT)]),
        ("after the Oslo War", [("Oslo", LOC), ("War", EVENT)], [("Oslo", LOC), ("War", EVENT)]),
        (
            "the National Disaster Risk Reduction and Management Council",
            [("Management Council", ORG)],
            [("National Disaster Risk Reduction and Management Council", ORG)],
        ),
        ("the President and Management Council", [("Management Council", ORG)], [("Management Council", ORG)]),
        ("Rear Adm. Roy Velm", [("Rear Adm", PER), ("Roy Velm", PER)], [("Roy Velm", PER)]),
        ("Vice Admiral Roy Velm", [("Vice Admiral Roy Velm", PER)], [("Roy Velm", PER)]),
        ("said Sen yesterday", [("Sen", PER)], [("Sen", PER)]),
        ("Thanks Velmer!! Bye", [("Velmer!!", PER)], [("Velmer", PER)]),
        ("Yahoo! fell", [("Yahoo!", ORG)], [("Yahoo!", ORG)]),
        ("Velm AP Commandant Enoch Ordal", [("Velm AP Commandant Enoch Ordal", PER)], [("Enoch Ordal", PER)]),
        ("Kenya Coach Enoch Ordal", [("Kenya Coach Enoch Ordal", PER)], [("Kenya", LOC), ("Enoch Ordal", PER)]),
        ("White House Counsel Don Ordal", [("White House Counsel Don Ordal", ORG)], [("White House", ORG), ("Don Ordal", PER)]),
        ("the Velm General Manager Club", [("Velm General Manager Club", ORG)], [("Velm General Manager Club", ORG)]),
        ("in Sana'a today", [("Sana", LOC)], [("Sana'a", LOC)]),
        ("Peter'll go", [("Peter", PER)], [("Peter", PER)]),
        ("Peter's dog", [("Peter", PER)], [("Peter", PER)]),
    ],
)
def test_names_are_joined(text: str, before: Forms, after: Forms, recogniser: Recogniser) -> None:
    shaped = Candidates(reshaped(text, spans(text, *before), recogniser.gazetteer, recogniser.words))
    assert list(shaped) == spans(text, *after)


@pytest.mark.parametrize(
    ("text", "form", "label"),
    [
        ("The Pan American Highway was blocked for days.", "Pan American Highway", "PLACE"),
        ("He spoke with Trey Gowdy, R-S.C., on Monday.", "S.C.", "PLACE"),
        ("They lost some 2 billion Kenya shillings a day.", "2 billion Kenya shillings", "MONEY"),
        ("They lost 40 million New Zealand dollars a day.", "40 million New Zealand dollars", "MONEY"),
        ("It was written on Jul 31, 2016, in Oslo.", "Jul 31, 2016", "DATE"),
        ("The Korean leader met them.", "Korean", "NORP"),
        ("Ships stayed away from Velmer Shoal all week.", "Velmer Shoal", "PLACE"),
    ],
)
def test_a_name_is_found_whole(text: str, form: str, label: str, recogniser: Recogniser) -> None:
    assert (form, label) in [(found_form, found_label) for found_form, found_label, _ in found(text, recogniser)]
