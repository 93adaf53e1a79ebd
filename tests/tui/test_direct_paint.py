"""A scroll painted straight to the terminal looks, cell by cell, as one painted by Textual."""

from collections.abc import Sequence
from pathlib import Path

import pyte
import pytest

from reader.paths import sample_folder
from tests.tui.pty_terminal import PtyTerminal, dangerous, terminal

KEYS = ("j", "j", "j", "d", " ", "b", "5j", "G", "k", "g", "40%", "}", "/the\r", "n", "j", "v", "j", "\x1b", "j")


def home_with(folder: Path, *, is_direct: bool) -> Path:
    """Make a home with the setting on or off."""
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "config.toml").write_text(f"[ui]\ndirect_paint = {'true' if is_direct else 'false'}\n")
    return folder


def cells(screen: PtyTerminal) -> list[list[pyte.screens.Char]]:
    screen.text()
    shown = screen._display
    return [[shown.buffer[y][x] for x in range(shown.columns)] for y in range(shown.lines - 1)]


NOTED_KEYS = ("H", "j", "}", "H", "j", "j", "d", "V", "}", "j", "\x1b", "G", "k", "5k", "v", "l", "j", "\x1b", "j")
WIDE = "\n\n".join(
    (
        "首相官邸の発表",
        "首相は三十日、官邸で記者団に述べた。" * 20,
        "e\u0301 n\u0303 combining and שלום עולם and مرحبا بالعالم " * 15,
        *(f"Paragraph {number} with 官邸 in it, told in a row or two " * 4 for number in range(20)),
    )
)


def screens_after_each_key(
    home: Path, articles: list[str], keys: Sequence[str] = KEYS
) -> tuple[list[list[list[pyte.screens.Char]]], bytes]:
    shown = []
    with terminal(*articles, home=home, columns=110, rows=30) as screen:
        screen.wait_for("¶")
        screen.wait_until_it_runs()
        while screen.pump(0.6):
            pass
        before = len(screen.raw)
        for key in keys:
            screen.send(key)
            screen.wait_for("¶")
            while screen.pump(0.25):
                pass
            shown.append(cells(screen))
        return shown, bytes(screen.raw[before:])


@pytest.mark.parametrize("count", [1, 2])
def test_screens_are_the_same_cell_by_cell(tmp_path: Path, count: int) -> None:
    articles = [str(path) for path in sorted(sample_folder().glob("*.md"))[:count]]
    normal, as_usual = screens_after_each_key(home_with(tmp_path / "normal", is_direct=False), articles)
    direct, written = screens_after_each_key(home_with(tmp_path / "direct", is_direct=True), articles)
    for key, one, other in zip(KEYS, normal, direct, strict=True):
        assert one == other, key
    assert dangerous(written) == []
    assert written.count(b"\n") < as_usual.count(b"\n") / 2, "the compositor parts lines by line feeds, direct painting does not"


def test_wide_characters_selections_and_notes_are_the_same_cell_by_cell(tmp_path: Path) -> None:
    article = tmp_path / "wide.txt"
    article.write_text(WIDE)
    normal, _ = screens_after_each_key(home_with(tmp_path / "normal", is_direct=False), [str(article)], NOTED_KEYS)
    direct, written = screens_after_each_key(home_with(tmp_path / "direct", is_direct=True), [str(article)], NOTED_KEYS)
    for place, (key, one, other) in enumerate(zip(NOTED_KEYS, normal, direct, strict=True)):
        assert one == other, (place, key)
    assert any(cell.data == "┃" for shown in normal for row in shown for cell in row), "a note is in sight"
    assert dangerous(written) == []


def test_a_key_writes_exactly_one_frame_also_when_the_status_line_changes(tmp_path: Path) -> None:
    article = str(sorted(sample_folder().glob("*.md"))[0])
    with terminal(article, home=home_with(tmp_path, is_direct=True), columns=110, rows=30) as screen:
        screen.send(b"\x1b[?2026;2$y")  # the terminal knows frames
        screen.wait_for("¶1 of")
        screen.wait_until_it_runs()
        while screen.pump(0.6):
            pass
        lines, frames = [], []
        for _ in range(8):
            before = len(screen.raw)
            screen.send("j")
            while screen.pump(0.25):
                pass
            frames.append(bytes(screen.raw[before:]).count(b"\x1b[?2026h"))
            lines.append(screen.text().splitlines()[-1])
        assert len(set(lines)) > 1, "the number of the paragraph has changed"
        assert frames == [1] * 8
