"""From scores to links: the best counterpart of each passage, from either side.

Mutual best alone loses a quarter of the recall, since one account says in one
paragraph what the other says in three. When no link of the article pair is
sure, none is shown: the two tell different stories, and doubtful links would
be mere themes. What the reader pinned or refused wins over all of it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reader.compare.comparison import Tier
from reader.compare.days import are_apart
from reader.compare.passages import Passage
from reader.compare.similarity import Pair, Scores, score_of, weigh_pairs, weight_of
from reader.compare.story import Anchors, Names, parallel_bonus

SURE = 0.80
SHOWN = 0.55


@dataclass(frozen=True, slots=True)
class RawLink:
    """Two passages by index, with the sentences that decided, if sentences did."""

    i: int
    j: int
    score: float
    tier: Tier
    is_mutual: bool
    is_pinned: bool = False
    sentences: Pair | None = None
    """Indexes into the sentences of either passage."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Scores of paragraph pairs, with the sentence pair behind a score that sentences raised."""

    scores: Scores
    sentences: Mapping[Pair, Pair]


def score_levels(a: Sequence[Passage], b: Sequence[Passage]) -> Levels:
    """Score paragraphs and sentences; a paragraph pair takes the higher of the two."""
    names = Names(a, b)
    weights, behind = _weigh_levels(a, b, doubt=names.doubt())
    bonus = parallel_bonus(weights, weight_of(SURE), a, b)
    if bonus:
        anchors = Anchors(a, b, names)
        weights = {(i, j): weight + bonus + anchors.weight(i, j) for (i, j), weight in weights.items()}
    return Levels({pair: score_of(weight) for pair, weight in weights.items()}, behind)


def _weigh_levels(a: Sequence[Passage], b: Sequence[Passage], *, doubt: float) -> tuple[Scores, dict[Pair, Pair]]:
    weights = weigh_pairs(a, b, doubt=doubt)
    flat_a, flat_b = _flat(a), _flat(b)
    behind: dict[Pair, Pair] = {}
    if len(flat_a) + len(flat_b) == len(a) + len(b):
        return weights, behind
    fine = weigh_pairs([sentence for _, _, sentence in flat_a], [sentence for _, _, sentence in flat_b], doubt=doubt)
    for (x, y), weight in sorted(fine.items()):
        i, k, _ = flat_a[x]
        j, m, _ = flat_b[y]
        if weight > weights.get((i, j), -math.inf) and not are_apart(a[i].days, b[j].days):
            weights[i, j] = weight
            behind[i, j] = (k, m)
    return weights, behind


def _flat(passages: Sequence[Passage]) -> list[tuple[int, int, Passage]]:
    return [
        (place, number, sentence)
        for place, passage in enumerate(passages)
        for number, sentence in enumerate(passage.sentences or (passage,))
    ]


def link_passages(
    a: Sequence[Passage], b: Sequence[Passage], *, pinned: Iterable[Pair] = (), refused: Iterable[Pair] = ()
) -> tuple[RawLink, ...]:
    """Link two articles' passages, in the order of the first."""
    levels = score_levels(a, b)
    scores = {pair: score for pair, score in levels.scores.items() if pair not in set(refused)}
    best_of_a, best_of_b = _best(scores, side=0), _best(scores, side=1)
    shown = {pair for pair in (*best_of_a.values(), *best_of_b.values()) if scores[pair] >= SHOWN}
    if not any(scores[pair] >= SURE for pair in shown):
        shown = set()
    by_hand = set(pinned)
    return tuple(
        RawLink(
            i,
            j,
            score=1.0 if (i, j) in by_hand else scores[i, j],
            tier=Tier.SURE if (i, j) in by_hand or scores[i, j] >= SURE else Tier.MAYBE,
            is_mutual=best_of_a.get(i) == (i, j) == best_of_b.get(j),
            is_pinned=(i, j) in by_hand,
            sentences=levels.sentences.get((i, j)),
        )
        for i, j in sorted(shown | by_hand)
    )


def _best(scores: Scores, *, side: int) -> dict[int, Pair]:
    best: dict[int, Pair] = {}
    for pair in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        best.setdefault(pair[side], pair)
    return best
