"""The editor on the terminal: whatever becomes of it, the screen comes back and says it."""

from pathlib import Path

import pytest

from tests.tui.pty_terminal import environ_of, terminal


def script(folder: Path, body: str) -> str:
    """Write a program for the shell and return its path."""
    file = folder / "editor.sh"
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)
    return str(file)


@pytest.mark.parametrize(("editor", "told"), [("/nowhere/at/all", "cannot be started"), ("false", "exit code 1")])
def test_the_screen_comes_back_from_an_editor_that_fails(tmp_path: Path, editor: str, told: str) -> None:
    (tmp_path / "a.txt").write_text("about the harbour\n\nwords of the account\n")
    with terminal(str(tmp_path / "a.txt"), home=tmp_path / "home", environ=environ_of(tmp_path / "home", EDITOR=editor)) as screen:
        screen.wait_for("¶1 of")
        screen.send("o")
        screen.wait_for("Look at it in your editor")
        screen.send("e")
        assert "about the harbour" in screen.wait_for(told)
        screen.send("a")
        screen.wait_for("Tags, with commas")
        screen.send("some words")
        screen.wait_for("some words")
        screen.send("\x0f")
        assert "some words" in screen.wait_for(told)


@pytest.mark.slow
def test_a_long_stay_in_the_editor_does_not_hold_the_screen_up(tmp_path: Path) -> None:
    """The cursor of the dialog blinks meanwhile; thirty frames that nobody takes were one too many."""
    (tmp_path / "a.txt").write_text("about the harbour\n\nwords of the account\n")
    editor = script(tmp_path, 'sleep 18; printf "from the editor" > "$1"')
    with terminal(str(tmp_path / "a.txt"), home=tmp_path / "home", environ=environ_of(tmp_path / "home", EDITOR=editor)) as screen:
        screen.wait_for("¶1 of")
        screen.send("a")
        screen.wait_for("Tags, with commas")
        screen.send("\x0f")
        screen.pump(1.0)
        for _ in range(18):
            screen.pump(1.0)
        screen.wait_for("from the editor")
        screen.send(" and more")
        screen.wait_for("and more")


@pytest.mark.slow
def test_what_changes_on_the_screen_meanwhile_does_not_reach_the_other_program(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("about the harbour\n\nwords of the account\n")
    editor = script(tmp_path, "echo the editor has it; sleep 10; echo and gives it back")
    with terminal(str(tmp_path / "a.txt"), home=tmp_path / "home", environ=environ_of(tmp_path / "home", EDITOR=editor)) as screen:
        screen.wait_for("¶1 of")
        screen.send("R")
        screen.wait_for("R is no key here")
        screen.send("oe")
        screen.wait_for("the editor has it")
        before = len(screen.raw)
        while b"and gives it back" not in screen.raw and screen.exit_status() is None:
            screen.pump(0.1)
        assert screen.raw[before:].partition(b"and gives it back")[0].strip() == b"", "the message went by itself meanwhile"
        screen.wait_for("about the harbour")
        assert screen.exit_status() is None
