"""The commands on articles: list, show, set, cite."""

from pathlib import Path

from tests.cli.running import Shell


def test_list_prints_the_fields_of_the_contract(shell: Shell, folder: Path) -> None:
    listed = shell("-C", folder, "list", "--json")
    assert listed.code == 0
    assert listed.json["schema"] == 1
    assert listed.json["collection"] == str(folder)
    fields = "id title source author date url language words path digest added status"
    assert [set(a) for a in listed.json["articles"]] == [set(fields.split())] * 2
    assert set(listed.json["articles"][0]["status"]) == {"title", "source", "author", "date"}


def test_global_options_stand_before_or_after_the_command(shell: Shell, folder: Path) -> None:
    assert shell("-C", folder, "list").out == shell("list", "-C", folder).out != ""


def test_show_prints_blocks_that_cover_the_text(shell: Shell, folder: Path) -> None:
    shown = shell("show", "second.txt", "--json", "-C", folder).json
    assert all(not shown["text"][a["end"] : b["start"]].strip() for a, b in zip(shown["blocks"], shown["blocks"][1:], strict=False))
    assert {"kind", "start", "end", "level", "state", "furniture", "why"} == set(shown["blocks"][0])
    assert {"start", "end", "label", "entity"} == set(shown["mentions"][0])


def test_what_is_set_stays_through_a_lost_cache(shell: Shell, folder: Path) -> None:
    article = shell("list", "--json", "-C", folder).json["articles"][0]["id"]
    assert shell("set", article, "date=2025-11-03", "source=Northern News", "-C", folder).code == 0
    for file in shell.paths.cache.rglob("*"):
        if file.is_file():
            file.unlink()
    shown = shell("show", article, "--json", "-C", folder).json
    assert (shown["date"], shown["source"]) == ("2025-11-03", "Northern News")
    assert shown["status"]["date"] == "set"


def test_an_unknown_article_is_one_line_and_exit_code_3(shell: Shell, folder: Path) -> None:
    missing = shell("show", "nowhere", "-C", folder)
    assert (missing.code, missing.out, missing.err.count("\n")) == (3, "", 1)
