"""Train the statistical model (`data/model.crf`) from free texts.

    python -m reader.entities.training.train CORPUS OUT [ROUNDS]

CORPUS is the folder of `corpus.py`. Averaged perceptron, ten rounds, in the
order of the corpus: the same input gives the same model. Takes about two
minutes of CPU.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite

from reader.entities.features import Features
from reader.entities.gazetteer import DATA, load_gazetteer
from reader.entities.tokens import Token
from reader.entities.training.corpus import Document, read_documents
from reader.entities.words import WordTable
from reader.text import plain

LABELS = frozenset(("PERSON", "ORG", "PLACE", "NORP", "EVENT"))
ROUNDS = 10
RAREST_FEATURE = 3
_LONGEST = 150


def train(documents: Iterator[Document], out: Path, rounds: int = ROUNDS) -> int:
    """Write a model learnt from documents and return the number of tokens it has seen."""
    features = Features(WordTable.load(Path(str(DATA / "words.bin"))), load_gazetteer())
    trainer = pycrfsuite.Trainer("averaged-perceptron", verbose=False)
    trainer.set_params({"max_iterations": rounds, "feature.minfreq": RAREST_FEATURE})
    seen = 0
    for document in documents:
        for tokens, sentence in features.sentences(plain(document.text)):
            if len(tokens) < _LONGEST and not _is_doubtful(tokens, document):
                trainer.append(sentence, tags_of(tokens, document.spans))
                seen += len(tokens)
    trainer.train(str(out))
    return seen


def _is_doubtful(tokens: list[Token], document: Document) -> bool:
    start, end = tokens[0][0], tokens[-1][1]
    return any(a < end and start < b for a, b in document.doubtful)


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
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else ROUNDS
    seen = train(read_documents(corpus), out, rounds)
    sys.stdout.write(f"{seen} tokens, {out.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
