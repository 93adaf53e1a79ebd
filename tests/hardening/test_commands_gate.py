"""Nothing from outside acts on the terminal through a command: articles, names, queries, notes, errors, exports."""

import contextlib
import json
from pathlib import Path

import pytest

from reader.config import Config
from reader.library.library import Library
from reader.session import Session, save_session
from tests.cli.running import Outcome, Shell
from tests.hardening.collection import write_hostile_collection
from tests.hardening.payloads import PAYLOADS, all_payloads
from tests.tui.pty_terminal import dangerous

LISTING = (
    ["list"],
    ["search", "one"],
    ["search", "one", "--json"],
    ["search", "one", "--facets"],
    ["search", "one", "--passages"],
    ["entities"],
    ["entities", "export"],
    ["kwic", "one"],
    ["timeline"],
    ["doctor"],
)
EXPORTS = ("markdown", "org", "w3c", "readwise", "csv", "json")


def assert_harmless(outcome: Outcome, *codes: int) -> None:
    """No byte acts, no traceback shows, and the exit code is one of those."""
    for text in (outcome.out, outcome.err):
        assert not dangerous(text.encode("utf-8", "surrogatepass"), allowed=())
        assert "Traceback" not in text
        assert "in the program itself" not in text
    assert outcome.code in codes, outcome.err


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    return write_hostile_collection(tmp_path / "hostile")


def test_articles_are_harmless_in_every_command(shell: Shell, hostile: Path) -> None:
    listed = shell("-C", hostile, "list", "--json")
    assert_harmless(listed, 0, 3)
    ids = [article["id"] for article in listed.json["articles"]]
    assert len(ids) > len(PAYLOADS)
    for arguments in LISTING:
        assert_harmless(shell("-C", hostile, *arguments), 0, 1, 3, 4)
    assert_harmless(shell("-C", hostile, "search", "--like", ids[0]), 0, 1)
    for article_id in ids:
        assert_harmless(shell("-C", hostile, "show", article_id, "--whole"), 0)
        assert_harmless(shell("-C", hostile, "cite", article_id, "--as", "bibtex"), 0)
    assert_harmless(shell("-C", hostile, "compare", ids[0], ids[1]), 0, 1)
    assert_harmless(shell("-C", hostile, "brief", ids[0], ids[1]), 0, 1)


def test_notes_and_tags_are_harmless_in_lists_and_exports(shell: Shell, hostile: Path) -> None:
    article_id = shell("-C", hostile, "list", "--json").json["articles"][0]["id"]
    for payload in PAYLOADS.values():
        added = shell("-C", hostile, "bookmarks", "add", article_id, "--quote", "second quay", "--note", payload, "--tag", payload)
        assert_harmless(added, 0, 2)
    assert_harmless(shell("-C", hostile, "bookmarks", "list"), 0)
    assert_harmless(shell("-C", hostile, "bookmarks", "list", "--json"), 0)
    for style in EXPORTS:
        assert_harmless(shell("-C", hostile, "bookmarks", "export", "--as", style), 0)


def test_files_that_are_written_can_be_looked_at_with_cat(shell: Shell, hostile: Path, tmp_path: Path) -> None:
    for payload in list(PAYLOADS.values())[::3]:
        shell("-C", hostile, "bookmarks", "add", "everything", "--quote", "second quay", "--note", payload, "--tag", payload[:40])
    for style in EXPORTS:
        assert shell("-C", hostile, "bookmarks", "export", "--as", style, "-o", tmp_path / style).code == 0
    assert shell("-C", hostile, "brief", "everything", "payload-00.md", "-o", tmp_path / "brief").code == 0
    assert shell("-C", hostile, "entities", "export", "-o", tmp_path / "names").code == 0
    assert shell("export-all", tmp_path / "all").code == 0
    written = [tmp_path / name for name in (*EXPORTS, "brief", "names")]
    written += [file for file in (tmp_path / "all").iterdir() if file.is_file()]  # the folders hold the articles as they came
    for file in written:
        assert dangerous(file.read_bytes(), allowed=()) == [], file.name


def test_texts_of_the_generator_are_harmless_in_every_command(shell: Shell, tmp_path: Path) -> None:
    payloads = [payload for name, payload in all_payloads().items() if name.startswith("generator")]
    folder = tmp_path / "generator"
    folder.mkdir()
    for number, payload in enumerate(payloads or PAYLOADS.values()):
        lines = f"{payload}\n\nThe council met.\n\nIt said {payload} and no more on November 2.\n"
        (folder / f"{number}.txt").write_text(lines, encoding="utf-8", errors="surrogatepass", newline="")
    listed = shell("-C", folder, "list", "--json").json["articles"]
    assert len(listed) > 50
    for article in listed:
        assert_harmless(shell("-C", folder, "show", article["id"], "--whole"), 0)
    for command in (*LISTING, ["bookmarks", "list"], ["brief", listed[0]["id"], listed[1]["id"]]):
        assert_harmless(shell("-C", folder, *command), 0, 1, 3, 4)
    for payload in payloads:
        for asking in ("search", "kwic"):
            assert_harmless(shell("-C", folder, asking, "--", payload), 0, 1, 2)


def test_what_was_searched_for_and_saved_is_harmless(shell: Shell, folder: Path) -> None:
    payloads = tuple(all_payloads().values())
    save_session(shell.paths, folder, Session(past_queries=payloads))
    with contextlib.closing(Library.open(shell.paths, Config(), folder)) as library:
        for payload in payloads:
            library.save_search(payload[:60], payload)
    history = shell("-C", folder, "search", "--history", "--limit", "1000")
    assert_harmless(history, 0)
    assert len(history.out.splitlines()) > 57
    assert_harmless(shell("-C", folder, "search", "--saved", "nothing"), 2, 3)
    for payload in payloads:
        assert_harmless(shell("-C", folder, "search", "--saved", payload[:60]), 0, 1, 2, 3)


def test_a_shell_completes_with_harmless_words(shell: Shell, hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell("-C", hostile, "list")
    for kind in ("bash", "zsh", "fish"):
        monkeypatch.setenv("_BROADSHEET_COMPLETE", f"{kind}_complete")
        monkeypatch.setenv("COMP_WORDS", f"broadsheet -C {hostile} show ")
        monkeypatch.setenv("COMP_CWORD", "4" if kind != "fish" else "")
        told = shell()
        assert_harmless(told, 0, 1)
        assert len(told.out.splitlines()) > 57, kind


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_words_of_the_command_line_are_harmless(shell: Shell, folder: Path, payload: str) -> None:
    assert_harmless(shell("-C", folder, "search", "--", payload), 0, 1, 2)
    assert_harmless(shell("-C", folder, "list", payload), 0, 1, 2)
    assert_harmless(shell("-C", folder, "kwic", "--", payload), 0, 1, 2)
    assert_harmless(shell("-C", folder, "show", "--", payload), 2, 3)
    assert_harmless(shell("-C", folder, "set", "first", f"title={payload}"), 0, 2)
    assert_harmless(shell("-C", folder, "list"), 0)
    assert_harmless(shell("-C", folder / payload.replace("/", "|")[:80], "list"), 3)
    assert_harmless(shell("add", folder / payload.replace("/", "|")[:80]), 3)
    assert_harmless(shell(payload.replace("-", "~")), 2, 3)


def test_json_holds_nothing_but_ascii(shell: Shell, hostile: Path) -> None:
    for arguments in (["list"], ["search", "one"], ["entities"], ["kwic", "one"], ["timeline"]):
        outcome = shell("-C", hostile, *arguments, "--json")
        assert outcome.out.isascii()
        assert json.loads(outcome.out)["schema"] == 1
