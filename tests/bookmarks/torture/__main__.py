"""`python -m tests.bookmarks.torture [SIZE]`: kills, power cuts, damages and two writers, at a size of choice."""

import sys
import tempfile
from dataclasses import asdict
from functools import partial
from pathlib import Path

from tests.bookmarks.torture.damage import damage_again_and_again
from tests.bookmarks.torture.kills import kill_again_and_again
from tests.bookmarks.torture.writers import write_in_parallel


def main(size: float) -> None:
    """Run everything; size 1 is what the issue asks for."""
    say = partial(print, flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say("kill -9    ", asdict(kill_again_and_again(folder / "kills", int(1000 * size))))
        values, lost, seconds = write_in_parallel(folder / "writers", int(5000 * size))
        say("two writers", {"values": values, "lost": lost, "seen_after_seconds": round(seconds, 3)})
        say("damage     ", asdict(damage_again_and_again(folder / "damage", int(200 * size))))


main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
