"""What holds for every test."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _collecting_goes_on() -> Iterator[None]:
    """Let garbage be collected after a program has run in this process: it stops that for its start, and for good at its end."""
    yield
    gc.enable()
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
