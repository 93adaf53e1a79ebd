"""The fast executor: a plan answered list by list, segment by segment.

Where Whoosh walks from posting to posting, this takes whole posting lists:
first which articles match (sets), then what they score (one pass over each
list, or a look into it for the few articles that are left). The ranking is
Whoosh's BM25F.
"""

import heapq
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from reader.search import plan as plans
from reader.search.lists import FEW
from reader.search.masks import Filter, Passing, how_many, is_narrow, only, passing, without_zeros
from reader.search.matching import Matcher
from reader.search.norms import Norms
from reader.search.open_segment import OpenSegment
from reader.search.plan import AnyTerm, Near, Plan, Statistics, Term
from reader.search.segment import NO_POSTINGS, Postings
from reader.search.skimming import promising
from reader.search.union import ScoredList, score_union

WIDE_SCORE = 1.0
"""What a prefix or fuzzy word adds, as in Whoosh."""
_HAIR = 1e-6
"""What orders articles of the same score without changing it."""
_LISTS = 8
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
            matching = Matcher(segment, should_stop).matching(plan, None)
            found += [(index, number) for number in matching - segment.deleted]
        return found


class _Run:
    """One plan over one segment."""

    def __init__(self, opened: OpenSegment, statistics: Statistics, should_stop: Callable[[], bool]) -> None:
        self._opened = opened
        self._segment = opened.segment
        self._statistics = statistics
        self._matcher = Matcher(opened, should_stop)

    def best(self, plan: Plan, limit: int, least: float) -> tuple[int, list[tuple[float, int]]]:
        """Return how many articles match, and the best scores with their articles; those below `least` may be left out."""
        if isinstance(plan, AnyTerm) and len(plan.terms) == 1:
            return self._best_of_term(plan, passing(self._opened, (), ()), limit, least)
        if isinstance(plan, plans.All) and (word := _only_word(plan)):
            filters = [part for part in plan.wanted if part is not word]
            return self._best_of_term(word, passing(self._opened, filters, plan.unwanted), limit, least)
        if isinstance(plan, plans.Wide) and plan.words:
            return self._best_of_wide(plan, limit)
        if terms := _only_words(plan):
            return self._best_of_words(terms, limit, least)
        live = self._matcher.matching(plan, None) - self._opened.deleted
        if not live:
            return 0, []
        scores = dict.fromkeys(live, 0.0)
        self._add_scores(plan, live, scores)
        return len(live), _best(scores, limit)

    def _best_of_wide(self, plan: plans.Wide, limit: int) -> tuple[int, list[tuple[float, int]]]:
        """Rank articles that all score the same: those first that are best for the most frequent of the words."""
        live = self._matcher.matching(plan, None) - self._opened.deleted
        term = self._statistics.term(plan.field, plan.words[0])
        ranked = self._skimmed(term, self._read(term), limit + len(self._opened.deleted), 0.0)
        scores = {number: WIDE_SCORE + _HAIR * score for number, score in ranked.items() if number in live}
        for number in live:
            if len(scores) >= limit:
                break
            scores.setdefault(number, WIDE_SCORE)
        return len(live), _best(scores, limit)

    def _best_of_words(self, terms: list[Term], limit: int, least: float) -> tuple[int, list[tuple[float, int]]]:
        """Rank the articles that have any of some words."""
        deleted = self._opened.deleted
        lists = [self._scored(term, postings) for term in terms if (postings := self._read(term)).ids]
        total = len(set().union(*(one.postings.ids for one in lists)) - deleted)
        scores = score_union(lists, limit=limit + len(deleted), least=least)
        if deleted:
            scores = {number: score for number, score in scores.items() if number not in deleted}
        return total, _best(scores, limit)

    def _scored(self, term: Term, postings: Postings) -> ScoredList:
        norms = self._norms(term)
        highest = self._segment.highest_frequency(term.field, term.word)
        return ScoredList(postings, term.gain, norms.by_article, term.gain * highest / (highest + norms.lowest))

    def _best_of_term(self, plan: AnyTerm, those: Passing, limit: int, least: float) -> tuple[int, list[tuple[float, int]]]:
        """Rank one word's articles; titles first, when only an article with the word in its title can win.

        Args:
            plan: the word.
            those: the articles that count.
            limit: how many are wanted.
            least: a score that the best are known to reach.
        """
        term, *bonus = (plan.terms[0], *plan.bonus)
        postings = only(those, self._read(term))
        if not (total := how_many(postings)):
            return 0, []
        titles = [self._scored(one, without_zeros(only(those, self._read(one)))) for one in bonus]
        in_titles = sum(len(title.postings.ids) for title in titles)
        if in_titles > limit or (in_titles and self._scored(term, postings).most < least):
            scores = score_union([self._scored(term, postings), *titles], limit=limit, least=least)
            return total, _best({number: score for number, score in scores.items() if score}, limit)
        scores = self._skimmed(term, postings, limit, least)
        self._add_titles(titles, self._scored(term, postings), scores)
        return total, _best(scores, limit)

    def _skimmed(self, term: Term, postings: Postings, limit: int, least: float) -> dict[int, float]:
        """Score a word's articles, but for those in which it stands too seldom to win."""
        postings, norms, gain = without_zeros(postings), self._norms(term), term.gain
        ids, freqs, codes, by_code = postings.ids, postings.freqs, norms.codes, norms.by_code
        if len(ids) > _WORTH_SKIMMING and is_narrow(freqs):
            indexes = promising(ids, bytes(freqs), norms, limit=limit, least=least / gain)
            ids, freqs = [ids[at] for at in indexes], [freqs[at] for at in indexes]
        return {number: gain * freq / (freq + by_code[codes[number]]) for number, freq in zip(ids, freqs, strict=True)}

    def _add_titles(self, titles: Sequence[ScoredList], body: ScoredList, scores: dict[int, float]) -> None:
        """Add what a word gets for standing in titles, also to articles that were passed over."""
        ids, freqs, norms = body.postings.ids, body.postings.freqs, body.norms
        for title in titles:
            for number, score in zip(title.postings.ids, title.scores(), strict=True):
                if number not in scores:
                    at = bisect_left(ids, number)
                    if at == len(ids) or ids[at] != number or not freqs[at]:
                        continue
                    scores[number] = body.gain * freqs[at] / (freqs[at] + norms[number])
                scores[number] += score

    def _norms(self, term: Term) -> Norms:
        return self._opened.norms(term.field, self._statistics.average_length(term.field))

    def _read(self, term: Term) -> Postings:
        return self._matcher.postings(term)

    # --- what they score -------------------------------------------------

    def _add_scores(self, plan: Plan, live: Collection[int], scores: dict[int, float]) -> None:
        """Add the scores of those articles that match; all of an `All` are known to match."""
        match plan:
            case AnyTerm(terms, bonus):
                for term in (*terms, *bonus):
                    self._add_term(term, live, scores)
            case plans.Wide():
                for number in self._matcher.matching(plan, live):
                    scores[number] += WIDE_SCORE
            case Near(places):
                matching = self._matcher.matching(plan, live)
                for place in places:
                    self._add_scores(place, matching, scores)
            case plans.All(wanted):
                for part in wanted:
                    self._add_scores(part, live, scores)
            case plans.Any(branches):
                for branch in branches:
                    simple = isinstance(branch, AnyTerm)
                    self._add_scores(branch, live if simple else self._matcher.matching(branch, live), scores)

    def _add_term(self, term: Term, live: Collection[int], scores: dict[int, float]) -> None:
        postings = self._read(term)
        if postings is NO_POSTINGS:
            return
        norms = self._norms(term).by_article
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
    if not all(isinstance(part, Filter) for part in plan.unwanted):
        return None
    scored = [part for part in plan.wanted if not isinstance(part, Filter)]
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
