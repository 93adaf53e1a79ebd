"""Files that a person names are opened by themselves, whatever else lies beside them."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from reader.bookmarks.bookmark import Colour
from reader.catalogue.scan import scan_files
from reader.config import Config
from reader.library.library import Library
from reader.library.places import choose_files
from reader.paths import Paths
from reader.text import Span


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name in ("one.txt", "two.txt", "three.txt", "odd.name"):
        (folder / name).write_text(f"What {name} tells\n\nOf the harbour it tells this, and no more.\n")
    return folder


def opened(folder: Path, *names: str) -> Library:
    return Library.open(Paths.under(folder.parent / "home"), Config(), files=[folder / name for name in names])


def paths(library: Library) -> list[str]:
    library.refresh_catalogue()
    return sorted(article.summary.path for article in library.listed())


@pytest.mark.parametrize("names", [("one.txt",), ("two.txt", "one.txt"), ("odd.name",)])
def test_files_that_are_named_are_all_that_is_read(folder: Path, names: tuple[str, ...]) -> None:
    with closing(opened(folder, *names)) as library:
        assert paths(library) == sorted(names)


def test_what_is_looked_at_is_nothing_but_the_named_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.filling.scan_collection", lambda _: pytest.fail("the folder was looked through"))
    with closing(opened(folder, "one.txt")) as library:
        assert paths(library) == ["one.txt"]


def test_a_note_on_a_named_file_is_there_when_its_folder_is_opened(folder: Path) -> None:
    with closing(opened(folder, "one.txt")) as library:
        library.refresh_catalogue()
        library.add_bookmark([(library.resolve("one.txt"), Span(0, 4))], note="kept", tags=[], colour=Colour.GOLD)
    with closing(Library.open(Paths.under(folder.parent / "home"), Config(), folder)) as library:
        library.refresh_catalogue()
        assert [bookmark.note for bookmark in library.bookmarks()] == ["kept"]


def test_notes_on_other_files_of_the_folder_are_elsewhere_and_not_lost(folder: Path) -> None:
    with closing(opened(folder, "one.txt")) as library:
        library.refresh_catalogue()
        library.add_bookmark([(library.resolve("one.txt"), Span(0, 4))], note="kept", tags=[], colour=Colour.GOLD)
    with closing(opened(folder, "two.txt")) as library:
        library.refresh_catalogue()
        assert library.bookmarks() == ()
        assert dict(library.bookmarks_elsewhere()) == {str(folder.resolve()): 1}


def test_an_edited_file_is_the_same_article_alone_and_in_its_folder(folder: Path) -> None:
    with closing(opened(folder, "one.txt")) as library:
        library.refresh_catalogue()
        before = library.resolve("one.txt")
        library.mark_read(before, is_read=True)
    (folder / "one.txt").write_text("What one.txt tells\n\nNow something else than before.\n")
    with closing(Library.open(Paths.under(folder.parent / "home"), Config(), folder)) as library:
        library.refresh_catalogue()
        assert library.resolve("one.txt") == before


def test_each_choice_of_files_has_its_own_place(folder: Path) -> None:
    home, config = Paths.under(folder.parent / "home"), Config()
    alone, two = (choose_files(home, config, [folder / name for name in names]) for names in (["a"], ["a", "b"]))
    assert (alone.name, two.name) == ("a", "2 files of downloads")
    assert len({alone.place, two.place, folder}) == 3


@pytest.mark.parametrize("below", ["", "2025"])
def test_a_file_of_the_folder_that_opens_by_itself_is_opened_in_it(folder: Path, below: str) -> None:
    collection = choose_files(Paths.under(folder.parent / "home"), Config(collection=folder), [folder / below / "one.txt"])
    assert (collection.folder, collection.only) == (folder, ())


def test_a_file_opens_though_the_configured_folder_is_gone(folder: Path) -> None:
    config = Config(collection=folder.parent / "gone")
    assert choose_files(Paths.under(folder.parent / "home"), config, [folder / "one.txt"]).only == ("one.txt",)


def test_parts_of_a_named_file_belong_to_it(folder: Path) -> None:
    collection = choose_files(Paths.under(folder.parent / "home"), Config(), [folder / "all.mbox"])
    assert [collection.holds(path) for path in ("all.mbox", "all.mbox#2", "all.mbox2", "two.txt")] == [True, True, False, False]


def test_a_named_file_that_is_gone_or_no_file_is_no_article(folder: Path) -> None:
    (folder / "folder.txt").mkdir()
    found, refused = scan_files(folder, ["one.txt", "gone.txt", "folder.txt", "one.txt/in.txt"])
    assert [file.path for file in found] == ["one.txt"]
    assert [entry.path for entry in refused] == ["folder.txt", "one.txt/in.txt"]


def test_a_named_file_may_bear_a_time_far_ahead(folder: Path) -> None:
    os.utime(folder / "one.txt", (0, 10_000_000_000))
    with closing(opened(folder, "one.txt")) as library:
        assert paths(library) == ["one.txt"]
