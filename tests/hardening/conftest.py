"""The small collection of the command line's tests, here too."""

from tests.cli.conftest import folder

__all__ = ["folder"]
