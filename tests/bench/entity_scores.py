"""Scores of found entities against annotated ones: strict and overlap F1, and B-cubed for linking.

Before they are compared, places lose what annotators disagree on: a leading
article or title, a hedge before a date or sum ("about"), a possessive ending,
quotation marks. Strict: the same place and label. Overlap: the same label and
a shared character, one to one. An optional annotation is neither missed nor
is a find on it wrong; a find beyond the scored labels does not count.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

FOLDED = {"PER": "PERSON", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "NATIONALITY": "NORP", "TREATY": "LAW"}
NAMED = frozenset(("PERSON", "ORG", "PLACE", "NORP", "EVENT", "LAW"))
_LEADING = re.compile(r"(?:[\s\"'\u2018\u2019\u201c\u201d(\[]+|(?:the|an?)\s+|(?:mr|mrs|ms|dr|prof)\.?\s+)", re.IGNORECASE)
_HEDGE = re.compile(
    r"(?:about|around|approximately|nearly|almost|over|up to|more than|less than|just under|late|early|mid|some|roughly|at least)"
    r"[\s-]+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:['\u2019]s|['\u2019]|[\s\"\u201c\u201d,.;:)\]]+)$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.)+$|\b(?:Jr|Sr|Inc|Ltd|Corp|Co|St)\.$")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A place with a label: found, or annotated by a person."""

    start: int
    end: int
    label: str
    entity: str = ""
    also: frozenset[str] = frozenset()
    """Labels that are right as well."""
    is_optional: bool = False

    @property
    def labels(self) -> frozenset[str]:
        """All labels that are right."""
        return self.also | {self.label}

    def overlaps(self, other: "Annotation") -> bool:
        """Tell whether two places share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed, by label."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def f1(self, labels: Iterable[str]) -> tuple[float, float, float]:
        """Return precision, recall and F1 over some labels."""
        labels = tuple(labels)
        right, wrong, missed = (sum(count[label] for label in labels) for count in (self.right, self.wrong, self.missed))
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed) if right + missed else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def folded(label: str) -> str:
    """Return the label that annotators' labels come to."""
    return FOLDED.get(label.upper(), label.upper())


def trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """Return a place without what does not count."""
    while match := _LEADING.match(text, start, end) or (label in ("DATE", "MONEY") and _HEDGE.match(text, start, end)):
        if match.end() >= end:
            break
        start = match.end()
    while (tail := _TRAILING.search(text[start:end])) and tail.start() > 0 and not _keeps_stop(text[start:end], tail.group()):
        end = start + tail.start()
    return start, end


def _keeps_stop(form: str, tail: str) -> bool:
    return "." in tail and bool(_ABBREVIATED.search(form))


def tally(documents: Iterable[tuple[Sequence[Annotation], Sequence[Annotation]]], labels: Iterable[str], *, strict: bool) -> Tally:
    """Count what was found (second) of what was annotated (first)."""
    counted = Tally()
    scored = frozenset(labels)
    for gold, found in documents:
        required = [one for one in gold if not one.is_optional and one.label in scored]
        rest = [one for one in gold if one.is_optional or one.label not in scored]
        finds = [one for one in dict.fromkeys(found) if one.label in scored]
        pairs = _matched(required, finds, strict=strict)
        counted.right.update(one.label for one in pairs)
        counted.missed.update(one.label for one in required if one not in pairs)
        taken = set(pairs.values())
        counted.wrong.update(one.label for one in finds if one not in taken and not _is_excused(one, rest))
    return counted


def _is_excused(found: Annotation, rest: Sequence[Annotation]) -> bool:
    return any(found.overlaps(one) and (one.is_optional or found.label in one.labels) for one in rest)


def _matched(gold: Sequence[Annotation], found: Sequence[Annotation], *, strict: bool) -> dict[Annotation, Annotation]:
    candidates = sorted(
        (abs(g.start - f.start) + abs(g.end - f.end), g.start, g.end, f.start, f.end, i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if f.label in g.labels and ((g.start, g.end) == (f.start, f.end) if strict else g.overlaps(f))
    )
    pairs: dict[Annotation, Annotation] = {}
    taken: set[int] = set()
    for *_, i, j in candidates:
        if gold[i] not in pairs and j not in taken:
            pairs[gold[i]] = found[j]
            taken.add(j)
    return pairs


def linking_scores(documents: Mapping[str, tuple[Sequence[Annotation], Sequence[Annotation]]]) -> tuple[float, float, float, float]:
    """Return B-cubed precision, recall, F1 over all documents, and the share of annotations with exactly the annotated name."""
    gold_of: dict[tuple[str, int], str] = {}
    found_of: dict[tuple[str, int], str] = {}
    for name, (gold, found) in documents.items():
        for one in gold:
            if one.label in NAMED and not one.is_optional:
                near = min(
                    (f for f in found if f.overlaps(one)),
                    key=lambda f: abs(f.start - one.start) + abs(f.end - one.end),
                    default=None,
                )
                key = (name, one.start)
                gold_of[key] = one.entity
                found_of[key] = near.entity if near else f"missed {key}"
    exact = sum(found_of[key] == entity for key, entity in gold_of.items()) / max(1, len(gold_of))
    return *_b_cubed(gold_of, found_of), exact


def _b_cubed(gold_of: Mapping[tuple[str, int], str], found_of: Mapping[tuple[str, int], str]) -> tuple[float, float, float]:
    gold_clusters: dict[str, set[tuple[str, int]]] = defaultdict(set)
    found_clusters: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for key in gold_of:
        gold_clusters[gold_of[key]].add(key)
        found_clusters[found_of[key]].add(key)
    precision = recall = 0.0
    for key in gold_of:
        gold, found = gold_clusters[gold_of[key]], found_clusters[found_of[key]]
        precision += len(gold & found) / len(found) / len(gold_of)
        recall += len(gold & found) / len(gold) / len(gold_of)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
