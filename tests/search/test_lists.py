"""A word that follows another is found in the same places, in however many forms it is looked for."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from reader.search.lists import followed
from reader.search.segment import Postings

PLACES = st.sets(st.integers(0, 12), min_size=1, max_size=4)
FORM = st.dictionaries(st.integers(0, 9), PLACES, max_size=8)


def postings_of(form: dict[int, set[int]]) -> Postings:
    ids = sorted(form)
    flat = [place for number in ids for place in sorted(form[number])]
    return Postings(array("H", ids), array("B", [len(form[number]) for number in ids]), lambda: flat)


@given(FORM, st.lists(FORM, max_size=9), st.integers(1, 3))
def test_what_follows_is_what_stands_behind(first: dict[int, set[int]], forms: list[dict[int, set[int]]], slop: int) -> None:
    expected: dict[int, set[int]] = {}
    for number, ends in first.items():
        places = {place for form in forms for place in form.get(number, ())}
        if after := {place for place in places if any(place - step in ends for step in range(1, slop + 1))}:
            expected[number] = after
    found = followed(first, [postings_of(form) for form in forms], slop, lambda: False)
    assert {number: set(places) for number, places in found.items()} == expected
