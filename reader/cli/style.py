"""Colour on the command line: only on a terminal, and only when nobody asked for none."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

_CODES = {"quiet": "2", "strong": "1", "match": "1;4;33", "left": "36", "fault": "31"}


@dataclass(frozen=True, slots=True)
class Style:
    """Puts colour around text, or leaves it alone."""

    is_on: bool

    def paint(self, text: str, role: str) -> str:
        """Return harmless text in the colour of its role.

        >>> Style(False).paint("word", "match")
        'word'
        """
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if self.is_on and text else text


def style_for(color: str, environ: Mapping[str, str] = os.environ) -> Style:
    """Return the style for `auto`, `always` or `never`."""
    if color != "auto":
        return Style(color == "always")
    return Style(sys.stdout.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb")
