"""Names of one form agree within an article, names in a row with the row, surnames with the full names that bear them."""

import pytest

from reader.article import Label
from reader.entities.agreement import (
    add_full_names,
    add_repeated,
    agree_in_rows,
    agree_with_lands,
    agree_within_article,
    relabel_people,
)
from reader.entities.candidates import Candidate, Candidates
from reader.entities.recognise import Recogniser
from tests.entities.test_boundaries import Forms, spans

PER, ORG, LOC, NORP = Label.PERSON, Label.ORG, Label.PLACE, Label.NORP


def agreed(text: str, forms: Forms, recogniser: Recogniser) -> list[Candidate]:
    candidates = Candidates(spans(text, *forms))
    agree_within_article(text, candidates, recogniser.gazetteer, recogniser.words)
    return list(candidates)


@pytest.mark.parametrize("town", ["Trinidad", "Lancaster", "Washington"])
def test_a_surname_is_its_bearer_though_a_place_is_called_so(town: str, recogniser: Recogniser) -> None:
    text = f"Rear Adm. Ruy {town} spoke. {town} declined to say more."
    assert agreed(text, [(f"Ruy {town}", PER), (town, LOC)], recogniser) == spans(text, (f"Ruy {town}", PER), (town, PER))


@pytest.mark.parametrize("where", ["in Lancaster", "from Lancaster", "the town of Lancaster"])
def test_where_things_happen_there_the_place_stays_one(where: str, recogniser: Recogniser) -> None:
    text = f"Ruy Lancaster spoke {where}. Lancaster is small."
    forms = [("Ruy Lancaster", PER), ("Lancaster", LOC), ("Lancaster", LOC)]
    assert agreed(text, forms, recogniser) == spans(text, *forms)


def test_a_people_is_never_a_surname(recogniser: Recogniser) -> None:
    text = "Dawn French spoke. French troops left."
    assert agreed(text, [("Dawn French", PER), ("French", NORP)], recogniser)[1].label is NORP


def test_a_given_name_is_its_bearer(recogniser: Recogniser) -> None:
    text = "Kathina Ordal died. Kathina was ten. Kathina sang."
    found = agreed(text, [("Kathina Ordal", PER), ("Kathina", LOC), ("Kathina", LOC)], recogniser)
    assert [candidate.label for candidate in found] == [PER] * 3


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Oslo, Velm, Madrid and Orvik joined", [LOC, PER, LOC, ORG], [LOC, LOC, LOC, LOC]),
        ("Nokia, Velm, Siemens and Ericsson fell", [ORG, PER, ORG, ORG], [ORG, ORG, ORG, ORG]),
        ("Oslo and Velm joined", [LOC, PER], [LOC, PER]),
        ("Velm, Orvik and Tamrel met", [PER, PER, LOC], [PER, PER, PER]),
        ("Oslo, Madrid and NATO met", [LOC, LOC, ORG], [LOC, LOC, ORG]),
        ("Oslo, Madrid and VLMK met", [LOC, LOC, ORG], [LOC, LOC, ORG]),
        ("Oslo, Madrid, Peter and Velm", [LOC, LOC, PER, PER], [LOC, LOC, PER, LOC]),
    ],
)
def test_an_unknown_name_is_what_its_row_is(text: str, before: list[Label], after: list[Label], recogniser: Recogniser) -> None:
    words = [word.strip(",") for word in text.split() if word[0].isupper()]
    candidates = Candidates(spans(text, *zip(words, before, strict=True)))
    agree_in_rows(text, candidates, recogniser.gazetteer, recogniser.words)
    assert [candidate.label for candidate in candidates] == after


def test_a_row_ends_where_other_words_stand(recogniser: Recogniser) -> None:
    text = "Oslo and Madrid told Velm"
    candidates = Candidates(spans(text, ("Oslo", LOC), ("Madrid", LOC), ("Velm", PER)))
    agree_in_rows(text, candidates, recogniser.gazetteer, recogniser.words)
    assert [candidate.label for candidate in candidates] == [LOC, LOC, PER]


def test_a_county_without_its_kind_is_the_county(recogniser: Recogniser) -> None:
    text = "It hit Velm County. Help came to Velm. NATO helped."
    candidates = Candidates(spans(text, ("Velm County", LOC), ("Velm", ORG), ("NATO", ORG)))
    agree_with_lands(text, candidates, recogniser.gazetteer)
    assert [candidate.label for candidate in candidates] == [LOC, LOC, ORG]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we met PM Theresa May there", "Theresa May"),
        ("we met Jason Reed there", "Jason Reed"),
        ("we met Jason B. Reed there", "Jason B. Reed"),
        ("we met Jason May there", ""),
        ("we met General Assembly there", ""),
        ("we met PM Paris Agreement there", ""),
        ("the Bram Stoker Award", ""),
    ],
)
def test_a_person_whom_the_model_passed_over(text: str, expected: str, recogniser: Recogniser) -> None:
    candidates = Candidates()
    add_full_names(text, candidates, recogniser.gazetteer, recogniser.words)
    assert "".join(text[candidate.start : candidate.end] for candidate in candidates) == expected


def test_a_title_once_tells_that_the_name_is_a_persons(recogniser: Recogniser) -> None:
    text = "He thanked Velm Ordal. President Velm Ordal smiled."
    found = agreed(text, [("Velm Ordal", LOC), ("Velm Ordal", PER)], recogniser)
    assert [candidate.label for candidate in found] == [PER, PER]


def test_a_surname_that_looks_like_a_peoples_is_its_bearer(recogniser: Recogniser) -> None:
    text = "Nikol Velminian spoke. They met Velminian."
    found = agreed(text, [("Nikol Velminian", PER), ("Velminian", NORP)], recogniser)
    assert [candidate.label for candidate in found] == [PER, PER]


@pytest.mark.parametrize(("name", "label"), [("Thomas Moore", PER), ("River Shannon", LOC), ("Sherman Oaks", LOC)])
def test_a_given_name_and_a_surname_are_no_place(name: str, label: Label, recogniser: Recogniser) -> None:
    candidates = Candidates(spans(name, (name, LOC)))
    relabel_people(name, candidates, recogniser.gazetteer, recogniser.words)
    assert [one.label for one in candidates] == [label]


@pytest.mark.parametrize(("times", "is_everywhere"), [(2, True), (1, False)])
def test_a_body_that_was_found_twice_is_one_everywhere(times: int, is_everywhere: bool) -> None:
    text = "Orvik met. Orvik ended. An Orvik motion fell."
    candidates = Candidates(spans(text, *[("Orvik", ORG)] * times))
    add_repeated(text, candidates)
    assert (len(list(candidates)) == 3) is is_everywhere
