"""How so many panes stand on a screen: side by side, stacked, or one at a time. Nothing here loads Textual."""

from enum import StrEnum
from itertools import pairwise

MOST_PANES = 4
LEAST_COLUMNS, LEAST_ROWS = 20, 5
HINT_ROWS, ROOMY_ROWS = 12, 20
"""From so many rows on a screen has hints, and the strip of a comparison three rows."""
_LEAST_SIDE_BY_SIDE = 100
_LEAST_STACKED = 60


class Arrangement(StrEnum):
    """How the panes stand."""

    SIDE_BY_SIDE = "side by side"
    STACKED = "stacked"
    SINGLE = "one at a time"


def arrangement_for(width: int, count: int, *, is_zoomed: bool) -> Arrangement:
    """Return how a number of panes stand on a screen of a width.

    >>> [arrangement_for(width, 2, is_zoomed=False).value for width in (120, 80, 50)]
    ['side by side', 'stacked', 'one at a time']
    """
    if is_zoomed or count < 2 or width < _LEAST_STACKED:
        return Arrangement.SINGLE
    return Arrangement.SIDE_BY_SIDE if width >= _LEAST_SIDE_BY_SIDE else Arrangement.STACKED


def is_zen(count: int, *, is_zoomed: bool) -> bool:
    """Tell whether the text stands alone, without title and hints: that is what zooming means where there is one pane."""
    return is_zoomed and count == 1


def equal_shares(cells: int, count: int) -> list[range]:
    """Return the columns or rows of each of some panes, as Textual parts them.

    >>> equal_shares(10, 3)
    [range(0, 3), range(3, 6), range(6, 10)]
    """
    borders = [cells * place // count for place in range(count + 1)]
    return [range(start, stop) for start, stop in pairwise(borders)]
