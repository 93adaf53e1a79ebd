"""Writing a note: drafts are kept while one types, come back, and tags are completed."""

import asyncio
import os
import signal
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from reader.bookmarks.bookmark import Colour, PlaceState
from reader.bookmarks.copies import Copies
from reader.config import Config
from reader.errors import StoreError
from reader.library.library import Library
from reader.paths import Paths
from reader.text import Span
from reader.tui.app import BroadsheetApp
from reader.tui.screens.note_question import NoteQuestion, TagSuggester
from reader.tui.screens.reading import ReadingScreen
from reader.tui.searching import SearchHere
from tests.tui.test_bookmarks import PORT, press, settle, text_of


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


PORT_UPDATED = "Updated at noon.\n\n" + PORT


def open_library(folder: Path, text: str = PORT) -> Library:
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "articles" / "port.txt").write_text(text, encoding="utf-8")
    library = Library.open(Paths.under(folder / "home"), Config(), folder / "articles")
    library.refresh()
    return library


def app_of(library: Library) -> BroadsheetApp:
    return BroadsheetApp(library, Config(), [library.resolve("port.txt")], environ={}, searcher=SearchHere(library))


def typed_of(library: Library) -> list[str]:
    return [draft.text for draft in library.drafts().values()]


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
            first_kept = first_kept or "".join(typed_of(library))
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
    assert typed_of(library) == ["Why"]
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
        assert typed_of(library) == ["Why"]
        assert not library.bookmarks()
        assert "a goes on with it" in text_of(app)


async def test_tags_and_colour_are_in_the_draft_too(library: Library, tmp_path: Path) -> None:
    async with app_of(library).run_test() as pilot:
        await begin_note(pilot)
        await press(pilot, "W", "tab", *"check", "tab", "right", "escape")
    async with app_of(open_library(tmp_path)).run_test() as pilot:
        screen = await begin_note(pilot)
        assert screen.query_one(Input).value == "check"
        await press(pilot, "ctrl+s")
    (bookmark,) = open_library(tmp_path).bookmarks()
    assert (bookmark.note, bookmark.tags, bookmark.colour) == ("W", ("check",), Colour.TEAL)


async def test_a_note_and_its_draft_change_places_in_one_change(library: Library) -> None:
    async with app_of(library).run_test() as pilot:
        screen = await begin_note(pilot)
        await press(pilot, "W")
        screen.keep_draft()
        before = library.last_change()
        await press(pilot, "ctrl+s")
        kept = {record.kind: record.number for record in library._store.changed_since(before)}
        assert kept["draft"] == kept["bookmark"]


async def test_a_full_disk_leaves_the_dialog_open_with_all_that_was_typed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("the data folder: the change is not saved (no space left on device)")

    async with app_of(library).run_test(size=(100, 30)) as pilot:
        screen = await begin_note(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(Copies, "write", full)
            await press(pilot, "W", "h", "y")
            screen.keep_draft()
            await press(pilot, "ctrl+s")
            assert pilot.app.screen is screen
            assert screen.query_one(TextArea).text == "Why"
            await pilot.pause(1.2)
            assert "! the data folder: the change is not saved (no space" in text_of(pilot.app)
        await press(pilot, "ctrl+s")
        assert [bookmark.note for bookmark in library.bookmarks()] == ["Why"]
        await pilot.pause(1.2)
        assert "not saved" not in text_of(pilot.app)


async def test_a_note_begun_is_told_at_the_next_start_and_gone_on_with_from_the_list(library: Library, tmp_path: Path) -> None:
    async with app_of(library).run_test() as pilot:
        await begin_note(pilot)
        await press(pilot, "W", "h", "y", "escape")
    after = open_library(tmp_path, PORT_UPDATED)
    async with app_of(after).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "A note was begun and not kept: B lists it first" in text_of(pilot.app)
        await press(pilot, "B")
        assert "begun, not kept" in text_of(pilot.app)
        for key in ("t", "r"):
            await press(pilot, key)
            assert "only begun" in text_of(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, NoteQuestion)
        assert "Rain fell on the old port" in text_of(pilot.app)
        await press(pilot, "question_mark", "ctrl+s")
        (bookmark,) = after.bookmarks()
        assert bookmark.note == "Why?"
        start = PORT_UPDATED.index("Rain")
        assert after.place_of(bookmark).span == Span(start, start + len(bookmark.quote))
        assert not after.drafts()


async def test_what_was_begun_can_be_thrown_away_and_comes_back_with_undo(library: Library) -> None:
    async with app_of(library).run_test(size=(120, 36)) as pilot:
        await begin_note(pilot)
        await press(pilot, "W", "h", "y", "escape", "B", "D")
        assert not library.drafts()
        await press(pilot, "ctrl+underscore")
        assert typed_of(library) == ["Why"]
        assert "Why" in text_of(pilot.app)


async def test_a_note_begun_on_an_article_that_is_gone_can_still_be_kept(library: Library, tmp_path: Path) -> None:
    (tmp_path / "articles" / "town.txt").write_text("The town stayed dry.\n", encoding="utf-8")
    library.refresh()
    async with app_of(library).run_test() as pilot:
        await begin_note(pilot)
        await press(pilot, "W", "escape")
    (tmp_path / "articles" / "port.txt").unlink()
    library.refresh()
    app = BroadsheetApp(library, Config(), [library.resolve("town.txt")], environ={}, searcher=SearchHere(library))
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "B", "enter")
        assert "Rain fell on the old port" in text_of(app)
        await press(pilot, "ctrl+s")
    (bookmark,) = library.bookmarks()
    assert (bookmark.note, library.place_of(bookmark).state) == ("W", PlaceState.ORPHAN)


async def test_a_note_on_a_pair_is_gone_on_with_as_a_pair(library: Library, tmp_path: Path) -> None:
    (tmp_path / "articles" / "town.txt").write_text("The town stayed dry.\n\nRain fell on the old port.\n", encoding="utf-8")
    library.refresh()
    ids = [library.resolve("port.txt"), library.resolve("town.txt")]
    app = BroadsheetApp(library, Config(), ids, environ={}, searcher=SearchHere(library))
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "P", "W", "escape", "B", "a", "ctrl+s")
    (bookmark,) = library.bookmarks()
    assert [target.article for target in bookmark.targets] == ids


async def test_a_change_begun_and_not_kept_is_told_too(library: Library, tmp_path: Path) -> None:
    library.add_bookmark([(library.resolve("port.txt"), Span(0, 39))], note="Why")
    async with app_of(library).run_test() as pilot:
        await press(pilot, "a", "question_mark", "escape")
    async with app_of(open_library(tmp_path)).run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        assert "B lists it first" in text_of(pilot.app)
        await press(pilot, "B", "a")
        assert pilot.app.screen.query_one(TextArea).text == "Why?"


async def test_a_note_is_written_on_the_whole_article_and_edited(library: Library) -> None:
    async with app_of(library).run_test(size=(100, 30)) as pilot:
        reading = pilot.app.screen
        assert isinstance(reading, ReadingScreen)
        reading.action_note_article()
        await settle(pilot)
        assert "“" not in text_of(pilot.app)
        await press(pilot, "W", "ctrl+s")
        reading.action_note_article()
        await settle(pilot)
        await press(pilot, "question_mark", "ctrl+s")
    (bookmark,) = library.bookmarks()
    assert (bookmark.note, bookmark.targets[0].is_whole_article) == ("W?", True)


async def test_what_is_highlighted_is_not_highlighted_twice(library: Library) -> None:
    async with app_of(library).run_test(size=(100, 30)) as pilot:
        await press(pilot, "H", "H")
        assert "highlighted already" in text_of(pilot.app)
        assert len(library.bookmarks()) == 1


async def test_tags_in_use_are_completed_in_the_line_too(library: Library) -> None:
    library.add_bookmark([(library.resolve("port.txt"), Span(0, 39))], tags=("water level",))
    library.add_bookmark([(library.resolve("port.txt"), Span(41, 90))], tags=("figures",))
    async with app_of(library).run_test(size=(100, 30)) as pilot:
        await press(pilot, "t")
        assert "In use: water level, figures" in text_of(pilot.app)
        await press(pilot, "f", "i", "right", "enter")
    assert library.bookmarks()[0].tags == ("water level", "figures")


async def test_a_tag_with_a_blank_stays_one_tag(library: Library) -> None:
    library.add_bookmark([(library.resolve("port.txt"), Span(0, 4))], note="Why", tags=("water level", "check"))
    async with app_of(library).run_test() as pilot:
        await press(pilot, "a", "question_mark", "ctrl+s")
    assert library.bookmarks()[0].tags == ("water level", "check")


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
        ("check, water l", "check, water level"),
        ("figures, fi", None),
        ("", None),
        ("zz", None),
    ],
)
async def test_the_last_tag_is_completed(typed: str, completed: str | None) -> None:
    assert await TagSuggester(["figures", "check", "water level"]).get_suggestion(typed) == completed
