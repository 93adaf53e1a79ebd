"""Where a passage of an old text stands in a new one, by the words in and around it.

Each place that shares pairs of words with the old surroundings is a candidate.
Old and new words are aligned around it, and it is weighed: how much of the
passage stands there, and how much of what stood before or behind it. A
candidate must be good by itself, clearly better than the next, and claimed by
no other passage of the old text. When two are close, more of their
surroundings is looked at.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from reader.bookmarks.words import Words

_SLACK = 12
"""More words on each side in the new text, for what was inserted."""
_MOST_CANDIDATES = 8
_COMMON_PAIR = 60
"""A pair of words that stands oftener proves nothing."""
_ENOUGH_WORDS = 0.5
"""The part of the passage that must still stand."""
_ENOUGH_EVIDENCE = 0.62
_MUCH_EVIDENCE = 0.8
_LITTLE_EVIDENCE = 0.45
_FAR_BETTER = 0.25
_FEW_WORDS = 5
_WIDEST = 2.0
"""How much longer than it was the passage may have become."""
_LONG_PASSAGE = 400
"""Words; of a longer passage the ends are sought."""
_LONG_END = 150


_SEEN = 30
"""Words aligned on each side of a passage."""
_WEIGHED = 24
"""Words that a passage and one of its sides together should have when they are weighed."""
_WEIGHED_BESIDE = 6
"""Words weighed on each side at least."""
_WEIGHED_FURTHER = 100
"""Words weighed on each side when two places are close."""
_NEAR_MARGIN = 0.12
"""How much better than the next a place must be."""
_FAR_MARGIN = 0.06
_FAR_MARGIN_AMONG_COPIES = 0.2


@dataclass(frozen=True, slots=True)
class Found:
    """The passage in the new text: its first and last word, and the part of its words that stand."""

    first: int
    last: int
    coverage: float
    standing: int
    """How many words of the passage stand there."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The place of a passage, or None, and the evidence for the best place there was."""

    place: Found | None
    evidence: float = 0.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    found: Found
    evidence: float


def find_passage(old: Words, passage: range, new: Words) -> Verdict:
    """Find the words of a passage of an old text in a new one."""
    if len(passage) > _LONG_PASSAGE:
        return _find_long_passage(old, passage, new)
    candidates = _weigh_all(old, passage, new)
    if not candidates:
        return Verdict(None)
    evidence = max(candidate.evidence for candidate in candidates)
    best = _winner(candidates, _NEAR_MARGIN) or _far_winner(old, passage, new, candidates)
    if best is None or not _is_enough(best, candidates) or _is_claimed_elsewhere(best, passage, old, new):
        return Verdict(None, evidence)
    return Verdict(best.found, best.evidence)


def _find_long_passage(old: Words, passage: range, new: Words) -> Verdict:
    """Find a long passage by its ends; they must stand in order and not much further apart."""
    head = find_passage(old, passage[:_LONG_END], new)
    tail = find_passage(old, passage[-_LONG_END:], new)
    evidence = min(head.evidence, tail.evidence)
    if head.place is None or tail.place is None:
        return Verdict(None, evidence)
    length = tail.place.last - head.place.first + 1
    if not _ENOUGH_WORDS * len(passage) <= length <= _WIDEST * len(passage):
        return Verdict(None, evidence)
    coverage, standing = min(head.place.coverage, tail.place.coverage), head.place.standing + tail.place.standing
    return Verdict(Found(head.place.first, tail.place.last, coverage, standing), evidence)


def _winner(candidates: Sequence[_Candidate], margin: float) -> _Candidate | None:
    """Return the best candidate if no other place comes near it."""
    best = max(candidates, key=lambda candidate: candidate.evidence)
    return best if best.evidence - _best_rival(best, candidates) >= margin else None


def _best_rival(best: _Candidate, candidates: Sequence[_Candidate]) -> float:
    """Return the evidence for the best candidate at another place."""
    rivals = (c.evidence for c in candidates if c.found.last < best.found.first or c.found.first > best.found.last)
    return max(rivals, default=0.0)


def _is_enough(best: _Candidate, candidates: Sequence[_Candidate]) -> bool:
    """Tell whether the evidence is enough: one word of two needs more, a place without any rival less."""
    if best.found.standing == 1 and best.found.coverage < 1:
        return best.evidence >= _MUCH_EVIDENCE
    if best.evidence >= _ENOUGH_EVIDENCE:
        return True
    is_alone = best.evidence - _best_rival(best, candidates) >= _FAR_BETTER
    return is_alone and best.evidence >= _LITTLE_EVIDENCE and best.found.standing >= _FEW_WORDS


def _far_winner(old: Words, passage: range, new: Words, candidates: Sequence[_Candidate]) -> _Candidate | None:
    """Look at more of the surroundings of those that are close; copies that are new ask for more certainty."""
    top = max(candidate.evidence for candidate in candidates)
    close = [candidate for candidate in candidates if candidate.evidence >= max(_ENOUGH_EVIDENCE, top - _NEAR_MARGIN)]
    if not close:
        return None
    weighed = [_weigh_further(old, passage, new, candidate) for candidate in close]
    twins = [twin for twin in _weigh_all(old, passage, old) if twin.evidence >= _ENOUGH_EVIDENCE]
    has_new_copies = _count_places(close) > _count_places(twins)
    winner = _winner(weighed, _FAR_MARGIN_AMONG_COPIES if has_new_copies else _FAR_MARGIN)
    return next((candidate for candidate in close if winner and candidate.found == winner.found), None)


def _count_places(candidates: Sequence[_Candidate]) -> int:
    """Count the places that do not overlap."""
    end, count = -1, 0
    for found in sorted((candidate.found for candidate in candidates), key=lambda found: found.first):
        if found.first > end:
            count += 1
        end = max(end, found.last)
    return count


def _is_claimed_elsewhere(best: _Candidate, passage: range, old: Words, new: Words) -> bool:
    """Tell whether the place fits another passage of the old text better: then it is a lookalike."""
    own, others = 0.0, 0.0
    for claim in _weigh_all(new, range(best.found.first, best.found.last + 1), old):
        if claim.found.last < passage.start or claim.found.first >= passage.stop:
            others = max(others, claim.evidence)
        else:
            own = max(own, claim.evidence)
    return others > (own or best.evidence)


def _weigh_all(old: Words, passage: range, new: Words) -> list[_Candidate]:
    weighed = (_weigh(old, passage, new, shift) for shift in _likely_shifts(old, passage, new))
    return [candidate for candidate in weighed if candidate]


def _likely_shifts(old: Words, passage: range, new: Words) -> list[int]:
    """Return the distances between old and new numbers of words that shared pairs of words speak for."""
    votes: Counter[int] = Counter()
    for number in range(max(0, passage.start - _SEEN), min(len(old) - 1, passage.stop + _SEEN)):
        places = new.places_of_pair(old.forms[number], old.forms[number + 1])
        if len(places) <= _COMMON_PAIR:
            weight = 2 if number in passage else 1
            for place in places:
                votes[place - number] += weight
    near = {shift: sum(votes.get(shift + step, 0) for step in range(-4, 5)) for shift in votes}
    chosen: list[int] = []
    for shift in sorted(near, key=lambda shift: (-near[shift], -votes[shift], shift)):
        if all(abs(shift - other) > 6 for other in chosen):
            chosen.append(shift)
        if len(chosen) == _MOST_CANDIDATES:
            break
    return chosen


def _weigh(old: Words, passage: range, new: Words, shift: int) -> _Candidate | None:
    """Align the words around a candidate and weigh what they share; None when too little of the passage is there."""
    old_from, old_to = max(0, passage.start - _SEEN), min(len(old), passage.stop + _SEEN)
    new_from = max(0, passage.start + shift - _SEEN - _SLACK)
    new_to = max(new_from, passage.stop + shift + _SEEN + _SLACK)
    pairs = _aligned(old, range(old_from, old_to), new, range(new_from, new_to))
    _draw_together(pairs, old, passage, new)
    here = _compact([pairs[number] for number in passage if number in pairs], len(passage))
    if not here or len(here) < _ENOUGH_WORDS * len(passage):
        return None
    evidence = _evidence(old, passage, new, pairs, max(_WEIGHED_BESIDE, _WEIGHED - len(passage)))
    first, last = _widened(here[0], here[-1], passage, pairs, (len(old), len(new)))
    return _Candidate(Found(first, last, len(here) / len(passage), len(here)), evidence)


def _weigh_further(old: Words, passage: range, new: Words, candidate: _Candidate) -> _Candidate:
    """Weigh a candidate by more of what stands before and behind just this place."""
    first, last = candidate.found.first, candidate.found.last
    reach = _WEIGHED_FURTHER + _SLACK
    pairs = {
        **_aligned(old, range(max(0, passage.start - _WEIGHED_FURTHER), passage.start), new, range(max(0, first - reach), first)),
        **_aligned(old, passage, new, range(first, last + 1)),
        **_aligned(old, range(passage.stop, min(len(old), passage.stop + _WEIGHED_FURTHER)), new, range(last + 1, last + reach)),
    }
    return replace(candidate, evidence=_evidence(old, passage, new, pairs, _WEIGHED_FURTHER))


def _evidence(old: Words, passage: range, new: Words, pairs: Mapping[int, int], width: int) -> float:
    """Return the part of the passage, with the words before or behind it or both, that stands in the new text by weight."""
    before = range(max(0, passage.start - width), passage.start)
    behind = range(passage.stop, min(len(old), passage.stop + width))

    def share(*parts: range) -> float:
        weights = [(number, new.weights.get(old.forms[number], 1.0)) for part in parts for number in part]
        return sum(weight for number, weight in weights if number in pairs) / sum(weight for _, weight in weights)

    sides = [share(before, passage, behind)]
    if len(before) >= _WEIGHED_BESIDE:
        sides.append(share(before, passage))
    if len(behind) >= _WEIGHED_BESIDE:
        sides.append(share(passage, behind))
    return max(sides)


def _aligned(old: Words, old_range: range, new: Words, new_range: range) -> dict[int, int]:
    """Align two runs of words: old number to new number."""
    old_forms, new_forms = old.forms[old_range.start : old_range.stop], new.forms[new_range.start : new_range.stop]
    return {
        old_range.start + step.src_start + offset: new_range.start + step.dest_start + offset
        for step in Indel.opcodes(old_forms, new_forms)
        if step.tag == "equal"
        for offset in range(step.src_end - step.src_start)
    }


def _draw_together(pairs: dict[int, int], old: Words, passage: range, new: Words) -> None:
    """Of equal words take those beside their neighbours: an alignment may pick any of them."""
    for number in reversed(passage[:-1]):
        if number in pairs and number + 1 in pairs and new.forms[pairs[number + 1] - 1] == old.forms[number]:
            pairs[number] = pairs[number + 1] - 1
    for number in passage[1:]:
        if number in pairs and number - 1 in pairs and new.forms[pairs[number - 1] + 1] == old.forms[number]:
            pairs[number] = pairs[number - 1] + 1


def _compact(here: list[int], length: int) -> list[int]:
    """Leave out words at the ends that stand too far off to belong to the passage."""
    while len(here) > 1 and here[-1] - here[0] + 1 > _WIDEST * length + 3:
        here = here[1:] if here[1] - here[0] > here[-1] - here[-2] else here[:-1]
    return here


def _widened(first: int, last: int, passage: range, pairs: Mapping[int, int], lengths: tuple[int, int]) -> tuple[int, int]:
    """Take in words that replaced the first or last ones of the passage: as many as there were, if they fill the gap."""
    old_length, new_length = lengths
    by_new = {new: old for old, new in pairs.items()}
    lost_before, lost_behind = by_new[first] - passage.start, passage.stop - 1 - by_new[last]
    before = -1 if passage.start == 0 else pairs.get(passage.start - 1, first)
    behind = new_length if passage.stop == old_length else pairs.get(passage.stop, last)
    if 0 < first - before - 1 <= lost_before:
        first = before + 1
    if 0 < behind - last - 1 <= lost_behind:
        last = behind - 1
    return first, last
