"""Bookmarks from the shell, and everything out and in."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import Shell


def made(shell: Shell, folder: Path, quote: str = "second quay") -> str:
    document = shell("bookmarks", "add", "first.md", "--quote", quote, "--note", "how much?", "--json", "-C", folder).json
    return str(document["id"])


def test_a_bookmark_is_there_with_the_fields_of_the_contract(shell: Shell, folder: Path) -> None:
    bookmark = made(shell, folder)
    listed = shell("bookmarks", "list", "--json", "-C", folder).json["bookmarks"]
    assert [b["id"] for b in listed] == [bookmark]
    assert set(listed[0]) == {"id", "article", "quote", "note", "tags", "colour", "created", "modified", "targets"}
    target = listed[0]["targets"][0]
    assert set(target) == {"article", "start", "end", "exact", "prefix", "suffix", "state", "score"}
    assert (target["exact"], target["state"]) == ("second quay", "anchored")


def test_words_that_are_not_there_are_refused(shell: Shell, folder: Path) -> None:
    refused = shell("bookmarks", "add", "first.md", "--quote", "zeppelin", "-C", folder)
    assert (refused.code, refused.out) == (3, "")
    assert shell("bookmarks", "list", "-C", folder).code == 1


def test_straight_quotes_and_blanks_find_typographic_ones(shell: Shell, folder: Path) -> None:
    (folder / "first.md").write_text("The mayor\u2019s new\u00a0harbour was opened, \u201cat last\u201d, as everybody here said.\n")
    assert shell("bookmarks", "add", "first.md", "--quote", 'mayor\'s new harbour was opened, "at last"', "-C", folder).code == 0


def test_a_bookmark_follows_its_words_through_an_edit_and_a_rename(shell: Shell, folder: Path) -> None:
    made(shell, folder)
    text = (folder / "first.md").read_text()
    (folder / "first.md").unlink()
    (folder / "renamed.md").write_text(text)
    shell("list", "-C", folder)
    (folder / "renamed.md").write_text("A paragraph that was put before everything else, later on.\n\n" + text)
    target = shell("bookmarks", "list", "--json", "-C", folder).json["bookmarks"][0]["targets"][0]
    article = shell("show", "renamed.md", "--json", "-C", folder).json
    assert target["state"] in {"anchored", "moved"}
    assert article["text"][target["start"] : target["end"]] == "second quay"


def test_a_bookmark_keeps_its_article_when_the_cache_is_lost_after_an_edit(shell: Shell, folder: Path) -> None:
    made(shell, folder)
    (folder / "first.md").write_text("New first words.\n\n" + (folder / "first.md").read_text())
    shell("list", "-C", folder)
    before = shell("show", "first.md", "--json", "-C", folder).json["id"]
    for file in shell.paths.cache.rglob("*"):
        if file.is_file():
            file.unlink()
    assert shell("show", "first.md", "--json", "-C", folder).json["id"] == before
    assert shell("bookmarks", "list", "--json", "-C", folder).json["bookmarks"][0]["targets"][0]["state"] != "orphan"


def test_a_bookmark_of_a_deleted_article_is_listed_as_orphan(shell: Shell, folder: Path) -> None:
    made(shell, folder)
    (folder / "first.md").unlink()
    bookmark = shell("bookmarks", "list", "--json", "-C", folder).json["bookmarks"][0]
    assert (bookmark["quote"], bookmark["targets"][0]["state"]) == ("second quay", "orphan")


def test_edit_changes_note_tags_and_colour(shell: Shell, folder: Path) -> None:
    bookmark = made(shell, folder)
    shell("bookmarks", "edit", bookmark, "--tag", "a", "--tag", "b", "-C", folder)
    changed = shell("bookmarks", "edit", bookmark, "--untag", "a", "--note", "new", "--colour", "rose", "--json", "-C", folder).json
    assert (changed["tags"], changed["note"], changed["colour"]) == (["b"], "new", "rose")


def test_rm_deletes_and_an_unknown_one_is_exit_code_3(shell: Shell, folder: Path) -> None:
    bookmark = made(shell, folder)
    assert shell("bookmarks", "rm", bookmark, "-n", "-C", folder).code == 0
    assert shell("bookmarks", "rm", bookmark, "-C", folder).code == 0
    assert shell("bookmarks", "rm", bookmark, "-C", folder).code == 3
    assert shell("bookmarks", "list", "-C", folder).code == 1


@pytest.mark.parametrize("style", ["markdown", "org", "w3c", "readwise", "csv", "json"])
def test_an_export_is_the_same_every_time(shell: Shell, folder: Path, style: str) -> None:
    made(shell, folder)
    first = shell("bookmarks", "export", "--as", style, "-C", folder)
    assert first.code == 0
    assert "second quay" in first.out
    assert shell("bookmarks", "export", "--as", style, "-C", folder).out == first.out


def test_an_export_takes_only_what_is_chosen(shell: Shell, folder: Path) -> None:
    made(shell, folder)
    other = shell("bookmarks", "add", "second.txt", "--quote", "", "--tag", "trade", "--json", "-C", folder).json

    def exported(*choice: str) -> list[str]:
        done = shell("bookmarks", "export", "--as", "json", *choice, "-C", folder)
        return [each["id"] for each in json.loads(done.out)["bookmarks"]] if done.code == 0 else []

    assert len(exported()) == 2
    assert exported("--tag", "trade") == exported("--article", "second.txt") == [other["id"]]
    assert exported("--article", "second.txt", "--tag", "none") == []
    assert len(exported("--since", other["created"][:10])) == 2
    assert exported("--since", "2999") == []
    assert shell("bookmarks", "export", "--since", "yesterday", "-C", folder).code == 2


@pytest.mark.parametrize("style", ["json", "w3c", "readwise"])
def test_an_export_comes_in_again_once(shell: Shell, folder: Path, tmp_path: Path, style: str) -> None:
    bookmark = made(shell, folder)
    file = tmp_path / "notes"
    shell("bookmarks", "export", "--as", style, "-o", file, "-C", folder)
    shell("bookmarks", "rm", bookmark, "-C", folder)
    assert shell("bookmarks", "import", file, "-C", folder).code == 0
    assert shell("bookmarks", "import", file, "-C", folder).code == 0
    listed = shell("bookmarks", "list", "--json", "-C", folder).json["bookmarks"]
    assert [(b["quote"], b["note"], b["targets"][0]["state"]) for b in listed] == [("second quay", "how much?", "anchored")]


def test_a_file_that_is_no_export_is_refused(shell: Shell, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{")
    assert shell("bookmarks", "import", tmp_path / "x.json", "-C", folder).code == 3
    assert shell("bookmarks", "import", tmp_path / "missing.json", "-C", folder).code == 3
    assert shell("bookmarks", "import", folder / "first.md", "--as", "nonsense", "-C", folder).code == 2


def test_everything_goes_out_and_in_without_loss(
    shell: Shell, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell("add", folder)
    shell("bookmarks", "add", "first.md", "--quote", "second quay", "--tag", "t")
    shell("set", "second.txt", "date=2025-11-02")
    shell("entities", "hide", "Norway")
    assert shell("export-all", tmp_path / "out").code == 0
    other = Shell(tmp_path / "elsewhere", capsys)
    assert other("import-all", tmp_path / "out").code == 0
    for command in (("list", "--json"), ("bookmarks", "list", "--json"), ("entities", "--json")):
        mine, theirs = shell(*command).json, other(*command).json
        for document in (mine, theirs):
            document.pop("collection", None)
            for article in document.get("articles", ()):
                article.pop("added")
        assert mine == theirs, command
    assert other("import-all", tmp_path / "out").code == 0
    assert other("export-all", tmp_path / "again").code == 0
    assert (tmp_path / "again" / "records.jsonl").read_text() == (tmp_path / "out" / "records.jsonl").read_text()


def test_an_export_is_never_written_into_a_folder_of_something_else(shell: Shell, folder: Path) -> None:
    assert shell("export-all", folder).code == 3
    assert sorted(path.name for path in folder.iterdir()) == ["first.md", "second.txt"]


def test_a_damaged_export_brings_nothing_in(shell: Shell, folder: Path, tmp_path: Path) -> None:
    made(shell, folder)
    shell("export-all", tmp_path / "out")
    (tmp_path / "out" / "records.jsonl").write_text("{}\n")
    assert shell("import-all", tmp_path / "out").code == 3
    manifest = {"format": 1, "files": {"../../evil": "0"}}
    (tmp_path / "out" / "broadsheet-export.json").write_text(json.dumps(manifest))
    assert shell("import-all", tmp_path / "out").code == 3


def test_bookmarks_of_other_folders_are_counted_where_there_are_none_here(shell: Shell, folder: Path) -> None:
    shell("-C", folder, "bookmarks", "add", "first.md", "--quote", "second quay")
    told = shell("bookmarks", "list")
    assert (told.code, told.err.count("\n")) == (1, 1)
    assert f"1 is kept in other folders: `broadsheet {folder}`" in told.err
    shell("-C", "sample", "bookmarks", "add", "000-kremlin-visit.md", "--quote", "Smiles came first")
    (folder.parent / "other").mkdir()
    assert "2 are kept in other folders" in shell("-C", folder.parent / "other", "bookmarks", "list").err
    assert "other folders" not in shell("-C", folder, "bookmarks", "list").err


PAGE = "<html><body><p>The mayor opened the harbour on Sunday, and ships from Norway came in by noon.</p></body></html>"
RECORD = {"slug": "a-1", "title": "Harbour", "url": "https://example.org/a", "labels": [], "savedAt": "2024-10-29T23:13:50Z"}


def packed(folder: Path, **files: str) -> Path:
    """Pack a page and what was marked in it as Omnivore does."""
    archive = folder / "omnivore.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("metadata_0_to_20.json", json.dumps([RECORD]))
        for name, content in files.items():
            zipped.writestr(f"{name}/a-1.{'md' if name == 'highlights' else 'html'}", content)
    return archive


def test_what_was_marked_in_omnivore_comes_in_with_its_places(shell: Shell, tmp_path: Path) -> None:
    archive = packed(tmp_path, content=PAGE, highlights="> ships from Norway \n\n#sea\n\nhow many?")
    assert "bookmarks import" in shell("add", archive).err
    assert "1 added, 0 updated, 0 unchanged, 0 without a place" in shell("bookmarks", "import", archive).err
    (bookmark,) = shell("bookmarks", "list", "--json").json["bookmarks"]
    assert (bookmark["note"], bookmark["tags"], bookmark["targets"][0]["state"]) == ("how many?", ["sea"], "anchored")
    assert "0 added, 0 updated, 1 unchanged" in shell("bookmarks", "import", archive).err


def test_an_archive_without_highlights_is_refused(shell: Shell, tmp_path: Path) -> None:
    refused = shell("bookmarks", "import", packed(tmp_path, content=PAGE))
    assert refused.code == 3
    assert "without highlights" in refused.err


def test_what_was_marked_in_wallabag_comes_in_with_its_places(shell: Shell, tmp_path: Path) -> None:
    export = tmp_path / "wallabag.json"
    marked = {"text": "how many?", "quote": "ships from Norway", "ranges": []}
    entry = {"is_archived": 0, "title": "Harbour", "url": "https://example.org/a", "content": PAGE, "annotations": [marked]}
    export.write_text(json.dumps([entry]))
    assert "bookmarks import" in shell("add", export).err
    assert "1 added, 0 updated, 0 unchanged, 0 without a place" in shell("bookmarks", "import", export).err
    (bookmark,) = shell("bookmarks", "list", "--json").json["bookmarks"]
    assert bookmark["targets"][0]["exact"] == "ships from Norway"
