"""Which postings of a frequent word can be among the best: those in which it stands often enough.

BM25F grows with the frequency and falls with the length of the article. Once
`limit` articles are scored, a frequency too low even for the shortest article
cannot win, and a scan over the bytes of the frequencies leaves those out.
"""

import heapq
import re
from collections.abc import Sequence
from functools import lru_cache

from reader.search.segment import Postings

_FIRST_LOOKS = (32, 16, 8, 5, 3, 2)
_ALL = 1


def promising(postings: Postings, norms: Sequence[float], lowest_norm: float, *, limit: int, least: float) -> Sequence[int]:
    """Return the indexes of the postings that may be among the best `limit` and score `least` or more.

    Args:
        postings: of one word, with frequencies that are bytes.
        norms: what the length of each article adds below the line.
        lowest_norm: the lowest of them.
        limit: how many are wanted.
        least: a score that the best are known to reach, for a gain of one.
    """
    for frequency in _FIRST_LOOKS:
        indexes = _from_frequency(postings.freqs, frequency)
        if len(indexes) >= limit:
            break
    else:
        return range(len(postings.ids))
    ids, freqs = postings.ids, postings.freqs
    scores = [freqs[index] / (freqs[index] + norms[ids[index]]) for index in indexes]
    threshold = max(least, heapq.nlargest(limit, scores)[-1])
    needed = lowest_norm * threshold / (1 - threshold)  # frequency / (frequency + norm) >= threshold
    if needed <= _ALL:
        return range(len(ids))
    return indexes if needed >= frequency else _from_frequency(freqs, int(needed))


def _from_frequency(freqs: Sequence[int], frequency: int) -> list[int]:
    assert isinstance(freqs, memoryview)
    return [match.start() for match in _at_least(frequency).finditer(freqs)]


@lru_cache(maxsize=256)
def _at_least(frequency: int) -> re.Pattern[bytes]:
    return re.compile(b"[" + re.escape(bytes([min(frequency, 255)])) + b"-\xff]", re.DOTALL)
