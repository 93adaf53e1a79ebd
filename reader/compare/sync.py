"""Synchronous scrolling: which row of the other pane stands level with this one.

Order is for scrolling, not for truth: four in ten true links cross, so only
the heaviest chain of sure links that grows on both sides holds the panes
together. The map is exact inside chain passages and linear between them. The
other pane moves at most a few rows a key, ignores wishes that are hardly
visible and never moves against the key; the pane the person scrolls is never
moved by it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.compare.comparison import Link, Tier

MOST_ROWS = 8
"""The other pane moves at most so far for one key."""
IGNORED = 2.5
"""Wishes under this many rows wait: the pane does not tremble, half of the keys need not draw it, and all stands as level."""
READING_LINE = 3
"""What is read stands this fraction of the pane's height from its top: a third."""
EDGE_SLOPE = 3
"""Before the first and after the last chain passage the other pane moves at most so many rows for one."""


@dataclass(frozen=True, slots=True)
class Level:
    """Two passages to hold level: first row and height in either pane."""

    a_row: int
    a_rows: int
    b_row: int
    b_rows: int

    def swapped(self) -> "Level":
        """Return the same with the sides changed."""
        return Level(self.b_row, self.b_rows, self.a_row, self.a_rows)


def chain(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the heaviest set of sure links that grows on both sides, at most one for each passage."""
    sure = [link for link in links if link.tier is Tier.SURE]
    return _heaviest(sorted(_best_of_passages(sure), key=lambda link: (link.a, link.b)))


def _best_of_passages(links: Sequence[Link]) -> list[Link]:
    """Keep each link that is the best of both its passages; a pinned one is better than any score."""
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    kept = []
    for link in sorted(links, key=lambda link: (not link.pinned, -link.score, link.a, link.b)):
        if link.a.start not in taken_a and link.b.start not in taken_b:
            kept.append(link)
            taken_a.add(link.a.start)
            taken_b.add(link.b.start)
    return kept


def _weight(link: Link) -> float:
    return link.score + link.pinned


def _heaviest(links: Sequence[Link]) -> tuple[Link, ...]:
    """Pick the heaviest chain by place in `b`, links being in order of `a`: weighted longest increasing subsequence."""
    places = {start: k for k, start in enumerate(sorted({link.b.start for link in links}), start=1)}
    tree = _BestPrefix(len(places))
    before: list[int] = []
    for k, link in enumerate(links):
        place = places[link.b.start]
        weight, previous = tree.best(place - 1)
        before.append(previous)
        tree.put(place, weight + _weight(link), k)
    picked: list[Link] = []
    _, k = tree.best(len(places))
    while k >= 0:
        picked.append(links[k])
        k = before[k]
    return tuple(reversed(picked))


class _BestPrefix:
    """The heaviest chain end among the first places, kept in a binary indexed tree."""

    def __init__(self, size: int) -> None:
        self._best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def best(self, place: int) -> tuple[float, int]:
        found = (0.0, -1)
        while place > 0:
            found = max(found, self._best[place])
            place -= place & -place
        return found

    def put(self, place: int, weight: float, item: int) -> None:
        while place < len(self._best):
            self._best[place] = max(self._best[place], (weight, item))
            place += place & -place


class ScrollMap:
    """From a row of one pane to the row of the other that belongs beside it."""

    def __init__(self, levels: Sequence[Level], rows: int, other_rows: int) -> None:
        """Build the map from chain passages in order, and the number of rows of either pane."""
        self._points = _with_edges(_rising(levels), rows, other_rows)
        self._rows = [row for row, _ in self._points]

    def at(self, row: float) -> float:
        """Return the other pane's row: exact inside chain passages, linear between them."""
        k = bisect_right(self._rows, row) - 1
        if k < 0:
            return self._points[0][1]
        if k >= len(self._points) - 1:
            return self._points[-1][1]
        (x0, y0), (x1, y1) = self._points[k], self._points[k + 1]
        return y0 + (y1 - y0) * (row - x0) / (x1 - x0)


def _rising(levels: Sequence[Level]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for level in levels:
        shared = max(0, min(level.a_rows, level.b_rows) - 1)
        for point in ((level.a_row, level.b_row), (level.a_row + shared, level.b_row + shared)):
            if not points or (point[0] > points[-1][0] and point[1] >= points[-1][1]):
                points.append(point)
    return points


def _with_edges(points: list[tuple[int, int]], rows: int, other_rows: int) -> list[tuple[int, int]]:
    if not points:
        return [(0, 0), (max(1, rows), other_rows)]
    (x0, y0), (x1, y1) = points[0], points[-1]
    before = [(0, max(0, y0 - EDGE_SLOPE * x0))] if x0 > 0 else []
    after = [(rows, max(y1, min(other_rows, y1 + EDGE_SLOPE * (rows - x1))))] if rows > x1 else []
    return [*before, *points, *after]


def follow(wish: float, current: int, moved: int) -> int:
    """Return where the other pane goes, which stands at `current`, after a key that moved this one by `moved` rows.

    >>> follow(30.0, 10, 1), follow(11.0, 10, 1), follow(5.0, 10, 1)
    (18, 10, 10)
    """
    distance = wish - current
    if not moved or abs(distance) <= IGNORED or (distance > 0) != (moved > 0):
        return current
    step = min(MOST_ROWS, int(abs(distance) + 0.5))
    return current + step if distance > 0 else current - step


def other_top(scroll_map: ScrollMap, top: int, height: int, other_height: int) -> float:
    """Return the wished first row of the other pane, so that the passages at the reading line stand level."""
    line = min(height, other_height) // READING_LINE
    return scroll_map.at(top + line) - line
