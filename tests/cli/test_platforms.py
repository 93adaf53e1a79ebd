"""Where the program does not run, it says so in one line instead of failing somewhere inside."""

import subprocess
import sys


def test_windows_gets_a_sentence() -> None:
    script = "import sys; sys.platform = 'win32'; sys.modules['fcntl'] = None; from reader.__main__ import main; main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "WSL" in done.stderr
