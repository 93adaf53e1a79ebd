"""An article's row in the library: what is known of it in columns. Nothing here loads Textual."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.article import Metadata, Origin, Value
from reader.library.listing import ListedArticle
from reader.search.hits import Excerpt, Hit
from reader.tui.library_words import counted
from reader.tui.widgets.cells import Part, cells

WIDE, MEDIUM, NARROW = 98, 58, 34
"""From so many cells on there is room for all columns, for most, for a few."""


@dataclass(frozen=True, slots=True)
class Row:
    """An article, a passage of the article above it, or a passage by itself."""

    article: ListedArticle
    hit: Hit | None = None
    excerpt: Excerpt | None = None
    paragraph: int | None = None
    """Of a passage by itself."""


def article_parts(row: Row, width: int, *, is_picked: bool, ascii_only: bool) -> Sequence[Part]:
    """Return the parts of an article's row."""
    listed, known = row.article, row.article.summary.metadata
    count = counted(row.hit.match_count, "hit") if row.hit else f"{listed.summary.words:,}"
    notes = f"{'*' if ascii_only else '✎'}{listed.note_count}" if listed.note_count else ""
    values = (
        _state(listed, ascii_only=ascii_only),
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


def column_names(width: int, *, is_search: bool = False) -> str:
    """Return the names of the columns over rows of a width, which begin with two signs; hits themselves say what they count."""
    return "  " + "".join(columns(("", "date", "source", "title", "" if is_search else "words", "notes"), width - 3))


def _state(listed: ListedArticle, *, ascii_only: bool) -> str:
    if listed.is_read:
        return ""
    if listed.progress >= 0.01:
        return f"{listed.progress:4.0%}"
    return "   *" if ascii_only else "   ●"


def columns(values: Sequence[str], width: int) -> tuple[str, ...]:
    """Lay state, date, source, title, words and notes out over a width; narrow ones leave some out."""
    state, date, source, title, words, notes = values
    if width >= WIDE:
        rest = width - 6 - 12 - 22 - 9 - 6
        return (
            cells(state, 6),
            cells(date, 12),
            f"{cells(source, 20)}  ",
            cells(title, rest),
            cells(words, 9, right=True),
            cells(notes, 6, right=True),
        )
    if width >= MEDIUM:
        return cells(state, 5), cells(date, 11), f"{cells(source, 12)} ", cells(title, width - 34), "", cells(notes, 5, right=True)
    if width >= NARROW:
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
