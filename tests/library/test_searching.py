"""The index follows the articles, whatever happened while it was being brought up to date."""

import random
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from reader.config import Config
from reader.errors import IndexBroken
from reader.library.library import Library
from reader.library.listing import Progress
from reader.paths import Paths
from reader.search.engine import SearchEngine

COUNT = 30
_REFRESHER = """
import sys
from pathlib import Path
from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
library = Library.open(Paths.under(Path(sys.argv[1])), Config(), Path(sys.argv[2]))
print("opened", flush=True)
library.refresh()
"""


def write_articles(folder: Path, word: str) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(COUNT):
        (folder / f"{number}.txt").write_text(f"Notes of day {number}\n\nThe {word} came to harbour {number} in the night.\n")


def opened(root: Path) -> Library:
    return Library.open(Paths.under(root / "home"), Config(), root / "articles")


def test_what_changed_while_a_refresh_was_killed_is_found_by_its_new_words_alone(tmp_path: Path) -> None:
    rnd, words = random.Random(8), ["schooner", "dredger", "lighter", "tanker"]
    for before, word in pairwise(words):
        write_articles(tmp_path / "articles", word)
        command = [sys.executable, "-c", _REFRESHER, str(tmp_path / "home"), str(tmp_path / "articles")]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as refresher:
            assert refresher.stdout
            refresher.stdout.readline()
            time.sleep(rnd.random() * 0.3)  # the moment of the kill is the point
            refresher.send_signal(signal.SIGKILL)
        library = opened(tmp_path)
        library.refresh()
        assert (library.search(word).total, library.search(before).total) == (COUNT, 0)
        library.close()


def test_what_is_said_while_the_index_is_brought_up_to_date_is_found_the_next_time(tmp_path: Path) -> None:
    write_articles(tmp_path / "articles", "schooner")
    library, other = opened(tmp_path), opened(tmp_path)
    library.refresh_names()
    first = library.resolve("0.txt")

    def say_something(progress: Progress) -> None:
        if (progress.what, progress.done) == ("articles indexed", COUNT):
            other.set_metadata(first, {"title": "Zebra"})

    library.refresh(say_something)
    library.refresh()
    assert [hit.article for hit in library.search("title:zebra").hits] == [first]


def test_a_corrected_title_is_found_though_the_index_says_it_is_in_step(tmp_path: Path) -> None:
    write_articles(tmp_path / "articles", "schooner")
    library = opened(tmp_path)
    library.refresh()
    article = library.search("schooner").hits[0].article
    library.set_metadata(article, {"title": "Zebras at the quay"})
    library.refresh()
    assert [hit.article for hit in library.search("title:zebras").hits] == [article]
    library.close()


def test_a_damaged_index_is_told_of_once_and_answers_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_articles(tmp_path / "articles", "schooner")
    library = opened(tmp_path)
    library.refresh()

    def damaged(engine: SearchEngine) -> bool:
        raise IndexBroken("it is not as it was written")

    with monkeypatch.context() as patched:
        patched.setattr(SearchEngine, "check_next_piece", damaged)
        with pytest.raises(IndexBroken, match="ask again"):
            library.verify_index()
    library.verify_index()
    assert library.search("schooner").total == COUNT
    library.close()
