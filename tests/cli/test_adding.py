"""`add`: the original bytes are kept, nothing comes twice, a refused file stops no other."""

import http.server
import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.listing import Report
from tests.cli.running import Shell
from tests.systems import needs_any_name


def added(shell: Shell, *arguments: str | Path) -> dict[str, int]:
    document = shell("add", *arguments, "--json").json
    return {kind: len(document[kind]) for kind in ("added", "unchanged", "updated", "refused") if document[kind]}


def test_a_folder_comes_in_with_its_bytes(shell: Shell, folder: Path) -> None:
    assert added(shell, folder) == {"added": 2}
    assert (shell.paths.articles / "first.md").read_bytes() == (folder / "first.md").read_bytes()
    assert len(shell("list", "--json").json["articles"]) == 2


def test_adding_twice_adds_nothing_twice(shell: Shell, folder: Path) -> None:
    assert added(shell, folder) == {"added": 2}
    assert added(shell, folder) == {"unchanged": 2}
    assert added(shell, folder / "first.md", folder) == {"unchanged": 2}


def test_the_same_bytes_from_another_place_are_the_same_article(shell: Shell, folder: Path, tmp_path: Path) -> None:
    added(shell, folder)
    (tmp_path / "copy.md").write_bytes((folder / "first.md").read_bytes())
    assert added(shell, tmp_path / "copy.md") == {"unchanged": 1}


def test_every_file_of_a_call_is_told_of_when_several_hold_one_text(shell: Shell, tmp_path: Path) -> None:
    text = "The harbour was closed for the winter.\n\nNobody said for how long it would stay so, and nobody asked.\n"
    for name, content in (("a.txt", text), ("b.txt", text.rstrip()), ("c.txt", text.replace("\n", "\r\n"))):
        (tmp_path / name).write_bytes(content.encode())
    outcome = shell("add", tmp_path)
    assert outcome.out.count("added") == 1
    assert [line for line in outcome.err.splitlines() if line.startswith("same")] == [
        f"same {tmp_path / name}: the same text as a.txt" for name in ("b.txt", "c.txt")
    ]
    again = shell("add", tmp_path / "b.txt", "--json").json
    assert [(line["path"], line["why"]) for line in again["same"]] == [(str(tmp_path / "b.txt"), "the same text as a.txt")]
    assert again["added"] == []


@pytest.mark.parametrize("address", ["example.org/story", "www.example.org/", "www.example.org", "münchen.de", "пример.рф/а"])
def test_an_address_without_its_beginning_is_told_how_to_be_written(shell: Shell, address: str) -> None:
    outcome = shell("add", address)
    assert outcome.code == 3
    assert f"https://{address}" in outcome.err


@pytest.mark.parametrize(
    "path", ["story.html", "geschichte-ü", "notes/story.html", "/nowhere/example.org/story", "./example.org/x"]
)
def test_a_path_is_not_taken_for_an_address(shell: Shell, path: str) -> None:
    outcome = shell("add", path)
    assert outcome.code == 3
    assert "https" not in outcome.err


def test_the_home_of_nobody_is_no_fault_of_the_program(shell: Shell) -> None:
    wrong = "~nobody-of-this-name/a.txt"
    for call in (("add", wrong), ("-C", wrong, "list")):
        outcome = shell(*call)
        assert (outcome.code, wrong in outcome.err) == (3, True)


@pytest.mark.parametrize("call", [("-C", "", "list"), ("export-all", ""), ("import-all", ""), ("bookmarks", "import", "")])
def test_an_empty_name_is_not_the_folder_one_is_in(shell: Shell, call: tuple[str, ...]) -> None:
    outcome = shell(*call)
    assert (outcome.code, "it is empty" in outcome.err) == (2, True)
    assert shell("add", "").code == 3


def test_a_changed_source_is_a_new_revision_and_the_old_bytes_stay(shell: Shell, folder: Path) -> None:
    added(shell, folder)
    before, old_bytes = shell("show", "first.md", "--json").json["id"], (folder / "first.md").read_bytes()
    (folder / "first.md").write_text((folder / "first.md").read_text() + "\nA paragraph came later.\n")
    assert added(shell, folder) == {"updated": 1, "unchanged": 1}
    assert shell("show", "first.md", "--json").json["id"] == before
    assert [file.read_bytes() for file in (shell.paths.data / "originals").iterdir()] == [old_bytes]


def test_of_two_sources_with_one_text_each_can_change_by_itself(shell: Shell, folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    for copy in (one, two):
        copy.write_bytes((folder / "first.md").read_bytes())
    added(shell, one, two)
    one.write_text(one.read_text() + "\nA paragraph came later.\n")
    assert added(shell, one) == {"added": 1}
    assert added(shell, two) == {"unchanged": 1}
    one.write_text(one.read_text() + "\nAnd one more.\n")
    assert added(shell, one) == {"updated": 1}
    assert len(shell("list", "--json").json["articles"]) == 2


def test_a_name_that_is_taken_in_this_moment_is_passed_over(shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = "Another program has just put this account of the harbour here.\n"
    shell.paths.articles.mkdir(parents=True)
    (shell.paths.articles / "first.md").write_text(theirs)
    monkeypatch.setattr("reader.library.adding.os.path.lexists", lambda _: False)  # it was not there yet
    added(shell, folder / "first.md")
    monkeypatch.undo()
    assert (shell.paths.articles / "first.md").read_text() == theirs
    assert (shell.paths.articles / "first-2.md").read_bytes() == (folder / "first.md").read_bytes()


def test_two_files_of_one_name_are_two_articles(shell: Shell, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "first.md"
    other.write_text("Something else entirely, which only has the name of its file in common with the other.\n")
    assert added(shell, folder / "first.md", other) == {"added": 2}
    assert {file.name for file in shell.paths.articles.iterdir()} == {"first.md", "first-2.md"}


def test_refused_files_are_named_and_the_others_come_in(shell: Shell, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    os.mkfifo(tmp_path / "pipe.txt")
    bad = ("empty.txt", "binary.txt", "pipe.txt", "missing.txt")
    outcome = shell("add", *(tmp_path / name for name in bad), "/dev/zero", folder / "first.md", "--json")
    assert outcome.code == 3
    assert [Path(line["path"]).name for line in outcome.json["refused"]] == ["missing.txt", "pipe.txt", "zero", *bad[:2]] or len(
        outcome.json["refused"]
    ) == 5
    assert len(outcome.json["added"]) == 1
    assert all(line["why"] for line in outcome.json["refused"])
    assert {file.name for file in shell.paths.articles.iterdir()} == {"first.md"}


def test_folders_inside_come_in_only_when_asked(shell: Shell, folder: Path) -> None:
    (folder / "deeper").mkdir()
    (folder / "first.md").rename(folder / "deeper" / "first.md")
    assert added(shell, folder) == {"added": 1}
    assert added(shell, folder, "--recursive") == {"added": 1, "unchanged": 1}


@pytest.mark.parametrize(("inside", "is_told"), [("", False), ("deeper", True)])
def test_a_folder_without_articles_says_so(shell: Shell, tmp_path: Path, inside: str, is_told: bool) -> None:
    (tmp_path / "box" / inside).mkdir(parents=True)
    if inside:
        (tmp_path / "box" / inside / "story.txt").write_text("Words that lie one folder deeper than was asked for.\n")
    outcome = shell("add", tmp_path / "box")
    assert outcome.code == 3
    assert ("no article files" in outcome.err, "; -r takes" in outcome.err) == (True, is_told)


def test_links_that_lead_out_of_a_folder_are_not_followed(shell: Shell, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("A secret that lies elsewhere and has no business in this collection at all.\n")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    outcome = shell("add", folder, "--json")
    assert (outcome.code, len(outcome.json["added"]), len(outcome.json["refused"])) == (3, 2, 1)


def test_what_the_reader_says_about_them_holds(shell: Shell, folder: Path) -> None:
    shell("add", folder / "first.md", "--title", "Mine", "--date", "2025", "--tag", "harbours")
    listed = shell("list", "--json").json["articles"][0]
    assert (listed["title"], listed["date"], listed["status"]["title"]) == ("Mine", "2025", "set")
    assert shell("search", "tag:harbours", "--count").out == "1\n"
    assert shell("add", folder, "--date", "soon").code == 2


def test_standard_input_is_an_article(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"A pasted title\n\nSome words that were pasted from elsewhere and make a paragraph of their own.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert added(shell, "-", "--title", "Pasted") == {"added": 1}
    assert shell("list", "--json").json["articles"][0]["title"] == "Pasted"


def test_a_dry_run_changes_nothing(shell: Shell, folder: Path) -> None:
    assert added(shell, folder, "-n") == {"added": 2}
    assert not list(shell.paths.articles.iterdir())


def test_a_folder_named_with_c_is_never_written_to(shell: Shell, folder: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert shell("-C", folder, "add", folder / "first.md").code == 2
    shell("-C", folder, "list")
    shell("-C", folder, "search", "harbour")
    shell("-C", folder, "bookmarks", "add", "first.md", "--quote", "second quay")
    assert {file: file.stat().st_mtime_ns for file in folder.iterdir()} == before


@needs_any_name
def test_hostile_names_become_harmless_files(shell: Shell, tmp_path: Path) -> None:
    odd = tmp_path / "o\x1b[2J\u202edd \udce9name.txt"
    odd.write_text("A file with a name that nobody should have, and words enough to be an article of its own.\n")
    outcome = shell("add", odd, "--json")
    assert (outcome.code, outcome.out.isascii()) == (0, True)
    [kept] = shell.paths.articles.iterdir()
    assert not set("\x1b\u202e\udce9") & set(kept.name)


class _Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"<html><head><title>A page</title></head><body><article><h1>A page</h1><p>" + b"Words of a page. " * 30
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body + b"</p></article></body></html>")

    def log_message(self, format: str, *args: object) -> None:
        return None


@pytest.fixture
def address() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/story"
        server.shutdown()
        thread.join()


def test_an_address_comes_in_once(shell: Shell, address: str) -> None:
    assert shell("add", address, "--allow-private", "--json").json["refused"] == []
    assert added(shell, address, "--allow-private") == {"unchanged": 1}
    assert [file.name for file in shell.paths.articles.iterdir()] == ["story.html"]


def test_a_private_address_is_refused_unless_allowed(shell: Shell, address: str) -> None:
    outcome = shell("add", address, "file:///etc/passwd", "--json")
    assert (outcome.code, len(outcome.json["refused"])) == (3, 2)


def test_another_copy_of_an_account_is_offered_and_not_merged(shell: Shell, folder: Path, tmp_path: Path) -> None:
    shell("add", folder)
    text = (folder / "first.md").read_text()
    (tmp_path / "again.md").write_text(text.replace("A harbour for the north", "The north gets its harbour"))
    outcome = shell("add", tmp_path / "again.md", "--json")
    assert len(outcome.json["added"]) == 1
    assert [line["path"] for line in outcome.json["unsure"]] == ["again.md"]
    assert "also at first.md" in outcome.json["unsure"][0]["why"]
    also_at = shell("show", "again.md", "--json").json["also_at"]
    assert [copy["path"] for copy in also_at] == ["first.md"]


@pytest.mark.parametrize(("options", "is_told"), [((), False), (("--tag", "harbours"), True), (("--source", "The Example"), True)])
def test_what_was_said_of_files_that_wait_is_not_lost_in_silence(
    shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], is_told: bool
) -> None:
    monkeypatch.setattr("reader.library.library.Library.add", lambda *_: Report(waiting=2, was_stopped=True))
    outcome = shell("add", folder, *options)
    assert (outcome.code, "not set yet" in outcome.err) == (130, is_told)


def test_a_stopped_call_given_again_sets_what_it_said(shell: Shell, folder: Path) -> None:
    shell("add", folder)
    shell("add", folder, "--tag", "harbours")
    assert shell("search", "tag:harbours", "--count").out == "2\n"
