"""Whether two passages tell the same: their likeness, judged by what stands around it.

Likeness alone is a poor judge: in one pair of accounts every paragraph names
the treaty, in another a single shared name is proof. Seven things are weighed
(a logistic model; `tests/bench/train_links.py` makes the numbers from
annotated pairs and says how each was chosen). Names, shared quotations, words
that only two passages have and other figures were tried beside them and add
nothing that the likeness does not hold already.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reader.compare.pace import UNTOLD, Pace
from reader.compare.similarity import UNLIKE, Likeness, Pair

NAMES = ("likeness", "shared", "opening", "neighbours", "distance", "margin", "coverage")
"""What is weighed, in the order of `WEIGHTS`; `Evidence` says what each is."""
WEIGHTS: tuple[float, ...] = (0.69, 1.25, 1.39, 0.13, -1.74, 0.11, 1.79)
BIAS = -2.67

Vector = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many passages two articles have, and how many of them say enough to be linked."""

    a: int
    b: int
    linkable_a: int
    linkable_b: int


class Evidence:
    """What speaks for each pair of passages of two articles."""

    def __init__(self, likenesses: Mapping[Pair, Likeness], sizes: Sizes) -> None:
        self._likenesses = likenesses
        self._sizes = sizes
        self._best = tuple(_best_two(likenesses, side) for side in (0, 1))
        self._coverage = self._covered()

    def vectors(self, pace: Pace = UNTOLD) -> Iterator[tuple[Pair, Vector]]:
        """Iterate over the pairs with what speaks for them, in the order of `NAMES`."""
        for (i, j), (weight, shared) in pace.over([*self._likenesses.items()]):
            yield (
                (i, j),
                (
                    weight,
                    shared,
                    1 / (1 + min(i, j)) + 1 / (1 + max(i, j)),
                    self._around(i, j),
                    abs((i + 0.5) / self._sizes.a - (j + 0.5) / self._sizes.b),
                    self.lead((i, j)),
                    self._coverage,
                ),
            )

    def _around(self, i: int, j: int) -> float:
        """The best likeness of a neighbouring pair: who tells the same goes on to tell the same."""
        found = self._likenesses
        near = ((i - 1, j - 1), (i - 1, j), (i, j - 1), (i + 1, j + 1), (i + 1, j), (i, j + 1))
        return max((found[pair].weight for pair in near if pair in found), default=UNLIKE)

    def lead(self, pair: Pair) -> float:
        """Return how far a pair leads the other counterparts of its two passages, or stays behind the best of them."""
        weight = self._likenesses[pair].weight
        return self._margin(pair[0], 0, weight) + self._margin(pair[1], 1, weight)

    def _margin(self, place: int, side: int, weight: float) -> float:
        """How far a pair leads the other counterparts of its passage, or stays behind the best."""
        first, second = self._best[side][place]
        return weight - (second if weight == first else first)

    def _covered(self) -> float:
        """The share of passages that have a likely counterpart, the mean of both sides."""
        likely = (sum(probability(first) for first, _ in best.values()) for best in self._best)
        sizes = (self._sizes.linkable_a, self._sizes.linkable_b)
        return sum(found / max(1, size) for found, size in zip(likely, sizes, strict=True)) / 2


def _best_two(likenesses: Mapping[Pair, Likeness], side: int) -> dict[int, tuple[float, float]]:
    """Return the two highest likenesses of each passage."""
    best: dict[int, tuple[float, float]] = {}
    for pair, (weight, _) in likenesses.items():
        first, second = best.get(pair[side], (UNLIKE, -math.inf))
        best[pair[side]] = (weight, first) if weight > first else (first, max(second, weight))
    return best


def judge(vector: Iterable[float]) -> float:
    """Return the log-odds that a pair of passages tells the same."""
    return BIAS + sum(weight * value for weight, value in zip(WEIGHTS, vector, strict=True))


def probability(log_odds: float) -> float:
    """Return the probability, 0 to 1, that log-odds stand for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def log_odds_of(chance: float) -> float:
    """Return the log-odds of a probability."""
    return math.log(chance / (1 - chance))
