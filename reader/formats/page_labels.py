"""Which blocks of a web page are its article: an extractor's votes and a trained judge.

Trafilatura names the body; every visible block gets a vote by how much of it the
body holds. The judge (`reader.formats.line_model`) weighs the vote with what else
can be said of the block. A block is folded only when both are against it.
"""

import re
from collections.abc import Sequence
from functools import cache

import trafilatura
from trafilatura.settings import Document

from reader.article import BlockState
from reader.formats.block_features import BLOCK_NAMES, block_vectors
from reader.formats.furniture import best_span
from reader.formats.line_model import LineModel, load_model
from reader.formats.visible import VisibleBlock, without_unseen

SHOWN = 0.45
FOLDED = 0.05
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…。！？”\"]\s*$")
_FEW_WORDS = 50
_MOST_BLOCKS = 20_000
"""A longer page is a book or a log, and all of it is shown."""
_RUN = 4


@cache
def _judge() -> LineModel:
    return load_model("page", BLOCK_NAMES)


def label_blocks(blocks: Sequence[VisibleBlock], html: str, url: str | None, title: str) -> list[BlockState]:
    """Return how each block of a page is to be treated."""
    if len(blocks) > _MOST_BLOCKS:
        return [BlockState.SHOWN] * len(blocks)
    votes = body_votes(blocks, html, url)
    likelihoods = _judge().likelihoods(block_vectors(blocks, votes, title))
    shown = _shown(blocks, votes, likelihoods)
    return [
        BlockState.SHOWN if is_shown else BlockState.FOLDED if likelihood < FOLDED and vote < 0.5 else BlockState.DIMMED
        for is_shown, vote, likelihood in zip(shown, votes, likelihoods, strict=True)
    ]


def _shown(blocks: Sequence[VisibleBlock], votes: Sequence[float], likelihoods: Sequence[float]) -> list[bool]:
    """The judge's choice, unless it would leave next to nothing of what there is to read."""
    words = [len(block.text.split()) for block in blocks]
    shown = [likelihood >= SHOWN for likelihood in likelihoods]
    voted = [vote >= 0.5 for vote in votes]
    if _sum_of(words, shown) < 0.5 * _sum_of(words, voted):
        shown = [a or b for a, b in zip(shown, voted, strict=True)]
    if _sum_of(words, voted) < _FEW_WORDS:
        prose = _prose(blocks, words, likelihoods)
        if _sum_of(words, prose) > 3 * _sum_of(words, shown):
            return prose
    return shown


def _sum_of(words: Sequence[int], flags: Sequence[bool]) -> int:
    return sum(count for count, flag in zip(words, flags, strict=True) if flag)


def _prose(blocks: Sequence[VisibleBlock], words: Sequence[int], likelihoods: Sequence[float]) -> list[bool]:
    """The stretch of most running text, for pages of which the extractor makes nothing."""
    scores = [1 + min(count, 60) / 60 if _is_prose(block, count) else -0.5 for block, count in zip(blocks, words, strict=True)]
    start, end = best_span(scores)
    return [start <= number < end and (words[number] >= 8 or likelihood >= 0.3) for number, likelihood in enumerate(likelihoods)]


def _is_prose(block: VisibleBlock, words: int) -> bool:
    return words >= 12 and block.linked < 0.4 * len(block.text) and bool(_SENTENCE_END.search(block.text))


def body_votes(blocks: Sequence[VisibleBlock], html: str, url: str | None) -> list[float]:
    """Return how much of each block the extractor takes for the article's body, 0 to 1.

    Its quick mode does for nine pages in ten; where it finds much less than there
    is running text on the page, it is asked again to look closely.
    """
    source = without_unseen(html)
    counts = [(block, len(block.text.split())) for block in blocks]
    prose = sum(count for block, count in counts if _is_prose(block, count))
    body = _body(source, url, is_quick=True)
    if sum(len(line.split()) for line in body) < 0.6 * prose:
        body = _body(source, url, is_quick=False)
    lines = {key(line) for line in body}
    runs = {run for line in lines for run in _runs(line.split())}
    return [_share(block.text, lines, runs) for block in blocks]


def _body(source: str, url: str | None, *, is_quick: bool) -> list[str]:
    found = trafilatura.bare_extraction(
        source, url=url, fast=is_quick, favor_precision=True, include_comments=False, with_metadata=False
    )
    return (found.text or "").split("\n") if isinstance(found, Document) else []


def _share(text: str, lines: set[str], runs: set[str]) -> float:
    words = _WORD.findall(text.casefold())
    if " ".join(words) in lines:
        return 1.0
    own = _runs(words)
    return sum(map(runs.__contains__, own)) / len(own) if own else 0.0


def _runs(words: Sequence[str]) -> list[str]:
    return list(map(" ".join, zip(*(words[start:] for start in range(_RUN)), strict=False)))


def key(text: str) -> str:
    """Return a line's words, to compare it by."""
    return " ".join(_WORD.findall(text.casefold()))
