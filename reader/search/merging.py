"""Making one segment of several: which ones are worth it, and the merge itself, in one pass and little memory.

Words come sorted out of each segment, so they are met in order; numbers of
articles are moved, and what is deleted is left out. Segments merge when the
smaller ones together are as large as the next larger one, so an article is
moved about as often as the collection doubles, and there are few segments.
"""

import heapq
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path

from reader.search.dates import DateRange
from reader.search.packing import ArticleTable, WordEntry, write_articles, write_words
from reader.search.segment import ARTICLES_FILE, WORDS_FILE, Postings, Segment
from reader.search.state import SegmentEntry

MOSTLY_DELETED = 0.5
_LOOK_UP = 500
"""After so many words it is time to ask whether to stop."""


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
    moved: list[_Moved] = []
    count = 0
    for segment, deleted in sources:
        moved.append(_Moved(segment, frozenset(deleted), count))
        count += segment.count - len(moved[-1].deleted)
    with (folder / f"{name}{ARTICLES_FILE}").open("wb") as file:
        write_articles(file, _table(moved, count), sources[0][0].length_table())
    with (folder / f"{name}{WORDS_FILE}").open("wb") as file:
        names = sorted({field for segment, _ in sources for field in segment.fields()})
        write_words(file, ((field, _watched(_merged(field, moved), should_stop)) for field in names))
    return count


class _Moved:
    """A segment with the numbers that its articles get."""

    def __init__(self, segment: Segment, deleted: frozenset[int], first: int) -> None:
        self.segment = segment
        self.deleted = deleted
        self.alive = [number for number in range(segment.count) if number not in deleted]
        self._first = first
        self._numbers = {number: first + place for place, number in enumerate(self.alive)} if deleted else {}

    def moved(self, postings: Postings) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """Return articles with their new numbers, frequencies and places, without what is deleted."""
        if not self.deleted:
            first = self._first
            return [number + first for number in postings.ids], postings.freqs, postings.read_places()
        kept = [at for at, number in enumerate(postings.ids) if number in self._numbers]
        ids = [self._numbers[postings.ids[at]] for at in kept]
        freqs = [postings.freqs[at] for at in kept]
        if not (flat := postings.read_places()):
            return ids, freqs, ()
        places = postings.places()
        return ids, freqs, array(getattr(flat, "format", "I"), chain.from_iterable(map(places.of, kept)))


def _table(moved: Iterable[_Moved], count: int) -> ArticleTable:
    moved = list(moved)
    names = {name: None for one in moved for name in one.segment.value_names()}
    values = {name: [one.segment.values(name)[n] for one in moved for n in one.alive] for name in names}
    fields = sorted({name for one in moved for name in one.segment.fields()})
    lengths = {name: b"".join(_only(one.segment.lengths(name), one) for one in moved) for name in fields}
    totals = {name: sum(_total(one, name) for one in moved) for name in fields}
    days = [DateRange(firsts[n], lasts[n]) for one in moved for firsts, lasts in [one.segment.days()] for n in one.alive]
    return ArticleTable(values, lengths, totals, days, count)


def _only(codes: bytes, one: _Moved) -> bytes:
    return bytes(codes[number] for number in one.alive) if one.deleted else codes


def _total(one: _Moved, name: str) -> int:
    """Return the length of a field over all articles that stay; without the deleted ones as near as a byte tells."""
    lost = sum(one.segment.exact_lengths(name)[number] for number in one.deleted) if one.deleted else 0
    return max(0, one.segment.total_length(name) - lost)


def _merged(field: str, moved: Sequence[_Moved]) -> Iterator[WordEntry]:
    """Iterate over the words of a field in all segments."""
    found = heapq.merge(*(_words(number, one.segment, field) for number, one in enumerate(moved)))
    for word, group in groupby(found, key=itemgetter(0)):
        parts = [moved[number].moved(postings) for _, number, postings in group]
        ids = [number for numbers, _, _ in parts for number in numbers] if len(parts) > 1 else parts[0][0]
        if ids:
            yield WordEntry(
                word, ids, _joined([freqs for _, freqs, _ in parts], "B"), _joined([places for _, _, places in parts], "H")
            )


def _words(number: int, segment: Segment, field: str) -> Iterator[tuple[bytes, int, Postings]]:
    if dictionary := segment.dictionary(field):
        for word, postings in dictionary.items():
            yield word, number, postings  # no two are of the same word and number, so postings are never compared


def _joined(parts: Sequence[Sequence[int]], narrow: str) -> Sequence[int]:
    """Join numbers, whole pieces at once where all are narrow."""
    if len(parts) == 1:
        return parts[0]
    if all(isinstance(part, memoryview | array) and memoryview(part).format == narrow for part in parts):
        joined = array(narrow)
        for part in parts:
            joined.frombytes(memoryview(part).cast("B"))  # type: ignore[arg-type]  # it is one
        return joined
    return [number for part in parts for number in part]


def _watched(entries: Iterator[WordEntry], should_stop: Callable[[], bool]) -> Iterator[WordEntry]:
    for number, entry in enumerate(entries):
        if number % _LOOK_UP == 0 and should_stop():
            raise Stopped
        yield entry
