"""Taming a page takes out the same as patterns over the whole of it would, without looking at each character."""

import re
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from reader.formats import visible
from reader.formats.visible import tame

SOURCES = st.text(alphabet='<>/a "d', max_size=60)
LONG = 5


def long_runs(html: str) -> list[int]:
    with patch.object(visible, "_LONG", LONG):
        return list(visible._long_runs(html))


@given(SOURCES)
def test_long_runs_are_where_a_pattern_finds_them(html: str) -> None:
    assert long_runs(html) == [match.start() for match in re.finditer(rf"<[^<]{{{LONG}}}", html)]


@given(
    st.lists(st.sampled_from(['<img src="', "data:image/png;base64,", "A" * 500, "A" * 499, '">', "data:", " text "]), max_size=9)
)
def test_inline_data_goes_as_a_pattern_takes_it(parts: list[str]) -> None:
    html = "".join(parts)
    assert tame(html) == visible._DATA_ADDRESS.sub("", html)


def test_a_tag_of_endless_attributes_keeps_its_name() -> None:
    endless = "a=1 " * 6_000
    assert tame(f"<p>One</p><div {endless}>two</div><script>{'x' * 30_000}</script>") == (
        f"<p>One</p><div>two</div><script>{'x' * 30_000}</script>"
    )
    assert tame(f"<div {endless}") == f"<div {endless}"
