"""What the recogniser learns from: texts read in order, doubtful ones left out, the same model for the same texts."""

import gzip
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.training.clusters import murmur64
from reader.entities.training.corpus import SOURCES, Document, read_documents, read_file
from reader.entities.training.train import LABELS, tags_of, train, with_headline
from reader.entities.training.wordlists import (
    Commonness,
    add_census,
    faker_names,
    measured_commonness,
    place_names,
    reaches_of,
)

NOBODY = Commonness(Counter(), Counter())


def write_source(folder: Path, source: str, *rows: dict[str, object]) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / f"{source}.jsonl.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))


def row(name: str, text: str, *names: str, **more: object) -> dict[str, object]:
    spans = [(text.index(each), text.index(each) + len(each), "PERSON") for each in names]
    return {"doc": name, "text": text, "spans": spans, **more}


def documents(number: int) -> list[Document]:
    people = ("Anna Berg", "Carl Holm", "Dora Lind", "Emil Sund")
    texts = (f"The reporter met {people[i % 4]} in town. Nothing else was said that day." for i in range(number))
    return [Document(f"d{i}", text, ((17, 26, "PERSON"),), ()) for i, text in enumerate(texts)]


# --- the texts ----------------------------------------------------------


def test_the_sources_are_read_in_a_fixed_order(tmp_path: Path) -> None:
    for source in reversed(SOURCES):
        write_source(tmp_path, source, row(f"{source}-1", "It rained."))
    assert [document.name for document in read_documents(tmp_path)] == [f"{source}-1" for source in SOURCES]


def test_parts_that_ask_for_the_same_terms_are_left_out(tmp_path: Path) -> None:
    kinds = ("gum-news-1", "gum-bio-1", "gum-voyage-2", "gum-court-3")
    write_source(tmp_path, "gum", *(row(kind, "It rained.") for kind in kinds))
    assert [document.name for document in read_file(tmp_path / "gum.jsonl.gz")] == ["gum-news-1", "gum-court-3"]


def test_spans_may_carry_more_than_their_label(tmp_path: Path) -> None:
    write_source(tmp_path, "gum", {"doc": "gum-news-1", "text": "Anna ran.", "spans": [[0, 4, "PERSON", "Q1"]], "skip": [[5, 8]]})
    (document,) = read_file(tmp_path / "gum.jsonl.gz")
    assert (document.spans, document.doubtful) == (((0, 4, "PERSON"),), ((5, 8),))


def test_a_text_without_labels_teaches_what_is_no_name(tmp_path: Path) -> None:
    write_source(tmp_path, "gum", {"doc": "gum-news-1", "text": "It rained."})
    (document,) = read_file(tmp_path / "gum.jsonl.gz")
    assert (document.spans, document.doubtful) == ((), ())


# --- tags ---------------------------------------------------------------


def test_two_names_in_a_row_begin_twice() -> None:
    assert tags_of([(0, 4), (5, 9)], ((0, 4, "ORG"), (5, 9, "PERSON"))) == ["B-ORG", "B-PERSON"]


def test_a_label_that_rules_find_is_not_learnt() -> None:
    assert "DATE" not in LABELS
    assert tags_of([(0, 4)], ((0, 4, "DATE"),)) == ["O"]


def test_a_word_that_a_name_covers_in_part_belongs_to_it() -> None:
    assert tags_of([(0, 8), (9, 12)], ((0, 5, "PLACE"),)) == ["B-PLACE", "O"]


def test_a_name_before_or_after_the_sentence_is_none_of_its_own() -> None:
    assert tags_of([(10, 14)], ((0, 10, "ORG"), (14, 20, "ORG"))) == ["O"]


# --- headlines ----------------------------------------------------------


@given(st.text(alphabet="Aab'’.\n -é", max_size=60))
def test_a_headline_moves_no_place(text: str) -> None:
    made = with_headline(Document("d", text, ((0, len(text), "ORG"),), ()))
    assert len(made.text) == len(text)
    assert made.spans == ((0, len(text), "ORG"),)


def test_small_words_stay_small_in_a_headline() -> None:
    made = with_headline(Document("d", "The head of the town's council left for Rome. It rained.", (), ()))
    assert made.text.split("\n")[0] == "The Head of the Town's Council Left for Rome"


@pytest.mark.parametrize("text", ["", "Rain", "Rain fell on the town", "Did it rain? It did."])
def test_a_text_that_begins_with_no_statement_lends_no_headline(text: str) -> None:
    document = Document("d", text, (), ())
    assert with_headline(document) == document


# --- the model ----------------------------------------------------------


def test_the_same_texts_give_the_same_model_in_a_fresh_process(tmp_path: Path) -> None:
    for source in SOURCES:
        write_source(tmp_path, source, *(row(f"{source}-{each.name}", each.text, each.text[17:26]) for each in documents(20)))
    for name in ("one", "two"):
        command = [sys.executable, "-m", "reader.entities.training.train", str(tmp_path), str(tmp_path / name)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert told.startswith(f"{80 * (8 + 7)} tokens, ")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_sentences_in_doubt_are_not_learnt_from(tmp_path: Path) -> None:
    sure = documents(20)
    doubtful = [Document(each.name, each.text, each.spans, ((0, 5),)) for each in sure]
    assert train(doubtful, tmp_path / "model") == 20 * 7
    assert train(sure, tmp_path / "model") == 20 * (8 + 7)


# --- the words ----------------------------------------------------------


def test_a_word_is_graded_by_how_often_it_is_small() -> None:
    words = Commonness(Counter(rain=100, may=50, lindy=1), Counter(may=50, berg=10, lindy=99, rain=1))
    assert [words.grade(word) for word in ("rain", "may", "lindy", "berg", "unseen")] == [5, 3, 1, 1, 0]


def test_only_what_is_often_small_is_a_common_word() -> None:
    words = Commonness(Counter(rain=100, dew=3), Counter())
    assert words.is_common("Rain")
    assert not words.is_common("Dew")


def test_the_first_word_of_a_sentence_is_not_counted(tmp_path: Path) -> None:
    for source in SOURCES:
        write_source(tmp_path, source)
    write_source(tmp_path, "gum", row("gum-news-1", "Rain fell on the town. Rain fell on Berg."))
    measured = measured_commonness(tmp_path)
    assert measured.small == Counter(fell=2, on=2, the=1, town=1)
    assert measured.capital == Counter(berg=1)


def test_names_are_read_from_lists_by_what_they_are_called(tmp_path: Path) -> None:
    for country, names in (("xx", "('Anna', 'Åse')"), ("yy", "('Anna', 'x', 'Bo')")):
        (tmp_path / country).mkdir()
        (tmp_path / country / "__init__.py").write_text(
            f"class Provider:\n    first_names_female = {names}\n    last_names = ('Berg-Lund',)\n    formats = ('Nobody',)\n",
            encoding="utf-8",
        )
    first, last = faker_names(tmp_path)
    assert first == Counter({"Anna": 2, "Åse": 1})
    assert last == Counter({"Berg-Lund": 2})


def test_a_census_writes_names_in_capitals(tmp_path: Path) -> None:
    for file, line in (
        ("dist.female.first", "MARY 2.6 2.6 1"),
        ("dist.male.first", "JAMES 3.3 3.3 1"),
        ("dist.all.last", "SMITH 1 1 1"),
    ):
        (tmp_path / file).write_text(line + "\n", encoding="ascii")
    first, last = Counter[str](), Counter[str]()
    add_census(tmp_path, first, last)
    assert (first, last) == (Counter(Mary=1, James=1), Counter(Smith=1))


def test_a_place_that_is_called_like_people_needs_to_be_often_there(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    rows = [("Berg", "Province of Westland", ""), ("Holm", "", ""), ("holm", "", ""), ("Ay", "", "")]
    lines = [",".join(each) for each in [("name", "admin1", "admin2"), *rows, *[("Lind", "", "")] * 4]]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert place_names(file, {"Berg", "Lind"}, NOBODY) == {"Westland", "Holm", "Lind"}


def test_a_first_word_knows_how_far_the_longest_name_reaches() -> None:
    assert reaches_of(["New York", "New South Wales", "Berg"]) == {"New": 3, "Berg": 1}


@pytest.mark.parametrize(("word", "number"), [("coffee", 3197928453018144401), ("apple", 8566208034543834098)])
def test_words_are_numbered_as_the_published_tables_do(word: str, number: int) -> None:
    assert murmur64(word.encode()) == number


def test_every_length_of_word_has_a_number_of_its_own() -> None:
    numbers = {murmur64(("kazakhstan" * 3)[:length].encode()) for length in range(30)}
    assert len(numbers) == 30
    assert all(0 <= number < 1 << 64 for number in numbers)
