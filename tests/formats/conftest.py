"""The command line's shell, for tests that follow a document from its bytes to the collection."""

from tests.cli.conftest import shell

__all__ = ["shell"]
