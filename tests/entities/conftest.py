"""One recogniser for all tests of entities: it keeps nothing of the texts it reads."""

import pytest

from reader.entities.recognise import Recogniser, load_recogniser


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    return load_recogniser()
