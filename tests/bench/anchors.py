"""`python -m tests.bench.anchors PAGES`: bookmarks found again when a page is extracted by another program.

`PAGES` is a folder as `pages_with_gold` reads it. A passage is bookmarked in
the body that people wrote down for a page, and looked for in what this program
extracts from it: another beginning and end, other paragraphs, other blanks and
signs. The true place is known where the words of the passage stand in the new
text exactly once; other passages are counted, not judged.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reader.bookmarks.anchor import PlaceFinder, select
from reader.bookmarks.words import Words, words_of
from reader.errors import Refused
from reader.formats.parsing import parse_document
from reader.text import Span
from tests.bench.pages_with_gold import GoldPage, read_pages
from tests.bookmarks.makers import article

PASSAGES, LENGTHS = 20, (2, 4, 8, 15, 30, 60)


def main(folder: Path) -> None:
    """Measure with the old text kept and without it, and print."""
    pages = [(page, new) for page in read_pages(folder) if (new := _extracted(page))]
    for keeps_text in (True, False):
        counts: Counter[str] = Counter()
        for page, new in pages:
            counts.update(judged(page.body, new, keeps_text=keeps_text, seed=page.name))
        known = counts["right"] + counts["partly"] + counts["wrong"] + counts["orphan"]
        shares = ", ".join(f"{what} {100 * counts[what] / known:.2f} %" for what in ("right", "partly", "orphan", "wrong"))
        print(f"old text {'kept' if keeps_text else 'not kept':9} {len(pages)} pages, {known} passages: {shares}")
        print(f"{'':18} in changed words {counts['changed']}, standing more than once {counts['copies']}")


def _extracted(page: GoldPage) -> str:
    try:
        return parse_document(page.content, f"{page.name}.html", url=page.url)[0].text
    except Refused:
        return ""


def judged(old_text: str, new_text: str, *, keeps_text: bool, seed: str) -> Iterator[str]:
    """Bookmark passages of an old text, look for them in a new one, and say of each what became of it."""
    chance, old, new = random.Random(seed), article(old_text), article(new_text)
    old_words, new_words, finder = words_of(old_text), words_of(new_text), PlaceFinder(new)
    for _ in range(PASSAGES):
        length = chance.choice(LENGTHS)
        if len(old_words) <= length:
            continue
        first = chance.randrange(len(old_words) - length)
        span = old_words.span_of(first, first + length - 1)
        places = list(_places(old_words.forms[first : first + length], new_words))
        if len(places) != 1:
            yield "copies" if places else "changed"
            continue
        found = finder.find(select(old, span), old_text if keeps_text else None).span
        yield "orphan" if found is None else _judgement(found, places[0])


def _places(forms: tuple[str, ...], words: Words) -> Iterator[Span]:
    for first in range(len(words) - len(forms) + 1):
        if words.forms[first : first + len(forms)] == forms:
            yield words.span_of(first, first + len(forms) - 1)


def _judgement(found: Span, true: Span) -> str:
    if not found.overlaps(true):
        return "wrong"
    shared = min(found.end, true.end) - max(found.start, true.start)
    return "right" if shared >= 0.6 * len(true) else "partly"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
