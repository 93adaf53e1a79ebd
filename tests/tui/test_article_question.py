"""Choosing the article to read beside this one, and how the library names where articles are from."""

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from reader.article import Metadata, Origin, Value
from reader.tui.screens.article_question import ArticleQuestion
from reader.tui.screens.panes import Opening
from reader.tui.widgets.article_list import ArticleList
from reader.tui.widgets.article_rows import Row
from reader.tui.widgets.search_bar import SearchBar
from tests.tui.stand_in import ReadingApp, StandIn, article, prose

SIZE = (120, 36)
LIBRARY = StandIn([article(prose(3), id=f"a{number}", title=f"Account {number}") for number in (1, 2, 3, 4)])


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
    await pilot.pause()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("enter",), "a2"),
        (("down", "enter"), "a3"),
        (("tab", "j", "j", "k", "enter"), "a3"),
        ((*"account", "down", "down", "ctrl+s"), "a4"),
        ((*"4", "enter"), "a4"),
    ],
    ids=["the first", "a step down", "in the list", "typed and two steps", "typed"],
)
async def test_the_row_under_the_cursor_is_taken(keys: tuple[str, ...], expected: str) -> None:
    app = ReadingApp(LIBRARY, Opening("a1"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c", *keys)
        assert app.reading.open_article_ids() == ("a1", expected)


@pytest.mark.parametrize("keys", [("escape",), ("tab", "q"), ("tab", "escape")])
async def test_leaving_takes_nothing(keys: tuple[str, ...]) -> None:
    app = ReadingApp(LIBRARY, Opening("a1"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c", *keys)
        assert app.screen is app.reading
        assert app.reading.open_article_ids() == ("a1",)


async def test_a_slash_leads_from_the_list_back_to_the_line() -> None:
    app = ReadingApp(LIBRARY, Opening("a1"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c", "tab", "slash", *"3")
        assert app.screen.query_one(SearchBar).value == "3"


async def test_a_step_up_without_older_lines_keeps_what_was_typed() -> None:
    app = ReadingApp(LIBRARY, Opening("a1"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c", *"acc", "up")
        assert app.screen.query_one(SearchBar).value == "acc"


async def test_the_hints_tell_how_to_choose() -> None:
    app = ReadingApp(LIBRARY, Opening("a1"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c")
        assert isinstance(app.screen, ArticleQuestion)
        assert app.screen.hints() == (("Enter", "choose"), ("Esc", "cancel"))


def test_an_article_without_a_source_is_listed_by_its_author() -> None:
    listed = LIBRARY.listed()[0]
    known = Metadata(author=Value("A Reporter", Origin.FOUND))
    rows = ArticleList()
    rows.rows = (Row(replace(listed, summary=replace(listed.summary, metadata=known))),)
    assert "by A Reporter" in "".join(text for text, _ in rows.paint_row(0, 100))
