"""Two people keep one export in git: it merges by itself, both find the work of the other, and nothing is lost."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.bookmarks.record import Change, Json, Kind
from reader.errors import Refused, SourceError
from reader.library.transfer import MANIFEST, Carried
from reader.library.transfer_lines import FILES, RECORDS, read_records
from tests.library.test_transfer import Made, State

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def note(text: str, minute: int = 0) -> Json:
    return {"note": text, "modified": f"2026-03-01T12:{minute:02}:00+00:00"}


def git(folder: Path, *words: str, may_fail: bool = False) -> str:
    told = ("-c", "user.name=n", "-c", "user.email=n@localhost", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=true")
    done = subprocess.run(("git", *told, *words), cwd=folder, capture_output=True, text=True, check=not may_fail)
    return done.stdout + done.stderr


class Person:
    """Somebody with a library and a clone."""

    def __init__(self, root: Path, name: str) -> None:
        self.made, self.folder = Made(root / f"{name} library"), root / name

    def publish(self) -> None:
        """Carry out, commit, merge what the other has published, and push."""
        self.made.carry_out(self.folder)
        self.commit()
        git(self.folder, "pull", "--no-rebase", "--no-edit", "origin", "main")
        git(self.folder, "push", "origin", "HEAD:main")

    def commit(self) -> None:
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "--quiet", "--allow-empty", "-m", "notes")

    def fetch(self) -> Carried:
        git(self.folder, "pull", "--no-rebase", "--no-edit", "origin", "main")
        return self.made.bring_in(self.folder)

    def note(self, key: str) -> object:
        value = self.made.store.value(Kind.BOOKMARK, key)
        return value and value["note"]


@pytest.fixture
def people(tmp_path: Path) -> tuple[Person, Person]:
    """Two people who start from one export of six records and two files."""
    mine, theirs = Person(tmp_path, "mine"), Person(tmp_path, "theirs")
    subprocess.run(("git", "init", "--quiet", "--bare", "-b", "main", str(tmp_path / "hub")), check=True)
    git(tmp_path, "clone", "--quiet", str(tmp_path / "hub"), "mine")
    mine.made.put({("bookmark", key): note(key) for key in "bcd"})
    mine.made.put({("metadata", key): {"title": key} for key in "xyz"})
    put_file(mine, "a.md", b"One\r\nline\r\n")
    mine.made.carry_out(mine.folder)
    mine.commit()
    git(mine.folder, "push", "--quiet", "origin", "HEAD:main")
    git(tmp_path, "clone", "--quiet", str(tmp_path / "hub"), "theirs")
    theirs.made.bring_in(theirs.folder)
    return mine, theirs


def put_file(person: Person, name: str, content: bytes) -> None:
    file = person.made.paths.data / "articles" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def exchange(mine: Person, theirs: Person) -> tuple[Carried, Carried]:
    """Publish both; whoever is second merges; then each brings in."""
    mine.publish()
    theirs.publish()
    return mine.fetch(), theirs.fetch()


MINE: State = {("bookmark", "c"): note("mine", 1), ("metadata", "x"): {"title": "mine"}, ("bookmark", "a"): note("added")}
THEIRS: State = {("bookmark", "d"): note("theirs", 1), ("metadata", "y"): {"title": "theirs"}, ("bookmark", "aa"): note("too")}


def test_changes_of_neighbouring_records_merge_and_reach_both(people: tuple[Person, Person]) -> None:
    mine, theirs = people
    mine.made.put(MINE)
    theirs.made.put(THEIRS)
    exchange(mine, theirs)
    assert mine.made.state == theirs.made.state == {**mine.made.state, **MINE, **THEIRS}


def test_files_that_both_added_reach_both(people: tuple[Person, Person]) -> None:
    mine, theirs = people
    put_file(mine, "b.md", b"mine\n")
    put_file(theirs, "c.md", b"theirs\r\n")
    exchange(mine, theirs)
    assert mine.made.files == theirs.made.files
    assert mine.made.files["articles/c.md"] == b"theirs\r\n"
    assert mine.made.files["articles/a.md"] == b"One\r\nline\r\n"


def test_a_note_that_both_changed_is_kept_in_both_words(people: tuple[Person, Person]) -> None:
    mine, theirs = people
    mine.made.put({("bookmark", "c"): note("earlier", 1)})
    theirs.made.put({("bookmark", "c"): note("later", 2)})
    exchange(mine, theirs)
    assert mine.made.state == theirs.made.state
    assert mine.note("c") == "later"
    assert "earlier" in [value["note"] for value in mine.made.store.values(Kind.BOOKMARK).values()]
    exchange(mine, theirs)
    assert len(mine.made.state) == len(theirs.made.state) == 7


def test_a_correction_that_both_made_stays_as_each_made_it_and_is_told(people: tuple[Person, Person]) -> None:
    mine, theirs = people
    mine.made.put({("metadata", "y"): {"title": "mine"}})
    theirs.made.put({("metadata", "y"): {"title": "theirs"}})
    for brought in exchange(mine, theirs):
        assert [line.split(": ")[1] for line in brought.told] == ["metadata y is another here, which stays"]
    assert mine.made.store.value(Kind.METADATA, "y") == {"title": "mine"}
    assert theirs.made.store.value(Kind.METADATA, "y") == {"title": "theirs"}


def test_an_insertion_and_a_deletion_beside_an_edited_record_leave_no_older_state(people: tuple[Person, Person]) -> None:
    mine, theirs = people
    mine.made.put({("metadata", "wz"): {"title": "before x"}, ("metadata", "ya"): {"title": "after y"}})
    mine.made.store.save([Change(Kind.METADATA, "z", None)])
    theirs.made.put({("metadata", "x"): {"title": "theirs"}, ("metadata", "y"): {"title": "theirs"}})
    exchange(mine, theirs)
    assert len(list(read_records((mine.folder / RECORDS).read_bytes()))) == 7
    assert mine.made.store.value(Kind.METADATA, "x") == mine.made.store.value(Kind.METADATA, "y") == {"title": "theirs"}


def test_a_deletion_here_stands_where_nobody_else_changed_the_record(people: tuple[Person, Person]) -> None:
    mine, theirs = people
    mine.made.store.save([Change(Kind.BOOKMARK, "c", None)])
    theirs.made.put({("bookmark", "d"): note("theirs", 1)})
    theirs.publish()
    mine.fetch()
    assert (mine.note("c"), mine.note("d")) == (None, "theirs")
    mine.publish()
    assert "c" not in [line.key for line in read_records((mine.folder / RECORDS).read_bytes())]


def test_what_one_deleted_and_the_other_changed_is_there_again(people: tuple[Person, Person]) -> None:
    mine, theirs = people
    mine.made.store.save([Change(Kind.BOOKMARK, "c", None)])
    theirs.made.put({("bookmark", "c"): note("still needed", 1)})
    exchange(mine, theirs)
    assert mine.note("c") == theirs.note("c") == "still needed"


def test_a_third_person_who_clones_the_merged_folder_gets_everything(people: tuple[Person, Person], tmp_path: Path) -> None:
    mine, theirs = people
    mine.made.put({**MINE, ("bookmark", "b"): note("earlier", 1)})
    theirs.made.put({**THEIRS, ("bookmark", "b"): note("later", 2)})
    mine.publish()
    theirs.publish()
    git(tmp_path, "clone", "--quiet", str(tmp_path / "hub"), "third")
    third = Person(tmp_path, "third")
    third.made.bring_in(third.folder)
    notes = [value["note"] for value in third.made.store.values(Kind.BOOKMARK).values()]
    assert {"earlier", "later", "mine", "theirs", "added", "too"} <= set(notes)


def test_an_open_conflict_is_told_with_its_file_and_line_and_nothing_comes_in(people: tuple[Person, Person]) -> None:
    mine, theirs = people
    for person in people:  # somebody's git does not know the attributes
        (person.folder / ".gitattributes").write_text("* -text\n")
    mine.made.put({("bookmark", "c"): note("mine", 1), ("bookmark", "new"): note("new")})
    theirs.made.put({("bookmark", "c"): note("theirs", 2)})
    mine.publish()
    theirs.made.carry_out(theirs.folder)
    theirs.commit()
    git(theirs.folder, "pull", "--no-rebase", "--no-edit", "origin", "main", may_fail=True)
    before = theirs.made.state
    with pytest.raises(SourceError, match=rf"{RECORDS} line \d+: git has left a conflict open"):
        theirs.made.bring_in(theirs.folder)
    with pytest.raises(Refused, match="holds a damaged export"):
        theirs.made.carry_out(theirs.folder)
    assert theirs.made.state == before
    without_marks(theirs.folder / RECORDS)
    theirs.made.bring_in(theirs.folder)
    assert theirs.note("new") == "new"
    assert {"mine", "theirs"} <= {value["note"] for value in theirs.made.store.values(Kind.BOOKMARK).values()}


def without_marks(file: Path) -> None:
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(("<<<<<<<", "=======", ">>>>>>>"))))


def test_a_conflict_in_an_article_is_told_with_its_line(people: tuple[Person, Person]) -> None:
    mine, _ = people
    (mine.folder / "articles" / "a.md").write_bytes(b"One\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n")
    with pytest.raises(SourceError, match=r"articles/a.md line 2: git has left a conflict open"):
        mine.made.bring_in(mine.folder)


def damage(content: bytes, how: str) -> bytes:
    lines: Sequence[bytes] = content.split(b"\n")
    return {
        "cut": content[:-9],
        "bit": content.replace(b'"note": "b"', b'"note": "B"'),
        "half": b"\n".join([*lines[:1], lines[1][:20], *lines[2:]]),
        "text": b'"word"\n' + content,
        "bare": b"{}\n" + content,
        "number": b'{"kind": 1, "key": 2, "value": {}}\n' + content,
    }[how]


@pytest.mark.parametrize("how", ["cut", "bit", "half", "text", "bare", "number"])
def test_a_damaged_line_is_told_and_nothing_comes_in(people: tuple[Person, Person], how: str) -> None:
    mine, theirs = people
    file = mine.folder / RECORDS
    mine.made.put(MINE)
    mine.made.carry_out(mine.folder)
    file.write_bytes(damage(file.read_bytes(), how))
    before = theirs.made.state
    with pytest.raises(SourceError, match=rf"{RECORDS} .*line \d+"):
        theirs.made.bring_in(mine.folder)
    assert theirs.made.state == before


def test_a_file_that_is_named_and_not_there_is_told_and_the_rest_comes_in(people: tuple[Person, Person]) -> None:
    mine, theirs = people
    put_file(mine, "b.md", b"b\n")
    put_file(mine, "c.md", b"c\n")
    mine.made.carry_out(mine.folder)
    (mine.folder / "articles" / "b.md").unlink()
    brought = theirs.made.bring_in(mine.folder)
    assert brought.missing == ("articles/b.md",)
    assert "articles/c.md" in theirs.made.files


@pytest.mark.parametrize("name", ["../out.md", "/etc/out.md", ".", "articles/../../out.md", ""])
def test_a_name_that_leads_out_of_the_folder_is_refused(people: tuple[Person, Person], name: str) -> None:
    mine, theirs = people
    line = json.dumps({"file": name, "sha256": "0"})
    (mine.folder / FILES).write_text(line + "\n")
    with pytest.raises(Refused, match="must not name"):
        theirs.made.bring_in(mine.folder)


def test_an_export_of_the_first_format_comes_in(people: tuple[Person, Person], tmp_path: Path) -> None:
    lines = [json.dumps({"kind": "bookmark", "key": key, "value": note(key)}) for key in "pq"]
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / RECORDS).write_text("\n".join([*lines, ""]))
    digest = hashlib.sha256((tmp_path / "old" / RECORDS).read_bytes()).hexdigest()
    (tmp_path / "old" / MANIFEST).write_text(json.dumps({"format": 1, "files": {RECORDS: digest}}))
    people[0].made.bring_in(tmp_path / "old")
    assert (people[0].note("p"), people[0].note("q")) == ("p", "q")


def test_a_new_repository_takes_an_export(people: tuple[Person, Person], tmp_path: Path) -> None:
    subprocess.run(("git", "init", "--quiet", str(tmp_path / "new")), check=True)
    assert people[0].made.carry_out(tmp_path / "new").records == 6
