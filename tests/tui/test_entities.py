"""Names, concordance and timeline by keys."""

import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from reader.article import Label, Mentions
from reader.config import Config
from reader.entities.corrections import HideHere, MarkAll
from reader.entities.entity import Timeline
from reader.library.library import Library
from reader.library.listing import Progress
from reader.library.watching import NOBODY, Watch
from reader.paths import Paths
from reader.tui.app import BroadsheetApp
from reader.tui.screens.concordance import ConcordanceScreen
from reader.tui.screens.entities import EntitiesScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.timeline import TimelineScreen
from reader.tui.searching import SearchHere

FIRST = """Talks in Vienna

Minister Ada Brook met Lena Frost in Vienna on 3 March 2024.
Brook said that Austria would pay 20 million euros.

The talks went on in Vienna on March 5 and nobody there was in a hurry at all.
"""
SECOND = """Ada Brook has flown to Ottawa. Canadian papers wrote that Brook was tired.

In Ottawa she spoke of Canada and of Austria for the length of one whole hour.
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    library = Library.open(Paths.under(tmp_path / "home"), Config(), folder)
    library.refresh()
    for article in library.listed():
        library.set_metadata(article.summary.id, {"date": "2024-03-06"})
    return library


def id_of(library: Library, name: str) -> str:
    return next(each.summary.id for each in library.listed() if each.summary.path == name)


@contextlib.asynccontextmanager
async def running(
    library: Library, *keys: str, size: tuple[int, int] = (120, 30), opened: tuple[str, ...] = ("first.txt",)
) -> AsyncIterator[tuple[BroadsheetApp, Pilot[int]]]:
    ids = [id_of(library, name) for name in opened]
    app = BroadsheetApp(library, Config(), ids, environ={}, searcher=SearchHere(library))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        yield app, pilot


async def settle(pilot: Pilot[int]) -> None:
    await pilot.pause()
    for _ in range(3):
        under_way = [worker for worker in pilot.app.workers if worker.group != "default"]  # those wait for an answer
        with contextlib.suppress(WorkerCancelled):  # by one that does the same anew
            await pilot.app.workers.wait_for_complete(under_way)
        await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await settle(pilot)


def text_of(app: BroadsheetApp) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def names(app: BroadsheetApp) -> list[str]:
    assert isinstance(app.screen, EntitiesScreen)
    return [row.entity.name for row in app.screen.names.rows]


def entities_screen(app: BroadsheetApp) -> EntitiesScreen:
    assert isinstance(app.screen, EntitiesScreen)
    return app.screen


async def go_to(app: BroadsheetApp, pilot: Pilot[int], name: str) -> None:
    entities_screen(app).names.move_to_row(names(app).index(name) + 1)
    await pilot.pause(0.1)
    await settle(pilot)


async def test_the_panel_counts_names_here_and_in_all_articles(library: Library) -> None:
    async with running(library, "e") as (app, _):
        row = next(row for row in entities_screen(app).names.rows if row.entity.name == "Ada Brook")
        assert (row.here, row.entity.mentions) == (2, 4)
        assert "Ada Brook (2 forms)" in text_of(app)


async def test_country_and_people_are_one_row(library: Library) -> None:
    async with running(library, "e", opened=("second.txt",)) as (app, _):
        row = next(row for row in entities_screen(app).names.rows if row.entity.name == "Canada")
        assert (row.here, set(row.entity.forms)) == (2, {"Canada", "Canadian"})


async def test_typing_filters_the_names_and_escape_shows_all(library: Library) -> None:
    async with running(library, "e", "/", "o", "t", "t") as (app, pilot):
        assert names(app) == ["Ottawa"]
        await press(pilot, "escape")
        assert len(names(app)) > 3


async def test_kinds_are_shown_alone_in_turn(library: Library) -> None:
    async with running(library, "e", "T") as (app, pilot):
        assert set(names(app)) == {"Ada Brook", "Lena Frost"}
        await press(pilot, "T", "T")
        assert {"Vienna", "Austria"} <= set(names(app))


async def test_names_of_one_side_only(library: Library) -> None:
    async with running(library, "e", "x", opened=("first.txt", "second.txt")) as (app, pilot):
        assert "Vienna" in names(app)
        assert "Ottawa" not in names(app)
        await press(pilot, "x")
        assert "Ottawa" in names(app)
        assert "Austria" not in names(app)
        await press(pilot, "x")
        assert set(names(app)) == {"Ada Brook", "Austria"}


async def test_enter_goes_to_the_first_place_of_the_name(library: Library) -> None:
    async with running(library, "e") as (app, pilot):
        await go_to(app, pilot, "Vienna")
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.article_id == id_of(library, "first.txt")


async def test_the_places_of_a_name_stand_beside_it(library: Library) -> None:
    async with running(library, "e") as (app, pilot):
        await go_to(app, pilot, "Ada Brook")
        assert [line.match for line in entities_screen(app).places.lines] == ["Ada Brook", "Brook", "Ada Brook", "Brook"]


async def test_a_name_that_is_none_goes_and_comes_back(library: Library) -> None:
    async with running(library, "e") as (app, pilot):
        await go_to(app, pilot, "Vienna")
        await press(pilot, "D")
        assert "Vienna" not in names(app)
        await press(pilot, "ctrl+underscore")
        assert "Vienna" in names(app)


async def test_the_cursor_stays_in_its_row_when_a_name_goes(library: Library) -> None:
    async with running(library, "e", "j", "j") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, EntitiesScreen)
        following = screen.names.rows[3].entity.name
        await press(pilot, "D")
        assert screen.names.current is not None
        assert screen.names.current.entity.name == following


async def test_two_names_are_made_one(library: Library) -> None:
    async with running(library, "e") as (app, pilot):
        await go_to(app, pilot, "Lena Frost")
        await press(pilot, "M", *"Ada", "space", *"Brook", "enter")
        assert "Lena Frost" not in names(app)
        row = next(row for row in entities_screen(app).names.rows if row.entity.name == "Ada Brook")
        assert row.here == 3


async def test_a_name_gets_another_kind(library: Library) -> None:
    async with running(library, "e") as (app, pilot):
        await go_to(app, pilot, "Vienna")
        await press(pilot, "t", "w")
        row = next(row for row in entities_screen(app).names.rows if row.entity.name == "Vienna")
        assert row.entity.label.value == "WORK"


@pytest.mark.parametrize("columns", [60, 90, 120])
async def test_the_next_place_is_seen_whatever_the_width(library: Library, columns: int) -> None:
    async with running(library, "e", size=(columns, 24)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, EntitiesScreen)
        keys = ("n",) if screen.places.display else ("n", "n")  # the first one brings them into sight
        await press(pilot, *keys)
        await until(pilot, lambda: len(screen.places.lines) > 1)
        assert screen.places.display
        assert screen.places.current_line == screen.places.lines[1]
        assert (f"place 2 of {len(screen.places.lines)}" in text_of(app)) is (columns < 100), "told where the names are not seen"
        await press(pilot, "N")
        assert screen.places.current_line == screen.places.lines[0]


async def test_a_narrow_screen_shows_one_list_at_a_time(library: Library) -> None:
    async with running(library, "e", size=(60, 20)) as (app, pilot):
        screen = entities_screen(app)
        seen = []
        for key in ("", "tab", "tab"):
            await press(pilot, *[key] if key else [])
            seen.append((screen.names.display, screen.places.display))
        assert seen == [(True, False), (False, True), (True, False)]


async def test_the_concordance_of_a_name_and_its_orders(library: Library) -> None:
    async with running(library, "e") as (app, pilot):
        await go_to(app, pilot, "Ada Brook")
        await press(pilot, "C")
        screen = app.screen
        assert isinstance(screen, ConcordanceScreen)
        assert len(screen.list.lines) == 4
        assert "4 places in 2 articles" in text_of(app)
        await press(pilot, "O", "O")
        assert "by the words to the right" in text_of(app)
        assert [row.line.right.split()[0] for row in screen.list.rows if row.line] == ["has", "met", "said", "was"]


async def test_the_concordance_asks_for_a_word_and_enter_goes_there(library: Library) -> None:
    async with running(library, "C", *"hurry", "enter") as (app, pilot):
        assert isinstance(app.screen, ConcordanceScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, ReadingScreen)
        assert "in a hurry" in text_of(app)
        await press(pilot, "q")
        assert isinstance(app.screen, ConcordanceScreen)


async def test_the_way_back_leads_to_the_list_that_led_here(library: Library) -> None:
    async with running(library, "C", *"Vienna", "enter") as (app, pilot):
        await press(pilot, "enter", "G", "ctrl+o")
        assert isinstance(app.screen, ReadingScreen)
        await press(pilot, "ctrl+o")
        assert isinstance(app.screen, ConcordanceScreen)


async def test_the_concordance_of_nothing_says_so(library: Library) -> None:
    async with running(library, "C", *"zebra", "enter") as (app, _):
        assert "Nowhere in the collection" in text_of(app)


async def test_a_filter_is_not_the_collection_that_has_no_such_word(library: Library) -> None:
    async with running(library, "C", *"Vienna", "enter") as (app, pilot):
        await press(pilot, "slash", *"zebra")
        assert "No line is like this" in text_of(app)
        await press(pilot, "escape")
        assert "Vienna" in text_of(app)


async def test_without_a_name_under_the_cursor_no_places_are_shown(library: Library) -> None:
    async with running(library, "e", size=(120, 30)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, EntitiesScreen)
        while not screen.places.lines:  # they come when the cursor has rested
            await pilot.pause(0.02)
        await press(pilot, "slash", *"zzz")
        while screen.places.lines:
            await pilot.pause(0.02)


async def test_the_timeline_takes_years_from_the_article_and_says_so(library: Library) -> None:
    async with running(library, "T") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, TimelineScreen)
        assert [(event.date, event.is_resolved) for event in screen.list.rows] == [("2024-03-03", False), ("2024-03-05", True)]
        assert "2024-03-05 ~" in text_of(app)
        await press(pilot, "x")
        assert [event.date for event in screen.list.rows] == ["2024-03-03"]


async def test_enter_on_a_statement_goes_there(library: Library) -> None:
    async with running(library, "T", "G", "enter") as (app, _):
        assert isinstance(app.screen, ReadingScreen)


@pytest.mark.parametrize("size", [(24, 8), (40, 12), (80, 24), (160, 50)])
async def test_the_screens_stand_in_any_size(library: Library, size: tuple[int, int]) -> None:
    async with running(library, "e", size=size) as (app, pilot):
        assert text_of(app)
        await press(pilot, "C")
        assert text_of(app)


async def test_selected_words_become_a_name_wherever_they_stand(library: Library) -> None:
    async with running(library, *"/hurry", "enter", "v", "w", "@", "e") as (app, pilot):
        with contextlib.suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(app.screen, ReadingScreen)
        (rule,) = library.entity_rules()
        assert isinstance(rule, MarkAll)
        assert rule.label is Label.EVENT
        opened = app.screen.here
        assert opened is not None
        assert rule.form in {mention.span.of(opened.article.text) for mention in opened.mentions}


async def test_a_name_is_none_in_one_place(library: Library) -> None:
    async with running(library, "@", "h") as (app, pilot):
        await settle(pilot)
        (rule,) = library.entity_rules()
        assert isinstance(rule, HideHere)
        assert app.screen.is_current


async def test_undo_takes_a_word_about_a_name_back_in_the_text_too(library: Library) -> None:
    async with running(library, "@", "h") as (app, pilot):
        await settle(pilot)
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.here is not None
        hidden = len(app.screen.here.mentions)
        await press(pilot, "ctrl+underscore")
        await settle(pilot)
        assert not library.entity_rules()
        assert len(app.screen.here.mentions) == hidden + 1


async def test_one_undo_takes_one_word_back_however_many_forms_a_name_has(library: Library) -> None:
    async with running(library, "e") as (app, pilot):
        await go_to(app, pilot, "Ada Brook")
        await press(pilot, "D")
        await settle(pilot)
        assert len(library.entity_rules()) > 1
        await press(pilot, "ctrl+underscore")
        await settle(pilot)
        assert not library.entity_rules()


async def test_names_changed_in_the_panel_are_changed_in_the_text(library: Library) -> None:
    async with running(library, "e") as (app, pilot):
        await go_to(app, pilot, "Vienna")
        await press(pilot, "D", "q")
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.here is not None
        assert "Vienna" not in {mention.entity for mention in app.screen.here.mentions}


def current_hit(app: BroadsheetApp) -> str:
    assert isinstance(app.screen, ReadingScreen)
    opened, span = app.screen.here, app.screen.finding.current
    return span.of(opened.article.text) if opened and span else ""


async def test_names_are_walked_along_in_both_directions(library: Library) -> None:
    async with running(library) as (app, pilot):
        seen = []
        for key in (";", ";", "^"):
            await press(pilot, key)
            seen.append(current_hit(app))
        assert seen == ["Vienna", "Ada Brook", "Vienna"]


@pytest.mark.parametrize("key", [";", '"', "@"])
async def test_names_that_are_still_looked_for_are_not_told_to_be_none(library: Library, key: str) -> None:
    async with running(library) as (app, pilot):
        assert isinstance(app.screen, ReadingScreen)
        assert app.screen.here is not None
        app.screen.here.mentions, app.screen.here.has_names = Mentions(), False
        await press(pilot, key)
        assert "The names are still being looked for" in text_of(app)


async def test_what_a_name_is_and_what_was_taken_back_are_told_in_words(library: Library) -> None:
    async with running(library, ";") as (app, pilot):
        assert "Vienna · a place" in text_of(app)
        await press(pilot, "@", "o")
        await settle(pilot)
        assert "Ctrl+_ takes it back" in text_of(app)
        await press(pilot, "ctrl+underscore")
        await settle(pilot)
        assert "Taken back: Vienna is an organisation" in text_of(app)


async def test_a_name_is_followed_in_all_its_forms(library: Library) -> None:
    async with running(library, ";", ";", '"') as (app, pilot):
        assert "Ada Brook: 2 places" in text_of(app)
        await press(pilot, "n")
        assert current_hit(app) == "Brook"


async def test_kinds_of_names_are_marked_or_not(library: Library) -> None:
    async with running(library, "ctrl+t", "1") as (app, pilot):
        with contextlib.suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        assert isinstance(app.screen, ReadingScreen)
        assert Label.PERSON in app.screen.hidden_labels
        assert app.screen.here is not None
        assert "Ada Brook" not in {mention.entity for mention in app.screen.shown_mentions(app.screen.here)}


async def test_the_timeline_says_how_many_statements_it_leaves_out(library: Library) -> None:
    async with running(library, "T") as (app, _):
        assert "left out" in text_of(app)
        assert "undated" in text_of(app)


async def test_the_heading_counts_the_lines_that_a_filter_leaves(library: Library) -> None:
    async with running(library, "C", *"brook", "enter", "slash", *"tired") as (app, _):
        assert "1 place in 1 article · of 4 found" in text_of(app)


class SlowReading:
    """Stands in for reading: tells once how far it is, then waits until it is stopped."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, method: str, result: object) -> None:
        self.was_stopped = threading.Event()
        self._result = result
        monkeypatch.setattr(Library, method, self._read)

    def _read(self, *given: object, watch: Watch = NOBODY) -> object:
        watch = next((each for each in given if isinstance(each, Watch)), watch)
        watch.tell(Progress(40, 90, "articles"))
        while not watch.should_stop():
            time.sleep(0.01)
        self.was_stopped.set()
        return self._result


READINGS = [("C", "concordance_lines", ()), ("T", "timeline", Timeline()), ("e", "entities", ())]


@pytest.mark.parametrize(("key", "method", "result"), READINGS)
async def test_a_long_reading_tells_how_far_it_is_and_is_stopped(
    key: str, method: str, result: object, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowReading(monkeypatch, method, result)
    async with begun(library, key) as (app, pilot):
        await until(pilot, lambda: "reading 40 of 90 articles" in text_of(app))
        await pilot.press("escape")
        await until(pilot, lambda: "stopped after 40 of 90 articles" in text_of(app))
        assert slow.was_stopped.is_set()


@pytest.mark.parametrize(("key", "method", "result"), READINGS)
async def test_leaving_the_screen_ends_a_long_reading(
    key: str, method: str, result: object, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowReading(monkeypatch, method, result)
    async with begun(library, key) as (app, pilot):
        await until(pilot, lambda: "reading 40 of 90 articles" in text_of(app))
        await pilot.press("q")
        await until(pilot, slow.was_stopped.is_set)


@contextlib.asynccontextmanager
async def begun(library: Library, key: str) -> AsyncIterator[tuple[BroadsheetApp, Pilot[int]]]:
    """Open the screen of a key from the library, without waiting for what it reads."""
    app = BroadsheetApp(library, Config(), [], environ={}, searcher=SearchHere(library))
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        for typed in (key, *(["b", "enter"] if key == "C" else [])):
            await pilot.press(typed)
        yield app, pilot


async def until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    """Wait for something, ten seconds at most."""
    for _ in range(400):
        await pilot.pause(0.025)
        if holds():
            return
    raise AssertionError("it never came")
