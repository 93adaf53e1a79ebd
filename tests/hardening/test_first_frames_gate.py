"""What is drawn before Textual is loaded, and what is kept for the next start, goes to the terminal as it is: none of it acts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.session import Session, save_session
from reader.tui.app import BroadsheetApp
from reader.tui.early_canvas import Surroundings
from reader.tui.first_frame import only_draws
from reader.tui.first_screen import first_screen
from reader.tui.next_start import NextStart
from reader.tui.screens.panes import PanesScreen
from tests.hardening.payloads import FILE_NAMES, all_payloads
from tests.tui.pty_terminal import dangerous

TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
SIZES = ((120, 36), (60, 20))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One article a payload, in its title, its text, and the source and author that the reader gives it; and one a file name."""
    home = tmp_path_factory.mktemp("home")
    folder = home / "articles"
    folder.mkdir()
    for number, payload in enumerate(all_payloads().values()):
        text = f"{payload}\n\nBefore {payload} after, in words enough.\n\n{payload}\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    for name in FILE_NAMES:
        (folder / name).write_text("\n\nwords alone\n")
    library = Library.open(Paths.under(home), Config(), folder)
    library.refresh_catalogue()
    yield library
    library.close()


def frame_of(library: Library, ids: list[str], size: tuple[int, int], **settings: object) -> bytes:
    config = replace(Config(), theme="ink", **settings)  # type: ignore[arg-type]
    frame = first_screen(library, config, ids, library.paths, Surroundings(*size, TERMINAL))
    assert frame is not None
    assert dangerous(frame, allowed=()) == []
    assert only_draws(frame), "a frame like it could not be kept"
    return frame


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_an_article_drawn_early_acts_on_nothing(hostile: Library, size: tuple[int, int]) -> None:
    articles = [listed.summary.id for listed in hostile.listed()]
    assert len(articles) > 57
    for article in articles:
        frame_of(hostile, [article], size)


def test_neither_do_panes_of_them(hostile: Library) -> None:
    articles = [listed.summary.id for listed in hostile.listed()]
    for first in range(0, len(articles) - 4, 4):
        frame_of(hostile, articles[first : first + 4], (160, 40))


@pytest.mark.parametrize("order", ["date", "title", "source", "words", "added"])
def test_nor_does_the_list(hostile: Library, order: str) -> None:
    save_session(hostile.paths, hostile.collection.folder, Session(order=order))
    assert b"words" in frame_of(hostile, [], (120, 200))


def test_nor_does_what_the_reader_set(hostile: Library) -> None:
    article = hostile.listed()[0].summary.id
    for payload in all_payloads().values():
        hostile.set_metadata(article, dict.fromkeys(("title", "source", "author"), payload[:1000]))
        hostile.tag_article(article, (payload,))
        frame_of(hostile, [article], (100, 12), ascii=True)
        frame_of(hostile, [], (100, 200))


async def test_nor_does_the_frame_kept_for_the_next_start(hostile: Library, tmp_path: Path) -> None:
    articles = [listed.summary.id for listed in hostile.listed()][::6]
    for article in articles:
        app = BroadsheetApp(hostile, replace(Config(), theme="ink"), [article], environ=TERMINAL)
        async with app.run_test(size=(80, 24)) as pilot:
            while not app.is_open:
                await pilot.pause(0.01)
            assert isinstance(app.screen, PanesScreen)
            kept = NextStart.of(app.screen, hostile, [article], app.console)
            app.searcher.close()
        assert kept is not None
        assert dangerous(kept.frame, allowed=()) == []
        assert only_draws(kept.frame)
