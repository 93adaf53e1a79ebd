"""How alike two passages are: a weight, and from it a score from 0 to 1, for every pair worth a look.

Four things carry it: the cosine of stems, weighted by their rarity in these
two articles (a collection's rarity makes the story's own names the heaviest
words and halves the precision); how many content stems are shared; both among
the first passages, since news opens with what happened; shared figures. Days
that lie apart speak against it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.compare.days import are_apart
from reader.compare.figure_pairs import likeness
from reader.compare.passages import Passage

Pair = tuple[int, int]
Scores = dict[Pair, float]

BIAS = -5.0
COSINE = 15.0
SHARED = 0.96
LEAD = 1.95
FIGURES = 1.2
TWO_FIGURES = 1.5
"""Two telling figures in common are hardly ever chance."""
TWO = 1.5
APART = -2.0
VERY_SAME = 9.0
"""The weight of two passages with the very same words."""
ONE_STORY = 0.5
"""Openings answer each other only in accounts of one story: when some pair weighs more than this."""
DOUBTFUL = 1.1
"""What a pair that is unlikely but for its place may weigh at most: captions and datelines are openings too."""
LEADING = 3
FEWEST = 20
"""As many passages are assumed at least: in two short articles a shared word would weigh less than an unshared one."""
CANDIDATES = 12
"""Best candidates for each passage and direction: what keeps long articles from taking the square of their length."""
COMMON = 0.05
"""Words in more than this share of all passages lead to no candidate; they still count in the cosine."""
NEVER_COMMON = 50
"""Words in fewer passages than this always lead to candidates: in an article of news the story's own words are in many."""


@dataclass(frozen=True, slots=True)
class _Vector:
    weights: Mapping[str, float]
    norm: float


def rarity(passages: Sequence[Passage]) -> dict[str, float]:
    """Weigh each stem by how few of the passages have it."""
    frequency = _frequency(passages)
    count = max(FEWEST, len(passages))
    return {stem: math.log((count + 1) / (n + 0.5)) for stem, n in frequency.items()}


def _frequency(passages: Sequence[Passage]) -> Counter[str]:
    frequency: Counter[str] = Counter()
    for passage in passages:
        frequency.update(passage.counts.keys())
    return frequency


def weigh_pairs(a: Sequence[Passage], b: Sequence[Passage], *, doubt: float = 0.0) -> Scores:
    """Weigh the pairs of passages that may tell the same; `score_of` makes a score of a weight.

    `doubt` that the articles tell one story is taken off each weight, except of the very same words.
    """
    weights = {pair: weight - doubt for pair, weight in _likeness_weights(a, b).items()}
    weights.update(_very_same(a, b))
    likely = max((z for z in weights.values() if z != VERY_SAME), default=BIAS)
    if likely > ONE_STORY and not doubt:
        first_a, first_b = _leading(a), _leading(b)
        for (i, j), weight in weights.items():
            if i in first_a and j in first_b:
                weights[i, j] = weight + LEAD if weight > 0 else min(weight + LEAD, DOUBTFUL)
    return weights


def score_of(weight: float) -> float:
    """Return the score, 0 to 1, of a weight."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, weight))))


def weight_of(score: float) -> float:
    """Return the weight that a score stands for."""
    return math.log(score / (1 - score))


def _likeness_weights(a: Sequence[Passage], b: Sequence[Passage]) -> Scores:
    weights: Scores = {}
    for (i, j), cosine in cosines(a, b).items():
        shared = len(a[i].content.keys() & b[j].content.keys())
        if not shared:
            continue
        figures = likeness(a[i].figures, b[j].figures)
        z = BIAS + COSINE * cosine + SHARED * math.log1p(shared) + FIGURES * figures
        z += TWO_FIGURES if figures >= TWO else 0.0
        weights[i, j] = z + APART if are_apart(a[i].days, b[j].days) else z
    return weights


def _very_same(a: Sequence[Passage], b: Sequence[Passage]) -> Scores:
    """Pair passages with the very same words, however short or common; the nearest place wins."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, passage in enumerate(b):
        places[passage.wording].append(j)
    return {
        (i, _nearest(places[passage.wording], i * len(b) / len(a))): VERY_SAME
        for i, passage in enumerate(a)
        if passage.wording and passage.wording in places
    }


def _nearest(places: Sequence[int], wanted: float) -> int:
    return min(places, key=lambda j: abs(j - wanted))


def _leading(passages: Sequence[Passage]) -> frozenset[int]:
    linkable = [k for k, passage in enumerate(passages) if passage.is_linkable]
    return frozenset(linkable[:LEADING])


def cosines(a: Sequence[Passage], b: Sequence[Passage]) -> Scores:
    """Return the cosine of the best candidates of each passage."""
    passages = [*a, *b]
    idf = rarity(passages)
    limit = max(NEVER_COMMON, COMMON * len(passages))
    common = {stem for stem, n in _frequency(passages).items() if n > limit}
    vectors_a, vectors_b = [[_vector(p, idf) for p in side] for side in (a, b)]
    near = _candidates(a, b, vectors_a, vectors_b, common)
    return {(i, j): _cosine(vectors_a[i], vectors_b[j]) for i, j in near}


def _vector(passage: Passage, idf: Mapping[str, float]) -> _Vector:
    weights = {stem: (1 + math.log(n)) * idf[stem] if n > 1 else idf[stem] for stem, n in passage.counts.items()}
    return _Vector(weights, math.sqrt(sum(x * x for x in weights.values())) or 1.0)


def _cosine(a: _Vector, b: _Vector) -> float:
    few, many = (a.weights, b.weights) if len(a.weights) < len(b.weights) else (b.weights, a.weights)
    return sum(x * many[stem] for stem, x in few.items() if stem in many) / (a.norm * b.norm)


def _candidates(
    a: Sequence[Passage],
    b: Sequence[Passage],
    vectors_a: Sequence[_Vector],
    vectors_b: Sequence[_Vector],
    common: set[str],
) -> list[Pair]:
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, vector in enumerate(vectors_b):
        if b[j].is_linkable:
            for stem, x in vector.weights.items():
                if stem not in common:
                    holders[stem].append((j, x / vector.norm))
    found: Scores = {}
    for i, vector in enumerate(vectors_a):
        if a[i].is_linkable:
            found.update({(i, j): x / vector.norm for j, x in _best_holders(vector, holders)})
    return _best_of_columns(found)


def _best_holders(vector: _Vector, holders: Mapping[str, list[tuple[int, float]]]) -> list[tuple[int, float]]:
    sums: dict[int, float] = defaultdict(float)
    for stem, x in vector.weights.items():
        for j, y in holders.get(stem, ()):
            sums[j] += x * y
    best = sorted(sums, key=sums.__getitem__, reverse=True)[:CANDIDATES]
    return [(j, sums[j]) for j in best]


def _best_of_columns(found: Scores) -> list[Pair]:
    columns: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), x in found.items():
        columns[j].append((-x, i))
    return sorted((i, j) for j, column in columns.items() for _, i in sorted(column)[:CANDIDATES])
