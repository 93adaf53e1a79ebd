"""Files: atomic writes, locks, and sources that would block or burst."""

import errno
import fcntl
import os
import threading
from pathlib import Path

import pytest

from reader.errors import Refused, SourceError, StoreLocked
from reader.files import locked, read_regular_file, sync, write_atomically, write_new
from reader.paths import Paths, make_private, sample_folder


def test_a_write_replaces_the_whole_file_for_its_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "notes"
    write_atomically(target, b"old")
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "notes"
    write_atomically(target, b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def no_hard_links(*_: object) -> None:
    raise OSError(errno.EPERM, "operation not permitted")


def test_a_new_file_replaces_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert write_new(tmp_path / "a", b"first")
    assert not write_new(tmp_path / "a", b"second")
    monkeypatch.setattr(os, "link", no_hard_links)
    assert not write_new(tmp_path / "a", b"third")
    assert write_new(tmp_path / "b", b"fourth")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"first", "b": b"fourth"}


def test_a_lock_is_held_against_others_and_let_go(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with locked(lock), pytest.raises(StoreLocked, match="another program"), locked(lock, timeout_seconds=0.05):
        pass
    with locked(lock, timeout_seconds=0.05):
        pass


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused = threading.Event()

    def read() -> None:
        with pytest.raises(Refused):
            read_regular_file(tmp_path / "pipe", 10)
        refused.set()

    threading.Thread(target=read, daemon=True).start()
    assert refused.wait(5)


def test_a_device_is_refused() -> None:
    with pytest.raises(Refused, match="not a regular file"):
        read_regular_file(Path("/dev/zero"), 10)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 11)
    with pytest.raises(Refused, match="larger than"):
        read_regular_file(tmp_path / "big", 10)


def test_a_missing_file_names_itself(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.txt: no such file"):
        read_regular_file(tmp_path / "gone.txt", 10)


def test_a_loop_of_links_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(SourceError, match="loop"):
        read_regular_file(tmp_path / "a", 10)


def test_the_environment_names_the_folders(tmp_path: Path) -> None:
    paths = Paths.of_user({"BROADSHEET_DATA_DIR": str(tmp_path / "mine")})
    assert paths.data == tmp_path / "mine"
    assert paths.articles == tmp_path / "mine" / "articles"
    assert paths.cache.name == "broadsheet"


def test_a_private_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    assert make_private(folder).stat().st_mode & 0o777 == 0o700


def test_the_sample_is_at_hand() -> None:
    assert len(list(sample_folder().glob("*.md"))) == 5


def test_a_folder_is_no_regular_file(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not a regular file"):
        read_regular_file(tmp_path, 100)


@pytest.mark.parametrize(("is_known", "told"), [(True, ["whole"]), (False, ["whole", "plain"])])
def test_where_a_sync_stops_at_the_drive_the_drive_is_asked_too(
    monkeypatch: pytest.MonkeyPatch, is_known: bool, told: list[str]
) -> None:
    asked: list[str] = []

    def control(_: int, command: int) -> int:
        assert command == 51
        asked.append("whole")
        if not is_known:
            raise OSError(45, "Operation not supported")
        return 0

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", control)
    monkeypatch.setattr(os, "fsync", lambda _: asked.append("plain"))
    sync(3)
    assert asked == told
