"""How alike two passages are, by themselves: a weight for every pair worth a look.

Three things carry it: the cosine of stems, weighted by their rarity in these
two articles (a collection's rarity makes the story's own names the heaviest
words and halves the precision); how many content stems are shared; shared
figures. Days that lie apart speak against it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reader.compare.days import are_apart
from reader.compare.figure_pairs import likeness
from reader.compare.pace import UNTOLD, Pace
from reader.compare.passages import Passage

Pair = tuple[int, int]
Scores = dict[Pair, float]

BIAS = -5.0
COSINE = 15.0
SHARED = 0.96
FIGURES = 3.0
"""A telling figure in common is hardly ever chance."""
APART = -2.0
VERY_SAME = 9.0
"""The weight of two passages with the very same words."""
UNLIKE = -5.0
"""The weight of a pair that is not worth a look."""
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
    rare: Mapping[str, float]
    common: Mapping[str, float]


def rarity(passages: Sequence[Passage]) -> dict[str, float]:
    """Weigh each stem by how few of the passages have it."""
    return _rarity(_frequency(passages), len(passages))


def _rarity(frequency: Mapping[str, int], passages: int) -> dict[str, float]:
    count = max(FEWEST, passages)
    return {stem: math.log((count + 1) / (n + 0.5)) for stem, n in frequency.items()}


def _frequency(passages: Sequence[Passage]) -> Counter[str]:
    frequency: Counter[str] = Counter()
    for passage in passages:
        frequency.update(passage.counts.keys())
    return frequency


class Likeness(NamedTuple):
    """How alike two passages are."""

    weight: float
    shared: float
    """The logarithm of one more than the content stems that both have."""


def weigh_pairs(a: Sequence[Passage], b: Sequence[Passage], pace: Pace = UNTOLD) -> dict[Pair, Likeness]:
    """Weigh the pairs of passages that may tell the same; those with the very same words stand beside, in `very_same`."""
    likenesses: dict[Pair, Likeness] = {}
    stems_a, stems_b = [[frozenset(passage.content) for passage in side] for side in (a, b)]
    found = cosines(a, b, pace.part(0, 0.9))
    for (i, j), cosine in pace.part(0.9, 1).over([*found.items()]):
        count = len(stems_a[i] & stems_b[j])
        if not count:
            continue
        shared = math.log1p(count)
        figures = likeness(a[i].figures, b[j].figures)
        z = BIAS + COSINE * cosine + SHARED * shared + FIGURES * figures
        likenesses[i, j] = Likeness(z + APART if are_apart(a[i].days, b[j].days) else z, shared)
    return likenesses


def very_same(a: Sequence[Passage], b: Sequence[Passage]) -> set[Pair]:
    """Pair passages with the very same words, however short or common; the nearest place wins."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, passage in enumerate(b):
        places[passage.wording].append(j)
    return {
        (i, _nearest(places[passage.wording], i * len(b) / len(a)))
        for i, passage in enumerate(a)
        if passage.wording and passage.wording in places
    }


def _nearest(places: Sequence[int], wanted: float) -> int:
    return min(places, key=lambda j: abs(j - wanted))


def cosines(a: Sequence[Passage], b: Sequence[Passage], pace: Pace = UNTOLD) -> Scores:
    """Return the cosine of the best candidates of each passage."""
    passages = [*a, *b]
    frequency = _frequency(passages)
    idf = _rarity(frequency, len(passages))
    limit = max(NEVER_COMMON, COMMON * len(passages))
    common = frozenset(stem for stem, n in frequency.items() if n > limit)
    vectors = [_vector(passage, idf, common) for passage in pace.part(0, 0.1).over(passages)]
    vectors_a, vectors_b = vectors[: len(a)], vectors[len(a) :]
    rare = _candidates(a, b, vectors_a, vectors_b, pace.part(0.1, 0.9))
    best = pace.part(0.9, 1).over(_best_of_columns(rare))
    return {(i, j): rare[i, j] + _dot(vectors_a[i].common, vectors_b[j].common) for i, j in best}


def _vector(passage: Passage, idf: Mapping[str, float], common: frozenset[str]) -> _Vector:
    """Weigh the stems of a passage; all weights together have the length 1."""
    weights = {stem: (1 + math.log(n)) * idf[stem] if n > 1 else idf[stem] for stem, n in passage.counts.items()}
    norm = math.sqrt(sum(x * x for x in weights.values())) or 1.0
    rest = weights.keys() & common
    return _Vector(
        {stem: x / norm for stem, x in weights.items() if stem not in rest}, {stem: weights[stem] / norm for stem in sorted(rest)}
    )


def _dot(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    few, many = (a, b) if len(a) < len(b) else (b, a)
    return sum(x * many[stem] for stem, x in few.items() if stem in many)


def _candidates(
    a: Sequence[Passage], b: Sequence[Passage], vectors_a: Sequence[_Vector], vectors_b: Sequence[_Vector], pace: Pace
) -> Scores:
    """Return the best candidates of each passage of the first article, by what their rare stems add to the cosine."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, vector in enumerate(vectors_b):
        if b[j].is_linkable:
            for stem, x in vector.rare.items():
                holders[stem].append((j, x))
    return {
        (i, j): cosine
        for i, vector in enumerate(pace.over(vectors_a))
        if a[i].is_linkable
        for j, cosine in _best_holders(vector, holders)
    }


def _best_holders(vector: _Vector, holders: Mapping[str, list[tuple[int, float]]]) -> list[tuple[int, float]]:
    sums: dict[int, float] = defaultdict(float)
    for stem, x in vector.rare.items():
        for j, y in holders.get(stem, ()):
            sums[j] += x * y
    best = sorted(sums, key=sums.__getitem__, reverse=True)[:CANDIDATES]
    return [(j, sums[j]) for j in best]


def _best_of_columns(found: Scores) -> list[Pair]:
    columns: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), x in found.items():
        columns[j].append((-x, i))
    return sorted((i, j) for j, column in columns.items() for _, i in sorted(column)[:CANDIDATES])
