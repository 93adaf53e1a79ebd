"""How far two articles tell one story, before their passages are judged.

Two things of the article pair decide how much a likeness of passages means.
Accounts of one event name the same people and places; where each names much
that the other never does, even sentences that look alike ("a quake of magnitude
6.1 struck off the coast") tell of two events. And where much of one account
clearly answers the other, the rest likely does too, in other words: then each
pair weighs more, most of all one that shares words nobody else in either uses.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from reader.compare.passages import Passage

Weights = Mapping[tuple[int, int], float]

ONE_STORY = 0.55
"""Accounts of one event share more than this of what they name; two quakes in one country do not."""
DOUBT = 20.0
"""What each pair weighs less for all that sharing wanting."""
TOLD_OF = 3
"""A name in several passages is one that the story is about: it counts so many times as much."""
NEUTRAL_NAMINGS = 3
NEUTRAL = 0.6
"""So many namings, shared to this part, are assumed besides: few names say little."""
USUAL_COVERAGE = 0.33
"""The share of passages that clearly have a counterpart in accounts as they come; above it they run in parallel."""
MOST_COVERAGE = 0.9
MOST_BONUS = 2.0
FEWEST_PASSAGES = 6
ONLY_NAME = 0.7
ONLY_WORD = 0.25
MOST_ONLY_NAMES = 2
MOST_ONLY_WORDS = 4


class Names:
    """The stems that are names in two articles: always written with a capital."""

    def __init__(self, a: Sequence[Passage], b: Sequence[Passage]) -> None:
        common = {stem for passage in (*a, *b) for stem in passage.content.keys() - passage.names}
        self._a, self._b = (_namings(side, common) for side in (a, b))
        self._words_a, self._words_b = ({stem for passage in side for stem in passage.counts} for side in (a, b))

    def __contains__(self, stem: str) -> bool:
        return stem in self._a or stem in self._b

    def doubt(self) -> float:
        """Return what each pair weighs less because the articles name different people and places."""
        return DOUBT * max(0.0, ONE_STORY - self.shared())

    def shared(self) -> float:
        """Return how much of what either article names the other names too, from 0 to 1."""
        return (_share(self._a, self._words_b) + _share(self._b, self._words_a)) / 2


def _namings(passages: Sequence[Passage], common: set[str]) -> Counter[str]:
    return Counter(stem for passage in passages for stem in passage.names if stem not in common and not stem.isdigit())


def _share(namings: Mapping[str, int], words: Collection[str]) -> float:
    told = {stem: n if n == 1 else TOLD_OF * n for stem, n in namings.items()}
    shared = sum(n for stem, n in told.items() if stem in words)
    return (shared + NEUTRAL * NEUTRAL_NAMINGS) / (sum(told.values()) + NEUTRAL_NAMINGS)


def parallel_bonus(weights: Weights, sure: float, a: Sequence[Passage], b: Sequence[Passage]) -> float:
    """Return what each pair weighs more because the accounts run in parallel; 0 for accounts as they come."""
    clear = [pair for pair, weight in weights.items() if weight >= sure]
    coverage = min(
        len({pair[side] for pair in clear}) / max(FEWEST_PASSAGES, sum(passage.is_linkable for passage in passages))
        for side, passages in enumerate((a, b))
    )
    coverage = min(MOST_COVERAGE, coverage)
    if coverage <= USUAL_COVERAGE:
        return 0.0
    return min(MOST_BONUS, _log_odds(coverage) - _log_odds(USUAL_COVERAGE))


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))


class Anchors:
    """Words that stand in one passage of either article and nowhere else: what ties these two passages alone."""

    def __init__(self, a: Sequence[Passage], b: Sequence[Passage], names: Names) -> None:
        self._a, self._b, self._names = a, b, names
        self._only = _in_one_passage(a) & _in_one_passage(b)

    def weight(self, i: int, j: int) -> float:
        """Return what the words that only these two passages have add to their weight."""
        shared = self._a[i].content.keys() & self._b[j].content.keys() & self._only
        names = sum(stem in self._names for stem in shared)
        return ONLY_NAME * min(MOST_ONLY_NAMES, names) + ONLY_WORD * min(MOST_ONLY_WORDS, len(shared) - names)


def _in_one_passage(passages: Sequence[Passage]) -> set[str]:
    counts = Counter(stem for passage in passages for stem in passage.counts)
    return {stem for stem, n in counts.items() if n == 1}
