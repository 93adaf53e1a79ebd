"""Scanning finds every word that begins so, however a text spells it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search.scanning import Scanner, can_be_scanned
from reader.search.words import Words

LETTERS = st.text("abst .,ßœé1", max_size=30)


def found(beginnings: list[str], text: str) -> list[int]:
    return sorted(set(Scanner(beginnings).places(can_be_scanned(text))))


@pytest.mark.parametrize(
    ("beginning", "text", "places"),
    [
        ("bank", "Banks, a bankrupt bank; embankment.", [0, 9, 18]),
        ("bank", "B.A.N.K. and snow_bank", [0, 18]),
        ("gross", "Größe, Gross", [0, 7]),
        ("gros", "Groß, größer", [0, 6]),
        ("s", "ß", [0]),
        ("theater", "Þeater theater", [0, 7]),
        ("1234", "1,234 and 1234, 12345", [0, 10, 16]),
        ("u", "U.S. us menu", [0, 5]),
    ],
)
def test_words_are_found_as_the_text_spells_them(beginning: str, text: str, places: list[int]) -> None:
    assert found([beginning], text) == places


@given(LETTERS, st.lists(st.text("abst", min_size=1, max_size=7), min_size=1, max_size=3))
def test_every_word_that_begins_so_is_found(text: str, beginnings: list[str]) -> None:
    if folded := can_be_scanned(text):
        expected = {token.start for token in Words().tokens(text) if token.plain.startswith(tuple(beginnings))}
        assert expected <= {*Scanner(beginnings).places(folded)}
