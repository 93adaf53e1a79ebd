"""Where one has been: the list of jumps, and places kept under a letter."""

from dataclasses import dataclass, field

_MOST_JUMPS = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in an article."""

    article: str
    offset: int


@dataclass(slots=True)
class Jumps:
    """The places before each jump, to go back to and forward from."""

    spots: list[Spot] = field(default_factory=list)
    _at: int = 0
    """Where in the list one is; at its end after a fresh jump."""

    def leave(self, spot: Spot) -> None:
        """Remember a place that is about to be left by a jump."""
        del self.spots[self._at :]
        if not self.spots or self.spots[-1] != spot:
            self.spots.append(spot)
        del self.spots[:-_MOST_JUMPS]
        self._at = len(self.spots)

    def back(self, here: Spot) -> Spot | None:
        """Return the place before the last jump, or None at the beginning of the list."""
        if self._at == 0:
            return None
        if self._at == len(self.spots):
            self.spots.append(here)
        self._at -= 1
        return self.spots[self._at]

    def forward(self) -> Spot | None:
        """Return the place that was left by going back, or None at the end of the list."""
        if self._at + 1 >= len(self.spots):
            return None
        self._at += 1
        return self.spots[self._at]

    @property
    def last(self) -> Spot | None:
        """The place before the last jump."""
        return self.spots[self._at - 1] if self._at else None
