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


@dataclass(frozen=True, slots=True)
class Pass:
    """Weights of one linear pass."""

    weights: tuple[float, ...]
    bias: float

    def likelihoods(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return the likelihood of each row."""
        weights, bias = self.weights, self.bias
        return [1 / (1 + math.exp(-max(-30.0, min(30.0, bias + sum(map(mul, weights, row)))))) for row in rows]


@dataclass(frozen=True, slots=True)
class LineModel:
    """Both passes."""

    first: Pass
    second: Pass

    def likelihoods(self, rows: Sequence[list[float]]) -> list[float]:
        """Return how likely each line belongs to the article, 0 to 1."""
        opinions = opinion_rows(self.first.likelihoods(rows))
        return self.second.likelihoods([row + opinion for row, opinion in zip(rows, opinions, strict=True)])


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


def load_model(name: str, names: Sequence[str]) -> LineModel:
    """Read weights that come with the package.

    Args:
        name: `text` or `page`.
        names: the features in the order in which rows hold them.

    Raises:
        ValueError: the weights were trained for other features.
    """
    stored = json.loads(resources.files("reader.formats").joinpath(f"weights/{name}.json").read_text("utf-8"))
    expected = ((stored["first"], list(names)), (stored["second"], [*names, *OPINION_NAMES]))
    if any(list(given["weights"]) != wanted for given, wanted in expected):
        raise ValueError(f"the weights of {name} were trained for other features")
    first, second = (Pass(tuple(given["weights"].values()), given["bias"]) for given, _ in expected)
    return LineModel(first, second)
