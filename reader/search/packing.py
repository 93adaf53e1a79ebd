"""Writing the two files of a segment: words in sorted order with their postings, and what is kept for each article."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from reader.search.dates import DateRange
from reader.search.sections import Output, SectionsWriter
from reader.search.segment import HAS_PLACES, ONES, WIDE_FREQS, WIDE_IDS, WIDE_PLACES

_NARROW = 0xFFFF
_BYTE = 0xFF


class WordEntry(NamedTuple):
    """A word with all its postings."""

    word: bytes
    ids: Sequence[int]
    """Numbers of the articles, rising."""
    freqs: Sequence[int]
    """How often the word stands in each."""
    places: Sequence[int] = ()
    """The places in all articles, one after the other; none in fields without places."""


def write_words(file: Output, fields: Iterable[tuple[str, Iterator[WordEntry]]]) -> None:
    """Write the words file of a segment.

    Args:
        file: what is written to.
        fields: for each field its name and its words, sorted.
    """
    writer = SectionsWriter(file)
    for name, entries in fields:
        _write_field(writer, name, entries)
    writer.finish()


def _write_field(writer: SectionsWriter, name: str, entries: Iterator[WordEntry]) -> None:
    words: list[bytes] = []
    counts, at, flags, most = array("I"), array("I"), bytearray(), array("I")
    position = 0
    writer.begin(f"{name}.postings")
    for word, ids, freqs, places in entries:
        words.append(word)
        counts.append(len(ids))
        most.append(max(freqs))
        at.append(position)
        flags.append(_flags(ids, most[-1], places))
        position += writer.append(_packed(ids, freqs, places, flags[-1]))
    writer.end()
    writer.add(f"{name}.words", b"".join(words))
    writer.add(f"{name}.starts", array("I", accumulate(map(len, words), initial=0)))
    writer.add(f"{name}.counts", counts)
    writer.add(f"{name}.most", most)
    writer.add(f"{name}.at", at)
    writer.add(f"{name}.flags", bytes(flags))


def _flags(ids: Sequence[int], most: int, places: Sequence[int]) -> int:
    """Return how wide the numbers of a posting list are."""
    flags = WIDE_IDS if ids[-1] > _NARROW else 0
    if most == 1:
        flags |= ONES
    elif most > _BYTE:
        flags |= WIDE_FREQS
    if places:
        flags |= HAS_PLACES | (WIDE_PLACES if max(places) > _NARROW else 0)
    return flags


def _packed(ids: Sequence[int], freqs: Sequence[int], places: Sequence[int], flags: int) -> bytes:
    packed = array("I" if flags & WIDE_IDS else "H", ids).tobytes()
    if not flags & ONES:
        packed += array("I" if flags & WIDE_FREQS else "B", freqs).tobytes()
    if places:
        packed += array("I" if flags & WIDE_PLACES else "H", places).tobytes()
    return packed


@dataclass(frozen=True, slots=True)
class ArticleTable:
    """What is kept for each article of a segment while it is written."""

    values: Mapping[str, list[str]]
    """Kept values by name; each list has one for each article."""
    lengths: Mapping[str, bytes]
    """By field, the length of the field in each article as a byte of `length_table`."""
    totals: Mapping[str, int]
    """By field, the sum of the exact lengths."""
    days: Sequence[DateRange]
    """When each was published, as far as it is known; `UNDATED` for others."""
    count: int


def write_articles(file: Output, table: ArticleTable, length_table: Sequence[int]) -> None:
    """Write the articles file of a segment."""
    writer = SectionsWriter(file)
    writer.add("length_table", array("I", length_table))
    writer.add("count", array("I", [table.count]))
    writer.add("first_day", array("I", [days.first for days in table.days]))
    writer.add("last_day", array("I", [days.last for days in table.days]))
    for name, values in table.values.items():
        writer.add_text(f"value.{name}", values)
    for name, lengths in table.lengths.items():
        writer.add(f"length.{name}", lengths)
        writer.add(f"total.{name}", array("Q", [table.totals[name]]))
    writer.finish()
