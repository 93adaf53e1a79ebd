"""Names that mean the same, and those that only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.compare.aliases import Aliases
from reader.compare.words import WordReader


def stems(text: str, *texts: str) -> list[str]:
    return [word.stem for word in WordReader((text, *texts)).read(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("British", "Britain"),
        ("U.K.", "the United Kingdom"),
        ("UK's", "Britain's"),
        ("Iranian", "Iran"),
        ("EU", "European Union"),
        ("North Koreans", "North Korea"),
        ("U.S.", "American"),
    ],
)
def test_a_country_and_a_body_is_one_word_whatever_it_is_called(one: str, other: str) -> None:
    assert stems(one) == [stem for stem in stems(other) if stem != "the"]


@pytest.mark.parametrize(("one", "other"), [("North Korea", "South Korea"), ("Central American", "American"), ("turkey", "Turkey")])
def test_names_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_initials_mean_what_either_text_spells_out() -> None:
    full = "the Harbour Workers' Front and the Kastel Free Trade Board"
    assert stems("KFTB", full) == ["kftb"]
    assert stems(full, "KFTB")[-1] == "kftb"
    assert stems("K.F.T.B. officials", full)[0] == "kftb"


def test_initials_that_nobody_spells_out_are_a_word() -> None:
    assert stems("KFTB", "The board met.") == ["kftb"]
    assert "kftb" not in stems("the Kastel Free Trade Board", "The board met.")


def test_two_letters_are_taken_for_chance() -> None:
    assert len(stems("Otto Brask", "OB")) == 2


def test_the_reasons_show_a_name_as_it_is_printed() -> None:
    surfaces = [word.surface for word in WordReader().read("The United Kingdom and British ministers")]
    assert surfaces == ["The", "United Kingdom", "and", "British", "ministers"]


def test_a_name_of_several_words_in_a_compound_and_with_a_possessive() -> None:
    assert stems("European Union's")[0] == stems("EU-led")[0]


@given(st.text(alphabet="ABC abc.-'UKS ", max_size=80), st.text(alphabet="ABCUKS. ", max_size=40))
def test_any_text_keeps_its_other_words(text: str, other: str) -> None:
    joined = Aliases((text, other)).join(text)
    assert joined.replace(" ", "").replace("-", "").replace("&", "") == text.replace(" ", "").replace("-", "").replace("&", "")
