"""Which lines of a pasted text are page furniture: two voters, three states.

The one voter looks for the stretch of lines that reads most like an article
(`best_span`), the other is a trained judge of single lines. A line is folded only
when both say furniture and the text has the marks of a copied page; where they
differ or are unsure it stays in the text, dimmed.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from reader.article import BlockKind, BlockState
from reader.formats.assembly import Piece
from reader.formats.features import NAMES, LineFeatures, line_features, vectors
from reader.formats.line_model import LineModel, load_model
from reader.formats.lines import Line
from reader.formats.phrases import INTERFACE
from reader.text import Span

SHOWN = ((20, 0.3, 0.55), (8, 0.5, 0.95), (0, 0.65, 0.99))
"""How likely a line must be to be shown, in the stretch that reads most like an article and outside of it, by its words.

A long line is rarely furniture; a short one that stands apart mostly is.
"""
SURELY_SHOWN = 0.9
FOLDED = 0.03
MOST_LINES = 20_000
"""Nobody pastes more from one page; a longer text is a book or a log."""
_SHORT = 14
_TEASER_LINES = 14
_PAGE_MARKS = 3
"""A text with fewer lines that both voters take for furniture is no copy of a page."""
_CERTAIN = re.compile(
    r"(?:no|\d+) comments?:?|share(?: this(?: article| story)?)?|advertisement|dismiss|google cta|(?:keep|continue) reading"
    r"|read more|show (?:more|less)|subscribe|unsubscribe|sign up|newsletters?|print|e-?mail|tweet|follow us(?: on .{2,20})?"
    r"|skip to (?:main )?content|view (?:this email |it )?in (?:your|a) browser",
    re.IGNORECASE,
)
_TEASER_END = re.compile(r"(?:(?:keep|continue) reading|read (?:more|full|the full)|show (?:more|less)).{0,20}$", re.IGNORECASE)


@cache
def _judge() -> LineModel:
    return load_model("text", NAMES)


def label_lines(
    lines: Sequence[Line], measured: Sequence[LineFeatures] | None = None, *, page_marks: int = 0
) -> tuple[BlockState, ...]:
    """Return how each line is to be treated.

    Args:
        lines: the lines of a text.
        measured: their features, if they are at hand.
        page_marks: how many lines are already known to be furniture.
    """
    if len(lines) > MOST_LINES:
        return (BlockState.SHOWN,) * len(lines)
    features = line_features(lines) if measured is None else measured
    start, end = best_span([_score(feature) for feature in features])
    likelihoods = _judge().likelihoods(vectors(lines, features))
    states = [
        _state(likelihood, feature.words, inside=start <= number < end)
        for number, (likelihood, feature) in enumerate(zip(likelihoods, features, strict=True))
    ]
    if BlockState.SHOWN not in states:
        return _without_article(states, start, end)
    # No button, no sharing bar, no credit anywhere: somebody's own text, not a copy of a page.
    if not page_marks and not any(feature.words < _SHORT and _speaks(feature) for feature in features):
        return (BlockState.SHOWN,) * len(lines)
    is_page = _is_page(states, features, page_marks)
    outside = [not start <= number < end for number in range(len(lines))]
    careful = [
        _careful(state, line, is_page=is_page, is_outside=is_outside)
        for state, line, is_outside in zip(states, lines, outside, strict=True)
    ]
    unsure = [
        state is not BlockState.SHOWN or (apart and likelihood < SURELY_SHOWN)
        for state, apart, likelihood in zip(careful, outside, likelihoods, strict=True)
    ]
    _fold_teasers(careful, unsure, lines, end)
    return tuple(careful)


def _is_page(states: Sequence[BlockState], features: Sequence[LineFeatures], page_marks: int) -> bool:
    """Tell whether a text is a copy of a page: it has several lines of furniture, and one that says so in words."""
    folded = [feature for feature, state in zip(features, states, strict=True) if state is BlockState.FOLDED]
    return len(folded) + page_marks >= _PAGE_MARKS and (page_marks > 0 or any(map(_speaks, folded)))


def _speaks(feature: LineFeatures) -> bool:
    """Tell whether a line has the words of page furniture."""
    return feature.is_closer or feature.is_button or feature.is_junk


def _fold_teasers(states: list[BlockState], unsure: Sequence[bool], lines: Sequence[Line], end: int) -> None:
    """Fold the teasers of other stories below an article, each of which closes with the same words.

    Their prose is as good as the article's: no judge of single lines can tell them.
    """
    closers = [number for number in range(end, len(lines)) if _TEASER_END.match(lines[number].text)]
    is_repeated = len(closers) >= 2 and len({lines[number].text for number in closers}) < len(closers)
    if not is_repeated or any(below - above > _TEASER_LINES for above, below in pairwise((end, *closers))):
        return
    first = next((number for number in range(end, closers[0]) if states[number] is BlockState.FOLDED), closers[0])
    for number in range(first, closers[-1] + 1):
        if unsure[number]:
            states[number] = BlockState.FOLDED


def _without_article(states: Sequence[BlockState], start: int, end: int) -> tuple[BlockState, ...]:
    """Where nothing is surely an article, there is nothing to tell furniture from: the best stretch is shown, or all."""
    if start == end:
        return (BlockState.SHOWN,) * len(states)
    return tuple(BlockState.SHOWN if start <= number < end else BlockState.DIMMED for number in range(len(states)))


def _state(likelihood: float, words: int, *, inside: bool) -> BlockState:
    needed = next(within if inside else apart for fewest, within, apart in SHOWN if words >= fewest)
    if likelihood >= needed:
        return BlockState.SHOWN
    return BlockState.FOLDED if likelihood < FOLDED and not inside else BlockState.DIMMED


def _careful(state: BlockState, line: Line, *, is_page: bool, is_outside: bool) -> BlockState:
    """Fold a line of a text that is no copied page only when its words leave no doubt."""
    if state is BlockState.SHOWN:
        return state
    if _CERTAIN.fullmatch(line.text) or (is_outside and line.text.isalpha() and INTERFACE.fullmatch(line.text)):
        return BlockState.FOLDED
    return state if is_page else BlockState.DIMMED


def label_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page that has no extractor of its own, with their states."""
    kept = [piece for piece in pieces if piece.text.strip()]
    lines = [Line(" ".join(piece.text.split()), Span(0, len(piece.text)), True, True) for piece in kept]
    states = label_lines(lines, page_marks=_PAGE_MARKS)
    return [_labelled(piece, state) for piece, state in zip(kept, states, strict=True)]


def _labelled(piece: Piece, state: BlockState) -> Piece:
    if state is BlockState.FOLDED:
        return Piece(BlockKind.FURNITURE, piece.text, 0, state, "reads like page furniture")
    return piece._replace(state=state, why="may be page furniture" if state is BlockState.DIMMED else piece.why)


def best_span(scores: Sequence[float]) -> tuple[int, int]:
    """Find the contiguous stretch with the highest sum.

    >>> best_span([-1, 2, -1, 2, -3, 1])
    (1, 4)
    """
    best, best_start, best_end = 0.0, 0, 0
    current, start = 0.0, 0
    for number, score in enumerate(scores):
        if current <= 0:
            current, start = 0.0, number
        current += score
        if current > best:
            best, best_start, best_end = current, start, number + 1
    return best_start, best_end


def _score(feature: LineFeatures) -> float:
    """How much a line reads like running text of the article; below zero for furniture."""
    score = -0.45
    if feature.is_sentence:
        score += 0.9 + feature.length
    elif feature.length > 0.4:
        score += 0.7
    if feature.is_junk and feature.length < 0.35:
        score -= 0.8
    if feature.is_tiny:
        score -= 0.25
    if feature.words >= 8:
        score += 0.8 * (feature.likeness - 0.35)
    return score - (0.4 if feature.is_dated or feature.is_repeated else 0.0)
