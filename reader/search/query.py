"""What a query asks, as a tree; `parsing.py` makes one of what a person typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reader.search.dates import DateRange

FURNITURE = "furniture"
BODY = ""
"""The field of a word without one: text and title."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, by its stem."""

    plain: str
    field: str = BODY


@dataclass(frozen=True, slots=True)
class Exact:
    """A word in just this form (case and accents apart)."""

    plain: str
    field: str = BODY


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so."""

    plain: str
    field: str = BODY
    or_word: bool = False
    """The word is still being typed: its stem counts as well."""


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words of this shape; `*` stands for any letters."""

    shape: str
    field: str = BODY


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words spelt nearly so."""

    plain: str
    distance: int
    field: str = BODY


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, each at most `slop` places after the last."""

    words: tuple[str, ...]
    slop: int = 1
    field: str = BODY
    is_open: bool = False
    """The last word may go on: `"interest ra*"`."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Articles published within these days."""

    days: DateRange
    said: str


class Asked(StrEnum):
    """A question that the user's own state answers, not the index."""

    READ = "is:read"
    UNREAD = "is:unread"
    HAS_NOTE = "has:note"
    HAS_DATE = "has:date"
    TAG = "tag"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class State:
    """Articles of which the user's state says so."""

    asked: Asked
    value: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that do not match."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Articles that match all."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that match any."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """All articles."""


Leaf = Word | Exact | Prefix | Wildcard | Fuzzy | Phrase | Dated | State | Everything
Node = Leaf | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was understood."""

    text: str
    root: Node
    by_date: bool = False

    def __str__(self) -> str:
        return describe(self.root) + (" sort:date" if self.by_date else "")


def describe(node: Node) -> str:
    """Say a tree as a query that would be understood the same.

    >>> describe(And((Word("bank"), Not(Phrase(("interest", "rate"))))))
    'bank -"interest rate"'
    """
    match node:
        case And(children):
            return " ".join(filter(None, (f"({describe(c)})" if isinstance(c, Or) else describe(c) for c in children)))
        case Or(children):
            return " OR ".join(f"({describe(c)})" if isinstance(c, And) else describe(c) for c in children)
        case Not(child):
            said = describe(child)
            if isinstance(child, And | Or):
                return f"-({said})"
            scope = f"in:{FURNITURE} "  # holds for the whole query, so that a minus stands behind it
            return f"{scope}-{said.removeprefix(scope)}" if said.startswith(scope) else f"-{said}"
        case Dated(_, said):
            return f"date:{said}"
        case State(asked, value):
            return f'{asked}:"{value}"' if value else str(asked)
        case Everything():
            return ""
        case _:
            return _scoped(node.field, _describe_word(node))


def _describe_word(node: Word | Exact | Prefix | Wildcard | Fuzzy | Phrase) -> str:
    match node:
        case Exact(plain):
            return f"={plain}"
        case Prefix(plain):
            return f"{plain}*"
        case Wildcard(shape):
            return shape
        case Fuzzy(plain, distance):
            return f"{plain}~{distance}"
        case Phrase(words, slop, _, is_open):
            return f'"{" ".join(words)}{"*" if is_open else ""}"' + (f"~{slop}" if slop > 1 else "")
        case Word(plain):
            return plain


def _scoped(name: str, said: str) -> str:
    if not name:
        return said
    return f"in:{FURNITURE} {said}" if name == FURNITURE else f"{name}:{said}"


def leaves(node: Node) -> Iterator[Leaf]:
    """Iterate over the words of a tree that articles must or may have; those behind NOT are left out."""
    match node:
        case And(children) | Or(children):
            for child in children:
                yield from leaves(child)
        case Not():
            return
        case _:
            yield node
