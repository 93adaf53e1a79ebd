"""Plain text to an article: paragraph rule, what the text prints about itself, page furniture."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.article import Block, BlockKind, BlockState
from reader.errors import Refused
from reader.formats.decoding import clean, decode
from reader.formats.extracted import Extracted
from reader.formats.features import LineFeatures, line_features
from reader.formats.furniture import MOST_LINES, label_lines
from reader.formats.limits import DEFAULT_LIMITS, Limits
from reader.formats.lines import Line, blank_bullets, join_wrapped, split_lines
from reader.formats.printed import Printed, read_printed

EXTRACTOR = "text/3"
_LIST_READ = 100_000
_ADDRESSES = ("http://", "https://")
_INSTEAD = ('"query:', "exec:", "filter:")
"""What newsboat has in the place of an address."""
_MOST_TAGS = 8
"""Words behind an address that may be tags; more are a sentence about it."""


def read_plain(content: bytes, limits: Limits) -> Extracted:
    """Read a plain text file or a paste.

    Raises:
        Refused: it is not text, or holds none.
    """
    decoded = decode(content)
    if len(decoded.text) > limits.text_characters:
        raise Refused(f"more than {limits.text_characters // 1_000_000} million characters of text")
    if is_list_of_addresses(decoded.text):
        raise Refused("a list of addresses, no article: add one of them to read its page or feed")
    article = extract_plain(clean(decoded.text), limits)
    return replace(article, notes=(decoded.note,)) if decoded.note else article


def is_list_of_addresses(text: str) -> bool:
    """Tell whether a text is nothing but addresses, one a line, as newsboat keeps feeds in `urls`: with tags behind them.

    >>> is_list_of_addresses('# mine\\nhttps://example.org/feed news "~The Example"\\nhttps://example.com/rss\\n')
    True
    """
    lines = [line for line in map(str.strip, text[:_LIST_READ].splitlines()) if line and not line.startswith("#")]
    return any(line.startswith(_ADDRESSES) for line in lines) and all(map(_is_address_line, lines))


def _is_address_line(line: str) -> bool:
    return line.startswith(_INSTEAD) or (line.startswith(_ADDRESSES) and len(line.split()) <= 1 + _MOST_TAGS)


def extract_plain(decoded: str, limits: Limits = DEFAULT_LIMITS) -> Extracted:
    """Make an article of decoded text.

    Raises:
        Refused: there is no text, or more than a reader can hold.
    """
    text = join_wrapped(decoded)
    if text.count("\n") > limits.paragraphs and len(re.findall(r"\n\s*\S", text)) > limits.paragraphs:
        raise Refused(f"more than {limits.paragraphs} paragraphs")
    lines = split_lines(text)
    if not lines:
        raise Refused("no text found")
    measured = line_features(lines) if len(lines) <= MOST_LINES else None
    printed = read_printed(text, lines, measured)
    blocks = _blocks(lines, printed, measured)
    return Extracted(blank_bullets(text), blocks, printed.metadata, extractor=EXTRACTOR)


def _blocks(lines: Sequence[Line], printed: Printed, measured: Sequence[LineFeatures] | None) -> tuple[Block, ...]:
    repeated = sum(kind is BlockKind.FURNITURE for kind in printed.kinds.values())
    states = label_lines(lines, measured, page_marks=repeated)
    last_shown = max((number for number, state in enumerate(states) if state is BlockState.SHOWN), default=0)
    return tuple(
        _block(line, states[number], printed.kinds.get(number), is_near=number <= max(printed.body, last_shown + 1))
        for number, line in enumerate(lines)
    )


def _block(line: Line, state: BlockState, kind: BlockKind | None, *, is_near: bool) -> Block:
    match kind:
        case BlockKind.TITLE | BlockKind.BYLINE | BlockKind.DATELINE | BlockKind.LEDE:
            return Block(kind, line.span, why="printed above the text" if kind is not BlockKind.BYLINE else "byline")
        case BlockKind.FURNITURE:
            return Block(kind, line.span, state=BlockState.FOLDED, why="repeats the title")
        case BlockKind.CAPTION if is_near:
            return Block(kind, line.span, why="names or credits a picture")
    if state is BlockState.FOLDED:
        return Block(BlockKind.FURNITURE, line.span, state=state, why="reads like page furniture")
    why = "may be page furniture" if state is BlockState.DIMMED else ""
    return Block(kind or (BlockKind.ITEM if line.is_item else BlockKind.PARAGRAPH), line.span, int(line.is_item), state, why)
