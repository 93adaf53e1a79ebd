"""What the strip says of a pair of passages, or of one that has no counterpart."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.article import Label, Mention
from reader.text import Span
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


def tell_pair(here: Opened, there: Opened, side: "Side", link: "Link", *, key: str) -> PairTold:
    """Tell of a linked pair, seen from `here`; `key` brings a counterpart that is off the screen."""
    from reader.compare.comparison import Tier

    tier = "pinned" if link.pinned else f"{link.tier.value} {link.score:.2f}"
    words = f" · {', '.join(link.told_words)}" if link.told_words else ""
    numbers = f"¶{number_of(here.pane, side.here(link))} ↔ ¶{number_of(there.pane, side.there(link))}"
    others = [side.there(other) for other in side.links_at(side.here(link).start) if other is not link]
    also = f" (also {' '.join(f'¶{number_of(there.pane, other)}' for other in others[:_MOST_OTHERS])})" if others else ""
    return PairTold(
        sign=here.pane.glyphs.aligned if link.tier is Tier.SURE else MAYBE_SIGN,
        places=numbers + _way(there.pane, side.there(link), key) + also,
        why=f"{tier}{words}",
        figures=side.told_figures(link),
        differences=tuple(f"{d.label.lower()} {side.told_difference(d)}" for d in side.differences(link)),
        names=_names(names_in(here.mentions, side.here(link)), names_in(there.mentions, side.there(link))),
        state=f"pair {side.links.index(link) + 1} of {len(side.links)}",
    )


def tell_alone(pane: ArticlePane, sides: "Sequence[Side]") -> PairTold:
    """Tell of the cursor's paragraph, which has no counterpart."""
    if not any(side.links for side in sides):
        return PairTold(why="these share no passage")
    pairs = sum(len(side.links) for side in sides)
    return PairTold(pane.glyphs.alone, f"¶{pane.paragraph_number}", "no counterpart", state=f"{pairs} pairs")


def number_of(pane: ArticlePane, span: Span) -> int:
    """Return the number of a passage, counted over the readable blocks."""
    blocks = pane.article.readable_blocks if pane.article else ()
    return sum(block.span.start <= span.start for block in blocks)


def names_in(mentions: Sequence[Mention], span: Span) -> list[str]:
    """Return the people, organisations and places named in a passage, each once."""
    inside = (mention.entity for mention in mentions if mention.label in _NAMED and span.contains(mention.span.start))
    return list(dict.fromkeys(inside))


def _way(pane: ArticlePane, there: Span, key: str) -> str:
    """Return an arrow and the key when a counterpart is not on the screen."""
    if pane.page is None or not pane.display:
        return ""
    row = pane.page.row_of(there.start)
    if pane.top_row <= row < pane.top_row + pane.body_height:
        return ""
    return f" {'↑' if row < pane.top_row else '↓'} {key}"


def _names(here: Sequence[str], there: Sequence[str]) -> tuple[str, ...]:
    told = []
    for label, names, others in (("only here", here, there), ("only there", there, here)):
        only = [name for name in names if name not in others]
        if only:
            told.append(f"{label}: {', '.join(only[:_MOST_NAMES])}{' …' if len(only) > _MOST_NAMES else ''}")
    return tuple(told)
