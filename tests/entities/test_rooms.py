"""The small parts: word table, gazetteer, dates, amounts, casing, training texts."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.amounts import find_money, find_quantities
from reader.entities.casing import with_sentence_case
from reader.entities.crf import parts_of
from reader.entities.dates import CalendarDate, find_dates, read_date
from reader.entities.gazetteer import DATA, load_gazetteer
from reader.entities.recognise import Recogniser
from reader.entities.words import Word, WordTable, table_bytes

known_words = st.builds(
    Word,
    is_first_name=st.booleans(),
    is_surname=st.booleans(),
    is_place=st.booleans(),
    reach=st.integers(0, 7),
    commonness=st.integers(0, 5),
    cluster=st.integers(0, 960),
)


@given(st.dictionaries(st.text(min_size=1, max_size=12), known_words.filter(lambda word: word.packed() > 0), max_size=40))
def test_the_table_gives_back_what_was_put_in(words: dict[str, Word]) -> None:
    table = WordTable(memoryview(table_bytes(words, slot_bits=10))[8:].cast("I"))
    assert sum(table[key] != word for key, word in words.items()) <= 1  # two words may share a slot's fingerprint


def test_a_file_that_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.bin").write_bytes(b"something else altogether")
    with pytest.raises(ValueError, match="no word table"):
        WordTable.load(tmp_path / "words.bin")


def test_the_longest_known_name_is_found_as_a_whole_word() -> None:
    found = [place.name for place in load_gazetteer().find("The United States of America and Kazakhstanis, not Irania.")]
    assert found == ["United States of America", "Kazakhstanis"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on November 12, 2025 and 3 May", ["November 12, 2025", "3 May"]),
        ("from July 21 to 23 or in 2022-2023", ["July 21 to 23", "2022-2023"]),
        ("in 1848 and the 1990s, 2,000 men", ["1848", "1990s"]),
        ("he may march on", []),
        ("It cost $2010 in 2010.", ["2010"]),
    ],
)
def test_dates_are_found(text: str, dates: list[str]) -> None:
    assert [text[start:end] for start, end in find_dates(text)] == dates


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-11-13", CalendarDate(2025, 11, 13)),
        ("13 November 2025", CalendarDate(2025, 11, 13)),
        ("Nov. 2025", CalendarDate(2025, 11)),
        ("2019", CalendarDate(2019)),
        ("the 1990s", None),
        ("Monday", None),
        ("2025-19-41", None),
    ],
)
def test_dates_are_read(text: str, date: CalendarDate | None) -> None:
    assert read_date(text) == date


def test_money_and_quantities_are_found() -> None:
    text = "He paid $31 billion, 20 million euros or US$5 for 7.2 percent of 300 km and 12 men."
    assert [text[a:b] for a, b in find_money(text)] == ["$31 billion", "20 million euros", "US$5"]
    assert [text[a:b] for a, b in find_quantities(text)] == ["7.2 percent", "300 km"]


@given(st.text(alphabet="ABab EU(),\n", max_size=60))
def test_casing_never_changes_the_length(recogniser: Recogniser, text: str) -> None:
    assert len(with_sentence_case(text, recogniser.words, recogniser.gazetteer)) == len(text)


@given(st.text(alphabet="ab \n", max_size=200), st.integers(5, 40))
def test_parts_cover_a_text_without_gap_or_overlap(text: str, size: int) -> None:
    parts = list(parts_of(text, size))
    assert "".join(text[start:end] for start, end in parts) == text


def test_the_data_that_ships_is_small_and_says_where_it_is_from() -> None:
    files = {file.name: len(file.read_bytes()) for file in DATA.iterdir()}
    assert sum(files.values()) <= 6_000_000
    assert "NOTICE.md" in files


_TRAINING = """
import sys
from pathlib import Path
from reader.entities.training.corpus import Document
from reader.entities.training.train import train
text = "Ada Brook went to Velm. The people of Velm saw Brook. "
spans = ((0, 9, "PERSON"), (18, 22, "PLACE"), (38, 42, "PLACE"))
train([Document(str(n), text, spans, ()) for n in range(8)], Path(sys.argv[1]))
"""


def test_training_the_same_texts_again_gives_the_same_model(tmp_path: Path) -> None:
    for name in ("one", "two"):  # each in a fresh process: the trainer's dice go on from run to run
        subprocess.run([sys.executable, "-c", _TRAINING, str(tmp_path / name)], check=True)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_reading_kept_mentions_loads_no_recogniser() -> None:
    rooms = "concordance corrections entity linking stamp summary timeline".split()
    names = ", ".join(f"reader.entities.{name}" for name in rooms)
    program = f"import sys, {names}; print('pycrfsuite' in sys.modules, 'rapidfuzz' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert printed.split() == ["False", "False"]
