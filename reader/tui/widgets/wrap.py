"""Where lines break: offsets of wrapped rows, nothing copied and nothing styled.

Offsets are those of the whole text, so a row is a slice of it. A run of
characters that are all one cell wide is cut with `str.rfind`; only where a
character is wide, combining or joined are cells counted one by one, with the
same width function that Textual and Rich use when they paint.
"""

import re
from array import array
from collections.abc import Sequence
from functools import lru_cache

from rich.cells import split_graphemes

from reader.safetext import show

Grapheme = tuple[int, int, int]
"""Start, end and cells of what is shown as one character."""

_UNEVEN = re.compile(
    "[^\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
    "\u2190-\u2199\u2200-\u22ff\u2500-\u25fc\u2800-\u28ff]"
)
"""Anything not known to be shown as exactly one cell, unchanged by the gate."""

_EVEN_BYTES = bytes(range(0x20, 0x7F))
_BLANKS = str.maketrans("\t\n", "  ")
_LONG_WORD = 12
"""A word longer than this that would leave a row short may be cut at a sign inside it."""
_SOFT_BREAKS = (" ", "\u00a0", "-", "\u2013", "\u2014", "/")
_JOINERS = ("\u200d", "\ufe0f")
_NOT_FIRST = frozenset(".,;:!?)]}、。，．：；！？）］｝」』”’…ー々")
"""Characters that no row should begin with."""


def is_even(text: str, start: int, end: int) -> bool:
    """Tell whether every character of a range takes exactly one cell.

    >>> is_even("naïve “words”", 0, 13), is_even("首相官邸", 0, 4)
    (True, False)
    """
    part = text[start:end]
    if part.isascii():  # a quarter of the time that the pattern takes
        return not part.encode("ascii").translate(None, _EVEN_BYTES)
    return _UNEVEN.search(part) is None


def shown_row(text: str, start: int, end: int) -> str:
    """Return a range as it is painted: harmless, on one line, as long as before.

    A joiner at its beginning joins nothing, and is shown as such: widths would be in doubt.
    """
    shown = show(text[start:end]).translate(_BLANKS)
    return f"\ufffd{shown[1:]}" if shown.startswith(_JOINERS) else shown


def wrap_range(text: str, start: int, end: int, width: int, rows: "array[int]") -> None:
    """Append the offset of each row of `text[start:end]`, wrapped at blanks to `width` cells.

    >>> rows = array("I"); wrap_range("one two three", 0, 13, 8, rows); list(rows)
    [0, 8]
    """
    if is_even(text, start, end):
        _wrap_even(text, start, end, width, rows)
    else:
        _wrap_cells(shown_row(text, start, end), start, width, rows)


def wrap_lines(text: str, start: int, end: int, width: int, rows: "array[int]") -> None:
    """Append the offset of each row, keeping the line breaks of the text (code, tables)."""
    for line_start, line_end in _lines(text, start, end):
        wrap_range(text, line_start, line_end, width, rows)


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    while (stop := text.find("\n", start, end)) >= 0:
        found.append((start, stop))
        start = stop + 1
    return [*found, (start, end)]


def _wrap_even(text: str, start: int, end: int, width: int, rows: "array[int]") -> None:
    rfind, append = text.rfind, rows.append
    while True:
        append(start)
        limit = start + width
        if limit >= end:
            return
        cut = rfind(" ", start + 1, limit + 1)
        start = cut + 1 if cut > start and cut >= limit - _LONG_WORD else _cut_without_blank(text, start, limit, cut)


def _cut_without_blank(text: str, start: int, limit: int, blank: int) -> int:
    """Cut a row whose last blank is far back: at a no-break space, a dash or a slash, else in the word."""
    cut = max(text.rfind(sign, start + 1, limit) for sign in _SOFT_BREAKS) + 1
    if cut > start + 1:
        return max(cut, blank + 1)
    return blank + 1 if blank > start else limit


def _wrap_cells(shown: str, base: int, width: int, rows: "array[int]") -> None:
    """Wrap a range with wide or combining characters; a row may also end beside a wide one."""
    graphemes, _ = split_graphemes(shown)
    rows.append(base)
    used = 0
    row_start = 0
    for index, (start, end, cells) in enumerate(graphemes):
        if used + cells > width and start > row_start and not shown[start:end].isspace():
            row_start = _break_before(shown, graphemes, index, row_start)
            rows.append(base + row_start)
            used = _cells_since(graphemes, row_start, index)
        used += cells


def _break_before(shown: str, graphemes: Sequence[Grapheme], stop: int, row_start: int) -> int:
    """Return where the next row begins when a grapheme no longer fits: after a blank, or beside a wide one."""
    for index in range(stop, 0, -1):
        start, _end, cells = graphemes[index]
        if start <= row_start:
            break
        before_start, before_end, before_cells = graphemes[index - 1]
        is_after_blank = shown[before_start:before_end].isspace()
        is_beside_wide = (before_cells > 1 or cells > 1) and shown[start] not in _NOT_FIRST
        if is_after_blank or is_beside_wide:
            return start
    return graphemes[stop][0]


def _cells_since(graphemes: Sequence[Grapheme], row_start: int, stop: int) -> int:
    total = 0
    for start, _end, cells in reversed(graphemes[:stop]):
        if start < row_start:
            break
        total += cells
    return total


@lru_cache(maxsize=512)
def character_cells(shown: str) -> tuple[int, ...]:
    """Return the cell at which each character of a row begins, and the width of the row at the end.

    >>> character_cells("a首b")
    (0, 1, 3, 4)
    """
    cells = [0] * (len(shown) + 1)
    place = 0
    for start, end, width in split_graphemes(shown)[0]:
        cells[start:end] = [place] * (end - start)
        place += width
    cells[len(shown)] = place
    return tuple(cells)
