"""The lists of what two accounts share and dispute, and of who names whom."""

import re
from dataclasses import replace

import pytest
from textual.widgets import Static

from reader.article import Metadata, Origin, Value
from reader.text import Span
from reader.tui.screens.differences import DifferencesScreen, in_context, with_words
from reader.tui.screens.matrix import MatrixScreen
from reader.tui.screens.panes import Opening
from reader.tui.widgets.difference_list import DifferenceList, DifferenceRow
from reader.tui.widgets.matrix_list import BESIDE_HEAD, heads
from tests.compare.makers import article
from tests.tui.stand_in import ReadingApp, StandIn
from tests.tui.test_comparing import NAMES, QUAKE, SIZE, app_with_pair, cursor_of, press, settle

WORDS = [block.span.of(QUAKE.a.text) for block in QUAKE.a.blocks]


async def test_the_list_of_differences_leads_to_the_passages() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "x")
        screen = app.screen
        assert isinstance(screen, DifferencesScreen)
        headings = [row.left.partition(" (")[0] for row in screen.query_one("DifferenceList").rows if row.is_heading]  # type: ignore[attr-defined]
        assert headings[0] == "Figures"
        assert "Linked passages" in headings
        assert any(heading.startswith("Quoted only in") for heading in headings)
        await press(pilot, "enter")
        assert app.screen is app.reading
        assert cursor_of(app.reading.panes[0]) is not None


async def test_the_list_of_differences_keeps_the_order_of_the_panes() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "x")
        assert isinstance(app.screen, DifferencesScreen)
        from_left = app.screen.query_one(DifferenceList).rows
        await press(pilot, "q", "tab", "x")
        assert isinstance(app.screen, DifferencesScreen)
        assert app.screen.query_one(DifferenceList).rows == from_left
        await press(pilot, "enter")
        assert app.reading.pane is app.reading.panes[1]


def test_a_figure_in_the_list_stands_in_its_words() -> None:
    text = "It rained. The two sides announced that 29 planned deals were worth up to $31 billion. Nobody knows more."
    place = text.index("29")
    assert in_context(text, Span(place, place + 2)) == "29 · two sides announced that 29 planned deals were worth"
    assert in_context("29", Span(0, 2)) == "29"


@pytest.mark.parametrize("columns", [60, 80, 120])
async def test_both_accounts_are_named_above_their_differences(columns: int) -> None:
    long = "a headline of very many words about the harbour, the town, its council, and all that they said"
    articles = [article([f"{name}: {long}", *WORDS[:3]], name) for name in ("Left", "Right")]
    app = ReadingApp(StandIn(articles), *(Opening(each.id) for each in articles))
    async with app.run_test(size=(columns, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "x")
        head = app.screen.query_one("#masthead", Static).render_line(0).text
        assert re.search(r"Left: a.*…  │  Right: a.*…", head)


async def test_the_list_of_differences_can_be_filtered_and_left() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "x", "slash", *"euros", "enter")
        assert "with “euros”" in app.screen.query_one("StatusLine").found  # type: ignore[attr-defined]
        await press(pilot, "right_curly_bracket", "q")
        assert app.screen is app.reading


def test_a_part_says_how_many_of_its_rows_have_the_words() -> None:
    rows = [DifferenceRow("Figures (2)", is_heading=True), DifferenceRow("29 deals"), DifferenceRow("31 billion")]
    rows += [DifferenceRow("Names (1)", is_heading=True), DifferenceRow("Deal Island")]
    shown = [row.left for row in with_words(rows, "deal")]
    assert shown == ["Figures (1 of 2)", "29 deals", "Names (1)", "Deal Island"]
    assert not with_words(rows, "zebra")


async def test_escape_takes_the_words_off_the_list_of_differences() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "x")
        count = len(app.screen.query_one(DifferenceList).rows)
        await press(pilot, "slash", *"zzz", "enter", "escape")
        assert len(app.screen.query_one(DifferenceList).rows) == count
        await press(pilot, "escape")
        assert "Nothing to cancel" in app.screen.status.message  # type: ignore[attr-defined]


async def test_the_matrix_shows_who_names_whom_and_leads_there() -> None:
    app = app_with_pair()
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "M")
        screen = app.screen
        assert isinstance(screen, MatrixScreen)
        assert {row.name for row in screen.matrix.in_all()} == set(NAMES)
        await press(pilot, "x")
        assert "in all" in screen.status.found
        await press(pilot, "t", "slash", *"kovas", "enter")
        assert "kovas" in screen.status.found
        await press(pilot, "t", "t", "enter")
        assert app.screen is app.reading


@pytest.mark.parametrize("columns", [60, 80, 120])
async def test_each_article_of_a_matrix_is_named_whatever_the_width(columns: int) -> None:
    articles = [article([f"The {n}th of several rather long headlines about the harbour"], str(n)) for n in range(4)]
    app = ReadingApp(StandIn(articles), *(Opening(each.id) for each in articles))
    async with app.run_test(size=(columns, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "M")
        masthead = app.screen.query_one("#masthead", Static)
        head = "".join(masthead.render_line(n).text for n in range(masthead.size.height))
        assert all(f"{n + 1} The {n}th" in head for n in range(4))


async def test_a_matrix_without_names_says_so() -> None:
    app = ReadingApp(StandIn([QUAKE.a, QUAKE.b]), Opening(QUAKE.a.id), Opening(QUAKE.b.id))
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "M", "enter", "t", "x", "q")
        assert app.screen is app.reading


ALIKE = ("The Northern Times", "The Northern Post", "The Northern Times of the South", "Wissenschaftsrat", "Wissenschaftsamt")


@pytest.mark.parametrize("lines", [1, 2])
@pytest.mark.parametrize("room", [55, 64, 80, 200])
def test_no_two_heads_of_a_matrix_become_the_same_text(room: int, lines: int) -> None:
    shown = heads(ALIKE, room, lines)
    assert len(set(shown)) == len(ALIKE)
    for row in (shown,) if lines == 1 else (shown[:3], shown[3:]):
        assert sum(len(head) + BESIDE_HEAD for head in row) <= room


@pytest.mark.parametrize("room", range(51, 85))
def test_heads_are_cut_at_words(room: int) -> None:
    names = ["Daily Harbour Watch", "A course of its own", "Gazette"]
    for name, shown in zip(names, heads(names, room), strict=True):
        assert set(shown.rstrip("…").split()) <= set(name.split())


def test_what_short_heads_leave_goes_to_the_longer_ones() -> None:
    assert heads(["BBC", "The Harbour Gazette of the North"], 50) == ["BBC", "The Harbour Gazette of the North"]


async def test_articles_of_one_source_are_told_apart_by_their_titles() -> None:
    known = Metadata(source=Value("The Gazette", Origin.FOUND))
    articles = [replace(article([f"The {n}th headline"], str(n)), metadata=known) for n in range(2)]
    app = ReadingApp(StandIn(articles), *(Opening(each.id) for each in articles))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "M")
        head = app.screen.query_one("#masthead", Static).render_line(0).text
        assert "1 The 0th headline" in head and "2 The 1th headline" in head
