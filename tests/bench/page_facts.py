"""What a person reads off a page: its headline, its day, its authors; and how far the reader agrees.

    python -m tests.bench.page_facts PAGES

`PAGES` is a folder as `pages_with_gold.py` describes it; `page_facts.json` beside this
module holds the facts of the benchmark's pages: digests of the headline's and the
authors' words, and days. The facts were decided by reading the pages, before the
reader's own answers were seen. The first day is the one the page prints; a second
one is what its data state for the same publication (mostly UTC's other side of
midnight), and either is right. `outlets` are names that may be given or left out:
an agency, a desk, an account.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.article import Metadata, Origin
from reader.errors import Refused
from reader.formats.parsing import parse_document
from tests.bench.pages_with_gold import GoldPage, read_pages

_FACTS = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about itself."""

    title: str | None
    """The digest of the headline; None when there is no headline."""
    dates: tuple[str, ...]
    authors: frozenset[str]
    outlets: frozenset[str]


def digest(text: str) -> str:
    """Return the digest of a line's words, by which two lines are the same."""
    return hashlib.sha256(" ".join(re.findall(r"\w+", text.casefold())).encode()).hexdigest()[:16]


def read_facts(path: Path = _FACTS) -> dict[str, Facts]:
    """Read the facts of pages by their names."""
    stored = json.loads(path.read_text("utf-8"))
    return {
        name: Facts(fields["title"], tuple(fields["dates"]), frozenset(fields["authors"]), frozenset(fields["outlets"]))
        for name, fields in stored.items()
    }


def verdicts(metadata: Metadata, facts: Facts) -> dict[str, str]:
    """Judge each value: right, wrong or missing, with its origin behind it; `none` where there is nothing to find."""
    names = {digest(name) for name in (metadata.author.text or "").split(", ") if name}
    is_right = names - facts.outlets == facts.authors
    return {
        "title": _verdict(metadata.title.text, metadata.title.origin, digest(metadata.title.text or "") == facts.title),
        "date": _verdict(metadata.date.text, metadata.date.origin, metadata.date.text in (facts.dates or (None,))),
        "author": "right" if is_right else _verdict(metadata.author.text, metadata.author.origin, is_right=False),
    }


def _verdict(text: str | None, origin: Origin, is_right: bool) -> str:
    if is_right:
        return "right"
    return f"wrong ({origin.value})" if text else "missing"


def judged(pages: Iterator[GoldPage], facts: Mapping[str, Facts]) -> Iterator[tuple[GoldPage, Metadata, dict[str, str]]]:
    """Iterate over the pages that have facts, with what is read of them and the verdicts."""
    for page in pages:
        if page.name not in facts:
            continue
        try:
            metadata = parse_document(page.content, f"{page.name}.html", url=page.url)[0].metadata
        except Refused:
            metadata = Metadata()
        yield page, metadata, verdicts(metadata, facts[page.name])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("pages", type=Path)
    parser.add_argument("--show", action="store_true", help="print each value that is not right")
    arguments = parser.parse_args()
    counts: dict[str, Counter[str]] = {field: Counter() for field in ("title", "date", "author")}
    for page, metadata, found in judged(read_pages(arguments.pages), read_facts()):
        for field, verdict in found.items():
            counts[field][verdict] += 1
            if arguments.show and verdict != "right":
                print(field, verdict, page.name[:8], getattr(metadata, field))
    print("| value | right | otherwise |\n|---|---|---|")
    for field, verdicts_of in counts.items():
        others = ", ".join(f"{name} {count}" for name, count in sorted(verdicts_of.items()) if name != "right")
        print(f"| {field}, {verdicts_of.total()} pages | {verdicts_of['right'] / max(1, verdicts_of.total()):.3f} | {others} |")


if __name__ == "__main__":
    main()
