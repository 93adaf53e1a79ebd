"""When two articles are the same, or one account in two places.

`text_key` is equal for equal words. A sketch is the smallest hashes of all runs
of four words; `containment` of two sketches estimates how much of the shorter
text the longer one holds, and from `NEAR_DUPLICATE` on they are offered as one.
"""

import hashlib
import re
import zlib
from bisect import bisect_right

from reader.formats.web_address import canonical_address

__all__ = ["NEAR_DUPLICATE", "canonical_address", "containment", "sketch", "text_key"]

NEAR_DUPLICATE = 0.5
_WORD = re.compile(r"\w+")
_RUN = 4
_KEPT = 256


def text_key(text: str) -> str:
    """Return a digest that is equal for texts of the same words, whatever stands between them."""
    return hashlib.sha256(" ".join(_words(text)).encode("utf-8", "replace")).hexdigest()


def sketch(text: str) -> tuple[int, ...]:
    """Return the smallest hashes of the runs of four words, ascending."""
    words = _words(text)
    runs = {" ".join(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1))} if words else set()
    return tuple(sorted({zlib.crc32(run.encode("utf-8", "replace")) for run in runs})[:_KEPT])


def containment(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    """Estimate how much of the shorter text the other one holds, 0 to 1.

    >>> containment(sketch("one two three four five"), sketch("one two three four five six seven"))
    1.0
    """
    if not a or not b:
        return 0.0
    # A full sketch says nothing of the hashes above its largest.
    border = min((hashes[-1] for hashes in (a, b) if len(hashes) == _KEPT), default=max(a[-1], b[-1]))
    left, right = set(a[: bisect_right(a, border)]), set(b[: bisect_right(b, border)])
    return len(left & right) / max(1, min(len(left), len(right)))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
