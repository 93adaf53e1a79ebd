"""Finding in an open article: what was typed, the hits, and the one we are at."""

import re
from dataclasses import dataclass, field

from reader.article import Article
from reader.safetext import one_line
from reader.text import Mark, MarkKind, Span, plain
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.find import find_hits, nearest, pattern_of, pattern_of_words


@dataclass(slots=True)
class Finding:
    """The hits in one pane, and the one that is current."""

    hits: tuple[Span, ...] = ()
    at: int = -1
    typed: str = ""
    are_all: bool = True
    """There are no more hits; False when finding them all would have taken too long."""
    leads_on: bool = False
    """They are the matches of a search: past the last one come those in the next article."""
    began_at: int = 0
    """The place one was reading when the find line was opened."""
    _rows_before: int = 0
    """The rows of the title that stood above it."""
    _plain: tuple[str, str] = field(default=("", ""))
    """Digest and plain text, kept while one finds in the same article."""

    @property
    def current(self) -> Span | None:
        """The current hit."""
        return self.hits[self.at] if 0 <= self.at < len(self.hits) else None

    @property
    def state(self) -> str:
        """What the status line says of the hits."""
        if not self.hits:
            words = one_line(self.typed, 40)
            nothing = f"no “{words}” here" if self.are_all else f"“{words}” takes too long here"
            return nothing if self.typed else ""
        more = "" if self.are_all else " and more, too slow to find"
        return (f"hit {self.at + 1} of {len(self.hits)}" if self.at >= 0 else f"{len(self.hits)} hits") + more

    def begin(self, pane: ArticlePane) -> None:
        """Remember where one is reading, before anything is typed."""
        self.began_at = pane.top_place
        self._rows_before = max(0, pane.page.row_of(self.began_at) - pane.top_row) if pane.page else 0

    def go_back(self, pane: ArticlePane) -> None:
        """Show what was read when one began."""
        pane.scroll_to_place(self.began_at, self._rows_before)

    def look_for(self, pane: ArticlePane, typed: str) -> None:
        """Find what was typed in a pane, from where one was reading on.

        Raises:
            BadPattern: a regular expression cannot be read.
        """
        self.typed, self.leads_on = typed, False
        self._find(pane, pattern_of(typed))

    def look_for_words(self, pane: ArticlePane, words: str) -> None:
        """Find words that stand in the article, which are no pattern whatever they look like."""
        self.typed, self.leads_on = words, False
        self._find(pane, pattern_of_words(words))

    def _find(self, pane: ArticlePane, pattern: "re.Pattern[str] | None") -> None:
        self.hits, self.are_all = self._hits_of(pane, pattern) if pattern else ((), True)
        self.at = nearest(self.hits, self.began_at) if self.hits else -1
        self._show(pane)
        if not self.hits:
            self.go_back(pane)  # a letter before may have led away

    def take(self, pane: ArticlePane, hits: tuple[Span, ...], current: Span | None, *, leads_on: bool = False) -> None:
        """Take hits found elsewhere: the matches of a search, which lead on to the next article, or the places of a name."""
        self.typed, self.hits, self.are_all, self.leads_on = "", hits, True, leads_on
        self.at = nearest(hits, current.start) if hits and current else -1
        self._show(pane, moves=False)

    def leads_past(self, step: int) -> bool:
        """Tell whether a step leads out of this article, to the next one that the search has found."""
        return self.leads_on and self.at >= 0 and not 0 <= self.at + step < len(self.hits)

    def step(self, pane: ArticlePane, step: int) -> str:
        """Go on or back by hits, of which there are some, round at the ends; return the notice to give."""
        if self.at < 0:
            place = nearest(self.hits, pane.top_place)
            self.at, wrapped = (place if step > 0 else place - 1) % len(self.hits), False
        else:
            wanted = self.at + step
            self.at, wrapped = wanted % len(self.hits), not 0 <= wanted < len(self.hits)
        self._show_current(pane)
        if not wrapped:
            return ""
        return "Past the last hit: on from the first" if step > 0 else "Before the first hit: on from the last"

    def clear(self, pane: ArticlePane) -> None:
        """Forget the hits."""
        self.hits, self.at, self.typed, self.are_all = (), -1, "", True
        self._show(pane)

    def _hits_of(self, pane: ArticlePane, pattern: "re.Pattern[str]") -> tuple[tuple[Span, ...], bool]:
        if pane.article is None or pane.page is None:
            return (), True
        spans = [pane.article.blocks[index].span for index in pane.page.blocks]
        return find_hits(self._plain_text(pane.article), spans, pattern)

    def _plain_text(self, article: Article) -> str:
        if self._plain[0] != article.digest:
            self._plain = (article.digest, plain(article.text))
        return self._plain[1]

    def _show(self, pane: ArticlePane, *, moves: bool = True) -> None:
        pane.show_marks(MarkKind.MATCH, [Mark(hit, MarkKind.MATCH) for hit in self.hits])
        if not self.hits:
            pane.follow_with_cursor()  # it may have gone to a hit far down a long paragraph
        if moves:
            self._show_current(pane)
        else:
            pane.show_current(self.current)

    def _show_current(self, pane: ArticlePane) -> None:
        current = self.current
        pane.show_current(current)
        if current is not None:
            pane.go_to(current)
