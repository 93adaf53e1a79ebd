"""Looking into sorted lists of article numbers."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

from reader.search.segment import Postings

FEW = 16
"""Look a list up for single articles when it is so many times longer than they are many."""


class Walker:
    """The places of a word, in one or two forms, article by article."""

    def __init__(self, forms: list[Postings]) -> None:
        self._forms = [(form.ids, form.places()) for form in forms if form.ids]

    def places_in(self, number: int) -> Collection[int]:
        """Return the places in an article."""
        found: list[int] = []
        for ids, places in self._forms:
            at = bisect_left(ids, number)
            if at < len(ids) and ids[at] == number:
                found += places.of(at)
        return found


def in_list(numbers: Sequence[int], within: Collection[int] | None) -> set[int]:
    """Return what is in a list, of all or of some; for a few, it is looked into."""
    if within is None:
        return set(numbers)
    if len(within) * FEW < len(numbers):
        return _looked_up(numbers, within)
    return within.intersection(numbers) if isinstance(within, set) else set(numbers).intersection(within)


def _looked_up(numbers: Sequence[int], within: Collection[int]) -> set[int]:
    found, count = set(), len(numbers)
    for number in within:
        at = bisect_left(numbers, number)
        if at < count and numbers[at] == number:
            found.add(number)
    return found
