"""A frame planted in the state folder: what would act on the terminal is never shown, whoever made its check sum right."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.first_frame import fitting_frame, frame_key, keep_frame, only_draws
from tests.hardening.payloads import PAYLOADS
from tests.tui.pty_terminal import dangerous, environ_of, terminal

SIZE = (120, 36)
ACTING = {name: text for name, text in PAYLOADS.items() if re.search(r"[\x00-\t\x0b-\x1f\x7f-\x9f]", text)}
"""The payloads that act; words that only hide or turn round would lie in a frame like any other words."""
OWN_SEQUENCES = ("\x1b[7;1H", "\x1b[38;2;1;2;3m", "\x1b[0m", "\x1b[1;38;5;7m")


def plant(folder: Path, frame: bytes) -> bytes:
    """Write a frame as the program would, with a check sum that is right."""
    key = frame_key([], {"TERM": "xterm"})
    keep_frame(str(folder), key, SIZE, [], frame)
    return key


def test_most_payloads_act() -> None:
    assert len(ACTING) > 20


@pytest.mark.parametrize("payload", ACTING.values(), ids=ACTING)
def test_a_planted_frame_that_acts_is_not_shown(tmp_path: Path, payload: str) -> None:
    key = plant(tmp_path, b"\x1b[1;1Hwords \x1b[0m" + payload.encode("utf-8", "surrogatepass"))
    assert fitting_frame(str(tmp_path), key, SIZE) is None


@pytest.mark.parametrize("raw", [b"\x9b2J", b"\xff\xfe", b"\x1b", b"\x1b[", b"\x1b[1;1", b"\x1b[?25h", b"\x1b[6n", b"\x1b[ q"])
def test_bytes_that_are_half_a_sequence_or_no_text_are_not_shown(raw: bytes) -> None:
    assert not only_draws(b"words " + raw)


@given(st.lists(st.sampled_from(OWN_SEQUENCES) | st.text(st.characters(min_codepoint=0xA0, exclude_categories=["Cs"]))))
def test_words_colours_and_places_are_shown(parts: list[str]) -> None:
    assert only_draws("".join(parts).encode())


@given(st.lists(st.sampled_from(("\x1b", "[", "]", "c", "\x9b", "2J", "H", "m", "0", "\x07")) | st.text(max_size=3)))
def test_nothing_that_is_shown_acts(parts: list[str]) -> None:
    frame = "".join(parts).encode("utf-8", "replace")
    assert not only_draws(frame) or not [told for told in dangerous(frame, allowed=()) if "hidden" not in told]


def test_what_is_no_file_is_no_frame(tmp_path: Path) -> None:
    key = frame_key([], {"TERM": "xterm"})
    os.mkfifo(tmp_path / "frame", 0o600)
    assert fitting_frame(str(tmp_path), key, SIZE) is None
    (tmp_path / "frame").unlink()
    (tmp_path / "frame").mkdir(0o700)
    assert fitting_frame(str(tmp_path), key, SIZE) is None
    assert fitting_frame(str(tmp_path / "nowhere"), key, SIZE) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
def test_a_frame_of_another_owner_is_none(tmp_path: Path) -> None:
    key = plant(tmp_path, b"words")
    assert fitting_frame(str(tmp_path), key, SIZE) == b"words"
    os.chown(tmp_path / "frame", 12345, -1)
    assert fitting_frame(str(tmp_path), key, SIZE) is None


def test_a_start_over_a_planted_frame_is_an_ordinary_start(tmp_path: Path) -> None:
    with terminal(home=tmp_path, environ=environ_of(tmp_path)) as screen:
        screen.wait_for("Kremlin")
        screen.send("Q")
        assert screen.wait_for_exit() == 0
    head, _, drawn = (tmp_path / "state" / "frame").read_bytes().partition(b"\n\n")
    key = head.split(b"\n")[2]
    keep_frame(str(tmp_path / "state"), key, SIZE, [], b"\x1b]0;planted\x07\x1b[2J" + drawn)
    with terminal(home=tmp_path, environ=environ_of(tmp_path)) as screen:
        screen.wait_for("Kremlin")
        screen.send("Q")
        assert screen.wait_for_exit() == 0
        assert b"planted" not in screen.raw
        assert dangerous(bytes(screen.raw)) == []
        assert screen.is_restored()
