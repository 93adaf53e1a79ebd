"""What a pane looks like in a theme: each role and part of it as a style."""

from collections.abc import Mapping

from rich.style import Style

from reader.tui.paint import LABEL_ROLES, Looks, Role
from reader.tui.palettes import LEAST_CONTRAST, Palette, blended, contrast, readable

_HUE = 0.6
"""How much of its colour a name keeps while one reads."""


_BOLD, _UNDERLINE = Style(bold=True), Style(underline=True)
_NAME_ATTRIBUTES: Mapping[str, Style] = {
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
_NAME_COLOURS: Mapping[str, str] = {
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


def looks_of(palette: Palette, base: Style) -> Looks:
    """Return the looks of a palette on a ground."""
    coloured = {} if palette.is_plain else _colours(palette)
    names = {**_ATTRIBUTES, **coloured}
    styles = {name: _ATTRIBUTES.get(name, Style()) + coloured.get(name, Style()) for name in names}
    if palette.is_plain:
        styles[Role.SELECTED.value] = styles["title-focus"] = Style(reverse=True)
        styles["title"] = Style(underline=True)
    mentions = {role.value: _muted(palette, mention_style(palette, label)) for label, role in LABEL_ROLES.items()}
    return Looks(Style() if palette.is_plain else base, styles | mentions)


def mention_style(palette: Palette, label: str) -> Style:
    """Return how a mention of a kind of name is marked: an attribute, and a colour where there are any."""
    attribute = _NAME_ATTRIBUTES.get(label, Style())
    if palette.is_plain:
        return attribute
    return attribute + Style(color=getattr(palette, _NAME_COLOURS.get(label, "text")))


def _muted(palette: Palette, style: Style) -> Style:
    """Bring the colour of a name nearer to that of the text: reading comes first."""
    if palette.is_plain or style.color is None:
        return style
    muted = blended(palette.text, style.color.name, _HUE)
    return style + Style(color=readable(muted, palette.ground, palette.tint, palette.bar))


def _selected(palette: Palette) -> Style:
    """Return the look of selected words: as much of the accent in the ground as the text can be read on."""
    tints = (blended(palette.ground, palette.accent, share / 20) for share in range(7, 0, -1))
    tint = next((tint for tint in tints if contrast(palette.text, tint) >= LEAST_CONTRAST), palette.ground)
    return Style(color=palette.text, bgcolor=tint) if tint != palette.ground else Style(reverse=True)


_ATTRIBUTES: dict[str, Style] = {
    **{role.value: Style() for role in Role},
    Role.HEADLINE: Style(bold=True),
    Role.HEADING: Style(bold=True),
    Role.CUT: Style(dim=True),
    Role.DIMMED: Style(dim=True),
    Role.MATCH: Style(reverse=True),
    Role.CURRENT_MATCH: Style(bold=True, reverse=True),
    "cursor": Style(bold=True),
    "sign": Style(bold=True),
    "note-sign": Style(bold=True),
    "number": Style(),
    "rule": Style(),
    "thumb": Style(),
    "title": Style(),
    "title-focus": Style(bold=True),
}
"""What holds in every theme, with no colour too."""


def _colours(palette: Palette) -> dict[str, Style]:
    quiet, accent = Style(color=palette.quiet), Style(color=palette.accent)
    return {
        Role.QUIET: quiet,
        Role.CUT: quiet + Style(dim=False),
        Role.DIMMED: quiet + Style(dim=False),
        Role.NOTE: Style(bgcolor=palette.tint),
        Role.ALIGNED: Style(bgcolor=palette.bar),
        Role.MATCH: Style(color=palette.text, bgcolor=palette.ground),
        Role.CURRENT_MATCH: Style(color=palette.accent, bgcolor=palette.ground),
        Role.SELECTED: _selected(palette),
        "cursor": accent,
        "sign": accent,
        "note-sign": accent,
        "number": quiet,
        "rule": quiet,
        "thumb": quiet,
        "title": Style(color=palette.quiet, bgcolor=palette.bar),
        "title-focus": Style(color=palette.accent, bgcolor=palette.bar),
    }
