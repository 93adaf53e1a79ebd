"""What coverage-guided fuzzing calls with bytes it makes up: each target raises when a promise is broken.

The kept corpus lies in `corpus/TARGET/`; `test_corpus.py` runs it through the
same functions, so that what was once found stays mended.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

from reader.article import Article, Block, BlockKind, Metadata, digest_of
from reader.bookmarks.anchor import find_place, likely_places, select
from reader.bookmarks.bookmark import PlaceState
from reader.bookmarks.importers import read_import
from reader.bookmarks.imports import plan_import
from reader.errors import QueryError, Refused, SourceError
from reader.formats.extracted import Extracted
from reader.formats.parsing import parse_document
from reader.formats.wire import from_wire, to_wire
from reader.search.parsing import MAX_CHARACTERS, MAX_DEPTH, parse
from reader.text import Span

CORPUS = Path(__file__).parent / "corpus"
NOW = datetime(2026, 1, 15, tzinfo=UTC)
TODAY = date(2026, 1, 15)
_DEEPER = re.compile(r"[(-]")


def read_any_document(content: bytes) -> None:
    """Read a document: its first line is its name, the rest what it holds.

    A parser's own failure is caught by the guarded child, which says so; here
    it comes through, so that what can be read is not refused for our own mistake.
    """
    name, _, document = content.partition(b"\n")
    try:
        articles = parse_document(document, name.decode("utf-8", "replace"))
    except Refused:
        return
    for article in articles:
        check_blocks(article)
    assert from_wire(to_wire(articles)) == articles


def check_blocks(article: Extracted) -> None:
    """Check that blocks stand in order and cover all that is not blank."""
    spans = [block.span for block in article.blocks]
    edges = [Span(0, 0), *spans, Span(len(article.text), len(article.text))]
    for before, after in pairwise(edges):
        assert before.end <= after.start, (before, after)
        assert not article.text[before.end : after.start].strip(), article.text[before.end : after.start]


def read_any_bookmarks(content: bytes) -> None:
    """Read a file of bookmarks and plan its import twice: the second time nothing is new."""
    try:
        file = read_import(content.decode("utf-8", "replace"))
    except SourceError:
        return
    plan = plan_import(file.bookmarks, {}, lambda hint: None, NOW)
    again = plan_import(file.bookmarks, {bookmark.id: bookmark for bookmark in plan.bookmarks}, lambda hint: None, NOW)
    assert not again.bookmarks


def read_any_query(content: bytes) -> None:
    """Understand a query, whole and while it is typed; what is refused has a place in it."""
    typed = content.decode("utf-8", "replace")
    for is_typing in (False, True):
        try:
            query = parse(typed, TODAY, is_typing=is_typing)
        except QueryError as fault:
            assert str(fault)
            assert 0 <= fault.start <= fault.end <= len(typed)
        else:
            said = str(query)
            # ¾ is one word, the 3⁄4 that it is said as is two; and what is said in full may pass a bound.
            if unicodedata.is_normalized("NFKC", typed) and len(said) <= MAX_CHARACTERS and len(_DEEPER.findall(said)) <= MAX_DEPTH:
                assert str(parse(said, TODAY)) == said


def find_any_place(content: bytes) -> None:
    """Find a passage in another text; the parts are before, passage, behind and the new text, apart by NUL."""
    before, passage, behind, new = (content.decode("utf-8", "replace").split("\0", 3) + [""] * 3)[:4]
    old_text = before + passage + behind
    selector = select(_article(old_text), Span(len(before), len(before) + len(passage)))
    for article, kept in ((_article(new), old_text), (_article(new), None)):
        place = find_place(selector, kept, article)
        assert (place.span is None) == (place.state is PlaceState.ORPHAN)
        assert place.span is None or 0 <= place.span.start <= place.span.end <= len(new)
        assert 0.0 <= place.score <= 1.0
    assert all(0 <= span.start <= span.end <= len(new) for span, _ in likely_places(selector, _article(new)))
    unchanged = find_place(selector, old_text, _article(old_text))
    assert unchanged.state is PlaceState.ANCHORED
    assert selector.is_whole_article or unchanged.span == selector.span


def _article(text: str) -> Article:
    """Return an article of one paragraph."""
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, len(text))),) if text else ()
    return Article("a", "a.txt", text, blocks, Metadata(), digest_of(text), NOW)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "documents": read_any_document,
    "bookmarks": read_any_bookmarks,
    "query": read_any_query,
    "anchors": find_any_place,
}
