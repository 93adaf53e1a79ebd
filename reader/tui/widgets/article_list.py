"""The articles of the library, or the hits of a search with their passages, one row each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from reader.article import Metadata, Origin, Value
from reader.library.listing import ListedArticle
from reader.search.hits import Excerpt, Hit
from reader.text import Span
from reader.tui.widgets.cells import cells, fitted
from reader.tui.widgets.row_list import Part, RowList

_WIDE, _MEDIUM, _NARROW = 98, 58, 34


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that stands by itself, with what is marked in its article."""

    hit: Hit
    excerpt: Excerpt
    paragraph: int
    """Its number among the readable blocks, counted from 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article, a passage of the article above it, or a passage by itself."""

    article: ListedArticle
    hit: Hit | None = None
    excerpt: Excerpt | None = None
    paragraph: int | None = None
    """Of a passage by itself."""


class ArticleList(RowList[Row]):
    """Articles with what is known about them and what the reader did with them."""

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:
        super().__init__(ascii_only=ascii_only, id=id)
        self.picked: frozenset[str] = frozenset()
        self.is_search = False
        self.is_passages = False

    def show_articles(self, articles: Sequence[ListedArticle], keep: str = "") -> None:
        """Show articles; the cursor stays on the article `keep`."""
        self.is_search = self.is_passages = False
        self.rows = tuple(Row(article) for article in articles)
        self.rows_changed(self._row_of(keep))

    def show_hits(self, hits: Sequence[Hit], articles: Mapping[str, ListedArticle], *, passages: int = 2, cursor: int = 0) -> None:
        """Show the articles of hits in their order, each with its first passages."""
        self.is_search, self.is_passages = True, False
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
        self.rows = tuple(
            Row(articles[each.hit.article], each.hit, each.excerpt, each.paragraph)
            for each in passages
            if each.hit.article in articles
        )
        self.rows_changed(cursor)

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
        """Paint an article or a passage."""
        shown = self.rows[row]
        if shown.excerpt and shown.paragraph is not None:
            return self._numbered_passage(shown, shown.excerpt, width)
        if shown.excerpt:
            indent = 7 if width >= _MEDIUM else 3
            return [(" " * indent, "plain"), *_passage(shown.excerpt, width - indent)]
        return self._article(shown, width)

    def heading_parts(self, width: int) -> Sequence[Part]:
        """Return the names of the columns over the rows."""
        if self.is_passages:
            beside = _beside_passage(width - 3)
            return [("  ", "quiet"), (cells("article", beside - 1), "quiet"), (self._number("", ""), "quiet"), ("passage", "quiet")]
        count = "" if self.is_search else "words"  # rows of hits say what they count
        return [
            ("  ", "quiet"),
            *((name, "quiet") for name in columns(("", "date", "source", "title", count, "notes"), width - 3)),
        ]

    def _article(self, row: Row, width: int) -> Sequence[Part]:
        listed, known = row.article, row.article.summary.metadata
        is_picked = listed.summary.id in self.picked
        count = f"{row.hit.match_count} hits" if row.hit else f"{listed.summary.words:,}"
        notes = f"{'*' if self.ascii_only else '✎'}{listed.note_count}" if listed.note_count else ""
        values = (
            self._state(listed),
            _stated(known.date),
            _origin(known),
            listed.summary.heading,
            count,
            notes,
        )
        roles = ("sign", "quiet", "quiet", "plain" if listed.is_read else "strong", "quiet", "sign")
        if known.title.text is None:
            roles = (*roles[:3], "quiet", *roles[4:])
        picked: Part = ("+" if is_picked else " ", "sign")
        return [picked, *zip(columns(values, width - 1), roles, strict=True)]

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

    def _state(self, listed: ListedArticle) -> str:
        if listed.is_read:
            return ""
        if listed.progress >= 0.01:
            return f"{listed.progress:4.0%}"
        return "   *" if self.ascii_only else "   ●"


def columns(values: Sequence[str], width: int) -> tuple[str, ...]:
    """Lay state, date, source, title, words and notes out over a width; narrow ones leave some out."""
    state, date, source, title, words, notes = values
    if width >= _WIDE:
        rest = width - 6 - 12 - 22 - 9 - 6
        return (
            cells(state, 6),
            cells(date, 12),
            f"{cells(source, 20)}  ",
            cells(title, rest),
            cells(words, 9, right=True),
            cells(notes, 6, right=True),
        )
    if width >= _MEDIUM:
        return cells(state, 5), cells(date, 11), f"{cells(source, 12)} ", cells(title, width - 34), "", cells(notes, 5, right=True)
    if width >= _NARROW:
        return cells(state, 5), "", "", cells(title, width - 10), "", cells(notes, 5, right=True)
    return "", "", "", cells(title, width), "", ""


def _origin(known: Metadata) -> str:
    """Write the source, or else whom the article says it is by."""
    if known.source.text is None and known.author.text:
        return f"by {_stated(known.author)}"
    return _stated(known.source)


def _stated(value: Value) -> str:
    """Write a value with what is doubtful about it."""
    if value.text is None:
        return "–"
    return f"{value.text}?" if value.origin is Origin.GUESSED else value.text


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
