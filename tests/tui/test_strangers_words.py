"""Messages that a newcomer meets: each says what to do next, and with which key."""

from pathlib import Path

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.library.listing import Report, ReportLine
from reader.paths import Paths
from reader.tui.app import BroadsheetApp
from reader.tui.screens.library import told_of
from reader.tui.screens.picker import CommandList
from reader.tui.searching import SearchHere
from tests.tui.test_app import running, settle, text_of


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(Paths.under(tmp_path_factory.mktemp("home")), Config())
    library.refresh()
    return library


async def test_what_needs_a_second_account_says_how_to_get_one(sample: Library) -> None:
    async with running(sample, "enter", "s", size=(120, 30)) as (app, pilot):
        await settle(pilot)
        assert "Only one account is open: c puts a second beside it; B lists the bookmarks" in text_of(app)


async def test_going_round_the_pairs_is_told(sample: Library) -> None:
    ids = [listed.summary.id for listed in sample.listed()[:2]]
    async with running(sample, open_ids=ids, size=(140, 36)) as (app, pilot):
        for _ in range(200):
            if "pair 1 of" in text_of(app):
                break
            await pilot.pause(0.05)
        await pilot.press("[")
        await settle(pilot)
        assert "Before the first pair: on from the last" in text_of(app)
        await pilot.press("]")
        await settle(pilot)
        assert "Past the last pair: on from the first" in text_of(app)


async def test_help_says_in_full_what_a_row_has_no_room_for(sample: Library) -> None:
    async with running(sample, "question_mark", size=(99, 24)) as (app, pilot):
        commands = app.screen.query_one(CommandList)
        for _ in range(12):
            await pilot.press("j")
            await settle(pilot)
            assert commands.command is not None
            assert commands.command.help in text_of(app)


async def test_a_merged_name_says_how_to_take_it_back(sample: Library) -> None:
    async with running(sample, "enter", "e", "M", *"Somebody", "enter") as (app, pilot):
        await settle(pilot)
        assert "is now Somebody; Ctrl+_ takes it back" in text_of(app)
        await pilot.press("ctrl+underscore")
        await settle(pilot)
        assert "Taken back" in text_of(app)


def report(*, added: int = 0, unchanged: int = 0, refused: int = 0) -> Report:
    lines = [tuple(ReportLine(f"file {n}", why="no text") for n in range(count)) for count in (added, unchanged, refused)]
    return Report(added=lines[0], unchanged=lines[1], refused=lines[2])


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        ("1 article added", {"added": 1}),
        ("2 articles added, 1 known already", {"added": 2, "unchanged": 1}),
        ("Not taken: file 0, no text", {"refused": 1}),
        ("1 article added; not taken: file 0, no text, and 2 more", {"added": 1, "refused": 3}),
    ],
)
def test_what_became_of_files_is_told_whole(told: str, lines: dict[str, int]) -> None:
    assert told_of(report(**lines)) == told


async def test_ones_own_library_begins_with_what_became_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text("# A story of mine\n\nIt has words enough to be read.\n")
    paths = Paths.under(tmp_path / "home")
    async with running(Library.open(paths, Config()), "I", *f"{tmp_path / 'story.md'} /nowhere", "enter") as (app, pilot):
        await settle(pilot)
    greeting: object = app.return_value
    assert greeting == "1 article added; not taken: /nowhere, no such file or directory; this is your own library now"
    library = Library.open(paths, Config())
    again = BroadsheetApp(library, Config(), environ={}, searcher=SearchHere(library))
    again.greeting = str(greeting)
    async with again.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        assert str(greeting) in text_of(again)
