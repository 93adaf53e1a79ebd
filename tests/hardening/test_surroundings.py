"""Questions, settings, folders, clocks and sizes that nobody expects: a line and an exit code, never a traceback."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from reader.cli.invocation import Invocation
from reader.cli.main import main
from reader.paths import Paths
from tests.cli.running import Shell
from tests.cli.test_processes import run
from tests.hardening.payloads import generator
from tests.hardening.test_commands_gate import assert_harmless
from tests.tui.pty_terminal import environ_of, terminal

MOST_SECONDS = 2.0
"""Processor time that a question may cost on a small collection."""
QUERIES = (
    *(
        "",
        " ",
        "*",
        "?",
        "a*",
        "*a*",
        "~",
        "^",
        "-",
        "+",
        '"',
        '""',
        "(",
        ")",
        "()",
        ":",
        "::",
        "=",
        "|",
        "\\",
        "'",
        "%",
        "{}",
        "\x00",
        "\t\n",
    ),
    *(
        "AND",
        "OR",
        "NOT",
        "a AND",
        "OR a",
        "NOT NOT a",
        "a OR OR b",
        "(a",
        "a)",
        "((((((a",
        '"a',
        '"a"~',
        '"a b"~99999999',
        '"a b"~-1',
    ),
    *(
        "title:",
        "title:title:a",
        ":a",
        "nosuch:a",
        "date:",
        "date:..",
        "date:9999..0000",
        "date:2025-02-30",
        "date:>",
        "is:",
        "has:nothing",
    ),
    *(
        "sort:",
        "sort:sideways",
        "tag:",
        "person:",
        "a~9",
        "a~b",
        "ab~",
        "=",
        "=*",
        "-*",
        "-(a OR -b)",
        "漢字*",
        "\u202ea",
        "\ud800",
        "é" * 900,
    ),
    "(" * 2000 + "a" + ")" * 2000,
    " OR ".join(f"w{number}" for number in range(10_000)),
    " ".join(f"a{number}*" for number in range(300)),
    "NOT " * 500 + "a",
    "-" * 5000,
    "a" * 100_000,
    '"' + "a " * 3000 + '"',
    "a?" * 200,
    "/(a+)+$/",
)
BROKEN_SETTINGS = {
    "syntax": b"theme = \n[[[",
    "types": b"[ui]\ntheme = 5\n[keys]\npreset = []\n",
    "bytes": b"a = '\xff\xfe'",
    "depth": b"a = " + b"[" * 100_000,
    "nothing": b"\x00" * 50,
    "mark": b"\xef\xbb\xbf[ui]\n",
}


def queries_of_the_generator() -> tuple[str, ...]:
    """Return the queries of the shared generator, where it is at hand."""
    return tuple(cast(list[str], getattr(generator(), "QUERIES", ())))


@pytest.mark.slow
def test_any_query_is_answered_or_explained(shell: Shell, folder: Path) -> None:
    shell("-C", folder, "index")
    for query in dict.fromkeys((*QUERIES, *queries_of_the_generator())):
        for command in ("search", "list", "kwic"):
            start = time.process_time()
            outcome = shell("-C", folder, command, "--", query)
            assert_harmless(outcome, 0, 1, 2)
            assert time.process_time() - start < MOST_SECONDS, (command, query[:80])
            assert outcome.code != 2 or outcome.err.strip(), (command, query[:80])


def test_a_note_of_ten_megabytes_is_kept_whole_or_refused(shell: Shell, folder: Path) -> None:
    note = "storm " * 1_750_000
    added = shell("-C", folder, "bookmarks", "add", "first.md", "--quote", "second quay", "--note", note)
    assert_harmless(added, 0, 2)
    listed = shell("-C", folder, "bookmarks", "list", "--json").json["bookmarks"]
    assert [bookmark["note"].strip() for bookmark in listed] == ([note.strip()] if added.code == 0 else [])


@pytest.mark.parametrize("content", BROKEN_SETTINGS.values(), ids=BROKEN_SETTINGS)
def test_a_broken_configuration_costs_a_line(shell: Shell, folder: Path, content: bytes) -> None:
    shell.paths.config.mkdir(parents=True)
    shell.paths.config_file.write_bytes(content)
    for arguments in (["list"], ["config", "show"], ["keys"]):
        outcome = shell("-C", folder, *arguments)
        assert_harmless(outcome, 0)
    assert shell.paths.config_file.read_bytes() == content


@pytest.mark.parametrize(
    "now", [datetime(1, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)]
)
def test_a_wrong_clock_loses_nothing(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str], now: datetime) -> None:
    def call(*arguments: str, at: datetime) -> int:
        return main(["-C", str(folder), *arguments], Invocation(Paths.under(tmp_path / "home"), clock=lambda: at))

    for number, at in enumerate((datetime(2025, 11, 3, tzinfo=UTC), now, datetime(2025, 11, 4, tzinfo=UTC))):
        assert call("bookmarks", "add", "first.md", "--quote", "second quay", "--note", f"note {number}", at=at) == 0
        assert call("search", "harbour", at=at) == 0
    capsys.readouterr()
    assert call("bookmarks", "export", "--as", "json", at=now) == 0
    told = capsys.readouterr().out
    assert all(f"note {number}" in told for number in range(3))


def test_an_open_data_folder_is_closed_to_others(shell: Shell, folder: Path) -> None:
    shell("-C", folder, "bookmarks", "add", "first.md", "--quote", "second quay")
    shell.paths.data.chmod(0o777)
    assert shell("-C", folder, "bookmarks", "add", "first.md", "--quote", "new harbour").code == 0
    assert shell.paths.data.stat().st_mode & 0o777 == 0o700


def test_folders_in_the_place_of_files_are_told(shell: Shell, folder: Path) -> None:
    (shell.paths.data / "bookmarks.db").mkdir(parents=True)
    (shell.paths.config / "config.toml").mkdir(parents=True)
    (shell.paths.state / "session.json").mkdir(parents=True)
    assert_harmless(shell("-C", folder, "list"), 0, 4)
    assert_harmless(shell("-C", folder, "bookmarks", "add", "first.md", "--quote", "second quay"), 0, 4)


def test_a_planted_pickle_runs_nothing(shell: Shell, folder: Path, tmp_path: Path) -> None:
    shell("-C", folder, "search", "harbour")
    proof = tmp_path / "ran"
    planted = f"cos\nsystem\n(S'touch {proof}'\ntR.".encode()
    for file in (file for file in shell.paths.cache.rglob("*") if file.is_file()):
        file.write_bytes(planted)
    assert_harmless(shell("-C", folder, "search", "harbour"), 0)
    assert_harmless(shell("-C", folder, "doctor"), 0, 4)
    assert not proof.exists()


@pytest.mark.parametrize("missing", ["HOME", "LANG", "TERM", "PATH"])
def test_a_poor_environment_is_enough_for_the_commands(
    tmp_path: Path, folder: Path, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(missing, raising=False)
    done = run(["-C", folder, "search", "harbour"], tmp_path)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)


def test_no_home_and_no_folders_of_its_own(tmp_path: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "reader", "-C", str(folder), "list"]
    environ = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path.cwd()),
        "XDG_CACHE_HOME": str(tmp_path / "c"),
        "HOME": "/nonexistent",
    }
    environ |= {"XDG_DATA_HOME": str(tmp_path / "d"), "XDG_STATE_HOME": str(tmp_path / "s"), "XDG_CONFIG_HOME": str(tmp_path / "k")}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


def test_sizes_at_the_edge_are_survived(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    with terminal("-C", str(folder), "first.md", "second.txt", home=home, environ=environ_of(home)) as screen:
        screen.wait_for("sync")
        for columns, rows in ((1, 1), (2, 5), (200, 1), (1, 200), (400, 150), (20, 5), (21, 6), (120, 36)):
            screen.resize(columns, rows)
            screen.pump(0.3)
            assert screen.exit_status() is None, (columns, rows)
        screen.wait_for("sync")
        screen.send("Q")
        assert screen.wait_for_exit() == 0
        assert screen.is_restored()
