"""The reader's word on pairs of passages, found again in today's text.

A pin keeps the words of both passages, not their places. They are found where
they stand literally; else in the passage that has nearly all of them and is
clearly the best; else the pin rests, and counts again when the words return.
"""

from collections import Counter
from collections.abc import Sequence

from reader.compare.comparison import Pin
from reader.compare.passages import Passage
from reader.compare.similarity import Pair
from reader.compare.words import WordReader

ENOUGH = 0.7
"""The share of a pinned passage's words that today's passage must have."""
CLEARLY = 0.1
"""How far the best passage must lead the next one."""


class PassageFinder:
    """Finds passages by the words they had."""

    def __init__(self, passages: Sequence[Passage], reader: WordReader) -> None:
        self._passages = passages
        self._reader = reader

    def find(self, quote: str) -> int | None:
        """Return the passage that holds a quote today, or None when none clearly does."""
        stems = [word.stem for word in self._reader.read(quote)]
        wording = " ".join(stems)
        if not wording:
            return None
        for place, passage in enumerate(self._passages):
            if passage.wording == wording:
                return place
        for place, passage in enumerate(self._passages):
            if f" {wording} " in f" {passage.wording} ":
                return place
        return self._nearly(Counter(stems))

    def _nearly(self, wanted: Counter[str]) -> int | None:
        ranked = sorted(((_likeness(wanted, passage), -place) for place, passage in enumerate(self._passages)), reverse=True)[:2]
        if not ranked or ranked[0][0] < ENOUGH:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEARLY:
            return None
        return -ranked[0][1]


def _likeness(wanted: Counter[str], passage: Passage) -> float:
    shared = sum(min(n, passage.counts.get(stem, 0)) for stem, n in wanted.items())
    return 2 * shared / (wanted.total() + sum(passage.counts.values()) or 1)


def resolve_pins(pins: Sequence[Pin], a: PassageFinder, b: PassageFinder) -> tuple[set[Pair], set[Pair]]:
    """Return pinned and refused pairs of passages; of two words on one pair the later counts."""
    word: dict[Pair, bool] = {}
    for pin in pins:
        i, j = a.find(pin.a_quote), b.find(pin.b_quote)
        if i is not None and j is not None:
            word.pop((i, j), None)
            word[i, j] = pin.together
    return {pair for pair, together in word.items() if together}, {pair for pair, together in word.items() if not together}
