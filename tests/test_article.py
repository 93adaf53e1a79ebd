"""Articles: what is readable, how an untitled one is called."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reader.article import (
    UNKNOWN,
    Article,
    Block,
    BlockKind,
    BlockState,
    Label,
    Mention,
    Mentions,
    Metadata,
    Origin,
    Value,
    digest_of,
)
from reader.text import Span

TEXT = "Share this\n\nOne two three four five six seven eight nine ten."
ARTICLE = Article(
    id="a1",
    path="a.txt",
    text=TEXT,
    blocks=(
        Block(BlockKind.FURNITURE, Span(0, 10), state=BlockState.FOLDED),
        Block(BlockKind.PARAGRAPH, Span(12, len(TEXT))),
    ),
    metadata=Metadata(),
    digest=digest_of(TEXT),
    added=datetime(2026, 1, 1, tzinfo=UTC),
)


def test_words_are_counted_outside_furniture() -> None:
    assert ARTICLE.words == 10


def test_an_untitled_article_goes_by_its_first_words() -> None:
    assert ARTICLE.heading == "One two three four five six seven eight nine…"


def test_a_titled_article_goes_by_its_title() -> None:
    titled = replace(ARTICLE, metadata=Metadata(title=Value("A title", Origin.FOUND)))
    assert titled.heading == "A title"


def test_an_article_that_is_all_furniture_goes_by_its_path() -> None:
    assert replace(ARTICLE, blocks=ARTICLE.blocks[:1]).heading == "a.txt"


def test_a_value_without_text_is_unknown_and_the_other_way_round() -> None:
    assert UNKNOWN.text is None
    with pytest.raises(ValueError, match="unknown"):
        Value("text", Origin.UNKNOWN)
    with pytest.raises(ValueError, match="unknown"):
        Value(None, Origin.FOUND)


def test_a_lone_surrogate_has_a_digest_too() -> None:
    assert len(digest_of("\ud800")) == 64


def test_mentions_are_held_as_they_were() -> None:
    found = [Mention(Span(0, 3), Label.ORG, "UN"), Mention(Span(9, 12), Label.ORG, "UN"), Mention(Span(20, 30), Label.PLACE, "UN")]
    held = Mentions(found)
    assert (list(held), held[-1], held[1:]) == (found, found[-1], tuple(found[1:]))
    assert held == Mentions(held)
    assert held != Mentions(found[:2])
    assert hash(held) == hash(Mentions(found))
    assert not Mentions()
    assert held != found, "as a tuple is no list"
