"""The first screen of a start, drawn before Textual is loaded: loading it is most of a start.

It is made of the same rows as the screen that takes its place, at the same
cells: the articles that the start will open where it will open them, or the
list of articles. In a theme of Textual's or in too small a terminal there is
none.
"""

from collections.abc import Iterator, Sequence

from reader.config import Config
from reader.errors import ReaderError
from reader.library.library import Library
from reader.library.listing import ListedArticle
from reader.paths import Paths
from reader.session import load_session
from reader.tui.beginning import Beginning, beginning_of
from reader.tui.early_canvas import Canvas, Placed, Surroundings
from reader.tui.keymap import keymap_of
from reader.tui.palettes import PALETTES, theme_for
from reader.tui.widgets.arrangement import LEAST_COLUMNS, LEAST_ROWS, ROOMY_ROWS, Arrangement, arrangement_for, equal_shares
from reader.tui.widgets.pane_lines import ASCII, SYMBOLS
from reader.tui.widgets.pane_looks import looks_of
from reader.tui.widgets.pane_place import place_of
from reader.tui.widgets.still_pane import Stand, StillPane


def first_screen(
    library: Library,
    config: Config,
    ids: Sequence[str],
    paths: Paths,
    terminal: Surroundings,
    *,
    listed: Sequence[ListedArticle] = (),
) -> bytes | None:
    """Draw what a start shows first; None where it cannot be known before the app runs."""
    palette = PALETTES.get(theme_for(config.theme, terminal.environ, terminal.ground))
    is_unusual = any(name.startswith("TEXTUAL") for name in terminal.environ)
    if palette is None or is_unusual or terminal.columns < LEAST_COLUMNS or terminal.rows < LEAST_ROWS:
        return None
    keymap = keymap_of(config, paths.config_file)
    session = load_session(paths, library.collection.place)
    try:
        beginning = beginning_of(library, ids, session)
        shows_hints = config.show_hints and not (beginning and beginning.is_zen)
        canvas = Canvas(palette, terminal, shows_hints=shows_hints, ascii_only=config.ascii)
        if beginning is None:
            from reader.tui.first_listing import listing

            rows = listing(library, canvas, keymap, order=session.order, ascii_only=config.ascii, listed=listed)
            return canvas.written(rows) if rows else None
        panes = _Panes(library, config, canvas, beginning, session.text_width or config.text_width)
        placed = list(panes.placed())
        return canvas.written([*placed, canvas.bottom(keymap, panes.table, panes.state, is_quiet=beginning.is_zen)])
    except ReaderError:
        return None  # the app tells it


class _Panes:
    """Draws articles in their panes."""

    def __init__(self, library: Library, config: Config, canvas: Canvas, beginning: Beginning, text_width: int) -> None:
        self._library = library
        self._config = config
        self._canvas = canvas
        self._ids = beginning.articles
        self._focused = min(beginning.focused, len(self._ids) - 1)
        self._arrangement = arrangement_for(canvas.terminal.columns, len(self._ids), is_zoomed=beginning.is_zoomed)
        self._text_width = text_width
        self._is_zen = beginning.is_zen
        self._where = ""

    @property
    def table(self) -> str:
        """The screen of the table of commands."""
        return "compare" if len(self._ids) > 1 else "reading"

    @property
    def state(self) -> tuple[str, ...]:
        """What the status line says, once the panes are drawn."""
        count = len(self._ids)
        is_single = count > 1 and self._arrangement is Arrangement.SINGLE
        return (
            "" if self._is_zen else self._where,
            "sync on" if count > 1 else "",
            f"pane {self._focused + 1} of {count}" if is_single else "",
        )

    def placed(self) -> Iterator[Placed]:
        """Draw the panes, and the strip of a comparison under several."""
        canvas, height = self._canvas, self._canvas.height
        if len(self._ids) > 1:
            is_roomy = self._arrangement is Arrangement.SIDE_BY_SIDE and canvas.terminal.rows >= ROOMY_ROWS
            strip = [canvas.line(parts, canvas.bar) for parts in ([("comparing …", "plain")], [], [])[: 3 if is_roomy else 1]]
            height -= len(strip)
            yield Placed(0, height, strip)
        for place, x, y, stand in self._stands(height):
            pane = self._pane(self._ids[place], stand)
            self._where = pane.where if stand.has_focus else self._where
            yield Placed(x, y, pane.rows())

    def _stands(self, height: int) -> Iterator[tuple[int, int, int, Stand]]:
        """Give each visible pane: which it is, the cell where it begins, how it stands."""
        columns, text_width, focused, count = self._canvas.terminal.columns, self._text_width, self._focused, len(self._ids)
        if self._arrangement is Arrangement.SINGLE:
            number = str(focused + 1) if count > 1 else ""
            yield focused, 0, 0, Stand(columns, height, text_width, number, is_bare=self._is_zen)
        elif self._arrangement is Arrangement.STACKED:
            for place, share in enumerate(equal_shares(height, count)):
                yield place, 0, share.start, Stand(columns, len(share), text_width, str(place + 1), has_focus=place == focused)
        else:
            for place, share in enumerate(equal_shares(columns, count)):
                stand = Stand(len(share), height, text_width, str(place + 1), has_rule=place > 0, has_focus=place == focused)
                yield place, share.start, 0, stand

    def _pane(self, article_id: str, stand: Stand) -> StillPane:
        article = self._library.article(article_id)
        place = place_of(self._library.position(article_id), article)
        glyphs = ASCII if self._config.ascii else SYMBOLS
        return StillPane(article, place, stand, looks_of(self._canvas.palette, self._canvas.base), glyphs)
