"""What a pane looks like can be read in every theme, and means something without colour."""

import pytest
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from reader.tui.paint import LABEL_ROLES, Role
from reader.tui.palettes import LEAST_CONTRAST, PALETTES, TERMINAL, Palette, contrast
from reader.tui.themes import palette_of
from reader.tui.widgets.pane_looks import looks_of

COLOURED = [palette for palette in PALETTES.values() if not palette.is_plain]
COLOURED += [palette_of(theme) for name, theme in BUILTIN_THEMES.items() if name not in PALETTES and not theme.ansi]
PARTS = ("cursor", "sign", "note-sign", "number", "title", "title-focus")


def colours(style: Style) -> tuple[str, str]:
    assert style.color is not None
    assert style.bgcolor is not None
    front, ground = Color.from_rich_color(style.color).hex, Color.from_rich_color(style.bgcolor).hex
    return (ground, front) if style.reverse else (front, ground)


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
def test_every_role_can_be_read(palette: Palette) -> None:
    looks = looks_of(palette, Style(color=palette.text, bgcolor=palette.ground))
    mixes: list[tuple[Role, ...]] = [(role,) for role in Role]
    mixes += [(name, over) for name in LABEL_ROLES.values() for over in (Role.NOTE, Role.SELECTED)]
    ratios = {str(mix): contrast(*colours(looks.style(mix))) for mix in mixes}
    ratios |= {part: contrast(*colours(looks.part(part))) for part in PARTS}
    assert {name: round(ratio, 2) for name, ratio in ratios.items() if ratio < LEAST_CONTRAST} == {}


def test_without_colour_roles_differ_by_attribute() -> None:
    looks = looks_of(TERMINAL, Style())
    telling = (Role.PERSON, Role.ORG, Role.PLACE, Role.MONEY, Role.MATCH, Role.CURRENT_MATCH, Role.HEADING)
    styles = [looks.style((role,)) for role in telling]
    assert all(style.color is None and style.bgcolor is None for style in styles)
    assert len({str(style) for style in styles[:6]}) == 6
