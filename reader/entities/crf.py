"""The statistical recogniser that comes with the program: a conditional random field over words."""

from collections.abc import Iterator
from pathlib import Path

import pycrfsuite

from reader.article import Label
from reader.entities.candidates import Candidate
from reader.entities.features import Features
from reader.entities.gazetteer import DATA, Gazetteer
from reader.entities.tokens import Token
from reader.entities.words import WordTable

MODEL = DATA / "model.crf"
WORDS = DATA / "words.bin"
_PART = 400_000
"""Characters read at a time: a document longer than this is treated as several."""

_LONGEST_NAME = 25
"""Tokens; what is longer is a list of capitalised words, not a name."""


class CrfTagger:
    """Finds people, organisations, places, peoples and events by their looks and surroundings."""

    def __init__(self, words: WordTable, gazetteer: Gazetteer, model: Path = MODEL) -> None:
        self._features = Features(words, gazetteer)
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(model))

    def find(self, text: str) -> Iterator[Candidate]:
        """Iterate over the candidates of a text with straight quotes and plain blanks."""
        for start, end in parts_of(text):
            for tokens, features in self._features.sentences(text[start:end]):
                if any(text[start + token[0]].isalpha() for token in tokens):
                    yield from _candidates(tokens, self._tagger.tag(features), start)


def parts_of(text: str, size: int = _PART) -> Iterator[tuple[int, int]]:
    """Cut a text at line ends, or else at blanks, into parts of at most about `size` characters."""
    start = 0
    while len(text) - start > size:
        cut = text.rfind("\n", start + size // 2, start + size)
        if cut < 0:
            cut = text.rfind(" ", start + size // 2, start + size)
        end = cut + 1 if cut >= 0 else start + size
        yield start, end
        start = end
    yield start, len(text)


def _candidates(tokens: list[Token], tags: list[str], offset: int) -> Iterator[Candidate]:
    start = 0
    while start < len(tags):
        if tags[start] == "O":
            start += 1
            continue
        label = tags[start][2:]
        end = start + 1
        while end < len(tags) and tags[end] == "I-" + label:
            end += 1
        if end - start <= _LONGEST_NAME:
            yield Candidate(offset + tokens[start][0], offset + tokens[end - 1][1], Label(label))
        start = end
