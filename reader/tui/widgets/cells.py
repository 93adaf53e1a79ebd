"""Lines of exactly so many cells: shortened at a word, filled with blanks."""

from rich.cells import cell_len, set_cell_size

from reader.safetext import one_line

Part = tuple[str, str]
"""Text and the role it has in its line: `plain`, `quiet`, `strong`, `match`, `sign`, `key` or `error`."""


def fitted(text: str, width: int, ellipsis: str = "…") -> str:
    """Shorten text to so many cells, with an ellipsis after a whole word.

    >>> fitted("Cooperation in the energy sector", 20)
    'Cooperation in the…'
    """
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    if room <= 0:
        return ellipsis[: max(0, width)]
    cut = set_cell_size(text, room).rstrip()
    word = cut.rpartition(" ")[0]
    if text[len(cut) : len(cut) + 1] not in {"", " "} and len(word) > width // 2:
        cut = word
    return cut.rstrip(" ,;:–-") + ellipsis


def cells(text: str, width: int, *, right: bool = False) -> str:
    """Make outside text fill exactly so many cells of one line."""
    return padded(one_line(text), width, right=right)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Make text fill exactly so many cells."""
    text = fitted(text, width)
    gap = " " * max(0, width - cell_len(text))
    return f"{gap}{text}" if right else f"{text}{gap}"
