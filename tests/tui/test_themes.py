"""The colours: readable in every theme, and never the only carrier of a meaning."""

import pytest
from textual.theme import BUILTIN_THEMES

from reader.tui.palettes import CONTRAST, INK, LEAST_CONTRAST, PALETTES, PAPER, TERMINAL, Palette, contrast
from reader.tui.themes import chosen_theme, palette_of, theme_of
from reader.tui.widgets.pane_looks import mention_style

ROLES = ("text", "quiet", "accent", "error", "person", "organisation", "place", "date", "figure")
COLOURED = [INK, PAPER, CONTRAST, *(palette_of(theme) for theme in BUILTIN_THEMES.values() if not theme.ansi)]


@pytest.mark.parametrize("palette", COLOURED, ids=lambda palette: palette.name)
def test_every_text_colour_can_be_read_on_its_grounds(palette: Palette) -> None:
    for role in ROLES:
        for ground in (palette.ground, palette.bar, palette.tint):
            assert contrast(getattr(palette, role), ground) >= LEAST_CONTRAST, (role, ground)


def test_the_terminals_own_theme_names_no_colour() -> None:
    assert all(mention_style(TERMINAL, label).color is None for label in ("PERSON", "ORG", "PLACE", "MONEY"))


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda palette: palette.name)
def test_people_organisations_places_and_figures_differ_by_attribute_alone(palette: Palette) -> None:
    styles = [mention_style(palette, label) for label in ("PERSON", "ORG", "PLACE", "MONEY", "NORP")]
    assert len({(s.bold, s.underline, s.underline2, s.italic) for s in styles}) == 5


@pytest.mark.parametrize(
    ("wanted", "environ", "luminance", "theme"),
    [
        ("", {}, None, "ink"),
        ("paper", {}, None, "paper"),
        ("nord", {}, None, "nord"),
        ("no such theme", {}, None, "ink"),
        ("paper", {"NO_COLOR": ""}, None, "terminal"),
        ("", {"COLORFGBG": "15;0"}, None, "ink"),
        ("", {"COLORFGBG": "0;default;15"}, None, "paper"),
        ("", {}, 0.9, "paper"),
        ("", {}, 0.01, "ink"),
        ("", {"TERM": "linux"}, None, "terminal"),
    ],
)
def test_the_theme_goes_by_setting_then_environment_then_terminal(
    wanted: str, environ: dict[str, str], luminance: float | None, theme: str
) -> None:
    assert chosen_theme(wanted, environ, luminance) == theme


def test_palettes_become_themes() -> None:
    assert {theme_of(palette).dark for palette in PALETTES.values()} == {True, False}
