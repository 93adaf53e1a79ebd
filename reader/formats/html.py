"""Web pages to articles: trafilatura names the body, selectolax lists all that is seen, the rest is folded."""

import re
from collections.abc import Sequence
from dataclasses import replace

import trafilatura
from selectolax.lexbor import LexborHTMLParser
from trafilatura.settings import Document

from reader.article import UNKNOWN, Block, BlockKind, BlockState, Metadata
from reader.errors import Refused
from reader.formats.assembly import Piece, assemble
from reader.formats.decoding import clean, decode
from reader.formats.extracted import Extracted
from reader.formats.fragment import refuse_entities
from reader.formats.limits import Limits
from reader.formats.page_metadata import page_metadata
from reader.formats.plain import extract_plain
from reader.formats.visible import VisibleBlock, is_too_deep, strip_tags, tame, visible_blocks

EXTRACTOR = "html/1"
_WORD = re.compile(r"\w+")


def read_html(content: bytes, url: str | None, limits: Limits) -> Extracted:
    """Read a web page.

    Raises:
        Refused: it is not text, or shows none.
    """
    decoded = decode(content, declared_in=2048)
    if len(decoded.text) > limits.text_characters:
        raise Refused(f"more than {limits.text_characters // 1_000_000} million characters of text")
    article = extract_html(decoded.text, url, limits)
    return replace(article, notes=(decoded.note, *article.notes)) if decoded.note else article


def extract_html(html: str, url: str | None, limits: Limits) -> Extracted:
    """Make an article of a page's source.

    Raises:
        Refused: the page shows no text.
    """
    refuse_entities(html)
    tamed = tame(html)
    if is_too_deep(tamed, limits):
        article = extract_plain(clean(strip_tags(tamed)))
        return replace(article, extractor="html-stripped/1", notes=("nested too deeply: read as plain text",))
    page = LexborHTMLParser(tamed)
    blocks = visible_blocks(page)
    if not blocks:
        raise Refused("no text found")
    metadata = page_metadata(page, tamed, url)
    text, placed = assemble(_pieces(blocks, _body_lines(tamed, url), metadata))
    return Extracted(
        text, placed, _with_places(metadata, placed, text), extractor=f"{EXTRACTOR} trafilatura/{trafilatura.__version__}"
    )


def _body_lines(html: str, url: str | None) -> tuple[str, ...]:
    found = trafilatura.bare_extraction(html, url=url, favor_precision=True, include_comments=False, with_metadata=False)
    return tuple((found.text or "").split("\n")) if isinstance(found, Document) else ()


def _pieces(blocks: Sequence[VisibleBlock], body: Sequence[str], metadata: Metadata) -> list[Piece]:
    lines = {_key(line) for line in body}
    runs = {run for line in body for run in _runs(line)}
    return [_piece(block, _share(block, lines, runs), metadata) for block in blocks]


def _piece(block: VisibleBlock, share: float, metadata: Metadata) -> Piece:
    if block.kind is BlockKind.HEADING and metadata.title.text and _key(block.text) == _key(metadata.title.text):
        return Piece(BlockKind.TITLE, block.text, why="headline of the page")
    if share >= 0.5:
        return Piece(block.kind, block.text, block.level)
    return Piece(BlockKind.FURNITURE, block.text, 0, BlockState.FOLDED, "outside the article's body")


def _share(block: VisibleBlock, lines: set[str], runs: set[tuple[str, ...]]) -> float:
    """How much of a block the body holds."""
    own = _runs(block.text)
    return sum(run in runs for run in own) / len(own) if own else float(_key(block.text) in lines)


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return [tuple(words[start : start + 4]) for start in range(len(words) - 3)]


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _with_places(metadata: Metadata, blocks: Sequence[Block], text: str) -> Metadata:
    """Give the title the place where the page prints it."""
    title = next((block for block in blocks if block.kind is BlockKind.TITLE), None)
    if title is None or metadata.title is UNKNOWN:
        return metadata
    return replace(metadata, title=replace(metadata.title, span=title.span))
