"""Train the weights of the line models from pages with gold.

    python -m tests.bench.train_lines PAGES [text|page]
    python -m tests.bench.train_lines PAGES check

The second form writes nothing: it labels each page with weights that were trained
without it, and prints the figures of `tests.bench.intake`.

`PAGES` is a folder as `pages_with_gold.py` describes it. Needs numpy and scikit-learn,
and takes more ways of rendering a page as text when inscriptis and resiliparse are
there; none of these is a dependency of the project. The first pass is trained on all
pages; the second on what the first thinks of pages that it has not seen. Writes
`reader/formats/weights/text.json` and `page.json`, weights only. Takes some minutes.
"""

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from reader.formats.block_features import BLOCK_NAMES, PLACE_NAMES, block_vectors, place_vectors
from reader.formats.features import NAMES, line_features, vectors
from reader.formats.line_model import OPINION_NAMES, LineModel, Pass, opinion_rows
from reader.formats.lines import split_lines
from reader.formats.page_labels import body_votes, worth_judging
from reader.formats.page_metadata import page_metadata
from tests.bench.intake import body_figures, paste_figures
from tests.bench.pages_with_gold import GoldPage, GoldText, blocks_of, pastes_of, read_pages, rendered

WEIGHTS = Path(__file__).parents[2] / "reader" / "formats" / "weights"
FOLDS = 5
STRENGTH = {"text": 0.002, "page": 0.001}
"""How freely weights may grow; found by leaving folds out."""


@dataclass(slots=True)
class Sample:
    """The lines of one text or page."""

    page: str
    rows: Any
    labels: Any
    extended: Any = None

    @property
    def fold(self) -> int:
        """Which part of the pages it belongs to."""
        return fold_of(self.page)


def fold_of(page: str) -> int:
    """Which part of the pages a page belongs to."""
    return int(hashlib.md5(page.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def text_samples(page: GoldPage) -> Iterator[Sample]:
    """Iterate over a page's pastes in every rendering."""
    for text in (rendered(page), *_other_renderings(page)):
        for paste in pastes_of(page, text):
            split = split_lines(paste.text)
            rows = vectors(split, line_features(split))
            labels = [-1 if label is None else int(label) for label in paste.labels]
            yield Sample(page.name, np.array(rows, dtype=np.float32), np.array(labels))


def _other_renderings(page: GoldPage) -> Iterator[str]:
    """Iterate over the page's visible text as other programs see it."""
    source = page.content.decode("utf-8", "replace")
    for render in _other_renderers():
        lines = (line.rstrip() for line in render(source).split("\n"))
        yield re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _other_renderers() -> Iterator[Callable[[str], str]]:
    try:
        from inscriptis import get_text
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError:
        return
    yield get_text
    yield lambda source: extract_plain_text(source, main_content=False, alt_texts=True, links=False)


def page_samples(page: GoldPage) -> Iterator[Sample]:
    """Give a page's blocks with the extractor's votes."""
    from selectolax.lexbor import LexborHTMLParser

    blocks = blocks_of(page)
    if not blocks:
        return
    source = page.content.decode("utf-8", "replace")
    title = page_metadata(LexborHTMLParser(source), source, blocks).metadata.title.text or ""
    votes = body_votes(blocks, source)
    numbers = worth_judging(blocks, votes)
    blocks, votes = tuple(blocks[number] for number in numbers), [votes[number] for number in numbers]
    rows = [row + place for row, place in zip(block_vectors(blocks, votes, title), place_vectors(blocks), strict=True)]
    gold = GoldText(page)
    labels = [int(bool(gold.label(block.text))) for block in blocks]
    yield Sample(page.name, np.array(rows, dtype=np.float32), np.array(labels))


def train(samples: list[Sample], strength: float) -> dict[str, Any]:
    """Train both passes and return their weights by feature."""
    for fold in range(FOLDS):
        if not any(sample.fold == fold for sample in samples):
            continue
        unseen = fit([sample.rows for sample in samples if sample.fold != fold], labels_of(samples, fold), strength)
        for sample in (sample for sample in samples if sample.fold == fold):
            sample.extended = extend(sample.rows, unseen)
    first = fit([sample.rows for sample in samples], labels_of(samples), strength)
    second = fit([sample.extended for sample in samples], labels_of(samples), strength)
    return {"first": first, "second": second}


def labels_of(samples: list[Sample], without_fold: int | None = None) -> Any:
    """Return the labels of all samples but those of one fold."""
    return np.concatenate([sample.labels for sample in samples if sample.fold != without_fold])


def fit(rows: list[Any], labels: Any, strength: float) -> tuple[Any, float]:
    """Fit one pass and return weights and bias for plain features."""
    stacked = np.concatenate(rows)
    counted = labels >= 0
    scaler = StandardScaler().fit(stacked[counted])
    model = LogisticRegression(C=strength, max_iter=400).fit(scaler.transform(stacked[counted]), labels[counted])
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - (weights * scaler.mean_).sum())


def extend(rows: Any, fitted: tuple[Any, float]) -> Any:
    """Add the first pass's opinions to rows."""
    weights, bias = fitted
    likelihoods = 1 / (1 + np.exp(-np.clip(rows @ weights + bias, -30, 30)))
    return np.concatenate([rows, np.array(opinion_rows(likelihoods.tolist()), dtype=np.float32)], axis=1)


def save(name: str, fitted: dict[str, Any], names: tuple[str, ...]) -> None:
    """Write the weights of a model."""
    passes = {"first": names, "second": (*names, *OPINION_NAMES)}
    stored = {
        "about": "two linear passes, trained by tests/bench/train_lines.py; weights by feature, no text",
        **{
            key: {"bias": round(fitted[key][1], 5), "weights": dict(zip(columns, map(_short, fitted[key][0]), strict=True))}
            for key, columns in passes.items()
        },
    }
    WEIGHTS.mkdir(exist_ok=True)
    (WEIGHTS / f"{name}.json").write_text(json.dumps(stored, indent=0) + "\n", "utf-8")


def _short(weight: Any) -> float:
    return round(float(weight), 4)


def check(pages: list[GoldPage]) -> None:
    """Print figures of pages labelled with weights trained without them."""
    text = [sample for page in pages for sample in text_samples(page)]
    blocks = [sample for page in pages for sample in page_samples(page)]
    judges: dict[int, tuple[LineModel, LineModel]] = {}
    for fold in range(FOLDS):
        trained = [
            train([s for s in samples if s.fold != fold], STRENGTH[name]) for name, samples in (("text", text), ("page", blocks))
        ]
        judges[fold] = (model_of(trained[0], NAMES), model_of(trained[1], BLOCK_NAMES, PLACE_NAMES))
    models = {page.name: judges[fold_of(page.name)] for page in pages}
    for figure in (*body_figures(pages, models), *paste_figures(pages, models)):
        print(f"| {figure.name} | {figure.value} |", flush=True)


def model_of(fitted: dict[str, Any], names: tuple[str, ...], shared: tuple[str, ...] = ()) -> LineModel:
    """Make a model of trained passes."""
    own, own_shared = len(names), len(names) + len(shared)
    (first, first_bias), (second, second_bias) = ((weights.tolist(), bias) for weights, bias in (fitted["first"], fitted["second"]))
    return LineModel(
        Pass(tuple(first[:own]), first_bias, tuple(first[own:])),
        Pass((*second[:own], *second[own_shared:]), second_bias, tuple(second[own:own_shared])),
    )


def main(folder: Path, wanted: str) -> None:
    """Train and save, or check."""
    pages = list(read_pages(folder))
    if wanted == "check":
        check(pages)
    if wanted in ("", "text"):
        save("text", train([s for page in pages for s in text_samples(page)], STRENGTH["text"]), NAMES)
    if wanted in ("", "page"):
        fitted = train([s for page in pages for s in page_samples(page)], STRENGTH["page"])
        save("page", fitted, (*BLOCK_NAMES, *PLACE_NAMES))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
