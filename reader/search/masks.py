"""Filters as masks: one byte for each article of a segment, 255 for those that pass and 0 for others.

Masks are joined, and laid over the frequencies of a posting list, as one large
number each: that costs next to nothing, where a set costs as much as a search.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import reduce
from itertools import compress
from typing import TypeGuard

from reader.search import plan as plans
from reader.search.open_segment import OpenSegment
from reader.search.plan import Plan
from reader.search.segment import Postings

PASSES = 255
_PASSING = re.compile(b"\xff")
_FEW = 8
"""Take postings out singly when so many times fewer pass than there are."""
_INVERTED = bytes([PASSES]) + bytes(PASSES)

Filter = plans.OnDays | plans.OneOf | plans.Whole
"""What articles pass or do not pass, and what adds nothing to their scores."""
Passing = bytes | range | None
"""Which articles pass: their mask, or their numbers where they follow each other; None for all."""


def passing(opened: OpenSegment, filters: Sequence[Plan], unwanted: Sequence[Plan]) -> Passing:
    """Return which articles are not deleted and pass all of some filters and none of others."""
    match filters:
        case [plans.OnDays(days)] if not unwanted and not opened.deleted and (numbers := opened.numbers_within(days)) is not None:
            return numbers
    masks = [opened.live()] if opened.deleted else []
    masks += [_mask_of_one(opened, part) for part in filters if not isinstance(part, plans.Whole)]
    masks += [_mask_of_one(opened, part).translate(_INVERTED) for part in unwanted]
    return reduce(_and, masks) if masks else None


def _mask_of_one(opened: OpenSegment, part: Plan) -> bytes:
    match part:
        case plans.OnDays(days):
            return opened.within(days)
        case plans.OneOf(ids, others):
            mask = bytearray(opened.segment.count)
            for number in opened.numbers_of(ids):
                mask[number] = PASSES
            return bytes(mask.translate(_INVERTED) if others else mask)
        case _:
            return bytes([PASSES]) * opened.segment.count


def _and(one: "bytes | memoryview[int]", other: bytes) -> bytes:
    return (int.from_bytes(one, "little") & int.from_bytes(other, "little")).to_bytes(len(other), "little")


def only(those: Passing, postings: Postings) -> Postings:
    """Return the postings of the articles that pass, or all with a frequency of 0 for others; their places are not to be read."""
    ids, freqs = postings.ids, postings.freqs
    match those:
        case None:
            return postings
        case range():
            part = slice(bisect_left(ids, those.start), bisect_left(ids, those.stop))
            return Postings(ids[part], freqs[part])
        case _:
            return _laid_over(those, ids, freqs)


def _laid_over(mask: bytes, ids: Sequence[int], freqs: Sequence[int]) -> Postings:
    inside = bytes([mask[number] for number in ids])
    if inside.count(PASSES) * _FEW < len(inside):
        places = [match.start() for match in _PASSING.finditer(inside)]
        few = [freqs[at] for at in places]
        return Postings([ids[at] for at in places], memoryview(bytes(few)) if is_narrow(freqs) else few)
    if is_narrow(freqs):
        return Postings(ids, memoryview(_and(freqs, inside)))
    return Postings(ids, [freq if passes else 0 for freq, passes in zip(freqs, inside, strict=True)])


def how_many(postings: Postings) -> int:
    """Return how many of some postings have a frequency."""
    freqs = postings.freqs
    return len(freqs) - (bytes(freqs).count(0) if is_narrow(freqs) else [*freqs].count(0))


def without_zeros(postings: Postings) -> Postings:
    """Return those postings that have a frequency; their places are not to be read."""
    if how_many(postings) == len(postings.ids):
        return postings
    ids, freqs = postings.ids, postings.freqs
    left = memoryview(bytes(freqs).replace(b"\0", b"")) if is_narrow(freqs) else [*filter(None, freqs)]
    return Postings([*compress(ids, freqs)], left)


def is_narrow(freqs: Sequence[int]) -> TypeGuard["memoryview[int]"]:
    """Tell whether frequencies are bytes."""
    return isinstance(freqs, memoryview) and freqs.itemsize == 1
