"""Making one segment of several: which ones are worth it, and the merge itself, in one pass and little memory.

Words come sorted out of each segment, so they are met in order; articles get
new numbers by their days, so that a range of days is a slice of every posting
list, and what is deleted is left out. Segments merge when the smaller ones
together are as large as the next larger one, so an article is moved about as
often as the collection doubles, and there are few segments.
"""

import heapq
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate, chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from reader.search.dates import DateRange
from reader.search.packing import ArticleTable, WordEntry, write_articles, write_words
from reader.search.sections import Code
from reader.search.segment import ARTICLES_FILE, WORDS_FILE, Postings, Segment
from reader.search.state import SegmentEntry

MOSTLY_DELETED = 0.5
_GONE = -1
_CODES: dict[int, Code] = {1: "B", 2: "H", 4: "I"}
_LOOK_UP = 500
"""After so many words it is time to ask whether to stop."""


_Place = tuple[int, int]
"""Of an article: the index of its segment and its number there."""
_Postings = tuple[Sequence[int], Sequence[int], Sequence[int]]
"""Articles, frequencies and places of a word."""
Value = TypeVar("Value")


class Stopped(Exception):
    """The merge was not wanted any more."""


def worth_merging(segments: Sequence[SegmentEntry]) -> tuple[SegmentEntry, ...]:
    """Return the segments that are best made one; none when there are few enough."""
    by_size = sorted(segments, key=_live, reverse=True)
    sizes = [*map(_live, by_size)]
    first = next((at for at, size in enumerate(sizes) if 0 < size <= sum(sizes[at + 1 :])), len(sizes))
    worn = (entry for entry in by_size[:first] if len(entry.deleted) > entry.count * MOSTLY_DELETED)
    return (*worn, *by_size[first:])


def _live(entry: SegmentEntry) -> int:
    return entry.count - len(entry.deleted)


def merge_segments(
    sources: Sequence[tuple[Segment, Collection[int]]], folder: Path, name: str, should_stop: Callable[[], bool]
) -> int:
    """Write the articles of some segments, but for the deleted ones, as one; return how many they are.

    Args:
        sources: the segments with the numbers of their deleted articles.
        folder: where the files are written.
        name: of the new segment.
        should_stop: asked often.

    Raises:
        Stopped: `should_stop` said so; unfinished files are left behind.
    """
    places = _by_day(sources)
    moved = [_Moved(segment, places, index) for index, (segment, _) in enumerate(sources)]
    with (folder / f"{name}{ARTICLES_FILE}").open("wb") as file:
        write_articles(file, _table(moved, places), sources[0][0].length_table())
    with (folder / f"{name}{WORDS_FILE}").open("wb") as file:
        names = sorted({field for segment, _ in sources for field in segment.fields()})
        write_words(file, ((field, _watched(_merged(field, moved), should_stop)) for field in names))
    return len(places)


def _by_day(sources: Sequence[tuple[Segment, Collection[int]]]) -> list[_Place]:
    """Return segment and number of every article that stays, by its day; undated ones first."""
    found = []
    for index, (segment, deleted) in enumerate(sources):
        gone, days = frozenset(deleted), zip(*segment.days(), strict=True)
        found += [(*day, index, number) for number, day in enumerate(days) if number not in gone]
    return [(index, number) for _, _, index, number in sorted(found)]


class _Moved:
    """A segment with the numbers that its articles get."""

    def __init__(self, segment: Segment, places: Iterable[_Place], index: int) -> None:
        self.segment = segment
        self.numbers = [_GONE] * segment.count
        """By old number; `_GONE` for what is deleted."""
        for number, (of, old) in enumerate(places):
            if of == index:
                self.numbers[old] = number
        self.has_deleted = _GONE in self.numbers

    def moved(self, postings: Postings) -> _Postings:
        """Return articles with their new numbers, not in order, frequencies and places, without what is deleted."""
        ids, freqs, flat = [*map(self.numbers.__getitem__, postings.ids)], postings.freqs, postings.read_places()
        if not self.has_deleted or _GONE not in ids:
            return ids, freqs, flat
        kept = [at for at, number in enumerate(ids) if number != _GONE]
        return _picked(kept, (ids, freqs, flat))


def _picked(chosen: Sequence[int], postings: _Postings) -> _Postings:
    """Return some postings, in another order."""
    ids, freqs, flat = postings
    picked = [ids[at] for at in chosen]
    if len(flat) == len(ids):  # the word stands once in each article
        return picked, freqs[: len(chosen)], _taken(flat, chosen)
    if not flat:
        return picked, _taken(freqs, chosen), ()
    packed = memoryview(flat)  # type: ignore[arg-type]  # it is a view or an array
    size = packed.itemsize
    ends, joined = [0, *accumulate(map(size.__mul__, freqs))], packed.tobytes()
    places = b"".join([joined[ends[at] : ends[at + 1]] for at in chosen])
    return picked, _taken(freqs, chosen), memoryview(places).cast(_CODES[size])


def _taken(numbers: Sequence[int], chosen: Sequence[int]) -> Sequence[int]:
    return array(memoryview(numbers).format, [numbers[at] for at in chosen])  # type: ignore[arg-type]  # it is a view or an array


def _table(moved: Sequence[_Moved], places: Sequence[_Place]) -> ArticleTable:
    names = {name: None for one in moved for name in one.segment.value_names()}
    values = {name: _in_order([one.segment.values(name) for one in moved], places) for name in names}
    fields = sorted({name for one in moved for name in one.segment.fields()})
    lengths = {name: bytes(_in_order([one.segment.lengths(name) for one in moved], places)) for name in fields}
    totals = {name: sum(_total(one, name) for one in moved) for name in fields}
    firsts, lasts = (_in_order(days, places) for days in zip(*(one.segment.days() for one in moved), strict=True))
    return ArticleTable(values, lengths, totals, [*map(DateRange, firsts, lasts)], len(places))


def _in_order(parts: Sequence[Sequence[Value]], places: Iterable[_Place]) -> list[Value]:
    return [parts[index][number] for index, number in places]


def _total(one: _Moved, name: str) -> int:
    """Return the length of a field over all articles that stay; without the deleted ones as near as a byte tells."""
    if not one.has_deleted:
        return one.segment.total_length(name)
    lengths = one.segment.exact_lengths(name)
    lost = sum(length for length, number in zip(lengths, one.numbers, strict=True) if number == _GONE)
    return max(0, one.segment.total_length(name) - lost)


def _merged(field: str, moved: Sequence[_Moved]) -> Iterator[WordEntry]:
    """Iterate over the words of a field in all segments."""
    found = heapq.merge(*(_words(number, one.segment, field) for number, one in enumerate(moved)))
    for word, group in groupby(found, key=itemgetter(0)):
        ids, freqs, places = _joined([moved[number].moved(postings) for _, number, postings in group])
        if len(ids) > 1:
            ids, freqs, places = _picked(sorted(range(len(ids)), key=ids.__getitem__), (ids, freqs, places))
        if ids:
            yield WordEntry(word, ids, freqs, places)


def _words(number: int, segment: Segment, field: str) -> Iterator[tuple[bytes, int, Postings]]:
    if dictionary := segment.dictionary(field):
        for word, postings in dictionary.items():
            yield word, number, postings  # no two are of the same word and number, so postings are never compared


def _joined(parts: Sequence[_Postings]) -> _Postings:
    if len(parts) == 1:
        return parts[0]
    ids = [number for numbers, _, _ in parts for number in numbers]
    return ids, _joined_numbers([freqs for _, freqs, _ in parts], "B"), _joined_numbers([places for _, _, places in parts], "H")


def _joined_numbers(parts: Sequence[Sequence[int]], narrow: Code) -> Sequence[int]:
    """Join numbers, whole pieces at once where all are narrow."""
    if all(isinstance(part, memoryview | array) and memoryview(part).format == narrow for part in parts):
        joined = array(narrow)
        for part in parts:
            joined.frombytes(memoryview(part).cast("B"))  # type: ignore[arg-type]  # it is one
        return joined
    return array("I", chain.from_iterable(parts))


def _watched(entries: Iterator[WordEntry], should_stop: Callable[[], bool]) -> Iterator[WordEntry]:
    for number, entry in enumerate(entries):
        if number % _LOOK_UP == 0 and should_stop():
            raise Stopped
        yield entry
