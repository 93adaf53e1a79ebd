"""What the list of hits does while a query is typed, and where its hits lead."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from itertools import groupby
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.tui.app import BroadsheetApp
from reader.tui.screens.articles import SearchAnswered
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.reading import ReadingScreen
from tests.tui.test_app import WIDE, library_screen, running, settle, text_of

UNFINISHED = (
    'grain title:"harbour',
    "grain -date:2020-01..2023",
    "grain is:unread",
    "grain -winter",
    "(grain OR harbour)",
    "=grain",
)


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Four articles that speak of grain: twice, once, once and in words of many endings."""
    folder = tmp_path_factory.mktemp("ports")
    texts = {
        "one": "Harbour of the north\n\nGrain came by ship.\n\nNobody bought the grain.",
        "two": "Harbour of the south\n\nThe grain went by train.",
        "three": "Harbour of the west\n\nThe grain stayed where it was.",
        "many": "Words of many endings\n\n" + " ".join(f"pre{a}{b}" for a in "abcdefghij" for b in "abcdefghij") + ".",
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    library = Library.open(Paths.under(folder.parent / "home"), Config(), folder)
    library.refresh()
    return library


async def hits_of(screen: LibraryScreen, number: int) -> None:
    """Wait until so many articles are hits."""
    for _ in range(1500):
        if screen.list.is_search and len(screen.list.article_ids()) == number:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(screen.list.article_ids())


async def type_slowly(pilot: Pilot[int], text: str) -> set[str]:
    """Type letter by letter, with time for an answer after each; return what the status line told meanwhile, errors only."""
    told = set()
    for letter in text:
        await pilot.press(*{" ": ["space"]}.get(letter, [letter]))
        for _ in range(8):
            await asyncio.sleep(0.01)
            status = library_screen(pilot.app).status  # type: ignore[arg-type]  # it is ours
            told |= {status.message} if status.is_error else set()
    return told


@pytest.mark.parametrize("query", UNFINISHED)
async def test_an_unfinished_query_tells_no_fault_and_takes_no_hits_away(ports: Library, query: str) -> None:
    app = BroadsheetApp(ports, Config(), environ={})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"grain")
        await hits_of(library_screen(app), 3)
        await pilot.press("ctrl+a", "ctrl+k")
        assert await type_slowly(pilot, query) == set()
        assert library_screen(app).list.rows


async def test_a_query_left_unfinished_says_why_in_one_sentence_and_keeps_the_hits(ports: Library) -> None:
    app = BroadsheetApp(ports, Config(), environ={})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"grain")
        screen = library_screen(app)
        await hits_of(screen, 3)
        before = screen.list.rows
        await pilot.press(")")
        while not screen.status.is_error:
            await asyncio.sleep(0.02)
        assert screen.status.message.endswith("(at 6); still shown: grain")
        assert screen.list.rows == before
        await pilot.press("backspace", "space", *"south")
        await hits_of(screen, 1)
        assert not screen.status.is_error


async def test_an_answer_to_an_older_query_is_not_shown(ports: Library) -> None:
    async with running(ports, "slash", *"grain") as (app, pilot):
        screen = library_screen(app)
        await hits_of(screen, 3)
        shown = screen.list.rows
        screen.post_message(SearchAnswered(ports.search("south"), "south"))
        await settle(pilot)
        assert screen.list.rows == shown


async def test_hits_are_grouped_by_article(ports: Library) -> None:
    async with running(ports, "slash", *"grain") as (app, _):
        screen = library_screen(app)
        await hits_of(screen, 3)
        groups = [[*rows] for _, rows in groupby(screen.list.rows, key=lambda row: row.article.summary.id)]
        assert len(groups) == 3
        assert all(rows[0].excerpt is None and all(row.excerpt for row in rows[1:]) for rows in groups)
        assert sorted(rows[0].hit.match_count for rows in groups if rows[0].hit) == [1, 1, 2]


async def test_a_cut_prefix_is_said_on_the_screen(ports: Library) -> None:
    async with running(ports, "slash", *"pre*") as (app, pilot):
        await hits_of(library_screen(app), 1)
        await settle(pilot)
        assert "pre* stands for its 64 most frequent words; 36 or more are left out" in text_of(app)


async def at_hit(app: BroadsheetApp, pilot: Pilot[int], key: str, article: str, state: str) -> str:
    """Press a key that steps through hits, wait until it has led somewhere, and return what was said."""
    await pilot.press(key)
    await settle(pilot)
    assert isinstance(app.screen, ReadingScreen)
    assert app.screen.here
    assert (app.screen.here.article.text.partition("\n")[0], app.screen.finding.state) == (article, state)
    return app.screen.status.message


async def test_past_the_last_match_comes_the_next_hit_and_it_is_said(ports: Library) -> None:
    async with running(ports, "slash", *"grain", "enter") as (app, pilot):
        await settle(pilot)
        assert isinstance(app.screen, ReadingScreen)
        titles = {each.summary.id: each.summary.heading for each in ports.listed()}
        first, second, third = (titles[each] for each in app.screen.listed)
        assert first == "Harbour of the north"
        assert await at_hit(app, pilot, "n", first, "hit 2 of 2") == ""
        assert await at_hit(app, pilot, "n", second, "hit 1 of 1") == "The next hit: article 2 of 3"
        assert await at_hit(app, pilot, "n", third, "hit 1 of 1") == "The next hit: article 3 of 3"
        assert await at_hit(app, pilot, "n", first, "hit 1 of 2") == "Round the end of the hits: article 1 of 3"
        assert await at_hit(app, pilot, "N", third, "hit 1 of 1") == "Round the end of the hits: article 3 of 3"
        assert await at_hit(app, pilot, "N", second, "hit 1 of 1") == "The next hit: article 2 of 3"


async def test_what_is_found_in_the_article_itself_goes_round_in_it(ports: Library) -> None:
    async with running(ports, "slash", *"grain", "enter") as (app, pilot):
        await settle(pilot)
        await pilot.press("slash", *"ship", "enter")
        assert "Past the last hit" in await at_hit(app, pilot, "n", "Harbour of the north", "hit 1 of 1")


async def test_hits_come_best_first_or_newest_first(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    for name, day, times in (("old", "2020-05-01", 3), ("new", "2024-05-01", 1)):
        head = f"<html><head><title>Harbour {name}</title><meta property='article:published_time' content='{day}T10:00:00Z'></head>"
        text = "".join(
            f"<p>The grain went by train, day {number}, and nobody in the town saw it go.</p>" for number in range(times)
        )
        (tmp_path / "articles" / f"{name}.html").write_text(
            f"{head}<body><article><h1>Harbour {name}</h1>{text}</article></body></html>"
        )
    library = Library.open(Paths.under(tmp_path / "home"), Config(), tmp_path / "articles")
    library.refresh()
    async with running(library, "slash", *"grain", "tab") as (app, pilot):
        screen = library_screen(app)
        await hits_of(screen, 2)
        days = [screen._articles[each].summary.metadata.date.text for each in screen.list.article_ids()]
        await pilot.press("O")
        await settle(pilot)
        newest_first = [screen._articles[each].summary.metadata.date.text for each in screen.list.article_ids()]
        assert (days, newest_first) == (["2020-05-01", "2024-05-01"], ["2024-05-01", "2020-05-01"])
        assert screen.status.found.endswith("newest first")
        await pilot.press("P", "O")
        await settle(pilot)
        assert screen.status.message.startswith("Passages come best first")
    library.close()


def offered(screen: LibraryScreen) -> list[str]:
    listed = screen.list
    return [listed._told[row] for row in range(listed.row_count) if not listed.rows and listed.can_choose(row)]


@contextlib.asynccontextmanager
async def nothing_found(ports: Library, query: str) -> AsyncIterator[tuple[BroadsheetApp, Pilot[int]]]:
    async with running(ports, "slash") as (app, pilot):
        library_screen(app).search_bar.value = query
        for _ in range(1000):
            await pilot.pause(0.02)
            if library_screen(app).list.offer:
                break
        yield app, pilot


async def test_what_is_offered_in_place_of_nothing_is_one_key_away(ports: Library) -> None:
    async with nothing_found(ports, "harbour grein") as (app, pilot):
        screen = library_screen(app)
        assert offered(screen) == ["harbour grain", "harbour"]
        assert "No article has “grein”." in text_of(app)
        await pilot.press("enter")
        await hits_of(screen, 3)
        assert screen.query_text == "harbour grain"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ReadingScreen)


async def test_another_offer_is_gone_to_and_taken(ports: Library) -> None:
    async with nothing_found(ports, "harbour grein") as (app, pilot):
        await pilot.press("down", "enter")
        await hits_of(library_screen(app), 3)
        assert library_screen(app).query_text == "harbour"


async def test_offers_are_hinted_and_gone_with_the_next_letter_that_finds_something(ports: Library) -> None:
    async with nothing_found(ports, "grein") as (app, pilot):
        screen = library_screen(app)
        assert dict(screen.hints())["Enter"] == "search for this"
        screen.search_bar.value = "grain"
        await hits_of(screen, 3)
        await settle(pilot)
        assert not screen.list.offer
        assert dict(screen.hints())["Enter"] == "open"
        await pilot.press("escape")
        await settle(pilot)
        assert dict(screen.hints())["Enter"] == "open"


async def test_commands_on_articles_do_nothing_to_an_offer(ports: Library) -> None:
    async with nothing_found(ports, "grein") as (app, pilot):
        await pilot.press("escape", "v", "r", "y", "U", "i", "J", "K", "asciitilde")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert offered(library_screen(app)) == ["grain"]


async def test_nothing_found_and_nothing_to_offer_still_says_why(ports: Library) -> None:
    async with running(ports, "slash", *"qqqqqq") as (app, pilot):
        await pilot.pause(0.7)
        await settle(pilot)
        assert "No article has “qqqqqq”." in text_of(app)
        assert not library_screen(app).list.offer
        await pilot.press("escape", "j", "enter", "G")
        assert isinstance(app.screen, LibraryScreen)


@pytest.mark.parametrize(
    ("pasted", "stands"),
    [
        ("one two", "grain one two"),
        ("\nsteppe\nroad\n", "grain steppe road"),
        ("a\r\nb", "grain a b"),
        ("\u2028c\x1b[2Jd", "grain c␛[2Jd"),
        ("", "grain "),
    ],
)
async def test_all_lines_that_are_pasted_are_one_query(ports: Library, pasted: str, stands: str) -> None:
    async with running(ports, "slash", *"grain ") as (app, pilot):
        app.post_message(events.Paste(pasted))
        await settle(pilot)
        assert library_screen(app).search_bar.value == stands


async def test_a_paste_takes_the_place_of_what_is_selected(ports: Library) -> None:
    async with running(ports, "slash", *"grain", "escape", "slash") as (app, pilot):
        app.post_message(events.Paste("harbour"))
        await settle(pilot)
        assert library_screen(app).search_bar.value == "harbour"


async def test_a_name_that_is_typed_takes_the_place_of_the_one_proposed(ports: Library) -> None:
    async with running(ports, "slash", *"grain", "escape", "W", *"mine", "enter") as (_, pilot):
        await settle(pilot)
        assert ports.saved_searches() == {"mine": "grain"}
        ports.save_search("mine", "")


async def test_a_saved_search_takes_the_place_of_the_query(ports: Library) -> None:
    ports.save_search("mine", "harbour -grain")
    async with running(ports, "slash", *"grain", "escape", "S", "enter") as (app, pilot):
        await settle(pilot)
        assert library_screen(app).search_bar.value == "harbour -grain"
    ports.save_search("mine", "")


async def test_what_was_corrected_on_another_screen_is_found_at_once(ports: Library) -> None:
    app = BroadsheetApp(ports, Config(), environ={})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        screen = library_screen(app)
        screen.search_bar.value = "grain"
        await hits_of(screen, 3)
        await pilot.press("enter")
        await settle(pilot)
        ports.set_metadata(screen.list.article_ids()[0], {"title": "Zebras at the quay"})
        await pilot.press("q")
        await settle(pilot)
        screen.search_bar.value = "title:zebras"
        await hits_of(screen, 1)
        ports.set_metadata(screen.list.article_ids()[0], {"title": ""})


@pytest.mark.parametrize("query", ["grain date:20x5", "grain is:odd", "grain title:", "grain OR"])
async def test_enter_on_a_query_that_cannot_be_read_says_why_and_opens_nothing(ports: Library, query: str) -> None:
    app = BroadsheetApp(ports, Config(), environ={})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *query)
        await hits_of(library_screen(app), 3)
        await pilot.press("enter")
        screen = library_screen(app)
        assert screen.status.is_error and "(at " in screen.status.message
        assert app.screen is screen and screen.search_bar.has_focus
        assert screen.search_bar.value == query


@pytest.mark.parametrize("query", ['grain "ship', "(grain train"])
async def test_enter_needs_no_closing_quote_or_parenthesis(ports: Library, query: str) -> None:
    app = BroadsheetApp(ports, Config(), environ={})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *query)
        await hits_of(library_screen(app), 1)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ReadingScreen)


async def test_what_the_hits_do_not_go_by_is_told_when_typing_rests(ports: Library) -> None:
    app = BroadsheetApp(ports, Config(), environ={})
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"grain date:20x5")
        await hits_of(library_screen(app), 3)
        while not library_screen(app).status.message:
            await asyncio.sleep(0.02)
        assert library_screen(app).status.message.startswith("Left out: a date is 2022")
        assert not library_screen(app).status.is_error
