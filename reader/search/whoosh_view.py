"""Whoosh's view of a segment: its words, its postings and its articles, for Whoosh's own queries.

The fast executor does not need it; the `stock` executor and the tests that
compare both do.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from whoosh.codec import base
from whoosh.matching.mcore import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound

from reader.search.schema import KEPT
from reader.search.segment import Places, Postings, Segment


class WordsReader(base.TermsReader):  # type: ignore[misc]  # whoosh has no types
    """The words of a segment."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def _index(self, fieldname: str, word: bytes) -> int:
        dictionary = self._segment.dictionary(fieldname)
        return dictionary.find(word) if dictionary else -1

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._index(*term) >= 0

    def cursor(self, fieldname: str, fieldobj: object) -> object:
        """Refuse: only Whoosh's fuzzy search asks, and ours has its own."""
        raise NotImplementedError

    def indexed_field_names(self) -> list[str]:
        """Return the fields that have words."""
        return self._segment.fields()

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Iterate over field and word."""
        return ((name, word) for name in self._segment.fields() for word in self._words(name))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Iterate over field and word, from a word on."""
        return ((name, word) for name, word in self.terms() if (name, word) >= (fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], Any]]:
        """Iterate over words with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], Any]]:
        """Iterate over words with what is known of them, from a word on."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def _words(self, name: str) -> list[bytes]:
        dictionary = self._segment.dictionary(name)
        return dictionary.words() if dictionary else []

    def term_info(self, fieldname: str, text: bytes) -> Any:
        """Return the figures of a word that Whoosh ranks by."""
        postings = self._segment.postings(fieldname, text)
        if not postings.ids:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        table, lengths = self._segment.length_table(), self._segment.lengths(fieldname)
        codes = [lengths[number] for number in postings.ids]
        return TermInfo(
            weight=float(sum(postings.freqs)),
            df=len(postings.ids),
            minlength=table[min(codes)],
            maxlength=table[max(codes)],
            maxweight=float(max(postings.freqs)),
            minid=postings.ids[0],
            maxid=postings.ids[-1],
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a word stands in all articles."""
        return float(sum(self._segment.postings(fieldname, text).freqs))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return in how many articles a word stands."""
        return self._segment.count_of(fieldname, text)

    def matcher(self, fieldname: str, text: bytes, format_: object, scorer: object = None) -> "PostingsMatcher":
        """Return the postings of a word as Whoosh walks through them."""
        info = self.term_info(fieldname, text)
        return PostingsMatcher(self._segment.postings(fieldname, text), format_, (fieldname, text), scorer, info)


class PostingsMatcher(LeafMatcher):  # type: ignore[misc]  # whoosh has no types
    """Walks through the postings of one word; all of them are one block."""

    def __init__(self, postings: Postings, format_: object, term: tuple[str, bytes], scorer: Any, info: Any) -> None:
        self.format = format_
        self.scorer = scorer
        self._postings = postings
        self._ids = list(postings.ids)
        self._term = term
        self._info = info
        self._places: Places | None = None
        self._i = 0

    def copy(self) -> "PostingsMatcher":
        """Return a matcher at the same posting."""
        other = PostingsMatcher(self._postings, self.format, self._term, self.scorer, self._info)
        other._i = self._i
        return other

    def is_active(self) -> bool:
        """Tell whether there is a posting here."""
        return self._i < len(self._ids)

    def reset(self) -> None:
        """Go back to the first posting."""
        self._i = 0

    def id(self) -> int:
        """Return the article's number."""
        return self._ids[self._i]

    def all_ids(self) -> Iterable[int]:
        """Return the numbers of all articles."""
        return iter(self._ids)

    def weight(self) -> float:
        """Return how often the word stands in this article."""
        return float(self._postings.freqs[self._i])

    def value(self) -> bytes:
        """Return nothing: places are asked for by `value_as`."""
        return b""

    def value_as(self, astype: str) -> Sequence[int]:
        """Return the places in this article."""
        if astype != "positions":
            raise ValueError(astype)
        if self._places is None:
            self._places = self._postings.places()
        return self._places.of(self._i)

    def next(self) -> bool:
        """Go to the next posting."""
        self._i += 1
        return True

    def skip_to(self, id: int) -> None:
        """Go to the first posting that is not before an article."""
        if not self.is_active():
            raise ReadTooFar
        self._i = bisect_left(self._ids, id, self._i)

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the end when no posting can be so good."""
        if self.is_active() and self.block_quality() <= minquality:
            self._i = len(self._ids)
            return 1
        return 0

    def block_min_length(self) -> int:
        """Return the length of the shortest field with the word."""
        return int(self._info.min_length())

    def block_max_length(self) -> int:
        """Return the length of the longest field with the word."""
        return int(self._info.max_length())

    def block_max_weight(self) -> float:
        """Return the highest weight."""
        return float(self._info.max_weight())


class ArticlesReader(base.PerDocumentReader):  # type: ignore[misc]  # whoosh has no types
    """Kept values and field lengths."""

    def __init__(self, segment: Segment, table_entry: Any) -> None:
        self._segment = segment
        self._entry = table_entry

    def doc_count(self) -> int:
        """Return how many articles are not deleted."""
        return self._segment.count - int(self._entry.deleted_count())

    def doc_count_all(self) -> int:
        """Return how many articles there are, deleted ones included."""
        return self._segment.count

    def has_deletions(self) -> bool:
        """Tell whether articles are deleted."""
        return bool(self._entry.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether an article is deleted."""
        return bool(self._entry.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        """Return the numbers of the deleted articles."""
        deleted: Iterable[int] = self._entry.deleted_docs()
        return deleted

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the length of a field in an article."""
        code = self._segment.lengths(fieldname)[docnum]
        return self._segment.length_table()[code] if code else default

    def field_length(self, fieldname: str) -> int:
        """Return the length of a field in all articles."""
        return self._segment.total_length(fieldname)

    def min_field_length(self, fieldname: str) -> int:
        """Return the length of the shortest field."""
        return self._segment.length_table()[min(self._segment.lengths(fieldname))]

    def max_field_length(self, fieldname: str) -> int:
        """Return the length of the longest field."""
        return self._segment.length_table()[max(self._segment.lengths(fieldname))]

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """Return the kept values of an article."""
        return {KEPT + name: self._segment.values(name)[docnum] for name in self._segment.value_names()}
