"""A pane as it stands when its article has just been opened, for the screen that is drawn before Textual is loaded."""

from dataclasses import dataclass

from rich.segment import Segment

from reader.article import Article
from reader.tui.paint import Looks
from reader.tui.widgets.page import Page
from reader.tui.widgets.pane_lines import Glyphs, LinePainter, Measures, View
from reader.tui.widgets.pane_place import cursor_block, last_top, progress_at, thumb_rows
from reader.tui.widgets.pane_title import title_bar, title_words


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a pane stands, and how."""

    width: int
    height: int
    """In rows, the title bar counted."""
    text_width: int
    number: str = ""
    """Among several panes."""
    has_rule: bool = False
    has_focus: bool = True
    is_bare: bool = False
    """Without a title."""


class StillPane:
    """An article in a pane, at its beginning or at a place."""

    def __init__(self, article: Article, place: int | None, stand: Stand, looks: Looks, glyphs: Glyphs) -> None:
        paragraphs = len(article.blocks)
        measures = Measures.of(stand.width, text_width=stand.text_width, paragraphs=paragraphs, has_rule=stand.has_rule)
        self._page = Page(article, measures.text)
        self._stand = stand
        self._height = max(1, stand.height - 1)
        wanted = self._page.row_of(place) if place is not None else 0
        self._top = min(wanted, last_top(len(self._page), self._height))
        self._cursor = cursor_block(self._page, self._top, self._height, None if place is None else self._page.block_at(place))
        self._painter = LinePainter(self._page, View(cursor=self._cursor), measures, looks, glyphs)

    @property
    def where(self) -> str:
        """The paragraph of the cursor, as the status line tells it."""
        numbers = self._painter.numbers
        return paragraph_words(numbers[self._cursor], numbers[-1]) if self._cursor is not None else ""

    def rows(self) -> list[list[Segment]]:
        """Return all rows from the title bar on."""
        stand, rows = self._stand, len(self._page)
        progress = progress_at(self._top, rows, self._height)
        words = title_words(self._page.article)
        bar = title_bar(self._painter, words=words, number=stand.number, progress=progress, has_focus=stand.has_focus)
        top = self._painter.line(-1, thumb=False) if stand.is_bare else bar
        thumb = thumb_rows(self._top, rows, self._height)
        text = (self._painter.line(self._top + y - 1, thumb=y in thumb) for y in range(1, stand.height))
        return [top, *text]


def paragraph_words(number: int, count: int) -> str:
    """Say which paragraph of how many; nothing where there is none."""
    return f"¶{number} of {count}" if number else ""
