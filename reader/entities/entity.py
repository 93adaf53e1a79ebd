"""Entities over a collection, and lines of a concordance or timeline."""

from dataclasses import dataclass

from reader.article import Label
from reader.text import Span


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, organisation, place … with all its mentions counted."""

    name: str
    """Canonical: what `Mention.entity` holds."""
    label: Label
    """Of most of its mentions; a country and its people are one entity."""
    forms: tuple[str, ...]
    """As they stand in the texts, most frequent first."""
    counts: tuple[tuple[str, int], ...]
    """Article id and mentions there."""

    @property
    def mentions(self) -> int:
        """The number of mentions in all articles."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """A match with the words around it."""

    article: str
    span: Span
    left: str
    match: str
    right: str


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """A dated statement."""

    date: str
    """ISO, as far as it is known: `2025-11-13`, `2025-11`, `2025`."""
    is_resolved: bool
    """The year, or the day that "yesterday" means, comes from the article's own date, not from the statement."""
    article: str
    span: Span
    """The sentence that holds the date."""
    text: str
    stated: str = ""
    """The date as it stands in the statement: `November 13`, `last Tuesday`."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dated statements, and how many statements are not among them."""

    events: tuple[TimelineEvent, ...] = ()
    undated: int = 0
    """Sentences that state no date."""
    unplaced: int = 0
    """Sentences with a date that cannot be placed: the article's own date is not known, or it names no year."""
