"""The articles of the library, or the hits of a search with their passages, one row each; or what to search for instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from reader.library.listing import ListedArticle
from reader.search.hits import Excerpt, Hit
from reader.text import Span
from reader.tui.widgets.article_rows import MEDIUM, Row, article_parts, column_names
from reader.tui.widgets.cells import Part, cells, fitted
from reader.tui.widgets.row_list import RowList


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that stands by itself, with what is marked in its article."""

    hit: Hit
    excerpt: Excerpt
    paragraph: int
    """Its number among the readable blocks, counted from 1."""


class ArticleList(RowList[Row]):
    """Articles with what is known about them and what the reader did with them."""

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:
        super().__init__(ascii_only=ascii_only, id=id)
        self.picked: frozenset[str] = frozenset()
        self.is_search = False
        self.is_passages = False
        self._told: tuple[str, ...] = ()
        """What stands in the place of hits: why there are none, queries to take instead, how to go on."""

    @property
    def row_count(self) -> int:
        """How many articles and passages there are, or lines that tell why there are none."""
        return len(self.rows) or len(self._told)

    def can_choose(self, row: int) -> bool:
        """Tell whether the cursor may stand on a row: among lines, on those that are queries."""
        return bool(self.rows) or 0 < row < len(self._told) - 1

    @property
    def offer(self) -> str:
        """The query under the cursor, where there are no hits but queries to take instead."""
        return self._told[self.cursor] if not self.rows and self.can_choose(self.cursor) else ""

    def show_articles(self, articles: Sequence[ListedArticle], keep: str = "") -> None:
        """Show articles; the cursor stays on the article `keep`."""
        self.is_search = self.is_passages = False
        self._told = ()
        self.rows = tuple(Row(article) for article in articles)
        self.rows_changed(self._row_of(keep))

    def show_hits(self, hits: Sequence[Hit], articles: Mapping[str, ListedArticle], *, passages: int = 2, cursor: int = 0) -> None:
        """Show the articles of hits in their order, each with its first passages."""
        self.is_search, self.is_passages = True, False
        self._told = ()
        rows: list[Row] = []
        for hit in hits:
            if hit.article in articles:
                rows.append(Row(articles[hit.article], hit))
                rows += [Row(articles[hit.article], hit, excerpt) for excerpt in hit.excerpts[:passages]]
        before, self.rows = self.rows, tuple(rows)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, rows, strict=False)))
        self.rows_changed(cursor, unchanged=same)

    def show_passages(self, passages: Sequence[Passage], articles: Mapping[str, ListedArticle], *, cursor: int = 0) -> None:
        """Show passages in their order, each with its article and the number of its paragraph."""
        self.is_search = self.is_passages = True
        self._told = ()
        self.rows = tuple(
            Row(articles[each.hit.article], each.hit, each.excerpt, each.paragraph)
            for each in passages
            if each.hit.article in articles
        )
        self.rows_changed(cursor)

    def show_nothing(self, why: str, offers: Sequence[str], how: str) -> None:
        """Show why there are no hits, queries to take instead, and how to go on."""
        self.is_search, self.is_passages = True, False
        self.rows, self._told = (), (why, *offers, how)
        self.rows_changed(1)

    def pick(self, article_id: str) -> None:
        """Pick an article, or let it go."""
        self.picked = self.picked ^ {article_id}
        self._kept.clear()
        self.refresh()

    def article_ids(self) -> tuple[str, ...]:
        """The articles shown, in order."""
        return tuple(dict.fromkeys(row.article.summary.id for row in self.rows))

    def _row_of(self, article_id: str) -> int:
        return next((n for n, row in enumerate(self.rows) if row.article.summary.id == article_id), 0)

    # --- painting -------------------------------------------------------

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint an article or a passage, or a line in their place."""
        if not self.rows:
            return [(f" {cells(self._told[row], width - 1)}", "strong" if self.can_choose(row) else "quiet")]
        shown = self.rows[row]
        if shown.excerpt and shown.paragraph is not None:
            return self._numbered_passage(shown, shown.excerpt, width)
        if shown.excerpt:
            indent = 7 if width >= MEDIUM else 3
            return [(" " * indent, "plain"), *_passage(shown.excerpt, width - indent)]
        is_picked = shown.article.summary.id in self.picked
        return article_parts(shown, width, is_picked=is_picked, ascii_only=self.ascii_only)

    def heading_parts(self, width: int) -> Sequence[Part]:
        """Return the names of the columns over the rows."""
        if self.is_passages:
            beside = _beside_passage(width - 3)
            return [("  ", "quiet"), (cells("article", beside - 1), "quiet"), (self._number("", ""), "quiet"), ("passage", "quiet")]
        return [(column_names(width, is_search=self.is_search), "quiet")]

    def _numbered_passage(self, row: Row, excerpt: Excerpt, width: int) -> Sequence[Part]:
        """Paint an article's heading, the number of a paragraph and a passage of it."""
        picked = "+" if row.article.summary.id in self.picked else " "
        beside = _beside_passage(width - 1)
        number = self._number("#" if self.ascii_only else "¶", str(row.paragraph))
        return [
            (picked, "sign"),
            (cells(row.article.summary.heading, beside - 1), "plain" if row.article.is_read else "strong"),
            (number, "sign"),
            *_passage(excerpt, width - beside - len(number)),
        ]

    def _number(self, sign: str, number: str) -> str:
        return f"{sign + number:>6}  "


def _beside_passage(width: int) -> int:
    """Return the room for an article's heading beside its passage."""
    return min(32, width // 4)


def _passage(excerpt: Excerpt, width: int) -> Sequence[Part]:
    """Paint a passage so that its first match is in sight."""
    text = excerpt.text.replace("\n", " ")
    matches = [match.shifted(-excerpt.span.start) for match in excerpt.matches]
    start = _beginning(text, matches[0].start if matches else 0, width)
    parts: list[Part] = []
    at = start
    if start:
        parts.append(("…", "quiet"))
    end = start + len(fitted(text[start:], width - 2).rstrip("…"))
    for match in matches:
        match = Span(min(match.start, end), min(match.end, end))
        if match.start >= at and len(match):
            parts += [(text[at : match.start], "quiet"), (match.of(text), "match")]
            at = match.end
    parts += [(text[at:end], "quiet"), ("…" if end < len(text) else "", "quiet")]
    return parts


def _beginning(text: str, first_match: int, room: int) -> int:
    """Return where to begin a passage: at its start, or at a word somewhat before the first match."""
    if first_match < room * 2 // 3:
        return 0
    space = text.find(" ", max(0, first_match - room // 3))
    return space + 1 if 0 <= space < first_match else first_match
