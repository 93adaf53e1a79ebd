"""Train the weights that judge two passages, and measure them on stories left out.

    python -m tests.bench.train_links PAIRS

`PAIRS` is a folder with `real/`, annotated accounts of real news in the form of
`tests/compare/data/accounts`, and `events/`, pairs of like but different events; a
file's name begins with its story, up to a `+`. Such texts belong to their publishers
and are no part of the project. Written accounts for tuning, their like events and the
raw articles, where at hand, are learned from too; the unseen written ones never.

Each of the seven things was chosen by forward selection on half of the stories, by
the loss on stories left out; some fifty others (shared names by rarity, words only
two passages have, quotations in common, runs of words and of letters, sentences weighed
apart, other figures, days, lengths) lowered it by less than a hundredth. Like events
are learned from as if no pair of their passages told the same: without them two
analyses with the same people in them link everywhere.
Needs numpy, no dependency of the project. Prints `WEIGHTS` and `BIAS` for
`reader/compare/evidence.py`.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reader.compare import evidence
from reader.compare.linking import evidence_of, weigh_levels
from reader.compare.passages import read_passages
from reader.compare.words import WordReader
from tests.bench.compare import Linker, others, ours, score, sure_only
from tests.compare.accounts import Annotated, has_raw_articles, read_pairs, read_pairs_in, read_raw_pairs

IMPORTANCE = {"real": 3.0, "written": 1.0, "raw": 1.0, "events": 0.5, "written events": 0.2}
"""Real accounts are what counts and fewer; written ones choose their words more alike."""
TOUCHED = 0.5
"""A fact touched in passing is right to link, but no loss when it is not."""
PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of accounts as rows of evidence with what a person said of each."""

    pair: Annotated
    kind: str
    rows: np.ndarray
    told: np.ndarray
    importance: np.ndarray

    @property
    def story(self) -> str:
        """The story, which is left out as a whole."""
        return "raw" if self.kind == "raw" else self.pair.name.partition("+")[0]


def example(pair: Annotated, kind: str) -> Example:
    """Gather the evidence of a pair; passages with the very same words need no judging."""
    reader = WordReader((pair.a.text, pair.b.text))
    a, b = read_passages(pair.a, reader), read_passages(pair.b, reader)
    levels = weigh_levels(a, b)
    found = [(place, vector) for place, vector in evidence_of(levels, a, b).vectors() if place not in levels.same]
    rows = np.array([vector for _, vector in found]).reshape(len(found), len(evidence.NAMES))
    told = np.array([float(place in pair.required | pair.optional) for place, _ in found])
    weight = np.array([TOUCHED if place in pair.optional else 1.0 for place, _ in found])
    return Example(pair, kind, rows, told, weight * IMPORTANCE[kind])


def examples(folder: Path) -> Iterator[Example]:
    """Read all that is learned from."""
    yield from (example(pair, "real") for pair in read_pairs_in(folder / "real"))
    yield from (example(pair, "events") for pair in read_pairs_in(folder / "events"))
    yield from (example(pair, "written") for pair in read_pairs("dev"))
    nothing: frozenset[tuple[int, int]] = frozenset()
    for number, (is_one_kind, a, b) in enumerate(others(["dev"])):
        if is_one_kind:
            yield example(Annotated(f"crossed-{number}", a, b, nothing, nothing), "written events")
    if has_raw_articles():
        yield from (example(pair, "raw") for pair in read_raw_pairs())


def fit(learned: Sequence[Example]) -> tuple[tuple[float, ...], float]:
    """Fit weights and bias by Newton's method, the weights of standardised evidence held small."""
    rows = np.vstack([one.rows for one in learned])
    told = np.concatenate([one.told for one in learned])
    importance = np.concatenate([one.importance for one in learned])
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    scaled = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    penalty = np.r_[np.full(rows.shape[1], PENALTY), 1e-6]
    found = np.zeros(scaled.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(scaled @ found, -30, 30)))
        slope = scaled.T @ (importance * (chance - told)) + penalty * found
        curve = (scaled * (importance * chance * (1 - chance))[:, None]).T @ scaled + np.diag(penalty)
        found -= np.linalg.solve(curve, slope)
    weights = found[:-1] / spread
    return tuple(float(x) for x in weights), float(found[-1] - (weights * mean).sum())


@contextmanager
def judging_by(weights: tuple[float, ...], bias: float) -> Iterator[None]:
    """Let the reader judge by other weights."""
    kept = evidence.WEIGHTS, evidence.BIAS
    evidence.WEIGHTS, evidence.BIAS = weights, bias
    try:
        yield
    finally:
        evidence.WEIGHTS, evidence.BIAS = kept


def links_left_out(learned: Sequence[Example], linker: Linker) -> dict[str, dict[tuple[int, int], float]]:
    """Link each pair by weights that were trained without its story."""
    found = {}
    for story in {one.story for one in learned}:
        with judging_by(*fit([one for one in learned if one.story != story])):
            for one in learned:
                if one.story == story:
                    found[f"{one.kind} {one.pair.name}"] = linker(one.pair.a, one.pair.b)
    return found


def report(learned: Sequence[Example]) -> None:
    """Print precision and recall, each pair judged without its story."""
    for title, linker in (("all", ours), ("sure", sure_only)):
        links = links_left_out(learned, linker)
        for kind in ("real", "written", "raw"):
            pairs = [one.pair for one in learned if one.kind == kind]
            if pairs:
                print(f"{kind:8} {title:5} {score(_known(pairs, links, kind), pairs)}")
        told = [f"{one.pair.name}" for one in learned if one.kind == "events" and links[f"events {one.pair.name}"]]
        print(
            f"different events with {title} links: {len(told)} of {sum(one.kind == 'events' for one in learned)}: {' '.join(told)}"
        )


def _known(pairs: Iterable[Annotated], links: dict[str, dict[tuple[int, int], float]], kind: str) -> Linker:
    by_articles = {(id(pair.a), id(pair.b)): links[f"{kind} {pair.name}"] for pair in pairs}
    return lambda a, b: by_articles[id(a), id(b)]


def main() -> None:
    """Train on everything, print the weights, then what stories left out give."""
    learned = [one for one in examples(Path(sys.argv[1])) if len(one.rows)]
    weights, bias = fit(learned)
    for name, weight in zip(evidence.NAMES, weights, strict=True):
        print(f"{name:10} {weight:6.2f}")
    print(f"WEIGHTS = ({', '.join(f'{weight:.2f}' for weight in weights)})\nBIAS = {bias:.2f}")
    report(learned)


if __name__ == "__main__":
    main()
