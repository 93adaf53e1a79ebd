"""Real pages with the text of their articles, and pastes made of them.

A folder of pages holds `html/ID.html.gz` (or `ID.html`) and `ground-truth.json`,
`{ID: {"url": …, "articleBody": …}}`, the form of the article-extraction benchmark
by Scrapinghub (MIT), https://github.com/scrapinghub/article-extraction-benchmark.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from reader.formats.visible import VisibleBlock, tame, visible_blocks

_WORD = re.compile(r"\w+")
_RUN = 4
_LINES_ABOVE = 6
_LINES_BELOW = 25


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page and the text of its article."""

    name: str
    content: bytes
    url: str
    body: str


@dataclass(frozen=True, slots=True)
class Paste:
    """Lines of a page as a person would paste them."""

    kind: str
    """`full`, `crop` (a hand-made selection) or `clean` (the article alone)."""
    page: str
    text: str
    labels: tuple[bool | None, ...]
    """For each line that is not blank: article, furniture, or not counted (the headline)."""


def read_pages(folder: Path) -> Iterator[GoldPage]:
    """Iterate over the pages of a folder."""
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for name, fields in sorted(gold.items()):
        packed = folder / "html" / f"{name}.html.gz"
        content = gzip.decompress(packed.read_bytes()) if packed.exists() else packed.with_suffix("").read_bytes()
        yield GoldPage(name, content, fields.get("url", ""), fields["articleBody"])


def blocks_of(page: GoldPage) -> tuple[VisibleBlock, ...]:
    """All that the page shows."""
    return visible_blocks(LexborHTMLParser(tame(page.content.decode("utf-8", "replace"))))


def pastes_of(page: GoldPage, text: str) -> Iterator[Paste]:
    """Iterate over all of a rendered page, a selection around the article, and the article alone."""
    gold = GoldText(page)
    lines = text.split("\n")
    filled = [number for number, line in enumerate(lines) if line.strip()]
    labels = tuple(gold.label(lines[number]) for number in filled)
    yield Paste("full", page.name, text, labels)
    article = [place for place, label in enumerate(labels) if label]
    if article:
        first, last = max(0, article[0] - _LINES_ABOVE), min(len(filled) - 1, article[-1] + _LINES_BELOW)
        yield Paste("crop", page.name, "\n".join(lines[filled[first] : filled[last] + 1]), labels[first : last + 1])
    paragraphs = [line for line in page.body.split("\n") if line.strip()]
    if paragraphs:
        yield Paste("clean", page.name, "\n\n".join(paragraphs), (True,) * len(paragraphs))


def rendered(page: GoldPage) -> str:
    """A page's visible text, a blank line between its blocks."""
    return "\n\n".join(" ".join(block.text.split()) for block in blocks_of(page))


class GoldText:
    """Tells which lines stand in a page's article."""

    def __init__(self, page: GoldPage) -> None:
        """Take the article's runs of words and its short lines, and the page's titles."""
        self._runs = set(runs_of(page.body))
        self._short = {_key(line) for line in page.body.split("\n")}
        parsed = LexborHTMLParser(page.content.decode("utf-8", "replace"))
        titles = [element.text(deep=True) or "" for element in parsed.css("title, h1")]
        self._titles = {_key(title) for title in titles if len(title) > 8}

    def label(self, line: str) -> bool | None:
        """Tell whether a line is article; None for a headline, which is neither."""
        runs = runs_of(line)
        is_article = sum(run in self._runs for run in runs) >= 0.5 * len(runs) if runs else _key(line) in self._short
        if not is_article and any(_key(line) == title or (len(line) > 15 and _key(line) in title) for title in self._titles):
            return None
        return is_article


def runs_of(text: str) -> list[tuple[str, ...]]:
    """Return the runs of four words of a text."""
    words = _WORD.findall(text)
    return [tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)]


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def body_score(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Return F1, precision and recall of extracted bodies against gold, as the benchmark takes them.

    Over runs of four words with their counts; precision and recall are means over the pages.
    """
    precisions, recalls = [], []
    for found, gold in pairs:
        found_runs, gold_runs = Counter(runs_of(found)), Counter(runs_of(gold))
        common = sum((found_runs & gold_runs).values())
        if found_runs or not gold_runs:
            precisions.append(common / found_runs.total() if found_runs else 1.0)
        if gold_runs or not found_runs:
            recalls.append(common / gold_runs.total() if gold_runs else 1.0)
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return 2 * precision * recall / (precision + recall), precision, recall
