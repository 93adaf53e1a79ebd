"""Opening one article of a large collection: what is known already is not looked for again."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest

from reader.catalogue.catalogue import Catalogue
from reader.cli.invocation import Invocation
from reader.cli.screen import ids_of
from reader.config import Config
from reader.library.library import Library
from reader.library.listing import Position, Report
from reader.paths import Paths

LONG_AGO = datetime(2026, 1, 2, tzinfo=UTC).timestamp()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("first.txt", "second.txt"):
        write(folder / name, f"The {name} account\n\nA ship went down in the harbour, says the {name} account.\n")
    return folder


def write(file: Path, text: str) -> None:
    file.write_text(text)
    os.utime(file, (LONG_AGO, LONG_AGO))


def open_library(tmp_path: Path, folder: Path) -> Library:
    return Library.open(Paths.under(tmp_path / "home"), Config(), folder)


def test_an_article_is_fresh_until_its_file_changes(tmp_path: Path, folder: Path) -> None:
    library = open_library(tmp_path, folder)
    library.refresh_catalogue()
    first, second = library.resolve("first.txt"), library.resolve("second.txt")
    assert library.has(first)
    assert (library.is_fresh(first), library.is_fresh(second)) == (True, True)
    write(folder / "first.txt", "Another account altogether\n\nNo ship went down.\n")
    (folder / "second.txt").unlink()
    assert (library.is_fresh(first), library.is_fresh(second)) == (False, False)
    assert not library.has("nothing")
    assert not library.is_fresh("nothing")
    library.close()


def test_a_path_is_resolved_without_reading_all_places(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_library(tmp_path, folder)
    library.refresh_catalogue()
    slowly = library.resolve("first")

    def unwanted(catalogue: Catalogue) -> NoReturn:
        raise AssertionError("all places were read")

    monkeypatch.setattr(Catalogue, "places", unwanted)
    assert library.resolve("first.txt") == library.resolve(str(folder / "first.txt")) == slowly
    library.close()


def test_the_folder_is_looked_through_only_for_what_is_new_or_changed(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library(tmp_path, folder)
    refreshed: list[Report] = []
    refresh = library.refresh_catalogue

    def counted(*watch: Any) -> Report:
        refreshed.append(refresh(*watch))
        return refreshed[-1]

    monkeypatch.setattr(library, "refresh_catalogue", counted)
    invocation = Invocation(library.paths)
    opened = [ids_of(["first.txt"], library, invocation) for _ in range(2)]
    assert (len(refreshed), opened[0]) == (1, opened[1])
    write(folder / "first.txt", "Another account altogether\n\nNo ship went down.\n")
    again = ids_of(["first.txt"], library, invocation)
    assert len(refreshed) == 2
    assert "No ship" in library.article(again[0]).text
    library.close()


def test_an_article_is_held_once_whatever_else_is_kept(tmp_path: Path, folder: Path) -> None:
    library = open_library(tmp_path, folder)
    library.refresh_catalogue()
    first = library.resolve("first.txt")
    article = library.article(first)
    library.save_position(first, Position(article.digest, 3, 0.1))
    assert library.article(first) is article, "it is in memory twice"
    library.set_metadata(first, {"title": "By hand"})
    assert library.article(first).metadata.title.text == "By hand"
    library.close()


def test_that_no_name_changes_over_the_collection_is_found_out_once(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library(tmp_path, folder)
    library.refresh_catalogue()
    library.mentions(library.resolve("first.txt"))
    library.close()
    monkeypatch.setattr(Catalogue, "all_names", unwanted)
    library = open_library(tmp_path, folder)
    library.mentions(library.resolve("first.txt"))
    library.close()


def unwanted(*_: object) -> NoReturn:
    raise AssertionError("looked for again")
