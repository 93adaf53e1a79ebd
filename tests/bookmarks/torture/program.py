"""The real program over a small collection of its own, and what its store holds, for those that kill it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from reader.bookmarks.bookmarks import Bookmarks
from reader.bookmarks.drafts import Draft, drafts
from tests.bookmarks.torture.workload import open_store

Held = dict[str, tuple[str, str, tuple[str, ...], str]]
"""Bookmarks by id: the words, the note, the tags, the colour."""

_WORDS = "harbour river mayor bridge price ferry winter market council signal copper garden letter museum".split()


class Scene:
    """A folder with an article of many short paragraphs, and the program's own folders beside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.articles = root / "articles"
        self.data = root / "data"
        self.articles.mkdir(parents=True, exist_ok=True)
        self.quotes = [f"{word} number {place} stood here" for place, word in enumerate(_WORDS * 3)]
        text = "\n\n".join(f"The {quote} all day long." for quote in self.quotes)
        (self.articles / "town.txt").write_text(f"{text}\n", encoding="utf-8")

    @property
    def environ(self) -> dict[str, str]:
        """The environment of a person whose folders lie here."""
        folders = {f"BROADSHEET_{name}_DIR": str(self.root / name.lower()) for name in ("DATA", "CACHE", "CONFIG", "STATE")}
        here = {"HOME": str(self.root), "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(Path.cwd())}
        return {"PATH": os.environ["PATH"], **folders, **here}

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of the program on this collection."""
        return [sys.executable, "-m", "reader", "-C", str(self.articles), *arguments]

    def run(self, *arguments: str, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, behind another one when that is given."""
        command = [*before, *self.command(*arguments)]
        return subprocess.run(command, env=self.environ, capture_output=True, text=True, check=False)

    def article_id(self) -> str:
        """Return the id of the article."""
        return self.run("list").stdout.split()[0]

    def held(self) -> tuple[Held, dict[str, Draft], tuple[str, ...]]:
        """Open the store as the next start would, and return its bookmarks, its drafts, and what had to be said of it."""
        store = open_store(self.data)
        try:
            found = {b.id: (b.quote, b.note, b.tags, b.colour.value) for b in Bookmarks(store).all()}
            return found, dict(drafts(store)), store.notices
        finally:
            store.close()
