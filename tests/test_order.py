"""The order of the tests: the slow ones are begun early, and none is lost."""

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import pytest_collection_modifyitems


def item(name: int, *, is_slow: bool) -> Any:
    return SimpleNamespace(name=name, get_closest_marker=lambda _: is_slow or None)


@given(st.lists(st.booleans(), max_size=60))
def test_at_most_half_of_the_others_stand_before_a_slow_one_and_none_is_lost(are_slow: list[bool]) -> None:
    before = [item(number, is_slow=is_slow) for number, is_slow in enumerate(are_slow)]
    after = list(before)
    pytest_collection_modifyitems(after)
    assert sorted(each.name for each in after) == list(range(len(are_slow)))
    others = [each.name for each in after if not each.get_closest_marker("slow")]
    assert others == sorted(others), "chance keeps its word on the others"
    last = max((place for place, each in enumerate(after) if each.get_closest_marker("slow")), default=-1)
    before_last = sum(not each.get_closest_marker("slow") for each in after[: last + 1])
    assert 2 * before_last <= len(others)
