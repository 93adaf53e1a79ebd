"""`python -m tests.bench.bookmarks`: CPU milliseconds for 10,000 bookmarks, 500 of them in one article."""

import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from reader.bookmarks.anchor import PlaceFinder
from reader.bookmarks.bookmark import Bookmark
from reader.bookmarks.bookmarks import Bookmarks, new_id
from reader.bookmarks.bulk import made_in_bulk
from reader.bookmarks.export import STYLES, export
from reader.bookmarks.lists import ListedBookmark, Order, listed_bookmark, matching, ordered
from reader.bookmarks.record import Change, Kind
from tests.bookmarks.edits import change_everything, invented_text, tokens_of, written
from tests.bookmarks.makers import NOON, article, bookmark, opened

COUNT, IN_ONE = 10_000, 500
RUNS = 5
"""Of what is quick the best of so many is told: other programs on the machine only ever add."""


def main() -> None:
    """Measure and print."""
    chance = random.Random(1)
    text = invented_text(chance, 60)
    articles = [article(text, f"a{number}") for number in range(COUNT // IN_ONE)]
    words = [text[start : start + 60] for start in range(0, len(text) - 60, 7)]
    made = [
        replace(
            bookmark(articles[number % len(articles)], chance.choice(words), note="note " * 20, tags=("check",)), id=new_id(NOON)
        )
        for number in range(COUNT)
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = opened(folder)
        measured("save 10,000 together", lambda: Bookmarks(store).keep(made))
        measured("save one more", lambda: store.save([Change(Kind.READ, "a", {})]))
        store.close()
        again = opened(folder)
        measured("open the store", lambda: opened(folder), RUNS)
        measured("read all bookmarks", lambda: Bookmarks(again).all(), RUNS)
        listed = Bookmarks(again)
        measured("list: rows in order", lambda: rows_of(listed.all()), RUNS)
        rows = rows_of(listed.all())
        measured("filter: tag:check port", lambda: matching(rows, "tag:check port"), RUNS)
        measured("filter: colour:gold is:note", lambda: matching(rows, "colour:gold is:note"), RUNS)
        finder = PlaceFinder(articles[3])
        measured("places of 500, unchanged", lambda: [finder.find(b.targets[0], None) for b in listed.in_article("a3")])
        edited = article(written(change_everything(tokens_of(text), 0.1, chance))[0], "a3")
        other = PlaceFinder(edited)
        measured("places of 500, changed text", lambda: [other.find(b.targets[0], text) for b in listed.in_article("a3")])
        measured("another program's change seen", again.refresh)
        for style in STYLES:
            measured(f"export as {style}", partial(export, listed.all(), {}, style))


def rows_of(bookmarks: tuple[Bookmark, ...]) -> tuple[ListedBookmark, ...]:
    """Make the rows of the list as the screen does."""
    with made_in_bulk():
        return ordered([listed_bookmark(each, source="Post", heading="Rain", place=None) for each in bookmarks], Order.ARTICLE)


def measured(what: str, act: Callable[[], object], runs: int = 1) -> None:
    """Run and print the least CPU time."""
    best = float("inf")
    for _ in range(runs):
        started = time.process_time()
        act()
        best = min(best, time.process_time() - started)
    print(f"{what:32} {1000 * best:9.1f} ms")


if __name__ == "__main__":
    main()
