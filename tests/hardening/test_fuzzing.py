"""A minute of nonsense at the keyboard; longer with `poe fuzz`."""

import os
import pty
import random
import time
from pathlib import Path

import pytest

from reader.paths import sample_folder
from tests.hardening import fuzzing
from tests.hardening.collection import write_hostile_collection
from tests.hardening.fuzzing import BUSY_SECONDS, GROWTH_MB, PATIENCE_SECONDS, Outcome, fuzz, without_echo
from tests.tui.pty_terminal import dangerous

SECONDS = float(os.environ.get("BROADSHEET_FUZZ_SECONDS", "60"))


@pytest.mark.slow
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


def outcome(events: int, *, memory: tuple[float, ...] = (), exit_code: int = 0, crash: str = "") -> Outcome:
    return Outcome(events, events / 10, events / 100, memory, exit_code, (), True, crash)


def test_several_sittings_are_judged_by_the_worst_of_them() -> None:
    whole = Outcome.of(
        [outcome(3, memory=(50.0, 80.0)), outcome(9, exit_code=1, crash="RuntimeError"), outcome(1, memory=(9.0, 9.0))]
    )
    assert (whole.events, whole.slowest_seconds, whole.growth, whole.sittings) == (13, 0.9, 30.0, 3)
    assert (whole.exit_code, whole.crash, whole.is_well) == (1, "RuntimeError", False)
    assert Outcome.of([outcome(3)]).is_well


def test_keys_that_quit_begin_a_new_sitting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzing, "_event", lambda chance, screen: b"Q")
    monkeypatch.setattr(fuzzing, "STARTS", (((), "articles"),))
    (tmp_path / "one.txt").write_text("A harbour\n\nWith words enough.\n")
    quits = fuzz(tmp_path / "home", tmp_path, seconds=4, seed=1)
    assert quits.sittings > 1
    assert quits.is_well


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
