"""Changes of this run that can be taken back."""

from collections import deque
from dataclasses import dataclass, field

from reader.bookmarks.record import Change, Records

_STEPS_KEPT = 200


@dataclass(frozen=True, slots=True)
class UndoneChange:
    """A change, and the values that stood before it."""

    name: str
    """What was done, in the words for a person: `delete bookmark`."""
    number: int
    changes: tuple[Change, ...]
    """The values from before."""


@dataclass(slots=True)
class UndoStack:
    """The undoable changes of a run, newest last."""

    _steps: deque[UndoneChange] = field(default_factory=lambda: deque(maxlen=_STEPS_KEPT))

    def push(self, step: UndoneChange) -> None:
        """Remember a change."""
        self._steps.append(step)

    def pop(self, records: Records) -> UndoneChange | None:
        """Return the newest change that nothing later has overwritten; the overwritten ones are forgotten."""
        while self._steps:
            step = self._steps.pop()
            if all(_stands(change, step.number, records) for change in step.changes):
                return step
        return None


def _stands(change: Change, number: int, records: Records) -> bool:
    record = records.get((change.kind, change.key))
    return record is not None and record.number == number
