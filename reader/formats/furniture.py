"""Which lines of a pasted text are page furniture: two voters, three states.

A block is folded only when both voters say furniture; where they differ or are
unsure it stays in the text, dimmed. The one voter looks for the stretch of lines
that reads most like an article (`best_span`), the other is a trained line model.
"""

from collections.abc import Sequence
from dataclasses import replace

from reader.article import BlockKind, BlockState
from reader.formats.assembly import Piece
from reader.formats.features import LineFeatures, line_features
from reader.formats.lines import Line
from reader.text import Span


def label_lines(lines: Sequence[Line]) -> tuple[BlockState, ...]:
    """Return how each line is to be treated."""
    features = line_features(lines)
    scores = [_score(feature) for feature in features]
    start, end = best_span(scores)
    states = tuple(_state(feature, inside=start <= number < end) for number, feature in enumerate(features))
    # Where nothing reads like an article, there is nothing to tell furniture from.
    return states if BlockState.SHOWN in states else (BlockState.SHOWN,) * len(states)


def label_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a page that has no extractor of its own, with their states."""
    kept = [piece for piece in pieces if piece.text.strip()]
    lines = [Line(" ".join(piece.text.split()), Span(0, len(piece.text)), True, True) for piece in kept]
    return [_labelled(piece, state) for piece, state in zip(kept, label_lines(lines), strict=True)]


def _labelled(piece: Piece, state: BlockState) -> Piece:
    if state is BlockState.FOLDED:
        return Piece(BlockKind.FURNITURE, piece.text, 0, state, "reads like page furniture")
    return replace(piece, state=state, why="may be page furniture" if state is BlockState.DIMMED else piece.why)


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
    if feature.count >= 8:
        score += 0.8 * (feature.likeness - 0.35)
    return score - (0.4 if feature.is_dated or feature.is_repeated else 0.0)


def _state(feature: LineFeatures, *, inside: bool) -> BlockState:
    is_short = feature.length < 0.2
    is_junk = (feature.is_junk or feature.is_repeated) and is_short and not feature.is_sentence
    if inside:
        return BlockState.DIMMED if is_junk else BlockState.SHOWN
    return BlockState.DIMMED if feature.is_sentence and feature.likeness > 0.3 else BlockState.FOLDED
