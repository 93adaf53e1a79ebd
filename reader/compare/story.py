"""How far two articles tell one story, before their passages are judged.

Accounts of one event name the same people and places; where each names much
that the other never does, even sentences that look alike ("a quake of magnitude
6.1 struck off the coast") tell of two events.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from reader.compare.passages import Passage

HARDLY = 0.5
"""Accounts of one event share more than this of what they name; most like events do not."""
DOUBT = 20.0
"""What each pair loses in log-odds for all that sharing wanting."""
ALIKE = 0.7
"""Accounts of one event mostly share more than this; where they share less, one sure link shows little."""
PASSAGES_WANTED = 2
"""So many passages of both articles together must be surely linked: one pair."""
PASSAGES_WANTED_OF_UNLIKE = 5
"""So many where less is named alike: one pair, or two, may fit every event of its kind."""
TOLD_OF = 3
"""A name in several passages is one that the story is about: it counts so many times as much."""
NEUTRAL_NAMINGS = 3
NEUTRAL = 0.6
"""So many namings, shared to this part, are assumed besides: few names say little."""


class Names:
    """The stems that are names in two articles: always written with a capital."""

    def __init__(self, a: Sequence[Passage], b: Sequence[Passage]) -> None:
        common = {stem for passage in (*a, *b) for stem in passage.content.keys() - passage.names}
        self._a, self._b = (_namings(side, common) for side in (a, b))
        self._words_a, self._words_b = ({stem for passage in side for stem in passage.counts} for side in (a, b))

    def doubt(self) -> float:
        """Return what each pair loses in log-odds because the articles name different people and places."""
        return DOUBT * max(0.0, HARDLY - self.shared())

    def passages_wanted(self) -> int:
        """Return how many passages, of both articles together, must be surely linked to show that they tell one story."""
        if not self._a and not self._b:
            return PASSAGES_WANTED  # a script without capitals: names say nothing
        return PASSAGES_WANTED if self.shared() >= ALIKE else PASSAGES_WANTED_OF_UNLIKE

    def shared(self) -> float:
        """Return how much of what either article names the other names too, from 0 to 1."""
        return (_share(self._a, self._words_b) + _share(self._b, self._words_a)) / 2


def _namings(passages: Sequence[Passage], common: set[str]) -> Counter[str]:
    return Counter(stem for passage in passages for stem in passage.names if stem not in common and not stem.isdigit())


def _share(namings: Mapping[str, int], words: Collection[str]) -> float:
    told = {stem: n if n == 1 else TOLD_OF * n for stem, n in namings.items()}
    shared = sum(n for stem, n in told.items() if stem in words)
    return (shared + NEUTRAL * NEUTRAL_NAMINGS) / (sum(told.values()) + NEUTRAL_NAMINGS)
