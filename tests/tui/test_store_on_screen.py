"""What becomes of the store while it is on the screen: others change it, the disk does not take it, it is too new."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.bookmarks.record import Change, Kind
from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.text import Span
from reader.tui.app import BroadsheetApp
from reader.tui.screens.reading import ReadingScreen
from reader.tui.searching import SearchHere
from tests.tui.test_bookmarks import PORT, press, settle, text_of

_SEEN_WITHIN = 2.0
"""Seconds that the issue allows."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "port.txt").write_text(PORT, encoding="utf-8")
    return tmp_path


def open_library(folder: Path) -> Library:
    library = Library.open(Paths.under(folder / "home"), Config(), folder / "articles")
    library.refresh()
    return library


def app_of(library: Library) -> BroadsheetApp:
    return BroadsheetApp(library, Config(), [library.resolve("port.txt")], environ={}, searcher=SearchHere(library))


async def comes(pilot: Pilot[int], is_there: Callable[[], bool]) -> bool:
    """Wait as long as the issue allows for something to be on the screen, without a key."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _SEEN_WITHIN
    while loop.time() < end:
        await pilot.pause(0.05)
        if is_there():
            return True
    return False


def words_of(app: BroadsheetApp) -> str:
    """Return the screen without its line breaks."""
    return " ".join(text_of(app).split())


def notes_shown(app: BroadsheetApp) -> list[str]:
    reading = next(screen for screen in app.screen_stack if isinstance(screen, ReadingScreen))
    return [bookmark.note for opened in reading.opened.values() for bookmark, _ in opened.bookmarks]


async def test_two_screens_see_each_others_notes_without_a_key(folder: Path) -> None:
    one, other = app_of(open_library(folder)), app_of(open_library(folder))
    async with one.run_test(size=(100, 30)) as first, other.run_test(size=(100, 30)) as second:
        await press(first, "a", "O", "n", "e", "ctrl+s")
        assert await comes(second, lambda: notes_shown(other) == ["One"])
        await press(second, "}", "}", "a", "T", "w", "o", "ctrl+s")
        assert await comes(first, lambda: sorted(notes_shown(one)) == ["One", "Two"])
        await press(first, "B")
        await press(second, "D")
        assert await comes(first, lambda: "One" in text_of(one) and "Two" not in text_of(one))


async def test_ones_own_changes_are_not_taken_for_those_of_another(folder: Path) -> None:
    library = open_library(folder)
    library.add_bookmark([(library.resolve("port.txt"), Span(0, 4))])
    assert library.look_at_store().number_of_others == 0
    other = open_library(folder)
    other.add_bookmark([(library.resolve("port.txt"), Span(5, 9))])
    assert library.look_at_store().number_of_others == library.last_change()
    assert other.look_at_store().number_of_others == 0


async def test_a_folder_that_cannot_be_written_is_read_with_a_banner(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_library(folder).add_bookmark([(open_library(folder).resolve("port.txt"), Span(0, 4))], note="Kept before")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("reader.bookmarks.store.locked", refuse)
    library = open_library(folder)
    app = app_of(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert await comes(pilot, lambda: "nothing new is saved" in app.banner)
        assert "nothing new is saved" in text_of(app)
        assert "Rain fell on the old port" in text_of(app)
        await press(pilot, "j", "j", "H")
        assert notes_shown(app) == ["Kept before"]
        await press(pilot, "B")
        assert "nothing new is saved" in text_of(app)
        assert "Kept before" in text_of(app)
        await press(pilot, "q", "q", "q")
        assert "nothing new is saved" in text_of(app)
        await press(pilot, "Q")
    assert app.return_code == 0


async def test_a_disk_that_is_full_for_a_while_is_told_as_long_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_library(folder)
    app = app_of(library)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        with monkeypatch.context() as patch:
            patch.setattr("reader.bookmarks.journal.Journal.append", full)
            await press(pilot, "H")
            assert await comes(pilot, lambda: "one of two copies only" in text_of(app))
            patch.setattr("reader.bookmarks.store.locked", full)
            await press(pilot, "}", "H", "G", "g")
            assert await comes(pilot, lambda: "not saved (no space left" in words_of(app))
            assert "Rain fell on the old port" in text_of(app)
        await press(pilot, "}", "H")
        assert await comes(pilot, lambda: "no space left" not in text_of(app))
        assert len(library.bookmarks()) == 2


async def test_a_store_that_another_program_migrates_is_read_from_then_on(folder: Path) -> None:
    library = open_library(folder)
    library.add_bookmark([(library.resolve("port.txt"), Span(0, 4))], note="Kept before")
    app = app_of(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        connection = library._store._copies.database._connection
        assert connection
        connection.execute("update about set version = 99")
        connection.execute("pragma user_version = 99")
        assert await comes(pilot, lambda: "newer version" in text_of(app))
        assert notes_shown(app) == ["Kept before"]


def test_what_was_kept_in_one_copy_only_is_trouble_until_both_take_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_library(folder)._store
    with monkeypatch.context() as patch:
        patch.setattr("reader.bookmarks.journal.Journal.append", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
        store.save([Change(Kind.READ, "a", {})])
    assert "one of two copies only (no space left)" in store.trouble
    store.save([Change(Kind.READ, "b", {})])
    assert store.trouble == ""
