"""Comparisons through the door: kept while nothing changed, the reader's word above them, the brief always the same."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.library.listing import Progress
from reader.library.watching import Stopped, Watch
from reader.paths import Paths
from reader.text import Span
from tests.compare.accounts import read_pairs

QUAKE = next(pair for pair in read_pairs("dev") if pair.name == "earthquake-tarsk")
BRIEF = """
import sys
from pathlib import Path
from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
home, folder = map(Path, sys.argv[1:])
library = Library.open(Paths.under(home), Config(), folder)
sys.stdout.write(library.brief([library.resolve("a.txt"), library.resolve("b.txt")]))
"""


def opened(tmp_path: Path) -> Library:
    library = Library.open(Paths.under(tmp_path / "home"), Config(), tmp_path / "articles")
    library.refresh_catalogue()
    return library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(QUAKE.a.text, encoding="utf-8")
    (folder / "b.txt").write_text(QUAKE.b.text, encoding="utf-8")
    library = opened(tmp_path)
    yield library
    library.close()


def ids(library: Library) -> tuple[str, str]:
    return library.resolve("a.txt"), library.resolve("b.txt")


def places(library: Library) -> tuple[tuple[str, Span], tuple[str, Span]]:
    """Return the first paragraph of a and the last of b, which nobody links by likeness."""
    (a, b) = ids(library)
    first, last = library.article(a).readable_blocks[0].span, library.article(b).readable_blocks[-1].span
    return (a, first), (b, last)


def linked(library: Library) -> set[tuple[str, str]]:
    (a, b) = ids(library)
    here, there = library.article(a).text, library.article(b).text
    return {(link.a.of(here), link.b.of(there)) for link in library.compare(a, b).links}


def test_a_comparison_is_kept_until_a_revision_changes(library: Library, tmp_path: Path) -> None:
    a, b = ids(library)
    kept = library.compare(a, b)
    assert library.compare(a, b) is kept
    (tmp_path / "articles" / "b.txt").write_text(QUAKE.b.text + "\n\nA line was added at night.\n", encoding="utf-8")
    library.refresh_catalogue()
    assert library.compare(a, b) is not kept


def test_a_pin_wins_and_survives_a_restart(library: Library, tmp_path: Path) -> None:
    before = linked(library)
    here, there = places(library)
    library.pin(here, there, together=True)
    pinned = linked(library)
    assert len(pinned) == len(before) + 1
    library.close()
    again = opened(tmp_path)
    assert linked(again) == pinned
    again.pin(here, there, together=None)
    assert linked(again) == before
    again.close()


def test_a_pin_survives_a_changed_and_reloaded_article(library: Library, tmp_path: Path) -> None:
    here, there = places(library)
    library.pin(here, there, together=True)
    pinned = linked(library)
    (tmp_path / "articles" / "a.txt").write_text("A new opening line stands here.\n\n" + QUAKE.a.text, encoding="utf-8")
    library.refresh_catalogue()
    assert pinned <= linked(library)


def test_a_refused_pair_stays_refused(library: Library, tmp_path: Path) -> None:
    a, b = ids(library)
    link = next(link for link in library.compare(a, b).links if link.tier == "sure")
    library.pin((a, link.a), (b, link.b), together=False)
    library.close()
    again = opened(tmp_path)
    assert (link.a, link.b) not in {(x.a, x.b) for x in again.compare(a, b).links}
    again.close()


def test_a_brief_is_the_same_to_the_byte_in_every_run(library: Library, tmp_path: Path) -> None:
    a, b = ids(library)
    library.refresh_names()
    expected = library.brief([a, b])
    library.close()
    for seed in ("1", "2"):
        argv = [sys.executable, "-c", BRIEF, str(tmp_path / "home"), str(tmp_path / "articles")]
        ran = subprocess.run(argv, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        assert ran.stdout.decode() == expected


def test_a_comparison_tells_how_many_passages_are_done(library: Library) -> None:
    told: list[Progress] = []
    library.compare(*ids(library), Watch(told.append))
    passages = sum(len(library.article(each).readable_blocks) for each in ids(library))
    assert {(progress.total, progress.what) for progress in told} == {(passages, "passages compared")}
    assert 0 == told[0].done < told[-1].done <= passages


def test_a_comparison_that_is_stopped_is_made_anew_when_it_is_wanted(library: Library) -> None:
    with pytest.raises(Stopped):
        library.compare(*ids(library), Watch(should_stop=lambda: True))
    assert library.compare(*ids(library)).links


def test_what_was_compared_is_there_without_waiting(library: Library) -> None:
    kept = library.compare(*ids(library))
    told: list[Progress] = []
    assert library.compare(*ids(library), Watch(told.append)) is kept
    assert [progress.done for progress in told] == [0]


def test_a_brief_can_be_stopped(library: Library) -> None:
    with pytest.raises(Stopped):
        library.brief(ids(library), Watch(should_stop=lambda: True))
