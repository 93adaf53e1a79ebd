"""Comparisons of two articles, kept as long as nothing they rest on has changed."""

import threading
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from reader.article import Article, Mention
from reader.bookmarks.bookmark import Bookmark
from reader.bookmarks.corrections import PassageEnd, pins, set_pin
from reader.bookmarks.store import Store
from reader.errors import UsageError
from reader.library.listing import Progress
from reader.library.shelf import Shelf
from reader.library.watching import NOBODY, Stopped, Watch
from reader.text import Span

if TYPE_CHECKING:
    from reader.compare.comparison import Comparison, Pin

_KEPT = 32
_MOST_IN_BRIEF = 12


class Comparing:
    """Compares articles of one collection."""

    def __init__(self, shelf: Shelf, store: Store, mentions: Callable[[str], tuple[Mention, ...]]) -> None:
        self._shelf = shelf
        self._store = store
        self._mentions = mentions
        self._lock = threading.Lock()
        self._kept: dict[tuple[object, ...], Comparison] = {}

    def compare(self, a: str, b: str, watch: Watch = NOBODY) -> "Comparison":
        """Compare two articles, pins applied.

        Raises:
            Stopped: the watch says so; nothing is kept.
        """
        from reader.compare.compare import compare_articles
        from reader.compare.pace import Pace

        articles = self._shelf.article(a), self._shelf.article(b)
        tell = _telling(watch, sum(len(article.readable_blocks) for article in articles))
        tell(0)
        mentions = self._mentions(a), self._mentions(b)
        words = self._pins(a, b)
        key = (a, b, *map(hash, (*articles, *mentions)), words)  # to keep them themselves would be a copy of each for each pair
        with self._lock:
            kept = self._kept.get(key)
        if kept:
            return kept
        comparison = compare_articles(*articles, *mentions, words, pace=Pace(tell))
        with self._lock:
            while len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = comparison
        return comparison

    def _pins(self, a: str, b: str) -> "tuple[Pin, ...]":
        from reader.compare.comparison import Pin

        found = []
        for pin in pins(self._store):
            if (pin.a.article, pin.b.article) == (a, b):
                found.append(Pin(pin.a.text, pin.b.text, pin.together))
            elif (pin.b.article, pin.a.article) == (a, b):
                found.append(Pin(pin.b.text, pin.a.text, pin.together))
        return tuple(found)

    def pin(self, a: tuple[str, Span], b: tuple[str, Span], *, together: bool | None) -> None:
        """Keep the reader's word on a pair of passages."""
        ends = [self._end(article_id, span) for article_id, span in (a, b)]
        set_pin(self._store, *ends, together=together)

    def _end(self, article_id: str, span: Span) -> PassageEnd:
        self._shelf.known.remember(article_id)
        article = self._shelf.article(article_id)
        return PassageEnd(article_id, article.digest, span, span.of(article.text))

    def brief(
        self, article_ids: Sequence[str], bookmarks: Sequence[Bookmark], cite: Callable[[Article], str], watch: Watch = NOBODY
    ) -> str:
        """Return the comparison of two or more articles as a Markdown document; raises `Stopped` when the watch says so."""
        from reader.compare.brief import brief

        ids = list(dict.fromkeys(article_ids))
        if not 2 <= len(ids) <= _MOST_IN_BRIEF:
            raise UsageError(f"a brief wants 2 to {_MOST_IN_BRIEF} different articles, not {len(ids)}")
        articles = [self._shelf.article(article_id) for article_id in ids]
        comparisons = [self.compare(a, b, watch) for a, b in combinations(ids, 2)]
        return brief(articles, comparisons, bookmarks, {article.id: cite(article) for article in articles})


def _telling(watch: Watch, passages: int) -> Callable[[float], None]:
    """Return what tells a watch how many passages are compared, and stops where it says so."""

    def tell(share: float) -> None:
        watch.tell(Progress(round(share * passages), passages, "passages compared"))
        if watch.should_stop():
            raise Stopped

    return tell
