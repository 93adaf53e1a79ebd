"""How many hostile texts, files and questions the tests run through: a test that lost half of them would still pass."""

import pytest

from tests.hardening.files import hostile_files
from tests.hardening.payloads import GENERATOR, PAYLOADS, all_payloads, generator
from tests.hardening.test_surroundings import QUERIES, queries_of_the_generator

needs_generator = pytest.mark.skipif(not GENERATOR.is_file(), reason="the generator of hostile files is not at hand")


def test_our_own_are_enough_without_the_generator() -> None:
    assert len(PAYLOADS) >= 57
    assert len(hostile_files()) > 200
    assert len(set(QUERIES)) >= 69


@needs_generator
def test_those_of_the_generator_are_all_used() -> None:
    assert len(all_payloads()) == len(PAYLOADS) + len(getattr(generator(), "TERM_PAYLOADS", ())) >= len(PAYLOADS) + 57
    assert len(queries_of_the_generator()) >= 69
