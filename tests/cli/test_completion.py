"""Completion: the scripts in the package are current, and a real shell completes with them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from reader.cli.invocation import Invocation
from reader.cli.main import COMMANDS, commands
from reader.cli.settings import SHELLS, completion_script
from tests.cli.running import Shell

SCRIPTS = Path(__file__).parents[2] / "reader" / "cli" / "completions"
_ASK = {
    "bash": """
        source "$1"
        COMP_WORDS=(broadsheet $2); COMP_CWORD=1
        compopt() { COMPREPLY+=("$@"); }
        _broadsheet_completion broadsheet
        printf '%s\\n' "${COMPREPLY[@]}"
    """,
    "zsh": """
        compdef() { : }; compadd() { print -l -- $completions; }; _path_files() { print -- files; }
        _describe() { print -l -- ${completions_with_descriptions%%:*}; }
        source "$1"
        words=(broadsheet "$2"); CURRENT=2
        _broadsheet_completion
    """,
    "fish": 'source $argv[1]; complete --do-complete "broadsheet $argv[2]" | string split -f 1 \\t',
}
"""What a shell does when Tab is pressed; where it would need a terminal, its own words are stood in for."""


@pytest.mark.parametrize("shell_name", SHELLS)
def test_the_script_in_the_package_is_current(shell_name: str) -> None:
    script = (SCRIPTS / f"broadsheet.{shell_name}").read_text()
    assert script == completion_script(commands, shell_name), "make it anew: broadsheet completion SHELL > reader/cli/completions/…"


@pytest.mark.parametrize("shell_name", SHELLS)
def test_the_script_is_printed(shell: Shell, shell_name: str) -> None:
    assert shell("completion", shell_name).out == completion_script(commands, shell_name)


@pytest.mark.parametrize("shell_name", SHELLS)
def test_a_real_shell_completes_the_names_of_commands(tmp_path: Path, shell_name: str) -> None:
    assert ask(shell_name, "s", tmp_path) == {name for name in COMMANDS if name.startswith("s")}


@pytest.mark.parametrize("shell_name", SHELLS)
def test_a_word_that_is_no_command_is_completed_as_a_file(tmp_path: Path, shell_name: str) -> None:
    (tmp_path / "zeppelins").mkdir()
    expected = {"bash": {"-o", "default"}, "zsh": {"files"}, "fish": {"zeppelins/"}}
    assert ask(shell_name, "zepp", tmp_path) == expected[shell_name]


def ask(shell_name: str, word: str, folder: Path) -> set[str]:
    """Return what a shell offers for the first word."""
    if shutil.which(shell_name) is None:
        pytest.skip(f"{shell_name} is not installed")
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    program = bin_folder / "broadsheet"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reader "$@"\n')
    program.chmod(0o755)
    environ = {
        **os.environ,
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "HOME": str(folder),
        "PYTHONPATH": str(SCRIPTS.parents[2]),
    }
    script = SCRIPTS / f"broadsheet.{shell_name}"
    arguments = [str(script), word] if shell_name == "fish" else [shell_name, str(script), word]
    quiet = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell_name]
    done = subprocess.run(
        [shell_name, *quiet, "-c", _ASK[shell_name], *arguments],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    return set(done.stdout.split()) - {""}


def offered(shell: Shell, *line: str) -> list[tuple[str, str, str]]:
    """Return what is offered for the last word: its type, itself and its explanation."""
    asked = ShellComplete(commands, {"obj": Invocation(shell.paths)}, "broadsheet", "_BROADSHEET_COMPLETE")
    return [(item.type, item.value, item.help or "") for item in asked.get_completions(list(line[:-1]), line[-1])]


ARTICLES_WANTED = (("show",), ("cite",), ("set",), ("brief",), ("compare", "x"), ("bookmarks", "add"), ("search", "--like"))


@pytest.mark.parametrize("line", ARTICLES_WANTED, ids=" ".join)
def test_articles_are_offered_by_their_ids_with_their_titles(shell: Shell, folder: Path, line: tuple[str, ...]) -> None:
    articles = shell("-C", folder, "list", "--json").json["articles"]
    first = articles[0]
    assert ("plain", first["id"], first["title"]) in offered(shell, "-C", str(folder), *line, first["id"][:3])
    assert offered(shell, "-C", str(folder), *line, "fir") == [("file", "fir", "")]


@pytest.mark.parametrize("line", [("add",), ("show",), ("-C", "/nowhere/at/all", "show")], ids=" ".join)
def test_files_are_offered_where_there_are_no_articles_to_name(shell: Shell, line: tuple[str, ...]) -> None:
    assert offered(shell, *line, "zepp") == [("file", "zepp", "")]


def test_what_a_title_says_to_a_shell_is_harmless(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.md").write_text("# Evil \x1b]0;x\x07 \x9b2J title\n\nWords of an article about a harbour.\n")
    shell("-C", tmp_path / "one", "list")
    [(_, _, title)] = offered(shell, "-C", str(tmp_path / "one"), "show", "")
    assert title.startswith("Evil")
    assert all(character.isprintable() for character in title)
