"""Every place of a word, phrase or name, with the words around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from reader.entities.concordance import Order
from reader.entities.entity import ConcordanceLine
from reader.library.library import Library
from reader.tui.screens.list_screen import ListScreen
from reader.tui.screens.questions import LineQuestion
from reader.tui.widgets.concordance_list import ArticleFacts, ConcordanceList
from reader.tui.widgets.row_list import RowList

_FIRST_LINES = 40
_MORE_LINES = 2000
_SORTED_BY = {Order.ARTICLE: "by article", Order.LEFT: "by the words to the left", Order.RIGHT: "by the words to the right"}


@dataclass
class LinesFound(Message):
    """Lines of a concordance, all that are found so far."""

    term: str
    lines: tuple[ConcordanceLine, ...]
    is_all: bool


class ConcordanceScreen(ListScreen[None], inherit_bindings=False):
    """A concordance over the collection; Enter goes to the place."""

    TABLE = "concordance"

    def __init__(self, library: Library, term: str, *, ascii_only: bool = False) -> None:
        super().__init__(library, ascii_only=ascii_only)
        self.term = term
        self._lines: tuple[ConcordanceLine, ...] = ()
        self._facts: Mapping[str, ArticleFacts] = {}
        self._words = ""

    def compose_lists(self) -> Iterator[Widget]:
        """Give the list of lines."""
        yield ConcordanceList(ascii_only=self.ascii_only)

    @property
    def list(self) -> ConcordanceList:
        """The lines."""
        return self.query_one(ConcordanceList)

    def on_mount(self) -> None:
        """Look for the term."""
        self._facts = self.facts()
        self.look_for(self.term)

    def look_for(self, term: str) -> None:
        """Show the concordance of a term."""
        self.term = term
        self._lines = ()
        self.list.empty = ("Looking …",)
        self.list.show_lines((), self._facts)
        self.begin_reading()
        self.tell_read()
        self.find_lines(term)

    @work(thread=True, exclusive=True, group="concordance")
    def find_lines(self, term: str) -> None:
        """Find the lines: the first few at once, then all."""
        lines: list[ConcordanceLine] = []
        told = _FIRST_LINES
        for line in self.library.concordance_lines(term, self.watched()):
            lines.append(line)
            if len(lines) == told:
                told += _MORE_LINES
                self.post_message(LinesFound(term, tuple(lines), False))
        if not get_current_worker().is_cancelled:
            self.post_message(LinesFound(term, tuple(lines), True))

    @on(LinesFound)
    def show_lines(self, found: LinesFound) -> None:
        """Show what has been found so far."""
        if found.term == self.term:
            self._lines = found.lines
            if found.is_all:
                self.end_reading()
            self._show()

    def show_matching(self, words: str) -> None:
        """Show only lines with these words around the match."""
        self._words = words.casefold()
        self._show()

    def _show(self) -> None:
        wanted = self._words.split()
        lines = [line for line in self._lines if all(word in f"{line.left}{line.match}{line.right}".casefold() for word in wanted)]
        self.list.empty = self._why_empty()
        self.list.show_lines(lines, self._facts)
        self.tell_read()

    def _why_empty(self) -> tuple[str, ...]:
        """Say why no line is shown: none has been found yet, none is there, or none has the words of the filter."""
        if self._lines:
            return "No line is like this.", "Esc shows all lines again."
        if self.is_reading:
            return ("Looking …",)
        another = self.key_of("concordance.term")
        return "Nowhere in the collection.", f"{another} asks for another word; a star stands for any ending: part*"

    def tell_read(self) -> None:
        """Say how many places there are, how many of them are shown, and how far the looking is."""
        articles = len({line.article for line in self.list.lines})
        shown, found = len(self.list.lines), len(self._lines)
        count = f"{shown:,} place{'s' * (shown != 1)} in {articles:,} article{'s' * (articles != 1)}"
        parts = (count, f"of {found:,} found" if shown != found else "", self.read_note, _SORTED_BY[self.list.order])
        self.show_heading(self.term, " · ".join(part for part in parts if part))

    # --- commands -------------------------------------------------------

    @on(RowList.Chosen)
    def go_to_chosen(self) -> None:
        """Go to the place chosen with the mouse."""
        self.action_panel_go()

    def action_panel_go(self) -> None:
        """Go to the place under the cursor."""
        line = self.list.current_line
        if line:
            self.go_to(line.article, line.span, tuple(each.span for each in self._lines if each.article == line.article))

    def action_concordance_sort(self) -> None:
        """Sort by article, by the words to the left, by the words to the right."""
        self.list.next_order()
        self.tell_read()

    @work
    async def action_concordance_term(self) -> None:
        """Ask for another word or name."""
        term = await self.app.push_screen_wait(LineQuestion("Every place of which word, phrase or name?", self.term))
        if term and term.strip():
            self.look_for(term.strip())
