"""Places in a text that may become mentions, and who wins where they overlap.

One label a character: known names of several words, dates and sums of money
win over the statistical model, the model over the other rules. All functions
here take text with straight quotes and plain blanks, and sorted candidates.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from reader.article import Label


class Candidate(NamedTuple):
    """A stretch of text with a label; later steps say whom it names."""

    start: int
    end: int
    label: Label


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
        found = self._found
        first = self._first_from(start)
        if first and found[first - 1].end > start:
            first -= 1
        last = first
        while last < len(found) and found[last].start < end:
            last += 1
        return found[first:last]

    def are_within(self, start: int, end: int, labels: Container[Label] = frozenset(Label)) -> bool:
        """Tell whether all that shares a character with a stretch lies in it and has one of some labels."""
        return all(start <= found.start and found.end <= end and found.label in labels for found in self.touching(start, end))

    def at(self, start: int, end: int) -> Candidate | None:
        """Return the candidate that is just this stretch."""
        place = self._first_from(start)
        found = self._found[place] if place < len(self._found) else None
        return found if found and (found.start, found.end) == (start, end) else None

    def _first_from(self, start: int) -> int:
        """Return the number of the first candidate that begins here or later."""
        return bisect_left(self._found, (start,))

    def add(self, candidate: Candidate) -> bool:
        """Add a candidate where all its characters are free, and tell whether they were."""
        if candidate.end <= candidate.start:
            return False
        if not self._found or self._found[-1].end <= candidate.start:
            self._found.append(candidate)
            return True
        if self.touching(candidate.start, candidate.end):
            return False
        self._found.insert(self._first_from(candidate.start), candidate)
        return True

    def put(self, candidate: Candidate) -> None:
        """Add a candidate; what it overlaps goes."""
        self.discard(self.touching(candidate.start, candidate.end))
        self.add(candidate)

    def discard(self, candidates: Iterable[Candidate]) -> None:
        """Take candidates out."""
        for candidate in candidates:
            del self._found[self._first_from(candidate.start)]

    def relabel(self, candidate: Candidate, label: Label) -> None:
        """Give a candidate another label."""
        self._found[self._first_from(candidate.start)] = candidate._replace(label=label)


def without_possessive(text: str, start: int, end: int) -> int:
    """Return the end of a name without its possessive ending.

    >>> without_possessive("Tokayev's", 0, 9)
    7
    """
    match = _POSSESSIVE.search(text, start, end)
    return match.start() if match else end
