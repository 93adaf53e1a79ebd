"""Where a pane stands in its page: what follows from the row at the top. Nothing here loads Textual."""

from reader.article import Article
from reader.library.listing import Position
from reader.tui.widgets.page import Page


def place_of(position: Position | None, article: Article) -> int | None:
    """Return the offset where reading stopped, if the text is still the same length or longer."""
    if position is None or position.offset <= 0 or position.offset >= len(article.text):
        return None
    return position.offset


def last_top(rows: int, height: int) -> int:
    """Return the last row that can stand at the top of a pane with so many rows of text on the screen."""
    return max(0, rows - height)


def progress_at(top: int, rows: int, height: int) -> float:
    """Return how much of a page has been on the screen, 0 to 1.

    >>> progress_at(10, 40, 20), progress_at(0, 0, 20)
    (0.75, 1.0)
    """
    return min(1.0, (top + height) / rows) if rows else 1.0


def thumb_rows(top: int, rows: int, height: int) -> range:
    """Return the rows of the pane, its title bar counted, in which the scroll thumb stands; none when all is on the screen.

    >>> thumb_rows(0, 100, 20), thumb_rows(80, 100, 20), thumb_rows(0, 20, 20)
    (range(1, 5), range(17, 21), range(0, 0))
    """
    if rows <= height:
        return range(0)
    size = max(1, height * height // rows)
    start = 1 + round((height - size) * top / max(1, rows - height))
    return range(start, start + size)


def cursor_block(page: Page, top: int, height: int, cursor: int | None) -> int | None:
    """Return the block for the paragraph cursor: where it is if that begins on the screen, else the one at the top."""
    blocks = page.article.blocks
    if cursor is not None and top <= page.row_of(blocks[cursor].span.start) < top + height:
        return cursor
    block = page.block_at(page.offset_of_row(top))
    if block is not None and page.row_of(blocks[block].span.start) < top:
        following = page.neighbour(block, 1)
        if page.row_of(blocks[following].span.start) < top + height:
            return following
    return block
