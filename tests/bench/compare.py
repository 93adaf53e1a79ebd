"""Measure comparing: `python tests/bench/compare.py [--unseen] [--sweep] [--misses]`.

Three columns (same event, different events of one kind, unrelated), beside
plain TF-IDF with mutual best and BM25 best, and CPU times. The unseen half is
scored only with `--unseen`: to report, never to tune.
"""

import argparse
import itertools
import math
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reader.article import Article
from reader.compare.compare import compare_articles
from reader.compare.comparison import Tier
from tests.compare.accounts import Annotated, has_raw_articles, read_articles, read_pairs, read_raw_pairs
from tests.compare.makers import article

Pair = tuple[int, int]
Linker = Callable[[Article, Article], dict[Pair, float]]


def ours(a: Article, b: Article) -> dict[Pair, float]:
    """Link with the reader's own comparison; the score of a sure link is raised by one."""
    places_a = {block.span: k for k, block in enumerate(a.readable_blocks)}
    places_b = {block.span: k for k, block in enumerate(b.readable_blocks)}
    return {
        (places_a[link.a], places_b[link.b]): link.score + (link.tier is Tier.SURE) for link in compare_articles(a, b, (), ()).links
    }


def sure_only(a: Article, b: Article) -> dict[Pair, float]:
    """Keep the sure links."""
    return {pair: score for pair, score in ours(a, b).items() if score > 1}


def _bags(a: Article, b: Article) -> tuple[list[Counter[str]], list[Counter[str]]]:
    left, right = (
        [Counter(re.findall(r"\w+", block.span.of(one.text).lower())) for block in one.readable_blocks] for one in (a, b)
    )
    return left, right


def _idf(bags: Sequence[Counter[str]]) -> dict[str, float]:
    frequency = Counter(word for bag in bags for word in bag)
    return {word: math.log((len(bags) + 1) / (n + 0.5)) for word, n in frequency.items()}


def tfidf(a: Article, b: Article) -> dict[Pair, float]:
    """Plain TF-IDF of words, mutual best."""
    left, right = _bags(a, b)
    idf = _idf([*left, *right])

    def cosine(x: Counter[str], y: Counter[str]) -> float:
        dot = sum(x[word] * y[word] * idf[word] ** 2 for word in x.keys() & y.keys())
        norm = math.prod(math.sqrt(sum((n * idf[word]) ** 2 for word, n in bag.items())) for bag in (x, y))
        return dot / norm if norm else 0.0

    return _mutual({(i, j): cosine(x, y) for i, x in enumerate(left) for j, y in enumerate(right)})


def _mutual(scores: dict[Pair, float]) -> dict[Pair, float]:
    best_a: dict[int, Pair] = {}
    best_b: dict[int, Pair] = {}
    for pair in sorted(scores, key=lambda pair: -scores[pair]):
        best_a.setdefault(pair[0], pair)
        best_b.setdefault(pair[1], pair)
    return {pair: scores[pair] for pair in best_a.values() if best_b[pair[1]] == pair and scores[pair] > 0}


def bm25(a: Article, b: Article) -> dict[Pair, float]:
    """The best paragraph of b for each of a by BM25."""
    left, right = _bags(a, b)
    idf = _idf([*left, *right])
    mean = sum(bag.total() for bag in right) / max(1, len(right))
    found = {}
    for i, query in enumerate(left):
        scored = []
        for j, bag in enumerate(right):
            k = 1.2 * (0.25 + 0.75 * bag.total() / mean)
            score = sum(max(0.0, idf[word]) * bag[word] * 2.2 / (bag[word] + k) for word in query.keys() & bag.keys())
            scored.append((score, -j))
        score, j = max(scored, default=(0.0, 0))
        if score > 0:
            found[i, -j] = score
    return found


def at_precision(linker: Linker, pairs: Sequence[Annotated], wanted: float) -> float:
    """Return the threshold that gives the wanted precision on these pairs."""
    scored = sorted(((s, p, pair) for pair in pairs for p, s in linker(pair.a, pair.b).items()), key=lambda x: -x[0])
    best, right = math.inf, 0
    for n, (score, place, pair) in enumerate(scored, start=1):
        right += place in pair.required | pair.optional
        if right / n >= wanted:
            best = score
    return best


def above(linker: Linker, threshold: float) -> Linker:
    """Keep what reaches a threshold."""
    return lambda a, b: {pair: score for pair, score in linker(a, b).items() if score >= threshold}


def score(linker: Linker, pairs: Sequence[Annotated]) -> str:
    """Return loose and strict precision and the recall over passages that have a required partner."""
    links = loose = strict = 0
    wanted: set[tuple[str, str, int]] = set()
    got: set[tuple[str, str, int]] = set()
    for pair in pairs:
        wanted |= {(pair.name, side, p[k]) for p in pair.required for k, side in enumerate("ab")}
        for p in linker(pair.a, pair.b):
            links += 1
            strict += p in pair.required
            if p in pair.required | pair.optional:
                loose += 1
                got |= {(pair.name, side, p[k]) for k, side in enumerate("ab")}
    precision, exact = (x / links if links else 1.0 for x in (loose, strict))
    recall = len(got & wanted) / len(wanted) if wanted else 1.0
    return f"P {precision:.2f} (strict {exact:.2f}) R {recall:.2f}  n {links:3}"


def others(halves: Sequence[str]) -> Iterator[tuple[bool, Article, Article]]:
    """Yield pairs of accounts of different events: whether they are of one kind, and the two."""
    events = {name: found for half in halves for name, found in read_articles(half).items()}
    for x, y in itertools.combinations(events, 2):
        is_one_kind = x.partition("-")[0] == y.partition("-")[0]
        for a, b in itertools.product(events[x], events[y]):
            yield is_one_kind, a, b


def score_others(linker: Linker, halves: Sequence[str]) -> str:
    """Return how many pairs of different events have a link."""
    found = {True: [0, 0, 0], False: [0, 0, 0]}
    for is_one_kind, a, b in others(halves):
        links = linker(a, b)
        counts = found[is_one_kind]
        counts[0] += 1
        counts[1] += bool(links)
        counts[2] += len(links)
    kind, alien = found[True], found[False]
    return f"one kind: {kind[1]}/{kind[0]} pairs, {kind[2]} links; unrelated: {alien[1]}/{alien[0]} pairs, {alien[2]} links"


def show_misses(pairs: Sequence[Annotated]) -> None:
    """Print what is linked wrongly and what is missed."""
    for pair in pairs:
        links = ours(pair.a, pair.b)
        words = [[block.span.of(one.text) for block in one.readable_blocks] for one in (pair.a, pair.b)]
        for p, s in sorted(links.items()):
            if p not in pair.required | pair.optional:
                print(f"WRONG {pair.name} {p} {s:.2f}\n   {words[0][p[0]][:150]}\n   {words[1][p[1]][:150]}")
        for p in sorted(pair.required - links.keys()):
            if all(p[0] != q[0] or q not in pair.required | pair.optional for q in links):
                print(f"MISS  {pair.name} {p}\n   {words[0][p[0]][:150]}\n   {words[1][p[1]][:150]}")


def cpu(words: int) -> float:
    """Return the CPU seconds of comparing two made-up articles of so many words (best of some)."""
    paragraphs = [block.span.of(one.text) for pair in read_pairs("dev") for one in (pair.a, pair.b) for block in one.blocks]

    def long(offset: int, name: str) -> Article:
        cycle = itertools.cycle(paragraphs[offset:] + paragraphs[:offset])
        chosen, total = [], 0
        for number, paragraph in enumerate(cycle):
            if total >= words:
                break
            chosen.append(f"{paragraph} {number // len(paragraphs) or ''}")
            total += len(paragraph.split())
        return article(chosen, name)

    a, b = long(0, "a"), long(12, "b")
    times = []
    for _ in range(5 if words < 5000 else 2):
        start = time.process_time()
        compare_articles(a, b, (), ())
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print the columns."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--unseen", action="store_true", help="score the unseen half too: to report, not to tune")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    dev = read_pairs("dev")
    linkers: dict[str, Linker] = {
        "TF-IDF mutual best": tfidf,
        "  TF-IDF, threshold": above(tfidf, at_precision(tfidf, dev, 0.9)),
        "BM25 best": bm25,
        "  BM25, threshold": above(bm25, at_precision(bm25, dev, 0.9)),
        "ours, all links": ours,
        "ours, sure links": sure_only,
    }
    sets = {"dev": dev, **({"unseen": read_pairs("unseen"), "fresh": read_pairs("fresh")} if options.unseen else {})}
    if has_raw_articles():
        sets["raw"] = read_raw_pairs()
    for name, pairs in sets.items():
        print(f"{name}: {len(pairs)} pairs, {sum(len(pair.required) for pair in pairs)} required links")
        for title, linker in linkers.items():
            print(f"  {title:20} {score(linker, pairs)}")
    halves = ["dev", "unseen"] if options.unseen else ["dev"]
    for title, linker in linkers.items():
        print(f"  {title:20} {score_others(linker, halves)}")
    for words in (1200, 20_000):
        print(f"CPU {words} words: {cpu(words) * 1000:.0f} ms")
    if options.misses:
        show_misses(dev)


if __name__ == "__main__":
    main()
