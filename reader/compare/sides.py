"""A comparison seen from one of its two articles: *here* is that article, *there* the other."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from reader.compare.comparison import Comparison, FigurePair, Link, NameDifference, Relation, Tier
from reader.compare.sync import chain
from reader.text import Span

SIGNS = {Relation.EQUAL: "=", Relation.CLOSE: "~", Relation.OTHER: "│"}


@dataclass(frozen=True)
class Side:
    """What a comparison says from one side."""

    comparison: Comparison
    is_a: bool

    def here(self, link: Link) -> Span:
        """Return the passage of this article."""
        return link.a if self.is_a else link.b

    def there(self, link: Link) -> Span:
        """Return the passage of the other article."""
        return link.b if self.is_a else link.a

    @property
    def opposite(self) -> "Side":
        """The same comparison seen from the other article."""
        return Side(self.comparison, is_a=not self.is_a)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links by their place here, the best of a passage first."""
        return tuple(sorted(self.comparison.links, key=lambda link: (self.here(link).start, -link.score, self.there(link).start)))

    @cached_property
    def passages(self) -> tuple[Span, ...]:
        """The passages here that have a counterpart."""
        return tuple(dict.fromkeys(self.here(link) for link in self.links))

    @cached_property
    def sure_passages(self) -> frozenset[Span]:
        """The passages here that surely have one."""
        return frozenset(self.here(link) for link in self.links if link.tier is Tier.SURE)

    @property
    def alone(self) -> tuple[Span, ...]:
        """The passages here that have none."""
        return self.comparison.only_a if self.is_a else self.comparison.only_b

    @cached_property
    def chain(self) -> tuple[Link, ...]:
        """The links that hold the panes together."""
        return chain(self.comparison.links)

    def links_at(self, offset: int) -> tuple[Link, ...]:
        """Return the links of the passage at an offset, best first."""
        place = bisect_right(self._starts, offset)
        if not place:
            return ()
        start = self._starts[place - 1]
        found = tuple(link for link in self.links if self.here(link).start == start)
        return found if found and offset < max(self.here(found[0]).end, start + 1) else ()

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    @property
    def ranked_figures(self) -> tuple[FigurePair, ...]:
        """All pairs of figures, those that tell most first: other, close, equal; each kind by its place here."""
        ranks = list(SIGNS)[::-1]
        return tuple(sorted(self.comparison.figures, key=lambda p: (ranks.index(p.relation), p.a if self.is_a else p.b)))

    def figures(self, link: Link) -> tuple[FigurePair, ...]:
        """Return the figures inside a linked pair."""
        return tuple(pair for pair in self.comparison.figures if _holds(link.a, pair.a) and _holds(link.b, pair.b))

    def told_figures(self, link: Link) -> tuple[str, ...]:
        """Return the figures inside a linked pair for a person, this side first."""
        return tuple(self.told_figure(pair) for pair in self.figures(link))

    def told_figure(self, pair: FigurePair) -> str:
        """Return a pair of figures for a person, this side first."""
        here, there = (pair.a_text, pair.b_text) if self.is_a else (pair.b_text, pair.a_text)
        apart = f" ({pair.why})" if pair.relation is Relation.CLOSE else ""
        return f"{here} {SIGNS[pair.relation]} {there}{apart}"

    def differences(self, link: Link) -> tuple[NameDifference, ...]:
        """Return the places and dates that differ inside a linked pair."""
        inside = (d for d in self.comparison.differences if _holds(link.a, d.a[0]) and _holds(link.b, d.b[0]))
        return tuple(inside)

    def told_difference(self, difference: NameDifference) -> str:
        """Return places or dates that differ for a person, this side first."""
        here, there = (difference.a_text, difference.b_text) if self.is_a else (difference.b_text, difference.a_text)
        return f"{here} │ {there}"


def _holds(passage: Span, inner: Span) -> bool:
    return passage.start <= inner.start and inner.end <= passage.end
