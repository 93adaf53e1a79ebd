"""Where else an article stands, found for many articles in one look through the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.catalogue.catalogue import Catalogue
from reader.config import Config
from reader.library.copies import copies_of_many
from reader.library.library import Library
from reader.paths import Paths

LINES = tuple(
    f"On day {n} the {name} of the harbour wrote what the water did." for n, name in enumerate(("keeper", "pilot", "cook") * 12)
)
PAGE = "<html><head><link rel='canonical' href='https://example.org/a'></head><body><h1>{}</h1><p>{}</p></body></html>"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "whole.txt").write_text("The harbour\n\n" + "\n\n".join(LINES))
    (folder / "part.txt").write_text("A part of it\n\n" + "\n\n".join(LINES[:20]))
    (folder / "other.txt").write_text("Nothing of the kind\n\nThe council met and spoke of trees, roads and the price of bread.")
    (folder / "one.html").write_text(
        PAGE.format("Wind", "The wind came up before noon and took the roofs of the lower street with it.")
    )
    (folder / "two.html").write_text(
        PAGE.format("Rain", "Nobody had thought of rain in a month so dry that even the wells were low.")
    )
    opened = Library.open(Paths.under(tmp_path / "home"), Config(), folder)
    opened.refresh_catalogue()
    yield opened
    opened.close()


def paths(library: Library, name: str) -> list[tuple[str, float]]:
    return [(copy.path, copy.share) for copy in library.also_at(library.resolve(name))]


def test_what_holds_most_of_the_words_is_a_copy(library: Library) -> None:
    ((path, share),) = paths(library, "part.txt")
    assert path == "whole.txt"
    assert share > 0.9
    assert paths(library, "whole.txt") == [("part.txt", share)]
    assert paths(library, "other.txt") == []


def test_the_same_address_makes_a_copy_of_other_words(library: Library) -> None:
    assert paths(library, "one.html") == [("two.html", 0.0)]


def test_many_are_found_as_each_alone(library: Library) -> None:
    ids = [library.resolve(name) for name in ("whole.txt", "part.txt", "other.txt", "one.html")]
    assert copies_of_many(library._shelf, ids) == {article_id: library.also_at(article_id) for article_id in ids}
    assert copies_of_many(library._shelf, []) == {}


def test_sketches_are_read_in_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.catalogue.catalogue._SKETCHES_AT_ONCE", 2)
    catalogue = Catalogue(tmp_path / "catalogue.db")
    for number in range(5):
        catalogue.put_sketch(f"{number}", (number, number + 10))
    assert list(catalogue.sketches()) == [(f"{number}", (number, number + 10)) for number in range(5)]
    catalogue.close()
