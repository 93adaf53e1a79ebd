"""How far two articles tell one story, before their passages are judged.

Two things of the article pair decide how much a likeness of passages means.
Accounts of one event have names in common; where neither of two has a name of
the other, even sentences that look alike ("offered to mediate but had no
money") tell of two strikes. And where much of one account clearly answers the
other, the rest likely does too, in other words: then each pair weighs more,
most of all one that shares words nobody else in either account uses.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from reader.compare.passages import Passage

Weights = Mapping[tuple[int, int], float]

FEWEST_NAMES = 5
"""With fewer names than this an article says nothing by lacking those of the other."""
USUAL_COVERAGE = 0.2
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
        self._a, self._b = (frozenset(stem for passage in side for stem in passage.names) - common for side in (a, b))

    def __contains__(self, stem: str) -> bool:
        return stem in self._a or stem in self._b

    def speak_for_two_stories(self) -> bool:
        """Tell whether both articles have names and none in common."""
        return min(len(self._a), len(self._b)) >= FEWEST_NAMES and not self._a & self._b


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
