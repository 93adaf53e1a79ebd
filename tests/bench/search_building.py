"""Measure a first build by one and by two helpers: `python -m tests.bench.search_building [ARTICLES]`.

Processor time of the helpers themselves, less what reading the articles costs
them here; by the clock the rate of two holds only on a machine that is idle.
"""

import gc
import pickle
import resource
import select
import sys
import tempfile
import time
from functools import partial
from importlib import import_module
from pathlib import Path

from reader.article import Article
from reader.search import building
from reader.search.building import Helpers, PartReady
from reader.search.engine import SearchEngine
from reader.search.schema import IndexedArticle
from tests.bench.search_corpus import Corpus


class Shelf:
    """Articles kept in a file: the source that a helper opens."""

    def __init__(self, path: Path) -> None:
        self._articles: dict[str, IndexedArticle] = pickle.loads(path.read_bytes())
        gc.freeze()

    def stamps(self) -> dict[str, str]:
        """Return the stamps of all articles."""
        return dict.fromkeys(self._articles, "1")

    def article(self, article_id: str) -> Article:
        """Return an article."""
        return self.indexed(article_id).article

    def indexed(self, article_id: str) -> IndexedArticle:
        """Return an article with its mentions and stamp."""
        return self._articles[article_id]

    def close(self) -> None:
        """Do nothing."""


def build(folder: Path, source: Path, articles: list[str], helpers_wanted: int) -> tuple[float, float, float]:
    """Build an index; return CPU seconds of the helpers, CPU seconds of taking their parts in, and seconds by the clock."""
    building.ENOUGH_FOR_TWO = 0 if helpers_wanted == 2 else len(articles) + 1
    engine = SearchEngine(folder, Shelf(source).article)
    engine.update((), ())
    children, own, began = _children_cpu(), time.process_time(), time.perf_counter()
    helpers = Helpers(folder)
    helpers.build(partial(Shelf, source), articles)
    while helpers.connections:
        for ready in select.select(helpers.connections, [], [])[0]:
            report = helpers.report(ready)
            if isinstance(report, PartReady):
                engine.adopt(report.folder, report.articles)
    return _children_cpu() - children, time.process_time() - own, time.perf_counter() - began


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 6_000
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "articles"
        made = {indexed.article.id: indexed for indexed in Corpus().articles(count)}
        source.write_bytes(pickle.dumps(made))
        for wanted in (1, 2):
            loading, _, _ = build(Path(name) / f"none{wanted}", source, list(made)[:wanted], wanted)
            helpers, own, clock = build(Path(name) / f"all{wanted}", source, list(made), wanted)
            busy = helpers - loading
            both = count / (busy / wanted + own)
            print(
                f"{wanted} helpers: {count / busy:5.0f} articles a CPU second of all helpers, {both:5.0f} a second when each has"
                f" a processor; taking parts in {own:.2f} s; by the clock {count / clock:5.0f}/s",
                flush=True,
            )


if __name__ == "__main__":
    import_module("tests.bench.search_building").main()  # a helper opens `Shelf` by the name of its module
