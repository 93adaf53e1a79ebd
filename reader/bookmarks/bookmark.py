"""What a reader keeps: a place, its words, a note, tags and a colour.

A bookmark has one target, or two when it holds a pair of places in two
articles, or a target that spans nothing when it is on a whole article. The
selector of a target is never changed once it is made; where the words stand
today is a `Place`, found anew for each revision.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reader.text import Span

CONTEXT = 64
"""Characters of context kept on each side of a quote."""


class Colour(StrEnum):
    """The colours of a bookmark, each with the meaning the reader gives it."""

    INK = "ink"
    GOLD = "gold"
    TEAL = "teal"
    ROSE = "rose"


@dataclass(frozen=True, slots=True)
class Selector:
    """The place as it was chosen, in the revision it was chosen in."""

    article: str
    digest: str
    """The revision: `digest_of(text)`."""
    span: Span
    exact: str
    prefix: str
    suffix: str
    paragraph: int
    """Counted from 1 over the readable blocks, for people."""
    by_hand: "Selector | None" = None
    """Where the reader put it later, because its place was lost; what was chosen first is kept for ever."""

    @property
    def current(self) -> "Selector":
        """What is looked for: the reader's later word, else what was chosen first."""
        return self.by_hand or self

    @property
    def is_whole_article(self) -> bool:
        """Tell whether it stands for the article and not for a place in it."""
        return not (self.exact or self.prefix or self.suffix)


class PlaceState(StrEnum):
    """What became of a place."""

    ANCHORED = "anchored"
    MOVED = "moved"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a selector's words stand in today's text; an orphan stands nowhere."""

    state: PlaceState
    span: Span | None
    score: float
    """1.0 for the very words, less for changed ones; for an orphan the best score that was not enough."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One bookmark of the reader."""

    id: str
    targets: tuple[Selector, ...]
    note: str
    tags: tuple[str, ...]
    colour: Colour
    created: datetime
    modified: datetime

    @property
    def article(self) -> str:
        """The id of the article of the first target."""
        return self.targets[0].article

    @property
    def quote(self) -> str:
        """The words of the first target."""
        return self.targets[0].exact
