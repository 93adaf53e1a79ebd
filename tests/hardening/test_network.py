"""No connection without a typed address: an audit hook in every process of the program notes each attempt."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_processes import environment
from tests.tui.pty_terminal import environ_of, terminal

_WATCH = """
import os, sys

def note(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple):  # a path is a socket of this machine
            write(f"{event} {address[0]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        write(f"{event} {arguments[0]}")

def write(line):
    with open(os.environ["CONNECTIONS"], "a") as file:
        file.write(line + "\\n")

sys.addaudithook(note)
with open(os.environ["CONNECTIONS"] + ".watched", "a") as file:
    file.write("x")
"""
COMMANDS = (
    ("list",),
    ("show", "first.md"),
    ("cite", "first.md"),
    ("search", "harbour"),
    ("kwic", "harbour"),
    ("entities",),
    ("timeline",),
    ("compare", "first.md", "second.txt"),
    ("brief", "first.md", "second.txt"),
    ("bookmarks", "add", "first.md", "--quote", "second quay"),
    ("bookmarks", "export", "--as", "w3c"),
    ("index", "--rebuild"),
    ("doctor",),
    ("config", "show"),
    ("--version",),
)


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    """An environment in which every Python notes where it connects to."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(_WATCH)
    return {"PYTHONPATH": f"{tmp_path / 'watch'}:{Path.cwd()}", "CONNECTIONS": str(tmp_path / "connections")}


def connections(watched: dict[str, str]) -> list[str]:
    noted = Path(watched["CONNECTIONS"])
    assert noted.with_suffix(".watched").exists(), "nothing was watched"
    return noted.read_text().splitlines() if noted.exists() else []


def call(arguments: tuple[str, ...], root: Path, watched: dict[str, str]) -> int:
    command = [sys.executable, "-m", "reader", *arguments]
    return subprocess.run(command, env=environment(root, **watched), capture_output=True, timeout=120, check=False).returncode


def test_no_command_connects_anywhere(tmp_path: Path, folder: Path, watched: dict[str, str]) -> None:
    (folder / "page.html").write_text(
        "<html><head><link rel=stylesheet href='http://127.0.0.1:9/'><meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>"
        "</head><body><img src='http://127.0.0.1:9/'><iframe src='http://127.0.0.1:9/'></iframe>"
        f"<p>{'The harbour of Lindhaven was opened on Monday after long delays, the council said. ' * 5}</p></body></html>"
    )
    (folder / "list.opml").write_text("<opml><body><outline text='a' xmlUrl='http://127.0.0.1:9/feed'/></body></opml>")
    for arguments in COMMANDS:
        assert call(("-C", str(folder), *arguments), tmp_path, watched) in (0, 1), arguments
    assert call(("add", str(folder / "page.html"), str(folder / "list.opml")), tmp_path, watched) == 0
    assert connections(watched) == []


def test_a_typed_address_is_the_one_that_is_asked(tmp_path: Path, watched: dict[str, str]) -> None:
    assert call(("add", "http://127.0.0.1:9/page.html"), tmp_path, watched) == 3
    assert {line.split()[1] for line in connections(watched)} == {"127.0.0.1"}


def test_no_screen_connects_anywhere(tmp_path: Path, folder: Path, watched: dict[str, str]) -> None:
    home = tmp_path / "home"
    with terminal("-C", str(folder), home=home, environ=environ_of(home, **watched)) as screen:
        screen.wait_for("1 of 2")
        for keys, shown in (
            ("/harbour\t", "hit"),
            ("\r", "¶"),
            ("e", "Lindhaven"),
            ("q", "¶"),
            ("T", "2025"),
            ("q", "¶"),
            ("B", "Bookmarks"),
            ("q", "¶"),
        ):
            screen.send(keys)
            screen.wait_for(shown)
        screen.send("Q")
        assert screen.wait_for_exit() == 0
    assert connections(watched) == []
