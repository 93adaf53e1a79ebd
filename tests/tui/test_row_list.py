"""A list of rows: the cursor by keys and by mouse, headings it passes over, rows painted only when seen."""

from collections.abc import Sequence

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from reader.tui.widgets.row_list import Part, RowList


class Words(RowList[str]):
    """Words; one that ends in a colon is a heading."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.rows = tuple(words)
        self.empty = ("Nothing here.", "Add something.")
        self.painted: list[int] = []

    def on_mount(self) -> None:
        """Show the words."""
        self.rows_changed()

    def can_choose(self, row: int) -> bool:
        """Headings cannot be chosen."""
        return not self.rows[row].endswith(":")

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Give the word."""
        self.painted.append(row)
        return [(self.rows[row][:width], "plain")]


class WordsApp(App[None]):
    """An app with a list of words."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.words = Words(words)
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        """Give the list."""
        yield self.words

    @on(RowList.Chosen)
    def note(self, chosen: RowList.Chosen) -> None:
        """Remember what was chosen."""
        self.chosen.append(chosen.row)


def lines(app: WordsApp) -> list[str]:
    return [app.words.render_line(y).text.rstrip() for y in range(app.words.size.height)]


async def moved(app: WordsApp, pilot: Pilot[None], lines_down: int) -> int:
    app.words.move_lines(lines_down)
    await pilot.pause()
    return app.words.cursor


async def test_the_cursor_passes_over_headings_both_ways() -> None:
    app = WordsApp(["Fruit:", "apple", "Nuts:", "walnut"])
    async with app.run_test(size=(20, 6)) as pilot:
        assert app.words.current == "apple"
        assert await moved(app, pilot, 1) == 3
        assert await moved(app, pilot, -1) == 1
        assert await moved(app, pilot, -1) == 1


@pytest.mark.parametrize(("step", "there"), [(3, 3), (99, 9), (-5, 0)])
async def test_the_cursor_stays_in_the_list(step: int, there: int) -> None:
    app = WordsApp([f"row {n}" for n in range(10)])
    async with app.run_test(size=(20, 5)) as pilot:
        assert await moved(app, pilot, step) == there


async def test_a_heading_comes_into_sight_with_its_first_row() -> None:
    app = WordsApp(["Fruit:", *[f"apple {n}" for n in range(20)]])
    async with app.run_test(size=(20, 5)) as pilot:
        app.words.move_to_fraction(1.0)
        await pilot.pause()
        app.words.move_to_fraction(0.0)
        await pilot.pause()
        assert lines(app)[0].strip() == "Fruit:"


async def test_only_rows_in_sight_are_painted() -> None:
    app = WordsApp([f"row {n}" for n in range(10_000)])
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        assert max(app.words.painted) < 10


async def test_a_click_moves_and_a_second_one_chooses() -> None:
    app = WordsApp(["one", "two", "three"])
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.click(Words, offset=(3, 1))
        assert (app.words.current, app.chosen) == ("two", [])
        await pilot.click(Words, offset=(3, 2), times=2)
        assert (app.words.current, app.chosen) == ("three", [2])


async def test_a_click_on_a_heading_or_below_the_rows_does_nothing() -> None:
    app = WordsApp(["Fruit:", "apple"])
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.click(Words, offset=(3, 0), times=2)
        await pilot.click(Words, offset=(3, 4), times=2)
        assert (app.words.current, app.chosen) == ("apple", [])


async def test_an_empty_list_says_how_something_gets_in() -> None:
    app = WordsApp([])
    async with app.run_test(size=(30, 6)) as pilot:
        assert app.words.current is None
        assert [line.strip() for line in lines(app)[1:3]] == ["Nothing here.", "Add something."]
        app.words.move_lines(1)
        app.words.choose()
        await pilot.pause()
        assert not app.chosen


async def test_fewer_rows_take_the_cursor_along() -> None:
    app = WordsApp([f"row {n}" for n in range(50)])
    async with app.run_test(size=(20, 5)) as pilot:
        await moved(app, pilot, 40)
        app.words.rows = app.words.rows[:3]
        app.words.rows_changed(app.words.cursor)
        await pilot.pause()
        assert app.words.current == "row 2"
        assert lines(app)[0].strip() == "row 0"


async def test_every_line_is_as_wide_as_the_list() -> None:
    app = WordsApp(["漢字漢字漢字漢字漢字漢字", "e\u0301" * 30, "plain"])
    async with app.run_test(size=(17, 5)) as pilot:
        await pilot.pause()
        assert {app.words.render_line(y).cell_length for y in range(5)} == {17}


async def test_a_window_that_was_small_for_a_while_shows_the_same_rows_again() -> None:
    app = WordsApp([f"word {n}" for n in range(40)])
    async with app.run_test(size=(30, 20)) as pilot:
        await moved(app, pilot, 30)
        await moved(app, pilot, -6)
        before = lines(app)
        for height in (5, 12, 3, 20):
            await pilot.resize_terminal(30, height)
            await pilot.pause()
            assert any("▶" in line for line in lines(app))
        assert lines(app) == before


async def test_three_quick_clicks_choose_once() -> None:
    app = WordsApp(["one", "two", "three"])
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.click(Words, offset=(3, 1), times=3)
        await pilot.pause()
        assert app.chosen == [1]
