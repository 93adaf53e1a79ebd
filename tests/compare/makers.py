"""Articles for the tests, from paragraphs."""

from collections.abc import Sequence
from datetime import UTC, datetime

from reader.article import Article, Block, BlockKind, BlockState, Label, Mention, Metadata, Origin, Value, digest_of
from reader.text import Span

ADDED = datetime(2025, 11, 13, tzinfo=UTC)


def article(paragraphs: Sequence[str], article_id: str = "a", *, furniture: Sequence[int] = (), title: str = "") -> Article:
    """Make an article with one block for each paragraph."""
    text = "\n\n".join(paragraphs)
    blocks = []
    start = 0
    for number, paragraph in enumerate(paragraphs):
        state = BlockState.FOLDED if number in furniture else BlockState.SHOWN
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(paragraph)), state=state))
        start += len(paragraph) + 2
    metadata = Metadata(title=Value(title, Origin.SET)) if title else Metadata()
    return Article(article_id, f"{article_id}.txt", text, tuple(blocks), metadata, digest_of(text), ADDED)


def mentions(of: Article, names: dict[str, tuple[Label, str]]) -> tuple[Mention, ...]:
    """Make a mention for every occurrence of each form; a form leads to its label and entity."""
    found = []
    for form, (label, entity) in names.items():
        start = of.text.find(form)
        while start >= 0:
            found.append(Mention(Span(start, start + len(form)), label, entity))
            start = of.text.find(form, start + 1)
    return tuple(sorted(found))
