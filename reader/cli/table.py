"""Columns for people: cell widths, shortening, alignment."""

import shutil
import textwrap
import unicodedata
from collections.abc import Sequence

from reader.safetext import one_line

_WIDE = frozenset("WF")


def width_of(text: str) -> int:
    """Return the number of cells a text takes.

    >>> width_of("首相 x")
    6
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.combining(character) or character in "\u200c\u200d":
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def fitted(text: str, width: int) -> str:
    """Shorten or pad a text to a number of cells, at a word where it can be.

    >>> fitted("A long title indeed", 12)
    'A long…     '
    """
    line = one_line(text, 4 * width + 20)
    if width_of(line) > width:
        line = _shortened(line, width)
    return line + " " * (width - width_of(line))


def _shortened(line: str, width: int) -> str:
    kept, cells = "", 1
    for character in line:
        cells += _cells(character)
        if cells > width:
            break
        kept += character
    at_word = kept.rsplit(" ", 1)[0] if " " in kept else kept
    return (at_word if len(at_word) * 2 > len(kept) else kept).rstrip(" …") + "…"


def print_width(fallback: int = 100) -> int:
    """Return the cells of a line of the terminal, or a fixed number when there is none."""
    return max(40, shutil.get_terminal_size((fallback, 24)).columns)


def wrapped(text: str, width: int, indent: str = "") -> str:
    """Wrap one paragraph."""
    lines = textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    return "\n".join(lines)


def columns(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """Lay rows out in columns as wide as their widest cell, some aligned on the right."""
    if not rows:
        return []
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_aligned(cell, widths[i], i in right) for i, cell in enumerate(row)).rstrip() for row in rows]


def _aligned(cell: str, width: int, is_right: bool) -> str:
    blanks = " " * (width - width_of(cell))
    return blanks + cell if is_right else cell + blanks
