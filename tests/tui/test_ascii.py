"""`ui.ascii`: no sign, line or quote that a plain terminal lacks, on any screen, from the first bytes on."""

import re
import unicodedata
from pathlib import Path

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths, sample_folder
from reader.tui.ascii_only import in_ascii
from tests.tui.pty_terminal import terminal
from tests.tui.test_app import library as library
from tests.tui.test_app import running, settle, text_of


def signs(text: str) -> set[str]:
    """Return what is neither ASCII nor a letter of the article."""
    return {character for character in text if not character.isascii() and not unicodedata.category(character).startswith("L")}


@pytest.mark.parametrize("keys", [(), ("slash", *"tokayev", "tab"), ("l",), ("i",), ("B",), ("T",), ("e",), ("question_mark",)])
async def test_no_screen_draws_other_signs(library: Library, keys: tuple[str, ...]) -> None:
    async with running(library, *keys, size=(80, 20), config=Config(ascii=True)) as (app, _):
        assert signs(text_of(app)) == set()


async def test_two_accounts_and_a_dialog_draw_no_other_signs(library: Library) -> None:
    ids = [article.summary.id for article in library.listed()][:2]
    async with running(library, "bracketright", "o", config=Config(ascii=True, theme="terminal"), open_ids=ids) as (app, pilot):
        await settle(pilot)
        assert "Open elsewhere" in text_of(app)
        assert "+----" in text_of(app), "an edge, where no ground parts the dialog from the text"
        assert signs(text_of(app)) == set()


def test_the_first_bytes_are_drawn_so_too(tmp_path: Path) -> None:
    Library.open(Paths.under(tmp_path), Config(), sample_folder()).refresh()
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "config.toml").write_text("[ui]\nascii = true\n")
    with terminal(home=tmp_path, columns=80, rows=20) as screen:
        screen.wait_for("? help")
        screen.wait_until_it_runs()
        screen.pump(0.5)
        assert signs(re.sub(r"\x1b\][^\x07\x1b]*", "", bytes(screen.raw).decode())) == set()


def test_each_sign_is_as_wide_as_what_it_stands_for() -> None:
    drawn = "│─┌█▶≈◦●…·“’"
    assert len(in_ascii(drawn)) == len(drawn)
    assert in_ascii("São Paulo, 首相") == "São Paulo, 首相"
