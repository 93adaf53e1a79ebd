"""Dates in figures, and the forms in which programs write moments."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Origin
from reader.formats.dates import structured_date
from reader.formats.numeric_dates import Order, find_numeric_date, order_of_lines, order_of_region
from reader.formats.plain import extract_plain
from tests.formats.makers import LAST, MORE, PARAGRAPH

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def written(day: date, order: Order, sign: str = "/") -> str:
    parts = (day.day, day.month) if order is Order.DAY_FIRST else (day.month, day.day)
    return f"{parts[0]:02}{sign}{parts[1]:02}{sign}{day.year}"


@given(DAYS, st.sampled_from(Order), st.sampled_from("./-"))
def test_a_known_order_gives_the_day_back(day: date, order: Order, sign: str) -> None:
    found = find_numeric_date(f"on {written(day, order, sign)}, at noon", order)
    assert found is not None
    assert found.iso == day.isoformat()


@given(DAYS, st.sampled_from(Order))
def test_without_an_order_a_day_is_right_or_not_read(day: date, order: Order) -> None:
    found = find_numeric_date(written(day, order))
    assert found is None or found.iso == day.isoformat()
    assert (found is None) == (day.day <= 12 and day.day != day.month)


@pytest.mark.parametrize(
    "text", ["13/13/2021", "31/02/2021", "1/2/3/2021", "03/04/20211", "192.168.12.2021", "03/04-2021", "00/05/2021"]
)
def test_figures_that_are_no_date(text: str) -> None:
    assert find_numeric_date(text, Order.DAY_FIRST) is None


def test_lines_tell_their_order_only_when_they_agree() -> None:
    assert order_of_lines(["25/12/2020", "03/04/2021"]) is Order.DAY_FIRST
    assert order_of_lines(["12/25/2020"]) is Order.MONTH_FIRST
    assert order_of_lines(["25/12/2020", "12/25/2020"]) is None
    assert order_of_lines(["05/05/2020"]) is None


def test_the_first_tag_that_settles_the_order_does() -> None:
    assert order_of_region(["en", "en_US"]) is Order.MONTH_FIRST
    assert order_of_region(["english", "x"], "harbour.com.au") is Order.DAY_FIRST


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Fri Mar 13 21:30:09 EST 2015", "2015-03-13"),
        ("Mar 13 21:30 2015", "2015-03-13"),
        ("Thu, Dec 25 2014 16:57:37 +0000", "2014-12-25"),
        ("Fri Mar 32 21:30:09 EST 2015", None),
    ],
)
def test_moments_as_programs_write_them(stamp: str, day: str | None) -> None:
    assert structured_date(stamp) == day


def pasted(line: str) -> tuple[str | None, Origin]:
    found = extract_plain(
        f"Storm closes the harbour of a northern town\n\n{line}\n\n{PARAGRAPH}\n\n{MORE}\n\n{LAST}\n"
    ).metadata.date
    return found.text, found.origin


def test_a_paste_gives_a_day_in_figures_as_a_guess_and_no_doubtful_one() -> None:
    assert pasted("12/25/2014 11:57 AM") == ("2014-12-25", Origin.GUESSED)
    assert pasted("03/04/2021 11:57 AM") == (None, Origin.UNKNOWN)
    assert pasted("03/04/2021 11:57 AM\n\nArchived 25/04/2021") == ("2021-04-03", Origin.GUESSED)
