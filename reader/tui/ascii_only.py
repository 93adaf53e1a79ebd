"""Output in ASCII signs: what is drawn by other characters, for terminals and fonts without them. Nothing here loads Textual."""

from functools import lru_cache

_SIGNS = {
    "|": "│┃┊▏▕▐",
    "-": "─━–—",
    "+": "┌┐└┘├┤┬┴┼╭╮╯╰",
    "#": "█",
    " ": "▁▂▃▄▅▆▇",
    ">": "▶▸→…",
    "<": "←",
    "^": "↑",
    "v": "↓",
    "=": "≈↔⇄",
    "o": "◦○",
    "*": "●•✎",
    "x": "✂",
    "P": "¶",
    ".": "·",
    '"': "“”„",
    "'": "‘’‚",
}
_TABLE = str.maketrans({drawn: sign for sign, characters in _SIGNS.items() for drawn in characters})


@lru_cache(2048)
def in_ascii(text: str) -> str:
    """Return text with signs, lines and quotes of one ASCII character each; letters stay what they are.

    >>> in_ascii("▶ “Tokayev’s visit” · São Paulo…")
    '> "Tokayev\\'s visit" . São Paulo>'
    """
    return text.translate(_TABLE)
