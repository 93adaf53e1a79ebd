"""Pieces of HTML that hold nothing but content: a chapter, a feed's entry, a saved article."""

import re
from collections.abc import Iterable
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from reader.article import BlockKind, Metadata, Origin, Value
from reader.errors import Refused
from reader.formats.assembly import Piece, assemble
from reader.formats.extracted import Extracted
from reader.formats.limits import Limits
from reader.formats.visible import is_too_deep, strip_tags, tame, visible_blocks

_MARKUP = re.compile(r"<[a-zA-Z!/][^<>]*>|&(?:[a-z]+|#x?[0-9a-f]+);", re.IGNORECASE)
_ENTITY = re.compile(r"<!DOCTYPE[^>\[]*\[[^\]]*<!ENTITY", re.IGNORECASE)


def refuse_entities(markup: str) -> None:
    """Refuse a document that declares entities of its own: bombs and reads of foreign files need them.

    Raises:
        Refused: it does.
    """
    if _ENTITY.search(markup[:100_000]):
        raise Refused("declares entities of its own, which are not read")


def fragment_pieces(html: str, limits: Limits) -> list[Piece]:
    """Return the blocks of a fragment, all of them shown; plain text is taken line by line."""
    refuse_entities(html)
    if not _MARKUP.search(html):
        return [Piece(BlockKind.PARAGRAPH, line) for line in html.splitlines()]
    tamed = tame(html)
    if is_too_deep(tamed, limits):
        return [Piece(BlockKind.PARAGRAPH, line) for line in strip_tags(tamed).splitlines()]
    return [Piece(block.kind, block.text, block.level) for block in visible_blocks(LexborHTMLParser(tamed))]


def with_title(pieces: list[Piece], title: str) -> list[Piece]:
    """Make the heading that says the title the title, or put the title on top."""
    wanted = " ".join(title.split())
    for number, piece in enumerate(pieces[:3]):
        if wanted and " ".join(piece.text.split()) == wanted:
            return [*pieces[:number], Piece(BlockKind.TITLE, piece.text), *pieces[number + 1 :]]
    return [Piece(BlockKind.TITLE, wanted), *pieces] if wanted else pieces


def stated(text: str | None, where: str) -> Value:
    """Return a value that a field states, or an unknown one for an empty field."""
    line = " ".join((text or "").split())
    return Value(line, Origin.FOUND, where=where) if line else Value()


def unique_parts(articles: Iterable[Extracted]) -> tuple[Extracted, ...]:
    """Give parts that have the same name a number, in their order."""
    seen: dict[str, int] = {}
    unique = []
    for article in articles:
        count = seen[article.part] = seen.get(article.part, 0) + 1
        unique.append(article if count == 1 else replace(article, part=f"{article.part}~{count}"))
    return tuple(unique)


def from_pieces(pieces: list[Piece], metadata: Metadata, *, part: str, group: str, extractor: str) -> Extracted | None:
    """Make an article of pieces, or none when they hold no text."""
    text, blocks = assemble(pieces)
    return Extracted(text, blocks, metadata, part, group, extractor) if blocks else None
