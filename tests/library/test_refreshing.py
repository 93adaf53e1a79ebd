from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths

NOW = datetime(2025, 11, 22, 12, 0, tzinfo=UTC)


def opened(tmp_path: Path, folder: Path) -> Library:
    return Library.open(Paths.under(tmp_path / "home"), Config(), folder, clock=lambda: NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("# One\n\nThe first account of the meeting in Astana, told at some length.\n")
    (folder / "b.txt").write_text("Another account of the same meeting, with other words and other names.\n\nIt ends here.\n")
    return folder


def test_a_changed_file_is_a_new_revision_of_the_same_article(tmp_path: Path, folder: Path) -> None:
    library = opened(tmp_path, folder)
    library.refresh_catalogue()
    before = library.resolve("a.txt")
    (folder / "a.txt").write_text("# One\n\nThe first account of the meeting in Astana, told at greater length now.\n")
    report = library.refresh_catalogue()
    assert [line.article for line in report.updated] == [before]
    assert library.resolve("a.txt") == before
    assert "greater" in library.article(before).text
    library.close()


def test_a_renamed_file_is_the_same_article(tmp_path: Path, folder: Path) -> None:
    library = opened(tmp_path, folder)
    library.refresh_catalogue()
    before = library.resolve("a.txt")
    (folder / "a.txt").rename(folder / "z.txt")
    library.refresh_catalogue()
    assert library.article(before).path == "z.txt"
    assert len(library.listed()) == 2
    library.close()
