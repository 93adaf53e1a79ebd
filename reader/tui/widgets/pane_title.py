"""The title bar of a pane: number, source, date, title and how far one has read, on one line."""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from reader.article import Article
from reader.safetext import one_line
from reader.tui.widgets.cells import fitted

if TYPE_CHECKING:
    from reader.tui.widgets.article_pane import ArticlePane
    from reader.tui.widgets.pane_lines import LinePainter


def title_words(article: Article) -> str:
    """Return source, date and title on one line."""
    known = article.metadata
    values = (known.source.text, known.date.text, article.heading)
    return " · ".join(one_line(value) for value in values if value)


def title_strip(pane: "ArticlePane", painter: "LinePainter") -> Strip:
    """Return the title bar of a pane."""
    measures = painter.measures
    width = measures.width - measures.rule
    percent = f" {round(pane.progress * 100)} % "
    number = f" {pane.number}" if pane.number else ""
    room = width - len(percent) - len(number) - 1
    title = fitted(pane.title_words, room, pane.glyphs.ellipsis)
    blanks = " " * max(0, room - cell_len(title))
    style = painter.part("title-focus" if pane.has_focus else "title")
    rule = [Segment(pane.glyphs.rule, painter.part("rule"))] if measures.rule else []
    bar = f"{number} {title}{blanks}{percent}"
    return painter.finished([*rule, Segment(bar[:width] if room < 0 else bar, style)])
