"""What words after the command open on the screen: folders, articles, files."""

from pathlib import Path

import pytest

from reader.cli.invocation import Invocation
from reader.cli.screen import chosen_folder, ids_of
from reader.errors import SourceError
from tests.cli.running import Shell

MAILS = "".join(
    f"From a@b.c Mon Jan  1 00:00:00 2024\nFrom: a@b.c\nSubject: {n}\n\nOf the {n} harbour.\n\n" for n in ("old", "new")
)


def opened(shell: Shell, *files: Path) -> tuple[list[str], list[str]]:
    """Return the titles that a call opens, and those of its list."""
    invocation = Invocation(shell.paths)
    folder, articles, named = chosen_folder(tuple(map(str, files)), None)
    with invocation.library(folder, named) as library:
        ids = ids_of(articles, library, invocation)
        return [library.summary(i).heading for i in ids], [article.summary.heading for article in library.listed()]


def test_a_file_opens_without_the_others_of_its_folder(shell: Shell, folder: Path) -> None:
    shown, listed = opened(shell, folder / "first.md")
    assert shown == listed == ["A harbour for the north"]


def test_files_open_in_the_order_they_are_named(shell: Shell, folder: Path) -> None:
    shown, _ = opened(shell, folder / "second.txt", folder / "first.md")
    assert [title.split()[0] for title in shown] == ["Lindhaven's", "A"]


def test_a_file_of_several_articles_opens_their_list(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "all.mbox").write_text(MAILS)
    shown, listed = opened(shell, tmp_path / "all.mbox")
    assert (shown, sorted(listed)) == ([], ["new", "old"])


def test_a_file_that_cannot_be_read_says_what_can(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(SourceError, match=r"photo.jpg cannot be opened; text, .* can"):
        opened(shell, tmp_path / "photo.jpg")
