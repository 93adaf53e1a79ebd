"""What is drawn on before Textual is loaded: a terminal, in the colours of a palette, row by row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style

from reader.tui.ascii_only import in_ascii
from reader.tui.keymap import Keymap
from reader.tui.last_gate import harmless
from reader.tui.paint import encoded
from reader.tui.palettes import Palette
from reader.tui.widgets.arrangement import HINT_ROWS
from reader.tui.widgets.bottom_lines import hint_parts, status_parts
from reader.tui.widgets.cells import Part

_COLOURS = {"kitty": "256", "256color": "256"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The terminal that is drawn on."""

    columns: int
    rows: int
    environ: Mapping[str, str]
    ground: float | None = None
    """How bright it has told its ground to be."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Rows and the cell where they begin."""

    x: int
    y: int
    rows: Sequence[Sequence[Segment]]


def colour_system(environ: Mapping[str, str]) -> str:
    """Return how many colours a terminal has, as Rich finds it out and names it.

    >>> colour_system({"TERM": "xterm-256color"}), colour_system({"COLORTERM": "truecolor"}), colour_system({})
    ('256', 'truecolor', 'standard')
    """
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return "truecolor"
    return _COLOURS.get(environ.get("TERM", "").strip().lower().rpartition("-")[2], "standard")


class Canvas:
    """Makes rows in the colours of a palette."""

    def __init__(self, palette: Palette, terminal: Surroundings, *, shows_hints: bool, ascii_only: bool = False) -> None:
        self.palette = palette
        self._ascii_only = ascii_only
        self.terminal = terminal
        self.has_hints = shows_hints and terminal.rows >= HINT_ROWS
        self.base = self._on(palette.ground)
        self.bar = self._on(palette.bar)

    def _on(self, ground: str) -> Style:
        return Style() if self.palette.is_plain else Style(color=self.palette.text, bgcolor=ground)

    @property
    def has_room_for_columns(self) -> bool:
        """Tell whether names stand over the columns of a list."""
        return self.terminal.rows >= HINT_ROWS

    @property
    def height(self) -> int:
        """Rows above the lines at the bottom."""
        return self.terminal.rows - 1 - self.has_hints

    def written(self, placed: Iterable[Placed]) -> bytes:
        """Return the bytes that put rows where they belong."""
        colours = colour_system(self.terminal.environ)
        lines = (
            f"\x1b[{part.y + y + 1};{part.x + 1}H{encoded(row, colours)}" for part in placed for y, row in enumerate(part.rows)
        )
        written = "".join(lines)
        return harmless(in_ascii(written) if self._ascii_only else written).encode()

    def bottom(
        self,
        keymap: Keymap,
        table: str,
        state: Sequence[str],
        standing: str = "",
        *,
        hinted: Sequence[str] = (),
        is_quiet: bool = False,
    ) -> Placed:
        """Return the lines at the bottom: the keys of a screen of the table, and the state of things, on a bar unless quiet."""
        width = self.terminal.columns - 2
        lines = [self.line(status_parts(state, width, standing=standing), self.base if is_quiet else self.bar)]
        if self.has_hints:
            hints = hint_parts(keymap.hints_of(table, keymap.on_screen(table), hinted), width)
            lines.insert(0, self.line(hints, self.base + self.style("quiet")))
        return Placed(0, self.height, lines)

    def line(self, parts: Sequence[Part], base: Style) -> list[Segment]:
        """Return a line over the whole width, with a blank at either side."""
        return self.row([(" ", "plain"), *parts], self.terminal.columns, base)

    def row(self, parts: Sequence[Part], width: int, base: Style) -> list[Segment]:
        """Return parts on a ground, filled up to a width."""
        row = [Segment(text, base + self.style(role)) for text, role in parts if text]
        used = sum(segment.cell_length for segment in row)
        return [*row, Segment(" " * max(0, width - used), base)]

    def style(self, role: str) -> Style:
        """Return how a part of a line stands out from it."""
        bold = True if role in {"strong", "key", "sign"} else None
        colour = {"quiet": self.palette.quiet, "key": self.palette.accent, "sign": self.palette.accent}.get(role)
        return Style(bold=bold, color=None if self.palette.is_plain else colour)
