"""The fast executor: a plan answered list by list, segment by segment.

Where Whoosh walks from posting to posting, this takes whole posting lists:
first which articles match (sets), then what they score (one pass over each
list, or a look into it for the few articles that are left). The ranking is
Whoosh's BM25F.
"""

import heapq
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import and_

from reader.search import plan as plans
from reader.search.lists import FEW, Walker, in_list
from reader.search.open_segment import OpenSegment
from reader.search.plan import AnyTerm, Near, Overtaken, Plan, Statistics, Term, watched
from reader.search.segment import NO_POSTINGS, Postings
from reader.search.skimming import promising
from reader.search.union import ScoredList, score_union

WIDE_SCORE = 1.0
"""What a prefix or fuzzy word adds, as in Whoosh."""
_HAIR = 1e-6
"""What orders articles of the same score without changing it."""
_LISTS = 8
"""After so many lists it is time to ask whether to stop."""
_WORTH_SKIMMING = 256
"""Below so many postings all are scored."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article with its score, by segment and number."""

    score: float
    segment: int
    number: int


class Executor:
    """Answers plans over the segments of one state of the index."""

    def __init__(self, segments: Sequence[OpenSegment], statistics: Statistics) -> None:
        self._segments = segments
        self._statistics = statistics

    def search(self, plan: Plan, limit: int, should_stop: Callable[[], bool]) -> tuple[int, list[Ranked]]:
        """Return how many articles match, and the best of them.

        Raises:
            Overtaken: `should_stop` said so.
        """
        total = 0
        best: list[Ranked] = []
        for index, segment in enumerate(self._segments):
            run = _Run(segment, self._statistics, should_stop)
            least = best[-1].score if len(best) == limit else 0.0
            count, scored = run.best(plan, limit, least)
            total += count
            best += [Ranked(score, index, number) for score, number in scored]
            best.sort(key=lambda ranked: (-ranked.score, ranked.segment, ranked.number))
            del best[limit:]
        return total, best

    def matching(self, plan: Plan, should_stop: Callable[[], bool]) -> list[tuple[int, int]]:
        """Return segment and number of every article that matches."""
        found = []
        for index, segment in enumerate(self._segments):
            run = _Run(segment, self._statistics, should_stop)
            found += [(index, number) for number in run.matching(plan, None) - segment.deleted]
        return found


class _Run:
    """One plan over one segment."""

    def __init__(self, opened: OpenSegment, statistics: Statistics, should_stop: Callable[[], bool]) -> None:
        self._opened = opened
        self._segment = opened.segment
        self._statistics = statistics
        self._should_stop = should_stop
        self._matching: dict[int, set[int]] = {}
        self._postings: dict[tuple[str, bytes], Postings] = {}
        self._mask: bytearray | None = None
        """When there is one: of each list, only the articles whose byte is not 0 are seen, and their places are not."""

    def best(self, plan: Plan, limit: int, least: float) -> tuple[int, list[tuple[float, int]]]:
        """Return how many articles match, and the best scores with their articles; those below `least` may be left out."""
        if isinstance(plan, AnyTerm) and len(plan.terms) == 1:
            return self._best_of_term(plan, limit, least)
        if isinstance(plan, plans.Wide) and plan.words:
            return self._best_of_wide(plan, limit)
        if terms := _only_words(plan):
            return self._best_of_words(terms, limit, least)
        if isinstance(plan, plans.All) and (word := _only_word(plan)):
            self._mask = self._mask_of(plan)
            return self._best_of_term(word, limit, least)
        live = self.matching(plan, None) - self._opened.deleted
        if not live:
            return 0, []
        scores = dict.fromkeys(live, 0.0)
        self._add_scores(plan, live, scores)
        return len(live), _best(scores, limit)

    def _mask_of(self, plan: plans.All) -> bytearray | None:
        """Return a byte for each article, which is not 0 when it passes all filters beside a word."""
        mask: bytearray | None = None
        for part in plan.wanted:
            match part:
                case plans.OnDays(days):
                    passing = self._opened.within(days)
                case plans.OneOf():
                    passing = self._numbers_mask(self.matching(part, None))
                case _:
                    continue
            mask = passing if mask is None else bytearray(map(and_, mask, passing))
        return mask

    def _numbers_mask(self, numbers: Collection[int]) -> bytearray:
        mask = bytearray(self._segment.count)
        for number in numbers:
            mask[number] = 1
        return mask

    def _best_of_wide(self, plan: plans.Wide, limit: int) -> tuple[int, list[tuple[float, int]]]:
        """Rank articles that all score the same: those first that are best for the most frequent of the words."""
        live = self.matching(plan, None) - self._opened.deleted
        term = self._statistics.term(plan.field, plan.words[0])
        ranked = self._skimmed(term, self._read(term), limit, 0.0)
        scores = {number: WIDE_SCORE + _HAIR * score for number, score in ranked.items() if number in live}
        for number in live:
            if len(scores) >= limit:
                break
            scores.setdefault(number, WIDE_SCORE)
        return len(live), _best(scores, limit)

    def _best_of_words(self, terms: list[Term], limit: int, least: float) -> tuple[int, list[tuple[float, int]]]:
        """Rank the articles that have any of some words."""
        deleted = self._opened.deleted
        lists = [self._scored(term) for term in terms if self._read(term).ids]
        total = len(set().union(*(one.postings.ids for one in lists)) - deleted)
        scores = score_union(lists, limit=limit + len(deleted), least=least)
        if deleted:
            scores = {number: score for number, score in scores.items() if number not in deleted}
        return total, _best(scores, limit)

    def _scored(self, term: Term) -> ScoredList:
        postings, norms = self._read(term), self._norms(term)
        lowest = self._opened.lowest_norm(term.field, self._statistics.average_length(term.field))
        highest = self._segment.highest_frequency(term.field, term.word)
        return ScoredList(postings, term.gain, norms, term.gain * highest / (highest + lowest))

    def _best_of_term(self, plan: AnyTerm, limit: int, least: float) -> tuple[int, list[tuple[float, int]]]:
        """Rank one word's articles; titles first, when only an article with the word in its title can win."""
        term, deleted = plan.terms[0], self._opened.deleted
        postings = self._read(term)
        total = len(postings.ids) - (len(deleted.intersection(postings.ids)) if deleted else 0)
        if not total:
            return 0, []
        in_titles = sum(len(self._read(bonus).ids) for bonus in plan.bonus)
        if in_titles > limit + len(deleted) or (in_titles and self._scored(term).most < least):
            scores = score_union([*map(self._scored, (term, *plan.bonus))], limit=limit + len(deleted), least=least)
        else:
            scores = self._skimmed(term, postings, limit, least)
            self._add_bonus(plan, postings, scores)
        if deleted:
            scores = {number: score for number, score in scores.items() if number not in deleted}
        return total, _best(scores, limit)

    def _skimmed(self, term: Term, postings: Postings, limit: int, least: float) -> dict[int, float]:
        """Score a word's articles, but for those in which it stands too seldom to win."""
        one, ids, freqs = self._scored(term), postings.ids, postings.freqs
        deleted = self._opened.deleted
        if len(ids) > _WORTH_SKIMMING and isinstance(freqs, memoryview) and freqs.itemsize == 1:
            lowest = self._opened.lowest_norm(term.field, self._statistics.average_length(term.field))
            indexes = promising(postings, one.norms, lowest, limit=limit + len(deleted), least=least / term.gain)
            if not isinstance(indexes, range):
                chosen = [(ids[at], freqs[at]) for at in indexes]
                return {number: term.gain * freq / (freq + one.norms[number]) for number, freq in chosen}
        return dict(zip(ids, one.scores(), strict=True))

    def _add_bonus(self, plan: AnyTerm, postings: Postings, scores: dict[int, float]) -> None:
        """Add what a word gets for standing in titles, also to articles that were passed over."""
        term, norms = plan.terms[0], self._norms(plan.terms[0])
        for bonus in plan.bonus:
            for number in self._read(bonus).ids:
                if number not in scores:
                    at = bisect_left(postings.ids, number)
                    if at < len(postings.ids) and postings.ids[at] == number:
                        scores[number] = term.gain * postings.freqs[at] / (postings.freqs[at] + norms[number])
            self._add_term(bonus, scores, scores)

    def _norms(self, term: Term) -> list[float]:
        return self._opened.norms(term.field, self._statistics.average_length(term.field))

    def _read(self, term: Term) -> Postings:
        return self._list(term.field, term.word)

    def _list(self, field: str, word: bytes) -> Postings:
        key = (field, word)
        if key not in self._postings:
            if self._should_stop():
                raise Overtaken
            postings = self._segment.postings(field, word)
            self._postings[key] = postings if self._mask is None else _masked(postings, self._mask)
        return self._postings[key]

    # --- which articles match -------------------------------------------

    def matching(self, plan: Plan, within: Collection[int] | None) -> set[int]:
        """Return the articles that match, of all or of some."""
        if self._should_stop():
            raise Overtaken
        match plan:
            case AnyTerm((term,)):
                return in_list(self._read(term).ids, within)
            case AnyTerm(terms):
                return self._union((self._read(term).ids for term in terms), within)
            case plans.Wide(field, words):
                return self._union((self._list(field, word).ids for word in words), within)
            case Near():
                return self._near(plan, within)
            case plans.OnDays(days):
                inside = self._opened.within(days)
                everything = range(self._segment.count)
                return set(compress(everything, inside)) if within is None else {number for number in within if inside[number]}
            case plans.OneOf(ids, others):
                return self._one_of(ids, others=others, within=within)
            case plans.All():
                return self._all(plan, within)
            case plans.Any(branches):
                return set().union(*(self.matching(branch, within) for branch in branches))
            case plans.Whole():
                return set(range(self._segment.count) if within is None else within)

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

    def _one_of(self, ids: frozenset[str], *, others: bool, within: Collection[int] | None) -> set[int]:
        numbers = self._opened.numbers_of(ids)
        if others:
            return set(range(self._segment.count) if within is None else within) - numbers
        return numbers if within is None else numbers.intersection(within)

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
        key = id(plan)
        if key not in self._matching:
            live: Collection[int] | None = within
            for place in sorted(plan.places, key=self._estimate):
                live = self.matching(place, live)
            walkers = [Walker([self._read(term) for term in place.terms]) for place in plan.places]
            self._matching[key] = {number for number in live or () if self._stand_near(walkers, number, plan.slop)}
        found = self._matching[key]
        return found if within is None else found.intersection(within)

    def _stand_near(self, walkers: list["Walker"], number: int, slop: int) -> bool:
        ends = set(walkers[0].places_in(number))
        for walker in walkers[1:]:
            places = walker.places_in(number)
            ends = {p for p in places if any(p - step in ends for step in range(1, slop + 1))}
            if not ends:
                return False
        return True

    # --- what they score -------------------------------------------------

    def _add_scores(self, plan: Plan, live: Collection[int], scores: dict[int, float]) -> None:
        """Add the scores of those articles that match; all of an `All` are known to match."""
        match plan:
            case AnyTerm(terms, bonus):
                for term in (*terms, *bonus):
                    self._add_term(term, live, scores)
            case plans.Wide():
                for number in self.matching(plan, live):
                    scores[number] += WIDE_SCORE
            case Near(places):
                matching = self.matching(plan, live)
                for place in places:
                    self._add_scores(place, matching, scores)
            case plans.All(wanted):
                for part in wanted:
                    self._add_scores(part, live, scores)
            case plans.Any(branches):
                for branch in branches:
                    simple = isinstance(branch, AnyTerm)
                    self._add_scores(branch, live if simple else self.matching(branch, live), scores)

    def _add_term(self, term: Term, live: Collection[int], scores: dict[int, float]) -> None:
        postings = self._read(term)
        if postings is NO_POSTINGS:
            return
        norms = self._norms(term)
        gain, ids, freqs = term.gain, postings.ids, postings.freqs
        count = len(ids)
        if len(live) * FEW < count:
            for number in live:
                at = bisect_left(ids, number)
                if at < count and ids[at] == number:
                    scores[number] += gain * freqs[at] / (freqs[at] + norms[number])
            return
        for number, freq in zip(ids, freqs, strict=True):
            if number in live:
                scores[number] += gain * freq / (freq + norms[number])


def _only_words(plan: Plan) -> list[Term]:
    """Return all words of a plan that asks for any of them, and nothing else; those that only add to scores are in it."""
    branches = plan.branches if isinstance(plan, plans.Any) else (plan,)
    if not all(isinstance(branch, AnyTerm) for branch in branches):
        return []
    words = [term for branch in branches if isinstance(branch, AnyTerm) for term in (*branch.terms, *branch.bonus)]
    return words if len(set(words)) == len(words) else []


def _only_word(plan: plans.All) -> AnyTerm | None:
    """Return the word of a plan in which all else are filters that add nothing to a score."""
    if plan.unwanted:
        return None
    scored = [part for part in plan.wanted if not isinstance(part, plans.OnDays | plans.OneOf | plans.Whole)]
    word = scored[0] if len(scored) == 1 else None
    return word if isinstance(word, AnyTerm) and len(word.terms) == 1 else None


def _masked(postings: Postings, mask: bytearray) -> Postings:
    """Return the postings of the articles whose byte is not 0."""
    inside = [mask[number] for number in postings.ids]
    freqs = compress(postings.freqs, inside)
    is_narrow = isinstance(postings.freqs, memoryview) and postings.freqs.itemsize == 1
    return Postings([*compress(postings.ids, inside)], memoryview(bytes(freqs)) if is_narrow else [*freqs])


def _best(scores: dict[int, float], limit: int) -> list[tuple[float, int]]:
    """Return the best scores with their articles, the lower number first where scores are the same."""
    if len(scores) > limit:
        least = heapq.nlargest(limit, scores.values())[-1]
        candidates = [(-score, number) for number, score in scores.items() if score >= least]
    else:
        candidates = [(-score, number) for number, score in scores.items()]
    return [(-score, number) for score, number in heapq.nsmallest(limit, candidates)]
