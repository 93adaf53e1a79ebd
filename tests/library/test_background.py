"""The process beside the screen: it does as the library would, stops when nobody waits, and comes and goes as it is wanted."""

import errno
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread

import pytest

from reader.compare.comparison import Comparison
from reader.config import Config
from reader.errors import StoreError, UnknownArticle
from reader.library import background_server
from reader.library.annotations import StoreNews
from reader.library.background import Background, Compare, FindNames
from reader.library.library import Library
from reader.library.listing import Progress
from reader.library.watching import NOBODY, Stopped, Watch
from reader.paths import Paths, sample_folder
from reader.processes import Advance, GiveUp, Reply, Request


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    library = Library.open(Paths.under(tmp_path), Config(), sample_folder())
    library.refresh_catalogue()
    yield library
    library.close()


@pytest.fixture
async def background(library: Library) -> AsyncIterator[Background]:
    background = library.background()
    yield background
    background.close()


def two_of(library: Library) -> tuple[str, str]:
    a, b, *_ = (listed.summary.id for listed in library.listed())
    return a, b


async def test_it_says_what_the_library_says(library: Library, background: Background) -> None:
    a, b = two_of(library)
    assert not library.has_names(a)
    await background.find_names(a)
    assert library.has_names(a)
    assert await background.compare(a, b) == library.compare(a, b)
    with pytest.raises(UnknownArticle):
        await background.compare(a, "gone")


async def test_it_knows_what_was_kept_a_moment_ago(library: Library, background: Background) -> None:
    a, b = two_of(library)
    link = (await background.compare(a, b)).links[0]
    library.pin((a, link.a), (b, link.b), together=False)
    assert (link.a, link.b) not in {(other.a, other.b) for other in (await background.compare(a, b)).links}


async def test_one_that_was_killed_is_started_again(library: Library, background: Background) -> None:
    a, b = two_of(library)
    first = await background.compare(a, b)
    os.kill(background.pid, signal.SIGKILL)
    assert await background.compare(a, b) == first


async def test_where_no_process_can_be_started_it_says_so_and_the_next_question_tries_again(
    library: Library, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = two_of(library)

    def too_many(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "Popen", too_many)
        with pytest.raises(StoreError, match="cannot be started: Resource temporarily unavailable"):
            await background.compare(a, b)
    assert await background.compare(a, b) == library.compare(a, b)


class Endless(Library):
    """Compares until it is told to stop."""

    def __init__(self) -> None:
        """Open nothing."""
        self.found: list[str] = []

    def look_at_store(self) -> StoreNews:
        """See nothing."""
        return StoreNews(0, (), "")

    def find_names(self, article_id: str) -> None:
        """Remember for which article."""
        self.found.append(article_id)

    def compare(self, a: str, b: str, watch: Watch = NOBODY) -> Comparison:
        """Tell that one of two is done, for ever."""
        while not watch.should_stop():
            watch.tell(Progress(1, 2, "passages compared"))
        raise Stopped


def test_what_nobody_waits_for_is_stopped_and_what_waits_behind_it_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background_server, "IDLE_SECONDS", 0.1)
    ours, theirs = Pipe()
    library = Endless()
    server = Thread(target=background_server.Server(theirs, library).run)
    for number, message in enumerate((Compare("a", "b"), FindNames("c"), FindNames("d")), start=1):
        ours.send(Request(number, message))
    server.start()
    assert ours.recv() == Advance(1, 1, 2)
    ours.send(Request(2, GiveUp()))  # waits behind: it is never begun
    ours.send(Request(1, GiveUp()))
    server.join(10)  # with nothing to do it ends by itself
    answers = [ours.recv() for _ in range(100) if ours.poll()]
    assert [answer for answer in answers if isinstance(answer, Reply)] == [Reply(3)]
    assert library.found == ["d"]
