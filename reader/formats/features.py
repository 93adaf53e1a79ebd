"""What can be said of a line without understanding it: length, ending, phrases, place, neighbours."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reader.formats.dates import find_date
from reader.formats.lines import Line
from reader.formats.phrases import FURNITURE

_COMMON = frozenset(
    "the of to and a in that is was for on with as it he his by at be are from this has have had not but they their an who which"
    " were been or its said will more one would about after when there what if we you she her all out up can than into".split()
)


@dataclass(frozen=True, slots=True)
class LineFeatures:
    """A line, measured."""

    count: int
    """Words."""
    length: float
    """Words, 1.0 for sixty and more."""
    is_sentence: bool
    """At least eight words that end like a sentence."""
    is_good: bool
    """Running text: twelve words and more, many of them common, ended like a sentence."""
    is_tiny: bool
    is_dated: bool
    is_repeated: bool
    junk: tuple[str, ...]
    """The lists of furniture phrases the line has a phrase of."""
    likeness: float
    """How many of its content words the body of the article uses, too."""


def line_features(lines: Sequence[Line]) -> tuple[LineFeatures, ...]:
    """Measure all lines of a text."""
    repeated = Counter(line.text for line in lines)
    good = [_is_good(line) for line in lines]
    start, end = _core(lines, good)
    vocabulary = Counter(word for line in lines[start:end] for word in _content_words(line))
    return tuple(
        _measure(line, good[number], repeated[line.text] > 1, _likeness(line, vocabulary, own=int(start <= number < end)))
        for number, line in enumerate(lines)
    )


def _measure(line: Line, is_good: bool, is_repeated: bool, likeness: float) -> LineFeatures:
    count = len(line.words)
    return LineFeatures(
        count=count,
        length=min(count, 60) / 60,
        is_sentence=count >= 8 and line.ends_sentence,
        is_good=is_good,
        is_tiny=count <= 3,
        is_dated=count < 14 and find_date(line.text) is not None,
        is_repeated=is_repeated,
        junk=tuple(name for name, pattern in FURNITURE.items() if count < 40 and pattern.search(line.text)),
        likeness=likeness,
    )


def _is_good(line: Line) -> bool:
    common = sum(word.lower() in _COMMON for word in line.words)
    return len(line.words) >= 12 and line.ends_sentence and common > 0.2 * len(line.words)


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


def _content_words(line: Line) -> set[str]:
    return {word for word in map(str.lower, line.words) if len(word) > 3 and word not in _COMMON and not word.isdigit()}


def _likeness(line: Line, vocabulary: Counter[str], own: int) -> float:
    content = _content_words(line)
    return sum(vocabulary[word] > own for word in content) / len(content) if content else 0.0
