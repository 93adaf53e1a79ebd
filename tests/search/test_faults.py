"""Whatever happens to the index, search answers again and no wrong answer stays."""

import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from reader.errors import IndexBroken, StoreError, StoreLocked
from reader.files import locked
from reader.paths import make_private
from reader.search.engine import SearchEngine
from reader.search.hits import UserState
from reader.search.state import LOCK_FILE, POINTER, SCRATCH, STATE_FILE, current_generation, delete_leftovers
from tests.search.corpus import Shelf, invented_collection

TODAY = date(2026, 1, 15)
COUNT = 24
KILLS = int(os.environ.get("BROADSHEET_KILLS", "5"))
FLIPS = int(os.environ.get("BROADSHEET_FLIPS", "40"))


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return invented_collection(COUNT, length=60)


@pytest.fixture(scope="module")
def pristine(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two segments that nothing has happened to."""
    folder = tmp_path_factory.mktemp("pristine")
    engine = SearchEngine(folder, shelf.article)
    made = list(shelf.indexed_articles.values())
    engine.update(made[:20], ())
    engine.update(made[18:], ())
    return folder


@pytest.fixture
def folder(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "index"))


def feed(engine: SearchEngine, shelf: Shelf) -> None:
    """Bring an index up to date as the library does."""
    held = engine.stamps()
    engine.update([made for name, made in shelf.indexed_articles.items() if held.get(name) != made.stamp], ())


def ask_everything(engine: SearchEngine, shelf: Shelf) -> None:
    """Assert that every article is found by its own words, and nothing else is there."""
    assert engine.check(indexed.article for indexed in shelf.indexed_articles.values()) == ()
    assert engine.search("source:source", state=UserState(), today=TODAY).total == COUNT


def recover(folder: Path, shelf: Shelf) -> None:
    """Use an index as the library and the search process do; whatever breaks is built again without a person's help."""
    engine = SearchEngine(folder, shelf.article)
    for _ in range(3):
        try:
            feed(engine, shelf)
            while engine.check_next_piece():
                pass
            return ask_everything(engine, shelf)
        except IndexBroken:
            continue
    pytest.fail("it breaks again and again")


def a_file(folder: Path, pattern: str) -> Path:
    return sorted(current_generation(folder).glob(pattern))[0]


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def garble(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(path.stat().st_size))


DAMAGE: dict[str, Callable[[Path], None]] = {
    "deleted": Path.unlink,
    "cut": cut,
    "zeroed": zero,
    "garbled": garble,
    "emptied": lambda p: os.truncate(p, 0),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("pattern", ["*.words", "*.articles", "_MAIN_*.toc", STATE_FILE, f"../{POINTER}"])
def test_a_damaged_file_costs_nothing(folder: Path, shelf: Shelf, pattern: str, damage: str) -> None:
    DAMAGE[damage](a_file(folder, pattern))
    recover(folder, shelf)


def test_a_damaged_table_of_contents_is_replaced_at_the_next_change(folder: Path, shelf: Shelf) -> None:
    garble(a_file(folder, "_MAIN_*.toc"))
    engine = SearchEngine(folder, shelf.article)
    with pytest.raises(IndexBroken):
        engine.update([shelf.indexed("a1")], ())
    feed(engine, shelf)
    ask_everything(engine, shelf)


def test_swapped_files_are_noticed(folder: Path, shelf: Shelf) -> None:
    first, second = sorted(current_generation(folder).glob("*.words"))
    first.rename(first.with_suffix(".swap"))
    second.rename(first)
    first.with_suffix(".swap").rename(second)
    recover(folder, shelf)


@pytest.mark.parametrize("seed", range(FLIPS))
def test_one_flipped_bit_leaves_no_wrong_answer(folder: Path, shelf: Shelf, seed: int) -> None:
    rnd = random.Random(seed)
    path = rnd.choice(sorted(path for path in current_generation(folder).iterdir() if path.stat().st_size))
    content = bytearray(path.read_bytes())
    content[rnd.randrange(len(content))] ^= 1 << rnd.randrange(8)
    path.write_bytes(content)
    recover(folder, shelf)


class _Bomb:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (os.mkdir, (self.path,))


def test_a_planted_pickle_does_not_run(folder: Path, shelf: Shelf, tmp_path: Path) -> None:
    table = a_file(folder, "_MAIN_*.toc")
    content = table.read_bytes()
    at = content.index(b"\x80")
    table.write_bytes(content[:at] + pickle.dumps(_Bomb(str(tmp_path / "planted"))) + content[at:])
    recover(folder, shelf)
    assert not (tmp_path / "planted").exists()


def test_a_planted_newer_table_of_contents_does_not_run(folder: Path, shelf: Shelf, tmp_path: Path) -> None:
    (current_generation(folder) / "_MAIN_99.toc").write_bytes(pickle.dumps(_Bomb(str(tmp_path / "planted"))))
    recover(folder, shelf)
    assert not (tmp_path / "planted").exists()


def test_an_index_that_others_may_write_is_not_opened(folder: Path, shelf: Shelf) -> None:
    current_generation(folder).chmod(0o777)
    assert SearchEngine(folder, shelf.article).stamps() == {}
    recover(folder, shelf)


def test_an_index_of_a_newer_version_is_built_again(folder: Path, shelf: Shelf) -> None:
    state = current_generation(folder) / STATE_FILE
    state.write_bytes(state.read_bytes().replace(b"broadsheet-index ", b"broadsheet-index 9", 1))
    recover(folder, shelf)


def test_an_index_that_vanishes_is_built_again(folder: Path, shelf: Shelf) -> None:
    engine = SearchEngine(folder, shelf.article)
    assert engine.search("source:source", state=UserState(), today=TODAY).total == COUNT
    shutil.rmtree(folder)
    feed(engine, shelf)
    ask_everything(engine, shelf)


def test_an_index_that_vanishes_does_not_say_that_nothing_was_found(folder: Path, shelf: Shelf) -> None:
    engine = SearchEngine(folder, shelf.article)
    engine.stamps()
    shutil.rmtree(folder)
    with pytest.raises(IndexBroken):
        engine.search("source:source", state=UserState(), today=TODAY)


def test_the_clock_set_back_changes_nothing(folder: Path, shelf: Shelf) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (10**9, 10**9))
    engine = SearchEngine(folder, shelf.article)
    engine.update([shelf.indexed("a1")], ())
    ask_everything(engine, shelf)


def test_leftover_files_are_deleted(folder: Path, shelf: Shelf) -> None:
    generation = current_generation(folder)
    (generation / "MAIN_deadbeefdeadbeef.words").write_bytes(b"left over")
    (generation / "MAIN_WRITELOCK").touch()
    SearchEngine(folder, shelf.article).update([shelf.indexed("a1")], ())
    assert not (generation / "MAIN_deadbeefdeadbeef.words").exists()


def test_two_programs_see_each_others_changes(folder: Path, shelf: Shelf) -> None:
    first, second = SearchEngine(folder, shelf.article), SearchEngine(folder, shelf.article)
    assert "a1" in second.stamps()
    first.update((), ["a1"])
    assert "a1" not in second.stamps()
    second.update([shelf.indexed("a1")], ())
    assert "a1" in first.stamps()
    ask_everything(first, shelf)


def test_a_second_writer_is_told_so(folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.search.keeper.locked", partial(locked, timeout_seconds=0))
    engine = SearchEngine(folder, shelf.article)
    with locked(folder / LOCK_FILE), pytest.raises(StoreLocked):
        engine.update([shelf.indexed("a1")], ())
    assert engine.search("source:source", state=UserState(), today=TODAY).total == COUNT


def test_a_rebuild_that_is_stopped_leaves_the_old_index(folder: Path, shelf: Shelf) -> None:
    engine = SearchEngine(folder, shelf.article)
    engine.rebuild(shelf.indexed_articles.values(), should_stop=lambda: True)
    ask_everything(engine, shelf)


def test_a_rebuild_takes_the_place_of_the_old_index(folder: Path, shelf: Shelf) -> None:
    engine = SearchEngine(folder, shelf.article)
    before = current_generation(folder)
    engine.rebuild(shelf.indexed_articles.values())
    assert current_generation(folder) != before
    assert not before.exists()
    ask_everything(engine, shelf)


_WRITER = """
import sys
from pathlib import Path
from reader.search.engine import SearchEngine
from tests.search.corpus import invented_collection
shelf = invented_collection(24, length=60)
engine = SearchEngine(Path(sys.argv[1]), shelf.article)
print("ready", flush=True)
while True:
    for start in range(0, 24, 3):
        engine.update([shelf.indexed(f"a{n}") for n in range(start, start + 3)], ())
"""


_MERGER = """
import sys
from pathlib import Path
from reader.search.engine import SearchEngine
from tests.search.corpus import invented_collection
shelf = invented_collection(24, length=60)
engine = SearchEngine(Path(sys.argv[1]), shelf.article)
made = list(shelf.indexed_articles.values())
print("ready", flush=True)
while True:
    engine.update(made[:12], ())
    engine.update(made[12:], ())
    engine.merge()
"""


@pytest.mark.parametrize("program", [_WRITER, _MERGER], ids=["writer", "merger"])
def test_a_killed_program_costs_nothing(folder: Path, shelf: Shelf, program: str) -> None:
    rnd = random.Random(3)
    for _ in range(KILLS):
        writer = subprocess.Popen([sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE)
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(rnd.random() * 0.3)  # the moment of the kill is the point
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        recover(folder, shelf)
    delete_leftovers(folder)
    assert [path for path in folder.iterdir() if path.is_dir()] == [current_generation(folder)]


def test_a_full_disk_is_one_clear_error_and_the_old_index_answers(
    folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    engine = SearchEngine(folder, shelf.article)
    for write in ("reader.search.codec.write_words", "reader.search.codec.write_articles", "reader.search.writer.save_state"):
        monkeypatch.setattr(write, full)
        with pytest.raises(StoreError, match="no space left"):
            engine.update([shelf.indexed("a1")], ())
        monkeypatch.undo()
        assert engine.search("source:source", state=UserState(), today=TODAY).total == COUNT
    recover(folder, shelf)


def test_a_reader_never_throws_away_what_another_program_has_just_written(
    folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = (SearchEngine(folder, shelf.article) for _ in range(2))

    def change_and_fail(*_: object) -> None:
        writer.update([shelf.indexed("a1")], ())
        raise IndexBroken("a file has gone while it was opened")

    monkeypatch.setattr("reader.search.opened.check_sizes", change_and_fail)
    with pytest.raises(IndexBroken):
        reader.search("source:source", state=UserState(), today=TODAY)
    monkeypatch.undo()
    ask_everything(reader, shelf)


def test_swapped_article_files_are_noticed(folder: Path, shelf: Shelf) -> None:
    first, second = sorted(current_generation(folder).glob("*.articles"))
    first.rename(first.with_suffix(".swap"))
    second.rename(first)
    first.with_suffix(".swap").rename(second)
    recover(folder, shelf)


def test_what_a_killed_helper_leaves_is_deleted_and_what_a_living_one_has_is_not(folder: Path, shelf: Shelf) -> None:
    dead, alive = (make_private(folder / f"{SCRATCH}{number}") for number in (1, 2))
    (dead / LOCK_FILE).touch()
    with locked(alive / LOCK_FILE):
        delete_leftovers(folder)
        assert alive.exists()
    assert not dead.exists()
    recover(folder, shelf)


def test_a_disk_that_fills_up_during_a_merge_leaves_the_old_index(
    folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    engine = SearchEngine(folder, shelf.article)
    feed_equally(engine, shelf)
    for write in ("reader.search.merging.write_words", "reader.search.merging.write_articles", "reader.search.writer.save_state"):
        monkeypatch.setattr(write, full)
        with pytest.raises(StoreError, match="no space left"):
            engine.merge()
        monkeypatch.undo()
        ask_everything(engine, shelf)


def feed_equally(engine: SearchEngine, shelf: Shelf) -> None:
    """Index everything again in two equal parts, so that there is something to merge."""
    made = list(shelf.indexed_articles.values())
    for half in (made[: COUNT // 2], made[COUNT // 2 :]):
        engine.update(half, ())
    assert engine.worth_merging()
