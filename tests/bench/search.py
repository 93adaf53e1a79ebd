"""Search against SQLite FTS5 and tantivy on the same articles, interleaved in one run; processor time, not the clock.

    python -m tests.bench.search [ARTICLES] [--questions N] [--keep FOLDER]

With `--keep`, indexes are built once in a folder and used again (delete
`ours.built` there to build ours anew). What building merges is in its figure. Every
question of ours is cold: nothing decoded is kept between questions.
"""

import argparse
import gc
import pickle
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from reader.search.schema import IndexedArticle
from tests.bench.search_corpus import Corpus
from tests.bench.search_engines import FTS5, Engine, Ours, Question, Tantivy

KINDS = ("rare", "common", "and", "or", "phrase", "prefix", "typing", "days", "entity", "excerpts")


def draw_questions(articles: list[IndexedArticle], count: int) -> dict[str, list[Question]]:
    """Draw questions of every kind from the articles themselves, the same for the same articles."""
    rnd = random.Random(3)
    sample = articles[:1500]
    texts = [re.findall(r"[a-z]+", indexed.article.text.lower()) for indexed in sample]
    held = Counter(word for text in texts for word in set(text))
    good = sorted(word for word in held if len(word) > 3)
    rare = [word for word in good if 2 <= held[word] <= 0.006 * len(sample) + 3]
    middle = [word for word in good if 0.01 * len(sample) <= held[word] <= 0.15 * len(sample)]
    common = [word for word in good if 0.2 * len(sample) <= held[word] <= 0.8 * len(sample)]
    middling = set(middle)
    questions: dict[str, list[Question]] = {kind: [] for kind in KINDS}
    for _ in range(count):
        words = [word for word in dict.fromkeys(rnd.choice(texts)) if word in middling]
        three = rnd.sample(words if len(words) >= 3 else middle, 3)
        questions["rare"].append(rnd.choice(rare))
        questions["common"].append(rnd.choice(common))
        for kind in ("and", "or", "excerpts"):
            questions[kind].append(three)
        questions["phrase"].append(_phrase(rnd, texts, held, len(sample)))
        questions["prefix"].append(rnd.choice(middle)[: rnd.choice((2, 3, 3, 4))])
        questions["typing"].append((three[0], three[1][: rnd.choice((1, 2, 3, 4))]))
        questions["days"].append((three[0], *sorted(f"20{rnd.randint(16, 25)}-{rnd.randint(1, 12):02d}-15" for _ in range(2))))
        mentions = rnd.choice(sample).mentions
        questions["entity"].append((three[0], rnd.choice(mentions).entity if mentions else "Kamir Ostber"))
    return questions


def _phrase(rnd: random.Random, texts: list[list[str]], held: Counter[str], count: int) -> list[str]:
    while True:
        text = rnd.choice(texts)
        at = rnd.randrange(len(text) - 3)
        words = text[at : at + rnd.choice((2, 2, 3))]
        if all(0.005 * count < held[word] < 0.5 * count for word in words):
            return words


def percentile(values: list[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def cpu_ms(action: Callable[[], object]) -> float:
    """Return the processor time that an action takes, in milliseconds, in all threads."""
    started = time.process_time()
    action()
    return (time.process_time() - started) * 1000


def build(engine: Engine, articles: list[IndexedArticle]) -> None:
    """Build an index and print how fast, and how large it is."""
    text = sum(len(indexed.article.text.encode()) for indexed in articles)
    gc.collect()
    seconds = cpu_ms(partial(engine.build, articles)) / 1000
    print(f"build {engine.name:8} {len(articles) / seconds:7.0f} articles/s  {engine.size() / text:5.2f} x text", flush=True)


def ask(engines: list[Engine], questions: dict[str, list[Question]], rounds: int) -> None:
    """Ask every question of every engine in turn and print the times."""
    print(f"\n{'CPU ms, p50 / p95':18}" + "".join(f"{engine.name:>20}" for engine in engines) + "   ours : fts5")
    for kind, asked in questions.items():
        times: dict[str, list[float]] = {engine.name: [] for engine in engines}
        for _ in range(rounds):
            for question in asked:
                for engine in engines:
                    times[engine.name].append(cpu_ms(partial(engine.ask, kind, question)))
        row = "".join(f"{percentile(t, 0.5):11.2f} /{percentile(t, 0.95):7.2f}" for t in times.values())
        ratios = [percentile(times["ours"], share) / percentile(times["fts5"], share) for share in (0.5, 0.95)]
        print(f"{kind:18}{row}   {ratios[0]:5.2f} /{ratios[1]:6.2f}", flush=True)


def grow(engines: list[Engine]) -> None:
    """Add articles one by one and print what each costs with the question that finds it; then what opening costs."""
    fresh = list(Corpus(seed=99).articles(12))
    for engine in engines:
        adding = [cpu_ms(partial(_add_and_find, engine, indexed)) for indexed in fresh]
        opening = [cpu_ms(partial(_open_and_ask, engine)) for _ in range(5)]
        print(f"add one {engine.name:8} {percentile(adding, 0.5):6.1f} ms (most {max(adding):.1f})", end="; ")
        print(f"open and ask {percentile(opening, 0.5):6.1f} ms", flush=True)


def _add_and_find(engine: Engine, indexed: IndexedArticle) -> None:
    engine.add(indexed)
    engine.ask("rare", "karomi")


def _open_and_ask(engine: Engine) -> None:
    engine.open()
    engine.ask("common", "karo")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=2_000)
    parser.add_argument("--questions", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--kinds", default=",".join(KINDS), help="kinds of questions, with commas between")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="bench-search-"))
    folder.mkdir(exist_ok=True)
    articles = _articles(folder, options.articles)
    by_id = {indexed.article.id: indexed for indexed in articles}
    engines: list[Engine] = [Ours(folder / "ours", by_id), FTS5(folder / "fts5.db")]
    try:
        engines.append(Tantivy(folder / "tantivy"))
    except ImportError:
        print("tantivy is not installed: left out", file=sys.stderr)
    for engine in engines:
        if not (built := folder / f"{engine.name}.built").exists():
            build(engine, articles)
            built.touch()
    for engine in engines:
        engine.open()
    drawn = draw_questions(articles, options.questions)
    ask(engines, {kind: drawn[kind] for kind in options.kinds.split(",")}, options.rounds)
    if not options.keep:
        grow(engines)


def _articles(folder: Path, count: int) -> list[IndexedArticle]:
    kept = folder / "articles.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(list(Corpus().articles(count))))
    articles: list[IndexedArticle] = pickle.loads(kept.read_bytes())
    return articles


if __name__ == "__main__":
    main()
