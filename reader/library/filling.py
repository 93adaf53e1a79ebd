"""Keeping the catalogue true to the folder of the collection, by one program at a time."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reader.bookmarks.reading import set_tags
from reader.bookmarks.record import Kind
from reader.bookmarks.store import Store
from reader.catalogue.catalogue import CatalogueBroken
from reader.catalogue.scan import Scanned, scan_collection, scan_files
from reader.errors import SourceError, StoreError, StoreLocked
from reader.files import locked
from reader.library.known_articles import KnownArticles
from reader.library.listing import Collection, Progress, Report
from reader.library.mending import MendingCatalogue
from reader.library.reading import DocumentReader, extractor_version
from reader.library.refreshing import Refresher
from reader.library.watching import NOBODY, Watch
from reader.paths import make_private

if TYPE_CHECKING:
    from reader.formats.extracted import Extracted

LONGEST_WAIT_SECONDS = 60
"""Whoever holds the lock is alive and reading: it goes with its process."""


class Filling:
    """Fills the catalogue of one collection, and brings it up to date; `on_change` hears when articles have changed."""

    def __init__(
        self,
        collection: Collection,
        derived: Path,
        catalogue: MendingCatalogue,
        known: KnownArticles,
        store: Store,
        on_change: Callable[[], None],
    ) -> None:
        self._collection = collection
        self._derived = derived
        self._catalogue = catalogue
        self._known = known
        self._store = store
        self._on_change = on_change
        self.refused_count = 0
        """How many files the last refresh could not take in."""

    def refresh(self, watch: Watch) -> Report:
        """Bring the catalogue up to date with the folder (slow)."""
        try:
            report = self.once(watch)
        except CatalogueBroken:
            report = self._anew(watch)
        except StoreLocked:
            raise
        except StoreError as error:
            report = self._in_memory(error, watch)
        self.refused_count = len(report.refused)
        return report

    def rebuild(self, watch: Watch) -> Report:
        """Throw the catalogue away and fill it again (slow); the ids of today stay."""
        ids = self._catalogue.ask(lambda c: c.digests())
        self._catalogue.empty()
        return self.once(watch, {digest: article for article, digest in ids.items()})

    def _anew(self, watch: Watch) -> Report:
        try:
            self._catalogue.renew()
            return self.once(watch)
        except StoreLocked:
            raise
        except StoreError as error:
            return self._in_memory(error, watch)

    def _in_memory(self, error: StoreError, watch: Watch) -> Report:
        self._catalogue.go_on_in_memory(error)
        return self.once(watch)

    def once(self, watch: Watch = NOBODY, by_digest: Mapping[str, str] | None = None) -> Report:
        """Bring the catalogue up to date (slow); what is wrong with it is raised."""
        if not self._collection.folder.is_dir():
            raise SourceError(f"{self._collection.folder}: the folder is gone; name another one with -C")
        known = self._known.ids()
        known.by_digest.update(by_digest or {})
        with self._only_one(watch) as is_alone:
            if not is_alone:
                return Report()
            with DocumentReader(self._url_of) as documents:
                refresher = Refresher(
                    self._scan,
                    self._collection.folder,
                    self._catalogue.now,
                    documents.read,
                    extractor_version(),
                    known,
                    self._takes,
                    self._take_tags,
                )
                before = self._state()
                report = refresher.refresh(watch)
        if self._state() != before:
            self._on_change()
            self._known.remember_changes()
        return report

    def _state(self) -> str:
        return self._catalogue.ask(lambda c: c.fact("articles"))

    def _scan(self) -> Scanned:
        """List the files: those of the folder, or those that were named, whatever else lies there."""
        folder, only = self._collection.folder, self._collection.only
        return scan_files(folder, only) if only else scan_collection(folder)

    def _takes(self, name: str) -> bool:
        """Tell whether a file may be an article: what was added or named is, elsewhere it goes by the name."""
        from reader.formats.sniffing import is_supported

        return (
            self._collection.is_default or bool(self._collection.only) or is_supported(name) or "." not in name.rsplit("/", 1)[-1]
        )

    def _take_tags(self, article_id: str, item: "Extracted") -> None:
        """Keep the tags that an export carries, in the reader's own collection."""
        if item.tags and self._collection.is_default and self._store.value(Kind.TAG, article_id) is None:
            set_tags(self._store, article_id, item.tags)

    def _url_of(self, name: str) -> str | None:
        """Return the address a file was fetched from."""
        if not self._collection.is_default:
            return None
        return (self._store.value(Kind.SOURCE, name) or {}).get("url")

    @contextlib.contextmanager
    def _only_one(self, watch: Watch) -> Iterator[bool]:
        """Let one program at a time fill the catalogue; the others wait, and then show what is there."""
        with contextlib.ExitStack() as stack:
            yield self._waited_for_lock(stack, watch)

    def _waited_for_lock(self, stack: contextlib.ExitStack, watch: Watch) -> bool:
        for tenths in range(LONGEST_WAIT_SECONDS * 10):
            try:
                stack.enter_context(locked(make_private(self._derived) / "lock", timeout_seconds=0.1))
                return True
            except OSError:
                return True  # where nothing can be written, nobody else writes either
            except StoreLocked:
                watch.tell(Progress(tenths // 10, LONGEST_WAIT_SECONDS, "seconds waiting for another broadsheet in this folder"))
                if watch.should_stop():
                    return False
        self._catalogue.note("another broadsheet is reading this folder; what it has read so far is shown")
        return False
