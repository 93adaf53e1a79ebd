"""Blocks put together to a text, by the rules `reader.formats.extracted` states."""

from collections.abc import Iterable
from typing import NamedTuple

from reader.article import Block, BlockKind, BlockState
from reader.safetext import cap_marks
from reader.text import Span

_CLOSE_KINDS = (BlockKind.ITEM, BlockKind.TABLE)


class Piece(NamedTuple):
    """A block's text before it has a place."""

    kind: BlockKind
    text: str
    level: int = 0
    state: BlockState = BlockState.SHOWN
    why: str = ""


def assemble(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Put pieces one below the other; pieces without text are left out."""
    parts: list[str] = []
    blocks: list[Block] = []
    offset = 0
    for piece in pieces:
        text = _tidy(piece)
        if not text:
            continue
        gap = _gap(blocks[-1].kind, piece.kind) if blocks else ""
        offset += len(gap)
        parts += (gap, text)
        blocks.append(Block(piece.kind, Span(offset, offset + len(text)), piece.level, piece.state, piece.why))
        offset += len(text)
    return "".join(parts), tuple(blocks)


def _tidy(piece: Piece) -> str:
    if piece.kind is BlockKind.CODE:
        return cap_marks(piece.text).strip("\n")
    text = " ".join(piece.text.split())
    return text if text.isascii() else cap_marks(text)


def _gap(above: BlockKind, below: BlockKind) -> str:
    return "\n" if above is below and below in _CLOSE_KINDS else "\n\n"
