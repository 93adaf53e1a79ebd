"""Faults that nonsense at the keyboard found, each kept as a test."""

import asyncio
import gc
from array import array
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.tui.app import BroadsheetApp
from reader.tui.stack import MOST_SCREENS
from reader.tui.terminal import _Output
from reader.tui.widgets import status_line
from reader.tui.widgets.wrap import wrap_range

_OPENINGS = 3
"""Times that a screen is opened and left before its memory is looked at; one that is held has hundreds of objects."""


@pytest.mark.parametrize("width", range(1, 14))
def test_a_long_first_word_wraps_at_every_width(width: int) -> None:
    text = "Constantinople and more"
    rows = array("I")
    wrap_range(text, 0, len(text), width, rows)
    assert list(rows) == sorted(set(rows))
    assert max(end - start for start, end in zip(rows, [*rows[1:], len(text)], strict=True)) <= width + 1


@pytest.mark.slow
async def test_a_screen_that_was_left_holds_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_line, "MESSAGE_SECONDS", 0.01)  # a message holds its screen until it would have left
    library = Library.open(Paths.under(tmp_path), Config())
    library.refresh()
    app = BroadsheetApp(library, replace(Config(), theme="ink"))
    async with app.run_test(size=(100, 30)) as pilot:
        keys = ["ctrl+p", "escape", "question_mark", "escape", "slash", "a", "escape", "escape", "V", "a", "a", "escape", "escape"]
        counts = []
        for _ in range(4):
            await pilot.press(*keys * _OPENINGS)
            await pilot.pause(0.1)
            gc.collect()
            counts.append(len(gc.get_objects()))
        # What is loaded or answered late is held once; what a screen leaves behind grows with every round.
        assert min(after - before for before, after in pairwise(counts)) < 100 * _OPENINGS
    library.close()


@pytest.mark.parametrize("key", ["B", "T"])
async def test_a_screen_on_top_is_not_opened_again(tmp_path: Path, key: str) -> None:
    library = Library.open(Paths.under(tmp_path), Config())
    library.refresh()
    app = BroadsheetApp(library, replace(Config(), theme="ink"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(key)
        opened = len(app.screen_stack)
        await pilot.press(key, key)
        assert len(app.screen_stack) == opened
    library.close()


async def test_escape_pressed_twice_at_once_leaves_a_dialog_once(tmp_path: Path) -> None:
    library = Library.open(Paths.under(tmp_path), Config())
    library.refresh()
    app = BroadsheetApp(library, replace(Config(), theme="ink"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("question_mark")
        dialog = app.screen
        dialog.dismiss(None)
        dialog.dismiss(None)
        await pilot.pause()
        assert app.screen is not dialog
        assert app.is_running
    library.close()


def test_what_went_round_the_gate_is_stopped_at_the_terminal(tmp_path: Path) -> None:
    with (tmp_path / "terminal").open("wb") as file:
        output = _Output(file.fileno())
        output.write("\x1b[1mbold \x9b2J \u202e \u200b plain\x1b[0m\x1b]0;title\x07 \x1bPq\x1bc \x00\x1b]22;text\x07")
        output.flush()
    assert (tmp_path / "terminal").read_text() == (
        "\x1b[1mbold \ufffd2J \ufffd \ufffd plain\x1b[0m\ufffd0;title\x07 \ufffdq\ufffd \ufffd\x1b]22;text\x07"
    )


ROUNDS = 8
ROUND_TRIPS = (
    ("B", "question_mark"),
    ("B", "colon", "escape", "ctrl+p", "escape", "question_mark"),
    ("question_mark", "B"),
    ("ctrl+p", "escape", "question_mark", "question_mark"),
    ("T", "B", "question_mark"),
    ("enter", "B", "enter"),
    ("enter", "e", "C", "B"),
    ("enter", "e", "enter", "B", "enter"),
    ("S", "B"),
    ("enter", "e", "enter"),
    ("T", "enter"),
    ("C", *"oil", "enter", "enter"),
    ("e", "C", "enter"),
)


@pytest.mark.parametrize("keys", ROUND_TRIPS, ids=" ".join)
async def test_going_round_and_never_back_piles_nothing_up(
    tmp_path: Path, keys: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_line, "MESSAGE_SECONDS", 0.01)
    library = Library.open(Paths.under(tmp_path), Config())
    library.refresh()
    app = BroadsheetApp(library, replace(Config(), theme="ink"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("H", "q")
        await pilot.pause(0.2)
        at_rest = len(asyncio.all_tasks())
        depths = []
        for _ in range(ROUNDS):
            await pilot.press(*keys)
            await pilot.pause(0.1)
            depths.append(len(app.screen_stack))
        assert depths[-1] <= max(depths[1], MOST_SCREENS)
        await pilot.press("F", "escape")
        await pilot.pause(0.3)
        assert len(app.screen_stack) == 2
        assert len(asyncio.all_tasks()) <= at_rest + 2  # the pumps, timers and workers of what was left; two may look at the store
    library.close()


async def test_a_terminal_that_was_too_small_at_the_start_shows_the_article_once_it_is_larger(tmp_path: Path) -> None:
    library = Library.open(Paths.under(tmp_path), Config())
    library.refresh()
    app = BroadsheetApp(library, replace(Config(), theme="ink"), [library.listed()[0].summary.id])
    async with app.run_test(size=(12, 4)) as pilot:
        await pilot.pause(0.3)
        await pilot.resize_terminal(100, 30)
        await pilot.pause(0.3)
        assert [type(screen).__name__ for screen in app.screen_stack] == ["Screen", "LibraryScreen", "ReadingScreen"]
        await pilot.press("tilde")
        await pilot.pause(0.3)
        assert [type(screen).__name__ for screen in app.screen_stack] == ["Screen", "LibraryScreen"]
    library.close()
