"""The last gate before the terminal, behind that of `safetext`: no screen draws what it takes out."""

import re

_NEVER_OURS = re.compile(
    "[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
"""What no screen draws by itself: if it comes this far, somebody's text took a way round the gate."""
_FOREIGN_STRING = re.compile("\x1b(?:](?!22;|52;)|[PX^_c])")
"""The beginning of a string for the terminal, or its reset; ours shape the pointer and fill the clipboard."""


def harmless(drawn: str) -> str:
    """Return what is about to be drawn without what acts, reorders or hides; the last of the gates."""
    for pattern in (_NEVER_OURS, _FOREIGN_STRING):  # two quick searches; as one pattern they take six times as long
        if pattern.search(drawn):
            drawn = pattern.sub("\ufffd", drawn)
    return drawn
