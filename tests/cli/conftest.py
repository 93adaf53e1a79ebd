"""A shell and a small collection for tests of the command line."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Shell

FIRST = """\
# A harbour for the north

*By Ada Brandt*

November 3, 2025

The mayor of Lindhaven, Mary Okafor, opened the new harbour on November 2 and promised $12 million for its second quay.

Ships from Norway are expected within the year, Okafor said. "We waited twenty years for this," she added.
"""
SECOND = """\
Lindhaven's harbour opens after long delay

Mayor Mary Okafor cut the ribbon at the harbour of Lindhaven on Sunday, twenty years after it was first planned.

The second quay will cost $14 million, according to the council. Norwegian shipping lines have shown interest.

Partners in the region welcomed the opening, and a partnership with Norway is being prepared.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection of two accounts of one event."""
    folder = tmp_path / "accounts"
    folder.mkdir()
    (folder / "first.md").write_text(FIRST)
    (folder / "second.txt").write_text(SECOND)
    return folder


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """A command line with empty folders of its own."""
    before = os.umask(0o077)
    yield Shell(tmp_path, capsys)
    os.umask(before)
