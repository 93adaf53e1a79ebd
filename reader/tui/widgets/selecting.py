"""Selecting with the keyboard: an end that stays, an end that moves, and the motions.

The moving end is the *caret*; the character under it is selected too. By
paragraph, both ends grow to whole blocks.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from reader.text import Span
from reader.tui.widgets.page import Page
from reader.tui.widgets.wrap import character_cells, shown_row

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_LONGEST_WORD, _FAR_BACK = 100, 1000


class Motion(StrEnum):
    """Where the caret goes."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    WORD = "word"
    WORD_END = "word end"
    WORD_BACK = "word back"
    LINE_START = "line start"
    LINE_END = "line end"
    PARAGRAPH = "paragraph"
    PARAGRAPH_BACK = "paragraph back"
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(slots=True)
class Selecting:
    """A selection being made on a page."""

    page: Page
    anchor: int
    caret: int
    by_paragraph: bool = False

    @property
    def span(self) -> Span:
        """What is selected."""
        start, end = sorted((self.anchor, self.caret))
        if self.by_paragraph:
            return Span(self._block(start).start, self._block(end).end)
        return Span(start, min(end + 1, len(self.page.article.text)))

    def swap(self) -> None:
        """Go on from the other end."""
        self.anchor, self.caret = self.caret, self.anchor

    def move(self, motion: Motion, times: int = 1) -> None:
        """Move the caret; where nothing is shown it stays."""
        for _ in range(min(times, 1000) if len(self.page) else 0):
            self.caret = self._moved(motion)

    def _moved(self, motion: Motion) -> int:
        caret = self.caret
        match motion:
            case Motion.LEFT | Motion.RIGHT:
                return self._beside(1 if motion is Motion.RIGHT else -1)
            case Motion.UP | Motion.DOWN:
                return self._row_away(1 if motion is Motion.DOWN else -1)
            case Motion.WORD | Motion.WORD_END | Motion.WORD_BACK:
                return self._word_away(motion)
            case Motion.LINE_START:
                return self.page.row(self.page.row_of(caret)).start
            case Motion.LINE_END:
                row = self.page.row(self.page.row_of(caret))
                return max(row.start, row.end - 1)
            case Motion.TOP | Motion.BOTTOM:
                return self._end_of_text(at_bottom=motion is Motion.BOTTOM)
            case _:
                return self._next_block(1 if motion is Motion.PARAGRAPH else -1)

    def _word_away(self, motion: Motion) -> int:
        """Go to the beginning or end of a word ahead, or to a beginning behind; stay where there is none."""
        text, caret = self.page.article.text, self.caret
        if motion is Motion.WORD_BACK:
            return max((word.start() for word in _WORD.finditer(text, max(0, caret - _FAR_BACK), caret)), default=caret)
        words = _WORD.finditer(text, max(0, caret - _LONGEST_WORD))
        places = (word.start() if motion is Motion.WORD else word.end() - 1 for word in words)
        return next((place for place in places if place > caret), caret)

    def _block(self, offset: int) -> Span:
        index = self.page.block_at(offset)
        return self.page.article.blocks[index].span if index is not None else Span(offset, offset)

    def _beside(self, step: int) -> int:
        wanted = self.caret + step
        block = self._block(self.caret)
        if block.start <= wanted < block.end:
            return wanted
        index = self.page.block_at(self.caret)
        following = self.page.neighbour(index, step) if index is not None else index
        if following is None or following == index:
            return self.caret
        span = self.page.article.blocks[following].span
        return span.start if step > 0 else max(span.start, span.end - 1)

    def _row_away(self, step: int) -> int:
        """Go up or down by a row of text, to the same cell as far as the row goes."""
        here = self.page.row_of(self.caret)
        begins = character_cells(self._shown(here))
        cell = begins[min(self.caret - self.page.row(here).start, len(begins) - 1)]  # a row is shown without its last blanks
        there = here + step
        while 0 <= there < len(self.page) and not self._shown(there):
            there += step
        if not 0 <= there < len(self.page):
            return self.caret
        cells = character_cells(self._shown(there))
        place = next((index for index, begin in enumerate(cells) if begin > cell), len(cells)) - 1
        return self.page.row(there).start + min(place, len(self._shown(there)) - 1)

    def _shown(self, y: int) -> str:
        row = self.page.row(y)
        return shown_row(self.page.article.text, row.start, row.end)

    def _next_block(self, step: int) -> int:
        index = self.page.block_at(self.caret)
        if index is None:
            return self.caret
        following = self.page.neighbour(index, step)
        span = self.page.article.blocks[following].span
        return max(span.start, span.end - 1) if following == index and step > 0 else span.start

    def _end_of_text(self, *, at_bottom: bool) -> int:
        shown = self.page.blocks
        if not shown:
            return self.caret
        span = self.page.article.blocks[shown[-1 if at_bottom else 0]].span
        return max(span.start, span.end - 1) if at_bottom else span.start
