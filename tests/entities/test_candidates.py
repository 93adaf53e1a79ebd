"""Candidates of a text: in order, never overlapping, whatever is put where."""

from hypothesis import given
from hypothesis import strategies as st

from reader.article import Label
from reader.entities.candidates import Candidate, Candidates

PLACES = st.builds(
    lambda start, length, label: Candidate(start, start + length, label),
    st.integers(0, 40),
    st.integers(0, 8),
    st.sampled_from((Label.PERSON, Label.PLACE)),
)


def overlaps(one: Candidate, other: Candidate) -> bool:
    return one.start < other.end and other.start < one.end


@given(st.lists(PLACES, max_size=30))
def test_adding_keeps_what_stands(places: list[Candidate]) -> None:
    kept: list[Candidate] = []
    candidates = Candidates()
    for place in places:
        is_free = place.end > place.start and not any(overlaps(place, one) for one in kept)
        assert candidates.add(place) is is_free
        kept += [place] if is_free else []
    assert list(candidates) == sorted(kept)


@given(st.lists(PLACES, max_size=30), PLACES)
def test_putting_takes_the_place_of_all_it_overlaps(places: list[Candidate], last: Candidate) -> None:
    candidates = Candidates(places)
    rest = [one for one in candidates if not overlaps(one, last)]
    candidates.put(last)
    assert list(candidates) == sorted([*rest, last] if last.end > last.start else rest)


@given(st.lists(PLACES, max_size=30), st.integers(0, 48), st.integers(1, 9))
def test_what_touches_a_stretch_shares_a_character_with_it(places: list[Candidate], start: int, length: int) -> None:
    candidates = Candidates(places)
    stretch = Candidate(start, start + length, Label.ORG)
    assert candidates.touching(start, start + length) == [one for one in candidates if overlaps(one, stretch)]


@given(st.lists(PLACES, min_size=1, max_size=30))
def test_a_label_changes_and_nothing_moves(places: list[Candidate]) -> None:
    candidates = Candidates(places)
    before = list(candidates)
    for one in before:
        candidates.relabel(one, Label.ORG)
    assert list(candidates) == [one._replace(label=Label.ORG) for one in before]
