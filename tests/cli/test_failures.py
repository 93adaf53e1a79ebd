"""Bad calls and bad input: one line, the exit code of the contract, nothing else lost."""

import os
from pathlib import Path

import pytest

from reader.cli.main import COMMANDS
from tests.cli.running import Shell
from tests.systems import needs_any_name


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("serch", "x"), 2),
        (("list", "--nonsense"), 2),
        (("list", "--sort", "colour"), 2),
        (("show",), 2),
        (("bookmarks",), 2),
        (("config",), 2),
        (("search", "-word"), 2),
        (("kwic", " "), 2),
        (("search", "a", "--limit", "0"), 2),
        (("-C", "/nowhere/at/all", "list"), 3),
        (("-C", "/etc/hostname", "list"), 3),
        (("/nowhere/at/all.txt",), 3),
        (("/dev/null",), 3),
        (("compare", "nothing", "nowhere"), 3),
    ],
)
def test_a_bad_call_is_one_line_and_an_exit_code(shell: Shell, arguments: tuple[str, ...], code: int) -> None:
    outcome = shell(*arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.count("\n") == 1, outcome.err


def test_a_misspelt_command_gets_the_nearest_one(shell: Shell) -> None:
    assert "'search'" in shell("serch", "x").err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(shell: Shell, command: str) -> None:
    outcome = shell(command, "--help")
    assert outcome.code == 0
    assert "--collection" in outcome.out
    assert " ".join(COMMANDS[command][1].split()) in " ".join(outcome.out.split())


def test_an_empty_folder_teaches(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    outcome = shell("-C", tmp_path / "empty", "list", "--json")
    assert (outcome.code, outcome.json["articles"]) == (1, [])
    assert "put article files into it" in outcome.err


def test_a_folder_of_unreadable_files_names_them(shell: Shell, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "a.txt").write_bytes(bytes(range(256)) * 40)
    (bad / "b.txt").touch()
    os.mkfifo(bad / "c.txt")
    outcome = shell("-C", bad, "list")
    assert outcome.code == 3
    assert all(f"{name}.txt: " in outcome.err for name in "abc")


def test_one_bad_file_stops_none_of_the_others(shell: Shell, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 40)
    outcome = shell("-C", folder, "list", "--json")
    assert (outcome.code, len(outcome.json["articles"])) == (0, 2)
    assert "bad.txt: " in outcome.err


@needs_any_name
def test_names_that_are_no_utf8_are_listed_and_shown(shell: Shell, folder: Path) -> None:
    odd = os.fsencode(folder) + b"/caf\xe9.txt"
    with open(odd, "w") as file:
        file.write("A file whose name is Latin-1, with words enough to be an article of its own in this collection.\n")
    listed = shell("-C", folder, "list", "--json")
    article = next(a for a in listed.json["articles"] if a["path"].startswith("caf"))
    assert shell("-C", folder, "show", article["id"]).code == 0
    assert shell("-C", folder, "search", "Latin", "--json").json["total"] == 1
    assert shell("-C", folder, "bookmarks", "add", article["id"], "--quote", "Latin-1").code == 0


def test_the_screen_does_not_start_without_a_terminal(shell: Shell, folder: Path) -> None:
    outcome = shell(folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert "terminal" in outcome.err


def test_colour_is_only_where_it_is_asked_for(shell: Shell, folder: Path) -> None:
    assert "\x1b" not in shell("-C", folder, "search", "harbour").out
    assert "\x1b[" in shell("-C", folder, "search", "harbour", "--color", "always").out


def test_quiet_says_only_errors(shell: Shell, folder: Path) -> None:
    assert shell("-C", folder, "-q", "search", "zeppelin").err == ""
    assert shell("-C", folder, "-q", "show", "zeppelin").err != ""


def test_a_full_disk_is_exit_code_4(shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reader.library.adding.write_new", full)
    outcome = shell("add", folder / "first.md")
    assert outcome.code == 4
    assert "no space left" in outcome.err


def test_an_error_of_the_program_itself_shows_no_text_and_no_traceback(
    shell: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("words of an article")

    monkeypatch.setattr("reader.library.library.Library.listed", broken)
    outcome = shell("-C", folder, "list")
    assert outcome.code == 4
    assert "words of an article" not in outcome.err
    assert outcome.err.count("\n") == 1


def test_reading_goes_on_where_the_cache_cannot_be_written(shell: Shell, folder: Path) -> None:
    shell.paths.cache.parent.mkdir(parents=True)
    shell.paths.cache.touch()
    listed = shell("-C", folder, "list", "--json")
    assert (listed.code, len(listed.json["articles"])) == (0, 2)
    assert "cannot be searched" in listed.err
    assert shell("-C", folder, "show", "first.md").code == 0
    assert shell("-C", folder, "bookmarks", "add", "first.md", "--quote", "second quay").code == 0
    assert shell("-C", folder, "search", "harbour").code == 4


NOT_UTF8 = os.fsdecode(b"caf\xe9")
CALLS_WITH_A_WORD = (
    ("show",),
    ("cite",),
    ("compare", "first.md"),
    ("brief", "first.md"),
    ("search",),
    ("search", "--like"),
    ("search", "--saved"),
    ("list",),
    ("kwic",),
    ("set", "first.md"),
    ("add",),
    ("bookmarks", "rm"),
    ("bookmarks", "import"),
    ("bookmarks", "add", "first.md", "--quote"),
    ("bookmarks", "list", "--tag"),
    ("bookmarks", "export", "--article"),
    ("entities", "hide"),
    ("entities", "mark", "first.md"),
    ("import-all",),
    ("timeline", "--about"),
    ("-C",),
    ("--config",),
    ("config", "get"),
    ("completion",),
)


@pytest.mark.parametrize("call", CALLS_WITH_A_WORD, ids=" ".join)
def test_a_word_that_is_not_utf8_is_an_answer_or_a_line(shell: Shell, folder: Path, call: tuple[str, ...]) -> None:
    outcome = shell("-C", folder, *call, NOT_UTF8)
    assert outcome.code in (0, 1, 2, 3), outcome.err
    assert "in the program itself" not in outcome.err


def test_a_file_whose_name_is_not_utf8_is_shown_by_its_name(shell: Shell, folder: Path) -> None:
    (folder / f"{NOT_UTF8}.md").write_text("# Bridge\n\nThe bridge over the river is closed for twelve days.\n")
    assert "twelve days" in shell("-C", folder, "show", f"{NOT_UTF8}.md").out
    assert "twelve days" in shell("-C", folder, "show", folder / f"{NOT_UTF8}.md").out


@pytest.mark.parametrize("word", ["x" * 100_000, "x " * 50_000, '"' + "x " * 400])
def test_a_huge_argument_does_not_fill_the_terminal(shell: Shell, folder: Path, word: str) -> None:
    for call in (("search",), ("show",), ("kwic",), ("-C",), ("add",)):
        outcome = shell("-C", folder, *call, word)
        assert outcome.code in (1, 2, 3)
        assert max(map(len, outcome.err.splitlines()), default=0) <= 600, call


def test_the_caret_stands_under_a_fault_far_into_a_query(shell: Shell, folder: Path) -> None:
    message, shown, caret = shell("-C", folder, "search", "harbour OR " * 40 + "(").err.splitlines()
    assert "(" in message or shown.endswith("(")
    assert shown[caret.index("^")] == "("


def test_an_export_of_no_bookmarks_says_so(shell: Shell) -> None:
    outcome = shell("bookmarks", "export")
    assert (outcome.code, outcome.err.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    ("group", "named"), [("bookmarks", "add, edit, export, import, list, rm"), ("config", "check, path, show")]
)
def test_a_group_without_a_command_names_its_commands(shell: Shell, group: str, named: str) -> None:
    assert named in shell(group).err


def test_a_folder_that_is_no_export_is_told_apart_from_one_that_is_missing(shell: Shell, tmp_path: Path) -> None:
    for folder, told in ((tmp_path, "`broadsheet export-all` wrote"), (tmp_path / "nowhere", "no such folder")):
        outcome = shell("import-all", folder)
        assert outcome.code == 3
        assert told in outcome.err


def test_no_bookmarks_at_all_are_told_apart_from_none_chosen(shell: Shell, folder: Path) -> None:
    assert "makes one" in shell("-C", folder, "bookmarks", "export").err
    assert "makes one" in shell("-C", folder, "bookmarks", "list").err
    shell("-C", folder, "bookmarks", "add", "first.md", "--quote", "second quay", "--tag", "trade")
    assert "no bookmarks are like that" in shell("-C", folder, "bookmarks", "export", "--tag", "other").err
    assert "with the tag other" in shell("-C", folder, "bookmarks", "list", "--tag", "other").err


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (("ls",), "`broadsheet list`"),
        (("import", "story.html"), "`broadsheet add FILE`"),
        (("export",), "`broadsheet bookmarks export`"),
        (("version",), "`broadsheet --version`"),
        (("help", "serch"), "'search'"),
        (("help", "nonsense"), "no command 'nonsense'"),
        (("https://example.org/story",), "`broadsheet add https://example.org/story`"),
        (("search",), "for example: broadsheet search"),
        (("kwic",), "for example: broadsheet kwic"),
        (("show",), "for example: broadsheet show 3f9a;"),
    ],
)
def test_a_mistake_of_the_first_day_is_told_what_to_write(shell: Shell, arguments: tuple[str, ...], advice: str) -> None:
    outcome = shell(*arguments)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert advice in outcome.err


@pytest.mark.parametrize("arguments", [("help",), ("help", "search"), ("help", "bookmarks", "list")])
def test_help_is_also_a_word(shell: Shell, arguments: tuple[str, ...]) -> None:
    assert shell(*arguments).out == shell(*arguments[1:], "--help").out


@pytest.mark.parametrize("word", ["ls", "help", "serch"])
def test_a_folder_of_that_name_is_no_mistake(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / word).mkdir()
    assert "terminal" in shell(word).err


@pytest.mark.parametrize("command", ["search", "list", "kwic"])
def test_words_of_a_query_need_no_quotes(shell: Shell, folder: Path, command: str) -> None:
    assert shell("-C", folder, command, "second", "quay").out == shell("-C", folder, command, "second quay").out != ""


def test_a_file_outside_the_collection_is_told_how_to_come_in(shell: Shell, folder: Path) -> None:
    assert f"`broadsheet add {folder / 'first.md'}`" in shell("show", folder / "first.md").err


def test_a_folder_in_the_place_of_a_query_is_told(shell: Shell, folder: Path) -> None:
    assert f"-C {folder}" in shell("list", folder).err


@pytest.mark.parametrize("command", [("list", "x"), ("show",), ("search",), ()])
def test_a_word_longer_than_any_name_is_no_crash(shell: Shell, command: tuple[str, ...]) -> None:
    assert "the program itself" not in shell(*command, "x" * 5_000).err


def test_an_empty_folder_has_an_index_of_nothing(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    outcome = shell("-C", tmp_path / "empty", "search", "word")
    assert (outcome.code, outcome.err) == (1, "nothing found for word\n")


def test_the_sample_is_called_the_sample(shell: Shell, folder: Path) -> None:
    assert "sample" in shell("list").err
    shell("add", folder)
    assert shell("list").err == ""
