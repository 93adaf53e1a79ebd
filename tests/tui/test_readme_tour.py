"""The first two minutes of the README, walked as they are written: what it says is on the screen is there."""

import time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths, sample_folder
from reader.tui.app import BroadsheetApp
from tests.readme import README
from tests.tui.test_app import running, settle

TOUR = README.read_text(encoding="utf-8").partition("## The first two minutes")[2].partition("\n## ")[0]
PATIENCE_SECONDS = 30.0
TO_TWO_ACCOUNTS = ("slash", *"tokayev", "space", *"partner*", "enter", "c", "enter")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(Paths.under(tmp_path_factory.mktemp("home")), Config(), sample_folder())
    library.refresh()
    return library


def shown(app: BroadsheetApp) -> str:
    """Return the words on the screen, each run of blanks as one."""
    rows = app.screen._compositor.render_strips()
    return " ".join(" ".join("".join(segment.text for segment in row) for row in rows).split())


@pytest.mark.parametrize(
    ("said", "keys", "words"),
    [
        ("`tokayev partner*` search as you type", TO_TWO_ACCOUNTS[:16], "3 articles of 5"),
        ("`l` narrows by source, year, name or tag", ("l",), "Narrow all articles"),
        ("`P` lists passages", ("slash", *"tokayev", "enter", "q", "P"), "passages"),
        ("`~` lists articles like this one", ("tilde",), "most alike first"),
        ("The panes keep level as you scroll", TO_TWO_ACCOUNTS, "sync on"),
        ("until `S` lets each scroll by itself", (*TO_TWO_ACCOUNTS, "S"), "sync off"),
        ("`x` lists all differences", (*TO_TWO_ACCOUNTS, "x"), "Places and dates that differ"),
        ("`B` lists them all", ("B",), "Bookmarks"),
        ("`e` lists who and what is named", ("e",), "Kazakhstan (3 forms)"),
        ("`C` shows every place of a name", ("C", *"oil", "enter"), "places in"),
        ("`T` puts dated statements in order", ("T",), "2025"),
        ("`E` corrects a title or a date for good", ("E",), "as 2025-11-13, 2025-11 or 2025"),
    ],
)  # fmt: skip
async def test_the_screen_shows_what_the_tour_says(library: Library, said: str, keys: tuple[str, ...], words: str) -> None:
    assert said in TOUR
    async with running(library, *keys, size=(120, 36)) as (app, pilot):
        await wait_for(app, pilot, words)


async def wait_for(app: BroadsheetApp, pilot: Pilot[int], words: str) -> str:
    end = time.monotonic() + PATIENCE_SECONDS
    while words not in shown(app) and time.monotonic() < end:
        await settle(pilot)
        await pilot.pause(0.02)
    assert words in shown(app)
    return shown(app)


async def test_the_last_pair_of_the_two_accounts_tells_what_the_tour_says(tmp_path: Path) -> None:
    library = Library.open(Paths.under(tmp_path), Config(), sample_folder())
    library.refresh()
    async with running(library, *TO_TWO_ACCOUNTS, size=(120, 36)) as (app, pilot):
        count = int((await wait_for(app, pilot, "pair 1 of ")).partition("pair 1 of ")[2].split()[0])
        for number in range(2, count + 1):
            await pilot.press("right_square_bracket")
            told = await wait_for(app, pilot, f"pair {number} of {count}")
    for words in ("29 = 29 · $30.8bn ~ $31 billion (0.6 % apart)", "Oral │ Moscow"):
        assert f"`{words}`" in TOUR
        assert words in told
    library.close()
