"""A column of days answers as comparing every article does."""

from hypothesis import given
from hypothesis import strategies as st

from reader.search.dates import DateRange
from reader.search.day_column import DayColumn

DAYS = st.integers(1, 60) | st.integers(1, 4000)


@st.composite
def published(draw: st.DrawFn) -> tuple[int, int]:
    first = draw(st.just(0) | DAYS)
    return first, first + (draw(st.sampled_from((0, 0, 0, 29, 364))) if first else 0)


@given(st.lists(published(), min_size=1, max_size=400), st.lists(st.tuples(DAYS, DAYS), min_size=1))
def test_a_range_of_days_holds_what_lies_within(articles: list[tuple[int, int]], ranges: list[tuple[int, int]]) -> None:
    column = DayColumn([first for first, _ in articles], [last for _, last in articles])
    for one, other in ranges:
        days = DateRange(min(one, other), max(one, other))
        expected = [days.first <= first and last <= days.last for first, last in articles]
        assert [*map(bool, column.within(days))] == expected


@given(st.lists(published(), min_size=1, max_size=400).map(sorted), st.tuples(DAYS, DAYS).map(sorted))
def test_articles_by_day_follow_each_other(articles: list[tuple[int, int]], asked: list[int]) -> None:
    column = DayColumn([first for first, _ in articles], [last for _, last in articles])
    days = DateRange(*asked)
    inside = [number for number, mask in enumerate(column.within(days)) if mask]
    expected = [number for number, (first, last) in enumerate(articles) if days.first <= first and last <= days.last]
    assert inside == expected
    assert column.numbers(days) is None or [*(column.numbers(days) or ())] == expected
