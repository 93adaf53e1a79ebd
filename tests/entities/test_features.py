"""What the model sees of a word: the same, and in the same order, in every process."""

import os
import subprocess
import sys

import pytest

from reader.entities.features import shape_of

_PRINT_FEATURES = """
from reader.entities.recognise import load_recogniser
from reader.entities.features import Features
recogniser = load_recogniser()
text = "President Ada Brook of Velmont Bank said so. Near Brook stood the Brook (Brook) and Brook Bank."
for tokens, found in Features(recogniser.words, recogniser.gazetteer).sentences(text):
    print(found)
"""


def test_features_stand_in_one_order_whatever_the_seed_of_hashes() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", _PRINT_FEATURES],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1
    assert "xT" in printed.pop()


@pytest.mark.parametrize(
    ("word", "shape"), [("McDonald", "XxXxx"), ("G20", "Xdd"), ("Éire", "Xxx"), ("10,000", "dd,dd"), ("ÇA", "XX"), ("", "")]
)
def test_runs_of_one_kind_are_shortened(word: str, shape: str) -> None:
    assert shape_of(word) == shape
