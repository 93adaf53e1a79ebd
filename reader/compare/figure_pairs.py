"""How the figures of two linked passages stand to each other.

Never wrong, never false: a figure is *equal*, *close*, or an *other figure* of
the same unit and noun. Of what looks like a contradiction hardly six in ten
are one, so "other" asks for words in common around both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reader.compare.comparison import FigurePair, Relation
from reader.compare.figure_roles import place_of, role_of, years_near
from reader.compare.figure_words import PEOPLE, TIME_UNITS
from reader.compare.figures import AGE, COUNT, Figure
from reader.compare.words import WordReader
from reader.text import Span

TOLERANCE = 0.02
"""Figures this far apart are close, if one of them is rounded or hedged."""
EXACT_BELOW = 100
"""Counts below this are exact: 29 and 28 people are not close."""
MOST = 60
"""A passage with more figures is a table; only its first ones are compared."""
TOPIC_WORDS = 2
"""Content words that must stand near both figures before one is called another figure for the same."""
_CONTEXT = 40
SMALL_COUNT = 10
"""Counts below this stand in every article."""
_ANYBODY = frozenset({"", "person", "other"})
"""Nouns that say nothing of who is counted."""
HEDGE_REACH = 0.1
"""How far a hedge opens a figure: "more than 60" takes in 64, "nearly 2,000" takes in 1,800."""
FAR = 1.25
"""Figures further apart than this factor are neither equal nor close, whatever their hedges and last digits: a quick no."""
_UPWARD = re.compile(r"over|above|at least|more than|no (?:less|fewer) than|just over|well over|upwards of|exceeding")
_DOWNWARD = re.compile(
    r"up to|at most|no more than|less than|fewer than|under|below|nearly|almost|just under|just short of|close to|as \w+ as"
)
_NO_CONTEXT = frozenset("million billion trillion hundred thousand dozen percent dollar euro point least people person".split())


@dataclass(frozen=True)
class ReadFigure:
    """A figure with the words around it, each thing read when it is first asked for: most figures have no partner."""

    figure: Figure
    text: str
    passage: Span
    others: Sequence[Figure]
    """The figures of the passage."""
    reader: WordReader

    @cached_property
    def around(self) -> frozenset[str]:
        """Content stems near it."""
        span = self.figure.span
        start, end = max(self.passage.start, span.start - _CONTEXT), min(self.passage.end, span.end + _CONTEXT)
        near = self.text[start : span.start] + " " + self.text[span.end : end]
        stems = {word.stem for word in self.reader.read(near) if word.is_content and word.stem.isalpha()}
        return frozenset(stems - {self.noun} - _NO_CONTEXT)

    @cached_property
    def noun(self) -> str:
        """The stem of what a count counts: the same for synonyms."""
        noun = self.figure.noun
        return "person" if noun in PEOPLE else "".join(word.stem for word in self.reader.read(noun))

    @cached_property
    def role(self) -> str:
        """What is told of it: killed, missing, collapsed."""
        return role_of(self.text, self.passage, self.figure, self.others)

    @cached_property
    def years(self) -> frozenset[str]:
        """Years named near it."""
        return years_near(self.text, self.passage, self.figure)

    @cached_property
    def place(self) -> str:
        """Where it is told of, when it says so itself."""
        return place_of(self.text, self.passage, self.figure, self.others)


def with_context(text: str, passage: Span, figures: Sequence[Figure], reader: WordReader) -> tuple[ReadFigure, ...]:
    """Return the figures of a passage, each with what stands around it."""
    some = figures[:MOST]
    return tuple(ReadFigure(figure, text, passage, some, reader) for figure in some)


def relation(a: Figure, b: Figure) -> Relation | None:
    """Tell how two figures stand to each other; None when their units differ."""
    if a.unit != b.unit:
        return None
    if (a.low, a.high) == (b.low, b.high):
        return Relation.EQUAL
    return Relation.CLOSE if _overlap(a, b) or _is_close(a, b) else Relation.OTHER


def _overlap(a: Figure, b: Figure) -> bool:
    (low_a, high_a), (low_b, high_b) = _reach(a), _reach(b)
    return low_a <= high_b and low_b <= high_a


def _reach(figure: Figure) -> tuple[float, float]:
    """Return the values that a figure allows with its hedge."""
    if _UPWARD.fullmatch(figure.hedge):
        return figure.low, figure.high * (1 + HEDGE_REACH)
    if _DOWNWARD.fullmatch(figure.hedge):
        return figure.low * (1 - HEDGE_REACH), figure.high
    return figure.low, figure.high


def _is_close(a: Figure, b: Figure) -> bool:
    distance = min(abs(a.low - b.high), abs(b.low - a.high))
    size = max(abs(a.middle), abs(b.middle), 1e-9)
    if a.unit == COUNT and size < EXACT_BELOW:
        return False
    step = max(a.step, b.step)
    if distance <= step / 2 * (1 + 1e-9) and step / size <= 0.2:
        return True
    is_rounded = bool(a.hedge or b.hedge) or step / size >= 0.001
    return is_rounded and distance / size <= TOLERANCE


def _same_noun(a: ReadFigure, b: ReadFigure) -> bool:
    return a.figure.unit != COUNT or bool(a.noun and a.noun == b.noun)


def _same_topic(a: ReadFigure, b: ReadFigure) -> bool:
    return len(a.around & b.around) >= TOPIC_WORDS


def _told_apart(a: ReadFigure, b: ReadFigure) -> bool:
    """Tell whether two figures are said of different things: the dead and the hurt, this year and another."""
    return bool((a.role and b.role and a.role != b.role) or ((a.years or b.years) and not a.years & b.years))


def _may_be_chance(a: ReadFigure, b: ReadFigure) -> bool:
    """Tell whether a count that both have counts two different things: "two counties", "two people"; 20 dead, 20 cars."""
    if a.figure.unit != COUNT or a.figure.middle >= EXACT_BELOW:
        return False
    person_and_thing = bool(a.noun and b.noun) and (a.noun == "person") != (b.noun == "person")
    is_small = a.figure.middle < SMALL_COUNT or person_and_thing
    return is_small and not _same_noun(a, b) and not (a.role and a.role == b.role) and not _same_topic(a, b)


def _same_quantity(a: ReadFigure, b: ReadFigure) -> bool:
    """Tell whether two counts count the same by their nouns; people, and what has no noun, by what is told of them."""
    if a.figure.unit != COUNT:
        return True
    if {a.noun, b.noun} <= _ANYBODY:
        return bool(a.role and a.role == b.role)
    return _same_noun(a, b)


def pair_figures(a: Sequence[ReadFigure], b: Sequence[ReadFigure]) -> tuple[FigurePair, ...]:
    """Pair the figures of two linked passages: equal ones first, then close, then what is another figure for the same."""
    if not a or not b:
        return ()
    free_a, free_b = dict(enumerate(a)), dict(enumerate(b))
    found: list[FigurePair] = []
    for wanted in (Relation.EQUAL, Relation.CLOSE):
        candidates = sorted(
            (not _same_noun(x, y), abs(i - j), i + j, i, j)  # the same pairs, whichever account comes first
            for i, x in free_a.items()
            for j, y in free_b.items()
            if relation(x.figure, y.figure) is wanted and not _told_apart(x, y) and not _may_be_chance(x, y)
        )
        for *_, i, j in candidates:
            if i in free_a and j in free_b:
                found.append(_pair(free_a.pop(i).figure, free_b.pop(j).figure, wanted))
    found.extend(_other_figures(list(free_a.values()), list(free_b.values())))
    return tuple(sorted(found, key=lambda pair: (pair.a, pair.b)))


def _other_figures(a: list[ReadFigure], b: list[ReadFigure]) -> list[FigurePair]:
    found = []
    for x in a:
        partners = [y for y in b if _is_other(x, y)]
        if len(partners) == 1 and sum(_is_other(other, partners[0]) for other in a) == 1:
            found.append(_pair(x.figure, partners[0].figure, Relation.OTHER))
    return found


def _is_other(a: ReadFigure, b: ReadFigure) -> bool:
    x, y = a.figure, b.figure
    return (
        x.unit == y.unit
        and x.unit != AGE
        and _same_quantity(a, b)
        and a.place == b.place
        and not _told_apart(a, b)
        and _same_topic(a, b)
    )


def _pair(a: Figure, b: Figure, kind: Relation) -> FigurePair:
    return FigurePair(a.span, b.span, a.text, b.text, kind, _why(a, b, kind))


def _why(a: Figure, b: Figure, kind: Relation) -> str:
    if kind is Relation.EQUAL:
        return "same value"
    if kind is Relation.OTHER:
        return f"same {(a.noun or b.noun or 'count') if a.unit == COUNT else 'unit'}, another value"
    apart = abs(a.middle - b.middle) / max(abs(a.middle), abs(b.middle))
    if _overlap(a, b) and apart > TOLERANCE:
        return "the hedge allows both" if a.hedge or b.hedge else "the ranges overlap"
    return f"{apart * 100:.1f} % apart"


def likeness(a: Sequence[Figure], b: Sequence[Figure]) -> float:
    """Weigh the figures two passages share, 0 to 2, whichever comes first; small counts weigh little."""
    if not a or not b:
        return 0.0
    shared = [
        (-weight, i + j, i, j)
        for i, x in enumerate(a[:MOST])
        for j, y in enumerate(b[:MOST])
        if x.unit == y.unit and _may_be_alike(x, y) and (weight := _shared_weight(x, y))
    ]
    if len(shared) < 2:  # so it is with nearly all passages
        return -shared[0][0] if shared else 0.0
    total, taken_a, taken_b = 0.0, set[int](), set[int]()
    for weight, _, i, j in sorted(shared):
        if i not in taken_a and j not in taken_b:
            total -= weight
            taken_a.add(i)
            taken_b.add(j)
    return min(2.0, total)


def _may_be_alike(a: Figure, b: Figure) -> bool:
    return b.low <= FAR * a.high and a.low <= FAR * b.high


def _shared_weight(a: Figure, b: Figure) -> float:
    kind = relation(a, b)
    if kind is None or kind is Relation.OTHER:
        return 0.0
    is_small = a.middle < 10 and (a.unit == COUNT or a.unit in TIME_UNITS)
    return (0.15 if is_small else 1.0) * (1.0 if kind is Relation.EQUAL else 0.7)
