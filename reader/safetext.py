"""The one gate between text from outside and the terminal.

`show` keeps the length (one code point in, one out), so that offsets of hits,
mentions and bookmarks stay true. What could act on a terminal, reorder the
line or hide in it becomes a visible, harmless character: C0 controls their
Unicode picture (ESC is ␛), all else U+FFFD. Joiners (ZWJ, ZWNJ) stay: emoji,
Persian and Indic scripts need them.
"""

import re

_REPLACEMENT = 0xFFFD
_PICTURES = {code: 0x2400 + code for code in range(32) if code not in (9, 10)}
_HIDDEN_RANGES = (
    (0x80, 0xA0),  # C1 controls, 8-bit CSI and OSC among them
    (0x061C, 0x061D),
    (0x200B, 0x200C),
    (0x200E, 0x2010),
    (0x2028, 0x202F),  # line and paragraph separators, bidi embeddings and overrides
    (0x2060, 0x2065),
    (0x2066, 0x206A),  # bidi isolates
    (0xD800, 0xE000),  # lone surrogates cannot be written
    (0xFEFF, 0xFF00),
    (0xFFF9, 0xFFFC),
    (0xFFFE, 0x10000),
    (0xE0000, 0xE0080),  # tag characters: text nobody sees
)
_GATE: dict[int, int] = {
    **_PICTURES,
    0x7F: 0x2421,
    **{code: _REPLACEMENT for start, end in _HIDDEN_RANGES for code in range(start, end)},
}
_STACKED_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def show(text: str) -> str:
    r"""Make text harmless for the terminal without changing its length.

    >>> show("a\x1b[2Jb\u202e")
    'a␛[2Jb�'
    """
    return text.translate(_GATE)


def cap_marks(text: str) -> str:
    """Keep at most four combining marks in a row (changes the length: import time only)."""
    return _STACKED_MARKS.sub(r"\1", text)


def one_line(text: str, limit: int = 300) -> str:
    r"""Make a title, name or message harmless and bounded: no line breaks, no runs of blanks.

    >>> one_line("A\ttitle\nover two lines")
    'A title over two lines'
    """
    line = " ".join(show(cap_marks(text[: limit * 4])).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
