"""Passages: what alignment works on.

A passage is a block that reading takes in; a long one has its sentences beside
it as a second level. A passage with hardly any content (a dateline, "he said")
is kept but links only to its very own words.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reader.article import Article, BlockKind
from reader.compare.days import Day, find_days
from reader.compare.figures import Figure, read_figures
from reader.compare.pace import UNTOLD, Pace
from reader.compare.words import Word, WordReader
from reader.text import Span, sentence_spans

MINIMUM_STEMS = 4
"""A passage with fewer content stems says too little to be linked by likeness."""
SHORTEST_SENTENCE = 40
"""Shorter sentences join the one before: a careless splitter costs a fifth of the precision."""
_NOT_PASSAGES = frozenset({BlockKind.DATELINE, BlockKind.BYLINE, BlockKind.FURNITURE})


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or sentence, read for comparison."""

    span: Span
    counts: Mapping[str, int]
    """Stems with how often they occur."""
    content: Mapping[str, str]
    """Content stems with the form they first have here."""
    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    names: frozenset[str]
    """Content stems that are written with a capital here."""
    wording: str
    """All stems in order: equal for passages with the very same words."""
    sentences: tuple["Passage", ...] = ()

    @property
    def is_linkable(self) -> bool:
        """Tell whether there is enough content to be linked by likeness."""
        return len(self.content) >= MINIMUM_STEMS


def read_passages(article: Article, reader: WordReader, pace: Pace = UNTOLD) -> tuple[Passage, ...]:
    """Read the passages of an article in order."""
    spans = [block.span for block in article.readable_blocks if block.kind not in _NOT_PASSAGES]
    return tuple(_read_passage(article.text, span, reader) for span in pace.over(spans) if span.of(article.text).strip())


def _read_passage(text: str, span: Span, reader: WordReader) -> Passage:
    words = span.of(text)
    figures = read_figures(words, span.start)
    days = find_days(words, span.start)
    pieces = [_make(piece, reader.read(piece.of(text)), figures, days) for piece in _sentences(text, span)]
    if len(pieces) == 1:
        return _whole(span, pieces, figures, days, sentences=())
    return _whole(span, pieces, figures, days, sentences=tuple(pieces))


def _sentences(text: str, span: Span) -> list[Span]:
    joined: list[Span] = []
    for piece in sentence_spans(text, span):
        if joined and (len(joined[-1]) < SHORTEST_SENTENCE or len(piece) < SHORTEST_SENTENCE):
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined or [span]


def _make(span: Span, words: list[Word], figures: tuple[Figure, ...], days: tuple[Day, ...]) -> Passage:
    content: dict[str, str] = {}
    for word in words:
        if word.is_content:
            content.setdefault(word.stem, word.surface)
    lower = {word.stem for word in words if word.is_content and not word.is_name}
    stems = [word.stem for word in words]
    return Passage(
        span=span,
        counts=Counter(stems),
        content=content,
        figures=tuple(figure for figure in figures if span.contains(figure.span.start)),
        days=tuple(day for day in days if span.contains(day.span.start)),
        names=frozenset(content.keys() - lower),
        wording=" ".join(stems),
    )


def _whole(
    span: Span, pieces: list[Passage], figures: tuple[Figure, ...], days: tuple[Day, ...], *, sentences: tuple[Passage, ...]
) -> Passage:
    counts: Counter[str] = Counter()
    content: dict[str, str] = {}
    lower: set[str] = set()
    for piece in pieces:
        counts.update(piece.counts)
        lower |= piece.content.keys() - piece.names
        content = {**piece.content, **content}
    names = frozenset(content.keys() - lower)
    wording = " ".join(piece.wording for piece in pieces)
    return Passage(span, counts, content, figures, days, names, wording, sentences)
