"""What fuzzing found or starts from, run through the same functions without the fuzzer."""

from pathlib import Path

import pytest

from tests.hardening.targets import CORPUS, TARGETS

_FILES = sorted(path for path in CORPUS.glob("*/*") if path.is_file())


def test_every_target_has_a_corpus_and_every_corpus_a_target() -> None:
    assert {path.parent.name for path in _FILES} == set(TARGETS)


@pytest.mark.parametrize("path", _FILES, ids=[f"{path.parent.name}/{path.name}" for path in _FILES])
def test_a_kept_file_breaks_no_promise(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())
