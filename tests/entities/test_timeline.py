"""Which statements a timeline holds, where it puts them, and what it counts as left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Label
from reader.entities.dates import CalendarDate
from reader.entities.entity import Timeline
from reader.entities.relative_dates import find_relative_dates, read_relative_date
from reader.entities.timeline import timeline_of
from tests.entities.makers import article, mention

WEDNESDAY = "2025-11-12"


def timeline(text: str, *dates: str, date: str = WEDNESDAY) -> Timeline:
    return timeline_of([(article(text, date=date), tuple(mention(text, form, Label.DATE) for form in dates))])


def placed(text: str, *dates: str, date: str = WEDNESDAY) -> list[tuple[str, bool, str]]:
    return [(event.date, event.is_resolved, event.stated) for event in timeline(text, *dates, date=date).events]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("yesterday", "2025-11-11"),
        ("last Tuesday", "2025-11-11"),
        ("last Wednesday", "2025-11-05"),
        ("two weeks ago", "2025-10-29"),
        ("last month", "2025-10"),
        ("a year ago", "2024"),
    ],
)
def test_words_that_need_the_article_take_its_date_and_say_so(words: str, day: str) -> None:
    assert placed(f"The two presidents met in the old town {words} for long talks.") == [(day, True, words)]


def test_a_bare_weekday_is_the_last_one_or_the_next_to_come() -> None:
    assert placed("The two presidents met for talks on Monday in the town.", "Monday") == [("2025-11-10", True, "Monday")]
    assert placed("The two presidents will meet for talks on Monday here.", "Monday") == [("2025-11-17", True, "Monday")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The minister told all the lawmakers on Monday that she plans a new vote.", "2025-11-10"),
        ("He convened the cabinet again on Monday, with the house expected to dissolve itself.", "2025-11-10"),
        ("On Monday, the two presidents will meet for long talks in town.", "2025-11-17"),
        ("He said that the two presidents will meet for talks on Monday.", "2025-11-17"),
    ],
)
def test_what_is_to_come_is_told_by_words_before_the_date(text: str, day: str) -> None:
    assert placed(text, "Monday") == [(day, True, "Monday")]


def test_words_that_need_the_article_stay_out_without_its_date() -> None:
    assert timeline("The two presidents met yesterday for long talks in town.", date="") == Timeline(unplaced=1)


def test_a_day_that_needs_the_article_stays_out_when_its_day_is_not_known() -> None:
    assert timeline("The two presidents met yesterday for long talks in town.", date="2025-11") == Timeline(unplaced=1)


def test_last_october_is_over() -> None:
    text = "The deal was announced last October by the two big airlines."
    assert placed(text, "October", date="2023-06-12") == [("2022-10", True, "October")]
    assert placed(text, "October", date="2023-12-01") == [("2023-10", True, "October")]


def test_statements_without_a_date_are_counted() -> None:
    found = timeline("They met in 2019 for the first time in a small town. Nobody smiled at all. It rained.", "2019")
    assert (len(found.events), found.undated, found.unplaced) == (1, 2, 0)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Output fell by seven percent, the news outlet Volna reported November 12.", "November 12"),
        ("The plan is long, as can be seen in many papers (Kazinform, November 28).", "November 28"),
        (
            "It is at odds with them (, March 11; see EDM, August 11; and for a dissenting view see Volna gazeta, June 19).",
            "June 19",
        ),
        ("The list of all members can be read by everybody. Updated: November 3", "November 3"),
    ],
)
def test_the_date_of_a_report_dates_no_statement(text: str, day: str) -> None:
    assert timeline(text, day).events == ()


def test_what_was_reported_at_a_place_on_a_day_is_a_statement() -> None:
    text = "Ten new cases of the fever were reported November 12 in the north."
    assert placed(text, "November 12") == [("2025-11-12", True, "November 12")]


def test_a_date_in_brackets_behind_a_clause_is_a_statement() -> None:
    text = "The bridge (it was closed to all after the great storm of November 3) is open."
    assert placed(text, "November 3") == [("2025-11-03", True, "November 3")]


@given(st.integers(1, 9999), st.none() | st.integers(1, 12), st.none() | st.integers(1, 31), st.booleans())
def test_relative_dates_are_read_beside_any_date(year: int, month: int | None, day: int | None, is_ahead: bool) -> None:
    own = CalendarDate(year, month, day if month else None)
    text = "yesterday, last Friday, next year, 300 months ago, a week ago, tomorrow"
    for start, end in find_relative_dates(text, 0, len(text)):
        read = read_relative_date(text[start:end], own, is_ahead=is_ahead)
        assert read is None or (read.year is not None and 1 <= read.year <= 9999)
