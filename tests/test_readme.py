"""What the README says is so: keys, queries, commands, dependencies, the two lines to copy."""

import re
import tomllib
from pathlib import Path

import pytest

from reader.cli.invocation import Invocation
from reader.cli.main import COMMANDS, main
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
