"""What names and dates differ: inside linked passages, and over whole articles."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reader.article import Article, Label, Mention
from reader.compare.comparison import NameDifference
from reader.compare.days import Day
from reader.compare.passages import Passage
from reader.compare.places import comparable
from reader.text import Span

_COUNTED = frozenset({Label.PERSON, Label.ORG, Label.PLACE, Label.NORP, Label.EVENT, Label.LAW, Label.WORK})
"""Labels of names; dates and amounts are compared as values."""
MOST = 4
"""A passage with more places than this is a list, not a place of action."""
_REACH = 80
_KIND = r"(?:city|town|village|capital|province|region|port|district|state|island|suburb)"
_PLAIN = r"\b(in|at|near|outside|off|to|from)\s+(?:the\s+)?"
_OF_A_KIND = rf"(?:{_PLAIN}(?:[\w-]+\s+){{0,5}})?\b{_KIND}\s+(?:of\s+)?"
_ROLE = re.compile(rf"(?:{_OF_A_KIND}|{_PLAIN})$", re.IGNORECASE)
_DIRECTIONS = frozenset({"to", "from"})


@dataclass(frozen=True, slots=True)
class SharedNames:
    """Names by where they stand."""

    both: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]


class MentionsByPlace:
    """An article's mentions, found by span."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions)
        self._starts = [mention.span.start for mention in self._mentions]

    def inside(self, span: Span) -> list[Mention]:
        """Return the mentions that start in a span, in order."""
        return self._mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def named_inside(self, span: Span) -> list[Mention]:
        """Return the mentions of names that start in a span, in order."""
        return [mention for mention in self.inside(span) if mention.label in _COUNTED]

    def names_in(self, span: Span) -> dict[str, Mention]:
        """Return the names in a span, each with its first mention."""
        names: dict[str, Mention] = {}
        for mention in self.named_inside(span):
            names.setdefault(mention.entity, mention)
        return names


def share_names(a: Article, b: Article, mentions_a: MentionsByPlace, mentions_b: MentionsByPlace) -> SharedNames:
    """Sort all names of two articles by where they stand, most mentioned first."""
    counts_a, counts_b = count_names(a, mentions_a), count_names(b, mentions_b)

    def ordered(names: set[str]) -> tuple[str, ...]:
        return tuple(sorted(names, key=lambda name: (-counts_a.get(name, 0) - counts_b.get(name, 0), name)))

    in_a, in_b = set(counts_a), set(counts_b)
    return SharedNames(ordered(in_a & in_b), ordered(in_a - in_b), ordered(in_b - in_a))


def count_names(article: Article, mentions: MentionsByPlace) -> dict[str, int]:
    """Count how often each name is mentioned in what reading takes in."""
    counts: dict[str, int] = {}
    for span in article.readable_spans():
        for mention in mentions.named_inside(span):
            counts[mention.entity] = counts.get(mention.entity, 0) + 1
    return counts


def differing_places(a: dict[str, Mention], b: dict[str, Mention], text_a: str, text_b: str) -> NameDifference | None:
    """Return the places of one level that two passages name in one role ("in Moscow", "in the city of Oral"), not in common."""
    roles_a, roles_b = _by_role(_places(a, b), text_a), _by_role(_places(b, a), text_b)
    roles = roles_a.keys() & roles_b.keys()
    only_a, only_b = comparable(*([mention for role, mention in _pairs_of(found) if role in roles] for found in (roles_a, roles_b)))
    if not only_a or not only_b or len(only_a) > MOST or len(only_b) > MOST:
        return None
    return NameDifference(
        a=tuple(mention.span for mention in only_a),
        b=tuple(mention.span for mention in only_b),
        label=Label.PLACE.value,
        a_text=", ".join(mention.span.of(text_a) for mention in only_a),
        b_text=", ".join(mention.span.of(text_b) for mention in only_b),
    )


def _places(names: dict[str, Mention], others: dict[str, Mention]) -> list[Mention]:
    return [mention for name, mention in names.items() if mention.label is Label.PLACE and name not in others]


def _by_role(places: Sequence[Mention], text: str) -> dict[str, list[Mention]]:
    """Sort places by the preposition that gives them their part; those without one have none."""
    roles: dict[str, list[Mention]] = {}
    for mention in places:
        if match := _ROLE.search(text[max(0, mention.span.start - _REACH) : mention.span.start]):
            word = (match[1] or match[2] or "").lower()
            roles.setdefault(word if word in _DIRECTIONS else "in", []).append(mention)
    return roles


def _pairs_of(roles: dict[str, list[Mention]]) -> list[tuple[str, Mention]]:
    pairs = [(role, mention) for role, mentions in roles.items() for mention in mentions]
    return sorted(pairs, key=lambda pair: pair[1].span)


def differing_days(a: Passage, b: Passage, text_a: str, text_b: str) -> NameDifference | None:
    """Return the calendar days of two linked passages when they have none in common."""
    if not a.days or not b.days or {d.of_year for d in a.days} & {d.of_year for d in b.days}:
        return None
    return NameDifference(
        a=tuple(day.span for day in a.days),
        b=tuple(day.span for day in b.days),
        label=Label.DATE.value,
        a_text=_named(a.days, text_a),
        b_text=_named(b.days, text_b),
    )


def _named(days: Sequence[Day], text: str) -> str:
    return ", ".join(day.span.of(text) for day in days)
