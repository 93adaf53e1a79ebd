"""How good the first ten answers are: information needs with judged articles, nDCG@10 against stock Whoosh and FTS5.

    python -m tests.bench.search_relevance [NEEDS] [ARTICLES]

The collection is drawn by chance; among its articles some are written for a
need and judged by how they were written, before any engine sees them:

    3  about it: the words of the need, together, in the title and again and again
    2  a section on it: a paragraph with the words together
    1  a mention: each word once, far apart
    0  traps: one of the words very often without the others, or all of them in very long articles by chance

Queries use other forms of the words (one -s, -ing or -ed more or less).
"""

import math
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.search.engine import SearchEngine
from reader.search.hits import UserState
from reader.search.schema import IndexedArticle
from tests.bench.search_corpus import Corpus, indexed_article
from tests.bench.search_engines import FTS5, TODAY

DEPTH = 10
_ENDINGS = ("", "s", "ing", "ed")
GRADES = (3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Need:
    """A query and the grades of the articles written for it."""

    query: tuple[str, ...]
    grades: dict[str, int]


class Judged:
    """Draws background articles and, among them, articles written for needs."""

    def __init__(self, needs: int, background: int, seed: int = 11) -> None:
        self._rnd = random.Random(seed)
        self._corpus = Corpus(seed)
        self._roots = [word for word in self._corpus.words[300:12_000] if len(word) > 4 and word[-1] not in "sdgye"]
        self.articles = list(self._corpus.articles(background))
        self.needs = [self._need(number) for number in range(needs)]
        self._rnd.shuffle(self.articles)

    def _need(self, number: int) -> Need:
        roots = self._rnd.sample(self._roots, self._rnd.choice((2, 2, 3)))
        grades = {}
        for copy, grade in enumerate(GRADES):
            name = f"need{number:03d}-{copy}"
            self.articles.append(indexed_article(name, [*self._parts(roots, grade, copy)], [], "2024-05-05", "Source 01"))
            grades[name] = grade
        return Need(tuple(self._formed(root) for root in roots), grades)

    def _formed(self, root: str) -> str:
        return root + self._rnd.choice(_ENDINGS)

    def _parts(self, roots: list[str], grade: int, copy: int) -> Iterator[str]:
        """Yield title and paragraphs of an article of a grade."""
        rnd, topic = self._rnd, self._rnd.choice(self._corpus.topics)
        paragraphs = [self._paragraph(topic) for _ in range(rnd.randint(5, 14) if grade or copy % 2 else 60)]
        title = self._paragraph(topic).split()[:8]
        if grade == 3:
            title[2:2] = [self._formed(root) for root in roots]
            for _ in range(rnd.randint(3, 6)):
                self._together(paragraphs, roots)
        elif grade == 2:
            self._together(paragraphs, roots)
            self._together(paragraphs, roots)
        elif grade == 1:
            self._scattered(paragraphs, roots)
        elif copy % 2:
            for _ in range(8):
                self._scattered(paragraphs, roots[:1])
        else:
            self._scattered(paragraphs, roots)
        yield " ".join(title)
        yield from paragraphs

    def _paragraph(self, topic: Any) -> str:
        return " ".join(self._rnd.choices(self._corpus.words, cum_weights=topic.cumulative, k=self._rnd.randint(40, 90)))

    def _together(self, paragraphs: list[str], roots: list[str]) -> None:
        at = self._rnd.randrange(len(paragraphs))
        words = paragraphs[at].split()
        place = self._rnd.randrange(len(words))
        words[place:place] = [self._formed(root) for root in roots]
        paragraphs[at] = " ".join(words)

    def _scattered(self, paragraphs: list[str], roots: list[str]) -> None:
        for root in roots:
            at = self._rnd.randrange(len(paragraphs))
            words = paragraphs[at].split()
            words.insert(self._rnd.randrange(len(words)), self._formed(root))
            paragraphs[at] = " ".join(words)


def ndcg(found: list[str], need: Need) -> float:
    """Return the gain of the first ten answers, later ones counting less, over that of the best possible order."""

    def gain(grades: list[int]) -> float:
        return sum((2.0**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades[:DEPTH]))

    return gain([need.grades.get(name, 0) for name in found]) / gain(sorted(need.grades.values(), reverse=True))


class StockWhoosh:
    """Whoosh as it comes: its own fields, analyzer, parser, codec and ranking."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        from whoosh import fields, index
        from whoosh.analysis import StemmingAnalyzer

        analyzer = StemmingAnalyzer()
        schema = fields.Schema(
            id=fields.ID(stored=True), title=fields.TEXT(analyzer=analyzer, field_boost=2.0), body=fields.TEXT(analyzer=analyzer)
        )
        folder.mkdir()
        self._index = index.create_in(str(folder), schema)

    def build(self, articles: list[IndexedArticle]) -> None:
        writer = self._index.writer(limitmb=256)
        for indexed in articles:
            title, _, body = indexed.article.text.partition("\n\n")
            writer.add_document(id=indexed.article.id, title=title, body=body)
        writer.commit()
        self._searcher = self._index.searcher()

    def ask(self, words: tuple[str, ...]) -> list[str]:
        from whoosh.qparser import MultifieldParser

        parser = MultifieldParser(["title", "body"], self._index.schema)
        return [hit["id"] for hit in self._searcher.search(parser.parse(" ".join(words)), limit=DEPTH)]


def main() -> None:
    """Measure and print."""
    needs, background = (int(value) for value in (*sys.argv[1:3], *("60", "1500")[len(sys.argv) - 1 :]))
    judged = Judged(needs, background)
    by_id = {indexed.article.id: indexed.article for indexed in judged.articles}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = SearchEngine(folder / "ours", by_id.__getitem__)
        ours.update(judged.articles, ())
        fts5 = FTS5(folder / "fts5.db")
        fts5.build(judged.articles)
        stock = StockWhoosh(folder / "stock")
        stock.build(judged.articles)
        scores: dict[str, list[float]] = {"ours": [], "fts5": [], "whoosh": []}
        for need in judged.needs:
            ranked = ours.rank(" ".join(need.query), limit=DEPTH, state=UserState(), today=TODAY)
            scores["ours"].append(ndcg([article for article, _ in ranked], need))
            scores["fts5"].append(ndcg(fts5.ask("everywhere", need.query), need))
            scores["whoosh"].append(ndcg(stock.ask(need.query), need))
    print(f"nDCG@{DEPTH} over {needs} needs, {len(judged.articles)} articles")
    for engine, values in scores.items():
        print(f"  {engine:8} {statistics.mean(values):.3f}   worst {min(values):.3f}")


if __name__ == "__main__":
    main()
