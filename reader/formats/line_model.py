"""A trained judge of lines: how likely each one belongs to the article.

Two passes of a linear model: the first looks at a line and what stands around it,
the second also at what the first thinks of the lines around. The weights are data
of the package (`weights/*.json`), trained by `tests/bench/train_lines.py`.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import accumulate
from operator import mul
from typing import Any

_REACH = 5
_WINDOWS = (3, 8, 20)
OPINION_NAMES = (
    "first_pass",
    *(f"first_pass{distance:+d}" for distance in range(-_REACH, _REACH + 1) if distance),
    *(f"{side}_{window}" for window in _WINDOWS for side in ("above", "below", "least", "most")),
    "all_above",
    "all_below",
)
"""What the second pass adds to each line's features."""


Row = Sequence[float]


@dataclass(frozen=True, slots=True)
class Pass:
    """Weights of one linear pass."""

    weights: tuple[float, ...]
    bias: float
    shared: tuple[float, ...] = ()
    """Weights of the features that many rows have in common."""

    def likelihoods(self, rows: Sequence[Row], shared: Sequence[Row] = ()) -> list[float]:
        """Return the likelihood of each row; features that rows share are weighed once for each object that holds them."""
        weights, bias = self.weights, self.bias
        scores = [bias + sum(map(mul, weights, row)) for row in rows]
        if shared:
            known = {id(part): sum(map(mul, self.shared, part)) for part in {id(part): part for part in shared}.values()}
            scores = [score + known[id(part)] for score, part in zip(scores, shared, strict=True)]
        return [1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) for score in scores]


@dataclass(frozen=True, slots=True)
class LineModel:
    """Both passes."""

    first: Pass
    second: Pass

    def likelihoods(self, rows: Sequence[list[float]], shared: Sequence[Row] = ()) -> list[float]:
        """Return how likely each line belongs to the article, 0 to 1."""
        opinions = opinion_rows(self.first.likelihoods(rows, shared))
        return self.second.likelihoods([row + opinion for row, opinion in zip(rows, opinions, strict=True)], shared)


def opinion_rows(likelihoods: Sequence[float]) -> list[list[float]]:
    """Lay out what the first pass thinks of each line and its surroundings, in the order of `OPINION_NAMES`."""
    count = len(likelihoods)
    padded = [0.0] * _REACH + list(likelihoods) + [0.0] * _REACH
    sums = [0.0, *accumulate(likelihoods)]
    rows = []
    for number in range(count):
        centre = number + _REACH
        row = [padded[centre], *padded[number:centre], *padded[centre + 1 : centre + 1 + _REACH]]
        for window in _WINDOWS:
            above = (sums[number] - sums[max(0, number - window)]) / window
            below = (sums[min(count, number + 1 + window)] - sums[number + 1]) / window
            row += (above, below, min(above, below), max(above, below))
        row += (min(sums[number] / 20, 2.0), min((sums[count] - sums[number + 1]) / 20, 2.0))
        rows.append(row)
    return rows


def load_model(name: str, names: Sequence[str], shared: Sequence[str] = ()) -> LineModel:
    """Read weights that come with the package.

    Args:
        name: `text` or `page`.
        names: the features in the order in which rows hold them.
        shared: the features that rows have in common, in their order.

    Raises:
        ValueError: the weights were trained for other features.
    """
    stored = json.loads(resources.files("reader.formats").joinpath(f"weights/{name}.json").read_text("utf-8"))
    passes = [_pass(stored[key], columns, shared) for key, columns in (("first", names), ("second", (*names, *OPINION_NAMES)))]
    return LineModel(*passes)


def _pass(stored: dict[str, Any], names: Sequence[str], shared: Sequence[str]) -> Pass:
    weights = stored["weights"]
    if set(weights) != {*names, *shared}:
        raise ValueError("the weights were trained for other features")
    return Pass(tuple(weights[name] for name in names), stored["bias"], tuple(weights[name] for name in shared))
