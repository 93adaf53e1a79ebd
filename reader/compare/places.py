"""Which places can differ: those of one level, neither of which is part of the other's name.

"In Cuba" and "in Havana", "China" and "SW China" are told more or less closely;
"in Moscow" and "in Oral" are two places.
"""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from reader.article import Mention
from reader.compare.aliases import listed_rows
from reader.compare.words import stem


class Level(StrEnum):
    """How wide a place is."""

    COUNTRY = "country"
    REGION = "region"
    """A continent, a sea, a landscape: what several countries may share."""
    PLACE = "place"
    """Anything else: a city, a state, a building."""


def level_of(name: str) -> Level:
    """Return the level of a place by the name it is counted under.

    >>> level_of("Europe"), level_of("Kazakhstan"), level_of("Oral")
    (<Level.REGION: 'region'>, <Level.COUNTRY: 'country'>, <Level.PLACE: 'place'>)
    """
    return _listed().get(name, Level.PLACE)


@cache
def _listed() -> dict[str, Level]:
    levels = {"regions.tsv": Level.REGION, "countries.tsv": Level.COUNTRY}
    return {names[0]: level for file, level in levels.items() for names in listed_rows(file)}


def comparable(a: Sequence[Mention], b: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Return the places of two passages that can differ: of a level both have, without those that one name holds of another."""
    a, b = _apart(a, b), _apart(b, a)
    levels = {level_of(mention.entity) for mention in a} & {level_of(mention.entity) for mention in b}
    kept_a, kept_b = ([mention for mention in side if level_of(mention.entity) in levels] for side in (a, b))
    return kept_a, kept_b


def _apart(places: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    return [place for place in places if not any(_hold_each_other(place.entity, other.entity) for other in others)]


def _hold_each_other(a: str, b: str) -> bool:
    words, others = ({stem(word.lower()) for word in name.split()} for name in (a, b))
    return words <= others or others <= words
