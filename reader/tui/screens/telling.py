"""Work begun by a command that asks, writes or goes outside: what goes wrong is told on the screen."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar, cast

from textual.app import SuspendNotSupported

from reader.errors import ReaderError
from reader.tui.screens.command_screen import CommandScreen

Action = TypeVar("Action", bound=Callable[..., Coroutine[Any, Any, None]])


def telling(action: Action) -> Action:
    """Make a slow action of a screen tell an error in the reader's world, as the app does for quick ones."""

    @wraps(action)
    async def told(screen: CommandScreen[Any], *args: Any, **kwargs: Any) -> None:
        try:
            await action(screen, *args, **kwargs)
        except ReaderError as error:
            screen.say(str(error), is_error=True)
        except SuspendNotSupported:
            screen.say("No other program can be run from this kind of terminal", is_error=True)

    return cast(Action, told)
