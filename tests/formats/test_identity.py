"""Equal words, near duplicates, canonical addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.formats.identity import NEAR_DUPLICATE, canonical_address, containment, sketch, text_key

WORDS = [f"word{number % 97}x{number}" for number in range(600)]
TEXT = " ".join(WORDS)


def test_text_of_the_same_words_has_the_same_key() -> None:
    assert text_key("One  two,\nthree") == text_key("one two three")
    assert text_key("one two three") != text_key("one three two")


def test_a_cut_copy_with_a_new_beginning_is_a_near_duplicate() -> None:
    copy = "A new headline and first words. " + " ".join(WORDS[30:350])
    assert containment(sketch(TEXT), sketch(copy)) >= NEAR_DUPLICATE


def test_another_text_is_none() -> None:
    other = " ".join(f"other{number}" for number in range(600))
    assert containment(sketch(TEXT), sketch(other)) < 0.1


@given(st.text(max_size=80), st.text(max_size=80))
def test_containment_is_a_share_and_symmetric(a: str, b: str) -> None:
    share = containment(sketch(a), sketch(b))
    assert 0.0 <= share <= 1.0
    assert share == containment(sketch(b), sketch(a))


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("HTTP://www.Example.org:80/a/?utm_source=x&b=2&a=1#part", "https://example.org/a?a=1&b=2"),
        ("https://m.example.org/index.html", "https://example.org/"),
        ("ftp://example.org/", None),
        ("javascript:alert(1)", None),
        ("https://user:word@example.org/", None),
        ("http://[::1", None),
    ],
)
def test_addresses_of_one_page_are_equal(address: str, canonical: str | None) -> None:
    assert canonical_address(address) == canonical
