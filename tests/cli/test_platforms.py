"""Where the program does not run, it says so in one line instead of failing somewhere inside."""

import subprocess
import sys

import pytest

MODULES = ("fcntl", "grp", "pwd", "resource", "termios")
"""What Python has on Linux and macOS only."""
CALLS: tuple[list[str], ...] = (["list"], ["--version"], [], ["add", "-"])


def start_without(modules: tuple[str, ...], arguments: list[str], platform: str) -> "subprocess.CompletedProcess[str]":
    script = f"import sys; sys.platform = {platform!r}; sys.modules.update(dict.fromkeys({modules!r})); "
    script += f"sys.argv[1:] = {arguments!r}; from reader.__main__ import main; main()"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
def test_windows_gets_a_sentence(arguments: list[str]) -> None:
    done = start_without(MODULES, arguments, "win32")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "WSL" in done.stderr


@pytest.mark.parametrize("module", ["fcntl", "termios"])
def test_so_does_any_other_system_without_what_it_needs(module: str) -> None:
    done = start_without((module,), ["list"], "emscripten")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "WSL" in done.stderr


def test_a_lack_of_its_own_is_no_matter_of_the_system() -> None:
    done = start_without(("reader.cli.main",), ["list"], sys.platform)
    assert "WSL" not in done.stderr
    assert done.returncode == 1
    assert "reader.cli.main" in done.stderr


def test_ctrl_c_before_anything_is_loaded_shows_no_traceback() -> None:
    script = """
import sys
class Interrupted:
    def find_spec(self, name, *_):
        if name == sys.argv[1]:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupted())
from reader.__main__ import main
main()
"""
    for module in ("reader.tui.early_terminal", "reader.tui.first_frame", "reader.cli.main"):
        run = subprocess.run([sys.executable, "-c", script, module], capture_output=True, text=True, check=False)
        assert (run.returncode, run.stdout, run.stderr) == (130, "", ""), module
