"""How a long task tells how far it is, and hears that it shall stop."""

from collections.abc import Callable
from dataclasses import dataclass

from reader.library.listing import Progress


def _tell_nobody(_: Progress) -> None:
    return None


def _never() -> bool:
    return False


class Stopped(Exception):  # no error: somebody asked for it
    """A task with nothing to give was stopped by its watch."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on while a long task runs."""

    tell: Callable[[Progress], None] = _tell_nobody
    should_stop: Callable[[], bool] = _never

    @classmethod
    def of(cls, tell: Callable[[Progress], None] | None, should_stop: Callable[[], bool] | None) -> "Watch":
        """Make a watch of what a caller gave, either of which may be nothing."""
        return cls(tell or _tell_nobody, should_stop or _never)


NOBODY = Watch()
