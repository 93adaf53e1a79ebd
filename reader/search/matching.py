"""Which articles of a segment match a plan: whole posting lists at a time, as sets."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from reader.search import plan as plans
from reader.search.dates import DateRange
from reader.search.lists import Ends, Walker, followed, in_list
from reader.search.masks import Filter
from reader.search.open_segment import OpenSegment
from reader.search.plan import AnyTerm, Near, Overtaken, Plan, Term, watched
from reader.search.segment import Postings

_LISTS = 8
"""After so many lists it is time to ask whether to stop."""


class _Found(NamedTuple):
    """What a part of a plan matched, and among which articles it was asked; None for all."""

    asked: frozenset[int] | None
    matching: set[int]

    def tells(self, within: Collection[int] | None) -> bool:
        """Return whether what was found tells what is to be found among some articles."""
        return self.asked is None or (within is not None and self.asked.issuperset(within))


class Matcher:
    """One question over one segment; what is read for it is kept until it is answered."""

    def __init__(self, opened: OpenSegment, should_stop: Callable[[], bool]) -> None:
        self._opened = opened
        self._segment = opened.segment
        self._should_stop = should_stop
        self._found: dict[int, _Found] = {}
        self._postings: dict[tuple[str, bytes], Postings] = {}

    def postings(self, term: Term) -> Postings:
        """Return the postings of a word.

        Raises:
            Overtaken: the search was dropped.
        """
        return self._list(term.field, term.word)

    def _list(self, field: str, word: bytes) -> Postings:
        key = (field, word)
        if key not in self._postings:
            self._ask_whether_to_stop()
            self._postings[key] = self._segment.postings(field, word)
        return self._postings[key]

    def _ask_whether_to_stop(self) -> None:
        if self._should_stop():
            raise Overtaken

    def matching(self, plan: Plan, within: Collection[int] | None) -> set[int]:
        """Return the articles that match, of all or of some.

        Raises:
            Overtaken: the search was dropped.
        """
        self._ask_whether_to_stop()
        match plan:
            case plans.OnDays() | plans.OneOf() | plans.Whole():
                return self._passing(plan, within)
            case plans.All():
                return self._all(plan, within)
            case plans.Any(branches):
                return set().union(*(self.matching(branch, within) for branch in branches))
            case _:
                return self._with_words(plan, within)

    def _with_words(self, plan: AnyTerm | plans.Wide | Near, within: Collection[int] | None) -> set[int]:
        match plan:
            case AnyTerm((term,)):
                return in_list(self.postings(term).ids, within)
            case AnyTerm(terms):
                return self._union((self.postings(term).ids for term in terms), within)
            case plans.Wide() | Near():
                return self._once(plan, within)

    def _once(self, plan: plans.Wide | Near, within: Collection[int] | None) -> set[int]:
        """Return what a part matches that is slow to look up; among the same articles or fewer of them it is known then."""
        if (known := self._found.get(id(plan))) is None or not known.tells(within):
            match plan:
                case plans.Wide(field, words):
                    found = self._union((self._list(field, word).ids for word in words), within)
                case Near():
                    found = self._near(plan, within)
            known = self._found[id(plan)] = _Found(None if within is None else frozenset(within), found)
        return known.matching if within is None else known.matching.intersection(within)

    def _union(self, lists: Iterable[Sequence[int]], within: Collection[int] | None) -> set[int]:
        """Return what is in any of the lists, of all or of some; the longer the first lists, the sooner it is found."""
        found: set[int] = set()
        if within is None:
            for numbers in watched(lists, self._should_stop, every=_LISTS):
                found.update(numbers)
            return found
        missing = set(within)
        for numbers in lists:
            here = in_list(numbers, missing)
            found |= here
            missing -= here
            if not missing:
                break
        return found

    def _passing(self, plan: Filter, within: Collection[int] | None) -> set[int]:
        everything = range(self._segment.count) if within is None else within
        match plan:
            case plans.OnDays(days):
                return self._on_days(days, within)
            case plans.OneOf(ids, others):
                numbers = self._opened.numbers_of(ids)
                if others:
                    return set(everything) - numbers
                return numbers if within is None else numbers.intersection(within)
            case plans.Whole():
                return set(everything)

    def _on_days(self, days: DateRange, within: Collection[int] | None) -> set[int]:
        numbers = self._opened.numbers_within(days)
        if numbers is not None:
            return set(numbers) if within is None else {number for number in within if number in numbers}
        inside = self._opened.within(days)
        return {number for number in (range(self._segment.count) if within is None else within) if inside[number]}

    def _all(self, plan: plans.All, within: Collection[int] | None) -> set[int]:
        live = within
        for wanted in sorted(plan.wanted, key=self._estimate):
            live = self.matching(wanted, live)
            if not live:
                return set()
        found = set(live) if live is not None else set(range(self._segment.count))
        for unwanted in plan.unwanted:
            found -= self.matching(unwanted, found)
        return found

    def _estimate(self, plan: Plan) -> int:
        """Return about how many articles match, so that the rarest comes first; what costs more to ask comes last."""
        match plan:
            case AnyTerm(terms):
                return sum(self._segment.count_of(term.field, term.word) for term in terms)
            case Near(places):
                return self._segment.count + min(map(self._estimate, places))
            case plans.OneOf(ids, False):
                return len(ids)
            case plans.All(wanted):
                return min(map(self._estimate, wanted))
            case plans.Any(branches):
                return sum(map(self._estimate, branches))
            case plans.Wide():
                return self._segment.count
            case _:
                return 3 * self._segment.count

    def _near(self, plan: Near, within: Collection[int] | None) -> set[int]:
        live = within
        for place in sorted(plan.places, key=self._estimate):
            live = self.matching(place, live)
        first, *others = ([self.postings(term) for term in place.terms] for place in plan.places)
        walker = Walker(first)
        ends: Ends = {number: walker.places_in(number) for number in live or ()}
        for forms in others:
            ends = followed(ends, forms, plan.slop, self._should_stop)
        return set(ends)
