"""An evening and the morning after in a real terminal: search, open at the hit, a second pane, a note that is still there."""

from pathlib import Path

import pytest

from tests.tui.pty_terminal import PtyTerminal, dangerous, terminal

NOTE = "Oral here, Moscow there"


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24)])
def test_search_open_compare_annotate_and_find_the_note_again(tmp_path: Path, columns: int, rows: int) -> None:
    with terminal(home=tmp_path, columns=columns, rows=rows) as screen:
        _to_library(screen)
        screen.send("/oral uralsk")
        screen.wait_for("1 of 1")
        screen.send("\t\r")
        screen.wait_for("hit 1")
        assert "Uralsk" in screen.text()
        screen.send("c")
        screen.wait_for("beside this one")
        screen.send("cordial\r")
        screen.wait_for("A cordial Kremlin")
        screen.send("\t")
        screen.pump(0.3)
        screen.send("Va")
        screen.wait_for("Tags,")
        screen.send(NOTE)
        screen.wait_for(NOTE)
        screen.send("\x13")
        screen.wait_for("Tags,", absent=True)
        screen.send("Q")
        assert screen.wait_for_exit() == 0
        assert screen.is_restored()
        assert dangerous(bytes(screen.raw)) == []
    with terminal(home=tmp_path, columns=columns, rows=rows) as screen:
        screen.wait_for("sync on")
        screen.send("B")
        screen.wait_for("Bookmarks   1")
        screen.send("a")
        screen.wait_for("Tags,")
        screen.wait_for(NOTE)
        screen.send("\x1b")
        screen.wait_for("Tags,", absent=True)
        screen.send("Q")
        assert screen.wait_for_exit() == 0


def _to_library(screen: PtyTerminal) -> None:
    screen.wait_for("¶1")
    screen.send("q")
    screen.wait_for("1 of 5")
