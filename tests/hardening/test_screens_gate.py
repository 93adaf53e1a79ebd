"""Nothing from outside acts on the terminal through a screen: every byte that the program writes is looked at."""

import shutil
from pathlib import Path

import pytest

from reader.cli.invocation import Invocation
from reader.cli.main import main
from reader.paths import Paths
from tests.hardening.collection import write_hostile_collection
from tests.hardening.payloads import PAYLOADS
from tests.tui.pty_terminal import OWN_STRINGS, PtyTerminal, dangerous, environ_of, terminal

PANELS = ("e", "T", "B", "?", "i", "x", "L", "w", "c", "E", "s", "M", "O", "o", "|", "Y", "y", "H", "@", "t", ":", "\x10", "z", "X")
"""Keys that open something over the article, or show it in another way."""
LIBRARY_PANELS = ("c", "E", "t", "i", "e", "T", "B", "s", "o", "|", "Y", "y", "r", "v", "W", "S", "I", "O", ":", "\x10", "?")
"""Keys that open something over the row of an article."""
QUIET_SECONDS = 0.12
"""Nothing more is drawn when nothing came for so long."""
TYPED = ("[/] [@click=app.quit]", "{0} %s \\x1b[2J", "\x9b2J\u202e\u200b", "$(x) :smile: [link=x]")


def press(screen: PtyTerminal, *keys: str) -> None:
    for key in keys:
        screen.send(key)
        screen.settle(QUIET_SECONDS)


@pytest.fixture(scope="module")
def hostile_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose collection and notes are hostile."""
    root = tmp_path_factory.mktemp("gate")
    home = root / "home"
    folder = write_hostile_collection(root / "hostile")
    paths = Paths(home / "data", home / "cache", home / "config", home / "state")
    for payload in list(PAYLOADS.values())[::6]:
        main(
            [
                "-q",
                "-C",
                str(folder),
                "bookmarks",
                "add",
                "everything",
                "--quote",
                "second quay",
                "--note",
                payload,
                "--tag",
                payload[:40],
            ],
            Invocation(paths),
        )
    return home


@pytest.fixture
def hostile_home(hostile_template: Path, tmp_path: Path) -> Path:
    """The hostile home for one test alone, beside the collection, which nobody writes to."""
    return Path(shutil.copytree(hostile_template, hostile_template.parent / f"home of {tmp_path.name}"))


def test_a_hostile_collection_is_harmless_on_every_screen(hostile_home: Path) -> None:
    folder = hostile_home.parent / "hostile"
    with terminal("-C", str(folder), home=hostile_home, environ=environ_of(hostile_home)) as screen:
        screen.wait_for("articles")
        press(screen, *(" " for _ in range(4)), "G", "g")
        for typed in TYPED:
            press(screen, "/", typed, "\r", "\x1b")
        press(screen, "\x1b")
        assert not dangerous(bytes(screen.raw))
        press(screen, "Q")
        assert screen.wait_for_exit() == 0


@pytest.mark.slow
def test_what_is_asked_about_a_hostile_article_is_harmless(hostile_home: Path) -> None:
    folder = hostile_home.parent / "hostile"
    for name in ("never ending title", "closing tags"):
        number = list(PAYLOADS).index(name)
        only = folder.parent / f"only {number}"
        only.mkdir()
        for article in (f"payload-{number:02}.md", "everything.md"):
            (only / article).write_bytes((folder / article).read_bytes())
        with terminal("-C", str(only), home=hostile_home, environ=quiet_environ(hostile_home)) as screen:
            screen.wait_for("1 of 2")
            for key in LIBRARY_PANELS:
                press(screen, key, "\x1b", "\x1b")
                if "of 2" not in screen.text():
                    press(screen, "q")
            assert not dangerous(bytes(screen.raw), allowed=(*OWN_STRINGS, b"\x1b]52;")), name
            press(screen, "Q")
            assert screen.wait_for_exit() == 0
            assert screen.is_restored()


def quiet_environ(home: Path) -> dict[str, str]:
    """Return an environ whose pagers, editors and openers do nothing."""
    return environ_of(home, PATH="/nowhere", EDITOR="/bin/true", VISUAL="/bin/true", PAGER="/bin/true")


@pytest.mark.slow
def test_a_hostile_article_is_harmless_with_all_its_panels(hostile_home: Path) -> None:
    folder = hostile_home.parent / "hostile"
    with terminal(
        "-C", str(folder), "everything", "payload-00.md", home=hostile_home, environ=quiet_environ(hostile_home)
    ) as screen:
        screen.wait_for("Everything")
        press(screen, *(" " for _ in range(6)), "g")
        for key in PANELS:
            press(screen, key, "j", "\x1b", "\x1b")
            if "¶" not in screen.text():
                press(screen, "q")
            assert screen.exit_status() is None, f"{key} ended it:\n{screen.text()}"
        for typed in TYPED:
            press(screen, "/", typed, "\r", "\x1b")
        press(screen, "\x1b")
        assert not dangerous(bytes(screen.raw), allowed=(*OWN_STRINGS, b"\x1b]52;"))
        press(screen, "Q")
        assert screen.wait_for_exit() == 0
        assert screen.is_restored()


def test_half_a_character_at_the_keyboard_ends_nothing(hostile_home: Path) -> None:
    with terminal(home=hostile_home, environ=environ_of(hostile_home)) as screen:
        screen.wait_for("Kremlin")
        for broken in (b"\xc3", b"j", b"\xf0\x9f", b"caf\xe9", b"\x1b[200~caf\xe9\xc3\x1b[201~"):
            screen.send(broken)
            screen.settle(QUIET_SECONDS)
        press(screen, "\x1b", "Q")
        assert screen.wait_for_exit() == 0
        assert screen.is_restored()
