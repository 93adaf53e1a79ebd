"""Score, time and weigh the recogniser.

    python -m tests.bench.entities GOLD [GOLD …] [--labels PERSON,ORG,PLACE] [--recogniser built-in]

GOLD is a file of JSON lines, one document a line: `doc`, `text`, and `spans`
of `[start, end, label]` or `[start, end, label, optional, entity]`; gzipped
if its name ends in `.gz`. Or it is `ARTICLES:GOLDS`, a folder of texts and a
folder with `docs.jsonl` (`doc`, `ranges`) and a file of mentions for each
(`start`, `end`, `label`, `entity`, `optional`, `alt`). Speed is words for each
second of CPU, recognising and linking, without loading.
"""

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reader.article import Article, Block, BlockKind, Mention, Metadata
from reader.entities.linking import link_collection
from reader.entities.recognise import Recogniser, find_mentions, load_recogniser
from reader.text import Span
from tests.bench.entity_scores import Annotation, folded, linking_scores, tally, trimmed

ALL_LABELS = ("PERSON", "ORG", "PLACE", "NORP", "DATE", "MONEY", "EVENT", "LAW")
_LOADING = """
import os, time
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
import reader.article
before, start = resident(), time.process_time()
from reader.entities.recognise import find_mentions, load_recogniser
loaded = load_recogniser({name!r})
print(time.process_time() - start, resident() - before)
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """An annotated document."""

    name: str
    text: str
    gold: tuple[Annotation, ...]
    ranges: tuple[tuple[int, int], ...]
    """Where it was annotated."""


def read_samples(where: str) -> Iterator[Sample]:
    """Iterate over the annotated documents of a file, or of a pair of folders."""
    articles, _, golds = where.partition(":")
    if golds:
        yield from _read_folders(Path(articles), Path(golds))
        return
    path = Path(where)
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in content.decode("utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        gold = tuple(_annotation(text, *span[:3], *span[3:5]) for span in row["spans"])
        yield Sample(row["doc"], text, gold, ((0, len(text)),))


def _read_folders(articles: Path, golds: Path) -> Iterator[Sample]:
    for line in (golds / "docs.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        text = (articles / document["doc"]).read_bytes().decode("utf-8")
        rows = [json.loads(row) for row in (golds / document["doc"]).with_suffix(".jsonl").read_text("utf-8").splitlines()]
        gold = tuple(
            _annotation(text, r["start"], r["end"], r["label"], r.get("optional", False), r["entity"], r.get("alt", ()))
            for r in rows
        )
        yield Sample(document["doc"], text, gold, tuple(tuple(pair) for pair in document["ranges"]))


def _annotation(
    text: str, start: int, end: int, label: str, is_optional: bool = False, entity: str = "", also: tuple[str, ...] = ()
) -> Annotation:
    label = folded(label)
    return Annotation(*trimmed(text, start, end, label), label, entity, frozenset(map(folded, also)), bool(is_optional))


def article_of(sample: Sample) -> Article:
    """Return a document as an article, a block a line."""
    blocks = []
    start = 0
    for line in sample.text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(line))))
        start += len(line) + 1
    return Article(sample.name, sample.name, sample.text, tuple(blocks), Metadata(), "", datetime.now(UTC))


def found_in(sample: Sample, mentions: tuple[Mention, ...]) -> tuple[Annotation, ...]:
    """Return what was found where the document was annotated."""
    return tuple(
        _annotation(sample.text, mention.span.start, mention.span.end, mention.label.value, False, mention.entity)
        for mention in mentions
        if any(start <= mention.span.start and mention.span.end <= end for start, end in sample.ranges)
    )


def print_scores(where: str, labels: tuple[str, ...], recogniser: Recogniser) -> None:
    """Print the table of one annotated set."""
    samples = {sample.name: sample for sample in read_samples(where)}
    articles = {name: article_of(sample) for name, sample in samples.items()}
    start = time.process_time()
    mentions = link_collection({name: find_mentions(article, recogniser) for name, article in articles.items()})
    seconds = time.process_time() - start
    words = sum(len(sample.text.split()) for sample in samples.values())
    pairs = {name: (sample.gold, found_in(sample, mentions[name])) for name, sample in samples.items()}
    strict, overlap = (tally(pairs.values(), labels, strict=is_strict) for is_strict in (True, False))
    print(f"{where}: {len(samples)} documents, {words} words, {words / seconds:,.0f} words/s CPU")
    for name, chosen in (("all", labels), *((label, (label,)) for label in labels)):
        number = sum(strict.right[label] + strict.missed[label] for label in chosen)
        if number:
            precision, recall, f1 = strict.f1(chosen)
            print(f"  {name:7} {number:6}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   overlap F1 {overlap.f1(chosen)[2]:.3f}")
    if any(one.entity for sample in samples.values() for one in sample.gold):
        precision, recall, f1, exact = linking_scores(pairs)
        print(f"  linking over documents  P {precision:.3f}  R {recall:.3f}  B-cubed F1 {f1:.3f}   exact name {exact:.3f}")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*")
    parser.add_argument("--labels", default=",".join(ALL_LABELS))
    parser.add_argument("--recogniser", default="built-in")
    given = parser.parse_args()
    program = _LOADING.format(name=given.recogniser)
    seconds, megabytes = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    print(f"import and load {float(seconds):.2f} s CPU, {float(megabytes):.0f} MB")
    recogniser = load_recogniser(given.recogniser)
    for where in given.gold:
        print_scores(where, tuple(given.labels.split(",")), recogniser)
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
