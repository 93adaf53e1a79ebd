"""The first quarter of an hour of somebody new, in a real terminal: from an empty home to a second start."""

from pathlib import Path

import pytest

from tests.tui.pty_terminal import OWN_STRINGS, PtyTerminal, dangerous, terminal

NOTE = "Oral here, Moscow there"
TITLE = "The second quay, as told in May"
SAVE, CLEAR = "\x13", "\x05\x15"
RAW_ARTICLES = Path(__file__).parents[3] / "shared" / "articles"
OWN = {
    "harbour.md": (
        "# The second quay",
        "May 5, 2025",
        "Mayor Mary Okafor opened the second quay of Lindhaven on Monday. It cost $12 million, she said.",
        "Ms Okafor thanked the council. The Lindhaven Port Authority expects 40 ships a week.",
    ),
    "quay.md": (
        "# A quay and its price",
        "May 7, 2025",
        "Mary Okafor put the price of the new quay in Lindhaven at $12 million; the council speaks of $14 million.",
        "The Port Authority of Lindhaven counts 40 ships a week.",
    ),
}


def test_read_the_sample_compare_and_keep_a_note(tmp_path: Path) -> None:
    exported = tmp_path / "notes.md"
    with terminal(home=tmp_path / "home") as screen:
        screen.wait_for("¶1 of")
        screen.send("q")
        screen.wait_for("1 of 5")
        _search_and_open(screen)
        _put_beside(screen)
        _see_the_figures(screen)
        _write_note(screen)
        _export_notes(screen, exported)
        _quit(screen)
    assert NOTE in exported.read_text()
    with terminal(home=tmp_path / "home") as screen:
        screen.wait_for("sync on")
        shown = screen.wait_for("$31 billion")
        assert "1 bne IntelliNews" in shown
        assert "2 Eurasianet" in shown
        screen.send("B")
        screen.wait_for("Bookmarks   1")
        screen.wait_for(NOTE)
        screen.send("\r")
        screen.wait_for("$31 billion")
        _quit(screen)


def test_bring_own_articles_correct_a_title_and_merge_a_name(tmp_path: Path) -> None:
    folder = _made_folder(tmp_path / "own")
    with terminal("-C", str(folder), home=tmp_path / "home") as screen:
        screen.wait_for("1 of 2")
        screen.send("\r")
        screen.wait_for("¶1 of")
        _correct_title(screen)
        _merge_name(screen)
        _quit(screen)
    with terminal("-C", str(folder), home=tmp_path / "home") as screen:
        screen.wait_for(f"2025-05-07 · {TITLE}")
        screen.send("e")
        screen.wait_for("Lindhaven Port Authority")
        assert "O Port Authority of Lindhaven" not in screen.text()
        _quit(screen)
    assert sorted(file.name for file in folder.iterdir()) == sorted(OWN)


def test_add_own_files_from_the_sample(tmp_path: Path) -> None:
    folder = RAW_ARTICLES if RAW_ARTICLES.is_dir() else _made_folder(tmp_path / "own")
    number = len(list(folder.iterdir()))
    with terminal(home=tmp_path / "home") as screen:
        screen.wait_for("Own files: q then I")
        screen.send("H")
        screen.wait_for("Highlighted")
        screen.send("q")
        screen.wait_for("Your own files: I")
        screen.send("I")
        screen.wait_for("Add to the library")
        screen.send(f"{folder}\r")
        screen.wait_for(f"{number} articles added; this is your own library now")
        screen.send("B")
        screen.wait_for("broadsheet sample")  # where the highlight is
        _quit(screen)
    with terminal(home=tmp_path / "home") as screen:
        screen.wait_for(f"{number} articles")
        _quit(screen)
    with terminal("sample", home=tmp_path / "home") as screen:
        screen.wait_for("The bundled sample")
        screen.send("B")
        screen.wait_for("Bookmarks   1")
        _quit(screen)


@pytest.mark.skipif(not RAW_ARTICLES.is_dir(), reason="the folder of raw articles is not at hand")
def test_open_a_folder_of_copied_pages(tmp_path: Path) -> None:
    with terminal("-C", str(RAW_ARTICLES), home=tmp_path / "home") as screen:
        screen.wait_for("of 5")
        screen.send("/")
        screen.send("tokayev")
        screen.wait_for("articles of 5 ·")
        _open_first_hit(screen)
        screen.wait_for("hit 1")
        _quit(screen)


def _open_first_hit(screen: PtyTerminal) -> None:
    """Go to the hits and open the first, when no newer answer is on its way."""
    for key in ("\t", "\r"):
        while screen.pump(0.4):
            pass
        screen.send(key)


def _search_and_open(screen: PtyTerminal) -> None:
    screen.send("/oral uralsk")
    screen.wait_for("1 of 1 · 1 article of 5")
    _open_first_hit(screen)
    assert "Oral" in screen.wait_for("hit 1")


def _put_beside(screen: PtyTerminal) -> None:
    screen.send("c")
    screen.wait_for("beside this one")
    screen.send("cordial\r")
    screen.wait_for("sync on")
    screen.send("S")
    screen.wait_for("sync off")
    screen.send("S")
    screen.wait_for("sync on")


def _see_the_figures(screen: PtyTerminal) -> None:
    """Go from pair to pair to the one whose figures differ."""
    count = int(screen.wait_for("pair 1 of ").partition("pair 1 of ")[2].split()[0])
    for number in range(2, count + 1):
        screen.send("]")
        screen.wait_for(f"pair {number} of ")
    told = screen.wait_for("$30.8bn ~ $31 billion")
    assert "0.6 % apart" in told
    assert "Oral │ Moscow" in told


def _write_note(screen: PtyTerminal) -> None:
    screen.send("V")
    screen.send("a")
    screen.wait_for("Tags")
    screen.send(NOTE)
    screen.wait_for(NOTE)
    screen.send(SAVE)
    screen.wait_for("Tags,", absent=True)


def _export_notes(screen: PtyTerminal, target: Path) -> None:
    screen.send("B")
    screen.wait_for("Bookmarks   1")
    screen.send("s")
    screen.wait_for("bookmarks.md")
    screen.send("m")
    screen.wait_for("Write them to")
    screen.send(f"{CLEAR}{target}\r")
    screen.wait_for("Written: ")
    screen.send("q")
    screen.wait_for("sync on")


def _correct_title(screen: PtyTerminal) -> None:
    """Change the first line of the dialog."""
    screen.send("E")
    screen.wait_for("Title  found")
    screen.send(CLEAR + TITLE)
    screen.wait_for(TITLE)
    screen.send(SAVE)
    screen.wait_for("Title  found", absent=True)
    screen.wait_for(f"2025-05-07 · {TITLE}")


def _merge_name(screen: PtyTerminal) -> None:
    screen.send("e")
    screen.wait_for("Lindhaven Port Authority")
    screen.send("/authority")
    screen.wait_for("2 names")
    screen.send("\r")
    screen.send("M")
    screen.wait_for("Port Authority of Lindhaven is the same as")
    screen.send("Lindhaven Port Authority\r")
    screen.wait_for("is now Lindhaven Port Authority")
    screen.wait_for("1 name")


def _quit(screen: PtyTerminal) -> None:
    screen.send("Q")
    assert screen.wait_for_exit() == 0
    assert screen.is_restored()
    assert dangerous(bytes(screen.raw), allowed=(*OWN_STRINGS, b"\x1b]52;")) == []


def _made_folder(folder: Path) -> Path:
    folder.mkdir()
    for name, paragraphs in OWN.items():
        (folder / name).write_text("\n\n".join(paragraphs) + "\n")
    return folder
