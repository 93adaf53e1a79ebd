"""The screens on top of one another: what is left on the way, so that they do not pile up."""

from typing import Any

from textual.app import App
from textual.screen import Screen

from reader.tui.screens.command_screen import CommandScreen

MOST_SCREENS = 16
"""As many steps back as there are with `q`, the first two of the stack among them: Textual's own, and the library."""


def close_down_to(app: App[Any], below: Screen[Any]) -> None:
    """Leave what is above a screen, each without an answer: whoever waits for one must not wait for ever."""
    while app.screen is not below:
        _close_top(app)


def close_pickers(app: App[Any]) -> None:
    """Leave help and the like: what is asked for there is asked of the screen below."""
    from reader.tui.screens.picker import PickerScreen

    while isinstance(app.screen, PickerScreen):
        _close_top(app)


def forget_oldest(app: App[Any]) -> None:
    """Let go of the oldest of many screens above the library: who always goes on and never back would fill the memory."""
    while len(app.screen_stack) > MOST_SCREENS:
        app._screen_stack.pop(2).remove()  # Textual itself can only pop the one on top


def leave_all(app: App[Any], kind: type[Screen[Any]]) -> None:
    """Leave every screen of a kind, also where another one has come to stand above it."""
    if isinstance(app.screen, kind):
        app.pop_screen()
    for screen in [each for each in app._screen_stack if isinstance(each, kind)]:
        app._screen_stack.remove(screen)
        screen.remove()


def _close_top(app: App[Any]) -> None:
    if isinstance(app.screen, CommandScreen):
        app.screen.dismiss(None)
    else:
        app.pop_screen()
