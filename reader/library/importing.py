"""What `add` does from end to end: bring documents in, read them, set what the reader said about them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from reader.bookmarks import reading
from reader.bookmarks.record import Change, Kind
from reader.bookmarks.store import Store
from reader.errors import UsageError
from reader.library.adding import Added, Adder, FetchedPage, Source, sources_of
from reader.library.copies import copies_of_many
from reader.library.listing import Report, ReportLine
from reader.library.shelf import Shelf
from reader.library.watching import NOBODY, Watch
from reader.library.wording import checked_values
from reader.paths import Paths

MOST_COMPARED = 50
"""New articles of one call that are compared with all others."""
KEPT_ANYWAY = "kept, not extracted"
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "message/rfc822": ".eml",
    "application/json": ".json",
    "text/csv": ".csv",
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to add, and what the reader says about it."""

    references: tuple[str, ...]
    """Paths, folders, addresses, or `-` for standard input."""
    recursive: bool = False
    allow_private: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    """Title, source, date, author, url as set by hand."""
    tags: tuple[str, ...] = ()
    is_dry: bool = False


def fetch_page(reference: str, *, allow_private: bool) -> FetchedPage:
    """Fetch an address, and give it a file name by its path and kind."""
    from reader.formats.fetch import fetch

    fetched = fetch(reference, allow_private=allow_private)
    path = PurePosixPath(fetched.url.split("://", 1)[-1].split("?")[0].split("#")[0].rstrip("/"))
    suffix = _SUFFIXES.get(fetched.media_type.split(";")[0].strip().lower(), "")
    name = path.name if not suffix or path.name.lower().endswith(suffix) else path.stem + suffix
    return FetchedPage(fetched.content, fetched.url, name)


class Importer:
    """Adds documents to the reader's own collection."""

    def __init__(self, shelf: Shelf, store: Store, paths: Paths) -> None:
        self._shelf = shelf
        self._store = store
        self._paths = paths

    def add(self, wishes: Wishes, read_stdin: Callable[[], bytes], watch: Watch = NOBODY) -> Report:
        """Add documents and tell what became of each (slow)."""
        values = checked_values(wishes.values)
        self._shelf.filling.refresh(watch)
        refused: list[ReportLine] = []
        sources = self._sources(wishes, read_stdin, refused)
        adder = Adder(self._paths.articles, self._paths.data / "originals", self._store, holds_several=self._holds_several)
        added = adder.add(sources, watch, is_dry=wishes.is_dry)
        refused += added.refused
        if wishes.is_dry:
            news = tuple(ReportLine(name, title=shown) for name, shown in added.files.items() if name in added.new)
            olds = tuple(ReportLine(name, title=shown) for name, shown in added.files.items() if name not in added.new)
            return Report(added=news, unchanged=olds, refused=tuple(refused), was_stopped=added.was_stopped)
        report = self._report(added, self._shelf.filling.refresh(watch), refused)
        self._say_about(report, values, wishes.tags)
        return self._titled(report) if values else report

    def _sources(self, wishes: Wishes, read_stdin: Callable[[], bytes], refused: list[ReportLine]) -> Iterator[Source]:
        for found in sources_of(
            wishes.references,
            recursive=wishes.recursive,
            read_stdin=read_stdin,
            fetch=lambda reference: fetch_page(reference, allow_private=wishes.allow_private),
        ):
            if isinstance(found, ReportLine):
                refused.append(found)
            else:
                yield found

    def _holds_several(self, name: str) -> bool:
        return len(self._shelf.parts_of(name)) > 1

    def _report(self, added: Added, refreshed: Report, refused: list[ReportLine]) -> Report:
        """Put together what became of the files of this call."""
        kinds: dict[str, list[ReportLine]] = {"added": [], "updated": [], "unchanged": []}
        changed = {line.article: "added" for line in refreshed.added} | {line.article: "updated" for line in refreshed.updated}
        reasons = {line.path: line.why for line in refreshed.refused}
        same: list[ReportLine] = []
        seen: set[str] = set()
        for name, shown in added.files.items():
            if name in reasons:
                refused.append(ReportLine(shown, why=reasons[name]))
                self._take_back(name, reasons[name], is_new=name in added.new)
            for article_id in dict.fromkeys(self._shelf.parts_of(name).values()):
                summary = self._shelf.summary(article_id)
                origin = summary.path.split("#")[0]
                if origin != name:
                    same.append(ReportLine(shown, article_id, summary.heading, f"the same text as {origin}"))
                if article_id not in seen:
                    kinds[changed.get(article_id, "unchanged")].append(ReportLine(summary.path, article_id, summary.heading))
                    seen.add(article_id)
        lines = {kind: tuple(lines) for kind, lines in kinds.items()}
        unsure = [line for line in refreshed.unsure if line.article in seen]
        unsure += self._also_at(lines["added"])
        return Report(
            **lines,
            same=tuple(same),
            unsure=tuple(unsure),
            refused=tuple(refused),
            waiting=sum(not self._shelf.parts_of(name) for name in added.new - set(reasons)) if refreshed.was_stopped else 0,
            was_stopped=added.was_stopped or refreshed.was_stopped,
        )

    def _also_at(self, added: Sequence[ReportLine]) -> Iterator[ReportLine]:
        """Say of new articles where they stand already, in mostly the same words; of a few, for it takes time."""
        compared = added[:MOST_COMPARED]
        found = copies_of_many(self._shelf, [line.article for line in compared])
        for line in compared:
            copies = [copy for copy in found[line.article] if copy.article != line.article]
            if copies:
                more = f", and in {len(copies) - 1} more" if len(copies) > 1 else ""
                why = f"also at {copies[0].path}, {copies[0].share:.0%} the same words{more}"
                yield ReportLine(line.path, line.article, line.title, why)

    def _take_back(self, name: str, why: str, *, is_new: bool) -> None:
        """Remove our copy of a file that is no article; what only failed to be read stays."""
        if is_new and KEPT_ANYWAY not in why:
            (self._paths.articles / name).unlink(missing_ok=True)
            self._store.save([Change(Kind.SOURCE, name, None)])

    def _say_about(self, report: Report, values: Mapping[str, str], tags: Sequence[str]) -> None:
        lines = (*report.added, *report.updated, *report.unchanged)
        if len(lines) > 1 and {"title", "url"} & set(values):
            raise UsageError(f"--title and --url are for one article, not for {len(lines)}; they are added without")
        articles = [line.article for line in lines]
        if values:
            self._shelf.set_values(articles, values)
        if tags:
            self._shelf.known.remember(*articles)
            reading.add_tags(self._store, articles, tags)

    def _titled(self, report: Report) -> Report:
        """Return the report with the titles that the reader has just set."""
        added, updated, unchanged = (
            tuple(replace(line, title=self._shelf.summary(line.article).heading) for line in lines)
            for lines in (report.added, report.updated, report.unchanged)
        )
        return replace(report, added=added, updated=updated, unchanged=unchanged)
