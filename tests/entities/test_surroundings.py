"""Names that the small words beside them give away."""

import pytest

from reader.entities.candidates import Candidates
from reader.entities.recognise import Recogniser
from reader.entities.surroundings import put_parties
from tests.entities.makers import found


def labels(text: str, recogniser: Recogniser) -> list[tuple[str, str]]:
    return [(form, label) for form, label, _ in found(text, recogniser)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("They met in the town of Orvanek before dawn.", "Orvanek"),
        ("The Vashgar oil field was closed.", "Vashgar"),
        ("Troops moved along the Tamrel river.", "Tamrel"),
        ("Shells fell on Brovets district.", "Brovets"),
    ],
)
def test_what_the_text_calls_a_place_is_one(text: str, place: str, recogniser: Recogniser) -> None:
    assert (place, "PLACE") in labels(text, recogniser)


@pytest.mark.parametrize("text", ["Electoral district maps were drawn.", "The Kremlin district was closed."])
def test_a_common_word_or_a_known_name_keeps_what_it_is(text: str, recogniser: Recogniser) -> None:
    first = text.split()[1 if text.startswith("The ") else 0]
    assert (first, "PLACE") not in labels(text, recogniser)


def test_amazon_is_a_place_where_there_is_amazon_rainforest(recogniser: Recogniser) -> None:
    text = "Fires burn in the Amazon rainforest. He promised to save Amazon wildlife."
    assert [label for form, label in labels(text, recogniser) if form == "Amazon"] == ["PLACE", "PLACE"]
    assert ("Amazon", "ORG") in labels("Amazon sells books. The retailer Amazon has warehouses.", recogniser)


def test_a_person_whom_others_oppose_is_marked(recogniser: Recogniser) -> None:
    assert ("Assad", "PERSON") in labels("Turkey joined a pact to help anti-Assad rebels.", recogniser)
    assert ("Soviet", "NORP") in labels("It was an anti-Soviet poem.", recogniser)


def test_a_circle_of_states_is_an_organisation(recogniser: Recogniser) -> None:
    assert ("C5+1", "ORG") in labels("Leaders met as part of the C5+1 summit.", recogniser)
    assert labels("Add 2+25 and you have it.", recogniser) == []


def test_letters_that_the_text_calls_an_airline_are_marked_everywhere(recogniser: Recogniser) -> None:
    marked = labels("The Portuguese carrier QVB said no. QVB will not be sold.", recogniser)
    assert marked.count(("QVB", "ORG")) == 2


def test_a_kind_of_animal_is_no_name_wherever_it_stands(recogniser: Recogniser) -> None:
    text = "The bones of Velmatitan agrioensis lay deep. Mr. Otero worked on Velmatitan and Brontosaurus for years."
    assert {form for form, _ in labels(text, recogniser)} == {"Otero"}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("It was told by the Velmer newspaper and others.", "Velmer"),
        ("A raid on Orvik TV ended badly.", "Orvik TV"),
        ("It was told by the Tamrel news agency.", "Tamrel"),
    ],
)
def test_what_the_text_calls_a_paper_is_one(text: str, form: str, recogniser: Recogniser) -> None:
    assert (form, "ORG") in labels(text, recogniser)


def test_a_paper_of_a_country_is_no_name(recogniser: Recogniser) -> None:
    assert labels("A Russian newspaper and a Kenya radio said so.", recogniser) == [("Russian", "NORP"), ("Kenya", "PLACE")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia sent Sputnik V there.", ["Russia"]),
        ("Russia told Sputnik of it.", ["Russia", "Sputnik"]),
        ("It measured 7 on the Richter scale in Peru.", ["Peru"]),
        ("He was secretary of State under Nixon.", ["Nixon"]),
    ],
)
def test_a_vaccine_a_scale_an_office_is_nobody(text: str, expected: list[str], recogniser: Recogniser) -> None:
    assert [form for form, _ in labels(text, recogniser)] == expected


@pytest.mark.parametrize("text", ["They fought the indigenous Tolqas there.", "He is of the Tolqa tribe."])
def test_what_the_text_calls_a_people_is_one(text: str, recogniser: Recogniser) -> None:
    assert ("NORP") in {label for form, label in labels(text, recogniser) if form.startswith("Tolqa")}


@pytest.mark.parametrize(
    ("text", "journal"),
    [("The study was published in Science.", "Science"), ("He wrote in the journal Polar Geology.", "Polar Geology")],
)
def test_a_journal_is_marked_where_something_was_published(text: str, journal: str, recogniser: Recogniser) -> None:
    assert (journal, "ORG") in labels(text, recogniser)


def test_science_is_a_word_elsewhere(recogniser: Recogniser) -> None:
    assert "Science" not in {form for form, _ in labels("Science is slow. He believes in Science.", recogniser)}


def test_a_place_that_is_one_of_the_villages_is_one(recogniser: Recogniser) -> None:
    assert ("Wam", "PLACE") in labels("He said so in Wam, one of the worst-hit villages.", recogniser)


def test_greater_belongs_to_a_wider_region(recogniser: Recogniser) -> None:
    assert ("Greater Mumbai", "PLACE") in labels("A spider lives in Greater Mumbai now.", recogniser)


def test_measures_of_accounts_are_no_names(recogniser: Recogniser) -> None:
    assert labels("Adjusted EBITDA of the year rose.", recogniser) == []


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The ruling Chama Cha Mapinduzi party won.", "Chama Cha Mapinduzi"),
        ("A manager with the ACT Wazalendo party left.", "ACT Wazalendo"),
    ],
)
def test_what_the_text_calls_a_party_is_one(text: str, party: str, recogniser: Recogniser) -> None:
    assert (party, "ORG") in labels(text, recogniser)


def test_a_birthday_party_is_none(recogniser: Recogniser) -> None:
    assert "ORG" not in {label for _, label in labels("The Birthday party was long. The Christmas party too.", recogniser)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It bought a stake in the marketing agency Arcade.", "Arcade"),
        ("He works at exchange consultants Mondo Visone.", "Mondo Visone"),
        ("The Latvian carrier airVelmont cut jobs.", "airVelmont"),
        ("The Portuguese carrier TAP - a target - cut jobs.", "TAP"),
    ],
)
def test_what_the_text_calls_a_firm_is_one_though_it_is_a_word_too(text: str, name: str, recogniser: Recogniser) -> None:
    assert (name, "ORG") in labels(text, recogniser)


@pytest.mark.parametrize("text", ["He told the company Monday that he would go.", "The publisher William Orvald Hearst died."])
def test_a_day_and_a_person_behind_such_a_word_are_no_firm(text: str, recogniser: Recogniser) -> None:
    assert "ORG" not in {label for _, label in labels(text, recogniser)}


def test_a_city_as_a_body_has_its_whole_name(recogniser: Recogniser) -> None:
    assert ("City of Chicago", "PLACE") in labels("She sued the City of Chicago for it.", recogniser)


def test_a_kind_of_oil_is_no_name_and_its_land_stays(recogniser: Recogniser) -> None:
    marked = labels("Brent crude futures rose and U.S. West Texas Intermediate fell, said Brent Ordal.", recogniser)
    assert marked == [("U.S.", "PLACE"), ("Brent Ordal", "PERSON")]


def test_a_language_is_no_people(recogniser: Recogniser) -> None:
    assert [form for form, _ in labels("The English-speaking leader met English fans.", recogniser)] == ["English"]


@pytest.mark.parametrize(
    ("text", "name", "is_party"),
    [
        ("It was won by his Civil Contract party.", "Civil Contract", True),
        ("They danced at his Birthday party.", "Birthday", False),
        ("They came to her Contract party.", "Contract", False),
    ],
)
def test_whose_party_it_is_may_be_told(text: str, name: str, is_party: bool, recogniser: Recogniser) -> None:
    candidates = Candidates()
    put_parties(text, candidates, recogniser.gazetteer, recogniser.words)
    assert [text[one.start : one.end] for one in candidates] == [name] * is_party


def test_a_daily_is_one_by_its_name(recogniser: Recogniser) -> None:
    assert ("Al Vahrim", "ORG") in labels("He told the state-run daily Al Vahrim that he would go.", recogniser)


def test_the_leaders_of_a_party_are_no_body(recogniser: Recogniser) -> None:
    assert ("Party", "ORG") not in labels("Party leaders announced it in Berlin.", recogniser)


def test_members_of_a_party_in_a_parliament_are_marked(recogniser: Recogniser) -> None:
    assert ("Conservative", "NORP") in labels("He warned Conservative MPs of it.", recogniser)
    assert labels("He wore a conservative suit. Conservative estimates differ.", recogniser) == []


@pytest.mark.parametrize("state", ["Kingdom of Saudi Arabia", "Hashemite Kingdom of Jordan"])
def test_a_kingdom_has_its_whole_name(state: str, recogniser: Recogniser) -> None:
    assert [(form, label) for form, label in labels(f"The {state} spoke.", recogniser)] == [(state, "PLACE")]
