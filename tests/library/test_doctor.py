"""The doctor reads both copies of what the reader made again."""

from pathlib import Path

import pytest

from reader.config import Config
from reader.library.doctor import Doctor, State
from reader.library.library import Library
from reader.paths import Paths
from reader.text import Span


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Rain fell on the old port all day long, and the ferries stayed where they were.\n")
    library = Library.open(Paths.under(tmp_path / "home"), Config(), folder)
    library.refresh_catalogue()
    library.add_bookmark([(library.resolve("a.txt"), Span(0, 9))], note="Since when?")
    return library


def doctor(library: Library) -> Doctor:
    return Doctor(library.paths, library.paths.config_file, library.collection.folder)


def test_a_file_that_goes_while_the_folders_are_looked_through_is_no_fault(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "rglob", lambda folder, _: [folder / "gone"])
    assert {check.state for check in doctor(library)._modes(fix=False)} == {State.OK}
    library.close()


def test_copies_that_agree_are_in_order(library: Library) -> None:
    check = doctor(library)._store(library)
    assert (check.state, check.detail) == (State.OK, "both copies read again, and they agree")
    library.close()


@pytest.mark.parametrize("copy", ["journal/bookmarks.jsonl", "bookmarks.db"])
def test_a_copy_that_is_damaged_since_it_was_opened_is_a_fault(library: Library, copy: str) -> None:
    [file] = library.paths.data.glob(copy)
    file.write_bytes(b"garbage" * 99)
    check = doctor(library)._store(library)
    assert check.is_fault
    assert file.name in check.detail
    library.close()
