"""`python -m tests.bookmarks.torture [SIZE]`: kills, power cuts, damages and two writers, at a size of choice."""

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from tests.bookmarks.torture.damage import damage_again_and_again
from tests.bookmarks.torture.kills import kill_again_and_again
from tests.bookmarks.torture.writers import write_in_parallel


def main(size: float) -> None:
    """Run everything; size 1 is what the issue asks for."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("kill -9    ", asdict(kill_again_and_again(folder / "kills", int(1000 * size))), flush=True)
        values, lost, seconds = write_in_parallel(folder / "writers", int(5000 * size))
        print("two writers", {"values": values, "lost": lost, "seen_after_seconds": round(seconds, 3)}, flush=True)
        print("damage     ", asdict(damage_again_and_again(folder / "damage", int(200 * size))), flush=True)


main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
