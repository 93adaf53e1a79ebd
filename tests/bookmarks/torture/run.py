"""One kind of torture in a process of its own: `python -m tests.bookmarks.torture.run KIND FOLDER SIZE` prints a JSON report."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bookmarks.torture.calls import fail_every_call
from tests.bookmarks.torture.commands import kill_commands
from tests.bookmarks.torture.damage import damage_again_and_again
from tests.bookmarks.torture.faults import fail_calls
from tests.bookmarks.torture.kills import kill_again_and_again
from tests.bookmarks.torture.power import cut_power
from tests.bookmarks.torture.screens import kill_screens
from tests.bookmarks.torture.writers import write_in_parallel


def run(kind: str, folder: Path, size: int) -> dict[str, Any]:
    """Run one kind: a number of kills, of moments without power, of damages, of failing calls, of changes by each writer …"""
    match kind:
        case "kill":
            return asdict(kill_again_and_again(folder, size))
        case "power":
            return asdict(cut_power(folder, 60, size))
        case "damage":
            return asdict(damage_again_and_again(folder, size))
        case "faults":
            return asdict(fail_calls(folder, size))
        case "commands":
            return asdict(kill_commands(folder, size))
        case "screens":
            return asdict(kill_screens(folder, size))
        case "calls":
            return asdict(fail_every_call(folder, size))
        case _:
            values, lost, seconds, refused = write_in_parallel(folder, size)
            return {"values": values, "lost": lost, "seen_after_seconds": round(seconds, 3), "refused": refused}


def run_apart(kind: str, folder: Path, size: int) -> dict[str, Any]:
    """Run one kind in a fresh process: it forks, which a process with threads must not."""
    command = [sys.executable, "-m", "tests.bookmarks.torture.run", kind, str(folder), str(size)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise AssertionError(f"{kind} ended with {done.returncode}: {done.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))
