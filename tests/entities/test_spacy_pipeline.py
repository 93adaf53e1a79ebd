"""A spaCy pipeline as tagger, with stand-ins: spaCy need not be installed."""

import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from reader.entities.recognise import Recogniser, find_mentions, load_recogniser
from reader.entities.spacy_pipeline import SpacyTagger, check_weights, digest_of_file
from reader.errors import ConfigError
from tests.entities.makers import article


@dataclass
class Found:
    start_char: int
    end_char: int
    label_: str


@dataclass
class Document:
    ents: list[Found]


def pipeline(text: str) -> Document:
    """Find every `Zorbak` as a person, `Velm` as a place, and a number as a cardinal."""
    labels = {"Zorbak": "PERSON", "Velm": "GPE", "Seven": "CARDINAL", "Zorbak\nVelmar": "ORG"}
    return Document(
        [Found(text.index(form), text.index(form) + len(form), label) for form, label in labels.items() if form in text]
    )


def tagged_with(recogniser: Recogniser, tagger: SpacyTagger) -> Recogniser:
    return Recogniser("spacy:test", "stamp", tagger, recogniser.gazetteer, recogniser.words)


def test_the_rules_run_on_top_of_a_pipeline(recogniser: Recogniser) -> None:
    text = "Zorbak went to Velm on 3 May 2020 with Seven Kazakhs."
    mentions = find_mentions(article(text), tagged_with(recogniser, SpacyTagger(pipeline)))
    assert [(m.span.of(text), m.label.value, m.entity) for m in mentions] == [
        ("Zorbak", "PERSON", "Zorbak"),
        ("Velm", "PLACE", "Velm"),
        ("3 May 2020", "DATE", "3 May 2020"),
        ("Kazakhs", "NORP", "Kazakhstan"),
    ]


def test_a_find_over_two_lines_is_cut_to_the_longer(recogniser: Recogniser) -> None:
    text = "Zorbak\nVelmar"
    tagger = SpacyTagger(lambda text: Document([Found(0, len(text), "ORG")]))
    assert [m.span.of(text) for m in find_mentions(article(text), tagged_with(recogniser, tagger))] in (["Zorbak"], ["Velmar"])


def test_without_spacy_the_fault_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ConfigError, match=r"broadsheet\[ner\]"):
        load_recogniser("spacy:en_core_web_sm")


def test_a_pipeline_is_loaded_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def load(name: object, exclude: list[str]) -> object:
        asked.append(name)
        return pipeline

    spacy = ModuleType("spacy")
    spacy.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    assert load_recogniser("spacy:my_pipeline").name == "spacy:my_pipeline"
    assert asked == ["my_pipeline"]


def test_a_missing_pipeline_is_a_fault_that_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: object, exclude: list[str]) -> object:
        raise OSError("[E050]")

    spacy = ModuleType("spacy")
    spacy.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    with pytest.raises(ConfigError, match="python -m spacy download my_pipeline"):
        load_recogniser("spacy:my_pipeline")


def test_other_weights_than_the_official_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model").write_bytes(b"weights")
    check_weights(tmp_path, {"model": digest_of_file(tmp_path / "model")})
    (tmp_path / "model").write_bytes(b"other weights")
    with pytest.raises(ConfigError, match="official"):
        check_weights(tmp_path, {"model": "zZPpypEmxp8dEKEDnvZ8PZ7BIjtE0HmFZwWXDw8Z_04"})
