"""What the README says is so: keys, queries, commands, dependencies, the two lines to copy."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from reader.cli.failures import EXIT_CODES
from reader.cli.invocation import Invocation
from reader.cli.main import COMMANDS, commands, main
from reader.config import read_config
from reader.paths import Paths
from tests.readme import README, key_table, part

TEXT = README.read_text(encoding="utf-8")
ROOT = README.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
QUERIES = [query for row in part("queries").splitlines()[2:] for query in re.findall(r"`([^`]+)`", row)]


def test_the_keys_are_those_of_the_table() -> None:
    assert part("keys") == key_table(), "python -m tests.readme writes it anew"


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_table_is_understood(query: str, tmp_path: Path) -> None:
    if query.endswith(":"):
        query += "moscow"
    assert main(["search", "--", query], Invocation(Paths.under(tmp_path))) in (0, 1)


def test_the_examples_of_the_table_find_something_in_the_sample(tmp_path: Path) -> None:
    first_of_each = [re.findall(r"`([^`]+)`", row)[0] for row in part("queries").splitlines()[2:] if "tag:" not in row]
    nothing = [query for query in first_of_each if main(["-q", "search", "--", query], Invocation(Paths.under(tmp_path)))]
    assert nothing == []


def test_every_command_is_named() -> None:
    missing = [name for name in COMMANDS if not re.search(rf"`(?:broadsheet )?{name}\b", TEXT)]
    assert missing == []


SHELL = TEXT.partition("## From the shell")[2].partition("\n## ")[0]
"""The table of commands, and what is said below it."""
ONE, OTHER = "000-kremlin-visit.md", "001-declaration-in-moscow.md"
WORDS: dict[str, list[str]] = {
    "show": [ONE],
    "set": [ONE, "date=2025-11-13"],
    "cite": [ONE],
    "search": ["tokayev"],
    "kwic": ["tokayev"],
    "compare": [ONE, OTHER],
    "brief": [ONE, OTHER],
    "bookmarks": ["list"],
    "completion": ["bash"],
    "config": ["show"],
    "serve": ["-n"],
}
"""What stands for QUERY, ARTICLE and the like when a command of the table is called."""


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in {"add", "export-all", "import-all"}])
def test_a_command_of_the_table_runs_in_an_empty_home(name: str, tmp_path: Path) -> None:
    assert main([name, *WORDS.get(name, [])], Invocation(Paths.under(tmp_path))) in (0, 1)


def test_what_is_added_and_carried_out_comes_back_in(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text("# A story\n\nWith words enough to be one.\n")
    here, there = Invocation(Paths.under(tmp_path / "here")), Invocation(Paths.under(tmp_path / "there"))
    assert main(["add", str(tmp_path / "story.md")], here) == 0
    assert main(["export-all", str(tmp_path / "all")], here) == 0
    assert main(["import-all", str(tmp_path / "all")], there) == 0
    assert main(["show", "story.md"], there) == 0


def options_of(command: click.Command, context: click.Context) -> set[str]:
    """Return every option of a command and of those below it."""
    found = {name for each in command.params for name in each.opts}
    below = (
        [command.get_command(context, name) for name in command.list_commands(context)] if isinstance(command, click.Group) else []
    )
    return found.union(*(options_of(each, context) for each in below if each is not None))


def test_every_option_that_is_named_is_one() -> None:
    known = options_of(commands, click.Context(commands))
    named = set(re.findall(r"`[^`]*?(--[a-z-]+)", SHELL))
    assert {"--passages", "--facets", "--like", "--saved", "--history", "--article", "--tag", "--since", "--json"} <= named
    assert named <= known


@pytest.mark.parametrize(
    ("group", "words"), [("bookmarks", "list add edit rm export import"), ("entities", "alias retype split mark hide")]
)
def test_every_command_below_a_command_that_is_named_is_one(group: str, words: str) -> None:
    command = commands.get_command(click.Context(commands), group)
    assert isinstance(command, click.Group)
    for word in words.split():
        assert re.search(rf"`(?:[a-z ]* )?{word}(?: --article)?`", SHELL), word
        assert word in command.commands


def test_the_exit_codes_are_all_named() -> None:
    told = SHELL.partition("Exit codes: ")[2]
    assert [int(code) for code in re.findall(r"(\d+) [a-z]", told)] == list(EXIT_CODES)


def test_every_dependency_has_its_reason() -> None:
    names = [re.split(r"[<>=\[ ]", requirement)[0] for requirement in PROJECT["dependencies"]]
    assert [name for name in names if not re.search(rf"^\|.*\b{name}\b.*\|", TEXT, re.MULTILINE)] == []
    assert [extra for extra in PROJECT["optional-dependencies"] if f"`[{extra}]`" not in TEXT] == []


def test_the_configuration_shown_has_no_fault(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert example
    (tmp_path / "config.toml").write_text(example[1], encoding="utf-8")
    assert read_config(tmp_path / "config.toml").faults == ()


def test_what_it_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_test_command_is_one_line_to_copy() -> None:
    lines = [line for line in part("tests").splitlines() if line.startswith("python3 ")]
    assert len(lines) == 1
