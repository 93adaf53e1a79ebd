"""The title bar of a pane: number, source, date, title and how far one has read, on one line."""

from rich.cells import cell_len
from rich.segment import Segment

from reader.article import Article
from reader.safetext import one_line
from reader.tui.widgets.cells import fitted
from reader.tui.widgets.pane_lines import LinePainter


def title_words(article: Article) -> str:
    """Return source, date and title on one line."""
    known = article.metadata
    values = (known.source.text, known.date.text, article.heading)
    return " · ".join(one_line(value) for value in values if value)


def title_bar(painter: LinePainter, *, words: str, number: str, progress: float, has_focus: bool) -> list[Segment]:
    """Return the title bar of a pane; the number is that of the pane, when there are several."""
    measures = painter.measures
    width = measures.width - measures.rule
    percent = f" {round(progress * 100)} % "
    before = f" {number}" if number else ""
    room = width - len(percent) - len(before) - 1
    title = fitted(words, room, painter.glyphs.ellipsis)
    blanks = " " * max(0, room - cell_len(title))
    style = painter.part("title-focus" if has_focus else "title")
    rule = [Segment(painter.glyphs.rule, painter.part("rule"))] if measures.rule else []
    bar = f"{before} {title}{blanks}{percent}"
    return [*rule, Segment(bar[:width] if room < 0 else bar, style)]
