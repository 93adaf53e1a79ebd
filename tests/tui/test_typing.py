"""Typing into the library's search: what one key costs, counted where no busy machine moves the count."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual import events
from textual._compositor import ChopsUpdate
from textual.app import App
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.tui.app import BroadsheetApp
from reader.tui.screens.articles import TYPING_PAUSE_SECONDS
from reader.tui.searching import SearchHere
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.row_list import Part
from reader.tui.widgets.search_bar import SearchBar
from tests.tui.test_app import library_screen, running, settle, text_of

ARTICLES = 40


@pytest.fixture
def many(tmp_path: Path) -> Library:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(ARTICLES):
        words = f"The harbour was quiet on day {number}, and nobody came."
        (folder / f"{number}.txt").write_text(f"Harbour notes {number}\n\n{words}\n\nThe harbour master slept.\n")
    library = Library.open(Paths.under(tmp_path / "home"), Config(), folder)
    library.refresh()
    return library


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count layouts, painted rows and readings of the catalogue from now on."""
    counted: Counter[str] = Counter()
    lay_out, paint, listed = Screen._refresh_layout, ArticleList.paint_row, Library.listed

    def laying_out(screen: Screen[object], *arguments: object, **named: object) -> None:
        counted["layouts"] += 1
        lay_out(screen, *arguments, **named)  # type: ignore[arg-type]

    def painting(articles: ArticleList, row: int, width: int) -> Sequence[Part]:
        counted["rows"] += 1
        return paint(articles, row, width)

    def reading(library: Library) -> object:
        counted["readings"] += 1
        return listed(library)

    monkeypatch.setattr(Screen, "_refresh_layout", laying_out)
    monkeypatch.setattr(ArticleList, "paint_row", painting)
    monkeypatch.setattr(Library, "listed", reading)
    return counted


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, set[int]]]:
    """Collect what each frame from now on shows: the query as it stands there, and the lines that are painted."""
    painted: list[tuple[str, set[int]]] = []
    display = App._display

    def displaying(app: App[object], screen: Screen[object], update: object) -> None:
        if update is not None:
            lines = {y for y, _, _ in update.spans} if isinstance(update, ChopsUpdate) else set(range(app.size.height))
            painted.append((screen.query_one(SearchBar).value, lines))
        display(app, screen, update)  # type: ignore[arg-type]

    monkeypatch.setattr(App, "_display", displaying)
    return painted


async def hits_of(app: BroadsheetApp, pilot: Pilot[int], number: int) -> None:
    """Wait until so many hits are listed."""
    listed = library_screen(app).list
    for _ in range(200):
        if listed.is_search and len(listed.article_ids()) == number:
            break
        await pilot.pause(0.02)
    assert len(listed.article_ids()) == number
    await pilot.pause(0.05)


async def test_typing_lays_nothing_out_and_reads_nothing_again(many: Library, counts: Counter[str]) -> None:
    async with running(many, "slash", *"harbour") as (app, pilot):
        await hits_of(app, pilot, ARTICLES)
        counts.clear()
        for key in ("space", "minus", "q", "q"):
            await pilot.press(key)
            await pilot.pause(TYPING_PAUSE_SECONDS * 2)
        await settle(pilot)
        await hits_of(app, pilot, ARTICLES)
        assert counts["layouts"] == 0
        assert counts["readings"] == 0
    many.close()


@pytest.mark.parametrize(
    ("before", "key", "after"), [("harbour", "s", "harbours"), ("harbours", "backspace", "harbour"), ("harbour", "left", "harbour")]
)
async def test_the_next_frame_after_a_key_is_its_echo_alone(
    many: Library, frames: list[tuple[str, set[int]]], before: str, key: str, after: str
) -> None:
    async with running(many, "slash", *before) as (app, pilot):
        await hits_of(app, pilot, ARTICLES)
        frames.clear()
        await pilot.press(key)
        while not frames:
            await pilot.pause(0.001)
        assert frames[0] == (after, {library_screen(app).search_bar.region.y})
    many.close()


async def test_keys_that_come_together_are_searched_for_once(many: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    search = SearchHere.search

    async def asking(searcher: SearchHere, query: str, **named: object) -> object:
        asked.append(query)
        return await search(searcher, query, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(SearchHere, "search", asking)
    async with running(many, "slash") as (app, pilot):
        for key in "harbour":
            app.post_message(events.Key(key, key))
        await hits_of(app, pilot, ARTICLES)
    assert len(asked) < len("harbour") - 2
    many.close()


async def test_an_emptied_line_shows_all_without_reading_them_again(many: Library, counts: Counter[str]) -> None:
    async with running(many, "slash", *"quiet") as (app, pilot):
        await hits_of(app, pilot, ARTICLES)
        counts.clear()
        await pilot.press("ctrl+u")
        await pilot.pause()
        listed = library_screen(app).list
        assert not listed.is_search
        assert len(listed.rows) == ARTICLES
        assert counts["layouts"] == counts["readings"] == 0
    many.close()


async def test_an_answer_paints_no_more_rows_than_are_seen(many: Library, counts: Counter[str]) -> None:
    async with running(many, "slash", *"master") as (app, pilot):
        await hits_of(app, pilot, ARTICLES)
        listed, result = library_screen(app).list, library_screen(app)._result
        assert result is not None
        listed.show_articles(())
        await pilot.pause(0.05)
        counts.clear()
        listed.show_hits(result.hits, library_screen(app)._articles)
        await pilot.pause(0.05)
        assert 0 < counts["rows"] <= listed.size.height + 1  # the row of the cursor stands out
    many.close()


async def test_hits_that_stand_there_already_are_not_painted_again(many: Library, counts: Counter[str]) -> None:
    async with running(many, "slash", *"master") as (app, pilot):
        await hits_of(app, pilot, ARTICLES)
        screen = library_screen(app)
        listed, result = screen.list, screen._result
        assert result is not None
        listed.show_hits(result.hits[:30], screen._articles)
        await pilot.pause(0.05)
        counts.clear()
        before = text_of(app)
        counts.clear()
        listed.show_hits(result.hits, screen._articles)
        await pilot.pause(0.05)
        assert counts["rows"] == 0
        assert len(listed.article_ids()) == ARTICLES
        assert listed.virtual_size.height == len(listed.rows)
        but_scrollbar = [[line[:118].rstrip() for line in shown.splitlines()[3:30]] for shown in (before, text_of(app))]
        assert but_scrollbar[0] == but_scrollbar[1]
    many.close()


async def test_the_scrollbar_comes_and_goes_with_the_rows(many: Library) -> None:
    async with running(many, "slash", *'"day 7"') as (app, pilot):
        await hits_of(app, pilot, 1)
        listed = library_screen(app).list
        assert listed.scrollbars_enabled == (False, False)
        await pilot.press("ctrl+u")
        await settle(pilot)
        assert listed.scrollbars_enabled == (True, False)
        assert listed.vertical_scrollbar.window_virtual_size == ARTICLES
        listed.move_to_fraction(1.0)
        await pilot.pause(0.05)
        assert listed.scroll_offset.y == ARTICLES - listed.size.height
    many.close()


async def test_a_query_longer_than_the_line_keeps_its_end_in_sight(many: Library) -> None:
    async with running(many, "slash", *("harbour " * 25), size=(80, 24)) as (app, pilot):
        await pilot.press(*"ENDS")
        await settle(pilot)
        line = library_screen(app).search_bar
        assert "ENDS" in line.render_lines(Region(0, 0, line.size.width, 1))[0].text
        await pilot.press("home")
        await settle(pilot)
        assert line.scroll_offset.x == 0
    many.close()
