"""The command line as a process of its own: pipes, signals, environment, what is imported."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from reader.paths import Paths


def environment(root: Path, **more: str) -> dict[str, str]:
    paths = Paths.under(root / "home")
    folders = {
        "BROADSHEET_DATA_DIR": str(paths.data),
        "BROADSHEET_CACHE_DIR": str(paths.cache),
        "BROADSHEET_CONFIG_DIR": str(paths.config),
        "BROADSHEET_STATE_DIR": str(paths.state),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BROADSHEET", "COV", "PYTEST"))}
    return {**kept, **folders, **more}


def run(arguments: Sequence[str | Path], root: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reader", *map(str, arguments)]
    return subprocess.run(command, env=environment(root, **more), capture_output=True, text=True, timeout=120, check=False)


def test_a_closed_pipe_leaves_no_traceback(tmp_path: Path, folder: Path) -> None:
    for number in range(300):
        (folder / f"{number}.txt").write_text(f"Article {number}\n\nWords of the article number {number}, enough of them.\n")
    command = f"{sys.executable} -m reader -C {folder} list --json | head -1"
    done = subprocess.run(command, shell=True, env=environment(tmp_path), capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_a_reader_who_leaves_early_is_no_error(tmp_path: Path, folder: Path) -> None:
    command = f"{sys.executable} -m reader -C {folder} search harbour | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], env=environment(tmp_path), capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_stdout_is_exit_code_4(tmp_path: Path, folder: Path) -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "reader", "-C", str(folder), "list"]
        done = subprocess.run(
            command, env=environment(tmp_path), stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False
        )
    assert (done.returncode, done.stderr.count("\n")) == (4, 1)


def test_a_c_locale_prints_what_it_can(tmp_path: Path) -> None:
    done = run(["list"], tmp_path, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr.count("\n"), "bundled sample" in done.stderr) == (0, 1, True)


def test_everything_written_is_private(tmp_path: Path, folder: Path) -> None:
    run(["-C", folder, "bookmarks", "add", "first.md", "--quote", "second quay"], tmp_path)
    run(["-C", folder, "search", "harbour"], tmp_path)
    run(["add", folder / "first.md"], tmp_path)
    run(["-C", folder, "brief", "first.md", "second.txt", "-o", tmp_path / "home" / "brief.md"], tmp_path)
    written = [path for path in (tmp_path / "home").rglob("*") if not path.is_symlink()]
    assert len(written) > 8
    assert not [path for path in written if path.stat().st_mode & 0o077]


def test_the_screen_needs_more_than_a_dumb_terminal(tmp_path: Path, folder: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "reader", str(folder)]
    done = subprocess.run(
        command,
        env=environment(tmp_path, TERM="dumb"),
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert b"terminal" in done.stderr


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number:04}.txt").write_text(f"Article {number}\n\n" + f"Words of the article number {number}. " * 20)
    command = [sys.executable, "-m", "reader", "-C", str(folder), "-v", "list", "--json"]
    with subprocess.Popen(command, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        catalogues = (tmp_path / "home" / "cache").rglob
        while process.poll() is None and not list(catalogues("catalogue.sqlite-wal")):
            time.sleep(0.01)  # another process says nothing while it works
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert run(["-C", folder, "list", "-q"], tmp_path).returncode == 0


_LOADED = """
import sys
import time
from reader.cli.main import main
main(sys.argv[1:])
sys.stdout.flush()
print(" ".join(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], "textual rich whoosh trafilatura lxml feedparser urllib3 sqlite3"),
        (["--version"], "textual rich whoosh trafilatura lxml feedparser urllib3 sqlite3"),
        (["list"], "textual rich whoosh trafilatura lxml feedparser urllib3 asyncio pycrfsuite rapidfuzz"),
        (["bookmarks", "list"], "textual rich whoosh trafilatura lxml feedparser urllib3"),
        (["keys"], "textual rich whoosh trafilatura lxml"),
        (["config", "check"], "textual rich whoosh trafilatura lxml"),
        (["search", "harbour"], "textual rich trafilatura feedparser urllib3"),
        (["entities"], "textual rich whoosh trafilatura feedparser urllib3"),
        (["compare", "first.md", "second.txt"], "textual rich whoosh trafilatura feedparser urllib3"),
    ],
)
def test_a_command_loads_only_what_it_uses(tmp_path: Path, folder: Path, arguments: list[str], unwanted: str) -> None:
    run(["-C", folder, "search", "harbour"], tmp_path)
    command = [sys.executable, "-c", _LOADED, *arguments, "-C", str(folder)]
    if arguments[0].startswith("--"):
        command = command[:-2]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, timeout=120, check=False)
    loaded = set(done.stderr.splitlines()[-1].split())
    assert not loaded & set(unwanted.split())


def test_nothing_under_the_screens_loads_textual(tmp_path: Path) -> None:
    script = """
import importlib, pkgutil, sys
import reader
for module in pkgutil.walk_packages(reader.__path__, "reader."):
    if not module.name.startswith(("reader.tui", "reader.__main__", "reader.entities.training")):
        importlib.import_module(module.name)
print(sorted(name for name in sys.modules if name.split(".")[0] in ("textual", "rich")))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_layers_hold() -> None:
    from importlinter.cli import lint_imports

    root = Path(__file__).parents[2]
    before = Path.cwd()
    os.chdir(root)
    try:
        assert lint_imports(config_filename=str(root / "pyproject.toml"), no_cache=True) == 0
    finally:
        os.chdir(before)


def test_several_programs_may_start_at_once_on_a_new_folder(tmp_path: Path, folder: Path) -> None:
    for number in range(80):
        (folder / f"{number:02}.txt").write_text(f"Account {number}\n\nWords of the account number {number}, enough of them.\n")
    calls = (
        ["list"],
        ["search", "harbour", "--count"],
        ["bookmarks", "add", "first.md", "--quote", "second quay"],
        ["bookmarks", "add", "second.txt", "--quote", "second quay"],
    )
    commands = [[sys.executable, "-m", "reader", "-C", str(folder), *call] for call in calls]
    started = [subprocess.Popen(command, env=environment(tmp_path), stdout=subprocess.PIPE, text=True) for command in commands]
    printed = [process.communicate(timeout=120)[0] for process in started]
    assert [process.returncode for process in started] == [0] * len(calls)
    assert len(printed[0].splitlines()) == 82
    assert printed[1] == "2\n"
    assert run(["-C", folder, "bookmarks", "list", "--json"], tmp_path).stdout.count('"quote"') == 2


def test_a_disk_that_fills_up_keeps_nobody_from_reading(tmp_path: Path, folder: Path) -> None:
    for number in range(120):
        (folder / f"{number:03}.txt").write_text(f"Account {number}\n\n" + f"Words of the account number {number}. " * 60)
    command = f"ulimit -f 60; exec {sys.executable} -m reader -C {folder} list"
    done = subprocess.run(command, shell=True, env=environment(tmp_path), capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 122)
    assert "read anew for this time" in done.stderr
    again = run(["-C", folder, "list"], tmp_path)
    assert (again.returncode, len(again.stdout.splitlines())) == (0, 122)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_already_end_nothing(tmp_path: Path, folder: Path, closed: str) -> None:
    command = f'exec "{sys.executable}" -m reader -C "{folder}" list {closed}'
    done = subprocess.run(("sh", "-c", command), env=environment(tmp_path), capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


LISTINGS = ("list", "list --json", "search harbour", "kwic the", "entities", "timeline", "show first.md", "cite first.md", "keys")
MORE_LISTINGS = ("compare first.md second.txt", "brief first.md second.txt", "manual", "completion zsh", "config show", "--help")


@pytest.mark.parametrize("listing", [*LISTINGS, *MORE_LISTINGS])
def test_every_listing_ends_in_peace_when_nobody_reads_on(tmp_path: Path, folder: Path, listing: str) -> None:
    ready, gone = os.pipe()
    os.close(ready)  # before it starts: every write fails
    command = [sys.executable, "-m", "reader", "-C", str(folder), *listing.split()]
    try:
        done = subprocess.run(
            command, env=environment(tmp_path), stdout=gone, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    finally:
        os.close(gone)
    assert (done.returncode, done.stderr) == (0, "")
