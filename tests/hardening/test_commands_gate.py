"""Nothing from outside acts on the terminal through a command: articles, names, queries, notes, errors, exports."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Outcome, Shell
from tests.hardening.collection import write_hostile_collection
from tests.hardening.payloads import PAYLOADS
from tests.tui.pty_terminal import dangerous

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
    for arguments in (
        ["list"],
        ["search", "one"],
        ["search", "one", "--json"],
        ["entities"],
        ["kwic", "one"],
        ["timeline"],
        ["doctor"],
    ):
        assert_harmless(shell("-C", hostile, *arguments), 0, 1, 3, 4)
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
