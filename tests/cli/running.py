"""Run a command line in this process, in folders of its own."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reader.cli.invocation import Invocation
from reader.cli.main import main
from reader.paths import Paths

NOW = datetime(2025, 11, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call printed and returned."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The document on stdout."""
        document: dict[str, Any] = json.loads(self.out)
        return document


@dataclass(frozen=True, slots=True)
class Shell:
    """Calls the command line with folders below one root."""

    root: Path
    captured: pytest.CaptureFixture[str]

    @property
    def paths(self) -> Paths:
        """The folders in use."""
        return Paths.under(self.root / "home")

    def __call__(self, *arguments: str | Path) -> Outcome:
        """Run `broadsheet` with arguments."""
        self.captured.readouterr()
        code = main(words(arguments), Invocation(self.paths, clock=lambda: NOW))
        out, err = self.captured.readouterr()
        return Outcome(code, out, err)


def words(arguments: Sequence[str | Path]) -> list[str]:
    """Return arguments as the shell gives them."""
    return [str(argument) for argument in arguments]
