"""Another program has the terminal for a while: a pager, an editor."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from textual.app import App

Result = TypeVar("Result")


async def run_outside(app: App[Any], run: Callable[[str, Sequence[str]], Result], text: str, command: Sequence[str]) -> Result:
    """Give a text to a program on the terminal, and come back whatever became of it.

    Raises:
        ReaderError: the program cannot be started, or says that it failed.
    """
    with app.suspend():  # it does not come back from an error: none may leave the block
        done = await asyncio.gather(asyncio.to_thread(run, text, command), return_exceptions=True)
    app.refresh(layout=True)
    if isinstance(done[0], BaseException):
        raise done[0]
    return done[0]
