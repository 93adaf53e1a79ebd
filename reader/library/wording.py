"""The reader's word on an article: values set by hand, blocks kept or cut; it wins over every extractor.

A word on a block is kept with the block's own text, so that it finds its block
again in a later revision or after another extractor has drawn other borders.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from reader.article import UNKNOWN, Article, Block, BlockKind, BlockState, Metadata, Origin, Summary, Value
from reader.bookmarks.corrections import BlockCorrection
from reader.errors import UsageError
from reader.text import Span

FIELDS = ("title", "source", "date", "author", "url")
LONGEST = 2_000
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_BLANKS = re.compile(r"\s+")


def checked_values(values: Mapping[str, str]) -> dict[str, str]:
    """Check what a person wants to set, and return it with outer blanks gone.

    Raises:
        UsageError: there is no such field, or the value cannot be one.
    """
    checked = {name: _BLANKS.sub(" ", text).strip() for name, text in values.items()}
    for name, text in checked.items():
        if name not in FIELDS:
            raise UsageError(f"no field {name!r}; there are {', '.join(FIELDS)}, and keep and cut for blocks")
        if len(text) > LONGEST:
            raise UsageError(f"{name} is longer than {LONGEST} characters")
        if name == "date" and text and not _is_date(text):
            raise UsageError(f"{text!r} is no date; write 2025-11-13, 2025-11 or 2025")
        if name == "url" and text and not re.match(r"https?://\S+$", text):
            raise UsageError(f"{text!r} is no http or https address")
    return checked


def _is_date(text: str) -> bool:
    import datetime

    parts = _DATE.fullmatch(text)
    if not parts:
        return False
    try:
        datetime.date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        return False
    return True


def reworded(metadata: Metadata, values: Mapping[str, str]) -> Metadata:
    """Return metadata with the reader's values in place of those found."""
    set_values: dict[str, Any] = {name: Value(text, Origin.SET, where="set by hand") for name, text in values.items() if text}
    url = set_values.pop("url", None)
    changed = replace(metadata, **set_values)
    return replace(changed, url=url.text) if url else changed


def reworded_summary(summary: Summary, values: Mapping[str, str]) -> Summary:
    """Return a summary with the reader's values in place of those found."""
    metadata = reworded(summary.metadata, values)
    heading = metadata.title.text if metadata.title != UNKNOWN and metadata.title.text else summary.heading
    return replace(summary, metadata=metadata, heading=heading)


def recut(article: Article, corrections: Iterable[BlockCorrection]) -> Article:
    """Return an article with the reader's blocks kept or cut, wherever their words stand in it."""
    blocks = article.blocks
    for correction in corrections:
        places = tuple(_places_of(correction.text, article.text))
        blocks = tuple(_judged(b, correction) if any(_is_mostly_in(b.span, p) for p in places) else b for b in blocks)
    return replace(article, blocks=blocks)


def _judged(block: Block, correction: BlockCorrection) -> Block:
    if not correction.is_article:
        return replace(block, state=BlockState.FOLDED, why="cut by hand")
    kind = BlockKind.PARAGRAPH if block.kind is BlockKind.FURNITURE else block.kind
    return replace(block, kind=kind, state=BlockState.SHOWN, why="kept by hand")


def _places_of(words: str, text: str) -> Iterator[Span]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + len(words))


def _is_mostly_in(span: Span, place: Span) -> bool:
    shared = min(span.end, place.end) - max(span.start, place.start)
    return shared * 2 > len(span)
