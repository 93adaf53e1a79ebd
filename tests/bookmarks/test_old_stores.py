"""Stores of every schema version, as they were written then, open with everything in them. They stay here for ever."""

import shutil
from pathlib import Path

import pytest

from reader.bookmarks import articles, corrections, reading
from reader.bookmarks.bookmark import Colour
from reader.bookmarks.bookmarks import Bookmarks
from reader.bookmarks.database import MIGRATIONS
from reader.bookmarks.drafts import Draft, drafts
from reader.bookmarks.revisions import Revisions
from reader.text import Span
from tests.bookmarks.makers import opened

STORES = Path(__file__).parent.parent / "data" / "stores"
COPIES = ("bookmarks.db", "journal/bookmarks.jsonl")


def test_there_is_a_store_of_every_version() -> None:
    assert {folder.name for folder in STORES.iterdir()} == {f"version-{version}" for version in range(1, len(MIGRATIONS) + 1)}


@pytest.mark.parametrize("missing", [None, *COPIES])
@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_an_old_store_opens_with_everything_in_it(tmp_path: Path, version: int, missing: str | None) -> None:
    folder = tmp_path / "data"
    shutil.copytree(STORES / f"version-{version}", folder)
    if missing:
        (folder / missing).unlink()
    store = opened(folder)
    assert bool(store.notices) == bool(missing)
    river, whole, pair = Bookmarks(store).all()
    assert (river.quote, river.note, river.tags, river.colour) == (
        "The river rose",
        "Why?\nSee ¶1.",
        ("check", "water level"),
        Colour.ROSE,
    )
    assert whole.targets[0].is_whole_article
    assert [target.exact for target in pair.targets] == ["The river rose", "dry"]
    text = Revisions(folder).text(river.targets[0].digest)
    assert text is not None
    assert river.targets[0].span.of(text) == river.quote
    assert reading.read_articles(store) == {"a1"}
    assert reading.positions(store)["a1"].offset == 12
    assert reading.tags_of_articles(store) == {"b2": ("town",)}
    assert drafts(store) == {"new:a1": Draft("half a though")}
    assert reading.saved_searches(store) == {"water": "river OR port"}
    assert reading.letters(store)["x"]["offset"] == 3
    (pin,) = corrections.pins(store)
    assert (pin.together, pin.a.span, pin.b.text) == (False, Span(0, 4), "dry")
    assert corrections.metadata_corrections(store) == {"a1": {"title": "Rain", "date": "2026-03-01"}}
    assert [block.text for block in corrections.block_corrections(store, "a1")] == ["Share this"]
    assert corrections.entity_rules(store) == {"alias/Port": {"to": "Harbour"}}
    assert articles.known_articles(store)["a1"].path == "caf\udce9.txt"
