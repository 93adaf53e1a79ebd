"""The program in a real terminal: start, keys, size, signals, suspending, and what it leaves behind."""

import os
import signal
from pathlib import Path

import pytest

from tests.tui.pty_terminal import PtyTerminal, dangerous, environ_of, terminal


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine where the sample was opened once."""
    return tmp_path_factory.mktemp("home")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("moment", [b"\x1b]11;?", b"\x1b[?1049h", b"\x1b[?1000h"], ids=["asked", "first screen", "driver"])
def test_a_signal_in_any_moment_of_the_start_gives_the_terminal_back(home: Path, number: signal.Signals, moment: bytes) -> None:
    with terminal(home=home) as screen:
        while moment not in screen.raw:
            screen.pump(0.01)
        screen.kill(number)
        assert screen.wait_for_exit() in {-number, 128 + number}
        assert screen.is_restored()
        assert b"Traceback" not in screen.raw


def at_library(screen: PtyTerminal) -> None:
    """Go to the library."""
    if "¶" in screen.wait_for("1 of "):
        screen.send("q")
    screen.wait_for("search all articles")
    screen.wait_until_it_runs()
    screen.send("2g")
    screen.wait_for("2 of 5")
    screen.send("g")
    screen.wait_for("1 of 5")


def test_it_starts_takes_keys_and_leaves_the_terminal_as_it_was(home: Path) -> None:
    with terminal(home=home) as screen:
        at_library(screen)
        screen.send("?")
        screen.wait_for("THIS SCREEN")
        screen.send("q")
        screen.wait_for("THIS SCREEN", absent=True)
        screen.send("Q")
        assert screen.wait_for_exit() == 0
        assert screen.is_restored()
        assert dangerous(bytes(screen.raw)) == []


def test_a_new_size_is_taken(home: Path) -> None:
    with terminal(home=home) as screen:
        at_library(screen)
        screen.resize(60, 20)
        screen.wait_for("words", absent=True)
        screen.resize(15, 3)
        screen.wait_for("20x5")
        screen.resize(120, 36)
        screen.wait_for("words")
        screen.send("Q")
        assert screen.wait_for_exit() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_in_order(home: Path, number: signal.Signals) -> None:
    with terminal(home=home) as screen:
        at_library(screen)
        screen.kill(number)
        assert screen.wait_for_exit() == 128 + number
        assert screen.is_restored()
        assert b"Traceback" not in screen.raw


def test_a_closed_window_ends_it_and_keeps_the_session(home: Path) -> None:
    with terminal(home=home) as screen:
        at_library(screen)
        screen.send("/")
        screen.send("moscow\t")
        screen.wait_for("hits")
        screen.hang_up()
        assert screen.wait_for_exit() in {128 + signal.SIGHUP, -signal.SIGHUP}
    assert "moscow" in (home / "state" / "session.json").read_text()


def test_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again(home: Path) -> None:
    with terminal(home=home) as screen:
        at_library(screen)
        screen.send("\x1a")
        screen.wait_for_stop()
        assert screen.is_restored()
        screen.wipe()
        screen.kill(signal.SIGCONT)
        screen.wait_for("1 of 5")
        screen.send("j")
        screen.wait_for("2 of 5")
        screen.send("Q")
        assert screen.wait_for_exit() == 0
        assert screen.is_restored()


def test_an_article_is_painted_anew_after_a_stop(tmp_path: Path) -> None:
    with terminal(home=tmp_path) as screen:
        screen.wait_for("¶1 of")
        screen.send("\x1a")
        screen.wait_for_stop()
        screen.wipe()
        screen.kill(signal.SIGCONT)
        screen.wait_for("? help")
        screen.wait_for("Smiles came first")
        screen.send("Q")
        assert screen.wait_for_exit() == 0


def test_a_stray_continue_signal_does_no_harm(home: Path) -> None:
    with terminal(home=home) as screen:
        at_library(screen)
        screen.wipe()
        screen.kill(signal.SIGCONT)
        screen.wait_for("1 of 5")
        screen.send("j")
        screen.wait_for("2 of 5")
        screen.send("Q")
        assert screen.wait_for_exit() == 0
        assert screen.is_restored()


def test_bytes_that_are_not_utf8_do_not_end_it(home: Path) -> None:
    with terminal(home=home) as screen:
        at_library(screen)
        screen.send("/")
        for typed in (b"\xff", b"\xc3", b"\xc3(", b"abc\xff\xfedef", b"\x1b[200~caf\xe9\x1b[201~", b"\xed\xa0\x80"):
            screen.send(typed)
            screen.pump(0.2)
            screen.send("x")
        screen.wait_for("caf�")
        screen.send("\t")
        screen.pump(0.3)
        screen.send("\x11")
        assert screen.wait_for_exit() == 0
        assert screen.is_restored()
        assert dangerous(bytes(screen.raw)) == []


def test_no_color_sends_no_colour(home: Path) -> None:
    import re

    with terminal(home=home, environ=environ_of(home, NO_COLOR="1")) as screen:
        at_library(screen)
        screen.send("\r")
        screen.wait_for("¶1")
        screen.send("Q")
        assert screen.wait_for_exit() == 0
        codes = {code for found in re.findall(rb"\x1b\[([0-9;]*)m", bytes(screen.raw)) for code in found.split(b";")}
        assert codes <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"21", b"22", b"23", b"24", b"27"}


def test_odd_surroundings_do_not_end_it(home: Path) -> None:
    environ = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "COLUMNS": "0", "LINES": "0", "TERM": "nonsense"}
    with terminal(home=home, environ=environ_of(home, **environ)) as screen:
        at_library(screen)
        screen.send("Q")
        assert screen.wait_for_exit() == 0


def test_a_terminal_that_cannot_draw_gets_a_sentence(home: Path) -> None:
    with terminal(home=home, environ=environ_of(home, TERM="dumb")) as screen:
        assert screen.wait_for_exit() == 2
        assert b"\x1b" not in screen.raw
        assert b"show" in screen.raw


def test_hostile_articles_send_nothing_that_acts(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    hostile = "\x1b]52;c;QUFB\x07 \x1b[2J \x9b31m \x9d0;x\x9c \u202egnp.exe \u200bhidden [@click=app.quit]x[/] [/] \x00 end"
    (folder / "a\x1b[31m[b].txt").write_text(f"A title {hostile}\n\nThe words of it {hostile}\n\n{hostile * 20}\n")
    with terminal(str(folder), home=tmp_path / "home") as screen:
        screen.wait_for("1 of 1")
        screen.send("\r")
        screen.wait_for("¶1")
        screen.send("q/words")
        screen.wait_for("1 of 1")
        screen.send("\x1b")
        screen.pump(0.3)
        screen.send("Q")
        assert screen.wait_for_exit() == 0
        assert dangerous(bytes(screen.raw)) == []


@pytest.mark.skipif(os.environ.get("BROADSHEET_FUZZ") is None, reason="set BROADSHEET_FUZZ=SECONDS to press random keys")
def test_random_keys_do_not_end_it(home: Path) -> None:
    import random
    import time

    choice = random.Random(1)
    keys = [*"jkdufbGg/nN?:vVzJK \r\t", "\x1b", "\x1b[A", "\x1b[B", "\x1b[6~", "\x0e", "\x10", "\x06", "\x7f", "é", "漢"]
    with terminal(home=home) as screen:
        at_library(screen)
        end = time.monotonic() + float(os.environ["BROADSHEET_FUZZ"])
        while time.monotonic() < end:
            screen.send(choice.choice(keys))
            if choice.random() < 0.03:
                screen.resize(choice.choice([20, 60, 120]), choice.choice([5, 24, 36]))
            screen.pump(choice.choice([0, 0.01]))
            assert screen.exit_status() in {None, 0}
            if screen.exit_status() == 0:
                break
        assert dangerous(bytes(screen.raw)) == []


def test_alt_works_where_a_preset_gives_it_a_meaning_and_is_escape_elsewhere(home: Path) -> None:
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text('[keys]\npreset = "emacs"\n')
    with terminal(home=home, columns=80, rows=12) as screen:
        at_library(screen)
        screen.send("\x1bx")
        screen.wait_for("Commands")
        screen.send("\x07")
        screen.wait_for("Commands", absent=True)
        screen.send("\x1bX")
        screen.wait_for("X is no key here")
