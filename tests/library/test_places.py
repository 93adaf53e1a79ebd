"""Where bookmarks stand today, asked for through the library."""

import random
from pathlib import Path

import pytest

from reader.bookmarks import anchor
from reader.bookmarks.bookmark import PlaceState
from reader.bookmarks.words import Words, words_of
from reader.config import Config
from reader.library.library import Library
from reader.library.places import choose_collection, collection_key, derived_folder, word_for
from reader.paths import Paths
from reader.text import Span
from tests.bookmarks.edits import invented_text

TEXT = invented_text(random.Random(3), 12)


def open_library(root: Path) -> Library:
    library = Library.open(Paths.under(root / "home"), Config(), root / "articles")
    library.refresh()
    return library


def test_a_changed_text_is_split_once_for_all_its_bookmarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "articles").mkdir()
    file = tmp_path / "articles" / "rain.txt"
    file.write_text(TEXT, encoding="utf-8")
    library = open_library(tmp_path)
    article_id = library.resolve("rain.txt")
    for start in range(0, 2000, 100):
        library.add_bookmark([(article_id, Span(start, start + 40))])
    file.write_text(f"Updated at noon.\n\n{TEXT}", encoding="utf-8")
    library.refresh()
    split: list[str] = []

    def counting(text: str) -> Words:
        split.append(text)
        return words_of(text)

    monkeypatch.setattr(anchor, "words_of", counting)
    states = [place.state for _, place in library.bookmarks_in(article_id)]
    assert len(states) == 20
    assert PlaceState.ORPHAN not in states
    assert len(split) == 2


def test_a_place_whose_old_text_is_lost_is_found_by_what_the_bookmark_keeps(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    file = tmp_path / "articles" / "rain.txt"
    file.write_text(TEXT, encoding="utf-8")
    library = open_library(tmp_path)
    bookmark = library.add_bookmark([(library.resolve("rain.txt"), Span(300, 360))])
    for revision in (tmp_path / "home" / "data" / "revisions").iterdir():
        revision.unlink()
    file.write_text(f"Updated at noon.\n\n{TEXT}", encoding="utf-8")
    library.refresh()
    assert library.place_of(bookmark).span == Span(318, 378)


def test_a_folder_reached_by_a_link_is_the_same_collection(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")  # as /tmp is one on macOS
    paths = Paths.under(tmp_path / "home")
    by_name, by_link = (choose_collection(paths, Config(), tmp_path / name) for name in ("folder", "link"))
    assert by_name.folder == by_link.folder
    assert derived_folder(paths, by_name) == derived_folder(paths, by_link)


def test_the_sample_has_a_name_unless_a_folder_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = Paths.under(tmp_path / "home")
    assert choose_collection(paths, Config(), Path("sample")) == choose_collection(paths, Config(), None)
    (tmp_path / "sample").mkdir()
    assert choose_collection(paths, Config(), Path("sample")).folder == tmp_path / "sample"


def test_the_sample_is_called_by_its_name_and_a_folder_by_its_path(tmp_path: Path) -> None:
    sample = choose_collection(Paths.under(tmp_path), Config(), None)
    assert [word_for(key) for key in (collection_key(sample), "/elsewhere", "")] == ["sample", "/elsewhere", ""]
