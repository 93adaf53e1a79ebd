"""Places in a text that may become mentions, and who wins where they overlap.

One label a character: known names of several words, dates and sums of money
win over the statistical model, the model over the other rules. All functions
here take text with straight quotes and plain blanks, and sorted candidates.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.article import Label


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A stretch of text with a label; later steps say whom it names."""

    start: int
    end: int
    label: Label

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the candidate shares a character with a stretch."""
        return self.start < end and start < self.end


_POSSESSIVE = re.compile(r" *'s?$")


class Candidates:
    """Candidates of one text, in order, never overlapping."""

    def __init__(self, found: Iterable[Candidate] = ()) -> None:
        self._found: list[Candidate] = []
        for candidate in found:
            self.add(candidate)

    def __iter__(self) -> Iterator[Candidate]:
        """Iterate in text order."""
        return iter(tuple(self._found))

    def touching(self, start: int, end: int) -> list[Candidate]:
        """Return the candidates that share a character with a stretch."""
        first = bisect_left(self._found, start, key=lambda candidate: candidate.end - 1)
        last = first
        while last < len(self._found) and self._found[last].start < end:
            last += 1
        return self._found[first:last]

    def add(self, candidate: Candidate) -> bool:
        """Add a candidate where all its characters are free, and tell whether they were."""
        if candidate.end <= candidate.start or self.touching(candidate.start, candidate.end):
            return False
        insort(self._found, candidate)
        return True

    def put(self, candidate: Candidate) -> None:
        """Add a candidate; what it overlaps goes."""
        self.discard(self.touching(candidate.start, candidate.end))
        self.add(candidate)

    def discard(self, candidates: Iterable[Candidate]) -> None:
        """Take candidates out."""
        for candidate in candidates:
            del self._found[bisect_left(self._found, candidate)]

    def relabel(self, candidate: Candidate, label: Label) -> None:
        """Give a candidate another label."""
        self._found[bisect_left(self._found, candidate)] = Candidate(candidate.start, candidate.end, label)


def without_possessive(text: str, start: int, end: int) -> int:
    """Return the end of a name without its possessive ending.

    >>> without_possessive("Tokayev's", 0, 9)
    7
    """
    match = _POSSESSIVE.search(text, start, end)
    return match.start() if match else end
