"""The manual page is complete, current and harmless."""

from pathlib import Path

from reader.cli.failures import EXIT_CODES
from reader.cli.main import COMMANDS, commands
from reader.cli.manual import manual_page
from reader.errors import QueryError, SourceError, StoreError
from tests.cli.running import Shell

PAGE = Path(__file__).parents[2] / "reader" / "cli" / "broadsheet.1"


def test_the_page_names_every_command_and_key() -> None:
    page = manual_page(commands)
    for name in COMMANDS:
        assert f".SS broadsheet {name}\n".replace("-", "\\-") in page
    assert "Annotate. Write a note" in page


def test_no_line_is_taken_for_an_instruction() -> None:
    known = {"TH", "SH", "SS", "PP", "TP", "B", "nf", "fi", "RS", "RE"}
    for line in manual_page(commands).splitlines():
        assert not line.startswith("'")
        assert not line.startswith(".") or line[1:].split()[0] in known


def test_the_page_is_printed(shell: Shell) -> None:
    assert shell("manual").out == manual_page(commands)


def test_the_page_in_the_package_is_current() -> None:
    assert PAGE.read_text() == manual_page(commands), "make it anew: broadsheet manual > reader/cli/broadsheet.1"


def test_every_exit_code_is_explained_in_help_and_manual(shell: Shell) -> None:
    told, page = " ".join(shell("--help").out.split()), manual_page(commands)
    assert {error.exit_code for error in (QueryError, SourceError, StoreError)} < set(EXIT_CODES)
    for code, meaning in EXIT_CODES.items():
        assert f"{code} {meaning}" in told
        assert f".B {code}\n{meaning[0].upper()}{meaning[1:]}." in page


def test_what_is_taken_for_scripts_alone_is_not_shown(shell: Shell) -> None:
    assert "--yes" not in manual_page(commands)
    assert "--yes" not in shell("list", "--help").out
    assert shell("-y", "paths").code == 0
