"""Ranking articles that have any of several words, without scoring those that cannot win (MaxScore).

Each list knows the most it can add. Lists that even together cannot lift an
article to the score that the best are known to reach are never walked through;
articles found in the other lists are looked up in them.
"""

import heapq
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import add

from reader.search.segment import Postings

_FEW = 8
"""Look single articles up when the list is so many times longer than they are many."""


@dataclass(frozen=True, slots=True)
class ScoredList:
    """The postings of a word with what they score."""

    postings: Postings
    gain: float
    norms: Sequence[float]
    most: float
    """The highest score in the list, or a bound above it."""

    def scores(self) -> list[float]:
        """Return the score of each posting."""
        gain, norms = self.gain, self.norms
        return [gain * freq / (freq + norms[number]) for number, freq in zip(self.postings.ids, self.postings.freqs, strict=True)]


def score_union(lists: Sequence[ScoredList], *, limit: int, least: float) -> dict[int, float]:
    """Return scores of articles, the best `limit` and all that reach `least` among them and right."""
    rising = sorted(lists, key=lambda one: one.most)
    scores: dict[int, float] = {}
    while rising:
        passed_over = sum(one.most for one in rising)
        if passed_over < least:
            break
        _add_all(rising.pop(), scores)
        if len(scores) >= limit and rising:
            least = max(least, heapq.nlargest(limit, scores.values())[-1])
    while rising:
        can_win = {number: score for number, score in scores.items() if score + passed_over >= least}
        scores = can_win
        one = rising.pop()
        _add_some(one, scores)
        passed_over -= one.most
    return scores


def _add_all(one: ScoredList, scores: dict[int, float]) -> None:
    ids = one.postings.ids
    if scores:
        scores.update(zip(ids, map(add, one.scores(), map(scores.get, ids, repeat(0.0))), strict=True))
    else:
        scores.update(zip(ids, one.scores(), strict=True))


def _add_some(one: ScoredList, scores: dict[int, float]) -> None:
    ids, freqs, gain, norms = one.postings.ids, one.postings.freqs, one.gain, one.norms
    if len(scores) * _FEW > len(ids):
        for number, freq in zip(ids, freqs, strict=True):
            if number in scores:
                scores[number] += gain * freq / (freq + norms[number])
        return
    for number in scores:
        at = bisect_left(ids, number)
        if at < len(ids) and ids[at] == number:
            scores[number] += gain * freqs[at] / (freqs[at] + norms[number])
