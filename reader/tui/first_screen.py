"""The first screen of a start, drawn before Textual is loaded: loading it is most of a start.

It is made of the same rows as the screen that takes its place, at the same
cells, of the articles that the start will open and where it will open them.
A start that begins with anything else, in a theme of Textual's, or in too
small a terminal, has none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style

from reader.config import Config
from reader.errors import ReaderError
from reader.library.library import Library
from reader.paths import Paths
from reader.session import load_session
from reader.tui.beginning import Beginning, beginning_of
from reader.tui.keymap import Keymap, keymap_of
from reader.tui.last_gate import harmless
from reader.tui.paint import encoded
from reader.tui.palettes import PALETTES, Palette, theme_for
from reader.tui.widgets.arrangement import (
    HINT_ROWS,
    LEAST_COLUMNS,
    LEAST_ROWS,
    ROOMY_ROWS,
    Arrangement,
    arrangement_for,
    equal_shares,
)
from reader.tui.widgets.bottom_lines import Part, hint_parts, status_parts
from reader.tui.widgets.pane_lines import ASCII, SYMBOLS
from reader.tui.widgets.pane_looks import looks_of
from reader.tui.widgets.pane_place import place_of
from reader.tui.widgets.still_pane import Stand, StillPane

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
class _Placed:
    """Rows and the cell where they begin."""

    x: int
    y: int
    rows: Sequence[Sequence[Segment]]


def first_screen(library: Library, config: Config, ids: Sequence[str], paths: Paths, terminal: Surroundings) -> bytes | None:
    """Draw what a start shows first; None where it cannot be known before the app runs."""
    palette = PALETTES.get(theme_for(config.theme, terminal.environ, terminal.ground))
    is_unusual = any(name.startswith("TEXTUAL") for name in terminal.environ)
    if palette is None or is_unusual or terminal.columns < LEAST_COLUMNS or terminal.rows < LEAST_ROWS:
        return None
    session = load_session(paths, library.collection.folder)
    beginning = beginning_of(library, ids, session)
    if beginning is None:
        return None
    drawing = _Drawing(library, config, palette, terminal, session.text_width or config.text_width)
    try:
        placed = drawing.panes(beginning, keymap_of(config, paths.config_file))
        return drawing.written(placed)
    except ReaderError:
        return None  # the app tells it


def colour_system(environ: Mapping[str, str]) -> str:
    """Return how many colours a terminal has, as Rich finds it out and names it.

    >>> colour_system({"TERM": "xterm-256color"}), colour_system({"COLORTERM": "truecolor"}), colour_system({})
    ('256', 'truecolor', 'standard')
    """
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return "truecolor"
    return _COLOURS.get(environ.get("TERM", "").strip().lower().rpartition("-")[2], "standard")


class _Drawing:
    """Draws one screen."""

    def __init__(self, library: Library, config: Config, palette: Palette, terminal: Surroundings, text_width: int) -> None:
        self._library = library
        self._config = config
        self._palette = palette
        self._terminal = terminal
        self._text_width = text_width
        self._base = Style() if palette.is_plain else Style(color=palette.text, bgcolor=palette.ground)
        self._bar = Style() if palette.is_plain else Style(color=palette.text, bgcolor=palette.bar)

    def written(self, placed: Iterable[_Placed]) -> bytes:
        """Return the bytes that put rows where they belong."""
        colours = colour_system(self._terminal.environ)
        lines = (
            f"\x1b[{part.y + y + 1};{part.x + 1}H{encoded(row, colours)}" for part in placed for y, row in enumerate(part.rows)
        )
        return harmless("".join(lines)).encode()

    def panes(self, beginning: Beginning, keymap: Keymap) -> Iterator[_Placed]:
        """Draw the articles in their panes, and the lines below them."""
        count = len(beginning.articles)
        focused = min(beginning.focused, count - 1)
        arrangement = arrangement_for(self._terminal.columns, count, is_zoomed=beginning.is_zoomed)
        bottom = self._terminal.rows - 1
        has_hints = self._config.show_hints and self._terminal.rows >= HINT_ROWS
        height = bottom - has_hints
        if count > 1:
            is_roomy = arrangement is Arrangement.SIDE_BY_SIDE and self._terminal.rows >= ROOMY_ROWS
            height -= 3 if is_roomy else 1
            told = [[("comparing …", "plain")], [], []]
            yield _Placed(0, height, [self._line(parts, self._bar) for parts in told[: 3 if is_roomy else 1]])
        where = ""
        for place, (x, y, stand) in enumerate(self._stands(count, focused, arrangement, height)):
            pane = self._pane(beginning.articles[place if arrangement is not Arrangement.SINGLE else focused], stand)
            where = pane.where if stand.has_focus else where
            yield _Placed(x, y, pane.rows())
        width = self._terminal.columns - 2
        if has_hints:
            table = "compare" if count > 1 else "reading"
            hints = hint_parts(keymap.hints_of(table, keymap.on_screen(table)), width)
            yield _Placed(0, bottom - 1, [self._line(hints, self._base + self._style("quiet"))])
        switches = "sync on" if count > 1 else ""
        if count > 1 and arrangement is Arrangement.SINGLE:
            switches += f" · pane {focused + 1} of {count}"
        yield _Placed(0, bottom, [self._line(status_parts((where, "", switches), width), self._bar)])

    def _stands(self, count: int, focused: int, arrangement: Arrangement, height: int) -> Iterator[tuple[int, int, Stand]]:
        """Give the cell where each visible pane begins, and how it stands."""
        columns, text_width = self._terminal.columns, self._text_width
        if arrangement is Arrangement.SINGLE:
            yield 0, 0, Stand(columns, height, text_width, str(focused + 1) if count > 1 else "")
        elif arrangement is Arrangement.STACKED:
            for place, share in enumerate(equal_shares(height, count)):
                yield 0, share.start, Stand(columns, len(share), text_width, str(place + 1), has_focus=place == focused)
        else:
            for place, share in enumerate(equal_shares(columns, count)):
                stand = Stand(len(share), height, text_width, str(place + 1), has_rule=place > 0, has_focus=place == focused)
                yield share.start, 0, stand

    def _pane(self, article_id: str, stand: Stand) -> StillPane:
        article = self._library.article(article_id)
        place = place_of(self._library.position(article_id), article)
        glyphs = ASCII if self._config.ascii else SYMBOLS
        return StillPane(article, place, stand, looks_of(self._palette, self._base), glyphs)

    def _line(self, parts: Sequence[Part], base: Style) -> list[Segment]:
        """Return a line over the whole width, with a blank at either side."""
        blank = Style(bgcolor=base.bgcolor.name if base.bgcolor else None)
        row = [Segment(text, base + self._style(role)) for text, role in parts if text]
        used = sum(segment.cell_length for segment in row)
        return [Segment(" ", blank), *row, Segment(" " * max(0, self._terminal.columns - used - 1), blank)]

    def _style(self, role: str) -> Style:
        """Return how a part of a line stands out from it."""
        bold = True if role in {"strong", "key"} else None
        colour = {"quiet": self._palette.quiet, "key": self._palette.accent}.get(role)
        return Style(bold=bold, color=None if self._palette.is_plain else colour)
