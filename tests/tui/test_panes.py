"""Several panes by keys: going between them, closing them, giving them room."""

import pytest
from textual.pilot import Pilot

from tests.tui.stand_in import ReadingApp, prose
from tests.tui.test_reading import app_with, press

WIDE = (160, 30)
THREE = ("First.", "Second.", "Third.")


def in_use(app: ReadingApp) -> int:
    """Return the number of the pane in use, counted from 1."""
    return app.reading.panes.index(app.reading.pane) + 1


def open_ids(app: ReadingApp) -> tuple[str, ...]:
    return app.reading.open_article_ids()


async def widths(app: ReadingApp, pilot: Pilot[None]) -> list[int]:
    await pilot.pause()
    return [pane.size.width for pane in app.reading.panes]


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        (["tab", "tab", "tab"], [2, 3, 1]),
        (["shift+tab", "shift+tab"], [3, 2]),
        (["l", "l", "l", "h", "h", "h"], [2, 3, 3, 2, 1, 1]),
    ],
)
async def test_keys_go_between_panes(keys: list[str], seen: list[int]) -> None:
    app = app_with(*THREE)
    async with app.run_test(size=WIDE) as pilot:
        places = []
        for key in keys:
            await press(pilot, [key])
            places.append(in_use(app))
        assert places == seen


@pytest.mark.parametrize(
    ("keys", "place"), [(("ctrl+w", "l"), 2), (("ctrl+w", "w"), 2), (("ctrl+w", "p"), 3), (("ctrl+w", "h"), 1)]
)
async def test_the_windows_of_vim_have_their_keys(keys: tuple[str, ...], place: int) -> None:
    app = app_with(*THREE)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, keys)
        assert in_use(app) == place


async def test_closing_a_pane_keeps_the_others() -> None:
    app = app_with(*THREE)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, ["tab", "ctrl+w", "c"])
        assert open_ids(app) == ("a1", "a3")
        await press(pilot, ["ctrl+w", "c", "ctrl+w", "c"])
        assert len(open_ids(app)) == 1


async def test_only_this_pane_closes_all_others() -> None:
    app = app_with(*THREE)
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, ["tab", "ctrl+w", "o"])
        assert open_ids(app) == ("a2",)
        assert app.reading.table_in_force == "reading"


async def test_a_pane_takes_room_from_the_others_and_gives_it_back() -> None:
    app = app_with(*THREE)
    async with app.run_test(size=WIDE) as pilot:
        equal = await widths(app, pilot)
        await press(pilot, [">"])
        wider = await widths(app, pilot)
        await press(pilot, ["<", "<"])
        narrower = await widths(app, pilot)
        await press(pilot, ["ctrl+w", "="])
        assert wider[0] > equal[0] > narrower[0]
        assert sum(wider) == sum(equal) == sum(narrower)
        assert await widths(app, pilot) == equal


async def test_each_pane_keeps_its_own_place_when_another_closes() -> None:
    app = app_with(prose(60), prose(60))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, ["5", "j", "tab", "3", "j"])
        before = [pane.top_place for pane in app.reading.panes]
        await press(pilot, ["ctrl+w", "c"])
        assert app.reading.pane.top_place == before[0]


async def test_what_closes_is_where_it_was_when_it_opens_again() -> None:
    app = app_with(prose(60), prose(60))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, ["tab", "G", "ctrl+w", "c"])
        await pilot.pause()
        assert app.reading.library.position("a2") is not None


async def test_jumping_back_from_another_pane_goes_to_the_pane_one_came_from() -> None:
    app = app_with(prose(60), prose(40))
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, ["4", "j", "G", "tab", "ctrl+o"])
        assert (open_ids(app), in_use(app), app.reading.panes[0].top_row) == (("a1", "a2"), 1, 4)


async def test_the_line_to_find_closes_where_another_pane_is_clicked() -> None:
    app = app_with("A needle here.", "No such thing.\n\nA needle too.")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, ["slash", *"need"])
        await pilot.click(app.reading.panes[1], offset=(20, 8))
        await pilot.pause()
        assert not app.reading.query("FindBar")
        assert [len(finding.hits) for finding in app.reading.findings.values()] == [1, 0]


async def test_where_no_passage_is_chosen_nobody_says_that_one_account_is_open() -> None:
    app = app_with("First.", "Second.")
    async with app.run_test(size=(45, 15)) as pilot:
        await press(pilot, ["p"])
        assert app.reading.status.message.startswith("No counterpart here: Tab")
