"""Measure intake on a folder of real pages with gold, and print the figures as a table.

    python -m tests.bench.intake PAGES [--parts bodies,pastes,speed] [--limit N]

`PAGES` is a folder as `pages_with_gold.py` describes it. Bodies: the shown text of
each page against its gold. Pastes: a page's visible lines, a selection of them and
the article alone, labelled by the gold: how many characters of the article are
folded, how many lines of furniture are shown. Speed: CPU seconds of this process
and, for memory, many documents through the guarded child. Run it on an idle machine.
"""

import argparse
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

import trafilatura
from trafilatura.meta import reset_caches

from reader.article import BlockKind, BlockState
from reader.errors import Refused
from reader.formats import furniture as line_labels
from reader.formats import page_labels
from reader.formats.child import GuardedReader
from reader.formats.extracted import Extracted
from reader.formats.line_model import LineModel
from reader.formats.lines import split_lines
from reader.formats.parsing import parse_document
from tests.bench.pages_with_gold import GoldPage, Paste, body_score, pastes_of, read_pages, rendered, runs_of

_HEAD_KINDS = (BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATELINE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value."""

    name: str
    value: str


Models = Mapping[str, tuple[LineModel, LineModel]]
"""For each page the judges of lines and of blocks that are to label it, instead of those that come with the package."""


def body_figures(pages: Sequence[GoldPage], models: Models | None = None) -> Iterator[Figure]:
    """Measure bodies of pages."""
    read = [(page, article) for page in pages if (article := _article(page, models))]
    pairs = [(_shown_body(article), page.body) for page, article in read]
    f1, precision, recall = body_score(pairs)
    yield Figure(f"body F1 (P, R), {len(pairs)} pages", f"{f1:.4f} ({precision:.4f}, {recall:.4f})")
    states = Counter(state for page, article in read for state in _paragraph_states(page, article))
    total = max(1, states.total())
    shares = ", ".join(f"{name} {states[name] / total:.2%}" for name in ("shown", "dimmed", "folded", "missing"))
    yield Figure(f"article paragraphs, {total}", shares)


@contextmanager
def _judged_by(page: str, models: Models | None) -> Iterator[None]:
    """Label with a page's own judges."""
    if models is None:
        yield
        return
    text, blocks = models[page]
    with patch.object(line_labels, "_judge", lambda: text), patch.object(page_labels, "_judge", lambda: blocks):
        yield


def _article(page: GoldPage, models: Models | None = None) -> Extracted | None:
    try:
        with _judged_by(page.name, models):
            return parse_document(page.content, f"{page.name}.html", url=page.url)[0]
    except Refused as refused:
        print(f"refused: {refused}")
        return None


def _shown_body(article: Extracted) -> str:
    blocks = (block for block in article.blocks if block.state is BlockState.SHOWN and block.kind not in _HEAD_KINDS)
    return "\n".join(block.span.of(article.text) for block in blocks)


def _paragraph_states(page: GoldPage, article: Extracted) -> Iterator[str]:
    """Tell for each paragraph of the gold where most of it is: shown, dimmed, folded or missing."""
    runs: dict[str, set[tuple[str, ...]]] = {state.value: set() for state in BlockState}
    for block in article.blocks:
        runs[block.state.value].update(runs_of(block.span.of(article.text)))
    for paragraph in page.body.split("\n"):
        own = runs_of(paragraph)
        if own:
            yield next((state for state in runs if sum(run in runs[state] for run in own) >= 0.5 * len(own)), "missing")


def paste_figures(pages: Sequence[GoldPage], models: Models | None = None) -> Iterator[Figure]:
    """Measure the labelling of pasted text."""
    pastes = [paste for page in pages for paste in pastes_of(page, rendered(page))]
    for kind in ("full", "crop", "clean"):
        chosen = [paste for paste in pastes if paste.kind == kind]
        article, furniture = _paste_states(chosen, models)
        yield Figure(f"{kind}, {len(chosen)} pastes: article characters", _shares(article))
        if furniture:
            yield Figure(f"{kind}: furniture lines", _shares(furniture))


def _paste_states(pastes: Iterable[Paste], models: Models | None) -> tuple[Counter[BlockState], Counter[BlockState]]:
    article: Counter[BlockState] = Counter()
    furniture: Counter[BlockState] = Counter()
    for paste in pastes:
        lines = split_lines(paste.text)
        with _judged_by(paste.page, models):
            states = line_labels.label_lines(lines)
        for line, label, state in zip(lines, paste.labels, states, strict=True):
            if label:
                article[state] += len(line.text)
            elif label is not None:
                furniture[state] += 1
    return article, furniture


def _shares(counts: Counter[BlockState]) -> str:
    return ", ".join(f"{state.value} {counts[state] / max(1, counts.total()):.3%}" for state in BlockState)


def speed_figures(pages: Sequence[GoldPage]) -> Iterator[Figure]:
    """Measure documents a second of CPU time, and memory."""
    parse_document(pages[0].content, "warm.html")
    own, alone = _html_seconds(pages)
    yield Figure("HTML pages a CPU second; Trafilatura alone", f"{len(pages) / own:.1f}; {len(pages) / alone:.1f}")
    yield Figure("speed, of Trafilatura alone in the same run", f"{alone / own:.2f}")
    texts = [page.body.encode() for page in pages if page.body.strip()]
    seconds = _cpu_seconds(lambda: [parse_document(text, "a.txt") for text in texts for _ in range(3)])
    yield Figure(f"text files a CPU second, {sum(map(len, texts)) // len(texts)} bytes each", f"{3 * len(texts) / seconds:.0f}")
    with GuardedReader() as guarded:
        for page in pages:
            _read_guarded(guarded, page)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    yield Figure("memory of this process and of the child, MB", f"{own}, {child}")


def _html_seconds(pages: Sequence[GoldPage]) -> tuple[float, float]:
    """CPU seconds for all pages, read by us and by Trafilatura alone in its precise mode, page by page.

    Each goes first on every other page, and neither finds what the other has made Trafilatura remember.
    """
    own = alone = 0.0
    for number, page in enumerate(pages):
        source = page.content.decode("utf-8", "replace")
        readings: list[Callable[[], object]] = [
            partial(_article, page),
            partial(trafilatura.extract, source, url=page.url, favor_precision=True),
        ]
        taken = [0.0, 0.0]
        for turn in (number % 2, 1 - number % 2):
            reset_caches()
            taken[turn] = _cpu_seconds(readings[turn])
        own, alone = own + taken[0], alone + taken[1]
    return own, alone


def _read_guarded(guarded: GuardedReader, page: GoldPage) -> None:
    try:
        guarded.read(page.content, f"{page.name}.html", url=page.url)
    except Refused as refused:
        print(f"refused: {refused}")


def _cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("pages", type=Path)
    parser.add_argument("--parts", default="bodies,pastes,speed")
    parser.add_argument("--limit", type=int, default=None)
    arguments = parser.parse_args()
    pages = list(read_pages(arguments.pages))[: arguments.limit]
    parts = {"bodies": body_figures, "pastes": paste_figures, "speed": speed_figures}
    print("| measure | value |\n|---|---|")
    for name in arguments.parts.split(","):
        for figure in parts[name](pages):
            print(f"| {figure.name} | {figure.value} |", flush=True)


if __name__ == "__main__":
    main()
