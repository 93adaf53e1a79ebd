"""Where the words of a query stand in an article, and the passages that show it best.

Marks are found in the text itself, by the same forms of words as the index
holds; phrases are marked as phrases. Folded blocks are left out, or are all
that is looked at when the query says `in:furniture`.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from rapidfuzz.distance import OSA

from reader.article import Article
from reader.search import query
from reader.search.hits import Excerpt
from reader.search.query import FURNITURE, Leaf, Node, leaves
from reader.search.schema import stems_of
from reader.search.words import Token, Words
from reader.text import Span, sentence_spans

MOST_EXCERPTS = 3
EXCERPT_LENGTH = 280
_UNMARKED_FIELDS = ("source", "author", "lang")

Matcher = Callable[[str], bool]


def find_matches(asked: Node, article: Article, words: Words) -> tuple[Span, ...]:
    """Return where an article matches a query, in order and not overlapping."""
    found: list[Span] = []
    wanted = [leaf for leaf in dict.fromkeys(leaves(asked)) if _is_marked(leaf)]
    if not wanted:
        return ()
    is_furniture = any(_field(leaf) == FURNITURE for leaf in wanted)
    for block in article.blocks:
        if block.is_furniture is is_furniture:
            tokens = list(words.tokens(article.text, block.span.start, block.span.end))
            for leaf in wanted:
                found += _matches_of(leaf, tokens, words, has_stems=stems_of(article))
    return _merged(found)


def _is_marked(leaf: Leaf) -> bool:
    return not isinstance(leaf, query.Dated | query.State | query.Everything) and leaf.field not in _UNMARKED_FIELDS


def _field(leaf: Leaf) -> str:
    return "" if isinstance(leaf, query.Dated | query.State | query.Everything) else leaf.field


def _matches_of(leaf: Leaf, tokens: list[Token], words: Words, *, has_stems: bool) -> Iterator[Span]:
    if isinstance(leaf, query.Phrase):
        wanted = [_same_word(word, words, has_stems=has_stems) for word in leaf.words]
        yield from _phrases(wanted, leaf.slop, tokens)
        return
    is_match = _matcher(leaf, words, has_stems=has_stems)
    yield from (Span(token.start, token.end) for token in tokens if is_match(token.plain))


def _matcher(leaf: Leaf, words: Words, *, has_stems: bool) -> Matcher:
    match leaf:
        case query.Exact(plain):
            return plain.__eq__
        case query.Prefix(plain, _, or_word):
            same = _same_word(plain, words, has_stems=has_stems)
            return lambda word: word.startswith(plain) or (or_word and same(word))
        case query.Wildcard(shape):
            pattern = re.compile(".*".join(map(re.escape, shape.split("*"))), re.DOTALL)
            return lambda word: pattern.fullmatch(word) is not None
        case query.Fuzzy(plain, distance):
            return lambda word: OSA.distance(plain, word, score_cutoff=distance) <= distance
        case query.Word(plain):
            return _same_word(plain, words, has_stems=has_stems)
        case _:
            return lambda _: False


def _same_word(plain: str, words: Words, *, has_stems: bool) -> Matcher:
    if not has_stems:
        return lambda word: word in (plain, words.stem(plain))
    stem = words.stem(plain)
    return lambda word: words.stem(word) in (stem, plain)


def _phrases(wanted: list[Matcher], slop: int, tokens: list[Token]) -> Iterator[Span]:
    for start, token in enumerate(tokens):
        if wanted[0](token.plain) and (end := _phrase_end(wanted, slop, tokens, start)) is not None:
            yield Span(token.start, tokens[end].end)


def _phrase_end(wanted: list[Matcher], slop: int, tokens: list[Token], start: int) -> int | None:
    """Return the index of the phrase's last word when it begins at `start`."""
    ends = {start}
    for is_match in wanted[1:]:
        ends = {at for end in ends for at in range(end + 1, min(end + slop + 1, len(tokens))) if is_match(tokens[at].plain)}
        if not ends:
            return None
    return min(ends)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(set(spans)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def best_excerpts(article: Article, matches: tuple[Span, ...], most: int = MOST_EXCERPTS) -> tuple[Excerpt, ...]:
    """Return the passages with the most different matched words, on sentence borders, in the order of the text."""
    passages = _passages(article, matches) if matches else _opening(article)
    best = sorted(passages, key=lambda e: (-_worth(e), e.span))[:most]
    return tuple(sorted(best, key=lambda e: e.span))


def _worth(excerpt: Excerpt) -> float:
    different = {span.shifted(-excerpt.span.start).of(excerpt.text).casefold() for span in excerpt.matches}
    return 10 * len(different) + len(excerpt.matches)


def _passages(article: Article, matches: tuple[Span, ...]) -> Iterator[Excerpt]:
    for block in article.blocks:
        inside = [span for span in matches if block.span.start <= span.start and span.end <= block.span.end]
        if inside:
            yield from _block_passages(article.text, block.span, inside)


def _block_passages(text: str, block: Span, matches: list[Span]) -> Iterator[Excerpt]:
    """Join the sentences with matches to passages of bounded length."""
    run: list[Span] = []
    for sentence in sentence_spans(text, block):
        if not any(sentence.overlaps(span) for span in matches):
            continue
        if run and (run[-1].end + 2 < sentence.start or sentence.end - run[0].start > EXCERPT_LENGTH):
            yield _excerpt(text, Span(run[0].start, run[-1].end), matches)
            run = []
        run.append(sentence)
    if run:
        yield _excerpt(text, Span(run[0].start, run[-1].end), matches)


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
