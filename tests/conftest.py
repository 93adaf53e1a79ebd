"""What holds for every test."""

import gc
from collections.abc import Iterator
from itertools import count

import pytest

_COLLECTED_EVERY = 8
"""Programs; to look through everything that is loaded takes about as long as a small test."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the slow tests over the first half, whatever order chance gave: one at the end would keep a worker alone with it."""
    slow = [item for item in items if item.get_closest_marker("slow")]
    others = [item for item in items if not item.get_closest_marker("slow")]
    step = len(others) // (2 * len(slow)) if slow else 0
    for number, item in enumerate(slow):
        others.insert(number * (step + 1), item)
    items[:] = others


@pytest.fixture(scope="session")
def _programs_ended() -> Iterator[int]:
    return count(1)


@pytest.fixture(autouse=True)
def _collecting_goes_on(_programs_ended: Iterator[int]) -> Iterator[None]:
    """Let garbage be collected after a program has run in this process: it stops that for its start, and for good at its end."""
    yield
    gc.enable()
    if gc.get_freeze_count():
        gc.unfreeze()
        if next(_programs_ended) % _COLLECTED_EVERY == 0:
            gc.collect()
