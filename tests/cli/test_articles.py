"""The commands on articles: list, show, set, cite."""

import json
from pathlib import Path

import pytest

from reader.cli.screen import chosen_folder
from tests.cli.running import Shell


def test_the_sample_is_opened_by_its_name_once_it_is_no_longer_the_first(shell: Shell, folder: Path) -> None:
    shell("add", folder)
    assert "Kremlin" in shell("-C", "sample", "list").out
    assert chosen_folder(("sample",), None) == (Path("sample"), (), ())


def test_list_prints_the_fields_of_the_contract(shell: Shell, folder: Path) -> None:
    listed = shell("-C", folder, "list", "--json")
    assert listed.code == 0
    assert listed.json["schema"] == 1
    assert listed.json["collection"] == str(folder)
    fields = "id title source author date url language words path digest added status"
    assert [set(a) for a in listed.json["articles"]] == [set(fields.split())] * 2
    assert set(listed.json["articles"][0]["status"]) == {"title", "source", "author", "date"}


def test_an_unknown_value_is_null_and_says_so(shell: Shell, folder: Path) -> None:
    second = next(a for a in shell("-C", folder, "list", "--json").json["articles"] if a["path"] == "second.txt")
    assert (second["date"], second["status"]["date"]) == (None, "unknown")


def test_list_takes_a_query(shell: Shell, folder: Path) -> None:
    listed = shell("-C", folder, "list", "partnership", "--json")
    assert [a["path"] for a in listed.json["articles"]] == ["second.txt"]
    assert shell("-C", folder, "list", "zeppelin", "--json").code == 1


@pytest.mark.parametrize(
    ("order", "first"), [("date", "first.md"), ("words", "second.txt"), ("title", "first.md"), ("added", "second.txt")]
)
def test_list_sorts(shell: Shell, folder: Path, order: str, first: str) -> None:
    import os

    os.utime(folder / "first.md", (1_700_000_000, 1_700_000_000))
    listed = shell("-C", folder, "list", "--json", "--sort", order)
    assert listed.json["articles"][0]["path"] == first


def test_global_options_stand_before_or_after_the_command(shell: Shell, folder: Path) -> None:
    assert shell("-C", folder, "list").out == shell("list", "-C", folder).out != ""


def test_list_for_people_marks_untitled_articles(shell: Shell, folder: Path) -> None:
    (folder / "third.txt").write_text("just some words without a title that go on and on for a good while without end here.\n")
    assert "(untitled)" in shell("-C", folder, "list").out


def test_show_prints_blocks_that_cover_the_text(shell: Shell, folder: Path) -> None:
    shown = shell("show", "second.txt", "--json", "-C", folder).json
    assert all(not shown["text"][a["end"] : b["start"]].strip() for a, b in zip(shown["blocks"], shown["blocks"][1:], strict=False))
    assert {"kind", "start", "end", "level", "state", "furniture", "why"} == set(shown["blocks"][0])
    assert {"start", "end", "label", "entity"} == set(shown["mentions"][0])


def test_show_wraps_to_the_width_asked_for(shell: Shell, folder: Path) -> None:
    assert max(map(len, shell("show", "second.txt", "--width", "40", "-C", folder).out.splitlines())) <= 40


def test_json_is_ascii_whatever_the_article_holds(shell: Shell, folder: Path) -> None:
    (folder / "evil.txt").write_text(
        "A title\n\nSome \x1b]52;c;AAAA\x07 text \u202e\x9b31m and \x7f more text to make a paragraph.\n"
    )
    shown = shell("show", "evil.txt", "--json", "-C", folder)
    assert shown.out.isascii()
    assert not any((ord(c) < 32 and c != "\n") or c == "\x7f" for c in shown.out)
    assert "\x1b]52" in json.loads(shown.out)["text"] or "\ufffd]52" in json.loads(shown.out)["text"]


def test_text_for_people_goes_through_the_gate(shell: Shell, folder: Path) -> None:
    (folder / "e\x1bvil.txt").write_text(
        "A \x1b[2Jtitle\n\nSome \x1b]52;c;AAAA\x07 text and \x9b31m more text to make a paragraph.\n"
    )
    for command in (("list",), ("show", "A"), ("search", "paragraph"), ("kwic", "paragraph"), ("entities",)):
        printed = shell("-C", folder, *command)
        assert not set("\x1b\x07\x9b") & set(printed.out + printed.err), command


def test_an_article_is_named_by_id_beginning_name_stem_and_path(shell: Shell, folder: Path) -> None:
    article = shell("list", "--json", "-C", folder).json["articles"][0]
    names = (article["id"], article["id"][:4], "first.md", "first", str(folder / "first.md"))
    shown = [shell("show", name, "--json", "-C", folder) for name in names]
    assert {s.json["id"] for s in shown} == {article["id"]}


def test_an_ambiguous_name_is_an_error_that_names_the_articles(shell: Shell, folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "first.md").write_text("Another text with the same file name, in another folder, long enough to be one.\n")
    ambiguous = shell("show", "sub/", "-C", folder)
    assert ambiguous.code == 3
    assert shell("show", "first.md", "-C", folder).code == 0, "the path within the collection wins"
    assert shell("show", "first", "-C", folder).code == 3


def test_what_is_set_stays_through_a_lost_cache(shell: Shell, folder: Path) -> None:
    article = shell("list", "--json", "-C", folder).json["articles"][0]["id"]
    assert shell("set", article, "date=2025-11-03", "source=Northern News", "-C", folder).code == 0
    for file in shell.paths.cache.rglob("*"):
        if file.is_file():
            file.unlink()
    shown = shell("show", article, "--json", "-C", folder).json
    assert (shown["date"], shown["source"]) == ("2025-11-03", "Northern News")
    assert shown["status"]["date"] == "set"


def test_an_empty_value_takes_the_readers_word_back(shell: Shell, folder: Path) -> None:
    shell("set", "first.md", "title=Other", "-C", folder)
    shell("set", "first.md", "title=", "-C", folder)
    assert shell("show", "first.md", "--json", "-C", folder).json["status"]["title"] == "found"


def test_several_blocks_are_cut_by_one_call(shell: Shell, folder: Path) -> None:
    assert shell("set", "second.txt", "cut=1", "cut=2", "-C", folder).code == 0
    blocks = shell("show", "second.txt", "--json", "-C", folder).json["blocks"]
    assert [block["furniture"] for block in blocks[:2]] == [True, True]


def test_a_block_that_is_cut_leaves_reading_search_and_entities(shell: Shell, folder: Path) -> None:
    blocks = shell("show", "second.txt", "--json", "-C", folder).json["blocks"]
    text = shell("show", "second.txt", "--json", "-C", folder).json["text"]
    number = next(i for i, b in enumerate(blocks, 1) if "partnership" in text[b["start"] : b["end"]])
    assert shell("set", "second.txt", f"cut={number}", "-C", folder).code == 0
    assert shell("search", "partnership", "-C", folder).code == 1
    assert "partnership" not in shell("show", "second.txt", "-C", folder).out
    assert "partnership" in shell("show", "second.txt", "--whole", "-C", folder).out
    assert shell("set", "second.txt", f"keep={number}", "-C", folder).code == 0
    assert shell("search", "partnership", "-C", folder).code == 0


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("date=yesterday", 2),
        ("date=2025-02-30", 2),
        ("colour=red", 2),
        ("novalue", 2),
        ("cut=99", 3),
        ("cut=²", 3),
        ("url=ftp://x", 2),
    ],
)
def test_a_value_that_cannot_be_is_refused(shell: Shell, folder: Path, value: str, code: int) -> None:
    refused = shell("set", "first.md", value, "-C", folder)
    assert (refused.code, refused.out, refused.err.count("\n")) == (code, "", 1)


def test_cite_knows_its_styles(shell: Shell, folder: Path) -> None:
    assert "harbour" in shell("cite", "first.md", "-C", folder).out
    assert shell("cite", "first.md", "--as", "bibtex", "-C", folder).out.startswith("@")
    assert json.loads(shell("cite", "first.md", "--as", "csl-json", "-C", folder).out)
    assert shell("cite", "first.md", "--as", "mla", "-C", folder).code == 2


def test_an_unknown_article_is_one_line_and_exit_code_3(shell: Shell, folder: Path) -> None:
    missing = shell("show", "nowhere", "-C", folder)
    assert (missing.code, missing.out, missing.err.count("\n")) == (3, "", 1)


def test_the_sample_opens_while_there_is_nothing_else(shell: Shell) -> None:
    listed = shell("list", "--json")
    assert (listed.code, len(listed.json["articles"])) == (0, 5)
