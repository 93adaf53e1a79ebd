"""The store: kept, seen by others, undone, repaired, backed up, refused."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from reader.bookmarks import database as database_room
from reader.bookmarks import journal as journal_room
from reader.bookmarks.copies import Copies
from reader.bookmarks.corrections import correct_metadata
from reader.bookmarks.database import MIGRATIONS, Database, DatabaseDamaged
from reader.bookmarks.record import Change, Kind, Record, by_name, newest
from reader.bookmarks.store import Store
from reader.errors import StoreError, StoreTooNew
from tests.bookmarks.makers import NOON, at_noon, days_later, opened

A = Change(Kind.READ, "a", {"read": "now"})
B = Change(Kind.READ, "b", {"read": "later"})


def kept(store: Store) -> dict[str, object]:
    return dict(store.values(Kind.READ))


def test_a_change_is_there_after_opening_again(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.save([A, B])
    store.save([Change(Kind.READ, "a", None)])
    store.close()
    again = opened(tmp_path)
    assert kept(again) == {"b": {"read": "later"}}
    assert again.value(Kind.READ, "a") is None
    assert again.notices == ()


def test_a_change_that_changes_nothing_is_not_written(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.save([A])
    number = store.number
    store.save([A, Change(Kind.READ, "never", None)])
    assert store.number == number


def test_names_that_are_no_unicode_are_kept(tmp_path: Path) -> None:
    store = opened(tmp_path)
    odd = Change(Kind.DRAFT, "caf\udce9\x00\x1b", {"text": "\ud800\u202e\x00"})
    store.save([odd])
    store.close()
    (tmp_path / "journal" / "bookmarks.jsonl").unlink()
    assert opened(tmp_path).value(Kind.DRAFT, odd.key) == odd.value


def test_another_program_sees_changes_and_adds_its_own(tmp_path: Path) -> None:
    ours, theirs = opened(tmp_path), opened(tmp_path)
    ours.save([A])
    assert theirs.refresh()
    assert not theirs.refresh()
    theirs.save([B])
    seen = ours.number
    assert ours.refresh()
    assert [record.key for record in ours.changed_since(seen)] == ["b"]
    assert ours.changed_since(ours.number) == ()
    assert kept(ours) == kept(theirs) == {"a": A.value, "b": B.value}


def test_saving_takes_in_what_others_changed_first(tmp_path: Path) -> None:
    ours, theirs = opened(tmp_path), opened(tmp_path)
    theirs.save([A])
    ours.save([B])
    assert kept(ours) == {"a": A.value, "b": B.value}


def test_nobody_comes_between_what_is_read_and_what_is_saved(tmp_path: Path) -> None:
    ours, theirs = opened(tmp_path), opened(tmp_path)
    theirs.save([A])
    other = threading.Thread(target=theirs.save, args=([B],))
    with ours.alone():
        assert kept(ours) == {"a": A.value}
        other.start()
        other.join(0.05)
        assert other.is_alive()
        ours.save([Change(Kind.READ, "c", {"seen": len(kept(ours))})])
    other.join()
    assert kept(theirs) == {"a": A.value, "b": B.value, "c": {"seen": 1}}


def test_values_set_by_two_programs_stand_beside_each_other(tmp_path: Path) -> None:
    ours, theirs = opened(tmp_path), opened(tmp_path)
    correct_metadata(ours, ["a1"], {"title": "Rain"})
    correct_metadata(theirs, ["a1"], {"date": "2025"})
    assert theirs.value(Kind.METADATA, "a1") == {"title": "Rain", "date": "2025"}


def test_threads_may_share_a_store(tmp_path: Path) -> None:
    store = opened(tmp_path)
    threads = [threading.Thread(target=store.save, args=([Change(Kind.READ, str(n), {"n": n})],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()
    assert len(kept(opened(tmp_path))) == 8


def test_undo_takes_back_the_last_change_and_says_which(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.save([A], undo_as="mark read")
    store.save([Change(Kind.READ, "a", None), B], undo_as="mark unread")
    assert store.undo() == "mark unread"
    assert kept(store) == {"a": A.value}
    assert store.undo() == "mark read"
    assert store.undo() is None
    assert kept(store) == {}


def refuse_all(*_: object) -> None:
    raise StoreError("the disk is full")


def test_an_undo_that_cannot_be_saved_can_be_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(tmp_path)
    store.save([A], undo_as="mark read")
    with monkeypatch.context() as patch:
        patch.setattr(Copies, "write", refuse_all)
        with pytest.raises(StoreError):
            store.undo()
    assert store.undo() == "mark read"
    assert kept(store) == {}


def test_undo_leaves_what_was_changed_since(tmp_path: Path) -> None:
    ours, theirs = opened(tmp_path), opened(tmp_path)
    ours.save([B], undo_as="first")
    ours.save([A], undo_as="second")
    theirs.save([Change(Kind.READ, "a", {"read": "by another"})])
    assert ours.undo() == "first"
    assert kept(ours) == {"a": {"read": "by another"}}


def test_folders_and_files_are_for_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    old_mask = os.umask(0)
    try:
        store = opened(folder)
        store.save([A])
        store.close()
        opened(folder, days_later(1)).save([B])
    finally:
        os.umask(old_mask)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert {modes[path] for path in modes if path.is_dir()} == {0o700}
    assert {modes[path] for path in modes if path.is_file()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_wide_permissions_are_narrowed_at_the_start(tmp_path: Path) -> None:
    opened(tmp_path).save([A])
    for path in (tmp_path / "bookmarks.db", tmp_path / "journal" / "bookmarks.jsonl"):
        path.chmod(0o644)
    (tmp_path / "revisions").mkdir(mode=0o755)
    (tmp_path / "journal").chmod(0o755)
    tmp_path.chmod(0o755)
    opened(tmp_path)
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("revisions", "journal")} == {0o700}
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "bookmarks.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "journal" / "bookmarks.jsonl").stat().st_mode) == 0o600


# --- repair -----------------------------------------------------------------


def filled(folder: Path, count: int = 5) -> None:
    store = opened(folder)
    for number in range(count):
        store.save([Change(Kind.READ, str(number), {"n": number})])
    store.close()


def assert_repaired(folder: Path, said: str, count: int = 5) -> None:
    store = opened(folder)
    assert set(kept(store)) == {str(number) for number in range(count)}
    assert any(said in notice for notice in store.notices), store.notices
    store.close()
    again = opened(folder)
    assert again.notices == ()
    assert len(kept(again)) == count
    assert again.check() == ()


def test_a_deleted_database_comes_back_from_the_journal(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "bookmarks.db").unlink()
    assert_repaired(tmp_path, "bookmarks.db was gone: 5 records")


def test_a_deleted_journal_comes_back_from_the_database(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "journal" / "bookmarks.jsonl").unlink()
    assert_repaired(tmp_path, "bookmarks.jsonl was gone")


def test_a_damaged_database_is_set_aside_and_built_again(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "bookmarks.db").write_bytes(b"garbage" * 1000)
    (tmp_path / "bookmarks.db-journal").write_bytes(b"more garbage")
    assert_repaired(tmp_path, "bookmarks.db was damaged")
    assert any(path.read_bytes().startswith(b"garbage") for path in (tmp_path / "damaged").iterdir())


def test_a_damaged_journal_is_copied_aside_and_written_again(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / "journal" / "bookmarks.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"n":3', b'"n":4'))
    assert_repaired(tmp_path, "bookmarks.jsonl was damaged")
    assert len(list((tmp_path / "damaged").iterdir())) == 1


def test_an_emptied_journal_is_noticed(tmp_path: Path) -> None:
    filled(tmp_path)
    (tmp_path / "journal" / "bookmarks.jsonl").write_bytes(b"")
    assert_repaired(tmp_path, "bookmarks.jsonl was damaged")


def test_a_half_written_last_line_is_cut_off_without_a_word(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / "journal" / "bookmarks.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'1234abcd {"number":6,"rec')
    store = opened(tmp_path)
    assert (store.notices, len(kept(store))) == ((), 5)
    assert path.read_bytes() == whole


def test_a_change_that_reached_the_journal_only_is_finished_without_a_word(tmp_path: Path) -> None:
    filled(tmp_path)
    before = (tmp_path / "bookmarks.db").read_bytes()
    store = opened(tmp_path)
    store.save([A])
    store.close()
    (tmp_path / "bookmarks.db").write_bytes(before)
    store = opened(tmp_path)
    assert store.value(Kind.READ, "a") == A.value
    assert store.notices == ()


def test_a_first_change_that_reached_the_journal_only_is_finished_without_a_word(tmp_path: Path) -> None:
    opened(tmp_path).close()
    before = (tmp_path / "bookmarks.db").read_bytes()
    opened(tmp_path).save([A, B])
    (tmp_path / "bookmarks.db").write_bytes(before)
    store = opened(tmp_path)
    assert (len(kept(store)), store.notices) == (2, ())


def test_an_emptied_database_is_noticed(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    (tmp_path / "bookmarks.db").write_bytes(b"")
    assert_repaired(tmp_path, "bookmarks.db lacked 1 records", 1)


def test_one_flipped_bit_in_a_row_is_noticed(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / "bookmarks.db"
    content = path.read_bytes()
    place = content.rindex(b'{"n":3}') + 5
    path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    assert_repaired(tmp_path, "a row is damaged")


@pytest.mark.parametrize("offset", [0, 18, 19, 21, 59, 60, 63, 68, 80])
def test_one_flipped_bit_in_the_header_is_noticed(tmp_path: Path, offset: int) -> None:
    filled(tmp_path)
    path = tmp_path / "bookmarks.db"
    content = bytearray(path.read_bytes())
    content[offset] ^= 1 << 1
    path.write_bytes(content)
    assert_repaired(tmp_path, "bookmarks.db was damaged")


@pytest.mark.parametrize("name", ["bookmarks.db", "journal/bookmarks.jsonl"])
@pytest.mark.parametrize("damage", ["delete", "empty", "replace"])
def test_a_file_that_goes_away_while_open_comes_back(tmp_path: Path, name: str, damage: str) -> None:
    filled(tmp_path)
    store = opened(tmp_path)
    path = tmp_path / name
    if damage == "delete":
        path.unlink()
    elif damage == "empty":
        os.truncate(path, 0)
    else:
        os.replace(shutil.copy(path, tmp_path / "copy"), path)
    store.save([A])
    assert len(kept(store)) == 6
    assert bool(store.notices) == (damage != "replace")
    store.close()
    again = opened(tmp_path)
    assert (len(kept(again)), again.notices) == (6, ())


def test_a_whole_folder_that_goes_away_while_open_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    filled(folder)
    store = opened(folder)
    shutil.rmtree(folder)
    assert not store.refresh()
    assert len(kept(opened(folder))) == 5


def test_refresh_repairs_a_journal_damaged_by_another(tmp_path: Path) -> None:
    filled(tmp_path)
    store = opened(tmp_path)
    with (tmp_path / "journal" / "bookmarks.jsonl").open("ab") as file:
        file.write(b"no such line\n")
    store.refresh()
    assert any("damaged" in notice for notice in store.notices)
    assert opened(tmp_path).notices == ()


def test_with_both_copies_damaged_the_backup_fills_the_gaps(tmp_path: Path) -> None:
    filled(tmp_path)
    store = opened(tmp_path, days_later(1))
    store.save([A])
    store.close()
    (tmp_path / "bookmarks.db").write_bytes(b"garbage" * 1000)
    (tmp_path / "journal" / "bookmarks.jsonl").write_bytes(b"garbage\n" * 1000)
    store = opened(tmp_path, days_later(2))
    assert len(kept(store)) == 5
    assert any("2026-03-02 fills" in notice for notice in store.notices)


def test_with_both_copies_gone_and_no_backup_one_starts_anew(tmp_path: Path) -> None:
    filled(tmp_path)
    shutil.rmtree(tmp_path / "journal")
    shutil.rmtree(tmp_path / "backups")
    (tmp_path / "bookmarks.db").unlink()
    store = opened(tmp_path)
    assert (kept(store), store.notices) == ({}, ())


def test_sound_rows_of_a_damaged_database_are_saved_when_the_journal_lacks_them(tmp_path: Path) -> None:
    filled(tmp_path, 200)
    path = tmp_path / "bookmarks.db"
    content = path.read_bytes()
    place = content.rindex(b'{"n":3}') + 5
    path.write_bytes(content[:place] + b"9" + content[place + 1 :])
    shutil.rmtree(tmp_path / "backups")
    (tmp_path / "journal" / "bookmarks.jsonl").write_bytes(b"")
    assert len(kept(opened(tmp_path))) == 199


def test_check_tells_what_the_two_copies_hold(tmp_path: Path) -> None:
    filled(tmp_path)
    store = opened(tmp_path)
    assert store.check() == ()
    path = tmp_path / "journal" / "bookmarks.jsonl"
    path.write_bytes(path.read_bytes()[:-30])
    assert any("bookmarks.jsonl" in fault for fault in store.check())
    content = (tmp_path / "bookmarks.db").read_bytes()
    (tmp_path / "bookmarks.db").write_bytes(content[:5000])
    assert any("bookmarks.db" in fault for fault in store.check())


# --- trouble with the disk --------------------------------------------------


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_change_that_only_the_database_took_is_kept_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(tmp_path)
    store.save([B])
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        store.save([A])
    assert any("one of two copies only (no space left" in notice for notice in store.notices)
    store.save([Change(Kind.READ, "c", {})])
    store.close()
    again = opened(tmp_path)
    assert (len(kept(again)), again.notices) == (3, ())


def test_a_change_that_only_the_journal_took_is_kept_and_said(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.save([B])
    make_full(store)
    store.save([Change(Kind.DRAFT, "long", {"text": "x" * 100_000})])
    assert any("one of two copies only (database or disk is full)" in notice for notice in store.notices)
    store.close()
    again = opened(tmp_path)
    assert again.value(Kind.DRAFT, "long") is not None


def make_full(store: Store) -> None:
    connection = store._copies.database._connection
    assert connection
    connection.execute("pragma max_page_count = 1")


def test_a_change_that_no_copy_took_is_refused_and_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(tmp_path)
    store.save([B])
    make_full(store)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda *_: 1)
        with pytest.raises(StoreError, match="the change is not saved"):
            store.save([Change(Kind.DRAFT, "long", {"text": "x" * 100_000})])
    assert store.value(Kind.DRAFT, "long") is None
    store.save([A])
    store.close()
    again = opened(tmp_path)
    assert kept(again) == {"a": A.value, "b": B.value}
    assert again.values(Kind.DRAFT) == {}


def test_a_backup_that_fails_costs_no_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    store = opened(tmp_path, days_later(1))
    monkeypatch.setattr(Database, "copy_to", full)
    store.save([A])
    assert any("no backup" in notice for notice in store.notices)
    assert store.value(Kind.READ, "a")


def test_a_locked_database_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    monkeypatch.setattr(database_room, "_BUSY_SECONDS", 0.01)
    other = sqlite3.connect(tmp_path / "bookmarks.db", isolation_level=None)
    other.execute("begin exclusive")
    store = opened(tmp_path)
    assert len(kept(store)) == 5
    assert any("locked" in notice for notice in store.notices)
    assert not (tmp_path / "damaged").exists()
    store.save([A])
    other.execute("rollback")
    other.close()
    assert store.refresh() in (True, False)
    store.close()
    assert len(kept(opened(tmp_path))) == 6


def test_the_journal_shrinks_when_most_of_it_is_outdated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_room, "_COMPACT_ABOVE", 2_000)
    ours, theirs = opened(tmp_path), opened(tmp_path)
    for number in range(100):
        ours.save([Change(Kind.POSITION, "a", {"offset": number})])
        theirs.refresh()
    assert (tmp_path / "journal" / "bookmarks.jsonl").stat().st_size < 3_000
    assert theirs.value(Kind.POSITION, "a") == {"offset": 99}
    assert theirs.notices == ours.notices == opened(tmp_path).notices == ()


READ_ONLY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reader.bookmarks.record import Change, Kind
from reader.bookmarks.store import Store
from reader.errors import StoreError
print("started")
store = Store.open(Path(sys.argv[1]), clock=lambda: datetime(2026, 3, 1, tzinfo=UTC))
print(len(store.values(Kind.READ)), store.is_read_only, len(store.notices), store.refresh())
try:
    store.save([Change(Kind.READ, "a", {})])
except StoreError as error:
    print("refused", error)
"""


def test_a_read_only_folder_is_read_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    filled(folder)
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in (tmp_path, *tmp_path.parents[:3]):
        if os.getuid() == 0:
            parent.chmod(0o755)
    as_other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    if as_other:
        if not shutil.which("setpriv"):
            pytest.skip("root can write everywhere, and there is no setpriv to become another user")
        for path in folder.rglob("*"):
            os.chown(path, 65534, 65534)
        os.chown(folder, 65534, 65534)
    run = subprocess.run([*as_other, sys.executable, "-c", READ_ONLY, str(folder)], capture_output=True, text=True, check=False)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700)
    if not run.stdout.startswith("started"):
        pytest.skip(f"another user cannot start the program here: {run.stderr.strip()[-200:]}")
    assert run.stdout.splitlines()[1] == "5 True 1 False", run.stderr
    assert "refused" in run.stdout


def test_a_read_only_store_sees_what_others_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    reader = read_only(tmp_path, monkeypatch)
    writer = opened(tmp_path)
    writer.save([A])
    assert reader.refresh()
    assert reader.value(Kind.READ, "a") == A.value
    (tmp_path / "bookmarks.db").unlink()
    reader.refresh()
    assert len(kept(reader)) == 6


def read_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("reader.bookmarks.store.locked", refuse)
        return opened(folder)


def test_a_missing_read_only_folder_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = read_only(tmp_path, monkeypatch)
    assert store.is_read_only
    assert kept(store) == {}
    assert not store.refresh()


def test_a_damaged_read_only_store_shows_what_it_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    (tmp_path / "bookmarks.db").write_bytes(b"garbage" * 1000)
    store = read_only(tmp_path, monkeypatch)
    assert len(kept(store)) == 5
    assert any("cannot be read" in notice for notice in store.notices)


def test_a_read_only_store_refuses_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    with pytest.raises(StoreError, match="cannot be written"):
        read_only(tmp_path, monkeypatch).save([A])


def test_a_folder_that_can_no_longer_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(tmp_path)
    monkeypatch.setattr("reader.bookmarks.store.locked", full)
    with pytest.raises(StoreError, match="not saved"):
        store.save([A])


def test_a_journal_that_cannot_be_read_or_written_costs_nothing(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / "journal" / "bookmarks.jsonl"
    path.unlink()
    path.mkdir()
    store = opened(tmp_path)
    assert len(kept(store)) == 5
    assert any("cannot be read (is a directory)" in notice for notice in store.notices)
    store.save([A])
    assert any("one of two copies only" in notice for notice in store.notices)
    store.close()
    path.rmdir()
    assert len(kept(opened(tmp_path))) == 6


def test_a_damaged_database_that_cannot_be_replaced_leaves_the_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)

    def always_damaged(_: Database) -> None:
        raise DatabaseDamaged("for good")

    with monkeypatch.context() as patch:
        patch.setattr(Database, "start", always_damaged)
        store = opened(tmp_path)
        store.save([A])
    assert len(kept(store)) == 6
    store.close()
    assert len(kept(opened(tmp_path))) == 6


def test_a_database_that_cannot_be_repaired_now_is_repaired_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    (tmp_path / "bookmarks.db").unlink()

    def busy(*_: object) -> None:
        raise sqlite3.OperationalError("busy")

    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", busy)
        store = opened(tmp_path)
    assert len(kept(store)) == 5
    assert any("cannot be written (busy)" in notice for notice in store.notices)
    store.close()
    assert len(kept(opened(tmp_path))) == 5


def test_a_look_that_fails_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = opened(tmp_path)
    opened(tmp_path).save([A])
    with monkeypatch.context() as patch:
        patch.setattr(Database, "read_since", lambda *_: full())
        assert not ours.refresh()
    opened(tmp_path).save([B])
    assert ours.refresh()
    assert len(kept(ours)) == 2


def test_a_damaged_row_of_another_program_is_repaired(tmp_path: Path) -> None:
    filled(tmp_path)
    store = opened(tmp_path)
    other = sqlite3.connect(tmp_path / "bookmarks.db", isolation_level=None)
    other.execute("insert into record values ('read', '\"x\"', 77, '{}', 1)")
    other.close()
    store.refresh()
    assert any("a row is damaged" in notice for notice in store.notices)
    assert len(kept(opened(tmp_path))) == 5


def test_a_copy_that_fails_its_check_is_no_backup(tmp_path: Path) -> None:
    filled(tmp_path, 200)
    path = tmp_path / "bookmarks.db"
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * 4096 + content[12288:])
    database = Database(path)
    database._connection = sqlite3.connect(path)
    with pytest.raises(DatabaseDamaged, match="fails its check"):
        database.copy_to(tmp_path / "copy.db")
    database.close()


def test_check_tells_of_records_that_one_copy_lacks(tmp_path: Path) -> None:
    filled(tmp_path)
    store = opened(tmp_path)
    other = sqlite3.connect(tmp_path / "bookmarks.db", isolation_level=None)
    other.execute("delete from record where number = 3")
    other.close()
    assert store.check() == ("bookmarks.db does not hold all records",)


def test_a_long_journal_of_another_run_is_made_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(tmp_path)
    for number in range(30):
        store.save([Change(Kind.POSITION, "a", {"offset": number})])
    store.close()
    monkeypatch.setattr(journal_room, "_COMPACT_ABOVE", 1_000)
    opened(tmp_path).save([A])
    assert (tmp_path / "journal" / "bookmarks.jsonl").stat().st_size < 400


def test_an_unreadable_backup_is_passed_over(tmp_path: Path) -> None:
    for day in range(1, 4):
        store = opened(tmp_path, days_later(day))
        store.save([Change(Kind.READ, str(day), {})])
        store.close()
    backups = sorted((tmp_path / "backups").iterdir())
    backups[-1].write_bytes(b"garbage")
    (tmp_path / "bookmarks.db").write_bytes(b"garbage" * 1000)
    shutil.rmtree(tmp_path / "journal")
    assert set(kept(opened(tmp_path))) == {"1"}


# --- versions and backups ---------------------------------------------------


def add_column(connection: sqlite3.Connection) -> None:
    connection.execute("alter table record add column place text")


NEWER = (*MIGRATIONS, add_column)


def test_an_older_store_is_brought_up_to_date_with_a_backup_first(tmp_path: Path) -> None:
    filled(tmp_path)
    store = Store.open(tmp_path, clock=at_noon, migrations=NEWER)
    assert len(kept(store)) == 5
    backup = sqlite3.connect(tmp_path / "backups" / "version-1.db")
    assert backup.execute("pragma user_version").fetchone() == (1,)
    assert backup.execute("select count(*) from record").fetchone() == (5,)
    backup.close()


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    filled(tmp_path)
    Store.open(tmp_path, clock=at_noon, migrations=NEWER).close()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(StoreTooNew, match="please update"):
        opened(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_store_that_a_newer_version_migrates_meanwhile_is_only_read_from_then_on(tmp_path: Path) -> None:
    filled(tmp_path)
    ours, older = opened(tmp_path), opened(tmp_path)
    Store.open(tmp_path, clock=at_noon, migrations=NEWER).save([A])
    with pytest.raises(StoreTooNew):
        older.save([B])
    ours.refresh()
    assert ours.is_read_only
    assert any("please update" in notice for notice in ours.notices)
    assert len(kept(ours)) == 5


def test_a_second_backup_of_a_version_is_not_made(tmp_path: Path) -> None:
    filled(tmp_path)
    folder = tmp_path / "backups"
    folder.mkdir(exist_ok=True)
    (folder / "version-1.db").write_bytes(b"the first")
    Store.open(tmp_path, clock=at_noon, migrations=NEWER)
    assert (folder / "version-1.db").read_bytes() == b"the first"


def test_a_newer_journal_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(journal_room, "JOURNAL_VERSION", 2)
        filled(tmp_path)
    with pytest.raises(StoreTooNew, match="please update"):
        opened(tmp_path)


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    filled(tmp_path)

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("create table half_done (x)")
        raise sqlite3.OperationalError("it cannot be done")

    database = Database(tmp_path / "bookmarks.db", (*MIGRATIONS, fail))
    database.start()
    with pytest.raises(DatabaseDamaged, match="cannot be done"):
        database.migrate()
    database.close()
    assert (len(kept(opened(tmp_path))), opened(tmp_path).notices) == (5, ())


def test_seven_days_and_eight_weeks_of_backups_are_kept(tmp_path: Path) -> None:
    for day in range(100):
        store = opened(tmp_path, days_later(day))
        store.save([Change(Kind.READ, "a", {"day": day})])
        store.close()
    names = sorted(path.stem for path in (tmp_path / "backups").iterdir())
    days = [(NOON + timedelta(days=day)).date().isoformat() for day in range(93, 100)]
    assert names[-7:] == days
    assert 13 <= len(names) <= 15
    newest = sqlite3.connect(tmp_path / "backups" / f"{days[-1]}.db")
    assert newest.execute("select value from record").fetchone() == ('{"day":98}',)
    newest.close()


def test_kinds_of_a_later_version_are_kept_and_passed_over(tmp_path: Path) -> None:
    filled(tmp_path)
    database = Database(tmp_path / "bookmarks.db")
    database.start()
    database.write([Record("something new", "x", 99, {"y": 1})])
    database.close()
    store = opened(tmp_path)
    store.save([A])
    assert any(record.kind == "something new" for record in store.changed_since(0))


def test_of_two_states_the_later_one_wins() -> None:
    older, newer = Record("read", "a", 1, {}), Record("read", "a", 2, None)
    assert by_name([newer, older]) == by_name([older, newer]) == {newer.name: newer}
    assert newest({newer.name: newer}, {older.name: older}) == {newer.name: newer}


def test_an_older_state_does_not_come_back(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.save([A])
    store.save([Change(Kind.READ, "a", None)])
    store._take_in(by_name([Record(Kind.READ, "a", 1, {"read": "now"})]))
    assert kept(store) == {}


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.close()
    store.close()


@pytest.mark.parametrize("earlier", range(1, 5))
def test_a_database_that_was_emptied_and_filled_again_is_seen_as_another_one(tmp_path: Path, earlier: int) -> None:
    ours, theirs = opened(tmp_path), opened(tmp_path)
    for number in range(earlier):  # with some number of them SQLite takes the new file for the one it remembers
        ours.save([Change(Kind.READ, "a", {"number": number})])
    theirs.refresh()
    journal = tmp_path / "journal" / "bookmarks.jsonl"
    known_to_both = journal.read_bytes()
    os.truncate(tmp_path / "bookmarks.db", 0)
    ours.save([B])
    ours.close()
    opened(tmp_path).close()
    journal.write_bytes(known_to_both)
    theirs.save([Change(Kind.READ, "c", {})])
    theirs.close()
    assert set(kept(opened(tmp_path))) == {"a", "b", "c"}
