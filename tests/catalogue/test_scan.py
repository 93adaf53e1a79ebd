"""A scan names what is there, follows no link out, and opens nothing."""

import os
from pathlib import Path

import pytest

from reader.catalogue.scan import MAX_DEPTH, scan_collection, scan_folder
from reader.errors import SourceError
from tests.systems import needs_any_name


def names(folder: Path) -> tuple[list[str], dict[str, str]]:
    found, refused = scan_folder(folder)
    return [file.path for file in found], {entry.path: entry.why for entry in refused}


def test_files_come_in_order_with_their_folders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for path in ("z.txt", "b/y.txt", "a.txt"):
        (tmp_path / path).write_text("x")
    assert names(tmp_path) == (["a.txt", "b/y.txt", "z.txt"], {})


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    (tmp_path / ".hidden.txt").write_text("x")
    assert names(tmp_path) == ([], {})


def test_a_time_beyond_all_numbers_is_the_last_there_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    os.utime(tmp_path / "a.txt", (0, 10_000_000_000))
    assert scan_folder(tmp_path)[0][0].mtime_ns == 2**63 - 1


@pytest.mark.parametrize(("page", "parts"), [("a.html", "a_files"), ("A b.HTM", "A b-Dateien"), ("x/y.z.html", "x/y.z_fichiers")])
def test_what_a_browser_saved_beside_a_page_is_no_article(tmp_path: Path, page: str, parts: str) -> None:
    (tmp_path / parts / "more").mkdir(parents=True)
    (tmp_path / parts / "more" / "frame.html").write_text("x")
    (tmp_path / parts / "nowhere").symlink_to("/")
    (tmp_path / page).write_text("x")
    found, refused = scan_collection(tmp_path)
    assert ([file.path for file in found], refused) == ([page], ())
    assert len(scan_folder(tmp_path)[0]) == 2, "what is carried out whole is whole"


def test_a_folder_that_only_sounds_like_it_is_read(tmp_path: Path) -> None:
    for path in ("a_files/one.txt", "b_notes/two.txt", "c_files/three.txt"):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text("x")
    (tmp_path / "b.html").write_text("x")
    (tmp_path / "c.txt").write_text("x")
    assert len(scan_collection(tmp_path)[0]) == 5


def test_links_inside_are_files_and_links_outside_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "real.txt").write_text("x")
    (folder / "inside.txt").symlink_to("real.txt")
    (tmp_path / "outside.txt").write_text("x")
    (folder / "outside.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "up").symlink_to(tmp_path)
    (folder / "loop").symlink_to("loop")
    (folder / "dangling").symlink_to("nowhere")
    found, refused = names(folder)
    assert found == ["inside.txt", "real.txt"]
    assert set(refused) == {"outside.txt", "up", "loop", "dangling"}


def test_a_collection_may_itself_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("x")
    (tmp_path / "link").symlink_to("real")
    assert names(tmp_path / "link") == (["a.txt"], {})


def test_pipes_and_sockets_are_refused_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == ([], {"pipe.txt": "not a regular file"})


@needs_any_name
def test_names_of_any_bytes_are_listed(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"a\nb.txt", b"\x1b[2J.txt"):
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_text("x")
    assert len(names(tmp_path)[0]) == 3


def test_what_is_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(MAX_DEPTH + 2):
        deep = deep / "d"
        deep.mkdir()
    (deep / "a.txt").write_text("x")
    found, refused = names(tmp_path)
    assert found == [] and len(refused) == 1


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        scan_folder(tmp_path / "missing")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0)
    assert "locked" in names(tmp_path)[1]
