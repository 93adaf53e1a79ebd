"""A minute of nonsense at the keyboard; longer with `poe fuzz`."""

import os
import pty
import random
import time
from pathlib import Path

from reader.paths import sample_folder
from tests.hardening.collection import write_hostile_collection
from tests.hardening.fuzzing import BUSY_SECONDS, GROWTH_MB, PATIENCE_SECONDS, fuzz, without_echo
from tests.tui.pty_terminal import dangerous

SECONDS = float(os.environ.get("BROADSHEET_FUZZ_SECONDS", "60"))


def test_nonsense_at_the_keyboard_harms_nothing(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    folder = write_hostile_collection(tmp_path / "hostile")
    for article in sample_folder().glob("*.md"):
        (folder / article.name).write_bytes(article.read_bytes())
    outcome = fuzz(tmp_path / "home", folder, seconds=SECONDS, seed=seed)
    again = f"again with: python -m tests.hardening.fuzzing {SECONDS:.0f} {seed}"
    assert outcome.crash == "", again
    assert outcome.exit_code == 0, again
    assert outcome.acted == (), again
    assert outcome.is_restored, again
    assert outcome.slowest_seconds < PATIENCE_SECONDS, again
    assert outcome.busiest_seconds < BUSY_SECONDS, again
    assert outcome.growth < GROWTH_MB, again
    assert outcome.events > SECONDS, again


def test_what_the_system_itself_repeats_of_a_paste_is_not_counted(tmp_path: Path) -> None:
    master, slave = pty.openpty()  # with its echo on, and no program that reads
    try:
        os.write(master, b"\x1b[200~\xc2\x9b2J\x1b[201~")
        time.sleep(0.1)
        echoed = os.read(master, 100)
    finally:
        os.close(master)
        os.close(slave)
    assert dangerous(echoed)
    assert dangerous(without_echo(echoed)) == []
    assert dangerous(without_echo(b"\xc2\x9b2J" + echoed))
