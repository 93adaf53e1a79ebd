"""The app by its keys: library, search, opening, help, palette, command line, quitting."""

import contextlib
import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from reader.config import Config
from reader.errors import StoreError
from reader.library.library import Library
from reader.paths import Paths
from reader.search.hits import SearchResult
from reader.session import load_session
from reader.tui.app import BroadsheetApp
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.picker import CommandLineScreen, HelpScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.searching import SearchHere

WIDE = (120, 36)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    paths = Paths.under(tmp_path_factory.mktemp("home"))
    library = Library.open(paths, Config())
    library.refresh()
    return library


@contextlib.asynccontextmanager
async def running(
    library: Library, *keys: str, size: tuple[int, int] = WIDE, config: Config | None = None, open_ids: Sequence[str] = ()
) -> AsyncIterator[tuple[BroadsheetApp, Pilot[int]]]:
    """Run the app on the sample, at the library, and press keys."""
    app = BroadsheetApp(library, config or Config(), open_ids, environ={}, searcher=SearchHere(library))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        if not open_ids and not isinstance(app.screen, LibraryScreen):
            await pilot.press("q")
        for key in keys:
            await pilot.press(key)
        await settle(pilot)
        yield app, pilot


async def settle(pilot: Pilot[int]) -> None:
    """Wait until nothing is under way."""
    await pilot.pause()
    while isinstance(pilot.app, BroadsheetApp) and pilot.app.is_running and not pilot.app.is_open:
        await pilot.pause(0.01)
    under_way = [worker for worker in pilot.app.workers if worker.group != "default"]  # dialogs
    if under_way:
        await pilot.app.workers.wait_for_complete(under_way)
    await pilot.pause()


def library_screen(app: BroadsheetApp) -> LibraryScreen:
    assert isinstance(app.screen, LibraryScreen)
    return app.screen


def text_of(app: BroadsheetApp) -> str:
    """Return the screen as text."""
    height = app.size.height
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips[:height])


async def test_a_fresh_machine_opens_the_sample_readable(library: Library) -> None:
    app = BroadsheetApp(library, Config(), environ={}, searcher=SearchHere(library))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, ReadingScreen)
        assert "A cordial Kremlin visit" in text_of(app)


@pytest.mark.parametrize("columns", [80, 120])
async def test_the_sample_says_how_to_bring_in_own_files(library: Library, columns: int) -> None:
    app = BroadsheetApp(library, Config(), environ={}, searcher=SearchHere(library))
    async with app.run_test(size=(columns, 24)) as pilot:
        await settle(pilot)
        assert "The bundled sample. Own files: q then I, or broadsheet DIR" in text_of(app)
        await pilot.press("q")
        assert "Your own files: I, or broadsheet DIR" in text_of(app)


async def test_the_key_to_add_files_is_told_as_it_is(library: Library) -> None:
    config = replace(Config(), keys={"library": {"library.add": ("ctrl+n",)}})
    async with running(library, config=config) as (app, _):
        assert "Your own files: Ctrl+N, or broadsheet DIR" in text_of(app)


async def test_the_library_lists_what_is_known(library: Library) -> None:
    async with running(library) as (app, _):
        text = text_of(app)
        assert "5 articles" in text
        assert "2025-11-13" in text
        assert "Eurasianet" in text
        assert library_screen(app).focused is library_screen(app).list


async def test_enter_opens_and_q_comes_back_to_the_same_row(library: Library) -> None:
    async with running(library, "j", "j", "enter") as (app, pilot):
        assert isinstance(app.screen, ReadingScreen)
        await pilot.press("q")
        assert library_screen(app).list.cursor == 2


async def test_a_count_goes_before_a_key(library: Library) -> None:
    async with running(library, "3", "j") as (app, _):
        assert library_screen(app).list.cursor == 3


async def test_two_picked_articles_open_side_by_side(library: Library) -> None:
    async with running(library, "v", "c") as (app, _):
        assert isinstance(app.screen, ReadingScreen)
        assert len(app.screen.panes) == 2


async def test_help_lists_exactly_what_works_here(library: Library) -> None:
    async with running(library) as (app, pilot):
        live = library_screen(app).live_commands()
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert app.screen.list.found == len(live)
        assert "Search as you type" in text_of(app)


async def test_help_is_searched_and_runs_what_is_chosen(library: Library) -> None:
    async with running(library, "question_mark", "slash", *"order", "enter") as (app, _):
        assert "In order of title" in library_screen(app).status.message


async def test_the_palette_runs_a_command(library: Library) -> None:
    async with running(library, "ctrl+p", *"next unr", "enter") as (app, _):
        assert library_screen(app).list.cursor == 1


async def test_the_command_line_takes_ids_short_names_and_numbers(library: Library) -> None:
    async with running(library, "colon", *"move.bottom", "enter") as (app, pilot):
        assert library_screen(app).list.cursor == 4
        await pilot.press("colon", "2", "enter")
        assert library_screen(app).list.cursor == 1
        await pilot.press("colon", *"libr", "tab")
        assert isinstance(app.screen, CommandLineScreen)
        assert app.screen.query_one("#words").value.startswith("library.")  # type: ignore[attr-defined]
        await pilot.press("escape")
        await pilot.press("colon", "q", "enter")
    assert app.return_code == 0


@pytest.mark.parametrize(("written", "meant"), [("u", "edit.undo"), ("marks", "bookmarks.open"), ("q!", "app.quit")])
async def test_the_list_of_the_command_line_points_at_what_enter_runs(library: Library, written: str, meant: str) -> None:
    async with running(library, "colon", *(_character_to_key(letter) for letter in written)) as (app, _):
        assert isinstance(app.screen, CommandLineScreen)
        pointed = app.screen.list.command
        assert (pointed and pointed.id, app.screen.meant()) == (meant, pointed)


async def test_words_that_name_no_command_stay_to_be_mended(library: Library) -> None:
    async with running(library, "colon", *"librx", "enter") as (app, pilot):
        assert isinstance(app.screen, CommandLineScreen)
        assert "No command has these words." in text_of(app)
        await pilot.press("escape")
    async with running(library, "colon", "enter") as (app, _):
        assert isinstance(app.screen, LibraryScreen), "an empty line is left"


@pytest.mark.parametrize("keys", [("Q",), ("Z", "Z"), ("ctrl+q",), ("q",)])
async def test_quitting(library: Library, keys: tuple[str, ...]) -> None:
    async with running(library, *keys) as (app, _):
        pass
    assert app.return_code == 0
    assert not app.is_running


async def test_escape_closes_the_palette_and_nothing_else(library: Library) -> None:
    async with running(library, "ctrl+p") as (app, pilot):
        assert app.screen.__class__.__name__ == "PaletteScreen"
        await pilot.press("escape")
        assert app.screen.__class__.__name__ == "LibraryScreen"


async def test_a_search_shows_passages_with_their_matches(library: Library) -> None:
    async with running(library, "slash", *"tokayev partner*") as (app, pilot):
        await settle(pilot)
        screen = library_screen(app)
        assert "3 articles of 5" in screen.status.found
        assert any(row.excerpt and row.excerpt.matches for row in screen.list.rows)


async def test_enter_on_a_passage_opens_the_article_at_it(library: Library) -> None:
    async with running(library, "slash", *"oral uralsk") as (app, pilot):
        await settle(pilot)
        await pilot.press("tab", "j", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ReadingScreen)
        assert "Uralsk" in text_of(app)
        assert "hit" in text_of(app)
        await pilot.press("q")
        assert library_screen(app).query_text == "oral uralsk"


async def test_a_query_that_cannot_be_read_keeps_the_hits_and_tells_the_place(library: Library) -> None:
    async with running(library, "slash", *"tokayev") as (app, pilot):
        await settle(pilot)
        before = library_screen(app).list.rows
        await pilot.press(")")  # a fault at once: no readable query stands between
        while "(at " not in library_screen(app).status.message:
            await settle(pilot)
        assert library_screen(app).list.rows == before


async def test_nothing_found_offers_what_would_be(library: Library) -> None:
    async with running(library, "slash", *"tokaev") as (app, pilot):
        await settle(pilot)
        assert "No article has “tokaev”." in text_of(app)
        assert library_screen(app).list.offer == "tokayev"


async def test_up_brings_old_queries_back(library: Library) -> None:
    async with running(library, "slash", *"moscow", "tab", "slash", *"oil", "tab", "slash", "up", "up") as (app, _):
        assert library_screen(app).query_text == "moscow"


async def test_what_was_typed_comes_back_behind_the_queries_of_the_past(library: Library) -> None:
    async with running(library, "slash", *"moscow", "tab", "slash", "ctrl+u", *"oil", "up", "down") as (app, _):
        assert library_screen(app).query_text == "oil"


async def test_typed_control_characters_are_shown_and_not_sent(library: Library) -> None:
    from textual import events

    async with running(library, "slash") as (app, pilot):
        app.post_message(events.Paste("a\x1b]52;c;AAAA\x07[bold]"))
        await settle(pilot)
        assert "\x1b" not in text_of(app)
        assert "[bold]" in library_screen(app).query_text


async def test_unread_goes_round_and_says_so(library: Library) -> None:
    async with running(library, "G", "U") as (app, _):
        assert library_screen(app).list.cursor == 0
        assert "Round" in library_screen(app).status.message


async def test_a_missing_article_is_told_and_not_thrown(library: Library) -> None:
    async with running(library) as (app, pilot):
        from reader.tui.messages import ArticlesChosen

        app.post_message(ArticlesChosen(("nosuch",)))
        await settle(pilot)
        assert app.is_running


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (200, 60), (40, 10), (20, 5)])
async def test_every_size_shows_the_first_title(library: Library, size: tuple[int, int]) -> None:
    async with running(library, size=size) as (app, _):
        assert "A cordial" in text_of(app)


async def test_a_terminal_too_small_is_told_and_forgiven(library: Library) -> None:
    async with running(library) as (app, pilot):
        await pilot.resize_terminal(19, 4)
        await settle(pilot)
        assert "20x5 at least" in text_of(app)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "A cordial" in text_of(app)


async def test_outside_text_is_never_markup(library: Library, tmp_path: Path) -> None:
    (tmp_path / "[0] [bold]x[").write_text("no")
    (tmp_path / "a.md").write_text("---\ntitle: '[@click=app.quit]Title[/] \\x1b]52;c;AAAA'\nsource: '[red]'\n---\n\nText of it.\n")
    other = Library.open(Paths.under(tmp_path / "home"), Config(), tmp_path)
    other.refresh()
    async with running(other) as (app, _):
        assert "[@click=app.quit]Title[/]" in text_of(app)
        assert "\x1b" not in text_of(app)


async def test_remapped_keys_work_and_help_shows_them(library: Library) -> None:
    config = Config(keys={"library": {"library.order": ("ctrl+t",)}})
    async with running(library, "ctrl+t", config=config) as (app, pilot):
        assert "In order of title" in library_screen(app).status.message
        await pilot.press("question_mark")
        assert "Ctrl+T" in text_of(app)


async def test_keys_of_lines_are_remapped_too(library: Library) -> None:
    config = Config(keys={"line": {"line.older": ("ctrl+y",), "line.leave": ("ctrl+x",)}})
    async with running(library, "slash", *"partner", "enter", config=config) as (app, pilot):
        await pilot.press("q", "slash", "backspace", "ctrl+y")
        assert app.screen.query_one("#query", Input).value == "partner"
        await pilot.press("ctrl+x")
        await pilot.pause()
        assert app.screen.focused is library_screen(app).list


async def test_a_fault_in_the_keys_is_told_on_the_screen(library: Library) -> None:
    app = BroadsheetApp(library, Config(keys={"library": {"no.such": ("x",)}}), environ={}, searcher=SearchHere(library))
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert "no command" in text_of(app)


async def test_metadata_is_set_for_good_and_told(library: Library) -> None:
    async with running(library, "j", "j", "E") as (app, pilot):
        await pilot.press("tab", "tab", *"2022-09-14", "ctrl+s")
        await settle(pilot)
        assert "Set for good: date" in text_of(app)
        assert "2022-09-14" in text_of(app)
        await pilot.press("ctrl+underscore")
        await settle(pilot)
        assert "2022-09-14" not in text_of(app)


async def test_a_date_that_is_none_is_refused_with_a_sentence(library: Library) -> None:
    async with running(library, "j", "j", "E") as (app, pilot):
        await pilot.press("tab", "tab", *"soon", "ctrl+s")
        await settle(pilot)
        assert "'soon' is no date" in text_of(app)
        assert app.focused is not None and app.focused.id == "date", "the line that is wrong"
        await pilot.press("ctrl+u", *"2022-09-15", "ctrl+s")
        await settle(pilot)
        assert "2022-09-15" in text_of(app)
        await pilot.press("ctrl+underscore")


async def test_tags_are_put_on_an_article(library: Library) -> None:
    async with running(library, "t") as (_, pilot):
        await pilot.press(*"summit, energy", "enter")
        await settle(pilot)
        assert library.listed()[0].tags == ("summit", "energy")


async def test_a_search_is_saved_run_and_forgotten(library: Library) -> None:
    async with running(library, "slash", *"moscow", "tab", "W", "enter") as (app, pilot):
        await settle(pilot)
        assert dict(library.saved_searches()) == {"moscow": "moscow"}
        await pilot.press("backspace", "S", "enter")
        await settle(pilot)
        assert library_screen(app).query_text == "moscow"
        await pilot.press("S", "D")
        await settle(pilot)
        assert dict(library.saved_searches()) == {}


async def test_all_listed_are_marked_read_and_it_is_taken_back(library: Library) -> None:
    async with running(library, "A") as (_, pilot):
        assert all(article.is_read for article in library.listed())
        await pilot.press("ctrl+underscore")
        await settle(pilot)
        assert not any(article.is_read for article in library.listed())


async def test_a_folder_read_in_place_takes_no_files_in(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    library = Library.open(Paths.under(tmp_path / "home"), Config(), tmp_path / "news")
    async with running(library) as (app, pilot):
        assert "No articles in this folder yet" in text_of(app)
        await pilot.press("I")
        await settle(pilot)
        assert "in place" in library_screen(app).status.message


async def test_files_added_to_the_sample_begin_the_readers_own_collection(tmp_path: Path) -> None:
    story = tmp_path / "story.md"
    story.write_text("# A story of mine\n\nIt has words enough to be read.\n")
    paths = Paths.under(tmp_path / "home")
    async with running(Library.open(paths, Config()), "I") as (app, pilot):
        await pilot.press(*str(story), "enter")
        await settle(pilot)
    assert app.return_code == 75
    assert [article.summary.heading for article in Library.open(paths, Config()).listed()] == ["A story of mine"]


async def test_the_live_table_is_one_and_the_same_everywhere(library: Library) -> None:
    async with running(library) as (app, pilot):
        live = library_screen(app).live_commands()
        hints = {label for _, label in library_screen(app).hints()}
        assert hints <= {command.hint or command.title.lower() for command in live}
        await pilot.press("ctrl+p")
        assert app.screen.query_one("#commands")._commands == live  # type: ignore[attr-defined]


@pytest.mark.parametrize("is_thread", [True, False])
async def test_an_error_behind_a_slow_command_is_told_and_ends_nothing(library: Library, is_thread: bool) -> None:
    async with running(library) as (app, pilot):

        def fail() -> None:
            raise StoreError("the disk is full")

        async def fail_slowly() -> None:
            fail()

        app.screen.run_worker(fail if is_thread else fail_slowly, thread=is_thread)
        await pilot.pause(0.1)
        await pilot.app.workers.wait_for_complete()
        assert "the disk is full" in library_screen(app).status.message
        assert app.return_code is None


async def test_order_and_text_width_come_back_and_what_nobody_chose_stays_configured(library: Library, tmp_path: Path) -> None:
    def app_with(config: Config) -> BroadsheetApp:
        return BroadsheetApp(library, config, environ={}, searcher=SearchHere(library), paths=Paths.under(tmp_path))

    first = app_with(Config(text_width=60))
    async with first.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("q", "O")
        await settle(pilot)
        assert library_screen(first).order == "title"
        first.keep_session()
    second = app_with(Config(text_width=66))
    async with second.run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert library_screen(second).order == "title"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(second.screen, ReadingScreen)
        assert second.screen.text_width == 66
        await pilot.press("plus")
        await settle(pilot)
        chosen = second.screen.text_width
        assert chosen > 66
        second.keep_session()
    assert app_with(Config(text_width=66)).session.text_width == chosen


async def test_hits_beyond_the_screen_come_later_and_leave_the_cursor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(
            f"Harbour notes {number}\n\nThe harbour was quiet on day {number}, and nobody came.\n"
        )
    many = Library.open(Paths.under(tmp_path / "home"), Config(), folder)
    many.refresh()
    search, goes_on = many.search, threading.Event()

    def held(query: str, *, limit: int, by_date: bool, with_facets: bool) -> SearchResult:
        assert limit < 40 or query != "harbour" or goes_on.wait(60)
        return search(query, limit=limit, by_date=by_date, with_facets=with_facets)

    monkeypatch.setattr(many, "search", held)
    async with running(many, "slash", *"harbou") as (app, pilot):
        listed = library_screen(app).list
        await pilot.press("r")
        while len(listed.article_ids()) != listed.size.height // 2 + 1:  # what fills the list
            await pilot.pause(0.02)
        listed.cursor = 4
        goes_on.set()
        await settle(pilot)
        assert len(listed.article_ids()) == 40
        assert listed.cursor == 4
    many.close()


async def test_zoom_and_the_pane_in_use_come_back(library: Library, tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    ids = [each.summary.id for each in library.listed()[:2]]

    def app_of(open_ids: Sequence[str]) -> BroadsheetApp:
        return BroadsheetApp(library, Config(), open_ids, paths=paths, environ={}, searcher=SearchHere(library))

    first = app_of(ids)
    async with first.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("tab")
        await pilot.press("z")
        await settle(pilot)
        first.keep_session()
    assert load_session(paths, library.collection.folder).focused == 1
    second = app_of(())
    async with second.run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = second.screen
        assert isinstance(screen, ReadingScreen)
        assert (screen.is_zoomed, screen.panes.index(screen.pane)) == (True, 1)
        assert [pane.display for pane in screen.panes] == [False, True]


@pytest.mark.parametrize(("key", "word"), [("c", "choose"), ("C", "go on")])
async def test_a_dialog_says_that_enter_answers(library: Library, key: str, word: str) -> None:
    async with running(library, key) as (app, pilot):
        await pilot.pause()
        hints = dict(app.screen.hints())  # type: ignore[attr-defined] # a question has them
        assert hints["Enter"] == word
        assert "Ctrl+S" not in hints


def type_at_once(app: BroadsheetApp, keys: str) -> None:
    """Let keys arrive before any of them is dealt with."""
    for key in keys:
        app.post_message(events.Key(_character_to_key(key), key))


@pytest.mark.parametrize(("keys", "row"), [("5j", 5), ("5jj", 6), ("jj3j2k", 3), ("12j5kj", 8), ("Gg7jk", 6)])
async def test_a_count_typed_fast_stays_with_its_key(library: Library, tmp_path: Path, keys: str, row: int) -> None:
    (tmp_path / "long.txt").write_text("A title\n\n" + "\n\n".join(f"Words of paragraph {n}." for n in range(200)))
    own = Library.open(Paths.under(tmp_path / "home"), Config(), tmp_path)
    own.refresh_catalogue()
    async with running(own, open_ids=[own.resolve("long.txt")]) as (app, pilot):
        assert isinstance(app.screen, ReadingScreen)
        type_at_once(app, keys)
        await pilot.pause(0.3)
        await settle(pilot)
        assert app.screen.pane.top_row == row
    own.close()


@pytest.mark.parametrize(
    ("key", "told"), [("X", "X is no key here"), ("f5", "F5 is no key here"), ("insert", "Insert is no key here")]
)
async def test_a_key_that_does_nothing_says_so(library: Library, key: str, told: str) -> None:
    async with running(library, key) as (app, _):
        assert told in text_of(app)


async def test_a_key_typed_into_a_line_is_not_told_off(library: Library) -> None:
    async with running(library, "/", "X", "f5", "left") as (app, _):
        assert "is no key" not in text_of(app)


async def test_what_has_no_room_at_the_top_ends_in_an_ellipsis(library: Library) -> None:
    async with running(library, size=(60, 20)) as (app, _):
        assert text_of(app).splitlines()[0].endswith("…")


async def test_help_gives_its_room_to_the_titles_where_it_is_narrow(library: Library) -> None:
    async with running(library, "?", size=(60, 20)) as (app, pilot):
        assert "Look for changed files" in text_of(app)
        await pilot.press("j")
        assert "Search as you type" in text_of(app).splitlines()[-1]
