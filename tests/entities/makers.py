"""Articles and mentions for the tests of entities."""

from collections.abc import Sequence
from datetime import UTC, datetime

from reader.article import Article, Block, BlockKind, BlockState, Label, Mention, Metadata, Origin, Value, digest_of
from reader.entities.recognise import Recogniser, find_mentions
from reader.text import Span


def article(text: str, article_id: str = "a", *, date: str = "", folded: Sequence[int] = ()) -> Article:
    """Make an article with one block for each line."""
    blocks = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            state = BlockState.FOLDED if number in folded else BlockState.SHOWN
            blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(line)), state=state))
        start += len(line) + 1
    metadata = Metadata(date=Value(date, Origin.SET)) if date else Metadata()
    added = datetime(2025, 11, 13, tzinfo=UTC)
    return Article(article_id, f"{article_id}.txt", text, tuple(blocks), metadata, digest_of(text), added)


def mention(text: str, form: str, label: Label, entity: str = "", *, nth: int = 0) -> Mention:
    """Make a mention for an occurrence of some words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(form, start + 1)
    return Mention(Span(start, start + len(form)), label, entity or form)


def found(text: str, recogniser: Recogniser) -> list[tuple[str, str, str]]:
    """Return what is found in a text: words, label, entity."""
    return [(m.span.of(text), m.label.value, m.entity) for m in find_mentions(article(text), recogniser)]
