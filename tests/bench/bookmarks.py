"""`python tests/bench/bookmarks.py`: CPU milliseconds for 10,000 bookmarks, 500 of them in one article."""

import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from reader.bookmarks.anchor import PlaceFinder
from reader.bookmarks.bookmarks import Bookmarks, new_id
from reader.bookmarks.export import STYLES, export
from reader.bookmarks.record import Change, Kind
from tests.bookmarks.edits import change_everything, invented_text, tokens_of, written
from tests.bookmarks.makers import NOON, article, bookmark, opened

COUNT, IN_ONE = 10_000, 500


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
        measured("open the store", lambda: opened(folder))
        listed = Bookmarks(again)
        measured("list for the first time", listed.all)
        measured("list again", listed.all)
        measured("filter by tag and text", lambda: [b for b in listed.all() if "check" in b.tags and "port" in b.note + b.quote])
        finder = PlaceFinder(articles[3])
        measured("places of 500, unchanged", lambda: [finder.find(b.targets[0], None) for b in listed.in_article("a3")])
        edited = article(written(change_everything(tokens_of(text), 0.1, chance))[0], "a3")
        other = PlaceFinder(edited)
        measured("places of 500, changed text", lambda: [other.find(b.targets[0], text) for b in listed.in_article("a3")])
        measured("another program's change seen", again.refresh)
        for style in STYLES:
            measured(f"export as {style}", partial(export, listed.all(), {}, style))


def measured(what: str, act: Callable[[], object]) -> None:
    """Run once and print the CPU time."""
    started = time.process_time()
    act()
    print(f"{what:32} {1000 * (time.process_time() - started):9.1f} ms")


main()
