"""Bring the catalogue up to date with the folder: by size and time, then by digest.

A changed file is a new revision of the same article, a renamed one the same
article. Files are read in batches; a batch is kept whole, so that stopping
between two loses nothing.
"""

import hashlib
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from reader.article import Article, Value, digest_of
from reader.catalogue.catalogue import Catalogue, Document
from reader.catalogue.rows import time_of
from reader.catalogue.scan import FoundFile, Scanned
from reader.errors import SourceError
from reader.files import read_regular_file
from reader.library.identity import KnownIds, new_id
from reader.library.listing import Progress, Report, ReportLine
from reader.library.watching import NOBODY, Watch

if TYPE_CHECKING:
    from reader.formats.extracted import Extracted

MAX_FILE = 64_000_000
"""Larger files are refused."""
BATCH_FILES = 200
BATCH_SECONDS = 1.0
SAME_MOMENT_NS = 2_000_000_000
"""A file changed so shortly before it was looked at may change again without its time telling."""

_ENDS = ("", "\n", "\n\n")
"""How a text may end: who saves it again, or takes it from a page, often changes just that."""
_SURROGATES = re.compile("[\ud800-\udfff]")

Read: TypeAlias = "Callable[[bytes, str], tuple[Extracted, ...]]"
"""Content and file name in, articles out; raises `SourceError` for what is refused."""


@dataclass(slots=True)
class _Tally:
    """A report while it is being written."""

    lines: dict[str, list[ReportLine]] = field(default_factory=dict)

    def add(self, kind: str, line: ReportLine) -> None:
        self.lines.setdefault(kind, []).append(line)

    def report(self, *, was_stopped: bool) -> Report:
        return Report(**{kind: tuple(lines) for kind, lines in self.lines.items()}, waiting=0, was_stopped=was_stopped)


@dataclass(frozen=True, slots=True)
class Refresher:
    """What a refresh needs: where from, where to, with what."""

    scan: Callable[[], Scanned]
    """Lists the files."""
    folder: Path
    catalogue: Catalogue
    read: Read
    extractor: str
    """The version of what reads; documents read by another are read again."""
    known: KnownIds = field(default_factory=KnownIds)
    takes: Callable[[str], bool] = lambda name: True
    """Tells by its name whether a file may hold articles."""
    on_new: "Callable[[str, Extracted], None]" = lambda article_id, item: None
    """Hears of every article that was not there before."""

    def refresh(self, watch: Watch = NOBODY) -> Report:
        """Bring the catalogue up to date and tell what became of each file."""
        everything, refused = self.scan()
        found = [file for file in everything if self.takes(file.path)]
        stored = self.catalogue.documents()
        tally = _Tally()
        for entry in refused:
            tally.add("refused", ReportLine(entry.path, why=entry.why))
        pending = [file for file in found if not self._is_fresh(file, stored.get(file.path))]
        self._tell_unchanged(found, pending, stored, tally)
        living = {file.path for file in found}
        was_stopped = self._read_all(pending, stored, living, tally, watch)
        if not was_stopped:
            self._forget([path for path in stored if path not in living], tally)
        return tally.report(was_stopped=was_stopped)

    def _is_fresh(self, file: FoundFile, document: Document | None) -> bool:
        return document is not None and is_as_read(document, file.size, file.mtime_ns, self.extractor)

    def _tell_unchanged(
        self, found: Sequence[FoundFile], pending: Sequence[FoundFile], stored: Mapping[str, Document], tally: _Tally
    ) -> None:
        waiting = {file.path for file in pending}
        for file in found:
            if file.path in waiting:
                continue
            why = stored[file.path].why
            tally.add("refused" if why else "unchanged", ReportLine(file.path, why=why))

    def _read_all(
        self, pending: Sequence[FoundFile], stored: Mapping[str, Document], living: set[str], tally: _Tally, watch: Watch
    ) -> bool:
        """Read the files in batches; tell whether it was stopped."""
        waiting = iter(pending)
        done = 0
        while done < len(pending):
            deadline = time.monotonic() + BATCH_SECONDS
            with self.catalogue.transaction():
                for file in _some(waiting, BATCH_FILES):
                    self._take(file, stored.get(file.path), living, tally)
                    done += 1
                    watch.tell(Progress(done, len(pending), file.path))
                    if watch.should_stop():
                        return True
                    if time.monotonic() > deadline:
                        break
        return False

    def _take(self, file: FoundFile, before: Document | None, living: set[str], tally: _Tally) -> None:
        seen_ns = time.time_ns()
        document = Document(file.path, file.size, file.mtime_ns, seen_ns, "", self.extractor)
        try:
            content = read_regular_file(self.folder / file.path, MAX_FILE)
            document = replace(document, digest=hashlib.sha256(content).hexdigest())
            if before and (before.digest, before.extractor) == (document.digest, document.extractor):
                self.catalogue.touch_document(document)
                tally.add("refused" if before.why else "unchanged", ReportLine(file.path, why=before.why))
                return
            extracted = tuple(map(_writable, self.read(content, file.path)))
        except SourceError as error:
            why = str(error).removeprefix(f"{self.folder / file.path}: ").removeprefix(f"{file.path}: ")
            self.catalogue.put_document(replace(document, why=why), {})
            tally.add("refused", ReportLine(file.path, why=why))
            return
        self._keep(document, extracted, living, tally)

    def _keep(self, document: Document, extracted: "Sequence[Extracted]", living: set[str], tally: _Tally) -> None:
        from reader.formats.identity import sketch

        parts = self.catalogue.parts_of(document.path)
        origins: dict[str, str] = {}
        for item in extracted:
            article = self._as_known(self._as_article(item, document))
            article = replace(article, id=self._identify(article, document.path, item.part, parts.get(item.part), living))
            former = self.catalogue.fingerprint_of(article.id)
            origins[item.part] = article.id
            is_revised = self.catalogue.digest_of(article.id) != article.digest
            if is_revised or not self._stands_elsewhere(article.id, document.path, item.part, living):
                self.catalogue.put_article(article)
                self.catalogue.put_sketch(article.id, sketch(article.text))
            is_same = former == self.catalogue.fingerprint_of(article.id)
            kind = "added" if former is None else "unchanged" if is_same else "updated"
            tally.add(kind, ReportLine(article.path, article.id, article.heading))
            if item.notes:
                tally.add("unsure", ReportLine(article.path, article.id, article.heading, "; ".join(item.notes)))
            if kind == "added":
                self.on_new(article.id, item)
        self.catalogue.put_document(document, origins)

    def _as_article(self, item: "Extracted", document: Document) -> Article:
        path = document.path + (f"#{item.part}" if item.part else "")
        added = time_of(document.mtime_ns // 1000)
        return Article("", path, item.text, item.blocks, item.metadata, digest_of(item.text), added)

    def _as_known(self, article: Article) -> Article:
        """Return an article as the catalogue has it already, if its text is another only by blanks at the end.

        No block reaches there, so that every offset stays true.
        """
        if self.catalogue.with_digest(article.digest):
            return article
        words = article.text.rstrip()
        for text in (words + end for end in _ENDS):
            digest = digest_of(text)
            if self.catalogue.with_digest(digest):
                return replace(article, text=text, digest=digest)
        return article

    def _identify(self, article: Article, path: str, part: str, before: str | None, living: set[str]) -> str:
        """Return the id of the article a text is a revision of, or a new one."""
        same = self.catalogue.with_digest(article.digest)
        if same:
            return same
        if before and not self._stands_elsewhere(before, path, part, living):
            return before
        known = self.known
        candidates = (
            known.by_digest.get(article.digest),
            known.by_path.get(article.path),
            known.at_address(article.metadata.url),
        )
        kept = next((i for i in candidates if i and not self._stands_elsewhere(i, path, part, living)), None)
        return kept or new_id(article.digest, self._is_taken)

    def _stands_elsewhere(self, article_id: str, path: str, part: str, living: set[str]) -> bool:
        return any(origin != (path, part) and origin[0] in living for origin in self.catalogue.paths_of(article_id))

    def _is_taken(self, article_id: str) -> bool:
        return self.catalogue.has_article(article_id) or article_id in self.known.ids

    def _forget(self, gone: Sequence[str], tally: _Tally) -> None:
        with self.catalogue.transaction():
            for path in gone:
                self.catalogue.drop_document(path)
            dropped = set(self.catalogue.drop_orphans())
        for article_id in sorted(dropped):
            tally.add("removed", ReportLine("", article_id))


def _writable(item: "Extracted") -> "Extracted":
    """Put a replacement in the place of halves of characters, which JSON can hold and no file or database."""
    found = item.metadata
    values = {name: _writable_value(getattr(found, name)) for name in ("title", "source", "author", "date")}
    metadata = replace(found, **values, url=_whole(found.url) if found.url else None, language=found.language)
    notes, tags = tuple(map(_whole, item.notes)), tuple(map(_whole, item.tags))
    return replace(item, text=_whole(item.text), metadata=metadata, part=_whole(item.part), notes=notes, tags=tags)


def _writable_value(value: Value) -> Value:
    return value if value.text is None else replace(value, text=_whole(value.text), where=_whole(value.where))


def _whole(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text)


def is_as_read(document: Document, size: int, mtime_ns: int, extractor: str) -> bool:
    """Tell by its size and time whether a file is as it was when this extractor read it."""
    return (
        (size, mtime_ns) == (document.size, document.mtime_ns)
        and document.extractor == extractor
        and mtime_ns + SAME_MOMENT_NS < document.seen_ns
    )


def _some(files: Iterator[FoundFile], count: int) -> Iterator[FoundFile]:
    for _, file in zip(range(count), files, strict=False):
        yield file
