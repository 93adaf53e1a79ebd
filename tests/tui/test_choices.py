"""A few things to choose from: by letter, by cursor, by mouse, and all of them in reach on a small screen."""

import contextlib
from collections.abc import AsyncIterator

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from reader.tui.screens.questions import Choice, ChoiceQuestion, ChoiceRows, Told
from reader.tui.widgets.status_line import StatusLine
from tests.tui.test_app import library as library
from tests.tui.test_app import running, text_of

KINDS = tuple(Choice(letter, f"kind {letter}", f"{letter}.txt") for letter in "poldjx")


class Asking(App[None]):
    """An app that asks one thing."""

    def __init__(self, question: ChoiceQuestion | Told) -> None:
        super().__init__()
        self.question = question
        self.answers: list[str | None] = []

    def compose(self) -> ComposeResult:
        """Give something below."""
        yield Static("below")

    def on_mount(self) -> None:
        """Ask."""
        self.push_screen(self.question, self.answers.append)


@contextlib.asynccontextmanager
async def asking(*keys: str, size: tuple[int, int] = (60, 20)) -> AsyncIterator[tuple[Asking, Pilot[None]]]:
    app = Asking(ChoiceQuestion("Write it as", KINDS))
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        yield app, pilot


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("l",), "l"),
        (("d",), "d"),  # half a page down elsewhere
        (("enter",), "p"),
        (("down", "down", "enter"), "l"),
        (("G", "k", "enter"), "j"),
        (("q",), None),
        (("escape",), None),
    ],
)
async def test_a_letter_or_the_cursor_chooses(keys: tuple[str, ...], answer: str | None) -> None:
    async with asking(*keys) as (app, _):
        assert app.answers == [answer]


async def test_a_key_that_chooses_nothing_says_so() -> None:
    async with asking("z") as (app, _):
        assert "z is no key here" in str(app.screen.query_one(StatusLine).render())


async def test_a_click_chooses() -> None:
    async with asking() as (app, pilot):
        await pilot.click(ChoiceRows, offset=(4, 1))
        await pilot.pause()
        assert app.answers == ["o"]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 16)])
async def test_every_choice_is_in_sight(size: tuple[int, int]) -> None:
    async with asking(size=size) as (app, _):
        rows = app.screen.query_one(ChoiceRows)
        assert rows.size.height == len(KINDS)
        assert rows.region.bottom <= size[1] - 2


async def test_where_there_is_no_room_the_choices_scroll() -> None:
    async with asking("G", size=(40, 9)) as (app, _):
        rows = app.screen.query_one(ChoiceRows)
        assert 0 < rows.size.height < len(KINDS)
        assert "kind x" in rows.render_line(rows.size.height - 1).text


async def test_all_forms_of_an_export_are_offered_at_80x24(library) -> None:  # type: ignore[no-untyped-def]
    async with running(library, "enter", "H", "B", "s", size=(80, 24)) as (app, _):
        shown = text_of(app)
        assert all(form in shown for form in ("markdown", "org", "w3c", "readwise", "csv", "json"))


async def test_a_fact_of_several_lines_stays_beside_its_name() -> None:
    app = Asking(Told("An article", [("Title", "a title of many words " * 4), ("Id", "0123")]))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        title, own_id = app.screen.query(".value")
        assert title.region.height > 1
        assert title.region.x == own_id.region.x > app.screen.query(".name").first().region.x
