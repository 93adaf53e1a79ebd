"""Which postings of a frequent word can be among the best: those in which it stands often enough, or in short articles.

BM25F grows with the frequency and falls with the length of the article. Once
`limit` articles are scored, a frequency too low even for the shortest article
cannot win, nor an article too long for its frequency. A scan over the bytes of
the frequencies, and if need be over those of the lengths, leaves them out.
"""

import heapq
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil

from reader.search.norms import Norms

_MOST_LOOKS = 32
_MANY = 8
"""Look at the lengths too when more than one posting in so many is frequent enough."""
_HAIR = 1e-9
"""What rounding may take away."""


def promising(ids: Sequence[int], freqs: bytes, norms: Norms, *, limit: int, least: float) -> list[int]:
    """Return the indexes of the postings that may be among the best `limit` and score `least` or more.

    Args:
        ids: of the articles of one word.
        freqs: how often it stands in each, 1 or more.
        norms: of the articles.
        limit: how many are wanted.
        least: a score that the best are known to reach, for a gain of one.
    """
    often, lengths = _highest_of_enough(freqs, limit), b""
    by_code, codes = norms.by_code, norms.codes  # a byte an article: of the floats each one is a cache line of its own
    if not least:
        if often == 1:
            lengths = bytes([codes[number] for number in ids])
        looked_at = _from_frequency(freqs, often) if often > 1 else _shortest(lengths, limit)
        least = _lowest_of_best((freqs[at] / (freqs[at] + by_code[codes[ids[at]]]) for at in looked_at), limit)
    if least >= 1:
        return []
    highest_norm = (1 - least) / least + _HAIR if least else by_code[-1]  # of an article with the word once
    lowest, seldom = max(1, ceil(norms.lowest / highest_norm)), _lowest_of_few(freqs, often)
    if lowest >= seldom:
        return _from_frequency(freqs, lowest)
    lengths = lengths or bytes([codes[number] for number in ids])
    found = _from_frequency(freqs, seldom)
    for frequency in range(lowest, seldom):
        short = _places(_below(bisect_right(by_code, frequency * highest_norm)), lengths)
        found += [at for at in short if freqs[at] == frequency]
    return found


def _lowest_of_best(scores: Iterable[float], limit: int) -> float:
    best = heapq.nlargest(limit, scores)
    return best[-1] if len(best) == limit else 0.0


def _highest_of_enough(freqs: bytes, limit: int) -> int:
    """Return the highest frequency that enough postings have or have more than; at least 1."""
    left, frequency = len(freqs), 1
    while frequency < _MOST_LOOKS and (left := left - freqs.count(frequency)) >= limit:
        frequency += 1
    return frequency


def _lowest_of_few(freqs: bytes, often: int) -> int:
    """Return a frequency that few postings have or have more than; at most one that is known to be such."""
    left, frequency = len(freqs), 1
    while frequency <= often and left * _MANY > len(freqs):
        left -= freqs.count(frequency)
        frequency += 1
    return frequency


def _shortest(lengths: bytes, limit: int) -> list[int]:
    """Return the postings in the shortest articles, enough of them."""
    found = 0
    for code in sorted(set(lengths)):
        found += lengths.count(code)
        if found >= limit:
            return _places(_below(code + 1), lengths)
    return [*range(len(lengths))]


def _from_frequency(freqs: bytes, frequency: int) -> list[int]:
    return _places(_from(frequency), freqs) if frequency > 1 else [*range(len(freqs))]


def _places(pattern: re.Pattern[bytes], among: bytes) -> list[int]:
    return [match.start() for match in pattern.finditer(among)]


@lru_cache(maxsize=256)
def _from(lowest: int) -> re.Pattern[bytes]:
    return re.compile(b"[" + re.escape(bytes([min(lowest, 255)])) + b"-\xff]", re.DOTALL)


@lru_cache(maxsize=256)
def _below(code: int) -> re.Pattern[bytes]:
    return re.compile(b"[\\x00-" + re.escape(bytes([code - 1])) + b"]" if code else b"(?!)", re.DOTALL)
