"""Markdown to an article: front matter to metadata, tokens to blocks, signs out of the text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader.article import UNKNOWN, Block, BlockKind, Metadata, Origin, Value
from reader.errors import Refused
from reader.formats.assembly import Piece, assemble
from reader.formats.dates import structured_date
from reader.formats.decoding import clean, decode
from reader.formats.extracted import Extracted
from reader.formats.front_matter import read_front_matter, tags_in
from reader.formats.limits import Limits
from reader.formats.lines import split_lines
from reader.formats.printed import read_printed
from reader.formats.web_address import http_address, source_by_address

EXTRACTOR = "markdown/2"


def read_markdown(content: bytes, limits: Limits) -> Extracted:
    """Read a Markdown file.

    Raises:
        Refused: it is not text, or holds none.
    """
    decoded = decode(content)
    if len(decoded.text) > limits.text_characters:
        raise Refused(f"more than {limits.text_characters // 1_000_000} million characters of text")
    source = clean(decoded.text)
    fields, body = read_front_matter(source)
    text, blocks = assemble(markdown_pieces(body))
    if not blocks:
        raise Refused("no text found")
    notes = (decoded.note,) if decoded.note else ()
    return Extracted(
        text, _with_title(text, blocks), _metadata(text, blocks, fields), extractor=EXTRACTOR, notes=notes, tags=tags_in(fields)
    )


def markdown_pieces(source: str) -> Iterator[Piece]:
    """Iterate over the blocks of Markdown without its signs."""
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(source)
    places: list[_Place] = []
    for number, token in enumerate(tokens):
        if token.type == "tr_open":
            token.meta["width"] = _row_width(tokens, number)
        if token.nesting == 1:
            places.append(_Place(token.type.removesuffix("_open"), token))
        elif token.nesting == -1:
            places.pop()
        elif token.type == "inline":
            yield from _inline_piece(token, places, tokens[number - 1])
        elif token.type in ("fence", "code_block"):
            yield Piece(BlockKind.CODE, token.content)
        elif token.type == "html_block":
            yield Piece(BlockKind.PARAGRAPH, _without_tags(token.content))


@dataclass(slots=True)
class _Place:
    """An open block: what it is, and whether its item has had its mark."""

    kind: str
    token: Token
    is_marked: bool = False


def _inline_piece(token: Token, places: Sequence[_Place], opening: Token) -> Iterator[Piece]:
    children = token.children or []
    text = _inline_text(children)
    if opening.type == "heading_open":
        yield Piece(BlockKind.HEADING, text, level=int(opening.tag[1:]))
    elif opening.type in ("td_open", "th_open"):
        yield from _cell(text, places)
    elif children and all(child.type == "image" for child in children):
        yield Piece(BlockKind.CAPTION, " ".join(child.content for child in children))
    else:
        yield _paragraph(text, places)


def _row_width(tokens: Sequence[Token], number: int) -> int:
    end = next(n for n in range(number, len(tokens)) if tokens[n].type == "tr_close")
    return sum(token.type in ("td_open", "th_open") for token in tokens[number:end])


def _cell(text: str, places: Sequence[_Place]) -> Iterator[Piece]:
    """Collect a row's cells; the last one gives the row."""
    row = next(place for place in reversed(places) if place.kind == "tr")
    row.token.meta.setdefault("cells", []).append(text)
    cells = row.token.meta["cells"]
    if len(cells) == row.token.meta.get("width", 0):
        yield Piece(BlockKind.TABLE, " | ".join(cells))


def _paragraph(text: str, places: Sequence[_Place]) -> Piece:
    items = [place for place in places if place.kind == "list_item"]
    if items and not items[-1].is_marked:
        items[-1].is_marked = True
        number = items[-1].token.info
        return Piece(BlockKind.ITEM, f"{number}. {text}" if number else text, level=len(items))
    if any(place.kind == "blockquote" for place in places):
        return Piece(BlockKind.QUOTE, text)
    return Piece(BlockKind.PARAGRAPH, text)


def _inline_text(children: Sequence[Token]) -> str:
    return "".join(_token_text(child) for child in children)


def _token_text(token: Token) -> str:
    match token.type:
        case "text" | "code_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return " "
        case "image":
            return token.content
        case _:
            return ""


def _without_tags(html: str) -> str:
    return unescape(re.sub(r"<!--.*?-->|<[^>]*>", " ", html, flags=re.DOTALL))


def _stated(value: str | None) -> Value:
    return Value(" ".join(value.split()), Origin.FOUND, where="front matter") if value and value.strip() else UNKNOWN


def _metadata(text: str, blocks: Sequence[Block], fields: Mapping[str, str]) -> Metadata:
    printed = read_printed(text, split_lines(text)).metadata
    heading = _title_block(blocks)
    title = _stated(fields.get("title"))
    if title is UNKNOWN and heading:
        title = Value(heading.span.of(text), Origin.FOUND, heading.span, "first heading")
    source = _stated(fields.get("source")) if "source" in fields else printed.source
    return Metadata(
        title=title if title is not UNKNOWN else printed.title,
        source=source if source is not UNKNOWN else source_by_address(fields.get("url")),
        author=_stated(fields.get("author")) if "author" in fields else printed.author,
        date=_stated(structured_date(fields["date"])) if "date" in fields else printed.date,
        url=http_address(fields.get("url", "")),
    )


def _title_block(blocks: Sequence[Block]) -> Block | None:
    """The first heading, when nothing but pictures stands above it and no other has its level."""
    above = [block for block in blocks[:3] if block.kind is not BlockKind.CAPTION]
    first = above[0] if above else None
    if first is None or first.kind is not BlockKind.HEADING:
        return None
    return first if sum(b.kind is BlockKind.HEADING and b.level <= first.level for b in blocks) == 1 or first.level == 1 else None


def _with_title(text: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    title = _title_block(blocks)
    return tuple(replace(block, kind=BlockKind.TITLE) if block is title else block for block in blocks)
