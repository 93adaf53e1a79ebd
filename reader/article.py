"""What a document is once read: an article, its blocks, its metadata, its mentions.

`Article.text` is the whole visible text, page furniture included; blocks tell
what each part is and whether reading, search and comparison take it in. A
metadata value carries where it came from; what a source does not state is
unknown, never invented.
"""

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import overload

from reader.text import Span


class BlockKind(StrEnum):
    """What a block of an article is."""

    TITLE = "title"
    DATELINE = "dateline"
    BYLINE = "byline"
    LEDE = "lede"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    CAPTION = "caption"
    TABLE = "table"
    FURNITURE = "furniture"


class BlockState(StrEnum):
    """How a block is treated: folded blocks are out of reading, search, entities and comparison."""

    SHOWN = "shown"
    DIMMED = "dimmed"
    FOLDED = "folded"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that is one thing: a paragraph, a heading, a share bar."""

    kind: BlockKind
    span: Span
    level: int = 0
    """Depth of a heading or of a list item, from 1; 0 elsewhere."""
    state: BlockState = BlockState.SHOWN
    why: str = ""
    """Why the block is labelled so, for a person to read."""

    @property
    def is_furniture(self) -> bool:
        """Tell whether the block is left out of reading, search and comparison."""
        return self.state is BlockState.FOLDED


class Origin(StrEnum):
    """Where a metadata value comes from."""

    FOUND = "found"
    GUESSED = "guessed"
    SET = "set"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Value:
    """A metadata value with its origin; an unknown value is None."""

    text: str | None = None
    origin: Origin = Origin.UNKNOWN
    span: Span | None = None
    """The place in the article's text that states it, if it is stated there."""
    where: str = ""
    """The field or rule it came from, for a person to read."""

    def __post_init__(self) -> None:
        if (self.text is None) != (self.origin is Origin.UNKNOWN):
            raise ValueError(f"a value is unknown exactly when it has no text: {self.text!r}, {self.origin}")


UNKNOWN = Value()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article: each value with its origin."""

    title: Value = UNKNOWN
    source: Value = UNKNOWN
    author: Value = UNKNOWN
    date: Value = UNKNOWN
    """ISO: `2025-11-13`, `2025-11` or `2025`."""
    url: str | None = None
    language: str | None = None
    """ISO 639-1 code, or None when it cannot be told."""


class Label(StrEnum):
    """What a mention names."""

    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"
    NORP = "NORP"
    DATE = "DATE"
    MONEY = "MONEY"
    QUANTITY = "QUANTITY"
    EVENT = "EVENT"
    LAW = "LAW"
    WORK = "WORK"


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A place in an article's text that names an entity."""

    span: Span
    label: Label
    entity: str
    """The entity's canonical name: the same for all its forms, in every article."""


class Mentions(Sequence[Mention]):
    """The mentions of one article in order, in a tenth of the memory: made as they are asked for.

    >>> held = Mentions([Mention(Span(2, 5), Label.ORG, "UN")])
    >>> held[0].entity, len(held[:1]), held == Mentions(held)
    ('UN', 1, True)
    """

    __slots__ = ("_name_of", "_names", "ends", "starts")

    def __init__(self, mentions: Iterable[Mention] = ()) -> None:
        self.starts, self.ends = array("I"), array("I")
        """The offsets at which the mentions begin and end."""
        self._name_of = array("I")
        names: dict[tuple[Label, str], int] = {}
        for mention in mentions:
            self.starts.append(mention.span.start)
            self.ends.append(mention.span.end)
            self._name_of.append(names.setdefault((mention.label, mention.entity), len(names)))
        self._names = tuple(names)

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, place: int) -> Mention: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Mention, ...]: ...

    def __getitem__(self, place: int | slice) -> Mention | tuple[Mention, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        label, entity = self._names[self._name_of[place]]
        return Mention(Span(self.starts[place], self.ends[place]), label, entity)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mentions):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash(self._names)


def digest_of(text: str) -> str:
    """Return the revision digest of a text: SHA-256 of its UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """One account, at one revision."""

    id: str
    """Short and stable over revisions and renames; empty until the library gives one."""
    path: str
    """Within the collection, with `/`; an article inside a larger file has `#part` behind it."""
    text: str
    blocks: tuple[Block, ...]
    """In order, not overlapping; what lies between them is blank."""
    metadata: Metadata
    digest: str
    """`digest_of(text)`: the revision that offsets refer to."""
    added: datetime

    @property
    def readable_blocks(self) -> tuple[Block, ...]:
        """The blocks that reading, search, entities and comparison take in."""
        return tuple(block for block in self.blocks if not block.is_furniture)

    def readable_spans(self) -> Iterator[Span]:
        """Iterate over the spans of the readable blocks."""
        return (block.span for block in self.blocks if not block.is_furniture)

    @property
    def words(self) -> int:
        """The number of words outside furniture, split at blanks."""
        return sum(len(span.of(self.text).split()) for span in self.readable_spans())

    @property
    def heading(self) -> str:
        """The title, or for an untitled article its first words with an ellipsis."""
        if self.metadata.title.text:
            return self.metadata.title.text
        first = next((span.of(self.text) for span in self.readable_spans()), self.path)
        words = first.split()
        return " ".join(words[:9]) + ("…" if len(words) > 9 else "")


@dataclass(frozen=True, slots=True)
class Summary:
    """An article without its text: what lists and pickers show."""

    id: str
    path: str
    digest: str
    heading: str
    """As `Article.heading`."""
    metadata: Metadata
    words: int
    added: datetime
