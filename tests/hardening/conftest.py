"""The small collection and the shell of the command line's tests, here too."""

from tests.cli.conftest import folder, shell

__all__ = ["folder", "shell"]
