"""A start: the first article stands before anything is loaded, listed or looked through that it does not need."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from tests.bench.collection import make_articles

_WATCHED = """
import os, pathlib, sys
from reader.cli.main import main
from reader.library.annotations import Annotations
from reader.library.filling import Filling
from reader.library.shelf import Shelf
from reader.tui import start

def noted(kind, name):
    def note(*arguments):
        calls.append(name)
        return real(*arguments)
    real = getattr(kind, name)
    setattr(kind, name, note)

async def stop(app):
    app.exit(0)

def write(driver, data):
    told = pathlib.Path(sys.argv[1])
    if "Account number 17" in data and not told.exists():
        loaded = [name for name, module in sys.modules.items() if module is not None]
        told.write_text("\\n".join(loaded + [f"called {name}" for name in calls]))
    return real_write(driver, data)

def run(*arguments, **named):
    with start._without_ssl(), start._without_palette():
        from reader.tui.app import BroadsheetApp
        from reader.tui.terminal import ReaderDriver
    global real_write
    real_write, ReaderDriver.write = ReaderDriver.write, write
    BroadsheetApp._settle = stop
    return real_run(*arguments, **named)

calls = []
for kind, name in ((Annotations, "listed"), (Filling, "refresh"), (Shelf, "summaries")):
    noted(kind, name)
real_run, start.run_app = start.run_app, run
sys.exit(main(sys.argv[2:]))
"""
MOST_MODULES = 520
UNWANTED = (
    "whoosh lxml trafilatura feedparser urllib3 ssl multiprocessing csv "
    "reader.formats. reader.compare. reader.entities. reader.search.process reader.search.engine "
    "reader.library.importing reader.library.transfer reader.library.carrying "
    "reader.tui.screens.library reader.tui.screens.articles textual.command textual.widgets._text_area "
    "textual.widgets._input reader.tui.widgets.row_list textual.suggester textual.validation reader.tui.screens.questions"
).split()


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    paths = Paths.under(tmp_path / "home")
    library = Library.open(paths, Config(), make_articles_in(tmp_path))
    library.refresh_catalogue()
    library.close()
    folders = {f"BROADSHEET_{name.upper()}_DIR": str(getattr(paths, name)) for name in ("data", "cache", "config", "state")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BROADSHEET", "COV", "PYTEST", "TEXTUAL"))}
    return {**kept, **folders, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}


def make_articles_in(folder: Path) -> Path:
    make_articles(folder / "articles", 30)
    for file in (folder / "articles").iterdir():
        os.utime(file, (1_700_000_000, 1_700_000_000))
    return folder / "articles"


def test_the_first_article_waits_for_nothing_it_does_not_need(tmp_path: Path, environ: dict[str, str]) -> None:
    ours, theirs = pty.openpty()
    told = tmp_path / "told"
    command = [sys.executable, "-c", _WATCHED, str(told), "-C", str(tmp_path / "articles"), "000017.txt"]
    with subprocess.Popen(command, env=environ, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE) as process:
        os.close(theirs)
        drawn = read_all(ours)
        assert (process.wait(60), process.stderr.read() if process.stderr else b"") == (0, b"")
    assert b"Account number 17" in drawn
    before_first_frame = told.read_text().splitlines()
    assert "reader.tui.screens.reading" in before_first_frame
    assert [name for name in before_first_frame if is_unwanted(name)] == []
    assert len(before_first_frame) <= MOST_MODULES


def is_unwanted(name: str) -> bool:
    return name.startswith("called ") or any(name == each or name.startswith(f"{each.rstrip('.')}.") for each in UNWANTED)


def read_all(screen: int) -> bytes:
    drawn = b""
    while True:
        try:
            chunk = os.read(screen, 65536)
        except OSError:  # how Linux tells that the program has closed the terminal
            chunk = b""
        if not chunk:
            os.close(screen)
            return drawn
        drawn += chunk
