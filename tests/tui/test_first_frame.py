"""The first frame, saved or drawn before Textual: it stands early, it is what the program then draws, and only then is it shown."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyte
import pytest

from reader.paths import Paths
from reader.tui.first_frame import fitting_frame, forget_frame, frame_key, keep_frame, state_folder
from tests.tui.pty_terminal import PtyTerminal, dangerous, environ_of, terminal

SIZE = (120, 36)
_UNTOUCHED = b"\x1b[?1000h"
"""What Textual's driver writes first: before it, all is the first frame."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles without a name in them, the first longer than a screen."""
    (tmp_path / "articles").mkdir()
    long = "\n\n".join(f"paragraph {number} of the words that are told about the harbour and its boats" for number in range(60))
    (tmp_path / "articles" / "a.txt").write_text(f"about the harbour\n\n{long}\n")
    (tmp_path / "articles" / "b.txt").write_text("about the boats\n\nwords of another account of the harbour\n")
    return tmp_path / "articles"


def read(*arguments: str, home: Path, keys: str = "", **more: str) -> PtyTerminal:
    """Open, press keys, quit; return the terminal with all that was written."""
    with terminal(*arguments, home=home, environ=environ_of(home, **more)) as screen:
        screen.wait_for("¶1")
        settle(screen)
        for key in keys:
            screen.send(key)
        settle(screen)
        screen.send("Q")
        assert screen.wait_for_exit() == 0
        assert screen.is_restored()
        assert dangerous(bytes(screen.raw)) == []
        return screen


def settle(screen: PtyTerminal) -> None:
    while screen.pump(0.6) or "finding names" in screen.text():
        pass


def began_with_frame(screen: PtyTerminal) -> bool:
    """Tell whether words stood on the screen before the driver ran."""
    return b"harbour" in screen.raw.partition(_UNTOUCHED)[0]


def saved_frame(home: Path) -> bytes:
    """Return the frame kept for the next start."""
    return (home / "state" / "frame").read_bytes().partition(b"\n\n")[2]


def early_cells(screen: PtyTerminal) -> list[list[pyte.screens.Char]]:
    """Wait until the driver runs, and return the cells as they were before."""
    while _UNTOUCHED not in screen.raw and screen.exit_status() is None:
        screen.pump(0.05)
    whole = bytes(screen.raw)
    screen.raw[:] = whole.partition(_UNTOUCHED)[0]
    early = screen.cells()
    screen.raw[:] = whole
    return early


def test_the_frame_is_cell_by_cell_what_the_program_draws(folder: Path, tmp_path: Path) -> None:
    read(str(folder / "a.txt"), home=tmp_path, keys=" jj/words\r")
    with terminal(str(folder / "a.txt"), home=tmp_path) as screen:
        saved, early = saved_frame(tmp_path), early_cells(screen)
        settle(screen)
        assert saved in screen.raw
        assert screen.cells() == early
        assert "paragraph 2 " not in screen.text(), "it is not at the beginning"
        assert screen.raw.count(b"\x1b[?1049h") == 1, "entering the screen again would clear it"


@pytest.mark.parametrize("more", [{}, {"COLORTERM": ""}, {"COLORTERM": "", "TERM": "xterm"}, {"NO_COLOR": "1"}], ids=str)
def test_without_a_saved_frame_the_same_is_drawn_before_the_app_is_loaded(
    folder: Path, tmp_path: Path, more: dict[str, str]
) -> None:
    with terminal(str(folder / "a.txt"), home=tmp_path, environ=environ_of(tmp_path, **more)) as screen:
        early = early_cells(screen)
        settle(screen)
        assert began_with_frame(screen)
        assert looks(screen.cells()) == looks(early)
        assert screen.raw.count(b"\x1b[?1049h") == 1
        assert dangerous(bytes(screen.raw)) == []


def looks(cells: list[list[pyte.screens.Char]]) -> list[list[pyte.screens.Char]]:
    """Return cells without the colour of what is blank."""
    return [[cell._replace(fg="") if cell.data == " " else cell for cell in row] for row in cells]


def test_keys_that_move_do_not_wait_for_the_library(folder: Path, tmp_path: Path) -> None:
    held = "import reader.tui.opening as o, time; real = o.OpensArticles._library_screen\n"
    held += "o.OpensArticles._library_screen = lambda app: (time.sleep(3), real(app))[1]\n"
    held += "import sys; from reader.cli.main import main; sys.exit(main(sys.argv[1:]))"
    with terminal(str(folder / "a.txt"), home=tmp_path, program=["-c", held]) as screen:
        screen.wait_for("paragraph 1 ")
        screen.send(" q")
        screen.wait_for("about the harbour\n", absent=True)
        assert "¶" in screen.text(), "the article is still there; q waits for the list"
        screen.wait_for("1 article ")
        screen.send("Q")
        assert screen.wait_for_exit() == 0


def leave(*arguments: str, home: Path, keys: str, begins_with: str = "harbour") -> PtyTerminal:
    """Start, press keys at once, and wait for the end."""
    with terminal(*arguments, home=home) as screen:
        screen.wait_for(begins_with)
        screen.send(keys)
        assert screen.wait_for_exit() == 0
        return screen


@pytest.mark.parametrize("keys", ["Q", " qq", "q/boats\rQ", "vQ"])
def test_however_a_start_by_name_is_left_the_next_one_has_a_frame(folder: Path, tmp_path: Path, keys: str) -> None:
    leave(str(folder / "a.txt"), home=tmp_path, keys=keys)
    with terminal(str(folder / "a.txt"), home=tmp_path) as screen:
        saved, early = saved_frame(tmp_path), early_cells(screen)
        settle(screen)
        assert saved in screen.raw
        assert looks(screen.cells()) == looks(early)


def test_whoever_leaves_at_the_list_is_shown_the_list_at_once(folder: Path, tmp_path: Path) -> None:
    leave(str(folder), home=tmp_path, keys="jQ", begins_with="2 articles")
    with terminal(str(folder), home=tmp_path) as screen:
        saved, early = saved_frame(tmp_path), early_cells(screen)
        settle(screen)
        assert b"about the boats" in saved
        assert saved in screen.raw
        assert looks(screen.cells()) == looks(early)


def test_the_frame_of_a_list_holds_as_long_as_the_catalogue(folder: Path, tmp_path: Path) -> None:
    leave(str(folder), home=tmp_path, keys="Q", begins_with="2 articles")
    key = (tmp_path / "state" / "frame").read_bytes().split(b"\n")[2]
    assert fitting_frame(str(tmp_path / "state"), key, SIZE) is not None
    os.utime(next((tmp_path / "cache").rglob("catalogue.sqlite")), (1, 1))
    assert fitting_frame(str(tmp_path / "state"), key, SIZE) is None


def test_keys_typed_while_only_the_frame_stands_are_honoured(folder: Path, tmp_path: Path) -> None:
    read(str(folder / "a.txt"), home=tmp_path)
    with terminal(str(folder / "a.txt"), home=tmp_path) as screen:
        screen.wait_for("paragraph 1 ")
        assert _UNTOUCHED not in screen.raw
        screen.send("3j\x1a")
        screen.wait_for_stop()
        assert screen.is_restored(), "Ctrl+Z waited for the program, too"
        assert b"3j" not in screen.raw
        screen.kill(18)
        screen.wait_for("about the harbour\n", absent=True)
        screen.send("Q")
        assert screen.wait_for_exit() == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda home, article: article.write_text(article.read_text().replace("words", "changed words")),
        lambda home, article: os.unlink(article),
        lambda home, article: (home / "config" / "config.toml").write_text("[ui]\ntext_width = 50\n"),
        lambda home, article: (home / "data" / "journal" / "bookmarks.jsonl").unlink(),
        lambda home, article: (home / "state" / "session.json").unlink(),
    ],
    ids=["changed", "gone", "settings", "store", "session"],
)
def test_a_frame_of_what_is_no_longer_so_is_not_shown(folder: Path, tmp_path: Path, change: Callable[[Path, Path], object]) -> None:
    article = folder / "a.txt"
    read(str(article), home=tmp_path)
    saved = saved_frame(tmp_path)
    (tmp_path / "config").mkdir(exist_ok=True)
    change(tmp_path, article)
    with terminal(str(article), home=tmp_path) as screen:
        early = early_cells(screen)
        settle(screen)
        assert saved not in screen.raw
        assert not began_with_frame(screen) or looks(early)[:-1] == looks(screen.cells())[:-1], (
            "what was drawn in its place is true"
        )


@pytest.mark.parametrize(
    ("arguments", "more"), [(("b.txt",), {}), (("a.txt",), {"NO_COLOR": "1"}), (("a.txt",), {"TERM": "vt220"})]
)
def test_another_call_or_another_terminal_shows_no_frame(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...], more: dict[str, str]
) -> None:
    read(str(folder / "a.txt"), home=tmp_path)
    saved = saved_frame(tmp_path)
    assert saved not in read(*(str(folder / name) for name in arguments), home=tmp_path, **more).raw


def test_it_can_be_turned_off(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("[ui]\nfirst_frame = false\n")
    read(str(folder / "a.txt"), home=tmp_path)
    assert not (tmp_path / "state" / "frame").exists()


def test_a_start_that_fails_behind_the_frame_gives_the_terminal_back(folder: Path, tmp_path: Path) -> None:
    read(str(folder / "a.txt"), home=tmp_path)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "textual.py").write_text("raise OSError('no screens today')\n")
    environ = environ_of(tmp_path, PYTHONPATH=f"{tmp_path / 'broken'}:{Path.cwd()}")
    with terminal(str(folder / "a.txt"), home=tmp_path, environ=environ) as screen:
        assert screen.wait_for_exit() not in {0, 1}
        assert began_with_frame(screen)
        assert screen.is_restored()
        shell = screen.raw.partition(b"\x1b[?1049l")[2].decode()
        assert "no screens today" in shell, "what went wrong stands on the screen that stays"


_HELD = """
import time
from reader.tui.early_terminal import EarlyTerminal
early = EarlyTerminal()
try:
    early.begin()
    early.show(b"harbour")
    time.sleep(60)
finally:
    early.end()
"""


@pytest.mark.parametrize(("keys", "number"), [("\x03", 0), ("", 15), ("", 1)], ids=["ctrl+c", "SIGTERM", "SIGHUP"])
def test_ending_it_while_only_the_frame_stands_gives_the_terminal_back(tmp_path: Path, keys: str, number: int) -> None:
    with terminal(home=tmp_path, program=["-c", _HELD]) as screen:
        screen.wait_for("harbour")
        screen.send("q")
        screen.send(keys)
        if number:
            screen.kill(number)
        assert screen.wait_for_exit() != 0
        assert screen.is_restored()


@pytest.mark.parametrize("is_late", [False, True])
def test_the_theme_goes_by_the_answer_of_the_terminal_and_no_key_is_lost(folder: Path, tmp_path: Path, is_late: bool) -> None:
    with terminal(str(folder / "a.txt"), home=tmp_path) as screen:
        while b"\x1b]11;?" not in screen.raw:
            screen.pump(0.05)
        if is_late:
            screen.wait_for("¶1")
        screen.send("j")
        screen.send(b"\x1b]11;rgb:fb")
        screen.send(b"fb/f8f8/f1f1\x1b\\j")
        screen.wait_for("¶")
        screen.wait_for("about the harbour\n", absent=True)
        settle(screen)
        assert screen.cells()[5][40].bg == "fbf8f1"
        assert "is no key" not in screen.text()


@pytest.mark.parametrize(("name", "value"), [("COLORFGBG", "0;15"), ("NO_COLOR", "1"), ("TERM", "linux")])
def test_the_terminal_is_not_asked_when_something_else_tells(folder: Path, tmp_path: Path, name: str, value: str) -> None:
    assert b"\x1b]11;?" not in read(str(folder / "a.txt"), home=tmp_path, **{name: value}).raw


# --- the file -------------------------------------------------------------------


def kept(folder: Path) -> bytes:
    (folder / "article").write_text("words")
    key = frame_key(["a"], {"TERM": "xterm"})
    keep_frame(str(folder), key, SIZE, [str(folder / "article"), str(folder / "nothing")], b"the frame\n\nof it")
    return key


def test_a_frame_comes_back_whole_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert fitting_frame(str(tmp_path), kept(tmp_path), SIZE) == b"the frame\n\nof it"
    assert (tmp_path / "frame").stat().st_mode & 0o777 == 0o600


def test_a_frame_that_others_could_have_written_is_none(tmp_path: Path) -> None:
    key = kept(tmp_path)
    (tmp_path / "frame").chmod(0o620)
    assert fitting_frame(str(tmp_path), key, SIZE) is None
    (tmp_path / "frame").chmod(0o600)
    (tmp_path / "frame").rename(tmp_path / "elsewhere")
    (tmp_path / "frame").symlink_to(tmp_path / "elsewhere")
    assert fitting_frame(str(tmp_path), key, SIZE) is None


def test_a_frame_of_another_size_program_or_call_does_not_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = kept(tmp_path)
    assert fitting_frame(str(tmp_path), key, (80, 24)) is None
    assert fitting_frame(str(tmp_path), frame_key(["b"], {"TERM": "xterm"}), SIZE) is None
    assert fitting_frame(str(tmp_path), frame_key(["a"], {"TERM": "xterm", "BROADSHEET_DATA_DIR": "/x"}), SIZE) is None
    monkeypatch.setattr("reader.tui.first_frame.__version__", "99")
    assert fitting_frame(str(tmp_path), frame_key(["a"], {"TERM": "xterm"}), SIZE) is None


@pytest.mark.parametrize("damage", [lambda c: c[:-3], lambda c: c.replace(b"the", b"The"), lambda c: b"", lambda c: b"\n\n" + c])
def test_a_damaged_frame_is_none(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    key = kept(tmp_path)
    (tmp_path / "frame").write_bytes(damage((tmp_path / "frame").read_bytes()))
    assert fitting_frame(str(tmp_path), key, SIZE) is None


def test_a_file_that_appears_or_changes_ends_the_frame(tmp_path: Path) -> None:
    key = kept(tmp_path)
    (tmp_path / "nothing").touch()
    assert fitting_frame(str(tmp_path), key, SIZE) is None
    key = kept(tmp_path)
    (tmp_path / "article").write_text("other words")
    assert fitting_frame(str(tmp_path), key, SIZE) is None
    forget_frame(str(tmp_path))
    forget_frame(str(tmp_path))
    assert not (tmp_path / "frame").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
@pytest.mark.parametrize("state", ["/somewhere/state", " ", ""])
def test_the_state_folder_is_found_without_loading_paths(monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    monkeypatch.delenv("BROADSHEET_STATE_DIR", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", state)
    assert state_folder(os.environ) == str(Paths.of_user().state)
    monkeypatch.setenv("BROADSHEET_STATE_DIR", "/named")
    assert state_folder(os.environ) == str(Paths.of_user().state) == "/named"


def test_what_shows_the_frame_loads_next_to_nothing() -> None:
    asked = "import os, sys; known = set(sys.modules); import reader.tui.early_terminal, reader.tui.first_frame; "
    asked += "print(*set(sys.modules) - known)"
    done = subprocess.run([sys.executable, "-S", "-c", asked], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert len(loaded) < 20
    assert not loaded & {"typing", "pathlib", "re", "json", "dataclasses", "click"}
