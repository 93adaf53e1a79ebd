"""Words made comparable, and passages made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.compare.days import are_apart, find_days
from reader.compare.passages import read_passages
from reader.compare.words import WordReader, stem
from tests.compare.makers import article


def stems(text: str) -> list[str]:
    return [word.stem for word in WordReader().read(text)]


def content(text: str) -> list[str]:
    return [word.surface for word in WordReader().read(text) if word.is_content]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("soldiers", "troops"),
        ("quake", "earthquake"),
        ("sank", "sink"),
        ("U.S.", "US"),
        ("Kazakhstan's", "Kazakhstan\u2019s"),
        ("communiqué", "communique"),
        ("seven", "7"),
        ("55,000", "55000"),
        ("companies", "firm"),
        ("DEALS", "deal"),
    ],
)
def test_words_that_mean_the_same_have_one_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(("one", "other"), [("US", "us"), ("ally", "all"), ("import", "importance"), ("19", "190")])
def test_words_that_differ_keep_their_stems(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_function_words_and_calendar_numbers_are_no_content() -> None:
    assert content("He said on Monday that the 12 of 2024 were 55,000 dockers") == ["55000", "dockers"]


def test_scripts_without_blanks_are_read_in_pairs() -> None:
    assert stems("日本の首相") == ["日本", "本の", "の首", "首相"]


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert stems(text) == stems(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_a_stem_is_never_empty(word: str) -> None:
    assert stem(word)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on November 12, 2025", [(11, 12)]),
        ("the 3rd of May and 4 June", [(5, 3), (6, 4)]),
        ("in November 2022", []),
        ("May 1.5 million people come", []),
        ("March 99", []),
    ],
)
def test_calendar_days_are_found_with_their_places(text: str, days: list[tuple[int, int]]) -> None:
    found = find_days(text, 10)
    assert [(day.month, day.day) for day in found] == days
    assert all(text[day.span.start - 10] in text for day in found)


def test_days_lie_apart_only_when_both_sides_name_some() -> None:
    first, near, far = find_days("November 11"), find_days("November 12"), find_days("November 28")
    assert not are_apart(first, near)
    assert are_apart(first, far)
    assert not are_apart(first, ())


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("December 31", "January 1", False),
        ("December 30", "January 2", True),
        ("February 28", "March 1", False),
        ("April 30", "May 2", False),
        ("April 29", "May 2", True),
    ],
)
def test_days_lie_near_each_other_over_the_end_of_a_month_and_a_year(a: str, b: str, apart: bool) -> None:
    assert are_apart(find_days(a), find_days(b)) is are_apart(find_days(b), find_days(a)) is apart


def test_a_long_paragraph_has_its_sentences_as_a_second_level() -> None:
    text = "The port of Velmar reopened on Monday after the accident. Mr. Tarn said it would take until March to repair the quay."
    passage = read_passages(article([text]), WordReader())[0]
    assert [sentence.span.of(text)[:8] for sentence in passage.sentences] == ["The port", "Mr. Tarn"]


def test_short_sentences_stay_together() -> None:
    assert read_passages(article(["He came. He saw. He left."]), WordReader())[0].sentences == ()


def test_a_passage_with_hardly_any_content_cannot_be_linked_by_likeness() -> None:
    assert not read_passages(article(["He said so on Monday."]), WordReader())[0].is_linkable
