"""Web pages to articles: all that is seen becomes text, what is not the article is dimmed or folded."""

from collections.abc import Sequence
from dataclasses import replace

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from reader.article import UNKNOWN, Block, BlockKind, BlockState, Metadata
from reader.errors import Refused
from reader.formats.assembly import Piece, assemble
from reader.formats.decoding import clean, decode
from reader.formats.extracted import Extracted
from reader.formats.fragment import refuse_entities
from reader.formats.limits import Limits
from reader.formats.page_labels import label_blocks
from reader.formats.page_metadata import page_metadata
from reader.formats.plain import extract_plain
from reader.formats.visible import VisibleBlock, is_too_deep, strip_tags, tame, visible_blocks

EXTRACTOR = f"html/5 trafilatura/{trafilatura.__version__}"


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
    if len(blocks) > limits.paragraphs:
        raise Refused(f"more than {limits.paragraphs} paragraphs")
    found = page_metadata(page, tamed, blocks, url)
    states = label_blocks(blocks, tamed, found.metadata.title.text or "")
    pieces = [_piece(block, state) for block, state in zip(blocks, states, strict=True)]
    if found.title_block is not None:
        pieces[found.title_block] = Piece(BlockKind.TITLE, blocks[found.title_block].text, why="headline of the page")
    text, placed = assemble(pieces)
    return Extracted(text, placed, _with_places(found.metadata, placed), extractor=EXTRACTOR)


def _piece(block: VisibleBlock, state: BlockState) -> Piece:
    if state is BlockState.FOLDED:
        return Piece(BlockKind.FURNITURE, block.text, 0, state, "not part of the article's body")
    return Piece(block.kind, block.text, block.level, state, "may be page furniture" if state is BlockState.DIMMED else "")


def _with_places(metadata: Metadata, blocks: Sequence[Block]) -> Metadata:
    """Give the title the place where the page prints it."""
    title = next((block for block in blocks if block.kind is BlockKind.TITLE), None)
    if title is None or metadata.title is UNKNOWN:
        return metadata
    return replace(metadata, title=replace(metadata.title, span=title.span))
