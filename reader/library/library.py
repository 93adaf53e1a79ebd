"""The one door: what the command line and the screens call.

A `Library` is one collection with everything the reader made of it. It
combines the rooms below (formats, catalogue, entities, search, compare,
bookmarks) and computes nothing itself; what the first article does not need is
loaded when it is asked for. All methods may be called from any
thread; those that can take longer than a frame say so.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.article import Article, Label, Mention, Summary
from reader.bookmarks.bookmark import Bookmark, Colour, Place, Selector
from reader.bookmarks.store import Store
from reader.config import Config
from reader.library.annotations import Annotations, StoreNews
from reader.library.comparing import Comparing
from reader.library.feeding import Feed
from reader.library.listing import Collection, Copy, ListedArticle, Position, Progress, Report
from reader.library.naming import Naming
from reader.library.places import choose_collection, choose_files, derived_folder, own_collection
from reader.library.searching import Searching
from reader.library.shelf import Shelf
from reader.library.watching import NOBODY, Watch
from reader.paths import Paths, make_private
from reader.search.hits import Excerpt, SearchResult, UserState
from reader.text import Span

if TYPE_CHECKING:
    from reader.bookmarks.drafts import Draft
    from reader.compare.comparison import Comparison
    from reader.entities.corrections import Rule
    from reader.entities.entity import ConcordanceLine, Entity, Timeline
    from reader.library.background import Background
    from reader.library.carrying import ImportedNotes
    from reader.library.importing import Wishes
    from reader.library.transfer import Carried
    from reader.search.process import SearchProcess


def utc_now() -> datetime:
    """Return the time with its zone."""
    return datetime.now(UTC)


def _make_cache(paths: Paths) -> None:
    with contextlib.suppress(OSError):  # reading goes on without it
        make_private(paths.cache)


class Library:
    """One collection and what the reader made of it."""

    collection: Collection
    notices: tuple[str, ...]
    """What a person must know about this start: a store repaired, a cache rebuilt, a fault in the configuration."""

    def __init__(self, paths: Paths, config: Config, collection: Collection, clock: Callable[[], datetime]) -> None:
        self.paths = paths
        self.config = config
        self.collection = collection
        self._store = Store.open(paths.data, clock=clock)
        self._shelf = Shelf(collection, derived_folder(paths, collection), self._store)
        self._naming = Naming(self._shelf, self._store, config.recogniser)
        self._annotations = Annotations(self._store, self._shelf, paths.data, clock)
        feed = Feed(self._shelf, self._naming, self._store)
        self._searching = Searching(self._shelf, feed, self._store, config.search_executor)
        self._clock = clock
        self._comparing = Comparing(self._shelf, self._store, self._naming.mentions)
        self.notices = (*config.faults, *self._store.notices, *self._shelf.catalogue.take_notices())

    @classmethod
    def open(
        cls,
        paths: Paths,
        config: Config,
        folder: Path | None = None,
        *,
        files: Sequence[Path] = (),
        clock: Callable[[], datetime] = utc_now,
    ) -> "Library":
        """Open a folder or files in place, the default collection, or the bundled sample while that is empty; reads no article."""
        _make_cache(paths)
        collection = choose_files(paths, config, files) if files else choose_collection(paths, config, folder)
        return cls(paths, config, collection, clock)

    @classmethod
    def open_own(cls, paths: Paths, config: Config, *, clock: Callable[[], datetime] = utc_now) -> "Library":
        """Open the reader's own collection, which may be empty."""
        _make_cache(paths)
        make_private(paths.articles)
        return cls(paths, config, own_collection(paths), clock)

    def add(
        self,
        wishes: "Wishes",
        read_stdin: Callable[[], bytes],
        on_progress: Callable[[Progress], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
    ) -> Report:
        """Bring documents into the reader's own collection, whichever is open here (slow).

        Raises:
            UsageError: a value cannot be set.
        """
        if not self.collection.is_default:
            with contextlib.closing(Library.open_own(self.paths, self.config, clock=self._clock)) as own:
                return own.add(wishes, read_stdin, on_progress, should_stop)
        from reader.library.importing import Importer

        return Importer(self._shelf, self._store, self.paths).add(wishes, read_stdin, Watch.of(on_progress, should_stop))

    def close(self) -> None:
        """Release files and processes; safe to call twice."""
        self._searching.close()
        self._shelf.close()
        self._store.close()

    # --- the collection -------------------------------------------------

    def refresh(
        self, on_progress: Callable[[Progress], None] | None = None, should_stop: Callable[[], bool] | None = None
    ) -> Report:
        """Bring catalogue and index up to date with the folder by size, time and digest (slow)."""
        watch = Watch.of(on_progress, should_stop)
        report = self._shelf.filling.refresh(watch)
        was_stopped = report.was_stopped or self._naming.find_missing(watch) or self._searching.update(watch)
        return replace(report, was_stopped=was_stopped)

    def refresh_catalogue(
        self, on_progress: Callable[[Progress], None] | None = None, should_stop: Callable[[], bool] | None = None
    ) -> Report:
        """Bring the catalogue alone up to date; mentions are found as they are asked for (slow)."""
        return self._shelf.filling.refresh(Watch.of(on_progress, should_stop))

    def refresh_names(
        self, on_progress: Callable[[Progress], None] | None = None, should_stop: Callable[[], bool] | None = None
    ) -> Report:
        """Bring catalogue and mentions up to date, not the index (slow)."""
        watch = Watch.of(on_progress, should_stop)
        report = self._shelf.filling.refresh(watch)
        return replace(report, was_stopped=report.was_stopped or self._naming.find_missing(watch))

    def rebuild(
        self, on_progress: Callable[[Progress], None] | None = None, should_stop: Callable[[], bool] | None = None
    ) -> Report:
        """Throw catalogue and index away and make them anew (slow)."""
        watch = Watch.of(on_progress, should_stop)
        report = self._shelf.filling.rebuild(watch)
        was_stopped = report.was_stopped or self._naming.find_missing(watch) or self._searching.rebuild(watch)
        return replace(report, was_stopped=was_stopped)

    def take_notices(self) -> tuple[str, ...]:
        """Return what a person must know since the start or the last call: a cache made anew, a change in one copy only."""
        return (*self._shelf.catalogue.take_notices(), *self._annotations.take_notices())

    def has(self, article_id: str) -> bool:
        """Tell whether the catalogue knows an article, fresh or not (quick)."""
        return self._shelf.has(article_id)

    def is_fresh(self, article_id: str) -> bool:
        """Tell whether an article is as its files are, by their sizes and times (quick)."""
        return self._shelf.is_fresh(article_id)

    def refused_count(self) -> int:
        """Return how many files of the folder could not be taken in."""
        return self._shelf.filling.refused_count

    def listed(self) -> tuple[ListedArticle, ...]:
        """All articles with read state and note count, newest published first, undated last."""
        return self._annotations.listed()

    def resolve(self, reference: str) -> str:
        """Return the id for an id, an unambiguous beginning of one, a file name or a path.

        Raises:
            UnknownArticle: nothing has it, or several articles do.
        """
        return self._shelf.resolve(reference)

    def summary(self, article_id: str) -> Summary:
        """Return an article without its text, the reader's corrections applied."""
        return self._shelf.summary(article_id)

    def article(self, article_id: str) -> Article:
        """Return an article with the reader's corrections applied."""
        return self._shelf.article(article_id)

    def also_at(self, article_id: str) -> tuple[Copy, ...]:
        """Return where else an article stands: in other files, or in mostly the same words in other articles."""
        from reader.library.copies import copies_of

        return copies_of(self._shelf, article_id)

    def same_texts(self) -> tuple[tuple[str, ...], ...]:
        """Return the files that hold one text, wherever it is more than one."""
        return self._shelf.same_texts()

    def missing_files(self) -> tuple[str, ...]:
        """Return the files of the reader's own collection that were added once and are gone."""
        return self._shelf.missing_files()

    def has_names(self, article_id: str) -> bool:
        """Tell whether the names in an article have been looked for; asking for them does so where they have not (slow)."""
        return self._naming.is_found(article_id)

    def find_names(self, article_id: str) -> None:
        """Find and keep the names in an article, where nobody has looked for them (slow)."""
        self._naming.raw(article_id)

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """Return its mentions in order, corrections applied."""
        return self._naming.mentions(article_id)

    def set_metadata(self, article_id: str, values: Mapping[str, str]) -> None:
        """Set title, source, date, author or url for good; an empty value takes the reader's word back."""
        self._shelf.set_values([article_id], values)

    def set_block(self, article_id: str, block: Span, *, is_article: bool) -> None:
        """Say for good that a block is article, or that it is furniture."""
        self._shelf.set_block(article_id, block, is_article=is_article)

    # --- search ---------------------------------------------------------

    def search(self, query: str, *, limit: int = 20, by_date: bool = False, with_facets: bool = False) -> SearchResult:
        """Answer a query in this process (slow; the screens use `search_process`).

        Raises:
            QueryError: the query cannot be read; it knows the place of the fault.
        """
        state, now = self._annotations.user_state(), self._clock()
        return self._searching.search(query, limit=limit, by_date=by_date, with_facets=with_facets, state=state, now=now)

    def passages(self, query: str, limit: int = 20) -> tuple[tuple[str, Excerpt], ...]:
        """Return the best passages over the whole collection, each with the id of its article (slow).

        Raises:
            QueryError: as `search`.
        """
        return self._searching.passages(query, limit=limit, state=self._annotations.user_state(), now=self._clock())

    def similar(self, article_id: str, limit: int = 10) -> tuple[str, ...]:
        """Return the ids of the articles most like one, by its key words and names (slow)."""
        return self._searching.similar(article_id, limit)

    def index_lag(self) -> tuple[int, int]:
        """Return how many articles the search index lacks, and how many it holds in vain."""
        return self._searching.stale()

    def check_index(self) -> tuple[str, ...]:
        """Return what is wrong with the search index: every file, and every article by words of its own (slow)."""
        return self._searching.check()

    def verify_index(self) -> None:
        """Compare the search index with the sums it was written with, once a day (slow: a tenth of a second for 100 MB).

        Raises:
            IndexBroken: it is not as it was written; what it answered may be wrong, and it is built again.
        """
        self._searching.verify(self._clock())

    def index_damage(self) -> str:
        """Say what is wrong with the search index; nothing when it can be trusted or is not there."""
        return self._searching.damage()

    def search_process(self) -> "SearchProcess":
        """Return a search process over this collection for the screens; it starts with the first question."""
        return self._searching.process(self.config.recogniser, utc_now)

    def user_state(self) -> UserState:
        """Return what queries need to know of read state, tags and notes."""
        return self._annotations.user_state()

    # --- reading state --------------------------------------------------

    def mark_read(self, article_id: str, *, is_read: bool) -> None:
        """Remember that an article is read, or unread again."""
        self._annotations.mark_read(article_id, is_read=is_read)

    def mark_all_read(self, article_ids: Sequence[str]) -> int:
        """Mark articles read as one change that `undo` takes back; return how many were unread."""
        return self._annotations.mark_all_read(article_ids)

    def tag_article(self, article_id: str, tags: Sequence[str]) -> None:
        """Put tags on a whole article in place of those it has."""
        self._annotations.tag(article_id, tags)

    def saved_searches(self) -> Mapping[str, str]:
        """Return the saved queries by their names."""
        return self._annotations.saved_searches()

    def save_search(self, name: str, query: str) -> None:
        """Keep a query under a name; an empty query forgets it."""
        self._annotations.save_search(name, query)

    def position(self, article_id: str) -> Position | None:
        """Return where reading stopped."""
        return self._annotations.position(article_id)

    def save_position(self, article_id: str, position: Position) -> None:
        """Remember where reading stopped."""
        self._annotations.save_position(article_id, position)

    def letter(self, key: str) -> tuple[str, int] | None:
        """Return the article and the offset kept under a letter: a capital, or an article's id, a blank and a small letter."""
        return self._annotations.letter(key)

    def set_letter(self, key: str, article_id: str, digest: str, offset: int) -> None:
        """Keep a place in a revision of an article under a letter."""
        self._annotations.set_letter(key, article_id, digest, offset)

    # --- bookmarks ------------------------------------------------------

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """All bookmarks of the collection's articles, oldest first."""
        return self._annotations.all()

    def unreadable_bookmarks(self) -> tuple[str, ...]:
        """Return the ids of what is kept among the bookmarks and is none."""
        return self._annotations.unreadable()

    def bookmarks_elsewhere(self) -> Mapping[str, int]:
        """Bookmarks of other collections, counted by folder; an empty name is the reader's own."""
        return self._annotations.elsewhere()

    def bookmarks_in(self, article_id: str) -> tuple[tuple[Bookmark, Place], ...]:
        """Bookmarks with a target in the article, and where it stands today."""
        return self._annotations.in_article(article_id)

    def place_of(self, bookmark: Bookmark, target: int = 0) -> Place:
        """Return where a target of a bookmark stands in the text of today."""
        return self._annotations.place_of(bookmark, target)

    def add_bookmark(
        self, places: Sequence[tuple[str, Span]], *, note: str = "", tags: Sequence[str] = (), colour: Colour = Colour.GOLD
    ) -> Bookmark:
        """Keep one place (article id, span), or two as a pair; durable when this returns."""
        return self._annotations.add(places, note=note, tags=tags, colour=colour)

    def targets_of(self, places: Sequence[tuple[str, Span]]) -> tuple[Selector, ...]:
        """Return the selectors of one place (article id, span) or a pair, as `keep_note` takes them."""
        return self._annotations.targets(places)

    def keep_note(
        self, targets: Sequence[Selector], *, note: str, tags: Sequence[str], colour: Colour, draft: str = ""
    ) -> Bookmark:
        """Keep a note on its targets and forget the draft it was, both or neither; durable when this returns."""
        return self._annotations.add_to(targets, note=note, tags=tags, colour=colour, draft=draft)

    def alone(self) -> contextlib.AbstractContextManager[None]:
        """Keep other programs from changing what the reader made between what is read and what is saved inside."""
        return self._store.alone()

    def edit_bookmark(
        self,
        bookmark_id: str,
        *,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        colour: Colour | None = None,
        draft: str = "",
    ) -> Bookmark:
        """Change a bookmark's note, tags or colour and forget the draft it was; None leaves as it is."""
        return self._annotations.edit(bookmark_id, note=note, tags=tags, colour=colour, draft=draft)

    def remove_bookmark(self, bookmark_id: str) -> None:
        """Delete a bookmark; `undo` brings it back."""
        self._annotations.remove([bookmark_id])

    def bookmark(self, reference: str) -> Bookmark:
        """Return a bookmark by its id or an unambiguous beginning or end of it.

        Raises:
            SourceError: there is none, or several have it.
        """
        return self._annotations.get(reference)

    def place_bookmark(self, bookmark_id: str, span: Span, *, target: int = 0) -> Bookmark:
        """Put a bookmark where the reader says; the empty span at 0 leaves it on the whole article."""
        return self._annotations.place(bookmark_id, target, span)

    def check_store(self) -> tuple[str, ...]:
        """Return what is wrong with the copies of what the reader made; nothing is repaired (slow)."""
        return self._store.check()

    def last_change(self) -> int:
        """Return a number that grows with every change of what the reader made, another program's too (quick)."""
        return self._annotations.number()

    def look_at_store(self) -> StoreNews:
        """Look what other programs changed and what became of the store since the last look (quick)."""
        return self._annotations.look()

    def remove_bookmarks(self, bookmark_ids: Sequence[str]) -> None:
        """Delete bookmarks together; `undo` brings them back."""
        self._annotations.remove(bookmark_ids)

    def undo(self) -> str | None:
        """Take the last change of this run back and say which, or return None when there is none."""
        return self._annotations.undo()

    def save_draft(self, key: str, draft: "Draft | None") -> None:
        """Keep a note that is being written under a key; None forgets it."""
        self._annotations.save_draft(key, draft)

    def drafts(self) -> "Mapping[str, Draft]":
        """Return the notes that were begun and not kept, by their keys."""
        return self._annotations.drafts()

    def delete_draft(self, key: str) -> None:
        """Throw away a note that was begun; `undo` brings it back."""
        self._annotations.delete_draft(key)

    def export_bookmarks(self, style: str, bookmarks: Sequence[Bookmark] | None = None) -> str:
        """Return bookmarks, all without a choice, as `markdown`, `org`, `w3c`, `readwise`, `csv` or `json`."""
        from reader.bookmarks.export import export

        return export(self.bookmarks() if bookmarks is None else bookmarks, self._annotations.metadata_of_all(), style)

    def import_bookmarks(self, content: str, style: str | None = None, *, is_dry: bool = False) -> "ImportedNotes":
        """Bring bookmarks in from another program's file, or our own; what is there already stays."""
        from reader.library.carrying import import_bookmarks

        return import_bookmarks(content, style, shelf=self._shelf, store=self._store, clock=self._clock, is_dry=is_dry)

    def export_all(self, folder: Path) -> "Carried":
        """Write everything the reader made into a folder as plain files (slow)."""
        from reader.bookmarks.export import export
        from reader.entities.corrections import rules_to_toml
        from reader.library.transfer import export_all

        bookmarks = export(self._annotations.everywhere(), self._annotations.metadata_of_all(), "markdown")
        extras = {"bookmarks.md": bookmarks, "entities.toml": rules_to_toml(self.entity_rules())}
        return export_all(self.paths, self._store, folder, extras)

    def import_all(self, folder: Path, *, is_dry: bool = False) -> "Carried":
        """Bring in what `export_all` wrote; what is there already stays (slow)."""
        from reader.library.transfer import import_all

        return import_all(self.paths, self._store, folder, is_dry=is_dry)

    # --- entities -------------------------------------------------------

    def entities(
        self, article_ids: Sequence[str] = (), labels: Sequence[Label] = (), watch: Watch = NOBODY
    ) -> "tuple[Entity, ...]":
        """Entities of some articles, or of all (slow), most mentioned first; of those read so far, if it was stopped."""
        return self._naming.entities(article_ids, labels, watch)

    def export_entities(self, style: str, article_ids: Sequence[str] = ()) -> str:
        """Return `mentions` or `pairs` of some articles, or of all, as CSV, or the reader's `rules` as TOML (slow)."""
        return self._naming.exported(style, article_ids)

    def import_entity_rules(self, text: str) -> int:
        """Keep the rules of a TOML file that are not kept yet, and return how many.

        Raises:
            SourceError: the file holds something else.
        """
        from reader.entities.corrections import rules_from_toml

        known = set(self.entity_rules())
        fresh = [rule for rule in dict.fromkeys(rules_from_toml(text)) if rule not in known]
        self.add_entity_rules(fresh)
        return len(fresh)

    def entity_rules(self) -> "tuple[Rule, ...]":
        """Return the reader's rules about entities, oldest first."""
        return self._naming.rules()

    def add_entity_rules(self, rules: "Sequence[Rule]") -> None:
        """Keep rules about entities for good, as one word that one undo takes back; later ones win."""
        self._naming.add_rules(rules)

    def undo_entity_word(self) -> "tuple[Rule, ...]":
        """Take the newest word about entities back and return its rules."""
        return self._naming.drop_last_word()

    def concordance(self, term: str) -> "tuple[ConcordanceLine, ...]":
        """Every place of a word, phrase or entity with the words around it (slow)."""
        return tuple(self._naming.concordance_lines(term))

    def concordance_lines(self, term: str, watch: Watch = NOBODY) -> "Iterator[ConcordanceLine]":
        """Iterate over the places of a word, phrase or entity as they are found, article by article, until it is stopped."""
        return self._naming.concordance_lines(term, watch)

    def entity_lines(self, name: str, article_ids: Sequence[str] = ()) -> "Iterator[ConcordanceLine]":
        """Iterate over the mentions of an entity in some articles, or in all."""
        return self._naming.entity_lines(name, article_ids)

    def timeline(self, article_ids: Sequence[str] = (), watch: Watch = NOBODY) -> "Timeline":
        """Dated statements of some articles, or of all (slow), in order; of those read so far, if it was stopped."""
        return self._naming.timeline(article_ids, watch)

    # --- comparing ------------------------------------------------------

    def compare(self, a: str, b: str, watch: Watch = NOBODY) -> "Comparison":
        """Compare two articles, pins applied (slow the first time, then kept); raises `Stopped` when the watch says so."""
        return self._comparing.compare(a, b, watch)

    def background(self) -> "Background":
        """Return a process that compares and finds names for the screens; it starts when it is asked."""
        from reader.library.background import Background

        return Background(self.paths, self.config, self.collection)

    def pin(self, a: tuple[str, Span], b: tuple[str, Span], *, together: bool | None) -> None:
        """Say for good that two passages belong together or do not; None takes the word back."""
        self._comparing.pin(a, b, together=together)

    def brief(self, article_ids: Sequence[str], watch: Watch = NOBODY) -> str:
        """Return the comparison of two or more articles as a Markdown document with citations; watched as comparing is."""
        from reader.bookmarks.citation import cite

        return self._comparing.brief(article_ids, self.bookmarks(), lambda a: cite(a.metadata, a.id), watch)

    def cite(self, article_id: str, style: str = "text") -> str:
        """Return a citation as `text`, `bibtex` or `csl-json`."""
        from reader.bookmarks.citation import cite

        article = self.article(article_id)
        return cite(article.metadata, article.id, style)
