"""Everything carried out and in: nothing is lost, several libraries share one folder, twice is once."""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.bookmarks.record import Change, Json, Kind, Name
from reader.bookmarks.store import Store
from reader.config import Config
from reader.entities.corrections import Hide
from reader.errors import Refused
from reader.library.library import Library
from reader.library.transfer import Carried, export_all, import_all
from reader.library.transfer_lines import RECORDS, read_records
from reader.paths import Paths

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
UNHURRIED = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])

_TIMES = st.integers(0, 59).map(lambda minute: f"2026-03-01T12:{minute:02}:00+00:00")
_TEXTS = st.text(st.characters(exclude_categories=()), max_size=12)  # lone surrogates of file names, too
_VALUES = st.fixed_dictionaries({"modified": _TIMES, "note": _TEXTS, "tags": st.lists(_TEXTS, max_size=2)})
_KEYS = st.sampled_from(("a", "b", "c", "caf\udce9", "\x1b[2J"))
_RECORDS = st.dictionaries(st.tuples(st.sampled_from(Kind).map(str), _KEYS), _VALUES, max_size=12)
_OF_EVERY_KIND = st.fixed_dictionaries({(kind.value, "one"): _VALUES for kind in Kind})
_PATHS = st.sampled_from(("articles/a.md", "articles/sub folder/b.html", "originals/c.pdf", "revisions/d.txt"))
_FILES = st.dictionaries(_PATHS, st.binary(max_size=40), max_size=4)

State = Mapping[Name, Json]


class Made:
    """What one person made: a store and files, under a folder of its own."""

    def __init__(self, root: Path, state: State | None = None, files: Mapping[str, bytes] | None = None) -> None:
        self.paths = Paths.under(root)
        self.store = Store.open(self.paths.data, clock=lambda: NOW)
        self.put(state or {})
        for name, content in (files or {}).items():
            (self.paths.data / name).parent.mkdir(parents=True, exist_ok=True)
            (self.paths.data / name).write_bytes(content)

    def put(self, state: State) -> None:
        self.store.save([Change(Kind(kind), key, value) for (kind, key), value in state.items()])

    def carry_out(self, folder: Path) -> Carried:
        return export_all(self.paths, self.store, folder, {})

    def bring_in(self, folder: Path) -> Carried:
        return import_all(self.paths, self.store, folder)

    @property
    def state(self) -> State:
        return {(kind.value, key): value for kind in Kind for key, value in self.store.values(kind).items()}

    @property
    def files(self) -> Mapping[str, bytes]:
        folders = ("articles", "originals", "revisions")
        found = [path for name in folders for path in (self.paths.data / name).rglob("*") if path.is_file()]
        return {path.relative_to(self.paths.data).as_posix(): path.read_bytes() for path in found}


@contextmanager
def room() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@UNHURRIED
@given(_OF_EVERY_KIND, _RECORDS, _FILES)
def test_everything_comes_back_into_an_empty_library_and_twice_is_once(
    every: State, more: State, files: Mapping[str, bytes]
) -> None:
    with room() as folder:
        mine, empty = Made(folder / "mine", {**every, **more}, files), Made(folder / "empty")
        mine.carry_out(folder / "out")
        brought = empty.bring_in(folder / "out")
        assert (empty.state, empty.files) == (mine.state, mine.files)
        assert (brought.records, brought.files, brought.kept) == (len(mine.state), len(files), 0)
        again = empty.bring_in(folder / "out")
        assert (again.records, again.files, again.conflicts) == (0, 0, ())
        empty.carry_out(folder / "again")
        assert (folder / "again" / RECORDS).read_bytes() == (folder / "out" / RECORDS).read_bytes()
        mine.carry_out(folder / "out")
        assert (folder / "again" / RECORDS).read_bytes() == (folder / "out" / RECORDS).read_bytes()


@UNHURRIED
@given(_RECORDS, _RECORDS, _FILES, _FILES)
def test_two_libraries_share_a_folder_by_their_ids(
    first: State, second: State, first_files: Mapping[str, bytes], second_files: Mapping[str, bytes]
) -> None:
    with room() as folder:
        out = folder / "out"
        mine, theirs = Made(folder / "mine", first, first_files), Made(folder / "theirs", second, second_files)
        mine.carry_out(out)
        theirs.bring_in(out)
        theirs.carry_out(out)
        mine.bring_in(out)
        assert mine.state == theirs.state
        assert mine.state.keys() == first.keys() | second.keys()
        assert mine.files.keys() == theirs.files.keys() == first_files.keys() | second_files.keys()
        for name in mine.state:
            if name[0] == Kind.BOOKMARK and name in first and name in second:
                assert mine.state[name]["modified"] == max(first[name]["modified"], second[name]["modified"])
            else:  # theirs saw both, and kept its own
                assert mine.state[name] == second.get(name, first.get(name))


@UNHURRIED
@given(_RECORDS, _RECORDS)
def test_what_only_the_folder_holds_is_never_overwritten(first: State, second: State) -> None:
    with room() as folder:
        mine, theirs = Made(folder / "mine", first), Made(folder / "theirs", second)
        mine.carry_out(folder / "out")
        before = (folder / "out" / RECORDS).read_bytes()
        would_lose = [name for name in first if name not in second or _is_news(name, first[name], second[name])]
        if would_lose:
            with pytest.raises(Refused, match=f"holds {len(would_lose)} records that are not here"):
                theirs.carry_out(folder / "out")
            assert (folder / "out" / RECORDS).read_bytes() == before
        else:
            theirs.carry_out(folder / "out")


def _is_news(name: Name, first: Json, second: Json) -> bool:
    """Tell whether the folder's state of a record would be missed; where one person stands in reading never is."""
    if name[0] == Kind.BOOKMARK:
        return bool(first["modified"] > second["modified"])
    return name[0] not in ("read", "position", "draft", "letter") and first != second


def test_what_was_deleted_here_goes_from_the_folder(tmp_path: Path) -> None:
    mine = Made(tmp_path / "mine", {("bookmark", key): {"note": key} for key in "ab"})
    mine.carry_out(tmp_path / "out")
    mine.store.save([Change(Kind.BOOKMARK, "a", None)])
    mine.carry_out(tmp_path / "out")
    assert [line.key for line in read_records((tmp_path / "out" / RECORDS).read_bytes())] == ["b"]


def test_a_damaged_export_is_not_overwritten(tmp_path: Path) -> None:
    mine = Made(tmp_path / "mine", {("bookmark", "a"): {"note": "a"}})
    mine.carry_out(tmp_path / "out")
    (tmp_path / "out" / RECORDS).write_text("{\n")
    with pytest.raises(Refused, match="holds a damaged export"):
        mine.carry_out(tmp_path / "out")


def test_half_a_character_in_what_is_for_people_costs_no_export(tmp_path: Path) -> None:
    mine = Made(tmp_path / "mine")
    export_all(mine.paths, mine.store, tmp_path / "out", {"entities.toml": "caf\udce9"})
    assert (tmp_path / "out" / "entities.toml").read_text() == "caf?"


def test_what_two_libraries_say_about_names_is_kept_in_both(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    made = [Library.open(Paths.under(tmp_path / name), Config(), tmp_path / "articles") for name in ("mine", "yours")]
    for library, name in zip(made, ("Oral", "Tokaev"), strict=True):
        library.add_entity_rules([Hide(name)])
        with contextlib.suppress(Refused):
            library.export_all(tmp_path / "out")
        library.import_all(tmp_path / "out")
        library.export_all(tmp_path / "out")
    made[0].import_all(tmp_path / "out")
    assert [set(library.entity_rules()) for library in made] == [{Hide("Oral"), Hide("Tokaev")}] * 2
    assert len(made[0].undo_entity_word()) == 1  # the words of others with the same number stay
