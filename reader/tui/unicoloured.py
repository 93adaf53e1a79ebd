"""Output without colour: attributes stay, colours are left to the terminal."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


@lru_cache(2048)
def without_colour(style: Style) -> Style:
    """Return a style with its attributes and no colour.

    >>> without_colour(Style.parse("bold red on blue")) == Style(bold=True)
    True
    """
    return Style(
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        underline2=style.underline2,
        reverse=style.reverse,
        strike=style.strike,
        meta=style.meta or None,
    )


class WithoutColour(LineFilter):
    """Takes the colours out of every line, for `NO_COLOR`."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        return [Segment(text, without_colour(style) if style else style, control) for text, style, control in segments]
