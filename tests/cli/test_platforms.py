"""Where the program does not run, it says so in one line instead of failing somewhere inside."""

import subprocess
import sys


def test_windows_gets_a_sentence() -> None:
    script = "import sys; sys.platform = 'win32'; sys.modules['fcntl'] = None; from reader.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "WSL" in done.stderr


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
