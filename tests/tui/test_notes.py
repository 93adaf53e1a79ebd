"""Writing a note: drafts are kept while one types, come back, and tags are completed."""

import asyncio
import os
import signal
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.text import Span
from reader.tui.app import BroadsheetApp
from reader.tui.screens.note_question import NoteQuestion, TagSuggester
from reader.tui.searching import SearchHere
from tests.tui.test_bookmarks import PORT, press, settle


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def open_library(folder: Path) -> Library:
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "articles" / "port.txt").write_text(PORT, encoding="utf-8")
    library = Library.open(Paths.under(folder / "home"), Config(), folder / "articles")
    library.refresh()
    return library


def app_of(library: Library) -> BroadsheetApp:
    return BroadsheetApp(library, Config(), [library.resolve("port.txt")], environ={}, searcher=SearchHere(library))


async def begin_note(pilot: Pilot[int]) -> NoteQuestion:
    await press(pilot, "a")
    screen = pilot.app.screen
    assert isinstance(screen, NoteQuestion)
    return screen


async def test_who_types_without_a_pause_has_a_draft_within_a_second(library: Library) -> None:
    app = app_of(library)
    async with app.run_test() as pilot:
        await begin_note(pilot)
        first_kept = ""
        for _ in range(40):
            await pilot.press("x")
            await asyncio.sleep(0.05)  # the point is a person who does not stop
            first_kept = first_kept or next(iter(library.drafts().values()), "")
        assert first_kept
        assert len(first_kept) <= 30


async def test_a_draft_outlives_a_crash_and_is_offered_again(library: Library, tmp_path: Path) -> None:
    app = app_of(library)
    async with app.run_test() as pilot:
        screen = await begin_note(pilot)
        await press(pilot, "W", "h", "y")
        screen.keep_draft()
        after_crash = open_library(tmp_path)  # nothing was closed
    again = app_of(after_crash)
    async with again.run_test() as pilot:
        screen = await begin_note(pilot)
        assert screen.query_one(TextArea).text == "Why"
        await press(pilot, "ctrl+s")
        assert not after_crash.drafts()
        assert [bookmark.note for bookmark in after_crash.bookmarks()] == ["Why"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_loses_nothing_that_was_typed(library: Library, number: signal.Signals) -> None:
    app = app_of(library)
    async with app.run_test() as pilot:
        await begin_note(pilot)
        await press(pilot, "W", "h", "y")
        os.kill(os.getpid(), number)
        await asyncio.sleep(0.2)
    assert list(library.drafts().values()) == ["Why"]
    assert app.return_code == 128 + number


async def test_what_is_pasted_into_a_note_cannot_act_on_the_terminal(library: Library) -> None:
    async with app_of(library).run_test(size=(120, 36)) as pilot:
        screen = await begin_note(pilot)
        area = screen.query_one(TextArea)
        pilot.app.post_message(Paste("one \x9b2J\r\ntwo \u202e \x1b]0;x\x07\rthree"))
        await settle(pilot)
        assert not {"\x9b", "\x1b", "\x07", "\r", "\u202e"} & set(area.text)
        assert [line.split()[0] for line in area.text.split("\n")] == ["one", "two", "three"]


async def test_leaving_keeps_the_draft(library: Library) -> None:
    app = app_of(library)
    async with app.run_test() as pilot:
        await begin_note(pilot)
        await press(pilot, "W", "h", "y", "escape")
        assert list(library.drafts().values()) == ["Why"]
        assert not library.bookmarks()


async def test_tags_in_use_are_completed(library: Library) -> None:
    end = PORT.index("price")
    library.add_bookmark([(library.resolve("port.txt"), Span(end, end + 5))], tags=("figures", "check"))
    app = app_of(library)
    async with app.run_test() as pilot:
        screen = await begin_note(pilot)
        await press(pilot, "tab", "f", "i", "g")
        assert screen.query_one(Input)._suggestion == "figures"
        await press(pilot, "right", "ctrl+s")
        await settle(pilot)
    assert library.bookmarks()[-1].tags == ("figures",)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("fi", "figures"),
        ("check, fi", "check, figures"),
        ("check #fi", "check #figures"),
        ("figures, fi", None),
        ("", None),
        ("zz", None),
    ],
)
async def test_the_last_tag_is_completed(typed: str, completed: str | None) -> None:
    assert await TagSuggester(["figures", "check"]).get_suggestion(typed) == completed
