"""The presets by their keys: each is like the program it is named after."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.tui.app import BroadsheetApp
from reader.tui.keymap import read_key
from reader.tui.presets import PRESETS
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.links import AddressQuestion
from reader.tui.screens.reading import ReadingScreen
from tests.tui.test_app import library_screen, running, settle
from tests.tui.test_unbound_keys import said

NEWSBOAT, EMACS = Config(key_preset="newsboat"), Config(key_preset="emacs")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(Paths.under(tmp_path), Config())
    library.refresh_catalogue()
    yield library
    library.close()


def reading(app: BroadsheetApp) -> ReadingScreen:
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


def ids(library: Library) -> list[str]:
    return [each.summary.id for each in library.listed()]


@pytest.mark.parametrize("preset", PRESETS)
def test_every_key_of_a_preset_could_stand_in_the_configuration(preset: str) -> None:
    keys = [key for keys in PRESETS[preset].values() for key in keys]
    assert [key for key in keys if read_key(key) != key] == []


async def test_newsboat_walks_the_list_and_comes_back(library: Library) -> None:
    async with running(library, "n", config=NEWSBOAT) as (app, pilot):
        assert library_screen(app).list.cursor == 1
        await pilot.press("p", "enter")
        await settle(pilot)
        assert reading(app).article_id == ids(library)[0]
        await pilot.press("n")
        assert reading(app).article_id == ids(library)[1]
        await pilot.press("p", "J", "q")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)


async def test_newsboat_marks_read_and_looks_for_changes(library: Library) -> None:
    async with running(library, "N", config=NEWSBOAT) as (app, pilot):
        assert library.listed()[0].is_read
        await pilot.press("N", "A")
        assert all(each.is_read for each in library.listed())
        await pilot.press("ctrl+underscore", "r")
        await settle(pilot)
        assert not any(each.is_read for each in library.listed())
        assert "is no key" not in said(app.screen)


async def test_newsboat_opens_the_original_after_showing_where_it_leads(library: Library) -> None:
    library.set_metadata(ids(library)[0], {"url": "https://example.org/a"})
    async with running(library, "o", config=NEWSBOAT) as (app, pilot):
        assert isinstance(app.screen, AddressQuestion)
        await pilot.press("q", "enter")
        await settle(pilot)
        await pilot.press("o")
        assert isinstance(app.screen, AddressQuestion)
        await pilot.press("escape", "J", "o")
        assert "No address is known of it: E sets one" in said(app.screen)


async def test_newsboat_lists_the_links_of_an_article(library: Library) -> None:
    async with running(library, "u", config=NEWSBOAT, open_ids=ids(library)[:1]) as (app, _):
        assert "No link in this article" in said(app.screen)


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (("ctrl+n", "ctrl+n"), 2),
        (("ctrl+n", "ctrl+p"), 0),
        (("alt+>", "alt+<"), 0),
        (("ctrl+v", "alt+v"), 0),
    ],
)
async def test_emacs_moves_about(library: Library, keys: Sequence[str], place: int) -> None:
    async with running(library, *keys, config=EMACS, open_ids=ids(library)[:1], size=(60, 16)) as (app, _):
        assert reading(app).pane.top_row == place


async def test_emacs_goes_to_the_end(library: Library) -> None:
    async with running(library, "alt+>", config=EMACS, open_ids=ids(library)[:1], size=(60, 16)) as (app, pilot):
        pane = reading(app).pane
        assert pane.top_row == pane.max_scroll_y > 0
        await pilot.press("alt+{")
        assert 0 < pane.paragraph_number < pane.paragraph_count


async def test_emacs_searches_on_with_the_same_key(library: Library) -> None:
    async with running(library, "ctrl+s", *"moscow", config=EMACS, open_ids=ids(library)[:1]) as (app, pilot):
        finding = reading(app).finding
        await pilot.press("ctrl+s", "ctrl+s", "ctrl+r")
        assert (finding.at, len(app.screen.query("FindBar"))) == (1, 1)
        await pilot.press("enter")
        await pilot.pause()
        assert (finding.at, len(app.screen.query("FindBar"))) == (1, 0), "it stays where one stepped to"
        await pilot.press("escape", "ctrl+s", "ctrl+s")
        await pilot.pause()
        assert finding.typed == "moscow", "an empty line brings back what was found last"


async def test_emacs_sets_a_mark_and_selects(library: Library) -> None:
    keys = ("ctrl+@", "alt+f", "ctrl+f", "ctrl+x", "ctrl+x", "ctrl+a")
    async with running(library, *keys, config=EMACS, open_ids=ids(library)[:1]) as (app, pilot):
        selecting = reading(app).selecting
        assert selecting is not None
        assert selecting.caret <= selecting.anchor
        await pilot.press("ctrl+g")
        assert reading(app).selecting is None


async def test_emacs_splits_and_closes(library: Library) -> None:
    async with running(library, "ctrl+x", "3", "enter", config=EMACS, open_ids=ids(library)[:1]) as (app, pilot):
        await settle(pilot)
        first = reading(app).pane
        await pilot.press("ctrl+x", "o")
        assert reading(app).pane is not first
        await pilot.press("ctrl+x", "1")
        await settle(pilot)
        assert len(reading(app).panes) == 1
        await pilot.press("ctrl+x", "ctrl+c")
    assert app.return_code == 0
