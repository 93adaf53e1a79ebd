"""The palettes as Textual's themes, and Textual's themes as palettes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textual.theme import BUILTIN_THEMES, Theme

from reader.tui.palettes import INK, PALETTES, PAPER, TERMINAL, Palette, readable, theme_for


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


def theme_names() -> tuple[str, ...]:
    """All themes a person can choose, ours first."""
    return (*PALETTES, *(name for name in BUILTIN_THEMES if name not in PALETTES))


def chosen_theme(wanted: str, environ: Mapping[str, str], ground_luminance: float | None = None) -> str:
    """Return the theme to start with; a setting that names none counts as no setting."""
    return theme_for(wanted if wanted in theme_names() else "", environ, ground_luminance)
