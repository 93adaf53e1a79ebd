"""The two lines at the bottom: what fits, and what never gives way."""

from hypothesis import given
from hypothesis import strategies as st

from reader.tui.widgets.bottom_lines import hint_parts

HINTS = (("Tab", "next pane"), ("]", "next pair"), ("S", "sync"), ("x", "differences"), ("?", "help"))
WORDS = st.text("abcdefgh ", min_size=1, max_size=12)


def shown(width: int) -> str:
    return "".join(text for text, _ in hint_parts(HINTS, width))


def test_all_are_there_where_there_is_room() -> None:
    assert shown(80) == "Tab next pane   ] next pair   S sync   x differences   ? help"


def test_where_there_is_not_the_last_one_stays() -> None:
    assert shown(40) == "Tab next pane   ] next pair   ? help"
    assert shown(24) == "Tab next pane   ? help"


def test_in_very_little_room_the_first_goes_before_the_last() -> None:
    assert shown(14) == "Tab next pane"
    assert shown(8) == "? help"
    assert shown(3) == ""


@given(st.lists(st.tuples(WORDS, WORDS), max_size=8), st.integers(0, 100))
def test_nothing_is_wider_than_the_line(hints: list[tuple[str, str]], width: int) -> None:
    assert sum(len(text) for text, _ in hint_parts(hints, width)) <= width
