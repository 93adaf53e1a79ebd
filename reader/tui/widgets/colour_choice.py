"""The colour of a bookmark, chosen by its name: the one in force has a sign, so that it shows without colour too."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from reader.bookmarks.bookmark import Colour

_CHOSEN, _OTHER = "●", "○"
_ASCII_CHOSEN, _ASCII_OTHER = "(*)", "( )"


class ColourChoice(Widget, can_focus=True):
    """One line with all colours; left and right choose."""

    DEFAULT_CSS = """
    ColourChoice { height: 1; width: 100%; padding: 0 1; }
    ColourChoice:focus { text-style: reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right,space", "step(1)", show=False),
    ]

    chosen: reactive[Colour] = reactive(Colour.GOLD)

    class Changed(Message):
        """Another colour is chosen."""

    def __init__(self, colour: Colour, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.set_reactive(ColourChoice.chosen, colour)
        self._signs = (_ASCII_CHOSEN, _ASCII_OTHER) if ascii_only else (_CHOSEN, _OTHER)

    def action_step(self, step: int) -> None:
        """Choose the next colour, or the one before."""
        colours = list(Colour)
        self.chosen = colours[(colours.index(self.chosen) + step) % len(colours)]
        self.post_message(self.Changed())

    def render(self) -> Content:
        """Draw the names."""
        chosen, other = self._signs
        names = (
            Content.styled(f"{chosen} {colour.value}", "bold") if colour is self.chosen else Content(f"{other} {colour.value}")
            for colour in Colour
        )
        return Content("   ").join(names)
