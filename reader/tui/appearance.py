"""How the app looks: the theme in force, and output without colour or in ASCII signs where that is wanted."""

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter

from reader.tui.ascii_only import in_ascii
from reader.tui.palettes import PALETTES
from reader.tui.themes import chosen_theme, palette_of, theme_of, variables_of
from reader.tui.unicoloured import WithoutColour


class InAscii(LineFilter):
    """Draws every line in ASCII signs, for `ui.ascii`."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in ASCII signs, each as wide as before."""
        return [Segment(in_ascii(text), style, control) for text, style, control in segments]


class Appearance(App[int], inherit_bindings=False):
    """An app that wears one of our themes or of Textual's."""

    def put_on(self, wanted: str, environ: Mapping[str, str], ground: float | None, *, ascii_only: bool = False) -> None:
        """Wear the theme that is wanted, or one that suits the ground of the terminal, 0 for black to 1 for white."""
        for palette in PALETTES.values():
            if palette.name not in self.available_themes:
                self.register_theme(theme_of(palette))
        self.theme = chosen_theme(wanted, environ, ground)
        if "NO_COLOR" in environ:
            self._filters = [WithoutColour()]
        if ascii_only:
            self._filters = [*(each for each in self._filters if not isinstance(each, InAscii)), InAscii()]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what a line passes on its way to the terminal."""
        return [each for each in self._filters if each.enabled]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the variables of the stylesheet that a theme of Textual's does not know."""
        return variables_of(palette_of(self.current_theme))
