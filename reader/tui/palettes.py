"""The colours: two house palettes, high contrast, and the terminal's own. Nothing here loads Textual or Rich.

A `Palette` gives each role a colour. *ink* is dark, *paper* light, *contrast*
black and white; *terminal* names no colour at all, so that the terminal's own
stand, and is what `NO_COLOR` gets. Roles that mark text have an attribute
too: no meaning is carried by colour alone. Colours that would be hard to read
on a ground are moved away from it until they are not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST_CONTRAST = 4.5
NO_COLOUR = "ansi_default"
_PLAIN_TERMINALS = frozenset({"linux", "vt100", "vt220", "ansi", "xterm-mono"})
_BRIGHT = 0.18
"""A ground brighter than this is a light one."""


@dataclass(frozen=True, slots=True)
class Palette:
    """A colour for each role."""

    name: str
    is_dark: bool
    ground: str
    bar: str
    """The ground of bars, dialogs and the row of the cursor."""
    text: str
    quiet: str
    """What stands back: paragraph numbers, dates, rules."""
    accent: str
    """Focus, keys, the current thing."""
    error: str
    person: str
    organisation: str
    place: str
    date: str
    figure: str
    tint: str
    """The ground under words that carry a note."""

    @property
    def is_plain(self) -> bool:
        """Tell whether the palette names no colour."""
        return self.ground == NO_COLOUR


INK = Palette(
    name="ink",
    is_dark=True,
    ground="#14161a",
    bar="#22262d",
    text="#dcd9d2",
    quiet="#9197a1",
    accent="#8fbcec",
    error="#ff9d8f",
    person="#56b4e9",
    organisation="#e69f00",
    place="#4fd1a5",
    date="#d3a5c9",
    figure="#f0e442",
    tint="#2b2a1c",
)
PAPER = Palette(
    name="paper",
    is_dark=False,
    ground="#fbf8f1",
    bar="#ece6d8",
    text="#1f1d1a",
    quiet="#625c52",
    accent="#1c4f86",
    error="#9c1c12",
    person="#005a9c",
    organisation="#8a4b00",
    place="#00664b",
    date="#8a2f6b",
    figure="#6b5900",
    tint="#f6ecc8",
)
CONTRAST = Palette(
    name="contrast",
    is_dark=True,
    ground="#000000",
    bar="#1c1c1c",
    text="#ffffff",
    quiet="#d0d0d0",
    accent="#ffff5f",
    error="#ffb3a7",
    person="#7fd4ff",
    organisation="#ffc14d",
    place="#7dffce",
    date="#ffc9f2",
    figure="#fff36b",
    tint="#333300",
)
TERMINAL = Palette("terminal", True, *(NO_COLOUR,) * 12)
PALETTES: Mapping[str, Palette] = {palette.name: palette for palette in (INK, PAPER, CONTRAST, TERMINAL)}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG counts it.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def blended(colour: str, other: str, share: float) -> str:
    """Return a colour with a share, 0 to 1, of another one in it.

    >>> blended("#000000", "#ff8000", 0.5)
    '#7f4000'
    """
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{int(one + (two - one) * share):02x}" for one, two in pairs)


def readable(colour: str, *grounds: str) -> str:
    """Return a colour as near as possible to the given one that can be read on all the grounds."""
    if colour == NO_COLOUR:
        return colour
    away = "#ffffff" if _luminance(grounds[0]) < _BRIGHT else "#000000"
    steps = (blended(colour, away, step / 20) for step in range(21))
    return next((step for step in steps if all(contrast(step, ground) >= LEAST_CONTRAST for ground in grounds)), away)


def theme_for(wanted: str, environ: Mapping[str, str], ground_luminance: float | None = None) -> str:
    """Return the theme to start with: the setting, else by `COLORFGBG` or the terminal's own answer, else ink.

    >>> theme_for("", {"COLORFGBG": "0;15"})
    'paper'
    """
    if "NO_COLOR" in environ:
        return TERMINAL.name
    if wanted:
        return wanted
    if environ.get("COLORTERM") is None and environ.get("TERM", "") in _PLAIN_TERMINALS:
        return TERMINAL.name
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    if ground.isdigit():
        return PAPER.name if int(ground) in {7, 15} else INK.name
    if ground_luminance is not None:
        return PAPER.name if ground_luminance > _BRIGHT else INK.name
    return INK.name
