"""What can be said of lines without understanding them: length, ending, phrases, place, neighbours.

`line_features` measures every line of a text; `vectors` adds what stands around
each line and lays it out as the numbers that the line model reads, in the order
of `NAMES`. A change here needs newly trained weights (`tests/bench/train_lines.py`).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from operator import itemgetter
from typing import Any, NamedTuple

from reader.formats.dates import find_date
from reader.formats.lines import Line
from reader.formats.phrases import NO_PHRASES, furniture_phrases, is_caption, is_closer, is_interface

_COMMON = frozenset(
    "the of to and a in that is was for on with as it he his by at be are from this has have had not but they their an who which"
    " were been or its said will more one would about after when there what if we you she her all out up can than into"
    " der die das und ist nicht ein eine den von zu mit auf für im dem des sich auch es als hat wie sie wird bei nach"
    " le la les de et est une un que qui dans pour pas sur au par plus du en el los las una del se por con para su al".split()
)
_SEPARATOR = re.compile(r"[|»›•·▼▶→]|::|//")
_AGO = re.compile(r"\b\d+ (?:second|minute|min|hour|day|week|month|year)s? ago\b|\b\d{1,2}:\d\d\b", re.IGNORECASE)
_SHORT = 40
"""Furniture phrases are looked for in lines of fewer words: a paragraph may speak of newsletters."""
_LONGEST_DATELINE = 13
_LONGEST_BUTTON = 8
_DIGITS = re.compile(r"\d+")
_ADDRESS_SIGNS = ("@", "#", "www.", "://")
_FAR = 30


class LineFeatures(NamedTuple):
    """A line, measured; a tuple because there are hundreds to a page, and each becomes a row of numbers."""

    words: int
    length: float
    """Words, 1.0 for sixty and more."""
    characters: float
    is_sentence: bool
    """At least eight words that end like a sentence."""
    is_good: bool
    """Running text: twelve words and more, many of them common, ended like a sentence."""
    ends: bool
    asks: bool
    has_colon: bool
    commas: float
    common: float
    capital: float
    is_shouted: bool
    digits: float
    has_separator: bool
    has_address: bool
    is_dated: bool
    is_ago: bool
    is_item: bool
    is_repeated: bool
    after_blank: bool
    before_blank: bool
    is_quoted: bool
    is_lower: bool
    likeness: float
    """How many of its content words the body of the article uses, too."""
    is_closer: bool
    is_captioned: bool
    is_button: bool
    social: bool
    subscribe: bool
    more: bool
    comment: bool
    legal: bool
    interface: bool
    photo: bool
    byline: bool

    @property
    def is_junk(self) -> bool:
        """Tell whether the line holds a furniture phrase."""
        return (
            self.social or self.subscribe or self.more or self.comment or self.legal or self.interface or self.photo or self.byline
        )

    @property
    def is_tiny(self) -> bool:
        """Tell whether the line is of three words at most."""
        return self.words <= 3


_NEIGHBOUR = ("good", "length", "junk", "ends", "closer", "likeness")
_AROUND = (-3, -2, -1, 1, 2, 3)
_CONTEXT = (
    *(f"{name}{distance:+d}" for distance in _AROUND for name in _NEIGHBOUR),
    "good_in_4", "good_in_10", "long_above", "long_below", "position", "in_core", "after_core", "before_core",
    "byline_above", "closer_above", "closer_below", "closers_so_far", "lines", "good_share", "junk_share", "tiny_share",
    "core_words", "core_lines", "prose_above", "prose_below",
)  # fmt: skip
NAMES = (*LineFeatures._fields, *_CONTEXT)


def line_features(lines: Sequence[Line]) -> tuple[LineFeatures, ...]:
    """Measure all lines of a text."""
    repeated = Counter(line.text for line in lines)
    lowered = [" ".join(line.words).lower().split(" ") if line.words else [] for line in lines]
    common = [sum(map(_COMMON.__contains__, words)) / max(1, len(words)) for words in lowered]
    good = [
        len(words) >= 12 and line.ends_sentence and share > 0.2 for line, words, share in zip(lines, lowered, common, strict=True)
    ]
    likeness = _likenesses(lowered, *_core(lines, good))
    return tuple(
        _measure(line, lowered[number], good[number], common[number], likeness[number], repeated[line.text] > 1)
        for number, line in enumerate(lines)
    )


def _measure(line: Line, lowered: list[str], is_good: bool, common: float, likeness: float, is_repeated: bool) -> LineFeatures:
    count, text, ends = len(lowered), line.text, line.ends_sentence
    words = max(1, count)
    signs = _signs(text, lowered) if count < _SHORT else _NO_SIGNS
    # By place, in the order of the fields: names would cost a third more.
    fields = (
        count,
        min(count, 60) / 60,
        min(math.log1p(len(text)) / 6, 1.2),
        count >= 8 and ends,
        is_good,
        ends,
        text.endswith("?"),
        text.endswith(":"),
        min(text.count(",") / words * 5, 1.0),
        common,
        sum(map(str.isupper, map(itemgetter(0), line.words))) / words,
        len(text) > 3 and text.isupper(),
        *signs[:5],
        line.is_item,
        is_repeated,
        line.after_blank,
        line.before_blank,
        text[:1] in "“\"'‘«",
        text[:1].islower(),
        likeness,
        *signs[5:],
    )
    return LineFeatures._make(fields)


def _signs(text: str, lowered: list[str]) -> tuple[Any, ...]:
    """What is looked for in short lines only: `digits` to `is_ago`, then `is_closer` to the last field."""
    digits = sum(map(len, _DIGITS.findall(text))) / len(text)
    may_be_dated = digits > 0 and len(lowered) <= _LONGEST_DATELINE
    return (
        digits,
        _SEPARATOR.search(text) is not None,
        any(map(text.__contains__, _ADDRESS_SIGNS)),
        may_be_dated and find_date(text) is not None,
        may_be_dated and _AGO.search(text) is not None,
        is_closer(text, lowered),
        is_caption(text, lowered),
        len(lowered) <= _LONGEST_BUTTON and is_interface(text),
        *furniture_phrases(text, lowered),
    )


_NO_SIGNS: tuple[Any, ...] = (0.0, *(False,) * 7, *NO_PHRASES)


def _core(lines: Sequence[Line], good: Sequence[bool]) -> tuple[int, int]:
    """The run of good lines, with gaps of at most three lines, that has most words."""
    best = (0, 0, 0)
    start, last, words = 0, -9, 0
    for number in (number for number, is_good in enumerate(good) if is_good):
        if number - last > 4:
            start, words = number, 0
        words += len(lines[number].words)
        last = number
        best = max(best, (words, start, number + 1))
    return best[1], best[2]


def _likenesses(lowered: Sequence[list[str]], start: int, end: int) -> list[float]:
    """How many of each line's content words the core of the text uses elsewhere."""
    content = [{word for word in words if len(word) > 3 and word not in _COMMON} for words in lowered]
    vocabulary = Counter(chain.from_iterable(content[start:end]))
    shares = []
    for number, words in enumerate(content):
        own = int(start <= number < end)
        shares.append(sum(vocabulary[word] > own for word in words) / len(words) if words else 0.0)
    return shares


def vectors(lines: Sequence[Line], measured: Sequence[LineFeatures]) -> list[list[float]]:
    """Lay out the features of each line and of what stands around it, in the order of `NAMES`."""
    near = [(float(f.is_good), f.length, float(f.is_junk), float(f.ends), float(f.is_closer), f.likeness) for f in measured]
    edge = [(-1.0,) * len(_NEIGHBOUR)] * 3
    around = (*edge, *near, *edge)
    shifted = zip(around, around[1:], around[2:], around[4:], around[5:], around[6:], strict=False)
    return [
        [*feature, *a, *b, *c, *d, *e, *f, *context]
        for feature, (a, b, c, d, e, f), context in zip(measured, shifted, _contexts(lines, measured), strict=False)
    ]


def _contexts(lines: Sequence[Line], measured: Sequence[LineFeatures]) -> list[list[float]]:
    count = len(lines)
    good = [feature.is_good for feature in measured]
    start, end = _core(lines, good)
    document = _document(lines, measured, start, end)
    totals = _running_sums(float(is_good) for is_good in good)
    prose = _running_sums(feature.length for feature in measured)
    closers = _running_sums(float(f.is_closer) for f in measured)
    columns = zip(
        _means(totals, -4, 5),
        _means(totals, -10, 11),
        _means(prose, -5, 0),
        _means(prose, 1, 6),
        _distances_above([(f.byline or f.is_dated) and f.length < 0.25 for f in measured]),
        _distances_above([f.is_closer for f in measured]),
        _distances_above([f.is_closer for f in reversed(measured)])[::-1],
        strict=True,
    )
    rows = []
    for number, (near, wide, above, below, byline, closer_above, closer_below) in enumerate(columns):
        place = (
            number / max(1, count - 1),
            float(start <= number < end),
            min(max(0, number - end + 1), _FAR) / _FAR,
            min(max(0, start - number), _FAR) / _FAR,
        )
        distances = (byline, closer_above, closer_below, min(closers[number], 10.0) / 10)
        far = (min(prose[number], 20.0) / 20, min(prose[count] - prose[number + 1], 20.0) / 20)
        rows.append([near, wide, above, below, *place, *distances, *document, *far])
    return rows


def _document(lines: Sequence[Line], measured: Sequence[LineFeatures], start: int, end: int) -> list[float]:
    count = max(1, len(lines))
    return [
        min(math.log1p(count) / 7, 1.0),
        sum(feature.is_good for feature in measured) / count,
        sum(feature.is_junk for feature in measured) / count,
        sum(feature.is_tiny for feature in measured) / count,
        min(sum(len(line.words) for line in lines[start:end]) / 600, 2.0),
        (end - start) / count,
    ]


def _running_sums(values: Iterable[float]) -> list[float]:
    return [0.0, *accumulate(values)]


def _means(sums: Sequence[float], first: int, end: int) -> list[float]:
    """For each line the mean over the lines from `first` to before `end` of it, as far as there are any."""
    count = len(sums) - 1
    bounds = ((max(0, number + first), min(count, number + end)) for number in range(count))
    return [(sums[above] - sums[below]) / (above - below) if above > below else 0.0 for below, above in bounds]


def _distances_above(flags: Sequence[bool]) -> list[float]:
    """How near the last flagged line above is: 1.0 for the next one, 0.0 for none."""
    nearness: list[float] = []
    last = -_FAR
    for number, flag in enumerate(flags):
        nearness.append(max(0.0, 1.0 - (number - last - 1) / 15))
        if flag:
            last = number
    return nearness
