"""What the two lines at the bottom of every screen say: the state of things, and a few keys. Nothing here loads Textual."""

from collections.abc import Sequence

from rich.cells import cell_len

from reader.safetext import one_line
from reader.tui.widgets.cells import Part, fitted


def status_parts(
    state: Sequence[str], width: int, *, typed: str = "", message: str = "", standing: str = "", is_error: bool = False
) -> list[Part]:
    """Lay the status line out: the state at the left; what is typed, the message or what always holds at the right."""
    left = " · ".join(one_line(part) for part in state if part)
    taken = cell_len(left)
    right = typed or message
    room = max(0, width - taken - 2)
    if not right and cell_len(standing) <= room:
        return [(left, "plain"), (" " * (width - taken - cell_len(standing)), "plain"), (standing, "quiet")]
    if message and not typed and cell_len(message) > room:
        left, taken, room = "", 0, width
    tail = fitted(right, room)
    gap = max(1, width - taken - cell_len(tail)) if taken else 0
    return [(left, "plain"), (" " * gap, "plain"), (tail, "error" if is_error else "strong")]


def hint_parts(hints: Sequence[tuple[str, str]], width: int) -> list[Part]:
    """Return as many keys with what they do as fit; what does not fit is left out, the last, which leads on, last of all."""
    parts: list[Part] = []
    last = _cells_of(*hints[-1]) + 3 if hints else 0
    used = 0
    for number, (key, label) in enumerate(hints, 1):
        taken = _cells_of(key, label) + (3 if parts else 0)
        if used + taken + (last if number < len(hints) else 0) <= width or (number == 1 and taken <= width):
            parts += [("   " if parts else "", "plain"), (key, "key"), (f" {label}", "plain")]
            used += taken
    return parts


def _cells_of(key: str, label: str) -> int:
    return len(key) + 1 + len(label)
