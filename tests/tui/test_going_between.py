"""Going from screen to screen: what is opened from where, and where one comes back to."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.library.library import Library
from reader.text import Span
from reader.tui.app import BroadsheetApp
from reader.tui.screens.bookmarks import BookmarksScreen
from reader.tui.screens.concordance import ConcordanceScreen
from reader.tui.screens.entities import EntitiesScreen
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.picker import HelpScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.timeline import TimelineScreen
from reader.tui.widgets.status_line import StatusLine
from tests.tui.test_app import library_screen, running, settle, text_of
from tests.tui.test_library_commands import library

__all__ = ["library"]


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settle(pilot)


def stands(app: BroadsheetApp, kind: type) -> bool:
    """Tell whether a screen is on top; asked anew each time, unlike what a type checker remembers."""
    return isinstance(app.screen, kind)


def message(app: BroadsheetApp) -> str:
    return app.screen.query_one(StatusLine).message


@pytest.mark.parametrize(
    ("key", "kind"), [("B", BookmarksScreen), ("e", EntitiesScreen), ("T", TimelineScreen), ("question_mark", HelpScreen)]
)
@pytest.mark.parametrize("where", [(), ("enter",)])
async def test_every_list_opens_from_everywhere_and_q_comes_back(
    library: Library, where: tuple[str, ...], key: str, kind: type
) -> None:
    async with running(library, *where) as (app, pilot):
        before = app.screen
        await press(pilot, key)
        assert stands(app, kind)
        await press(pilot, "q" if kind is not HelpScreen else "escape")
        assert app.screen is before


async def test_a_list_that_is_shown_is_not_opened_again(library: Library) -> None:
    async with running(library, "enter", "B", "B") as (app, _):
        assert "already" in message(app)
        assert [type(screen).__name__ for screen in app.screen_stack].count(type(app.screen).__name__) == 1


async def test_f_goes_to_the_line_of_the_library_from_anywhere(library: Library) -> None:
    async with running(library, "enter", "B", "F") as (app, pilot):
        assert library_screen(app).search_bar.has_focus
        await press(pilot, *"grain")
        assert "The tariff on grain" in text_of(app)


async def test_a_title_set_while_reading_stands_above_the_text_and_in_the_list(library: Library) -> None:
    async with running(library, "enter", "E") as (app, pilot):
        await pilot.pause()
        await press(pilot, "ctrl+u", *"Cold days", "ctrl+s")
        assert stands(app, ReadingScreen)
        assert "Cold days" in text_of(app)
        await press(pilot, "q")
        assert library_screen(app).list.rows[0].article.summary.heading == "Cold days"


async def test_a_concordance_is_asked_for_in_the_library_too(library: Library) -> None:
    async with running(library) as (app, pilot):
        await pilot.press("C")
        await pilot.pause()
        await press(pilot, *"harbour", "enter")
        assert stands(app, ConcordanceScreen)
        await press(pilot, "enter")
        assert stands(app, ReadingScreen)
        assert "closed the harbour" in text_of(app)


async def test_from_a_bookmark_to_its_place_and_back(library: Library) -> None:
    article = library.article(library.resolve("bridge.md"))
    start = article.text.index("crossed")
    library.add_bookmark([(article.id, Span(start, start + 7))], note="when?")
    async with running(library, "B", "enter") as (app, pilot):
        assert stands(app, ReadingScreen)
        assert getattr(app.screen, "article_id", "") == article.id
        await press(pilot, "q")
        assert stands(app, BookmarksScreen)


async def test_redrawing_changes_nothing_that_is_shown(library: Library) -> None:
    async with running(library, "enter") as (app, pilot):
        before = text_of(app)
        await press(pilot, "ctrl+l")
        assert text_of(app) == before


async def test_an_article_whose_file_went_away_is_told_and_the_list_goes_on(library: Library, tmp_path: Path) -> None:
    async with running(library) as (app, pilot):
        (tmp_path / "articles" / "harbour.md").unlink()
        library.refresh()
        await press(pilot, "enter")
        assert stands(app, LibraryScreen)
        assert message(app) == "The harbour freezes: its file is not in the folder any more"
        assert "The harbour freezes" not in text_of(app).replace(message(app), "")
        await press(pilot, "j", "enter")
        assert stands(app, ReadingScreen)
