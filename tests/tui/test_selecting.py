"""Selecting with keys: where each motion takes the moving end, and what is selected then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.widgets.page import Page
from reader.tui.widgets.selecting import Motion, Selecting
from tests.tui.stand_in import StandIn, article
from tests.tui.test_reading import SIZE, app_with, press

TEXT = "First things come first.\n\nThen the well-known second.\n\n漢字 last."
FIRST, SECOND, LAST = (TEXT.index(word) for word in ("First", "Then", "漢字"))


def selecting(at: int = 0, *, text: str = TEXT, width: int = 40, by_paragraph: bool = False) -> Selecting:
    return Selecting(Page(article(text), width), at, at, by_paragraph)


def caret_after(motion: Motion, at: int, times: int = 1, *, text: str = TEXT, width: int = 40) -> int:
    moved = selecting(at, text=text, width=width)
    moved.move(motion, times)
    return moved.caret


@pytest.mark.parametrize(
    ("motion", "at", "times", "there"),
    [
        (Motion.RIGHT, 0, 3, 3),
        (Motion.LEFT, 3, 2, 1),
        (Motion.LEFT, 0, 5, 0),
        (Motion.RIGHT, TEXT.index("."), 1, SECOND),
        (Motion.LEFT, SECOND, 1, TEXT.index(".")),
        (Motion.RIGHT, len(TEXT) - 1, 4, len(TEXT) - 1),
        (Motion.WORD, 0, 1, TEXT.index("things")),
        (Motion.WORD, 0, 4, SECOND),
        (Motion.WORD, TEXT.index("well"), 1, TEXT.index("second")),
        (Motion.WORD_END, 0, 1, len("First") - 1),
        (Motion.WORD_END, len("First") - 1, 1, len("First things") - 1),
        (Motion.WORD_END, TEXT.index("well"), 1, TEXT.index("known") + len("known") - 1),
        (Motion.WORD_END, LAST + 4, 3, len(TEXT) - 2),
        (Motion.WORD_BACK, SECOND, 1, TEXT.index("first.")),
        (Motion.WORD_BACK, 0, 1, 0),
        (Motion.PARAGRAPH, 5, 1, SECOND),
        (Motion.PARAGRAPH, LAST, 1, len(TEXT) - 1),
        (Motion.PARAGRAPH_BACK, LAST, 2, FIRST),
        (Motion.TOP, LAST, 1, FIRST),
        (Motion.BOTTOM, 0, 1, len(TEXT) - 1),
    ],
)
def test_motions(motion: Motion, at: int, times: int, there: int) -> None:
    assert caret_after(motion, at, times) == there


def test_a_line_of_the_screen_has_a_beginning_and_an_end() -> None:
    text = "one two three four five six"
    assert caret_after(Motion.LINE_END, 0, text=text, width=14) == len("one two three") - 1
    assert caret_after(Motion.LINE_START, text.index("five"), text=text, width=14) == text.index("four")


def test_down_and_up_stay_in_their_column_and_pass_over_gaps() -> None:
    down = caret_after(Motion.DOWN, 6)
    assert (down, caret_after(Motion.UP, down)) == (SECOND + 6, 6)


def test_down_into_a_shorter_line_stops_at_its_end() -> None:
    assert caret_after(Motion.DOWN, SECOND + 25) == len(TEXT) - 1


def test_the_other_end_moves_on() -> None:
    chosen = selecting(6)
    chosen.move(Motion.RIGHT, 5)
    chosen.swap()
    chosen.move(Motion.WORD_BACK)
    assert chosen.span.of(TEXT) == "First things"


def test_by_paragraph_both_ends_grow() -> None:
    chosen = selecting(SECOND + 3, by_paragraph=True)
    chosen.move(Motion.PARAGRAPH_BACK)
    assert chosen.span.of(TEXT) == TEXT[: TEXT.index("second.") + len("second.")]


@pytest.mark.parametrize("blank", range(4))
def test_down_from_the_blanks_behind_a_row_goes_to_the_end_of_the_next(blank: int) -> None:
    text = "first row    second row"
    assert caret_after(Motion.DOWN, len("first row") + blank, text=text, width=13) == len(text) - 1


@given(st.text("a  b-漢\u0301", min_size=1), st.data(), st.integers(1, 9), st.sampled_from(Motion))
def test_no_motion_leaves_a_text_of_blanks_and_wide_signs(text: str, data: st.DataObject, width: int, motion: Motion) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    assert 0 <= caret_after(motion, at, 2, text=text, width=width) <= len(text)


@given(st.integers(0, len(TEXT) - 1), st.lists(st.tuples(st.sampled_from(Motion), st.integers(1, 9)), max_size=12))
def test_no_motion_leaves_the_text(at: int, moves: list[tuple[Motion, int]]) -> None:
    chosen = selecting(at)
    for motion, times in moves:
        chosen.move(motion, times)
        assert 0 <= chosen.caret < len(TEXT)
        assert chosen.span.of(TEXT)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("vll", "Fir"),
        ("v2l", "Fir"),
        ("vllh", "Fi"),
        ("vw", "First t"),
        ("vwwW", "First t"),
        ("v$", "First things come first."),
        ("v$0", "F"),
        ("ve", "First"),
        ("v2e", "First things"),
        ("vwohh", "First t"),
        ("V", "First things come first."),
        ("vV", "First things come first."),
        ("VG", TEXT),
    ],
)
async def test_keys_select(keys: str, words: str) -> None:
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["dollar_sign" if key == "$" else key for key in keys])
        pane = app.reading.pane
        assert pane.selected is not None
        assert pane.selected.of(TEXT) == words


@pytest.mark.parametrize("keys", [["v", "w", "v"], ["V", "V"], ["v", "w", "escape"]])
async def test_selecting_ends_by_its_own_key_and_by_escape(keys: list[str]) -> None:
    app = app_with(TEXT)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, keys)
        assert app.reading.pane.selected is None
        assert app.reading.table_in_force == "reading"


async def test_the_caret_stays_in_sight() -> None:
    text = "\n\n".join(f"paragraph {number}" for number in range(60))
    app = app_with(text)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["v", "G"])
        pane = app.reading.pane
        assert pane.top_row == pane.max_scroll_y


async def test_a_selection_stays_in_its_pane_and_ends_where_one_leaves_it() -> None:
    app = app_with(TEXT, "Another account.\n\nOf the same thing.")
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, ["v", "5", "e", "tab", "H"])
        assert [pane.selected for pane in app.reading.panes] == [None, None]
        assert not app.reading.selecting
    library = app.reading.library
    assert isinstance(library, StandIn)
    assert [kept.quote for kept in library.kept] == ["Another account."]


async def test_selected_words_that_look_like_a_pattern_are_found_as_words() -> None:
    app = app_with("/(a/ is here, and /(a/ there.")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, ["v", "3", "l", "asterisk"])
        assert len(app.reading.finding.hits) == 2
