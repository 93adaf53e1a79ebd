"""What two accounts share, dispute or leave out.

A passage is a paragraph, or a sentence of a long one. A link says that two
passages tell the same; it carries its score, its tier and the reasons a person
can check. Nothing here calls anything wrong: a figure is equal, close or other.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from reader.text import Span

_WORD = re.compile(r"[^\W\d_]+|\d(?:[\d.,]*\d)?")


class Tier(StrEnum):
    """How far a link can be relied on."""

    SURE = "sure"
    MAYBE = "maybe"


class Relation(StrEnum):
    """How two figures stand to each other."""

    EQUAL = "equal"
    CLOSE = "close"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Link:
    """Two passages that tell the same, with the reasons."""

    a: Span
    b: Span
    score: float
    tier: Tier
    mutual: bool
    """Each is the other's best counterpart."""
    words: tuple[str, ...]
    entities: tuple[str, ...]
    figures: tuple[str, ...]
    pinned: bool = False
    """Made or confirmed by hand."""
    a_sentence: Span | None = None
    """The sentence that decided, when a sentence tells more than its paragraph."""
    b_sentence: Span | None = None

    @property
    def told_words(self) -> tuple[str, ...]:
        """The names and words that both have, a word left out that is part of a name or figure told of beside it."""
        return (*self.entities, *self.further_words)

    @property
    def further_words(self) -> tuple[str, ...]:
        """The words that both have and no shared name or figure holds."""
        told = {word.casefold() for told in (*self.entities, *self.figures) for word in _WORD.findall(told)}
        return tuple(word for word in self.words if word.casefold() not in told)


@dataclass(frozen=True, slots=True)
class FigurePair:
    """Two figures inside a linked pair of passages."""

    a: Span
    b: Span
    a_text: str
    b_text: str
    relation: Relation
    why: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words quoted directly, and who speaks; an unattributed one has no speaker."""

    span: Span
    text: str
    speaker: str | None
    speaker_span: Span | None = None


@dataclass(frozen=True, slots=True)
class QuotationPair:
    """The same words quoted in both accounts."""

    a: Quotation
    b: Quotation


@dataclass(frozen=True, slots=True)
class Claim:
    """A superlative about a noun ("largest trading partner") with the subject it is said of, for a person to judge."""

    span: Span
    text: str
    subject: str | None


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """Two superlatives about the same noun and owner with different subjects."""

    a: Claim
    b: Claim


@dataclass(frozen=True, slots=True)
class NameDifference:
    """Places or dates that differ inside a linked pair of passages."""

    a: tuple[Span, ...]
    b: tuple[Span, ...]
    label: str
    a_text: str
    b_text: str


@dataclass(frozen=True, slots=True)
class Pin:
    """The reader's word on a pair of passages: they belong together, or they do not.

    The words are kept so that the pin is found again in a later revision.
    """

    a_quote: str
    b_quote: str
    together: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that is said of two articles."""

    a: str
    b: str
    links: tuple[Link, ...]
    """By place in `a`; empty when the two share no passage."""
    only_a: tuple[Span, ...]
    """Passages without a counterpart."""
    only_b: tuple[Span, ...]
    figures: tuple[FigurePair, ...]
    differences: tuple[NameDifference, ...]
    quotations_a: tuple[Quotation, ...]
    quotations_b: tuple[Quotation, ...]
    quotation_pairs: tuple[QuotationPair, ...]
    claims: tuple[ClaimPair, ...]
    entities_both: tuple[str, ...]
    entities_only_a: tuple[str, ...]
    entities_only_b: tuple[str, ...]
