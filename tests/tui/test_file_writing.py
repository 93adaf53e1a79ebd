"""What the screens write goes to new files only, and every end is told."""

from pathlib import Path

import pytest

from reader.errors import SourceError
from reader.tui.screens.file_writing import write_new_file


def test_a_new_file_is_written_and_named(tmp_path: Path) -> None:
    told = write_new_file(f"  {tmp_path}/out.md ", lambda: "wörds", "the brief")
    assert (tmp_path / "out.md").read_text(encoding="utf-8") == "wörds"
    assert told == f"Written: the brief, to {tmp_path}/out.md"


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "out.md").write_text("mine")
    assert "is there already; choose another name" in write_new_file(f"{tmp_path}/out.md", lambda: "theirs", "the brief")
    assert (tmp_path / "out.md").read_text() == "mine"


def test_the_home_folder_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    write_new_file("~/out.md", lambda: "words", "the brief")
    assert (tmp_path / "out.md").read_text() == "words"


def test_the_home_of_nobody_is_a_folder_that_is_not_there() -> None:
    assert write_new_file("~nobody-of-this-name/out.md", lambda: "words", "the brief").startswith("Not written: ~nobody")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    told = write_new_file(f"{tmp_path}/none/out.md", lambda: "words", "the brief")
    assert told.startswith(f"Not written: {tmp_path}/none/out.md: ")


def test_a_text_that_cannot_be_made_leaves_no_file(tmp_path: Path) -> None:
    def fail() -> str:
        raise SourceError("one.txt: the file is gone")

    assert write_new_file(f"{tmp_path}/out.md", fail, "the brief") == "Not written: one.txt: the file is gone"
    assert not list(tmp_path.iterdir())
