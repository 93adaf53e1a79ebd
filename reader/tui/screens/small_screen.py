"""What a terminal shows that is too small for anything else."""

from textual.app import App
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen

from reader.tui.stack import leave_all
from reader.tui.widgets.arrangement import LEAST_COLUMNS, LEAST_ROWS


class SmallScreen(Screen[None], inherit_bindings=False):
    """How much room it takes, and nothing else."""

    def render(self) -> Content:
        """Say how much room it takes."""
        return Content(f"{LEAST_COLUMNS}x{LEAST_ROWS} at least")


def mind_size(app: App[int], size: Size) -> None:
    """Cover everything while the terminal is too small, and uncover it when it is not."""
    is_small = size.width < LEAST_COLUMNS or size.height < LEAST_ROWS
    if is_small and not isinstance(app.screen, SmallScreen):
        app.push_screen(SmallScreen())
    elif not is_small:
        leave_all(app, SmallScreen)
