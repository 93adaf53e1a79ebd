"""Which blocks of a web page are its article: an extractor's votes and a trained judge.

Trafilatura names the body; every visible block gets a vote by how much of it the
body holds. The judge (`reader.formats.line_model`) weighs the vote with what else
can be said of the block. A block is folded only when both are against it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reader.article import BlockState
from reader.formats.block_features import BLOCK_NAMES, PLACE_NAMES, block_vectors, place_vectors
from reader.formats.extractor import body_lines
from reader.formats.furniture import best_span
from reader.formats.line_model import LineModel, load_model
from reader.formats.visible import VisibleBlock

SHOWN = 0.45
FOLDED = 0.05
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…。！？”\"]\s*$")
_FEW_WORDS = 50
_MOST_BLOCKS = 20_000
"""A longer page is a book or a log, and all of it is shown."""
_NEAR = 8
_GAP = 40
"""Between two marked blocks that are no farther apart, all blocks are judged."""
_SHORTEST_PROSE = 40
_FEWEST_BLANKS = 11
_LONG = 120


@cache
def _judge() -> LineModel:
    return load_model("page", BLOCK_NAMES, PLACE_NAMES)


def label_blocks(blocks: Sequence[VisibleBlock], html: str, title: str) -> list[BlockState]:
    """Return how each block of a page is to be treated."""
    if len(blocks) > _MOST_BLOCKS:
        return [BlockState.SHOWN] * len(blocks)
    votes = body_votes(blocks, html)
    likelihoods = likelihoods_of(blocks, votes, title)
    shown = _shown(blocks, votes, likelihoods)
    return [
        BlockState.SHOWN if is_shown else BlockState.FOLDED if likelihood < FOLDED and vote < 0.5 else BlockState.DIMMED
        for is_shown, vote, likelihood in zip(shown, votes, likelihoods, strict=True)
    ]


def likelihoods_of(blocks: Sequence[VisibleBlock], votes: Sequence[float], title: str) -> list[float]:
    """Return how likely each block belongs to the article; far from votes and running text it does not."""
    numbers = worth_judging(blocks, votes)
    chosen = [blocks[number] for number in numbers]
    rows = block_vectors(chosen, [votes[number] for number in numbers], title)
    judged = _judge().likelihoods(rows, place_vectors(chosen))
    likelihoods = [0.0] * len(blocks)
    for number, likelihood in zip(numbers, judged, strict=True):
        likelihoods[number] = likelihood
    return likelihoods


def worth_judging(blocks: Sequence[VisibleBlock], votes: Sequence[float]) -> list[int]:
    """Return the numbers of the blocks that are near a vote or running text, all of them where there is neither.

    Menus and footers are half of what a page shows, and need no judge.
    """
    marked = [n for n, (block, vote) in enumerate(zip(blocks, votes, strict=True)) if vote >= 0.3 or is_running_text(block)]
    if not marked:
        return list(range(len(blocks)))
    chosen: set[int] = set()
    for number, following in zip(marked, (*marked[1:], len(blocks)), strict=True):
        end = following if following - number <= _GAP else number + _NEAR + 1
        chosen.update(range(max(0, number - _NEAR), min(end, len(blocks))))
    return sorted(chosen)


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
    scores = [1 + min(count, 60) / 60 if is_running_text(block) else -0.5 for block, count in zip(blocks, words, strict=True)]
    start, end = best_span(scores)
    return [start <= number < end and (words[number] >= 8 or likelihood >= 0.3) for number, likelihood in enumerate(likelihoods)]


def is_running_text(block: VisibleBlock) -> bool:
    """Tell whether a block is a sentence and more, not made of links; by its length where no blanks part words."""
    if len(block.text) < _SHORTEST_PROSE or block.linked >= 0.4 * len(block.text) or not _SENTENCE_END.search(block.text):
        return False
    return len(block.text) >= _LONG or block.text.count(" ") >= _FEWEST_BLANKS


def body_votes(blocks: Sequence[VisibleBlock], html: str) -> list[float]:
    """Return how much of each block the extractor takes for the article's body, 0 to 1."""
    body = body_lines(html)
    printed = {line for line in body if _WORD.search(line)}
    lines = [_WORD.findall(line.casefold()) for line in body]
    whole = {" ".join(words) for words in lines}
    runs = set().union(*map(_runs, lines))
    return [1.0 if block.text in printed else _share(block.text, whole, runs) for block in blocks]


def _share(text: str, lines: set[str], runs: set[tuple[str, ...]]) -> float:
    words = _WORD.findall(text.casefold())
    own = list(_runs(words))
    # Words too few for a run must be a whole line.
    return sum(map(runs.__contains__, own)) / len(own) if own else float(" ".join(words) in lines)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(words, words[1:], words[2:], words[3:], strict=False)
