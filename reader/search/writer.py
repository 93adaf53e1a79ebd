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

from reader.search.codec import GatheredWords, PackedCodec, PackedSegment, whoosh_schema
from reader.search.merging import merge_segments
from reader.search.schema import KEPT, Document, IndexedArticle, document_of
from reader.search.segment import ARTICLES_FILE, WORDS_FILE, Segment
from reader.search.state import FileSeal, IndexState, SegmentEntry, check_before_writing, read_state, save_state, state_of_files
from reader.search.words import Words

SMALL_SEGMENT = 512
"""Articles below which a segment may be merged while somebody waits; larger ones are left to `merge`."""
SEGMENTS_OF_A_SIZE = 8
ARTICLES_IN_MEMORY = 5_000
"""How many new articles make a segment; bounds the memory of a build."""
LOCK_SECONDS = 10.0
_INDEX_NAME = "MAIN"  # as Whoosh calls an index that it is given no name for


class PackedWriter(SegmentWriter):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's writer with our codec and pool."""

    def __init__(self, index: Any, words: Words, **options: Any) -> None:
        super().__init__(index, codec=PackedCodec(), compound=False, **options)
        self.pool = GatheredWords(words)

    def add(self, document: Document) -> None:
        """Take an article in: as `add_document` would, without a call for each word."""
        self.perdocwriter.start_doc(self.docnum)
        for name, length in self.pool.add(self.docnum, document).items():
            self.perdocwriter.add_field(name, None, None, length)
        for name, value in document.kept.items():
            self.perdocwriter.add_field(KEPT + name, None, value, None)
        self.perdocwriter.finish_doc()
        self._added = True
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
    batch = _Batch(folder, Words())
    try:
        batch.remove(articles)
        batch.commit(_moved(part, folder), seals=state.seals)
    finally:
        batch.close()


def merge(folder: Path, part: Path, entries: Sequence[SegmentEntry], should_stop: Callable[[], bool]) -> None:
    """Make one segment of some, as an index of its own that `put_in_place` takes.

    Raises:
        Stopped: `should_stop` said so.
    """
    create_index(part)
    batch = _Batch(part, Words())
    try:
        merged = _merged(folder, [(entry.name, entry.deleted) for entry in entries], part, should_stop)
        batch.commit([merged])
    finally:
        batch.close()


def put_in_place(folder: Path, part: Path, entries: Sequence[SegmentEntry]) -> bool:
    """Put a merged segment in the place of those that it was made of; tell whether they were still there."""
    state = read_state(part)
    check_before_writing(part, state)
    now = {entry.name: entry for entry in read_state(folder).segments}
    if not all(entry.name in now for entry in entries):
        return False
    gone = {name for entry in entries for name in _deleted_since(folder, entry, now[entry.name])}
    batch = _Batch(folder, Words())
    try:
        moved = _moved(part, folder)
        for segment in moved:
            for number, name in enumerate(Segment(folder, segment.segment_id()).values("id") if gone else ()):
                if name in gone:
                    segment.delete_document(number)
        batch.commit(moved, seals=state.seals, replaced={entry.name for entry in entries})
    finally:
        batch.close()
    return True


def _deleted_since(folder: Path, before: SegmentEntry, now: SegmentEntry) -> list[str]:
    """Return the articles of a segment that were deleted while it was merged."""
    numbers = set(now.deleted) - set(before.deleted)
    names = Segment(folder, now.name).values("id") if numbers else []
    return [names[number] for number in numbers]


def _moved(part: Path, folder: Path) -> list[Any]:
    """Move the segments of an index to another folder and return what Whoosh says of them."""
    segments = list(whoosh_index.open_dir(str(part), schema=whoosh_schema()).reader().segments() or ())
    for segment in segments:
        for ending in (WORDS_FILE, ARTICLES_FILE):
            os.replace(part / segment.make_filename(ending), folder / segment.make_filename(ending))
    return segments


def _merged(folder: Path, sources: Iterable[tuple[str, Collection[int]]], target: Path, should_stop: Callable[[], bool]) -> Any:
    """Merge segments by name into one in another folder and return what Whoosh is to know of it."""
    segment = PackedSegment(PackedCodec(), _INDEX_NAME)
    opened = [(Segment(folder, name), deleted) for name, deleted in sources]
    segment.set_doc_count(merge_segments(opened, target, segment.segment_id(), should_stop))
    return segment


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
        self._writer.add(document_of(indexed))
        self._removed.add(indexed.article.id)
        if self._writer.docnum >= ARTICLES_IN_MEMORY:
            self.commit()

    def _open(self) -> PackedWriter:
        check_before_writing(self._folder, read_state(self._folder))
        index = whoosh_index.open_dir(str(self._folder), schema=whoosh_schema())
        return PackedWriter(index, self._words, timeout=LOCK_SECONDS)

    def commit(self, adopted: Sequence[Any] = (), *, seals: Iterable[FileSeal] = (), replaced: Collection[str] = ()) -> None:
        """Write what was taken in, and the state with it.

        Args:
            adopted: segments, as Whoosh knows them, whose files were moved here.
            seals: theirs.
            replaced: names of the segments that they replace.
        """
        if self._writer is None and not self._removed and not adopted:
            return
        writer = self._writer or self._open()
        self._writer = writer
        before = read_state(self._folder)
        _delete(writer, before, self._folder, self._removed)
        finals: list[Any] = []

        def merge(_writer: object, segments: list[Any]) -> list[Any]:
            kept = [segment for segment in segments if segment.segment_id() not in replaced and not _is_empty(segment)]
            finals.extend(_merge_small(self._folder, kept))
            finals.extend(adopted)
            return finals

        writer.commit(mergetype=merge)
        save_state(self._folder, state_of_files(self._folder, finals, (*before.seals, *seals)))
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


def _is_empty(segment: Any) -> bool:
    return bool(segment.deleted_count() == segment.doc_count_all())


def _merge_small(folder: Path, segments: list[Any]) -> list[Any]:
    """Merge segments of about the same small size once there are many.

    Only like is merged with like, so an article is moved a few times at most, however many are added one by one.
    """
    tiers: dict[int, list[Any]] = {}
    for segment in segments:
        if segment.doc_count_all() < SMALL_SEGMENT:
            tiers.setdefault(int(math.log(segment.doc_count_all(), SEGMENTS_OF_A_SIZE)), []).append(segment)
    small = [segment for tier in tiers.values() if len(tier) >= SEGMENTS_OF_A_SIZE for segment in tier]
    if not small:
        return segments
    sources = [(segment.segment_id(), frozenset(segment.deleted_docs())) for segment in small]
    return [*(s for s in segments if s not in small), _merged(folder, sources, folder, lambda: False)]
