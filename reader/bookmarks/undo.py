"""Changes of this run that can be taken back."""

from collections import deque
from dataclasses import dataclass, field

from reader.bookmarks.record import Change, Records

_STEPS_KEPT = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A change that was made."""

    name: str
    """What was done, in the words for a person: `delete bookmark`."""
    before: tuple[Change, ...]
    """The values that stood before it: what undoing writes."""
    after: tuple[Change, ...]
    """The values it wrote."""


@dataclass(slots=True)
class UndoStack:
    """The undoable changes of a run, newest last."""

    _steps: deque[Step] = field(default_factory=lambda: deque(maxlen=_STEPS_KEPT))

    def push(self, step: Step) -> None:
        """Remember a change."""
        self._steps.append(step)

    def pop(self, records: Records) -> Step | None:
        """Return the newest change that still stands; those that something later has overwritten are forgotten."""
        while self._steps:
            step = self._steps.pop()
            if all(_stands(change, records) for change in step.after):
                return step
        return None


def _stands(change: Change, records: Records) -> bool:
    record = records.get((change.kind, change.key))
    return record is not None and record.value == change.value
