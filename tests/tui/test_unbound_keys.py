"""A key that does nothing says so, and where the keys are."""

from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths, sample_folder
from reader.tui.commands import COMMANDS, Scope
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.picker import CommandList
from reader.tui.screens.questions import Told
from reader.tui.widgets import status_line
from reader.tui.widgets.status_line import StatusLine
from tests.tui.test_app import running


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(Paths.under(tmp_path_factory.mktemp("home")), Config(), sample_folder())
    library.refresh()
    return library


@pytest.mark.parametrize(
    ("before", "key", "told"),
    [
        ((), "z", "z is no key here; ? shows the keys"),
        ((), "f5", "F5 is no key here; ? shows the keys"),
        ((), "left_square_bracket", "[ is no key here; ? shows the keys"),
        (("e",), "z", "z is no key here; ? shows the keys"),
        ((), "left", "← is no key here; ? shows the keys"),
        ((), "escape", "Nothing to cancel; q quits"),
        (("enter",), "right", "→ is no key here; ? shows the keys"),
        (("enter",), "escape", "Nothing to cancel; q goes back"),
        (("e",), "escape", "Nothing to cancel; q goes back"),
        (("B",), "escape", "Nothing to cancel; q goes back"),
        (("enter",), "Z,z", "Z z is no key here"),
        (("enter",), "x", "Only one account is open: c puts a second beside it"),
        (("enter",), "tab", "Only one account is open: c puts a second beside it"),
        (("enter", "o"), "B", "B is no key here"),
        (("enter",), "ctrl+w,c", "Only one account is open: c puts a second beside it"),
        (("enter",), "ctrl+w,x", "Ctrl+W x is no key here"),
    ],
)
async def test_a_key_without_a_command_says_so(library: Library, before: tuple[str, ...], key: str, told: str) -> None:
    async with running(library) as (app, pilot):
        await pilot.press(*before)
        await pilot.pause(0.1)
        await pilot.press(*key.split(","))
        await pilot.pause(0.1)
        assert told in said(app.screen)


@pytest.mark.parametrize("keys", [("j",), ("g",), ("5", "j"), ("question_mark",), ("slash", "z"), ("escape",), ("down",)])
async def test_a_key_with_a_command_says_nothing_of_the_kind(library: Library, keys: tuple[str, ...]) -> None:
    async with running(library) as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause(0.1)
        assert not any("is no key here" in said(screen) for screen in app.screen_stack)


@pytest.mark.parametrize("keys", [("f5", "j"), ("f5", "G"), ("f5", "v"), ("f5", "5"), ("enter", "f5", "n"), ("enter", "f5", "j")])
async def test_the_next_key_takes_back_what_was_said_of_the_last(library: Library, keys: tuple[str, ...]) -> None:
    async with running(library) as (app, pilot):
        await pilot.press(*keys[:-1])
        await pilot.pause(0.1)
        assert "F5 is no key here" in said(app.screen)
        await pilot.press(keys[-1])
        await pilot.pause(0.1)
        assert "is no key here" not in said(app.screen)


async def test_what_is_typed_into_a_field_is_no_key(library: Library) -> None:
    async with running(library) as (app, pilot):
        await pilot.press("slash", *"zZ=")
        assert app.screen.query_one(Input).value == "zZ="
        assert "is no key here" not in said(app.screen)


def said(screen: Screen[Any]) -> str:
    """Return what the status line of a screen says."""
    return " ".join(str(line.render()) for line in screen.query(StatusLine))


@pytest.mark.parametrize(
    ("keys", "scopes"),
    [
        ((), (Scope.ARTICLES, Scope.LIBRARY)),
        (("enter",), (Scope.ARTICLES, Scope.READING)),
        (("enter", "c", "enter"), (Scope.ARTICLES, Scope.READING, Scope.COMPARE)),
        (("enter", "v"), (Scope.SELECT,)),
        (("B",), (Scope.BOOKMARKS,)),
        (("e",), (Scope.ENTITIES,)),
    ],
)
async def test_every_key_of_the_readme_runs_where_it_says(
    library: Library, keys: tuple[str, ...], scopes: tuple[Scope, ...]
) -> None:
    async with running(library) as (app, pilot):
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.3)
        assert isinstance(app.screen, CommandScreen)
        live = {command.id for command in app.screen.live_commands()}
        wanted = {command.id for command in COMMANDS if command.scope in scopes}
        assert wanted - live == set()


async def test_a_box_that_only_tells_is_closed_by_any_key_for_answering(library: Library) -> None:
    for key in ("enter", "q", "escape", "ctrl+s"):
        async with running(library, "i") as (app, pilot):
            assert isinstance(app.screen, Told)
            assert {label for _, label in app.screen.hints()} == {"close"}
            await pilot.press(key)
            assert not isinstance(app.screen, Told)


async def test_what_was_told_is_taken_away_by_the_next_command_once_it_was_read(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_line, "_READ_SECONDS", 60.0)
    async with running(library, "O") as (app, pilot):
        await pilot.press("v")
        assert "In order of title" in said(app.screen), "told a moment ago"
        monkeypatch.setattr(status_line, "_READ_SECONDS", 0.0)
        await pilot.press("v")
        assert "In order of" not in said(app.screen)


async def test_the_command_line_shows_where_a_number_leads(library: Library) -> None:
    async with running(library, "colon", "3") as (app, pilot):
        assert [row.command and row.command.id for row in app.screen.query_one(CommandList).rows] == ["move.bottom"]
        await pilot.press("enter")
        await pilot.pause()
        assert "3 of 5" in said(app.screen)
