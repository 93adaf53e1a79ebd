"""A segment of the index: words with their postings, and what each article needs to be ranked and filtered.

Two files of sections. In the *words* file each field has its sorted words, how
many articles hold each, and where its postings lie; a posting list is the
numbers of the articles, then how often the word stands in each, then the
places in the article. Numbers and frequencies lie apart from the places, so a
search that needs no places never touches them; narrow numbers are stored
narrow. In the *articles* file are the values kept for each article and the
lengths of its fields.

This module reads segments, for the fast executor and for Whoosh's codec;
`packing.py` writes them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from reader.search.sections import Code, Sections

WORDS_FILE = ".words"
ARTICLES_FILE = ".articles"

WIDE_IDS, ONES, WIDE_FREQS, WIDE_PLACES, HAS_PLACES = 1, 2, 4, 8, 16
"""How the postings of a word are packed."""
_SIGNPOST_STEP = 64
_MOST_FOUND = 2_000
_READ_AHEAD = 1 << 20


class Postings(NamedTuple):
    """The postings of one word, as they lie in the file; many are made for each question."""

    ids: Sequence[int]
    """Numbers of the articles in the segment, rising."""
    freqs: Sequence[int]
    """How often the word stands in each."""
    read_places: Callable[[], Sequence[int]] = tuple
    """Reads the places in all articles, one after the other; none in fields without places."""

    def places(self) -> "Places":
        """Return the places, ready to be asked by the index of a posting."""
        return Places(self.read_places(), [*accumulate(self.freqs, initial=0)])


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one word in each article."""

    flat: Sequence[int]
    starts: list[int]

    def of(self, index: int) -> Sequence[int]:
        """Return the places of the posting with this index."""
        return self.flat[self.starts[index] : self.starts[index + 1]]


NO_POSTINGS = Postings((), ())


class Dictionary:
    """The words of one field in a segment, sorted, found by halving."""

    def __init__(self, sections: Sections, name: str) -> None:
        self._words = sections.bytes_of(f"{name}.words")
        self._starts = sections.numbers(f"{name}.starts")
        self.counts = sections.numbers(f"{name}.counts")
        """How many articles hold each word."""
        self.most = sections.numbers(f"{name}.most")
        """The highest frequency of each word."""
        self._at = sections.numbers(f"{name}.at")
        self._flags = sections.bytes_of(f"{name}.flags")
        self._sections = sections
        self._postings = f"{name}.postings"
        self._signposts: list[bytes] | None = None
        self._found: dict[bytes, int] = {}

    def __len__(self) -> int:
        return len(self.counts)

    def word(self, index: int) -> bytes:
        """Return the word with this index."""
        return self._words[self._starts[index] : self._starts[index + 1]]

    def words(self) -> list[bytes]:
        """Return all words, sorted."""
        joined, starts = self._words, self._starts.tolist()
        return [joined[start:end] for start, end in pairwise(starts)]

    def first_from(self, word: bytes) -> int:
        """Return the index of the first word that is not before this one."""
        if self._signposts is None:
            self._signposts = [self.word(index) for index in range(0, len(self), _SIGNPOST_STEP)]
        part = bisect_left(self._signposts, word)
        first, last = max(0, (part - 1) * _SIGNPOST_STEP), min(len(self), part * _SIGNPOST_STEP)
        return bisect_left(range(len(self)), word, first, last, key=self.word)

    def find(self, word: bytes) -> int:
        """Return the index of a word, or -1."""
        index = self._found.get(word)
        if index is None:
            index = self.first_from(word)
            if index == len(self) or self.word(index) != word:
                index = -1
            if len(self._found) > _MOST_FOUND:
                self._found.clear()
            self._found[word] = index
        return index

    def beginning_with(self, prefix: bytes) -> range:
        """Return the indexes of the words that begin so."""
        first = self.first_from(prefix)
        return range(first, self.first_from(prefix + b"\xff"))

    def postings(self, index: int) -> Postings:
        """Read the postings of the word with this index."""
        count, flags, at = self.counts[index], self._flags[index], self._at[index]
        size = _head_size(count, flags)
        ids, freqs = _head(self._read_part(at, at + size), count, flags)
        if not flags & HAS_PLACES:
            return Postings(ids, freqs)
        return Postings(ids, freqs, partial(self._read_places, at + size, freqs, flags))

    def _read_places(self, at: int, freqs: Sequence[int], flags: int) -> Sequence[int]:
        code, size = _width(flags & WIDE_PLACES, "H")
        return self._read_part(at, at + sum(freqs) * size).cast(code)

    def _read_part(self, start: int, end: int) -> "memoryview[int]":
        return self._sections.part_of(self._postings, start, end)

    def items(self) -> Iterator[tuple[bytes, Postings]]:
        """Iterate over all words with their postings, reading ahead."""
        ends = [*self._at[1:], self._sections.size_of(self._postings)]
        first = 0
        while first < len(self):
            start = self._at[first]
            last = max(first + 1, bisect_right(ends, start + _READ_AHEAD))
            part = self._read_part(start, ends[last - 1])
            for index in range(first, last):
                yield self.word(index), self._unpacked(index, part[self._at[index] - start : ends[index] - start])
            first = last

    def _unpacked(self, index: int, packed: "memoryview[int]") -> Postings:
        count, flags = self.counts[index], self._flags[index]
        ids, freqs = _head(packed, count, flags)
        if not flags & HAS_PLACES:
            return Postings(ids, freqs)
        places = packed[_head_size(count, flags) :].cast(_width(flags & WIDE_PLACES, "H")[0])
        return Postings(ids, freqs, lambda: places)


def _head_size(count: int, flags: int) -> int:
    """Return how many bytes numbers of articles and frequencies take."""
    return count * ((4 if flags & WIDE_IDS else 2) + (0 if flags & ONES else 4 if flags & WIDE_FREQS else 1))


def _head(packed: "memoryview[int]", count: int, flags: int) -> "tuple[memoryview[int], memoryview[int]]":
    """Return numbers of articles and frequencies."""
    code, size = _width(flags & WIDE_IDS, "H")
    ids = packed[: count * size].cast(code)
    if flags & ONES:
        return ids, memoryview(b"\x01" * count)
    freqs = packed[count * size : _head_size(count, flags)]
    return ids, freqs.cast("I") if flags & WIDE_FREQS else freqs


def _width(is_wide: int, narrow: Code) -> tuple[Code, int]:
    return ("I", 4) if is_wide else (narrow, 1 if narrow == "B" else 2)


class Segment:
    """A segment, opened; everything in it is read when it is first asked for.

    Raises:
        ValueError, OSError, KeyError: a file is missing, cut or no segment file.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._words = Sections(folder / f"{name}{WORDS_FILE}")
        self._articles = Sections(folder / f"{name}{ARTICLES_FILE}")
        self.count: int = self._articles.numbers("count")[0]
        """How many articles there are, deleted ones included."""
        self._dictionaries: dict[str, Dictionary] = {}
        self._values: dict[str, list[str]] = {}
        self._lengths: dict[str, bytes] = {}
        self._length_table: Sequence[int] | None = None

    def fields(self) -> list[str]:
        """Return the names of the fields that have words."""
        return [name.removesuffix(".words") for name in self._words.names() if name.endswith(".words")]

    def dictionary(self, field_name: str) -> Dictionary | None:
        """Return the words of a field, or None when no article here has any."""
        if field_name not in self._dictionaries:
            if f"{field_name}.words" not in self._words:
                return None
            self._dictionaries[field_name] = Dictionary(self._words, field_name)
        return self._dictionaries[field_name]

    def postings(self, field_name: str, word: bytes) -> Postings:
        """Return the postings of a word; empty ones when it is not here."""
        dictionary = self.dictionary(field_name)
        index = dictionary.find(word) if dictionary else -1
        return dictionary.postings(index) if dictionary and index >= 0 else NO_POSTINGS

    def count_of(self, field_name: str, word: bytes) -> int:
        """Return how many articles hold a word."""
        dictionary = self.dictionary(field_name)
        index = dictionary.find(word) if dictionary else -1
        return dictionary.counts[index] if dictionary and index >= 0 else 0

    def highest_frequency(self, field_name: str, word: bytes) -> int:
        """Return how often a word stands where it stands most often."""
        dictionary = self.dictionary(field_name)
        index = dictionary.find(word) if dictionary else -1
        return dictionary.most[index] if dictionary and index >= 0 else 0

    def days(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return the first and the last day on which each article may have been published, 0 for undated ones."""
        return self._articles.numbers("first_day"), self._articles.numbers("last_day")

    def values(self, name: str) -> list[str]:
        """Return a kept value of each article."""
        if name not in self._values:
            self._values[name] = self._articles.text(f"value.{name}")
        return self._values[name]

    def value_names(self) -> list[str]:
        """Return the names of the kept values."""
        return [name.removeprefix("value.") for name in self._articles.names() if name.startswith("value.")]

    def lengths(self, field_name: str) -> bytes:
        """Return the length of a field in each article, as bytes of the length table."""
        if field_name not in self._lengths:
            name = f"length.{field_name}"
            self._lengths[field_name] = self._articles.bytes_of(name) if name in self._articles else bytes(self.count)
        return self._lengths[field_name]

    def exact_lengths(self, field_name: str) -> list[int]:
        """Return the length of a field in each article, as near as a byte tells."""
        table = self.length_table()
        return [table[code] for code in self.lengths(field_name)]

    def length_table(self) -> Sequence[int]:
        """Return what each length byte stands for."""
        if self._length_table is None:
            self._length_table = self._articles.numbers("length_table")
        return self._length_table

    def total_length(self, field_name: str) -> int:
        """Return the sum of the exact lengths of a field."""
        name = f"total.{field_name}"
        return int(self._articles.numbers(name)[0]) if name in self._articles else 0
