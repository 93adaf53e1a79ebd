"""How far a long comparison is, told while it runs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

EVERY = 256
"""So many passages or pairs are worked on between two tellings: a few milliseconds."""
_T = TypeVar("_T")


def _tell_nobody(share: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Tells how far a part of a comparison is, as a share of the whole from 0 to 1; what is raised there ends it."""

    tell: Callable[[float], None] = _tell_nobody
    start: float = 0.0
    end: float = 1.0

    def part(self, start: float, end: float) -> "Pace":
        """Return the pace of a part of this part, whose borders are shares of it."""
        width = self.end - self.start
        return Pace(self.tell, self.start + width * start, self.start + width * end)

    def over(self, items: Sequence[_T]) -> Iterator[_T]:
        """Iterate over items that take about the same time each, and tell how far it is now and then."""
        for number, item in enumerate(items):
            if number % EVERY == 0:
                self.tell(self.start + (self.end - self.start) * number / len(items))
            yield item


UNTOLD = Pace()
"""The pace of what nobody waits for."""
