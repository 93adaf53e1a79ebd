"""Whoosh's side of the index: fields, a codec and a writer that keep segments in the form of `segment.py`.

Everything goes through Whoosh's extension points: a field type that takes words
already cut, a codec that writes and reads our two files, a pool of postings that
gathers them word by word instead of sorting all of them. Whoosh's own
readers and queries work on such an index; the fast executor passes them by.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh import fields, formats
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment
from whoosh.util.numeric import byte_to_length, length_to_byte

from reader.search import schema
from reader.search.dates import UNDATED, date_range
from reader.search.gathering import GatheredField
from reader.search.packing import ArticleTable, WordEntry, write_articles, write_words
from reader.search.schema import KEPT, Document
from reader.search.segment import ARTICLES_FILE, WORDS_FILE, Segment
from reader.search.whoosh_view import ArticlesReader, WordsReader
from reader.search.words import Words

_NAMES = [*schema.PLACED_FIELDS, *schema.COUNTED_FIELDS]
_LANGUAGE = "lang"


class CutField(fields.FieldType):  # type: ignore[misc]  # whoosh has no types
    """A field whose words are cut by `words.py`, not by Whoosh: with their places, or with their counts."""

    def __init__(self, *, has_places: bool) -> None:
        super().__init__(formats.Positions() if has_places else formats.Frequency(), None, scorable=True)


def whoosh_schema() -> fields.Schema:
    """Return the fields of the index for Whoosh."""
    made = fields.Schema()
    for name in schema.PLACED_FIELDS:
        made.add(name, CutField(has_places=True))
    for name in schema.COUNTED_FIELDS:
        made.add(name, CutField(has_places=False))
    for name in schema.KEPT_VALUES:
        made.add(KEPT + name, fields.STORED())
    return made


class GatheredWords:
    """The words of all fields, gathered while a segment is written: what Whoosh calls a pool of postings."""

    def __init__(self, words: Words) -> None:
        self.fieldnames: set[str] = set()
        self._fields = {name: GatheredField(words) for name in (*schema.PLACED_FIELDS, _LANGUAGE)}

    def add(self, number: int, document: Document) -> dict[str, int]:
        """Take the words of an article and return how many there are by field."""
        lengths = {}
        for name, texts in document.texts.items():
            has_stems = document.has_stems and name in schema.STEMMED_FIELDS
            lengths[name] = self._fields[name].add(number, texts, has_stems=has_stems)
        lengths[schema.RAW] = lengths[schema.BODY]
        if document.language:
            lengths[_LANGUAGE] = self._fields[_LANGUAGE].add_word(number, document.language)
        return lengths

    def entries(self) -> Iterator[tuple[str, Iterator[WordEntry]]]:
        """Iterate over the fields that have words, with their words, sorted."""
        body, language = self._fields[schema.BODY], self._fields[_LANGUAGE]
        for name in schema.PLACED_FIELDS:
            if self._fields[name].has_words():
                yield name, self._fields[name].entries(by_stem=True, with_places=True)
        if body.has_words():
            yield schema.RAW, body.entries(by_stem=False, with_places=False)
        if language.has_words():
            yield _LANGUAGE, language.entries(by_stem=False, with_places=False)

    def iter_postings(self) -> "GatheredWords":
        """Return what the codec's field writer reads: these words."""
        return self

    def cleanup(self) -> None:
        """Forget everything."""
        self._fields = {}


class PackedSegment(W3Segment):  # type: ignore[misc]  # whoosh has no types
    """What Whoosh's table of contents says of a segment: its name, its size, what is deleted."""

    def codec(self, **_options: object) -> "PackedCodec":
        """Return the codec that reads it."""
        return PackedCodec()

    def should_assemble(self) -> bool:
        """Never make one file of it: Whoosh would copy that into memory."""
        return False


class PackedCodec(base.Codec):  # type: ignore[misc]  # whoosh has no types
    """Reads and writes segments in the form of `segment.py`."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: Any) -> "ArticlesWriter":
        """Return what takes lengths and kept values."""
        return ArticlesWriter(storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> "WordsWriter":
        """Return what takes the postings."""
        return WordsWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> "WordsReader":
        """Return Whoosh's view of the words."""
        return WordsReader(_opened(storage, segment))

    def per_document_reader(self, storage: Any, segment: Any) -> "ArticlesReader":
        """Return Whoosh's view of the articles."""
        return ArticlesReader(_opened(storage, segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> PackedSegment:
        """Return a segment to write."""
        return PackedSegment(self, indexname)


def _opened(storage: Any, segment: Any) -> Segment:
    return Segment(Path(storage.folder), segment.segment_id())


class ArticlesWriter(base.PerDocumentWriter):  # type: ignore[misc]  # whoosh has no types
    """Takes kept values and field lengths, article by article."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self._values: dict[str, list[str]] = {name: [] for name in schema.KEPT_VALUES}
        self._lengths = {name: bytearray() for name in _NAMES}
        self._totals = dict.fromkeys(_NAMES, 0)
        self._count = 0
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin an article."""
        self._count = docnum + 1
        for values in self._values.values():
            values.append("")
        for lengths in self._lengths.values():
            lengths.append(0)

    def add_field(self, fieldname: str, fieldobj: object, value: str | None, length: int | None) -> None:
        """Take a field's length or a kept value."""
        if fieldname.startswith(KEPT):
            self._values[fieldname.removeprefix(KEPT)][-1] = value or ""
        elif length:
            self._lengths[fieldname][-1] = length_to_byte(length)
            self._totals[fieldname] += length

    def add_column_value(self, fieldname: str, columnobj: object, value: object) -> None:
        """Refuse: no field has a column."""
        raise NotImplementedError(fieldname)

    def cancel_doc(self) -> None:
        """Take the article back that was begun."""
        self._count -= 1
        for values in self._values.values():
            values.pop()
        for lengths in self._lengths.values():
            lengths.pop()

    def close(self) -> None:
        """Write the file."""
        if self._count:
            lengths = {name: bytes(values) for name, values in self._lengths.items() if any(values)}
            days = [date_range(text) or UNDATED for text in self._values["date"]]
            table = ArticleTable(self._values, lengths, self._totals, days, self._count)
            with Path(self._storage.folder, self._segment.make_filename(ARTICLES_FILE)).open("wb") as file:
                write_articles(file, table, [byte_to_length(code) for code in range(256)])
        self.is_closed = True


class WordsWriter(base.FieldWriter):  # type: ignore[misc]  # whoosh has no types
    """Writes the postings that were gathered."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._path = Path(storage.folder, segment.make_filename(WORDS_FILE))
        self.is_closed = False

    def add_postings(self, _schema: object, _lengths: object, items: GatheredWords) -> None:
        """Write the file."""
        with self._path.open("wb") as file:
            write_words(file, items.entries())

    def close(self) -> None:
        """Do nothing more: the file is written at once."""
        self.is_closed = True
