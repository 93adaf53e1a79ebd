"""The list of articles as it stands at a start, for the screen that is drawn before Textual is loaded."""

from collections.abc import Sequence
from math import ceil

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from reader.library.library import Library
from reader.library.listing import ListedArticle
from reader.safetext import one_line, show
from reader.tui.early_canvas import Canvas, Placed
from reader.tui.keymap import Keymap
from reader.tui.library_words import counts_of, hinted_in, how_to_add, in_order, invitation
from reader.tui.widgets.article_rows import Row, article_parts, column_names

_EIGHTHS = "▁▂▃▄▅▆▇ "
_HEAD_ROWS = 2


def listing(
    library: Library, canvas: Canvas, keymap: Keymap, *, order: str, ascii_only: bool, listed: Sequence[ListedArticle] = ()
) -> list[Placed]:
    """Draw the articles that are known, in their order; nothing where there is none yet, or no room for their counts.

    Args:
        library: where they are.
        canvas: what is drawn on.
        keymap: the keys in force.
        order: one of the orders.
        ascii_only: without symbols.
        listed: the articles, where somebody has just read them: reading thousands takes a tenth of a second.
    """
    articles = in_order(listed or library.listed(), order)
    sample = library.collection.is_sample
    name = one_line(library.collection.name)
    counts = counts_of(articles, is_sample=sample)
    if not articles or cell_len(f"{name}   {counts}") > canvas.terminal.columns - 2:
        return []
    masthead = canvas.line([(name, "strong"), ("   ", "plain"), (counts, "quiet")], canvas.bar)
    query = canvas.line([(invitation(keymap), "quiet")], canvas.base)
    top = _HEAD_ROWS + canvas.has_room_for_columns
    rows = _Rows(articles, canvas, canvas.height - top, ascii_only=ascii_only)
    columns = [canvas.line([(column_names(rows.width), "quiet")], canvas.base)] if canvas.has_room_for_columns else []
    standing = f"Your own files: {how_to_add(keymap)}" if sample else ""
    state = (f"1 of {len(articles):,}",)
    return [
        Placed(0, 0, [masthead, query, *columns]),
        Placed(0, top, rows.rows()),
        canvas.bottom(keymap, "library", state, standing, hinted=hinted_in(library.collection)),
    ]


class _Rows:
    """The rows that are seen, the cursor on the first of them."""

    def __init__(self, articles: Sequence[ListedArticle], canvas: Canvas, height: int, *, ascii_only: bool) -> None:
        self._articles = articles
        self._canvas = canvas
        self._height = height
        self._ascii_only = ascii_only
        self._has_bar = len(articles) > height
        self.width = canvas.terminal.columns - 1 - self._has_bar
        """Cells of a row."""

    def rows(self) -> list[list[Segment]]:
        """Return all rows over the whole width."""
        palette = self._canvas.palette
        quiet = Style() if palette.is_plain else Style(color=palette.quiet, bgcolor=palette.ground)
        bar = scrollbar(self._height, len(self._articles), quiet) if self._has_bar else []
        return [[*self._row(y), *(bar[y : y + 1])] for y in range(self._height)]

    def _row(self, y: int) -> list[Segment]:
        canvas = self._canvas
        margin = Segment(" ", canvas.base)
        if y >= len(self._articles):
            return [margin, *canvas.row([], self.width, canvas.base)]
        sign = (">" if self._ascii_only else "▶") if y == 0 else " "
        parts = article_parts(Row(self._articles[y]), self.width - 2, is_picked=False, ascii_only=self._ascii_only)
        shown = [(sign, "sign"), *((show(text), role) for text, role in parts)]
        return [margin, *canvas.row(shown, self.width, canvas.bar if y == 0 else canvas.base)]


def scrollbar(height: int, count: int, style: Style) -> list[Segment]:
    """Return the scrollbar of a list as Textual draws it while the first row is at the top, to an eighth of a cell.

    Args:
        height: rows on the screen, one segment each.
        count: rows in all, more than that.
        style: its colour on the ground.
    """
    whole, eighths = divmod(ceil(max(1, height / (count / height)) * len(_EIGHTHS)), len(_EIGHTHS))
    on = style + Style(reverse=True)
    thumb = [Segment(" ", on)] * whole
    end = [Segment(_EIGHTHS[len(_EIGHTHS) - 1 - eighths], on)] if eighths else []
    return [*thumb, *end, *[Segment(" ", style)] * (height - whole - len(end))]
