"""Every command explains itself, with an example; so does the manual page."""

import click
import pytest

from reader.cli.main import commands
from tests.cli.running import Shell


def all_commands() -> list[tuple[str, ...]]:
    """Return the words that call each command; of those below another, hidden ones too: their errors name them."""
    found: list[tuple[str, ...]] = []
    for name in commands.list_commands(click.Context(commands)):
        command = commands.get_command(click.Context(commands), name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, inner) for inner in command.commands]
    return found


@pytest.mark.parametrize("words", all_commands(), ids=" ".join)
def test_help_has_an_example_of_the_command(shell: Shell, words: tuple[str, ...]) -> None:
    outcome = shell(*words, "--help")
    assert outcome.code == 0
    told = outcome.out.partition("Options:")[0].splitlines()[1:]
    assert any(f"broadsheet {' '.join(words)}" in line for line in told)
