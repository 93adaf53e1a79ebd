"""Copying: where a text goes, and that it says so."""

import base64
import sys
from pathlib import Path

import pytest

from reader.errors import SourceError
from reader.paths import Paths
from reader.tui.clipboard import MOST_OSC_BYTES, copy


def script(folder: Path, name: str, lines: str) -> Path:
    """Make a command that writes what it is given into a file beside it."""
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!{sys.executable}\nimport sys, pathlib\nhere = pathlib.Path({str(folder)!r})\n{lines}\n")
    file.chmod(0o755)
    return file


TAKES_ALL = "(here / 'taken').write_text(sys.stdin.read())"


def test_a_terminal_is_asked_to_take_it() -> None:
    written: list[str] = []
    told = copy("words é", write=written.append, environ={"TERM": "xterm"})
    assert "terminal's clipboard" in told
    assert base64.b64decode(written[0].removeprefix("\x1b]52;c;").removesuffix("\x07")).decode() == "words é"


@pytest.mark.parametrize("knows", ["-w", ""])
def test_tmux_is_given_it_by_its_own_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, knows: str) -> None:
    script(tmp_path, "tmux", f"'-w' in sys.argv and not {bool(knows)} and sys.exit(1)\n{TAKES_ALL}")
    monkeypatch.setenv("PATH", str(tmp_path))
    written: list[str] = []
    told = copy("words", write=written.append, environ={"TERM": "tmux-256color", "TMUX": "/tmp/tmux,1,0"})
    assert (tmp_path / "taken").read_text() == "words"
    assert (written, "tmux" in told) == ([], True)


def test_without_the_command_of_tmux_the_terminal_is_asked_through_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    written: list[str] = []
    copy("words", write=written.append, environ={"TERM": "tmux-256color", "TMUX": "/tmp/tmux,1,0"})
    assert "\x1bPtmux;" in written[0]


def test_a_command_of_the_persons_comes_first_and_its_failure_is_told(tmp_path: Path) -> None:
    taker = script(tmp_path, "taker", TAKES_ALL)
    assert str(taker) in copy("a\x1bb", write=str, command=[str(taker)], environ={"TERM": "xterm", "TMUX": "x"})
    assert (tmp_path / "taken").read_text() == "a␛b"
    with pytest.raises(SourceError, match="clipboard_command"):
        copy("words", write=str, command=[str(tmp_path / "nothing")])


@pytest.mark.parametrize(("text", "term"), [("words", "linux"), ("w" * MOST_OSC_BYTES, "xterm")])
def test_what_no_clipboard_takes_goes_to_a_file_that_is_named(tmp_path: Path, text: str, term: str) -> None:
    paths = Paths.under(tmp_path)
    told = copy(text, write=str, paths=paths, environ={"TERM": term})
    file = paths.state / "copied.txt"
    assert str(file) in told
    assert (file.read_text(), file.stat().st_mode & 0o777) == (text, 0o600)
    with pytest.raises(SourceError):
        copy(text, write=str, environ={"TERM": term})


@pytest.mark.parametrize(("platform", "far", "is_taken"), [("darwin", "", True), ("darwin", "1", False), ("linux", "", False)])
def test_the_command_of_macos_is_used_there_unless_one_is_far_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, far: str, is_taken: bool
) -> None:
    script(tmp_path, "pbcopy", TAKES_ALL)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", platform)
    copy("words", write=str, environ={"TERM": "xterm", **({"SSH_CONNECTION": far} if far else {})})
    assert (tmp_path / "taken").exists() is is_taken
