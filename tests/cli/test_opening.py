"""What words after the command open on the screen: folders, articles, files."""

import contextlib
from pathlib import Path

import pytest

from reader.cli.invocation import Invocation
from reader.cli.screen import chosen_folder, ids_of
from reader.config import Config
from reader.errors import SourceError
from reader.library.library import Library
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


def test_more_files_than_fit_beside_one_another_open_as_their_list(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[int, list[str]]] = []

    def run(library: Library, config: Config, ids: list[str], **_: object) -> int:
        shown.append((len(library.collection.only), ids))
        return 0

    monkeypatch.setattr("reader.cli.screen.early_terminal", lambda _: contextlib.nullcontext(None))
    monkeypatch.setattr("reader.tui.start.run_app", run)
    files = [tmp_path / f"{number}.txt" for number in range(5)]
    for file in files:
        file.write_text(f"About harbour {file.stem}\n\nWords of the account.\n")
    assert shell(*files).code == 0
    assert shell(*files[:2]).code == 0
    assert [(count, len(ids)) for count, ids in shown] == [(5, 0), (2, 2)]
