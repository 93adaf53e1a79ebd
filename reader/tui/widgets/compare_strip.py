"""The strip under the panes: the current pair of passages, why it is one, and what differs inside it."""

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from reader.safetext import one_line

TALL = 3


@dataclass(frozen=True, slots=True)
class PairTold:
    """What the strip says."""

    sign: str = ""
    """`≈` for a pair, `◦` for a passage without a counterpart."""
    places: str = ""
    """`¶9 ↔ ¶11`"""
    why: str = ""
    """Tier, score and shared words; or that there is no counterpart."""
    figures: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    state: str = ""
    """Which pair of how many, and whether the panes are held together."""
    scope: str = ""
    """What figures and differences are of when they are not those of the pair."""


class CompareStrip(Widget):
    """Shows one pair of passages in three rows, or in one where there is little room."""

    DEFAULT_CSS = """
    CompareStrip { dock: bottom; height: 3; width: 100%; padding: 0 1; margin: 0 0 2 0; }
    CompareStrip.-one-row { height: 1; }
    CompareStrip.-no-hints { margin: 0 0 1 0; }
    """

    told: reactive[PairTold] = reactive(PairTold())

    def fit(self, *, is_roomy: bool, has_hints: bool) -> None:
        """Take three rows or one, right above what stands below."""
        self.set_class(not is_roomy, "-one-row")
        self.set_class(not has_hints, "-no-hints")

    def render(self) -> Content:
        """Draw the rows."""
        told, width = self.told, self.size.width
        if self.size.height < TALL:
            facts = (told.why,) if told.scope else (*told.figures, *told.differences) or (told.why,)
            return _row(told, " · ".join(facts), told.state, width)
        figures, differences, names = ("figures", told.figures), ("differ", told.differences), ("names", told.names)
        rows = ((figures,), (differences,)) if told.scope else ((figures, differences), (names,))
        below = [_facts(row, width, told.scope) for row in rows]
        return Content("\n").join((_row(told, told.why, told.state, width), *below))


def _row(told: PairTold, words: str, state: str, width: int) -> Content:
    """Return sign, places and words at the left and the state at the right."""
    head = one_line(f"{told.sign} {told.places}".strip())
    room = width - len(head) - len(state) - 4
    words = one_line(words)
    words = words if len(words) <= room else words[: max(0, room - 1)].rstrip(" ,·") + "…"
    left = Content.assemble((head, "bold"), "  " if head else "", words)
    gap = max(1, width - left.cell_length - len(state))
    return Content.assemble(left, " " * gap, (one_line(state), "$text-quiet"))


def _facts(facts: tuple[tuple[str, tuple[str, ...]], ...], width: int, scope: str = "") -> Content:
    parts = [Content.styled(one_line(scope), "$text-quiet")] if scope and any(values for _, values in facts) else []
    for label, values in facts:
        if values:
            parts.append(Content.assemble((f"{label} ", "$text-quiet"), " · ".join(one_line(value) for value in values)))
    row = Content("    ").join(parts)
    return row if row.cell_length <= width else row.truncate(width, ellipsis=True)
