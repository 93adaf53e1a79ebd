"""The five raw articles against their gold, where both are at hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from reader.article import BlockKind, BlockState, Origin, Value
from reader.formats.extracted import Extracted
from reader.formats.parsing import parse_document

SHARED = Path(__file__).parents[3] / "shared"
ARTICLES = SHARED / "articles"
GOLD = SHARED / "tools" / "intake" / "gold"
PARAGRAPH_KINDS = {BlockKind.PARAGRAPH: "paragraph", BlockKind.ITEM: "bullet", BlockKind.CAPTION: "caption"}

pytestmark = pytest.mark.skipif(not ARTICLES.is_dir(), reason="the raw articles are not in ../shared here")


def article(number: int) -> Extracted:
    (path,) = ARTICLES.glob(f"{number:03}_*.txt")
    return parse_document(path.read_bytes(), path.name)[0]


def gold(number: int) -> dict[str, Any]:
    found = list(GOLD.glob(f"{number:03}_*.json"))
    if not found:
        pytest.skip("the gold is not in ../shared here")
    fields: dict[str, Any] = json.loads(found[0].read_text("utf-8"))
    return fields


@pytest.mark.parametrize("number", [0, 1])
def test_paragraphs_stand_where_the_gold_says(number: int) -> None:
    read = article(number)
    shown = [block for block in read.blocks if block.state is BlockState.SHOWN and block.kind in PARAGRAPH_KINDS]
    expected = [(part["kind"], part["start"], part["end"]) for part in gold(number)["paragraphs"]]
    assert [(PARAGRAPH_KINDS[block.kind], block.span.start, block.span.end) for block in shown] == expected


@pytest.mark.parametrize("number", [0, 1])
def test_furniture_is_folded_where_the_gold_says(number: int) -> None:
    read = article(number)
    folded = [block.span for block in read.blocks if block.is_furniture]
    for part in gold(number)["boilerplate"]:
        inside = [block.span for block in read.blocks if part["start"] <= block.span.start < part["end"]]
        assert inside
        assert set(inside) <= set(folded)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(
    ("field", "ours"), [("title", "title"), ("published", "date"), ("byline", "author"), ("publication", "source")]
)
def test_metadata_is_what_the_gold_says(number: int, field: str, ours: str) -> None:
    value: Value = getattr(article(number).metadata, ours)
    expected = gold(number)["metadata"][field]
    assert value.text == expected["value"]
    origins = {"stated": Origin.FOUND, "inferred": Origin.GUESSED, "unknown": Origin.UNKNOWN}
    assert value.origin is origins[expected["basis"]]


@pytest.mark.parametrize(
    ("number", "unknown"),
    [(0, {"source"}), (2, {"source", "author", "date"}), (3, {"title", "source", "author", "date"}), (4, {"author", "date"})],
)
def test_what_is_not_stated_stays_unknown(number: int, unknown: set[str]) -> None:
    metadata = article(number).metadata
    fields = ("title", "source", "author", "date")
    assert {name for name in fields if getattr(metadata, name).origin is Origin.UNKNOWN} == unknown


@pytest.mark.parametrize(("number", "paragraphs"), [(3, 14), (4, 9)])
def test_an_article_without_furniture_loses_nothing(number: int, paragraphs: int) -> None:
    read = article(number)
    assert all(block.state is BlockState.SHOWN for block in read.blocks)
    assert sum(block.kind is BlockKind.PARAGRAPH for block in read.blocks) == paragraphs


def test_teasers_of_other_stories_are_not_shown() -> None:
    read = article(2)
    last_note = max(number for number, block in enumerate(read.blocks) if block.kind is BlockKind.PARAGRAPH and not block.why)
    assert all(block.state is not BlockState.SHOWN for block in read.blocks[last_note + 2 :])
    assert read.shown_share < 0.75
