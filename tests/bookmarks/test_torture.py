"""Kills, power cuts, damages and two writers at a size that fits into a check run; `poe torture` runs them larger."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.bookmarks.torture.damage import damage_again_and_again
from tests.bookmarks.torture.run import run_apart

needs_strace = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not shutil.which("strace"), reason="power cuts and failing calls need strace"
)


def test_killing_the_writer_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    report = run_apart("kill", tmp_path, 60)
    assert report["kills"] == 60
    assert report["in_mid_change"] > 20
    assert (report["lost"], report["unreadable"], report["notices"]) == (0, 0, []), report


def test_killing_commands_loses_nothing_that_they_acknowledged(tmp_path: Path) -> None:
    report = run_apart("commands", tmp_path, 12)
    assert report["kills"] == 12
    assert [report[bad] for bad in ("lost", "halves", "unreadable", "notices")] == [0, 0, 0, []], report


@pytest.mark.slow
def test_ending_the_screen_loses_no_note_and_less_than_a_second_of_typing(tmp_path: Path) -> None:
    report = run_apart("screens", tmp_path, 6)
    assert report["ends"] == 6
    assert report["acknowledged"] > 6
    assert (report["lost"], report["notices"]) == (0, []), report
    assert report["offered"] == report["drafts"], report
    for kind, letters in report["letters_lost"].items():
        assert letters == 0 if kind != "SIGKILL" else report["seconds_lost"][kind] <= 1, report


@needs_strace
def test_a_command_whose_call_fails_loses_nothing_and_claims_nothing(tmp_path: Path) -> None:
    report = run_apart("calls", tmp_path, 14)
    assert report["faults"] == 14
    assert [report[bad] for bad in ("lost", "claimed", "unsaid", "tracebacks", "unreadable")] == [0] * 5, report


def test_two_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    report = run_apart("writers", tmp_path / "store", 300)
    assert report["values"] > 300
    assert report["lost"] == 0
    assert report["refused"] == []
    assert report["seen_after_seconds"] < 2


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or not shutil.which("strace"), reason="power cuts are worked out with strace"
)
def test_cutting_the_power_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    report = run_apart("power", tmp_path, 40)
    assert report["cuts"] == 120
    assert (report["lost"], report["unreadable"]) == (0, 0), report


@needs_strace
def test_a_call_that_fails_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    report = run_apart("faults", tmp_path, 12)
    assert report["injected"] >= 6
    assert (report["lost"], report["unreadable"]) == (0, 0), report


def test_damaging_one_file_loses_nothing_and_is_said(tmp_path: Path) -> None:
    report = damage_again_and_again(tmp_path, 72)
    assert report.damages == 72
    assert (report.lost, report.unsaid, report.failed) == (0, 0, 0), report.where
