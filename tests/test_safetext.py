"""The gate: same length, nothing that acts, hides or reorders, harmless text untouched."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.safetext import cap_marks, one_line, show

DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
NASTY = st.sampled_from(
    list("\x00\x07\x1b\x7f\x80\x85\x90\x9b\x9c\x9d\u202e\u2066\u200b\ufeff\u0301\ud800\U000e0041[]@$\\\n\t\r ;m")
)
ANY_TEXT = st.text(st.one_of(st.characters(), NASTY), max_size=80)


@given(ANY_TEXT)
def test_showing_keeps_the_length_and_leaves_nothing_dangerous(text: str) -> None:
    shown = show(text)
    assert len(shown) == len(text)
    assert not DANGEROUS.search(shown)
    assert shown.encode("utf-8").decode("utf-8") == shown


@given(ANY_TEXT)
def test_showing_twice_is_showing_once(text: str) -> None:
    assert show(show(text)) == show(text)


@given(ANY_TEXT)
def test_harmless_characters_stay(text: str) -> None:
    assert all(before == after for before, after in zip(text, show(text), strict=True) if not DANGEROUS.search(before))


@given(st.text(st.one_of(st.characters(), NASTY), max_size=2000))
def test_one_line_is_one_short_line(text: str) -> None:
    line = one_line(text)
    assert "\n" not in line
    assert len(line) <= 300
    assert not DANGEROUS.search(line)


def test_joiners_stay_for_emoji_and_persian() -> None:
    assert show("👩\u200d💻 می\u200cخواهم") == "👩\u200d💻 می\u200cخواهم"


def test_a_tower_of_marks_is_capped_at_four() -> None:
    assert cap_marks("e" + "\u0301" * 5000) == "e" + "\u0301" * 4
