"""Train the statistical model (`data/model.crf`) from free texts.

    python -m reader.entities.training.train CORPUS OUT

CORPUS is the folder of `corpus.py`. Averaged perceptron, ten rounds, in the
order of the corpus: the same input gives the same model, byte for byte, in a
fresh process. Takes about a minute of CPU and half a gigabyte of memory.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pycrfsuite

from reader.entities.crf import WORDS
from reader.entities.features import Features
from reader.entities.gazetteer import load_gazetteer_for_learning
from reader.entities.tokens import Token, sentences_of
from reader.entities.training.corpus import Document, read_documents
from reader.entities.words import WordTable
from reader.text import plain

LABELS = frozenset(("PERSON", "ORG", "PLACE", "NORP", "EVENT"))
ROUNDS = 10
RAREST_FEATURE = 7
HEADLINES_EVERY = 4
"""Of so many documents one lends its first sentence as a headline: the corpora have hardly any."""
_LONGEST = 150
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_IN_HEADLINES = frozenset("a an the of in on at to for and or but as by with from is s".split())

Example = tuple[list[list[str]], list[str]]
"""The features and the tags of a sentence's tokens."""


def train(documents: Iterable[Document], out: Path) -> int:
    """Write a model learnt from documents and return the number of tokens it has seen."""
    features = Features(WordTable.load(WORDS), load_gazetteer_for_learning())
    trainer = pycrfsuite.Trainer("averaged-perceptron", verbose=False)
    trainer.set_params({"max_iterations": ROUNDS, "feature.minfreq": RAREST_FEATURE})
    seen = 0
    for number, document in enumerate(documents):
        if number % HEADLINES_EVERY == 0:
            for found, tags in list(examples_of(with_headline(document), features))[:1]:
                trainer.append(found, tags)
        for found, tags in examples_of(document, features):
            trainer.append(found, tags)
            seen += len(tags)
    trainer.train(str(out))
    return seen


def examples_of(document: Document, features: Features) -> Iterator[Example]:
    """Iterate over the sentences that can be learnt from."""
    for tokens, found in features.sentences(plain(document.text)):
        if len(tokens) < _LONGEST and not _is_doubtful(tokens, document):
            yield found, tags_of(tokens, document.spans)


def _is_doubtful(tokens: list[Token], document: Document) -> bool:
    start, end = tokens[0][0], tokens[-1][1]
    return any(a < end and start < b for a, b in document.doubtful)


def with_headline(document: Document) -> Document:
    """Return a document whose first sentence is written as a headline, on a line of its own; no place moves.

    >>> with_headline(Document("d", "He went to Rome. It rained.", (), ())).text
    'He Went to Rome\\n It rained.'
    """
    first = next(sentences_of(document.text), [])
    if len(first) < 2 or document.text[slice(*first[-1])] != ".":
        return document
    end = first[-1][0]
    headline = _WORD.sub(_capitalised, document.text[:end])
    return replace(document, text=f"{headline}\n{document.text[end + 1 :]}")


def _capitalised(word: re.Match[str]) -> str:
    small = word.group() in _SMALL_IN_HEADLINES or word.string[word.start() - 1 : word.start()] in ("'", "\u2019")
    return word.group() if small else word.group()[0].upper() + word.group()[1:]


def tags_of(tokens: list[Token], spans: tuple[tuple[int, int, str], ...]) -> list[str]:
    """Write labelled stretches as one tag a token: `B-` begins a name, `I-` goes on, `O` is none.

    >>> tags_of([(0, 3), (4, 7), (8, 12)], ((0, 7, "PERSON"),))
    ['B-PERSON', 'I-PERSON', 'O']
    """
    learnt = [span for span in spans if span[2] in LABELS and span[0] < tokens[-1][1] and tokens[0][0] < span[1]]
    tags = []
    previous = None
    for start, end in tokens:
        span = next((s for s in learnt if s[0] < end and start < s[1]), None)
        tags.append("O" if span is None else ("I-" if span is previous else "B-") + span[2])
        previous = span
    return tags


def main() -> None:
    """Train from the command line."""
    corpus, out = Path(sys.argv[1]), Path(sys.argv[2])
    seen = train(read_documents(corpus), out)
    sys.stdout.write(f"{seen} tokens, {out.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
