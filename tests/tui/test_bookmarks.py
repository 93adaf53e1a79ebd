"""The screen of bookmarks by keys: filter, order, going, changing, reviewing, exporting."""

import contextlib
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import TextArea

from reader.bookmarks.bookmark import Bookmark, Colour, PlaceState
from reader.bookmarks.bookmarks import Bookmarks
from reader.bookmarks.drafts import Draft
from reader.bookmarks.lists import ListedBookmark
from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.text import Span
from reader.tui.app import BroadsheetApp
from reader.tui.screens.bookmarks import BookmarksScreen
from reader.tui.screens.placing import PlacingScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.searching import SearchHere

PORT = "Rain fell on the old port all day long.\n\nThe river rose by noon, said the mayor of the town.\n\nNobody named a price.\n"
TOWN = "The town on the hill stayed dry.\n\nIts mayor had warned of the river for years and years.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "port.txt").write_text(PORT, encoding="utf-8")
    (folder / "town.txt").write_text(TOWN, encoding="utf-8")
    library = Library.open(Paths.under(tmp_path / "home"), Config(), folder)
    library.refresh()
    return library


def keep(library: Library, name: str, words: str, note: str = "", *tags: str, colour: Colour = Colour.GOLD) -> Bookmark:
    article_id = library.resolve(name)
    start = library.article(article_id).text.index(words) if words else 0
    return library.add_bookmark([(article_id, Span(start, start + len(words)))], note=note, tags=tags, colour=colour)


def lose(library: Library, bookmark: Bookmark) -> None:
    """Make a bookmark's words such as stand nowhere."""
    gone = replace(bookmark.targets[0], digest="0" * 64, exact="the price was not named by anyone", prefix="q", suffix="z")
    Bookmarks(library._store).keep([replace(bookmark, targets=(gone,))])


@contextlib.asynccontextmanager
async def running(
    library: Library, *keys: str, size: tuple[int, int] = (120, 30)
) -> AsyncIterator[tuple[BroadsheetApp, Pilot[int]]]:
    app = BroadsheetApp(library, Config(), [library.resolve("town.txt")], environ={}, searcher=SearchHere(library))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "B", *keys)
        yield app, pilot


async def settle(pilot: Pilot[int]) -> None:
    await pilot.pause()
    for _ in range(3):
        busy = [worker for worker in pilot.app.workers if worker.group != "questions" and not worker.name.startswith("action_")]
        if busy:  # of nothing it would wait for all
            await pilot.app.workers.wait_for_complete(busy)
        await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    await settle(pilot)
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def rows(app: BroadsheetApp) -> tuple[ListedBookmark, ...]:
    screen = next(screen for screen in app.screen_stack if isinstance(screen, BookmarksScreen))
    return screen.list.rows


def quotes(app: BroadsheetApp) -> list[str]:
    return [row.bookmark.quote for row in rows(app)]


def text_of(app: App[int]) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def test_without_bookmarks_it_tells_how_one_gets_in(library: Library) -> None:
    async with running(library) as (app, _):
        assert "H highlights and a writes a note" in text_of(app)
        assert "edit" not in text_of(app).splitlines()[-2], "there is nothing to edit"


async def test_all_bookmarks_are_listed_by_article_with_a_preview(library: Library) -> None:
    keep(library, "town.txt", "stayed dry", "Really?\n[/] \x1b[2J", "check")
    keep(library, "port.txt", "The river rose", "", "water")
    keep(library, "port.txt", "", "Read again")
    async with running(library, "g") as (app, pilot):
        assert quotes(app) == ["", "The river rose", "stayed dry"]
        await press(pilot, "G")
        text = text_of(app)
        assert "“stayed dry”" in text
        assert "Really?" in text
        assert "[/] ␛[2J" in text
        assert "#check" in text


async def test_a_long_quote_leaves_the_note_in_sight_on_a_small_screen(library: Library) -> None:
    article_id = library.resolve("port.txt")
    library.add_bookmark([(article_id, Span(0, len(library.article(article_id).text)))], note="Who says so?")
    bookmark = library.bookmarks()[0]
    long = replace(bookmark.targets[0], exact="The river rose by noon. " * 40)
    Bookmarks(library._store).keep([replace(bookmark, targets=(long,))])
    async with running(library, "g", size=(80, 24)) as (app, _):
        preview = text_of(app).splitlines()[-9:]
        assert any("Who says so?" in line for line in preview)


async def test_typing_narrows_the_list_and_escape_shows_all(library: Library) -> None:
    keep(library, "town.txt", "stayed dry", "", "check")
    keep(library, "port.txt", "The river rose", "", "water")
    async with running(library, "/", *"tag", "colon", *"wat", "enter") as (app, pilot):
        assert quotes(app) == ["The river rose"]
        assert "1 of 2" in text_of(app)
        await press(pilot, "escape")
        assert len(quotes(app)) == 2
        await press(pilot, "/", *"zebra", "enter")
        assert "No bookmark is like this" in text_of(app)


async def test_the_order_changes_and_the_cursor_stays_on_its_bookmark(library: Library) -> None:
    keep(library, "town.txt", "stayed dry")
    lost = keep(library, "port.txt", "Nobody named a price")
    lose(library, lost)
    keep(library, "port.txt", "Rain")
    async with running(library, "g", "O", "O", "O") as (app, _):
        assert rows(app)[0].state is PlaceState.ORPHAN
        assert "lost ones first" in text_of(app)
        assert "1 lost their place" in text_of(app)


async def test_enter_goes_to_the_place(library: Library) -> None:
    keep(library, "port.txt", "The river rose")
    async with running(library, "enter") as (app, _):
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.article_id == library.resolve("port.txt")


async def test_enter_on_a_pair_opens_both_articles(library: Library) -> None:
    port, town = library.resolve("port.txt"), library.resolve("town.txt")
    library.add_bookmark([(port, Span(0, 4)), (town, Span(0, 8))])
    async with running(library, "enter") as (app, _):
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.open_article_ids() == (port, town)


async def test_a_bookmark_is_deleted_and_comes_back(library: Library) -> None:
    keep(library, "port.txt", "The river rose")
    async with running(library, "D") as (app, pilot):
        assert quotes(app) == []
        await press(pilot, "ctrl+underscore")
        assert quotes(app) == ["The river rose"]


async def test_tags_are_changed_in_a_line(library: Library) -> None:
    keep(library, "port.txt", "The river rose", "", "water")
    async with running(library, "t", "comma", *"check", "enter") as (app, _):
        assert rows(app)[0].bookmark.tags == ("water", "check")


async def test_a_note_is_edited(library: Library) -> None:
    keep(library, "port.txt", "The river rose", "Why")
    async with running(library, "a") as (app, pilot):
        assert app.screen.query_one(TextArea).text == "Why"
        await press(pilot, "question_mark", "ctrl+s")
        assert rows(app)[0].bookmark.note == "Why?"


async def test_a_note_of_an_article_that_is_gone_can_still_be_edited(library: Library, tmp_path: Path) -> None:
    keep(library, "port.txt", "The river rose", "Why")
    (tmp_path / "articles" / "port.txt").unlink()
    library.refresh()
    async with running(library, "a", "question_mark", "ctrl+s") as (app, pilot):
        assert rows(app)[0].bookmark.note == "Why?"
        assert rows(app)[0].state is PlaceState.ORPHAN
        await press(pilot, "r")
        assert "the bookmark is kept" in text_of(app)


async def test_a_lost_place_is_reviewed_and_put_anew(library: Library) -> None:
    lose(library, keep(library, "port.txt", "Nobody named a price"))
    async with running(library, "enter") as (app, pilot):
        assert isinstance(app.screen, PlacingScreen)
        assert "the price was not named by anyone" in text_of(app)
        await press(pilot, "/", *"nobody", "enter", "enter")
        assert isinstance(app.screen, BookmarksScreen)
        row = rows(app)[0]
        assert row.state is PlaceState.ANCHORED
        assert row.place is not None
        assert row.place.span is not None
        assert "rice" in row.place.span.of(library.article(row.bookmark.article).text)
        assert row.bookmark.quote == "the price was not named by anyone"


async def test_a_lost_place_is_left_on_the_whole_article_or_left_alone(library: Library) -> None:
    lose(library, keep(library, "port.txt", "Nobody named a price"))
    async with running(library, "r", "slash", "z", "escape", "q") as (app, pilot):
        assert rows(app)[0].state is PlaceState.ORPHAN
        await press(pilot, "r", "w")
        assert rows(app)[0].bookmark.targets[0].current.is_whole_article
        assert rows(app)[0].state is PlaceState.ANCHORED


async def test_changes_of_another_program_appear(library: Library, tmp_path: Path) -> None:
    other = Library.open(Paths.under(tmp_path / "home"), Config(), tmp_path / "articles")
    async with running(library) as (app, pilot):
        keep(other, "port.txt", "The river rose")
        screen = app.screen
        assert isinstance(screen, BookmarksScreen)
        screen.look_for_changes()
        await settle(pilot)
        assert quotes(app) == ["The river rose"]
    other.close()


async def test_a_bookmark_and_its_citation_are_copied(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []

    def take(text: str, **_: object) -> str:
        copied.append(text)
        return "Copied"

    monkeypatch.setattr("reader.tui.clipboard.copy", take)
    keep(library, "port.txt", "The river rose", "Why?")
    async with running(library, "y", "Y") as (app, _):
        assert copied[0].startswith("“The river rose”\nWhy?\n— ")
        assert copied[1].endswith("¶2")
        assert "Copied" in text_of(app)


async def test_a_slow_clipboard_command_keeps_no_key_waiting(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    finished = threading.Event()
    monkeypatch.setattr("reader.tui.clipboard.copy", lambda text, **_: "Copied" if finished.wait(20) else "Never")
    keep(library, "port.txt", "The river rose")
    keep(library, "port.txt", "Nobody named a price")
    async with running(library) as (app, pilot):
        await pilot.press("y", "j")
        assert isinstance(app.screen, BookmarksScreen)
        assert app.screen.list.cursor == 1
        finished.set()
        await settle(pilot)
        assert "Copied" in text_of(app)


async def test_the_listed_bookmarks_are_written_to_a_new_file(library: Library, tmp_path: Path) -> None:
    keep(library, "port.txt", "The river rose", "Why?")
    target = tmp_path / "out.md"
    async with running(library, "s", "m", "ctrl+u") as (app, pilot):
        for key in str(target):
            await pilot.press({"/": "slash", ".": "full_stop", "-": "minus", "_": "underscore"}.get(key, key))
        await press(pilot, "enter")
        await settle(pilot)
        assert "> The river rose" in target.read_text()
        assert "Written: 1 bookmark, to" in text_of(app)
        await press(pilot, "s", "m", "ctrl+u")
        for key in str(target):
            await pilot.press({"/": "slash", ".": "full_stop", "-": "minus", "_": "underscore"}.get(key, key))
        await press(pilot, "enter")
        assert "is there already" in text_of(app)


async def test_where_there_is_none_nothing_is_offered_to_export(library: Library) -> None:
    async with running(library, "s") as (app, _):
        assert "There is no bookmark here to export" in text_of(app)


async def test_a_key_that_is_no_choice_says_so(library: Library) -> None:
    keep(library, "port.txt", "The river rose", "Why?")
    async with running(library, "s", "z") as (app, _):
        assert "z is no key here" in text_of(app)


@pytest.mark.parametrize("height", [20, 24, 36])
async def test_all_forms_to_export_in_are_seen(library: Library, height: int) -> None:
    keep(library, "port.txt", "The river rose", "Why?")
    async with running(library, "s", size=(80, height)) as (app, _):
        text = text_of(app)
        assert all(f"  {form}" in text for form in ("markdown", "org", "w3c", "readwise", "csv", "json"))


async def test_a_note_that_is_only_begun_is_not_counted_for_the_file(library: Library) -> None:
    keep(library, "port.txt", "The river rose", "Why?")
    begun = library.targets_of([(library.resolve("town.txt"), Span(0, 8))])
    library.save_draft("begun", Draft("not yet", targets=begun))
    async with running(library, "s") as (app, _):
        assert "Export 1 bookmark as" in text_of(app)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 50)])
async def test_it_fits_terminals_of_every_size(library: Library, size: tuple[int, int]) -> None:
    for words in ("Rain fell", "The river rose by noon, said the mayor", "Nobody"):
        keep(library, "port.txt", words, "A note that is long enough to be cut. " * 4, "check", "water level")
    async with running(library, size=size) as (app, _):
        assert "Rain" in text_of(app)


async def test_words_take_the_room_of_tags_that_no_bookmark_has(library: Library) -> None:
    words = "The river rose by noon, said the mayor of the town."
    bookmark = keep(library, "port.txt", words)
    async with running(library, size=(84, 24)) as (app, pilot):
        assert words in text_of(app).splitlines()[1]
        assert text_of(app).splitlines()[-1].startswith(" 1 of 1")
        library.edit_bookmark(bookmark.id, tags=("check",))
        await press(pilot, "q", "B")
        assert "#check" in text_of(app).splitlines()[1]
