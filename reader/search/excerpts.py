"""The passages of an article that show best why it was found.

A passage is one or more whole sentences of one block, with the matched words
in it. The best have the most different matched words.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from reader.article import Article
from reader.search.hits import Excerpt
from reader.text import Span, sentence_spans

MOST_EXCERPTS = 3
EXCERPT_LENGTH = 280


def best_excerpts(article: Article, matches: tuple[Span, ...], most: int = MOST_EXCERPTS) -> tuple[Excerpt, ...]:
    """Return the passages with the most different matched words, on sentence borders, in the order of the text."""
    passages = _passages(article, matches, most) if matches else _opening(article)
    best = sorted(passages, key=lambda e: (-_worth(article.text, e.matches), e.span))[:most]
    return tuple(sorted(best, key=lambda e: e.span))


def _worth(text: str, matches: Iterable[Span]) -> int:
    found = [text[span.start : span.end].casefold() for span in matches]
    return 10 * len(set(found)) + len(found)


def _passages(article: Article, matches: tuple[Span, ...], most: int) -> Iterator[Excerpt]:
    """Yield the passages of the blocks with the most different matched words."""
    blocks = [*_blocks_with_matches(article, matches)]
    blocks.sort(key=lambda block: (-_worth(article.text, block[1]), block[0]))
    for span, inside in blocks[:most]:
        yield from _block_passages(article.text, span, inside)


def _blocks_with_matches(article: Article, matches: tuple[Span, ...]) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """Yield the blocks that have matches, with them; matches are in order."""
    starts, at = [match.start for match in matches], 0
    for block in article.blocks:
        span = block.span
        if at == len(starts):
            return
        if starts[at] < span.end and (end := bisect_left(starts, span.end, at)) > (at := bisect_left(starts, span.start, at)):
            yield span, matches[at:end]
            at = end


def _block_passages(text: str, block: Span, matches: Sequence[Span]) -> Iterator[Excerpt]:
    """Join the sentences with matches to passages of bounded length; a match that goes on into the next one holds both together."""
    run: list[Span] = []
    held: dict[Span, None] = {}
    starts = [match.start for match in matches]
    for sentence in sentence_spans(text, block):
        inside = _overlapping(sentence, matches, starts)
        if not inside:
            continue
        is_held = inside[0].start < sentence.start
        if run and not is_held and (run[-1].end + 2 < sentence.start or sentence.end - run[0].start > EXCERPT_LENGTH):
            yield _excerpt(text, Span(run[0].start, run[-1].end), held)
            run, held = [], {}
        run.append(sentence)
        held |= dict.fromkeys(inside)
    if run:
        yield _excerpt(text, Span(run[0].start, run[-1].end), held)


def _overlapping(sentence: Span, matches: Sequence[Span], starts: Sequence[int]) -> Sequence[Span]:
    """Return the matches that overlap a sentence, without looking at all those of a block as long as a book."""
    first = bisect_left(starts, sentence.start)
    while first and matches[first - 1].end > sentence.start:
        first -= 1
    return matches[first : bisect_left(starts, sentence.end)]


def _excerpt(text: str, span: Span, matches: Iterable[Span]) -> Excerpt:
    span = _shortened(text, span, [match for match in matches if match.overlaps(span)])
    inside = tuple(match for match in matches if span.start <= match.start and match.end <= span.end)
    return Excerpt(span, span.of(text), inside)


def _shortened(text: str, span: Span, matches: list[Span]) -> Span:
    """Cut an overlong sentence at blanks, around its first match."""
    if len(span) <= 2 * EXCERPT_LENGTH or not matches:
        return span
    start = max(span.start, matches[0].start - EXCERPT_LENGTH // 2)
    end = min(span.end, max(start + EXCERPT_LENGTH, matches[0].end))
    if start > span.start and (blank := text.find(" ", start, matches[0].start)) >= 0:
        start = blank + 1
    if end < span.end and (blank := text.rfind(" ", matches[0].end, end)) >= 0:
        end = blank
    return Span(start, end)


def _opening(article: Article) -> Iterator[Excerpt]:
    """Yield the first sentences, for an article that matches without its text."""
    for block in article.readable_blocks[1:] or article.readable_blocks:
        sentences = sentence_spans(article.text, block.span)
        if sentences:
            end = max((s.end for s in sentences if s.end - sentences[0].start <= EXCERPT_LENGTH), default=sentences[0].end)
            yield _excerpt(article.text, Span(sentences[0].start, end), ())
            return
