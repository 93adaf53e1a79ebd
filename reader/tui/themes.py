"""The colours: two house themes, high contrast, the terminal's own, and Textual's.

A `Palette` gives each role a colour. *ink* is dark, *paper* light, *contrast*
black and white; *terminal* names no colour at all, so that the terminal's own
stand, and is what `NO_COLOR` gets. Roles that mark text have an attribute
too: no meaning is carried by colour alone. Colours that would be hard to read
on a ground are moved away from it until they are not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

LEAST_CONTRAST = 4.5
_NO_COLOUR = "ansi_default"


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
        return self.ground == _NO_COLOUR


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
TERMINAL = Palette("terminal", True, *(_NO_COLOUR,) * 12)
PALETTES: Mapping[str, Palette] = {palette.name: palette for palette in (INK, PAPER, CONTRAST, TERMINAL)}

_BOLD, _UNDERLINE = Style(bold=True), Style(underline=True)
_ATTRIBUTES: Mapping[str, Style] = {
    "PERSON": _BOLD,
    "ORG": _UNDERLINE,
    "PLACE": _BOLD + _UNDERLINE,
    "NORP": Style(italic=True),
    "DATE": Style(),
    "MONEY": Style(underline2=True),
    "QUANTITY": Style(underline2=True),
    "EVENT": Style(italic=True, underline=True),
    "LAW": Style(italic=True, underline=True),
    "WORK": Style(italic=True),
}
_ROLES: Mapping[str, str] = {
    "PERSON": "person",
    "ORG": "organisation",
    "PLACE": "place",
    "NORP": "place",
    "DATE": "date",
    "MONEY": "figure",
    "QUANTITY": "figure",
    "EVENT": "date",
    "LAW": "organisation",
    "WORK": "organisation",
}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG counts it.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in Color.parse(colour).rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def readable(colour: str, *grounds: str) -> str:
    """Return a colour as near as possible to the given one that can be read on all the grounds."""
    if colour == _NO_COLOUR:
        return colour
    away = Color.parse("#ffffff" if _luminance(grounds[0]) < 0.18 else "#000000")
    start = Color.parse(colour)
    steps = (start.blend(away, step / 20).hex[:7] for step in range(21))
    return next((step for step in steps if all(contrast(step, ground) >= LEAST_CONTRAST for ground in grounds)), away.hex[:7])


def palette_of(theme: Theme) -> Palette:
    """Return the palette of a theme; for one of Textual's it is made from its own colours and the house's marks."""
    if theme.name in PALETTES:
        return PALETTES[theme.name]
    if theme.ansi:
        return replace(TERMINAL, name=theme.name, is_dark=theme.dark)
    house = INK if theme.dark else PAPER
    generated = theme.to_color_system().generate()
    ground, bar = generated["background"][:7], generated["surface"][:7]
    own = replace(
        house,
        name=theme.name,
        is_dark=theme.dark,
        ground=ground,
        bar=bar,
        text=generated["foreground"][:7],
        accent=generated["primary"][:7],
        tint=bar,
    )
    roles = ("text", "quiet", "accent", "error", "person", "organisation", "place", "date", "figure")
    changes: dict[str, Any] = {role: readable(getattr(own, role), ground, bar) for role in roles}
    return replace(own, **changes)


def variables_of(palette: Palette) -> dict[str, str]:
    """Return the variables that the stylesheet uses besides Textual's own."""
    return {
        "ground": palette.ground,
        "bar": palette.bar,
        "text-quiet": palette.quiet,
        "text-error": palette.error,
        "text-accent": palette.accent,
        "hint-key": palette.accent,
        "note-tint": palette.tint,
        "screen-selection-background": palette.accent,
        "screen-selection-foreground": palette.ground,
        "input-selection-background": palette.accent,
        "input-selection-foreground": palette.ground,
        "input-cursor-background": palette.text,
        "input-cursor-foreground": palette.ground,
        "input-cursor-text-style": "reverse" if palette.is_plain else "none",
        "scrollbar": palette.quiet,
        "scrollbar-background": palette.ground,
    }


def theme_of(palette: Palette) -> Theme:
    """Return a palette as Textual wants it."""
    return Theme(
        name=palette.name,
        primary=palette.accent,
        secondary=palette.accent,
        accent=palette.accent,
        warning=palette.organisation,
        error=palette.error,
        success=palette.place,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.bar,
        panel=palette.bar,
        boost=palette.bar,
        dark=palette.is_dark,
        ansi=palette.is_plain,
        variables={**(BUILTIN_THEMES["ansi-dark"].variables if palette.is_plain else {}), **variables_of(palette)},
    )


def mention_style(palette: Palette, label: str) -> Style:
    """Return how a mention of a kind of name is marked: an attribute, and a colour where there are any."""
    attribute = _ATTRIBUTES.get(label, Style())
    if palette.is_plain:
        return attribute
    return attribute + Style(color=getattr(palette, _ROLES.get(label, "text")))


def theme_names() -> tuple[str, ...]:
    """All themes a person can choose, ours first."""
    return (*PALETTES, *(name for name in BUILTIN_THEMES if name not in PALETTES))


def chosen_theme(wanted: str, environ: Mapping[str, str], ground_luminance: float | None = None) -> str:
    """Return the theme to start with: the setting, else by `COLORFGBG` or the terminal's own answer, else ink.

    >>> chosen_theme("", {"COLORFGBG": "0;15"})
    'paper'
    """
    if "NO_COLOR" in environ:
        return TERMINAL.name
    if wanted in theme_names():
        return wanted
    if environ.get("COLORTERM") is None and environ.get("TERM", "") in {"linux", "vt100", "vt220", "ansi", "xterm-mono"}:
        return TERMINAL.name
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    if ground.isdigit():
        return PAPER.name if int(ground) in {7, 15} else INK.name
    if ground_luminance is not None:
        return PAPER.name if ground_luminance > 0.18 else INK.name
    return INK.name
