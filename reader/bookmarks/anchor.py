"""Anchors: a passage chosen in one revision, found again in another.

The order of trust: the same revision, verified; else evidence from the words
of the passage and of its surroundings in the old text, gathered in the new
one. The kept text of the revision gives wide surroundings; without it there
are the 64 characters that the selector keeps on each side.
"""

from dataclasses import dataclass

from rapidfuzz import fuzz

from reader.article import Article
from reader.bookmarks.bookmark import CONTEXT, Place, PlaceState, Selector
from reader.bookmarks.evidence import Found, find_passage
from reader.bookmarks.words import Words, words_of
from reader.text import Span, plain

_LIKE = 0.6
"""Below this a whole block is offered, not a part of it."""
LOST = Place(PlaceState.ORPHAN, None, 0.0)


@dataclass(frozen=True, slots=True)
class _Old:
    """The passage in its old surroundings."""

    words: Words
    text: str
    span: Span


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
    """Find where a selector's passage stands in an article; for many in one article use a `PlaceFinder`.

    Args:
        selector: the passage as it was chosen.
        old_text: the kept text of the revision of `selector.current`, if there is one.
        new_article: the article as it is now.
    """
    return PlaceFinder(new_article).find(selector, old_text)


class PlaceFinder:
    """Finds passages in one article; what it learns of a text it keeps for the next passage."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._words: dict[str, Words] = {}

    def find(self, selector: Selector, old_text: str | None) -> Place:
        """Find where a selector's passage stands; see `find_place`."""
        text, selector = self._article.text, selector.current
        if selector.is_whole_article:
            return Place(PlaceState.ANCHORED, Span(0, 0), 1.0)
        if selector.digest == self._article.digest and selector.span.of(text) == selector.exact:
            return Place(PlaceState.ANCHORED, selector.span, 1.0)
        old_text, span = _old_text(selector, old_text)
        return _find_by_words(_Old(self._words_of(old_text), old_text, span), self._words_of(text), text)

    def _words_of(self, text: str) -> Words:
        if text not in self._words:
            self._words[text] = words_of(text)
        return self._words[text]


def likely_places(selector: Selector, article: Article) -> tuple[tuple[Span, float], ...]:
    """Return a place in each readable block and how like the old passage it reads, 0 to 1, for a person to choose from."""
    return tuple(_likely_place(selector.exact, article.text, block) for block in article.readable_spans())


def _likely_place(exact: str, text: str, block: Span) -> tuple[Span, float]:
    alignment = fuzz.partial_ratio_alignment(plain(exact), plain(block.of(text)))
    score = alignment.score / 100 if alignment else 0.0
    if alignment is None or score < _LIKE or len(exact) >= len(block):
        return block, score
    words = words_of(block.of(text))
    touched = words.under(Span(alignment.dest_start, alignment.dest_end))
    if not touched:
        return block, score
    return words.span_of(touched.start, touched.stop - 1).shifted(block.start), score


def _old_text(selector: Selector, old_text: str | None) -> tuple[str, Span]:
    """Return the widest old text that is known, and the passage in it."""
    if old_text is not None and selector.span.of(old_text) == selector.exact:
        return old_text, selector.span
    start = len(selector.prefix)
    return selector.prefix + selector.exact + selector.suffix, Span(start, start + len(selector.exact))


def _find_by_words(old: _Old, new: Words, new_text: str) -> Place:
    passage = old.words.under(old.span) or _next_word(old.words, old.span)
    if not passage:
        return LOST
    verdict = find_passage(old.words, passage, new)
    if verdict.place is None:
        return Place(PlaceState.ORPHAN, None, round(verdict.evidence, 3))
    return _place_at(verdict.place, passage, old, new, new_text)


def _next_word(words: Words, span: Span) -> range:
    """Return the word behind a span that touches none, or the one before it at the end of the text."""
    behind = words.under(Span(span.end, max(span.end, words.spans[-1].end if words.spans else 0)))
    if behind:
        return range(behind.start, behind.start + 1)
    return range(len(words) - 1, len(words)) if words.spans else range(0)


def _place_at(found: Found, passage: range, old: _Old, new: Words, new_text: str) -> Place:
    old_words, new_words = old.words.span_of(passage.start, passage.stop - 1), new.span_of(found.first, found.last)
    lead, trail = old.span.start - old_words.start, old.span.end - old_words.end
    start, end = new_words.start + lead, new_words.end + trail
    exact = old.span.of(old.text)
    if not old.words.under(old.span):  # no word to hold on to: a place, or a sign
        span = Span(start, start + len(exact)) if 0 <= start <= len(new_text) else None
        return Place(PlaceState.MOVED, span, 1.0) if span is not None and span.of(new_text) == exact else LOST
    if not _reads_the_same(old.text, old_words.start, new_text, new_words.start, lead):
        start = new_words.start
    if not _reads_the_same(old.text, old_words.end, new_text, new_words.end, trail):
        end = new_words.end
    span = Span(start, max(start, end))
    if span.of(new_text) == exact:
        return Place(PlaceState.ANCHORED, span, 1.0)
    return Place(PlaceState.MOVED, span, round(found.coverage, 3))


def _reads_the_same(old_text: str, old_edge: int, new_text: str, new_edge: int, distance: int) -> bool:
    """Tell whether old and new text agree between the edge of a word and a place at a distance from it."""
    old_from, old_to = sorted((old_edge, old_edge + distance))
    new_from, new_to = sorted((new_edge, new_edge + distance))
    return new_from >= 0 and plain(old_text[old_from:old_to]) == plain(new_text[new_from:new_to])
