"""Writing the index: articles in, a new state out, through Whoosh's writer.

A state is what `state.json` says: the segments in Whoosh's order, what is
deleted in each, and size and checksum of every file. It is written last and
replaced at once, so a search sees the old state or the new one.
"""

import math
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.writing import SegmentWriter

from reader.search import schema
from reader.search.codec import PackedCodec, PostingPool, whoosh_schema
from reader.search.schema import KEPT, Document, IndexedArticle, document_of
from reader.search.segment import ARTICLES_FILE, WORDS_FILE, Segment
from reader.search.state import IndexState, check_before_writing, read_state, save_state, state_of_files
from reader.search.words import Words

SMALL_SEGMENT = 512
"""Articles below which a segment may be merged."""
SEGMENTS_OF_A_SIZE = 8
MOSTLY_DELETED = 0.5
ARTICLES_IN_MEMORY = 5_000
"""How many new articles make a segment; bounds the memory of a build."""
LOCK_SECONDS = 10.0


class PackedWriter(SegmentWriter):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's writer with our codec and pool, and a merge that moves whole posting lists."""

    def __init__(self, index: Any, **options: Any) -> None:
        super().__init__(index, codec=PackedCodec(), compound=False, **options)
        self.pool = PostingPool()

    def add(self, document: Document) -> None:
        """Take an article in: as `add_document` would, without a call for each word."""
        number = self.docnum
        self.perdocwriter.start_doc(number)
        for name, placed in document.placed.items():
            self.perdocwriter.add_field(name, None, None, self.pool.add_placed(name, number, placed))
        for name, counted in document.counted.items():
            self.perdocwriter.add_field(name, None, None, self.pool.add_counted(name, number, counted))
        for name, value in document.kept.items():
            self.perdocwriter.add_field(KEPT + name, None, value, None)
        self.perdocwriter.finish_doc()
        self._added = True
        self.docnum += 1

    def take_over(self, segment: Segment, deleted: Collection[int]) -> None:
        """Take in all articles of a segment that are not deleted."""
        shift, numbers = self.docnum, None
        if deleted:
            alive = (number for number in range(segment.count) if number not in deleted)
            numbers = {number: shift + place for place, number in enumerate(alive)}
        self._copy_articles(segment, deleted)
        for name in segment.fields():
            self.pool.take_over(segment, name, numbers, shift)
        self._added = self.docnum > 0

    def _copy_articles(self, segment: Segment, deleted: Collection[int]) -> None:
        lengths = {name: segment.exact_lengths(name) for name in segment.fields()}
        for number in range(segment.count):
            if number in deleted:
                continue
            self.perdocwriter.start_doc(self.docnum)
            for name in schema.KEPT_VALUES:
                self.perdocwriter.add_field(KEPT + name, None, segment.values(name)[number], None)
            for name, of_field in lengths.items():
                self.perdocwriter.add_field(name, None, None, of_field[number])
            self.perdocwriter.finish_doc()
            self.docnum += 1


def create_index(folder: Path) -> None:
    """Make an empty index in an empty folder."""
    whoosh_index.create_in(str(folder), whoosh_schema())
    save_state(folder, state_of_files(folder, ()))


def update_index(
    folder: Path,
    changed: Iterable[IndexedArticle],
    removed: Collection[str],
    words: Words,
    *,
    on_article: Callable[[], None] = lambda: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> None:
    """Take articles in, in place of their earlier revisions, and others out.

    Stopped, it keeps what it has taken in so far.
    """
    batch = _Batch(folder, words)
    try:
        batch.remove(removed)
        for indexed in changed:
            if should_stop():
                break
            batch.add(indexed)
            on_article()
        batch.commit()
    finally:
        batch.close()


def adopt(folder: Path, part: Path, articles: Collection[str]) -> None:
    """Move the segments of another index into this one, in place of earlier revisions of the same articles."""
    state = read_state(part)
    check_before_writing(part, state)
    segments = list(whoosh_index.open_dir(str(part), schema=whoosh_schema()).reader().segments() or ())
    batch = _Batch(folder, Words())
    try:
        batch.remove(articles)
        for entry in state.segments:
            for ending in (WORDS_FILE, ARTICLES_FILE):
                os.replace(part / f"{entry.name}{ending}", folder / f"{entry.name}{ending}")
        batch.commit(segments)
    finally:
        batch.close()


class _Batch:
    """Articles taken in until they make a segment, then the next."""

    def __init__(self, folder: Path, words: Words) -> None:
        self._folder = folder
        self._words = words
        self._removed: set[str] = set()
        self._writer: PackedWriter | None = None

    def remove(self, ids: Collection[str]) -> None:
        self._removed |= set(ids)

    def add(self, indexed: IndexedArticle) -> None:
        if self._writer is None:
            self._writer = self._open()
        self._writer.add(document_of(indexed, self._words))
        self._removed.add(indexed.article.id)
        if self._writer.docnum >= ARTICLES_IN_MEMORY:
            self.commit()

    def _open(self) -> PackedWriter:
        check_before_writing(self._folder, read_state(self._folder))
        index = whoosh_index.open_dir(str(self._folder), schema=whoosh_schema())
        return PackedWriter(index, timeout=LOCK_SECONDS)

    def commit(self, adopted: Sequence[Any] = ()) -> None:
        if self._writer is None and not self._removed and not adopted:
            return
        writer = self._writer or self._open()
        self._writer = writer
        before = read_state(self._folder)
        _delete(writer, before, self._folder, self._removed)
        finals: list[Any] = []

        def merge(_writer: object, segments: list[Any]) -> list[Any]:
            finals.extend(_merge_small(writer, self._folder, segments))
            finals.extend(adopted)
            return finals

        writer.commit(mergetype=merge)
        save_state(self._folder, state_of_files(self._folder, finals, before.seals))
        self._writer = None
        self._removed = set()

    def close(self) -> None:
        if self._writer is not None and not self._writer.is_closed:
            self._writer.cancel()


def _delete(writer: PackedWriter, state: IndexState, folder: Path, ids: Collection[str]) -> None:
    base = 0
    for entry in state.segments:
        if ids:
            numbers = (number for number, name in enumerate(Segment(folder, entry.name).values("id")) if name in ids)
            for number in numbers:
                writer.delete_document(base + number)
        base += entry.count


def _merge_small(writer: PackedWriter, folder: Path, segments: list[Any]) -> list[Any]:
    """Merge segments of about the same small size once there are many, and those that are mostly deleted; return the others.

    Only like is merged with like, so an article is moved a few times at most, however many are added one by one.
    """
    worn = [s for s in segments if s.deleted_count() > s.doc_count_all() * MOSTLY_DELETED]
    tiers: dict[int, list[Any]] = {}
    for segment in segments:
        if segment not in worn and segment.doc_count_all() < SMALL_SEGMENT:
            tiers.setdefault(int(math.log(segment.doc_count_all(), SEGMENTS_OF_A_SIZE)), []).append(segment)
    merged = worn + [segment for tier in tiers.values() if len(tier) >= SEGMENTS_OF_A_SIZE for segment in tier]
    for entry in merged:
        writer.take_over(Segment(folder, entry.segment_id()), frozenset(entry.deleted_docs()))
    return [s for s in segments if s not in merged]
