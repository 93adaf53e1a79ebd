"""Fuzzing that follows the code it reaches: `python -m tests.hardening.coverage_fuzzing [SECONDS [TARGET …]]`.

It needs atheris, which is no part of the development extra: without it one line
says so. What it reaches goes to `build/atheris/TARGET`, what breaks a promise
to `build/atheris/`; a file from there moved to `tests/hardening/corpus/TARGET` is kept.
"""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

SECONDS = 150
ROOM = Path("build") / "atheris"


def main() -> int:
    """Fuzz the named targets one after the other, or all; return 1 when one found something."""
    if find_spec("atheris") is None:
        print("atheris is not installed: nothing was fuzzed (pip install atheris)")  # noqa: T201 - a command for developers
        return 0
    from tests.hardening.targets import TARGETS

    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    codes = [_run_apart(name, seconds) for name in sys.argv[2:] or TARGETS]
    return int(any(codes))


def _run_apart(name: str, seconds: int) -> int:
    """Fuzz one target in its own process: libFuzzer ends the one it runs in."""
    return subprocess.run(
        [sys.executable, "-c", f"from tests.hardening.coverage_fuzzing import fuzz; fuzz({name!r}, {seconds})"], check=False
    ).returncode


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one target in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["reader", "tests.hardening.targets"]):
        from tests.hardening.targets import CORPUS, TARGETS
    found = ROOM / name
    found.mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=10", "-rss_limit_mb=1024"]
    places = [f"-artifact_prefix={ROOM}/{name}-", str(found), str(CORPUS / name)]
    atheris.Setup([name, *limits, *places], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
