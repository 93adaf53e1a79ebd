"""Anchors: a passage chosen in one revision, found again in another.

The order of trust: the same revision, verified; the old text aligned with the
new one word by word; a guarded search for the quote; else the place is lost
and says so. A lookalike elsewhere never takes a note over.
"""

from reader.article import Article
from reader.bookmarks.bookmark import CONTEXT, Place, PlaceState, Selector
from reader.text import Span

LOST = Place(PlaceState.ORPHAN, None, 0.0)


def select(article: Article, span: Span) -> Selector:
    """Return the selector of a passage; the empty span at 0 stands for the whole article, another empty one for a place."""
    text = article.text
    is_whole_article = span == Span(0, 0)
    return Selector(
        article=article.id,
        digest=article.digest,
        span=span,
        exact=span.of(text),
        prefix="" if is_whole_article else text[max(0, span.start - CONTEXT) : span.start],
        suffix="" if is_whole_article else text[span.end : span.end + CONTEXT],
        paragraph=paragraph_at(article, span.start),
    )


def paragraph_at(article: Article, offset: int) -> int:
    """Return the number of the readable block at an offset, or of the last one before it, from 1; 0 before the first."""
    return sum(1 for span in article.readable_spans() if span.start <= offset)


def find_place(selector: Selector, old_text: str | None, new_article: Article) -> Place:
    """Find where a selector's passage stands in an article.

    Args:
        selector: the passage as it was chosen.
        old_text: the kept text of the selector's revision, if there is one.
        new_article: the article as it is now.
    """
    text = new_article.text
    if selector.is_whole_article:
        return Place(PlaceState.ANCHORED, Span(0, 0), 1.0)
    if selector.span.end <= len(text) and selector.span.of(text) == selector.exact and selector.digest == new_article.digest:
        return Place(PlaceState.ANCHORED, selector.span, 1.0)
    passage = selector.prefix + selector.exact + selector.suffix
    if text.count(passage) == 1:
        start = text.index(passage) + len(selector.prefix)
        return Place(PlaceState.MOVED, Span(start, start + len(selector.exact)), 1.0)
    return LOST
