"""Words in capitals, written as in a sentence."""

import pytest

from reader.entities.casing import with_sentence_case
from reader.entities.recognise import Recogniser
from tests.entities.makers import found


@pytest.mark.parametrize(
    "line",
    [
        "US TROOPS LEAVE IRAQ",
        "CHINA WARNS US OVER TAIWAN",
        "TRUMP TELLS US ALLIES TO PAY MORE",
        "PUTIN WANTS US TO LEAVE SYRIA",
        "Iran Says It Will Talk to US",
        "US-led forces left.",
        "He is one of us, said the US envoy.",
        "US",
    ],
)
def test_the_country_is_found_in_capitals(line: str, recogniser: Recogniser) -> None:
    assert [form for form, _, entity in found(line, recogniser) if entity == "United States"] == ["US"]


@pytest.mark.parametrize(
    "line",
    [
        "LET US BEGIN THE MEETING",
        "TELL US WHAT YOU THINK",
        "ALL OF US ARE TIRED",
        "THEY LEFT US BEHIND",
        "JOIN US",
        "SUPPORT US",
        "CONTACT US",
        "Follow Us",
        "Let us go. They told us so.",
        "What It Means for Us",
    ],
)
def test_the_pronoun_is_no_country(line: str, recogniser: Recogniser) -> None:
    assert "United States" not in [entity for _, _, entity in found(line, recogniser)]


def test_a_name_of_several_words_in_capitals_is_found(recogniser: Recogniser) -> None:
    assert found("MIDDLE EAST\nNEW ZEALAND AND SAUDI ARABIA", recogniser) == [
        ("MIDDLE EAST", "PLACE", "Middle East"),
        ("NEW ZEALAND", "PLACE", "New Zealand"),
        ("SAUDI ARABIA", "PLACE", "Saudi Arabia"),
    ]


def test_the_length_stays(recogniser: Recogniser) -> None:
    text = "STRASSE AND STRA\u00dfE IN \u0130STANBUL, MIDDLE EAST. THE US AND US"
    assert len(with_sentence_case(text, recogniser.words, recogniser.gazetteer)) == len(text)
