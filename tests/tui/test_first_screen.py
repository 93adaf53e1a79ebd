"""The screen drawn before Textual is loaded is, cell by cell, the one that Textual then draws."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip

from reader.config import Config
from reader.library.library import Library
from reader.library.listing import Position
from reader.paths import Paths
from reader.session import Session, save_session
from reader.tui.app import BroadsheetApp
from reader.tui.early_canvas import Surroundings, colour_system
from reader.tui.first_listing import scrollbar
from reader.tui.first_screen import first_screen
from reader.tui.screens.panes import PanesScreen
from reader.tui.searching import SearchHere
from tests.tui.pty_terminal import dangerous

ARTICLES = {
    "long.txt": "About the harbour\n\n" + "\n\n".join(f"Paragraph {n} " + "of the words about boats " * 9 for n in range(50)),
    "short.txt": "About the boats\n\nThe only paragraph, in a few words.",
    "wide.txt": "首相官邸の発表\n\n"
    + "首相は三十日、官邸で記者団に述べた。" * 30
    + "\n\n👩‍👩‍👧 🇰🇿 e\u0301\u0301\u0301 \ufe0f שלום עולם مرحبا بالعالم " * 20,
    "hostile.txt": "A title \x1b[2Jwith more\n\nWords \x9b31m and \u202e and \x1b]0;title\x07 \u200b, " + "x" * 300,
    "mixed.md": "# A heading\n\nBy Someone\n\n> A quotation\n\n- one\n- two\n  - three\n\n```\ncode  kept\n```\n\nThe end.",
}
SIZES = [(120, 36), (80, 24), (60, 20), (200, 60), (40, 9), (20, 5), (29, 12)]
TRUECOLOR = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
Cells = list[list[pyte.screens.Char]]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    home = tmp_path_factory.mktemp("home")
    (home / "articles").mkdir()
    for name, text in ARTICLES.items():
        (home / "articles" / name).write_text(text)
    library = Library.open(Paths.under(home), Config(), home / "articles")
    library.refresh_catalogue()
    return library


def shown(drawn: str, size: tuple[int, int]) -> Cells:
    """Return the cells of a terminal after some bytes; at a joiner the emulator would leave the rest of a row out."""
    screen = pyte.Screen(*size)
    pyte.Stream(screen).feed(drawn.replace("\u200d", "").replace("\ufe0f", ""))
    return [[screen.buffer[y][x] for x in range(size[0])] for y in range(size[1])]


def early(library: Library, names: Sequence[str], size: tuple[int, int], config: Config, environ: Mapping[str, str]) -> Cells:
    ids = [library.resolve(name) for name in names]
    frame = first_screen(library, config, ids, library.paths, Surroundings(*size, environ))
    assert frame is not None
    assert dangerous(frame) == []
    return shown(frame.decode(), size)


async def drawn(library: Library, names: Sequence[str], size: tuple[int, int], config: Config, environ: Mapping[str, str]) -> Cells:
    """Return what the app draws first; what it reads behind its first frame never comes."""
    ids = [library.resolve(name) for name in names]
    app = BroadsheetApp(library, config, ids, paths=library.paths, environ=environ, searcher=SearchHere(library))
    app.console._color_system = Console(force_terminal=True, _environ=dict(environ))._color_system
    async with app.run_test(size=size) as pilot:
        while not app.is_open:
            await pilot.pause(0.01)
        strips = app.screen._compositor.render_strips(app.screen.size)
        forget_codes(strips)
        return shown("".join(f"\x1b[{y};1H{strip.render(app.console)}" for y, strip in enumerate(strips, 1)), size)


def forget_codes(strips: Sequence[Strip]) -> None:
    """Let styles forget how they are written: the test before may have been at a terminal of fewer colours."""
    for strip in strips:
        strip._render_cache = None
        for segment in strip:
            if segment.style:
                segment.style._ansi = None


@pytest.fixture(autouse=True)
def no_later_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(*_: object) -> None:
        return

    monkeypatch.setattr(PanesScreen, "_load_marks_soon", nothing)
    monkeypatch.setattr("reader.tui.screens.held_screen.HeldScreen._compare_all", lambda _: None)
    monkeypatch.setattr("reader.tui.screens.articles.ArticlesScreen.refresh_folder", lambda _: None)
    monkeypatch.setattr("reader.tui.first_words.tell_how_to_begin", lambda *_: None)


def differences(one: Cells, other: Cells) -> list[str]:
    """Return where two screens differ; the colour of nothing is none."""

    def seen(cell: pyte.screens.Char) -> object:
        return cell._replace(fg="") if cell.data == " " and not (cell.reverse or cell.underscore) else cell

    pairs = (
        (y, x, a, b) for y, rows in enumerate(zip(one, other, strict=True)) for x, (a, b) in enumerate(zip(*rows, strict=True))
    )
    return [f"{x},{y}: {a[:3]} {a[-2]} {b[:3]} {b[-2]}" for y, x, a, b in pairs if seen(a) != seen(b)][:3]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["long.txt", "wide.txt", "mixed.md"])
async def test_it_is_what_the_app_draws_at_every_size(library: Library, name: str, size: tuple[int, int]) -> None:
    one, other = early(library, [name], size, Config(), TRUECOLOR), await drawn(library, [name], size, Config(), TRUECOLOR)
    assert differences(one, other) == []


@pytest.mark.parametrize(
    ("settings", "environ"),
    [
        ({"theme": "paper"}, TRUECOLOR),
        ({"theme": "contrast"}, TRUECOLOR),
        ({"theme": "terminal"}, TRUECOLOR),
        ({}, {**TRUECOLOR, "NO_COLOR": ""}),
        ({}, {"TERM": "linux"}),
        ({}, {**TRUECOLOR, "COLORFGBG": "0;15"}),
        ({"ascii": True, "text_width": 50, "show_hints": False}, TRUECOLOR),
    ],
    ids=str,
)
async def test_it_is_what_the_app_draws_in_every_theme(library: Library, settings: dict[str, Any], environ: dict[str, str]) -> None:
    config = replace(Config(), **settings)
    for name in ("mixed.md", "hostile.txt"):
        one, other = early(library, [name], (80, 24), config, environ), await drawn(library, [name], (80, 24), config, environ)
        assert differences(one, other) == []


@pytest.mark.parametrize("size", [(120, 36), (101, 12), (80, 24), (61, 11), (50, 16), (200, 60)])
@pytest.mark.parametrize("count", [2, 3, 4])
async def test_panes_stand_where_the_app_puts_them(library: Library, count: int, size: tuple[int, int]) -> None:
    names = [name for name in ARTICLES if name != "wide.txt"][:count]
    one, other = early(library, names, size, Config(), TRUECOLOR), await drawn(library, names, size, Config(), TRUECOLOR)
    assert differences(one, other) == []


@pytest.mark.parametrize("offset", [1, 300, 6000, 10**9])
async def test_it_stands_where_reading_stopped(library: Library, offset: int) -> None:
    id_ = library.resolve("long.txt")
    library.save_position(id_, Position(library.article(id_).digest, offset, 0.5))
    one = early(library, ["long.txt"], (80, 24), Config(), TRUECOLOR)
    assert differences(one, await drawn(library, ["long.txt"], (80, 24), Config(), TRUECOLOR)) == []
    library.save_position(id_, Position(library.article(id_).digest, 0, 0.0))


@pytest.mark.parametrize(("focused", "is_zoomed"), [(1, False), (1, True), (0, True)])
async def test_it_stands_as_the_last_session_was_left(library: Library, focused: int, is_zoomed: bool) -> None:
    ids = tuple(library.resolve(name) for name in ("long.txt", "mixed.md"))
    session = Session(open_articles=ids, focused=focused, is_zoomed=is_zoomed, text_width=44)
    save_session(library.paths, library.collection.folder, session)
    one = early(library, (), (120, 36), Config(), TRUECOLOR)
    other = await drawn(library, (), (120, 36), Config(), TRUECOLOR)
    save_session(library.paths, library.collection.folder, Session())
    assert differences(one, other) == []


async def test_text_alone_stands_alone_at_once(library: Library) -> None:
    session = Session(open_articles=(library.resolve("long.txt"),), is_zoomed=True)
    save_session(library.paths, library.collection.folder, session)
    one = early(library, (), (80, 24), Config(), TRUECOLOR)
    other = await drawn(library, (), (80, 24), Config(), TRUECOLOR)
    save_session(library.paths, library.collection.folder, Session())
    assert differences(one, other) == []


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20), (200, 60), (120, 12), (80, 9), (120, 8), (120, 7)])
@pytest.mark.parametrize("environ", [TRUECOLOR, {**TRUECOLOR, "NO_COLOR": ""}], ids=["colour", "plain"])
async def test_the_list_is_what_the_app_draws(library: Library, size: tuple[int, int], environ: dict[str, str]) -> None:
    library.mark_read(library.resolve("short.txt"), is_read=True)
    library.save_position(library.resolve("mixed.md"), Position(library.article(library.resolve("mixed.md")).digest, 20, 0.4))
    one, other = early(library, (), size, Config(), environ), await drawn(library, (), size, Config(), environ)
    assert differences(one, other) == []


@pytest.mark.parametrize("order", ["", "title", "words", "nothing of the kind"])
async def test_the_list_is_in_the_order_it_was_left_in(library: Library, order: str) -> None:
    save_session(library.paths, library.collection.folder, Session(order=order))
    config = replace(Config(), ascii=True, theme="paper")
    one, other = early(library, (), (100, 20), config, TRUECOLOR), await drawn(library, (), (100, 20), config, TRUECOLOR)
    save_session(library.paths, library.collection.folder, Session())
    assert differences(one, other) == []


@given(st.integers(1, 80), st.integers(1, 10_000))
def test_the_scrollbar_is_textuals_own(height: int, more: int) -> None:
    ours = scrollbar(height, height + more, Style(color="#ffffff", bgcolor="#000000"))
    back, bar = Color.parse("#000000"), Color.parse("#ffffff")
    theirs = ScrollBarRender.render_bar(height, height + more, height, back_color=back, bar_color=bar).segments
    assert [seen_colours(one) for one in ours] == [seen_colours(one) for one in theirs]


def seen_colours(segment: Segment) -> tuple[str, object, object]:
    """Return the character, its colour where there is something to see, and what lies around it."""
    style = segment.style or Style()
    front, ground = (style.color and style.color.name, style.bgcolor and style.bgcolor.name)
    front, ground = (ground or "#000000", front) if style.reverse else (front, ground or "#000000")
    return segment.text, None if segment.text == " " else front, ground


def test_a_library_that_nobody_has_looked_through_yet_has_none(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    library = Library.open(Paths.under(tmp_path), Config(), tmp_path / "articles")
    assert first_screen(library, Config(), (), library.paths, Surroundings(80, 24, TRUECOLOR)) is None


@pytest.mark.parametrize(
    ("settings", "size", "environ"),
    [
        ({"theme": "nord"}, (80, 24), TRUECOLOR),
        ({"theme": "no such theme"}, (80, 24), TRUECOLOR),
        ({}, (19, 24), TRUECOLOR),
        ({}, (80, 4), TRUECOLOR),
        ({}, (80, 24), {**TRUECOLOR, "TEXTUAL_COLOR_SYSTEM": "256"}),
    ],
    ids=str,
)
def test_where_it_cannot_be_known_there_is_none(
    library: Library, settings: dict[str, Any], size: tuple[int, int], environ: dict[str, str]
) -> None:
    config = replace(Config(), **settings)
    assert first_screen(library, config, [library.resolve("short.txt")], library.paths, Surroundings(*size, environ)) is None


def test_an_article_that_is_gone_has_none(library: Library) -> None:
    assert first_screen(library, Config(), ["0" * 12], library.paths, Surroundings(80, 24, TRUECOLOR)) is None


@pytest.mark.parametrize("term", ["xterm", "xterm-256color", "xterm-kitty", "screen.xterm-256color", "linux", "rxvt-16color", ""])
@pytest.mark.parametrize("colorterm", ["", "truecolor", " 24BIT", "yes"])
def test_colours_are_counted_as_rich_counts_them(term: str, colorterm: str) -> None:
    environ = {"TERM": term, "COLORTERM": colorterm}
    assert colour_system(environ) == Console(force_terminal=True, _environ=environ).color_system


def test_it_loads_nothing_of_textual() -> None:
    asked = "import sys, reader.tui.first_screen; print(*(name for name in sys.modules if name.startswith(('textual', 'rich'))))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, env={**os.environ})
    loaded = set(done.stdout.split())
    assert not [name for name in loaded if name.startswith("textual")]
    assert not loaded & {"rich.console", "rich.text", "rich.markup"}
