"""A collection of real news for the tests of search, where one lies beside the project.

The texts are free, but short: following ones are joined to articles of several
hundred words, with a title, a source and a day made up for each.
"""

import gzip
import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path

from reader.article import Label, Mention
from reader.search.schema import IndexedArticle
from reader.text import Span
from tests.search.corpus import Shelf, article

NEWS = Path(__file__).parents[3] / "shared" / "data" / "ner" / "gmb.jsonl.gz"
_WORDS = 400
_NAMES = ("PERSON", "ORG", "PLACE")
Document = tuple[str, list[tuple[int, int, str]]]


def news_collection(count: int, *, seed: int = 4) -> Shelf:
    """Return articles of real text with the names that people and programs marked in it."""
    rnd = random.Random(seed)
    made = (_article(number, documents, rnd) for number, documents in enumerate(itertools.islice(_joined(), count)))
    return Shelf({indexed.article.id: indexed for indexed in made})


def _joined() -> Iterator[list[Document]]:
    """Join documents until they have enough words for an article."""
    gathered: list[Document] = []
    words = 0
    with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            gathered.append((document["text"], document["spans"]))
            words += document["text"].count(" ") + 1
            if words >= _WORDS:
                yield gathered
                gathered, words = [], 0


def _article(number: int, documents: list[Document], rnd: random.Random) -> IndexedArticle:
    title = " ".join(documents[0][0].split()[:9])
    day = f"{rnd.randint(2016, 2025)}-{rnd.randint(1, 12):02d}-{rnd.randint(1, 28):02d}"
    made = article(f"a{number}", *(text for text, _ in documents), title=title, date=day, source=f"Source {number % 7}")
    mentions, at = [], len(title) + 2
    for text, spans in documents:
        for start, end, label in spans:
            if label in _NAMES and '"' not in text[start:end]:
                mentions.append(Mention(Span(at + start, at + end), Label[label], text[start:end]))
        at += len(text) + 2
    return IndexedArticle(made, tuple(mentions), "1")
