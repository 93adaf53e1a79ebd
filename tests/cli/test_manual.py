"""The manual page is complete, current and harmless."""

from pathlib import Path

from reader.cli.main import COMMANDS, commands
from reader.cli.manual import manual_page
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
