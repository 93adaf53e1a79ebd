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

from reader.search import plan as plans
from reader.search.dates import DateRange
from reader.search.plan import K1, AnyTerm, B, Near, Overtaken, Plan, Statistics, Term, watched
from reader.search.segment import NO_POSTINGS, Postings, Segment
from reader.search.skimming import promising
from reader.search.union import ScoredList, score_union

WIDE_SCORE = 1.0
"""What a prefix or fuzzy word adds, as in Whoosh."""
_HAIR = 1e-6
"""What orders articles of the same score without changing it."""
_FEW = 16
"""Look a list up for single articles when it is so many times longer than they are many."""
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


class OpenSegment:
    """A segment with what is computed from it once."""

    def __init__(self, segment: Segment, deleted: Collection[int]) -> None:
        self.segment = segment
        self.deleted = frozenset(deleted)
        self._norms: dict[str, list[float]] = {}
        self._lowest_norms: dict[str, float] = {}
        self._days: tuple[Sequence[int], Sequence[int]] | None = None
        self._numbers: dict[str, int] | None = None

    def norms(self, field: str, average: float) -> list[float]:
        """Return for each article what its length adds below the line of BM25F."""
        if field not in self._norms:
            by_code = [K1 * ((1 - B) + B * (length or 1) / average) for length in self.segment.length_table()]
            by_code[0] = K1 * ((1 - B) + B / average)
            self._norms[field] = [by_code[code] for code in self.segment.lengths(field)]
        return self._norms[field]

    def lowest_norm(self, field: str, average: float) -> float:
        """Return what the shortest article adds."""
        if field not in self._lowest_norms:
            self._lowest_norms[field] = min(self.norms(field, average), default=0.0)
        return self._lowest_norms[field]

    def among_days(self, days: DateRange, candidates: Iterable[int]) -> set[int]:
        """Return which of the articles were published within these days."""
        if self._days is None:
            self._days = self.segment.days()
        (firsts, lasts), first, last = self._days, days.first, days.last
        return {number for number in candidates if first <= firsts[number] and lasts[number] <= last}

    def number_of(self, article: str) -> int | None:
        """Return the number of an article, or None when it is not here or deleted."""
        return self._numbers_by_id().get(article)

    def numbers_of(self, articles: frozenset[str]) -> set[int]:
        """Return the numbers of those articles that are here and not deleted."""
        numbers = self._numbers_by_id()
        return {numbers[article] for article in numbers.keys() & articles}

    def _numbers_by_id(self) -> dict[str, int]:
        if self._numbers is None:
            ids = self.segment.values("id")
            self._numbers = {name: number for number, name in enumerate(ids) if number not in self.deleted}
        return self._numbers


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

    def best(self, plan: Plan, limit: int, least: float) -> tuple[int, list[tuple[float, int]]]:
        """Return how many articles match, and the best scores with their articles; those below `least` may be left out."""
        if isinstance(plan, AnyTerm) and len(plan.terms) == 1:
            return self._best_of_term(plan, limit, least)
        if isinstance(plan, plans.Wide) and plan.words:
            return self._best_of_wide(plan, limit)
        if terms := _only_words(plan):
            return self._best_of_words(terms, limit, least)
        live = self.matching(plan, None) - self._opened.deleted
        if not live:
            return 0, []
        if word := _only_word(plan):
            return len(live), self._best_within(word, live, limit)
        scores = dict.fromkeys(live, 0.0)
        self._add_scores(plan, live, scores)
        return len(live), _best(scores, limit)

    def _best_within(self, word: AnyTerm, live: set[int], limit: int) -> list[tuple[float, int]]:
        """Rank those of a word's articles that pass the filters beside it."""
        term = word.terms[0]
        postings, norms, gain = self._read(term), self._norms(term), term.gain
        pairs = zip(postings.ids, postings.freqs, strict=True)
        scores = {number: gain * freq / (freq + norms[number]) for number, freq in pairs if number in live}
        for bonus in word.bonus:
            self._add_term(bonus, scores, scores)
        return _best(scores, limit)

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
            self._postings[key] = self._segment.postings(field, word)
        return self._postings[key]

    # --- which articles match -------------------------------------------

    def matching(self, plan: Plan, within: Collection[int] | None) -> set[int]:
        """Return the articles that match, of all or of some."""
        if self._should_stop():
            raise Overtaken
        match plan:
            case AnyTerm((term,)):
                return _in_list(self._read(term).ids, within)
            case AnyTerm(terms):
                return self._union((self._read(term).ids for term in terms), within)
            case plans.Wide(field, words):
                return self._union((self._list(field, word).ids for word in words), within)
            case Near():
                return self._near(plan, within)
            case plans.OnDays(days):
                return self._opened.among_days(days, range(self._segment.count) if within is None else within)
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
            here = _in_list(numbers, missing)
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
            walkers = [_Walker([self._read(term) for term in place.terms]) for place in plan.places]
            self._matching[key] = {number for number in live or () if self._stand_near(walkers, number, plan.slop)}
        found = self._matching[key]
        return found if within is None else found.intersection(within)

    def _stand_near(self, walkers: list["_Walker"], number: int, slop: int) -> bool:
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
        if len(live) * _FEW < count:
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


def _only_word(plan: Plan) -> AnyTerm | None:
    """Return the word of a plan in which all else are filters that add nothing to a score."""
    if not isinstance(plan, plans.All):
        return None
    scored = [part for part in plan.wanted if not isinstance(part, plans.OnDays | plans.OneOf | plans.Whole)]
    word = scored[0] if len(scored) == 1 else None
    return word if isinstance(word, AnyTerm) and len(word.terms) == 1 else None


def _best(scores: dict[int, float], limit: int) -> list[tuple[float, int]]:
    """Return the best scores with their articles, the lower number first where scores are the same."""
    if len(scores) > limit:
        least = heapq.nlargest(limit, scores.values())[-1]
        candidates = [(-score, number) for number, score in scores.items() if score >= least]
    else:
        candidates = [(-score, number) for number, score in scores.items()]
    return [(-score, number) for score, number in heapq.nsmallest(limit, candidates)]


class _Walker:
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


def _in_list(numbers: Sequence[int], within: Collection[int] | None) -> set[int]:
    """Return what is in a list, of all or of some; for a few, it is looked into."""
    if within is None:
        return set(numbers)
    if len(within) * _FEW < len(numbers):
        return _looked_up(numbers, within)
    return within.intersection(numbers) if isinstance(within, set) else set(numbers).intersection(within)


def _looked_up(numbers: Sequence[int], within: Collection[int]) -> set[int]:
    found, count = set(), len(numbers)
    for number in within:
        at = bisect_left(numbers, number)
        if at < count and numbers[at] == number:
            found.add(number)
    return found
