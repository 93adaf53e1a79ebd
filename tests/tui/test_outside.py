"""Other programs: a pager, an editor, a command, a browser, and what becomes of them when they fail."""

import stat
import sys
from pathlib import Path

import pytest

from reader.errors import SourceError, UsageError
from reader.tui import outside
from reader.tui.outside import (
    Answer,
    edit_text,
    editor_command,
    link_at,
    links_in,
    open_address,
    pager_command,
    pipe,
    show_in_pager,
)


def script(folder: Path, body: str) -> str:
    """Make a program of Python lines and return its path."""
    file = folder / "program"
    file.write_text(f"#!{sys.executable}\nimport sys, pathlib\n{body}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


@pytest.mark.parametrize(
    ("environ", "command"),
    [
        ({}, ["vi"]),
        ({"EDITOR": "nano -w"}, ["nano", "-w"]),
        ({"EDITOR": "nano", "VISUAL": "code --wait"}, ["code", "--wait"]),
        ({"EDITOR": "'/opt/my editor' -n"}, ["/opt/my editor", "-n"]),
    ],
)
def test_the_editor_is_the_persons_own(environ: dict[str, str], command: list[str]) -> None:
    assert editor_command(environ) == command


def test_the_pager_is_the_persons_own() -> None:
    assert (pager_command({}), pager_command({"PAGER": "most -s"})) == (["less"], ["most", "-s"])


def test_a_command_with_an_open_quote_is_told() -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        editor_command({"EDITOR": "vi 'x"})


def test_an_editor_changes_the_text(tmp_path: Path) -> None:
    program = script(tmp_path, "p = pathlib.Path(sys.argv[-1]); p.write_text(p.read_text() + ' more')")
    assert edit_text("words", [program]) == "words more"


def test_what_is_edited_is_nobody_elses_to_read(tmp_path: Path) -> None:
    program = script(tmp_path, "p = pathlib.Path(sys.argv[-1]); p.write_text(oct(p.stat().st_mode & 0o777))")
    assert edit_text("words", [program]) == "0o600"


def test_an_editor_that_fails_leaves_the_text_as_it_was(tmp_path: Path) -> None:
    assert edit_text("words", [script(tmp_path, "sys.exit(3)")]) == "words"


def test_an_editor_that_is_not_there_is_named() -> None:
    with pytest.raises(SourceError, match=r"no-such-editor.*set EDITOR"):
        edit_text("words", ["no-such-editor"])


def test_a_pager_is_given_the_text_without_what_acts_on_a_terminal(tmp_path: Path) -> None:
    out = tmp_path / "seen"
    show_in_pager("words \x1b[31m", [script(tmp_path, f"pathlib.Path({str(out)!r}).write_bytes(sys.stdin.buffer.read())")])
    assert out.read_bytes().startswith(b"words ")
    assert b"\x1b" not in out.read_bytes()


def test_a_pager_that_is_not_there_is_named() -> None:
    with pytest.raises(SourceError, match=r"no-such-pager.*set PAGER"):
        show_in_pager("words", ["no-such-pager"])


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("cat", "one"),
        ("printf 'a\\nb\\nc'", "a (and 2 more lines)"),
        ("true", "it said nothing"),
        ("echo no >&2; exit 3", "exit code 3: no"),
    ],
)
def test_a_command_answers_in_a_sentence(command: str, sentence: str) -> None:
    assert pipe("one", command).sentence == sentence


def test_a_command_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "_PIPE_SECONDS", 0.2)
    with pytest.raises(SourceError, match="took longer"):
        pipe("one", "sleep 5")


def test_what_a_command_says_is_one_harmless_line() -> None:
    assert "\x1b" not in Answer(("\x1b[2Jgone",), 0).sentence


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "ftp://example.org", "https://", "x", ""])
def test_only_web_addresses_are_opened(address: str) -> None:
    with pytest.raises(UsageError, match="Only http and https"):
        open_address(address)


def test_without_a_browser_it_says_what_can_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(SourceError, match="No browser"):
        open_address("https://example.org/")


def test_the_browser_is_given_the_address_as_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}" if name == "xdg-open" else None)
    monkeypatch.setattr("subprocess.Popen", lambda command, **_: started.append(command))
    open_address("https://example.org/?a=1&b=$(x)")
    assert started == [["/bin/xdg-open", "https://example.org/?a=1&b=$(x)"]]


def test_links_are_listed_once_and_in_order() -> None:
    text = "See https://b.example/1, then http://a.example and https://b.example/1."
    assert links_in(text) == ("https://b.example/1", "http://a.example")


@pytest.mark.parametrize(
    ("word", "link"), [("example", "https://example.org/a"), ("https", "https://example.org/a"), ("then", None)]
)
def test_the_link_under_the_cursor(word: str, link: str | None) -> None:
    text = "Go to https://example.org/a, then back."
    assert link_at(text, text.index(word)) == link
