"""What is typed into a line: the keys shown are those that work there, and whoever comes back stands in the list."""

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.tui.app import BroadsheetApp
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.status_line import HintLine
from tests.tui.test_app import library_screen, running, settle


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(Paths.under(tmp_path_factory.mktemp("home")), Config())
    library.refresh()
    return library


def hinted(app: BroadsheetApp) -> list[str]:
    """Return the keys of the hint line."""
    assert isinstance(app.screen, CommandScreen)
    return [key for key, _ in app.screen.query_one(HintLine).hints]


async def test_letters_are_no_keys_while_a_query_is_typed(sample: Library) -> None:
    async with running(sample) as (app, pilot):
        in_list = hinted(app)
        await pilot.press("slash", *"oil")
        await settle(pilot)
        assert hinted(app) == ["Enter", "↓", "↑", "Esc"]
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert hinted(app) == in_list


async def test_a_filter_shows_its_keys_too(sample: Library) -> None:
    async with running(sample, "e", "slash") as (app, pilot):
        assert hinted(app) == ["Enter", "↓", "↑", "Esc"]
        await pilot.press("enter")
        await settle(pilot)
        assert "M" in hinted(app)


async def test_a_dialog_keeps_its_own(sample: Library) -> None:
    async with running(sample, "I") as (app, _):
        assert hinted(app) == ["Enter", "Esc"]


async def test_back_from_a_hit_opened_while_typing_one_stands_in_the_list(sample: Library) -> None:
    async with running(sample, "slash", *"partner*") as (app, pilot):
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("q")
        await settle(pilot)
        assert app.focused is library_screen(app).list
        await pilot.press("q")
        assert library_screen(app).query_text == "", "q left the search instead of being typed into it"
