"""Which postings of a frequent word can be among the best: those in which it stands often enough.

BM25F grows with the frequency and falls with the length of the article. Once
`limit` articles are scored, a frequency too low even for the shortest article
cannot win, and a scan over the bytes of the frequencies leaves those out.
"""

import heapq
import re
from collections.abc import Sequence
from functools import lru_cache
from math import ceil

from reader.search.segment import Postings

_FIRST_LOOKS = (32, 16, 8, 5, 3, 2)
_HAIR = 1e-9
"""What rounding may take away."""


def promising(postings: Postings, norms: Sequence[float], lowest_norm: float, *, limit: int, least: float) -> Sequence[int]:
    """Return the indexes of the postings that may be among the best `limit` and score `least` or more.

    Args:
        postings: of one word, with frequencies that are bytes.
        norms: what the length of each article adds below the line.
        lowest_norm: the lowest of them.
        limit: how many are wanted.
        least: a score that the best are known to reach, for a gain of one.
    """
    ids, freqs = postings.ids, postings.freqs
    if least:
        return _that_reach(least, lowest_norm, postings)
    for frequency in _FIRST_LOOKS:
        indexes = _from_frequency(freqs, frequency)
        if len(indexes) >= limit:
            scores = [freqs[index] / (freqs[index] + norms[ids[index]]) for index in indexes]
            return _that_reach(heapq.nlargest(limit, scores)[-1], lowest_norm, postings)
    return range(len(ids))


def _that_reach(least: float, lowest_norm: float, postings: Postings) -> Sequence[int]:
    """Return the postings that reach a score if their articles are as short as the shortest."""
    if least >= 1:
        return []
    needed = ceil(lowest_norm * least / (1 - least) - _HAIR)  # frequency / (frequency + norm) >= least
    return _from_frequency(postings.freqs, needed) if needed > 1 else range(len(postings.ids))


def _from_frequency(freqs: Sequence[int], frequency: int) -> list[int]:
    assert isinstance(freqs, memoryview)
    return [match.start() for match in _at_least(frequency).finditer(freqs)]


@lru_cache(maxsize=256)
def _at_least(frequency: int) -> re.Pattern[bytes]:
    return re.compile(b"[" + re.escape(bytes([min(frequency, 255)])) + b"-\xff]", re.DOTALL)
