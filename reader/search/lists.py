"""Looking into sorted lists of article numbers, and at the places of words in them."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain, repeat
from operator import add

from reader.search.plan import watched
from reader.search.segment import Postings

_FEW_FORMS = 4
"""Of so many forms each is looked up in each article; of more, each is gone through."""
_PLACE_BITS = 32
_PLACE = (1 << _PLACE_BITS) - 1
FEW = 16
"""Look a list up for single articles when it is so many times longer than they are many."""


class Walker:
    """The places of a word, in one or two forms, article by article."""

    def __init__(self, forms: Sequence[Postings]) -> None:
        self._forms = [(form.ids, form.places()) for form in forms if form.ids]

    def places_in(self, number: int) -> Collection[int]:
        """Return the places in an article."""
        found: list[int] = []
        for ids, places in self._forms:
            at = bisect_left(ids, number)
            if at < len(ids) and ids[at] == number:
                found += places.of(at)
        return found


Ends = Mapping[int, Collection[int]]
"""By article, the places at which the words of a phrase so far may end."""


def followed(ends: Ends, forms: Sequence[Postings], slop: int, should_stop: Callable[[], bool]) -> Ends:
    """Return the articles in which a word, in any of its forms, follows within `slop` places, and where it stands there.

    Raises:
        Overtaken: `should_stop` said so.
    """
    if len(forms) <= _FEW_FORMS:
        walker = Walker(forms)
        return {number: after for number in ends if (after := _after(ends[number], walker.places_in(number), slop))}
    wanted = {
        (number << _PLACE_BITS) + place + step for number, places in ends.items() for place in places for step in range(1, slop + 1)
    }
    found: dict[int, set[int]] = {}
    for form in watched(forms, should_stop, every=1):
        for place in wanted.intersection(_places_as_numbers(form, ends)):
            found.setdefault(place >> _PLACE_BITS, set()).add(place & _PLACE)
    return found


def _places_as_numbers(form: Postings, within: Ends) -> Iterable[int]:
    """Return the places of a word, at least those in some articles, each as one number with its article."""
    if len(within) * FEW < len(form.ids):
        walker = Walker([form])
        return ((number << _PLACE_BITS) + place for number in within for place in walker.places_in(number))
    articles = map(repeat, [number << _PLACE_BITS for number in form.ids], form.freqs)
    return map(add, chain.from_iterable(articles), form.read_places())


def _after(ends: Collection[int], places: Iterable[int], slop: int) -> set[int]:
    if slop == 1:
        return {place for place in places if place - 1 in ends}
    return {place for place in places if any(place - step in ends for step in range(1, slop + 1))}


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
