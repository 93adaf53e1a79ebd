"""Companies that words of business give away."""

import pytest

from reader.article import Label
from reader.entities.candidates import Candidates
from reader.entities.companies import put_dealt_companies, put_listings, put_short_companies
from reader.entities.recognise import Recogniser
from tests.entities.test_boundaries import spans


def companies(text: str, recogniser: Recogniser, *given: tuple[str, Label]) -> list[tuple[str, Label]]:
    """Return what stands in a text after all three rules."""
    candidates = Candidates(spans(text, *given))
    put_short_companies(text, candidates, recogniser.gazetteer, recogniser.words)
    put_dealt_companies(text, candidates, recogniser.gazetteer, recogniser.words)
    put_listings(text, candidates)
    return [(text[found.start : found.end], found.label) for found in candidates]


@pytest.mark.parametrize(
    "text",
    ["Vexlor shareholders agreed.", "They made a bid for Vexlor.", "A merger with Vexlor failed.", "Shares of Vexlor rose."],
)
def test_what_is_dealt_with_is_a_company(text: str, recogniser: Recogniser) -> None:
    assert companies(text, recogniser) == [("Vexlor", Label.ORG)]


def test_a_company_taken_for_a_person_is_one_everywhere(recogniser: Recogniser) -> None:
    text = "Vexlor grew. Vexlor shareholders agreed."
    assert companies(text, recogniser, ("Vexlor", Label.PERSON)) == [("Vexlor", Label.ORG)] * 2


def test_the_surname_of_somebody_named_in_full_stays_a_person(recogniser: Recogniser) -> None:
    text = "Ian Vexlor sold. Vexlor shareholders agreed."
    assert companies(text, recogniser, ("Ian Vexlor", Label.PERSON)) == [("Ian Vexlor", Label.PERSON)]


@pytest.mark.parametrize(
    "text", ["Chinese shareholders agreed.", "The shareholders agreed.", "Robert shares it.", "Company stock fell."]
)
def test_peoples_and_common_words_are_no_companies(text: str, recogniser: Recogniser) -> None:
    assert companies(text, recogniser) == []


def test_a_company_is_marked_without_its_form_too(recogniser: Recogniser) -> None:
    text = "Vexlor Inc. grew. Then Vexlor fell."
    assert companies(text, recogniser, ("Vexlor Inc.", Label.ORG)) == [("Vexlor Inc.", Label.ORG), ("Vexlor", Label.ORG)]


@pytest.mark.parametrize(
    ("text", "is_found"), [("Sprint said so.", True), ("Then Sprint fell.", True), ("Sprint races are short.", False)]
)
def test_a_name_that_is_a_word_is_marked_where_it_can_be_none(text: str, is_found: bool, recogniser: Recogniser) -> None:
    whole = ("Sprint Corp", Label.ORG)
    assert (("Sprint", Label.ORG) in companies(f"Sprint Corp grew. {text}", recogniser, whole)) is is_found


def test_a_first_name_before_and_company_stays_a_first_name(recogniser: Recogniser) -> None:
    assert companies("Oliver & Company sang. Oliver ran.", recogniser, ("Oliver & Company", Label.ORG)) == [
        ("Oliver & Company", Label.ORG)
    ]


def test_an_exchange_is_marked_and_no_code(recogniser: Recogniser) -> None:
    text = "Vexlor (NYSE: VXL) and Ordal (ORDA.O) fell."
    assert companies(text, recogniser, ("VXL", Label.ORG), ("ORDA", Label.ORG)) == [("NYSE", Label.ORG)]


@pytest.mark.parametrize("text", ["Halden Retail Group (up 4.1%) fell.", "Shares of Halden Retail Group rose."])
def test_a_company_of_several_words_moves_on_the_market(text: str, recogniser: Recogniser) -> None:
    assert companies(text, recogniser) == [("Halden Retail Group", Label.ORG)]


def test_a_country_on_the_market_stays_a_country(recogniser: Recogniser) -> None:
    assert companies("Shares in Germany fell.", recogniser, ("Germany", Label.PLACE)) == [("Germany", Label.PLACE)]
