"""Files that no reader expects: each becomes an article or one line that says why not, in bounded time and memory."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.cli.test_processes import environment
from tests.hardening.files import hostile_files, write_hostile_files
from tests.hardening.payloads import GENERATOR
from tests.hardening.test_commands_gate import assert_harmless
from tests.tui.pty_terminal import dangerous

MOST_SECONDS = 10.0
"""Processor time that one document may cost."""
MOST_BYTES = 1 << 30


_MEASURED = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
with open(sys.argv[1], "w") as file:
    json.dump([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss], file)
"""
"""From a small process: what a process holds is told to be at least what the one held that began it."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a call of the program went, with what it and its children cost."""

    code: int
    out: str
    err: str
    cpu_seconds: float
    bytes_held: int


def run(arguments: list[str], root: Path) -> Run:
    """Run the program and measure it."""
    out, err = root / "out", root / "err"
    with out.open("wb") as to_out, err.open("wb") as to_err:
        command = [sys.executable, "-c", _MEASURED, str(root / "cost"), sys.executable, "-m", "reader", *arguments]
        subprocess.run(command, env=environment(root), stdin=subprocess.DEVNULL, stdout=to_out, stderr=to_err, check=True)
    # The other units of macOS; both tell of the largest of the processes.
    unit = 1 if sys.platform == "darwin" else 1024
    told = [file.read_text(encoding="utf-8", errors="surrogateescape") for file in (out, err)]
    code, seconds, held = json.loads((root / "cost").read_text())
    return Run(code, told[0], told[1], seconds, held * unit)


def assert_survived(done: Run, files: int) -> None:
    """No traceback, no byte that acts, no excess."""
    for text in (done.out, done.err):
        assert "Traceback" not in text
        assert "in the program itself" not in text
        assert not dangerous(text.encode("utf-8", "surrogateescape"), allowed=())
    assert done.bytes_held < MOST_BYTES
    assert done.cpu_seconds < MOST_SECONDS + 0.5 * files


@pytest.fixture(scope="module")
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile_files(tmp_path_factory.mktemp("hostile") / "files")


def test_there_are_more_than_a_hundred() -> None:
    assert len(hostile_files()) > 200


@pytest.mark.slow
def test_a_folder_of_them_is_read(tmp_path: Path, own_files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(["-C", str(own_files), "-v", "list", "--json"], tmp_path)
    assert done.code == 0
    assert_survived(done, len(hostile_files()))
    listed = json.loads(done.out)["articles"]
    assert len(listed) > 100
    shell = Shell(tmp_path, capsys)
    for article in listed[:: len(listed) // 20]:
        assert_harmless(shell("-C", own_files, "-q", "show", article["id"], "--whole"), 0)
    assert_harmless(shell("-C", own_files, "-q", "search", "storm harbour"), 0)


@pytest.mark.slow
def test_each_of_them_is_added_or_refused(tmp_path: Path, own_files: Path) -> None:
    names = sorted(str(path) for path in own_files.iterdir() if not path.is_dir())
    done = run(["add", "--json", "--", *names], tmp_path)
    assert done.code == 3  # something was refused
    assert_survived(done, len(names))
    told = json.loads(done.out)
    assert sum(len(told[kind]) for kind in ("added", "updated", "unchanged", "refused")) >= len(names)
    for name in ("pipe.md", "zero.html", "chain-1.txt", "nowhere.md", "bomb.zip", "deep.json", "noise.pdf"):
        assert any(name in line for line in done.err.splitlines() if line.startswith("refused")), name
    assert not list(Path("/tmp").glob("out.*htm*"))


@pytest.mark.slow
@pytest.mark.skipif(not GENERATOR.is_file(), reason="the generator of hostile files is not at hand")
def test_the_files_of_the_generator_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    subprocess.run([sys.executable, "-W", "ignore", str(GENERATOR), str(folder)], check=True, capture_output=True)
    names = [str(path) for path in folder.iterdir() if not path.is_dir()]
    assert len(names) >= 118, "with a folder and three of 100 MB, which are refused by their size, 122"
    listed = run(["-C", str(folder), "-v", "list", "--json"], tmp_path)
    assert listed.code == 0
    assert_survived(listed, len(names))
    added = run(["add", "-v", "--", *names], tmp_path)
    assert added.code == 3
    assert_survived(added, len(names))
