"""Measure synchronous scrolling: `python tests/bench/compare_sync.py [--unseen]`.

Every pair is scrolled down and up again by single rows, from either side, in
panes of 56 columns and 28 rows. Counted are keys that move the other pane more
than eight rows or against the key, and of the chain passages that reach the
reading line how many stand level (within three rows) at that moment.
"""

import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.article import Article
from reader.compare.compare import compare_articles
from reader.compare.sides import Side
from reader.compare.sync import MOST_ROWS, READING_LINE, Level, ScrollMap, follow, other_top
from tests.compare.accounts import has_raw_articles, read_pairs, read_raw_pairs

COLUMNS, HEIGHT, NEAR = 56, 28, 3
Rows = dict[int, tuple[int, int]]


def rows_of(article: Article) -> tuple[Rows, int]:
    """Return first row and height of each paragraph, by its offset, and the number of rows."""
    rows, total = {}, 0
    for block in article.readable_blocks:
        height = max(1, len(textwrap.wrap(block.span.of(article.text), COLUMNS)))
        rows[block.span.start] = (total, height)
        total += height + 1
    return rows, total


def levels_of(side: Side, here: Rows, there: Rows) -> list[Level]:
    """Return the rows of the chain's passages."""
    return [Level(*here[side.here(link).start], *there[side.there(link).start]) for link in side.chain]


def keys(total: int) -> Iterator[tuple[int, int]]:
    """Yield (top, moved) down to the end and up again."""
    last = max(0, total - HEIGHT)
    yield from ((top, 1) for top in range(1, last + 1))
    yield from ((top, -1) for top in range(last - 1, -1, -1))


def simulate(side: Side, here: Article, there: Article, counts: Counter[str]) -> None:
    """Scroll one pair from one side."""
    (rows, total), (other_rows, other_total) = rows_of(here), rows_of(there)
    levels = levels_of(side, rows, other_rows)
    if not levels:
        return
    scroll_map = ScrollMap(levels, total, other_total)
    at = 0
    line = HEIGHT // READING_LINE
    for top, moved in keys(total):
        before = at
        at = min(max(0, other_total - HEIGHT), max(0, follow(other_top(scroll_map, top, HEIGHT, HEIGHT), at, moved)))
        counts["keys"] += 1
        counts["jumps"] += abs(at - before) > MOST_ROWS
        counts["backward"] += (at - before) * moved < 0
        counts["moves"] += at != before
        for level in levels:
            if level.a_row == top + line:
                reachable = 0 <= level.b_row - line <= max(0, other_total - HEIGHT)
                is_level = abs((level.b_row - at) - (level.a_row - top)) <= NEAR
                counts["passages"] += 1
                counts["level"] += is_level
                counts["reachable"] += reachable
                counts["reachable level"] += reachable and is_level


def main() -> None:
    """Print the measures."""
    pairs = read_pairs("dev") + (read_pairs("unseen") if "--unseen" in sys.argv else [])
    sets = {"written": pairs, **({"raw": read_raw_pairs()} if has_raw_articles() else {})}
    for name, found in sets.items():
        counts: Counter[str] = Counter()
        links = chained = 0
        for pair in found:
            comparison = compare_articles(pair.a, pair.b, (), ())
            links += sum(link.tier == "sure" for link in comparison.links)
            chained += len(Side(comparison, is_a=True).chain)
            simulate(Side(comparison, is_a=True), pair.a, pair.b, counts)
            simulate(Side(comparison, is_a=False), pair.b, pair.a, counts)
        share = counts["level"] / max(1, counts["passages"])
        reach = counts["reachable level"] / max(1, counts["reachable"])
        print(f"{name}: {links} sure links, {chained} in chains; {counts['keys']} keys, jumps {counts['jumps']}, ", end="")
        print(
            f"backward {counts['backward']}, level {share:.2f} (where the pane can go: {reach:.2f}, n {counts['passages']}), ",
            end="",
        )
        print(f"keys that move the other pane {counts['moves'] / max(1, counts['keys']):.2f}")
    scroll_map = ScrollMap([Level(10 * k, 4, 13 * k, 5) for k in range(1000)], 10_000, 13_000)
    start = time.process_time()
    for row in range(100_000):
        follow(other_top(scroll_map, row % 10_000, HEIGHT, HEIGHT), row % 13_000, 1)
    print(f"a key costs {(time.process_time() - start) * 10:.2f} microseconds in the map")


if __name__ == "__main__":
    main()
