"""How panes share a screen: side by side, stacked, or one at a time."""

from collections.abc import Sequence

from textual.screen import Screen

from reader.tui.widgets.arrangement import Arrangement, arrangement_for, is_zen
from reader.tui.widgets.article_pane import ArticlePane

_LEAST_SHARE, _MOST_SHARE = 1, 9


class PaneRow:
    """Arranges the panes of a screen; the shares of the panes are kept."""

    def __init__(self) -> None:
        self._shares: dict[ArticlePane, int] = {}

    @property
    def is_changed(self) -> bool:
        """Tell whether a pane was given more or less room than the others."""
        return bool(self._shares)

    def give(self, pane: ArticlePane, more: int) -> None:
        """Give a pane more room, or less."""
        self._shares[pane] = min(_MOST_SHARE, max(_LEAST_SHARE, self._shares.get(pane, 3) + more))

    def make_equal(self) -> None:
        """Give all panes the same room."""
        self._shares.clear()

    def arrange(self, screen: Screen[None], panes: Sequence[ArticlePane], focused: ArticlePane, *, is_zoomed: bool) -> Arrangement:
        """Put the panes in their places."""
        arrangement = arrangement_for(screen.size.width, len(panes), is_zoomed=is_zoomed)
        is_stacked = arrangement is Arrangement.STACKED
        screen.styles.layout = "vertical" if is_stacked else "horizontal"
        for place, pane in enumerate(panes):
            share = f"{self._shares.get(pane, 3)}fr"
            pane.display = arrangement is not Arrangement.SINGLE or pane is focused
            pane.styles.width = "1fr" if is_stacked else share
            pane.styles.height = share if is_stacked else "1fr"
            has_rule = arrangement is Arrangement.SIDE_BY_SIDE and place > 0
            number = str(place + 1) if len(panes) > 1 else ""
            pane.stand(number=number, has_rule=has_rule, is_bare=is_zen(len(panes), is_zoomed=is_zoomed))
        return arrangement
