"""Every place of a word, a phrase or an entity with the words around it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

from reader.article import Article, Mention
from reader.entities.entity import ConcordanceLine
from reader.text import Span, plain

CONTEXT = 60
"""Characters kept on each side."""


class Order(StrEnum):
    """How lines are sorted."""

    ARTICLE = "article"
    LEFT = "left"
    RIGHT = "right"


def term_lines(term: str, articles: Iterable[Article], *, context: int = CONTEXT) -> Iterator[ConcordanceLine]:
    """Iterate over the places of a word or phrase, in any case, as whole words, article by article.

    A star at the end of a word stands for any ending. Quotes, dashes and blanks of any kind match each other.
    """
    pattern = term_pattern(term)
    for article in articles:
        for span in _places(article, pattern):
            yield line_at(article, span, context=context)


def lines_in(
    article: Article, mentions: Sequence[Mention], term: str, *, pattern: re.Pattern[str] | None
) -> Iterator[ConcordanceLine]:
    """Iterate over the places in one article of a term (its `term_pattern`) and of the entity that the term names, in order."""
    wanted = plain(term).casefold().strip()
    named = {mention.span for mention in mentions if plain(mention.entity).casefold() == wanted}
    words = [span for span in _places(article, pattern) if not any(span.overlaps(mention) for mention in named)]
    for span in sorted((*words, *named)):
        yield line_at(article, span)


def _places(article: Article, pattern: re.Pattern[str] | None) -> Iterator[Span]:
    if pattern:
        text = plain(article.text)
        for block in article.readable_spans():
            for match in pattern.finditer(text, block.start, block.end):
                yield Span(*match.span())


def entity_lines(
    entity: str, articles: Iterable[tuple[Article, Sequence[Mention]]], *, context: int = CONTEXT
) -> Iterator[ConcordanceLine]:
    """Iterate over the mentions of an entity, article by article."""
    for article, mentions in articles:
        for mention in mentions:
            if mention.entity == entity:
                yield line_at(article, mention.span, context=context)


def line_at(article: Article, span: Span, *, context: int = CONTEXT) -> ConcordanceLine:
    """Return the line for a place: the words around it within its block, cut at words."""
    block = next((block.span for block in article.blocks if block.span.contains(span.start)), Span(0, len(article.text)))
    left = article.text[max(block.start, span.start - context) : span.start]
    right = article.text[span.end : min(block.end, span.end + context)]
    if span.start - context > block.start:
        left = left[left.find(" ") + 1 :] if " " in left else left
    if span.end + context < block.end:
        right = right[: right.rfind(" ")] if " " in right else right
    return ConcordanceLine(article.id, span, _flat(left), _flat(span.of(article.text)), _flat(right))


def ordered(lines: Iterable[ConcordanceLine], order: Order) -> list[ConcordanceLine]:
    """Sort lines: by article and place, by the words to the left (nearest first), or by those to the right."""
    keys: dict[Order, Callable[[ConcordanceLine], tuple[object, ...]]] = {
        Order.ARTICLE: lambda line: (),
        Order.LEFT: lambda line: (_words(line.left)[::-1], line.match.casefold()),
        Order.RIGHT: lambda line: (_words(line.right), line.match.casefold()),
    }
    return sorted(lines, key=keys[order])


def spread(lines: Iterable[ConcordanceLine], length: int, cells: int) -> tuple[int, ...]:
    """Return how many lines of one article of a length fall into each of a number of equal parts."""
    counts = [0] * cells
    for line in lines:
        counts[min(cells - 1, line.span.start * cells // max(1, length))] += 1
    return tuple(counts)


def _flat(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def term_pattern(term: str) -> re.Pattern[str] | None:
    """Return what finds a word or phrase in straightened text, or None for a term without letters and digits."""
    words = plain(term).split()
    if not any(re.search(r"\w", word) for word in words):
        return None
    pieces = (re.escape(word[:-1]) + r"\w*" if word.endswith("*") and len(word) > 1 else re.escape(word) for word in words)
    return re.compile("(?<!\\w)" + "\\s+".join(pieces) + "(?!\\w)", re.IGNORECASE)
