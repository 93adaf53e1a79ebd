"""What the strip says of a pair of passages, or of one that has no counterpart."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.article import Label, Mention
from reader.text import Span
from reader.tui.library_words import counted
from reader.tui.screens.panes import Opened
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.compare_strip import PairTold

if TYPE_CHECKING:
    from reader.compare.comparison import Link
    from reader.compare.sides import Side

_NAMED = frozenset({Label.PERSON, Label.ORG, Label.PLACE})
_MOST_NAMES = 4
_MOST_OTHERS = 3
MAYBE_SIGN = "~"
"""Beside a passage whose counterpart is in doubt."""


def tell_pair(here: Opened, there: Opened, side: "Side", link: "Link", *, way: str, among: int = 2) -> PairTold:
    """Tell of a linked pair, the pane to the left first.

    Args:
        here: the pane in use, with its article.
        there: the pane of the counterpart.
        side: their comparison, seen from `here`.
        link: the pair.
        way: where the counterpart is when it is off the screen, and the key that brings it.
        among: how many panes there are; among more than two each is named by its number.
    """
    from reader.compare.comparison import Tier

    tier = "pinned" if link.pinned else f"{link.tier.value} {link.score:.2f}"
    words = f" · {', '.join(link.told_words)}" if link.told_words else ""
    at_here, at_there = (f"{opened.pane.number} ¶" if among > 2 else "¶" for opened in (here, there))
    numbers = [f"{at_here}{number_of(here.pane, side.here(link))}"]
    others = [side.there(other) for other in side.links_at(side.here(link).start) if other is not link]
    also = f" (also {' '.join(f'¶{number_of(there.pane, other)}' for other in others[:_MOST_OTHERS])})" if others else ""
    numbers.append(f"{at_there}{number_of(there.pane, side.there(link))}{way}{also}")
    state = f"pair {side.links.index(link) + 1} of {len(side.links)}"
    left, right, seen = here, there, side
    if here.pane.number > there.pane.number:
        left, right, seen = there, here, side.opposite
        numbers.reverse()
    return PairTold(
        sign=here.pane.glyphs.aligned if link.tier is Tier.SURE else MAYBE_SIGN,
        places=" ↔ ".join(numbers),
        why=f"{tier}{words}",
        figures=seen.told_figures(link),
        differences=tuple(f"{d.label.lower()} {seen.told_difference(d)}" for d in seen.differences(link)),
        names=names_apart((left, seen.here(link)), (right, seen.there(link))),
        state=state,
    )


def tell_alone(pane: ArticlePane, sides: "Sequence[Side]", *, is_left: bool) -> PairTold:
    """Tell of the cursor's paragraph, which has no counterpart, and of what two accounts share and dispute as a whole.

    Args:
        pane: the pane in use.
        sides: its comparisons with the other panes, seen from it.
        is_left: it stands to the left of the other.
    """
    if not any(side.links for side in sides):
        return PairTold(why="these share no passage")
    pairs = sum(len(side.links) for side in sides)
    told = PairTold(pane.glyphs.alone, f"¶{pane.paragraph_number}", "no counterpart", state=counted(pairs, "pair"))
    if len(sides) > 1:
        return told
    seen = sides[0] if is_left else sides[0].opposite
    figures = tuple(map(seen.told_figure, seen.ranked_figures))
    differences = tuple(f"{d.label.lower()} {seen.told_difference(d)}" for d in seen.comparison.differences)
    scope = "in all pairs" if figures or differences else ""
    return replace(told, figures=figures, differences=differences, scope=scope)


def number_of(pane: ArticlePane, span: Span) -> int:
    """Return the number of a passage, counted over the readable blocks."""
    blocks = pane.article.readable_blocks if pane.article else ()
    return sum(block.span.start <= span.start for block in blocks)


def names_in(mentions: Sequence[Mention], span: Span) -> dict[str, Label]:
    """Return what is named in a passage, each once, with the label it has first; the mentions are in order."""
    first, last = (bisect_left(mentions, place, key=lambda mention: mention.span.start) for place in (span.start, span.end))
    found: dict[str, Label] = {}
    for mention in mentions[first:last]:
        found.setdefault(mention.entity, mention.label)
    return found


def way_to(pane: ArticlePane, there: Span, key: str) -> str:
    """Return an arrow and the key when a counterpart is not on the screen."""
    if pane.page is None or not pane.display:
        return ""
    row = pane.page.row_of(there.start)
    if pane.top_row <= row < pane.top_row + pane.body_height:
        return ""
    return f" {'↑' if row < pane.top_row else '↓'} {key}"


def names_apart(left: tuple[Opened, Span], right: tuple[Opened, Span]) -> tuple[str, ...]:
    """Tell which names only one of two passages has, by the numbers of their panes; nothing until the names of both are known."""
    told: list[str] = []
    if not (left[0].has_names and right[0].has_names):
        return ()
    named = [(opened.pane.number, names_in(opened.mentions, span)) for opened, span in (left, right)]
    for (number, names), (_, others) in (named, named[::-1]):
        # "Kazakh" names Kazakhstan too, though no place.
        only = [name for name, label in names.items() if label in _NAMED and name not in others]
        if only:
            told.append(f"only in {number}: {', '.join(only[:_MOST_NAMES])}{' …' if len(only) > _MOST_NAMES else ''}")
    return tuple(told)
