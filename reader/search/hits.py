"""What a search gives: hits, ranked, each with the passages that earned it.

A hit names an article; an excerpt is a passage of its text on sentence
borders; matches are the spans of the matched words. Nothing here knows how it
is painted.
"""

from dataclasses import dataclass

from reader.text import Span


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of an article with the matched words in it; all spans are offsets into the article's text."""

    span: Span
    text: str
    """The characters under `span`."""
    matches: tuple[Span, ...]
    """In order, not overlapping, inside `span`."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers a query."""

    article: str
    """The article's id."""
    score: float
    excerpts: tuple[Excerpt, ...]
    match_count: int = 0
    """How many matches the whole article has."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a query."""

    query: str
    parsed: str
    """The query as it was understood, for a person to check."""
    total: int
    """How many articles match, of which `hits` holds the first."""
    hits: tuple[Hit, ...]
    took_ms: float
    notice: str = ""
    """What a person must know to trust the answer: words left out of a wide prefix, a budget that ran out."""
    suggestions: tuple[str, ...] = ()
    """Queries that would find something, when this one found nothing."""
    facets: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()
    """For each facet (source, year, entity, tag) its values with counts, most frequent first."""


@dataclass(frozen=True, slots=True)
class UserState:
    """What the user made of the collection, as far as queries ask for it (`is:`, `has:note`, `tag:`, `note:`)."""

    read: frozenset[str] = frozenset()
    """Ids of the articles marked read; all others are unread."""
    tags: tuple[tuple[str, frozenset[str]], ...] = ()
    """Each tag with the ids of the articles it is on, by the article or by a bookmark in it."""
    notes: tuple[tuple[str, str], ...] = ()
    """Article id and the text of one note or marked quote in it; an article may occur often."""
