"""Articles made from words, and a library in memory to stand in for the real one on a screen."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from textual.app import App

from reader.article import Article, Block, BlockKind, BlockState, Label, Mention, Metadata, Origin, Summary, Value, digest_of
from reader.bookmarks.bookmark import CONTEXT, Bookmark, Colour, Place, PlaceState, Selector
from reader.bookmarks.drafts import Draft
from reader.compare.compare import compare_articles
from reader.compare.comparison import Comparison, Pin
from reader.config import Config
from reader.errors import UnknownArticle
from reader.library.annotations import StoreNews
from reader.library.library import Library
from reader.library.listing import ListedArticle, Position
from reader.library.watching import NOBODY, Watch
from reader.paths import Paths
from reader.text import Span
from reader.tui.screens.panes import Opening
from reader.tui.screens.reading import ReadingScreen

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def article(
    text: str,
    *,
    id: str = "a1",
    title: str = "",
    source: str = "",
    kinds: Mapping[int, BlockKind] | None = None,
    folded: Iterable[int] = (),
) -> Article:
    """Make an article from paragraphs with a blank line between."""
    spans = [Span(found.start(), found.end()) for found in re.finditer(r"\S(?:[^\n]|\n(?!\n))*", text)]
    cut = set(folded)
    blocks = tuple(
        Block(
            BlockKind.FURNITURE if place in cut else (kinds or {}).get(place, BlockKind.PARAGRAPH),
            span,
            state=BlockState.FOLDED if place in cut else BlockState.SHOWN,
        )
        for place, span in enumerate(spans)
    )
    metadata = Metadata(
        title=Value(title, Origin.FOUND) if title else Value(), source=Value(source, Origin.FOUND) if source else Value()
    )
    return Article(id, f"{id}.txt", text, blocks, metadata, digest_of(text), NOON)


def prose(paragraphs: int, *, words: int = 40) -> str:
    """Make paragraphs of numbered words, each different."""
    return "\n\n".join(" ".join(f"word{p}x{w}" for w in range(words)) for p in range(paragraphs))


class StandIn(Library):
    """A library in memory."""

    def __init__(self, articles: Iterable[Article], names: Mapping[str, Label] | None = None) -> None:
        self.config = Config()
        self.articles = {article.id: article for article in articles}
        self.names = names or {}
        self.positions: dict[str, Position] = {}
        self.kept_letters: dict[str, tuple[str, int]] = {}
        self.pins: dict[tuple[str, str, str, str], bool] = {}
        self.read: set[str] = set()
        self.kept: list[Bookmark] = []
        self.kept_drafts: dict[str, Draft] = {}
        self._mentions = {article.id: self._find_names(article.text) for article in self.articles.values()}

    def article(self, article_id: str) -> Article:
        """Return an article."""
        if article_id not in self.articles:
            raise UnknownArticle(f"There is no article {article_id}")
        return self.articles[article_id]

    def has(self, article_id: str) -> bool:
        """Tell whether there is such an article."""
        return article_id in self.articles

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """Return the places of the names it was made with."""
        return self._mentions[article_id]

    def _find_names(self, text: str) -> tuple[Mention, ...]:
        return tuple(
            sorted(
                Mention(Span(found.start(), found.end()), label, name)
                for name, label in self.names.items()
                for found in re.finditer(re.escape(name), text)
            )
        )

    def position(self, article_id: str) -> Position | None:
        """Return what was saved."""
        return self.positions.get(article_id)

    def save_position(self, article_id: str, position: Position) -> None:
        """Keep a position."""
        self.positions[article_id] = position

    def letter(self, key: str) -> tuple[str, int] | None:
        """Return what was kept."""
        return self.kept_letters.get(key)

    def set_letter(self, key: str, article_id: str, digest: str, offset: int) -> None:
        """Keep a place."""
        self.kept_letters[key] = (article_id, offset)

    def mark_read(self, article_id: str, *, is_read: bool) -> None:
        """Keep read state."""
        (self.read.add if is_read else self.read.discard)(article_id)

    def listed(self) -> tuple[ListedArticle, ...]:
        """List the articles as they came."""
        return tuple(
            ListedArticle(
                Summary(each.id, each.path, each.digest, each.heading, each.metadata, each.words, each.added),
                each.id in self.read,
                0.0,
                0,
                (),
            )
            for each in self.articles.values()
        )

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """Return all bookmarks."""
        return tuple(self.kept)

    def bookmarks_in(self, article_id: str) -> tuple[tuple[Bookmark, Place], ...]:
        """Return bookmarks where they were made."""
        return tuple(
            (bookmark, Place(PlaceState.ANCHORED, target.span, 1.0))
            for bookmark in self.kept
            for target in bookmark.targets
            if target.article == article_id
        )

    def add_bookmark(
        self, places: Sequence[tuple[str, Span]], *, note: str = "", tags: Sequence[str] = (), colour: Colour = Colour.GOLD
    ) -> Bookmark:
        """Keep a bookmark."""
        targets = tuple(self._selector(article_id, span) for article_id, span in places)
        bookmark = Bookmark(f"b{len(self.kept) + 1}", targets, note, tuple(tags), colour, NOON, NOON)
        self.kept.append(bookmark)
        return bookmark

    def targets_of(self, places: Sequence[tuple[str, Span]]) -> tuple[Selector, ...]:
        """Select places."""
        return tuple(self._selector(article_id, span) for article_id, span in places)

    def keep_note(
        self, targets: Sequence[Selector], *, note: str, tags: Sequence[str], colour: Colour, draft: str = ""
    ) -> Bookmark:
        """Keep a note and forget its draft."""
        self.kept_drafts.pop(draft, None)
        return self.add_bookmark([(target.article, target.span) for target in targets], note=note, tags=tags, colour=colour)

    def edit_bookmark(
        self,
        bookmark_id: str,
        *,
        note: str | None = None,
        tags: Sequence[str] | None = None,
        colour: Colour | None = None,
        draft: str = "",
    ) -> Bookmark:
        """Change a bookmark."""
        self.kept_drafts.pop(draft, None)
        place = next(place for place, each in enumerate(self.kept) if each.id == bookmark_id)
        old = self.kept[place]
        self.kept[place] = replace(
            old,
            note=old.note if note is None else note,
            tags=old.tags if tags is None else tuple(tags),
            colour=colour or old.colour,
        )
        return self.kept[place]

    def remove_bookmark(self, bookmark_id: str) -> None:
        """Forget a bookmark."""
        self.kept = [each for each in self.kept if each.id != bookmark_id]

    def save_draft(self, key: str, draft: Draft | None) -> None:
        """Keep what is being typed."""
        self.kept_drafts.pop(key, None)
        if draft:
            self.kept_drafts[key] = draft

    def drafts(self) -> Mapping[str, Draft]:
        """Return what was being typed."""
        return dict(self.kept_drafts)

    def look_at_store(self) -> StoreNews:
        """Tell that nobody else changed anything."""
        return StoreNews(0, (), "")

    def delete_draft(self, key: str) -> None:
        """Forget what was being typed."""
        self.kept_drafts.pop(key, None)

    def cite(self, article_id: str, style: str = "text") -> str:
        """Cite by the id."""
        return f"Source of {article_id}"

    def compare(self, a: str, b: str, watch: Watch = NOBODY) -> Comparison:
        """Compare two articles, the pins applied."""
        mine = tuple(Pin(x, y, together) for (i, x, j, y), together in self.pins.items() if (i, j) == (a, b))
        return compare_articles(self.articles[a], self.articles[b], self.mentions(a), self.mentions(b), mine)

    def pin(self, a: tuple[str, Span], b: tuple[str, Span], *, together: bool | None) -> None:
        """Keep the word on a pair."""
        key = (a[0], a[1].of(self.articles[a[0]].text), b[0], b[1].of(self.articles[b[0]].text))
        if together is None:
            self.pins.pop(key, None)
        else:
            self.pins[key] = together

    def brief(self, article_ids: Sequence[str], watch: Watch = NOBODY) -> str:
        """Return something to write."""
        return f"Brief of {' and '.join(article_ids)}\n"

    def _selector(self, article_id: str, span: Span) -> Selector:
        text = self.articles[article_id].text
        before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
        return Selector(article_id, self.articles[article_id].digest, span, span.of(text), before, after, 1)


class ReadingApp(App[None]):
    """An app with nothing but the reading screen."""

    def __init__(self, library: Library, *openings: Opening, config: Config | None = None, listed: Sequence[str] = ()) -> None:
        super().__init__()
        self.config = config or Config()
        self.paths: Paths | None = None
        self.reading = ReadingScreen(library, self.config, openings, listed=listed)

    def on_mount(self) -> None:
        """Show the screen."""
        self.push_screen(self.reading)
