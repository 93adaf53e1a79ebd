"""From scores to links: the best counterpart of each passage, from either side.

Mutual best alone loses a quarter of the recall, since one account says in one
paragraph what the other says in three. When no link of the article pair is
sure, none is shown: the two tell different stories, and doubtful links would
be mere themes. Where the two hardly name the same people and places, one sure
link is not enough either. What the reader pinned or refused wins over all of it.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reader.compare.comparison import Tier
from reader.compare.days import are_apart
from reader.compare.evidence import Evidence, Sizes, judge, probability
from reader.compare.pace import UNTOLD, Pace
from reader.compare.passages import Passage
from reader.compare.similarity import VERY_SAME, Likeness, Pair, Scores, very_same, weigh_pairs
from reader.compare.story import Names

SURE = 0.80
PROOF = 0.83
"""So likely must links be that show that two articles tell one story; where that is shown, a little less is sure."""
BEHIND = -2.0
"""A pair that stays further behind the best counterparts of its two passages is in doubt, however alike it is: one that is
as like several passages, while theirs is much more like another, mostly tells something beside it."""
SHOWN = 0.57


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
    """How alike paragraphs are, with the sentence pair behind a likeness that sentences raised."""

    likenesses: Mapping[Pair, Likeness]
    sentences: Mapping[Pair, Pair]
    same: frozenset[Pair]
    """Paragraphs with the very same words."""


def weigh_levels(a: Sequence[Passage], b: Sequence[Passage], pace: Pace = UNTOLD) -> Levels:
    """Weigh paragraphs and sentences; a paragraph pair takes the higher of the two."""
    paragraphs = 0.4 if any(passage.sentences for passage in (*a, *b)) else 1.0
    likenesses = weigh_pairs(a, b, pace.part(0, paragraphs))
    behind = _raise_by_sentences(likenesses, a, b, pace.part(paragraphs, 1))
    same = very_same(a, b)
    for i, j in same:
        weight, shared = likenesses.get((i, j), (VERY_SAME, math.log1p(len(a[i].content))))
        likenesses[i, j] = Likeness(max(weight, VERY_SAME), shared)
    return Levels(likenesses, behind, frozenset(same))


def _raise_by_sentences(
    likenesses: dict[Pair, Likeness], a: Sequence[Passage], b: Sequence[Passage], pace: Pace
) -> dict[Pair, Pair]:
    """Raise the likeness of paragraphs by their sentences; return the sentences behind each that was raised."""
    flat_a, flat_b = _flat(a), _flat(b)
    behind: dict[Pair, Pair] = {}
    if len(flat_a) + len(flat_b) == len(a) + len(b):
        return behind
    fine = weigh_pairs([sentence for _, _, sentence in flat_a], [sentence for _, _, sentence in flat_b], pace)
    for (x, y), found in sorted(fine.items()):
        i, k, _ = flat_a[x]
        j, m, _ = flat_b[y]
        if ((i, j) not in likenesses or found.weight > likenesses[i, j].weight) and not are_apart(a[i].days, b[j].days):
            likenesses[i, j] = found
            behind[i, j] = (k, m)
    return behind


def _flat(passages: Sequence[Passage]) -> list[tuple[int, int, Passage]]:
    return [
        (place, number, sentence)
        for place, passage in enumerate(passages)
        for number, sentence in enumerate(passage.sentences or (passage,))
    ]


def evidence_of(levels: Levels, a: Sequence[Passage], b: Sequence[Passage]) -> Evidence:
    """Gather what speaks for each pair."""
    linkable = (sum(passage.is_linkable for passage in side) for side in (a, b))
    return Evidence(levels.likenesses, Sizes(len(a), len(b), *linkable))


def score_pairs(evidence: Evidence, same: Collection[Pair], *, doubt: float = 0.0, pace: Pace = UNTOLD) -> Scores:
    """Score the pairs of paragraphs; `doubt` that the articles tell one story is taken off all but the very same words."""
    scores = {pair: probability(judge(vector) - doubt) for pair, vector in evidence.vectors(pace)}
    return scores | dict.fromkeys(same, 1.0)


def link_passages(
    a: Sequence[Passage],
    b: Sequence[Passage],
    *,
    pinned: Iterable[Pair] = (),
    refused: Iterable[Pair] = (),
    pace: Pace = UNTOLD,
) -> tuple[RawLink, ...]:
    """Link two articles' passages, in the order of the first."""
    names = Names(a, b)
    levels = weigh_levels(a, b, pace.part(0, 0.9))
    evidence = evidence_of(levels, a, b)
    scores = score_pairs(evidence, levels.same, doubt=names.doubt(), pace=pace.part(0.9, 1))
    for pair in refused:
        scores.pop(pair, None)
    best_of_a, best_of_b = _best(scores, side=0), _best(scores, side=1)
    shown = {pair for pair in (*best_of_a.values(), *best_of_b.values()) if scores[pair] >= SHOWN}
    sure = {pair for pair in shown if scores[pair] >= SURE and (pair in levels.same or evidence.lead(pair) > BEHIND)}
    if not _tell_one_story([pair for pair in shown if scores[pair] >= PROOF], names):
        shown = shown & levels.same
    by_hand = set(pinned)
    sure |= by_hand
    return tuple(
        RawLink(
            i,
            j,
            score=1.0 if (i, j) in by_hand else scores[i, j],
            tier=Tier.SURE if (i, j) in sure else Tier.MAYBE,
            is_mutual=best_of_a.get(i) == (i, j) == best_of_b.get(j),
            is_pinned=(i, j) in by_hand,
            sentences=levels.sentences.get((i, j)),
        )
        for i, j in sorted(shown | by_hand)
    )


def _tell_one_story(proofs: Collection[Pair], names: Names) -> bool:
    """Tell whether the likeliest links of two articles show that they tell one story."""
    linked = [len({pair[side] for pair in proofs}) for side in (0, 1)]
    wanted = names.passages_wanted()
    return min(linked) >= wanted // 2 and sum(linked) >= wanted


def _best(scores: Scores, *, side: int) -> dict[int, Pair]:
    best: dict[int, Pair] = {}
    for pair, score in scores.items():
        known = best.get(pair[side])
        if known is None or (-score, pair) < (-scores[known], known):
            best[pair[side]] = pair
    return best
