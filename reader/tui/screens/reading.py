"""The reading screen: what can be done with an article while reading it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual import on

from reader.config import Config
from reader.errors import ReaderError
from reader.library.library import Library
from reader.text import Span
from reader.tui.screens.finding import Finding
from reader.tui.screens.jumps import Jumps, Spot
from reader.tui.screens.panes import LEAST_TEXT_WIDTH, MOST_TEXT_WIDTH, TEXT_WIDTH_STEP, Opened, Opening, PanesScreen
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.find import BadPattern, word_at
from reader.tui.widgets.find_bar import FindBar
from reader.tui.widgets.selecting import Motion, Selecting
from reader.tui.widgets.status_line import StatusLine


@dataclass(slots=True)
class Hand:
    """What one is in the middle of: hits, a selection, jumps."""

    finding: dict[ArticlePane, Finding] = field(default_factory=dict)
    selecting: Selecting | None = None
    jumps: Jumps = field(default_factory=Jumps)
    letters: dict[tuple[str, str], Spot] = field(default_factory=dict)
    """Article id (empty for a capital) and letter: the place."""
    find_history: list[str] = field(default_factory=list)


class ReadingScreen(PanesScreen):
    """Reading one to four articles."""

    def __init__(self, library: Library, config: Config, openings: Sequence[Opening], *, listed: Sequence[str] = ()) -> None:
        super().__init__(library, config, openings)
        self.listed = tuple(listed)
        """The list the article was opened from, for next and previous."""
        self.hand = Hand()

    @property
    def finding(self) -> Finding:
        """The hits in the pane in use."""
        return self.hand.finding.setdefault(self.pane, Finding())

    @property
    def table_in_force(self) -> str:
        """While one selects, the keys are those of selecting."""
        return "select" if self.hand.selecting else super().table_in_force

    def open_in(self, pane: ArticlePane, opening: Opening) -> Opened | None:
        """Open an article; matches of a search become hits to step through."""
        opened = super().open_in(pane, opening)
        self.end_selecting()
        if opened:
            self.hand.finding[pane] = finding = Finding()
            finding.take(pane, opening.matches, opening.place)
            self.show_state()
        return opened

    def found(self) -> str:
        """The hits, and the one we are at."""
        return self.finding.state

    # --- paragraphs ----------------------------------------------------------

    def action_paragraph_next(self) -> None:
        """Go to the next paragraph."""
        self._move_paragraphs(1)

    def action_paragraph_previous(self) -> None:
        """Go to the previous paragraph."""
        self._move_paragraphs(-1)

    def _move_paragraphs(self, step: int) -> None:
        times = self.keystrokes.take_count()
        if self.hand.selecting:
            self._move_caret(Motion.PARAGRAPH if step > 0 else Motion.PARAGRAPH_BACK, times)
        else:
            self.pane.move_cursor(step * times)

    # --- finding ---------------------------------------------------------------

    async def action_find_open(self) -> None:
        """Type what is to be found."""
        self.finding.began_at = self.pane.top_place
        bar = FindBar(self.hand.find_history)
        await self.mount(bar, before=self.query_one(StatusLine))
        bar.focus()

    @on(FindBar.Typed)
    def find_as_typed(self, message: FindBar.Typed) -> None:
        """Show the hits of what was typed so far."""
        try:
            self.finding.look_for(self.pane, message.typed)
        except BadPattern:
            self.finding.hits = ()
        self.show_state()

    @on(FindBar.Closed)
    async def close_find_bar(self, message: FindBar.Closed) -> None:
        """Go on reading at the hit, or where one was."""
        pane, began_at = self.pane, self.finding.began_at
        typed = self.query_one(FindBar).value
        await self.query(FindBar).remove()
        pane.focus()
        if message.is_kept:
            self._tell_of_pattern(typed)
            self.hand.jumps.leave(Spot(self._article_id, began_at))
        else:
            self.finding.clear(pane)
            pane.scroll_to_place(began_at)
        self.show_state()

    def _tell_of_pattern(self, typed: str) -> None:
        try:
            self.finding.look_for(self.pane, typed)
        except BadPattern as error:
            self.say(str(error), is_error=True)

    def action_find_next(self) -> None:
        """Go to the next hit."""
        self._step_hits(self.keystrokes.take_count())

    def action_find_previous(self) -> None:
        """Go to the previous hit."""
        self._step_hits(-self.keystrokes.take_count())

    def _step_hits(self, step: int) -> None:
        notice = self.finding.step(self.pane, step)
        if notice:
            self.say(notice)
        self.show_state()

    def action_find_word(self) -> None:
        """Find the word or name under the cursor, forwards."""
        self._find_word(1)

    def action_find_word_back(self) -> None:
        """Find the word or name under the cursor, backwards."""
        self._find_word(-1)

    def _find_word(self, step: int) -> None:
        words = self._words_under_cursor()
        if not words:
            self.say("No word here")
            return
        self.leave_place()
        self.finding.began_at = self._cursor_offset
        self.finding.look_for(self.pane, words.lower())
        self._step_hits(step)

    def _words_under_cursor(self) -> str:
        opened = self.here
        if opened is None:
            return ""
        offset = self._cursor_offset
        name = next((mention.span for mention in opened.mentions if mention.span.contains(offset)), None)
        span = self.pane.selected or name or word_at(opened.article.text, offset)
        return " ".join(span.of(opened.article.text).split()) if span else ""

    @property
    def _cursor_offset(self) -> int:
        """The character the cursor is on: the caret, the current hit, or the paragraph's first on the screen."""
        if self.hand.selecting:
            return self.hand.selecting.caret
        if self.finding.current:
            return self.finding.current.start
        block = self.pane.paragraph
        return max(block.span.start, self.pane.top_place) if block else self.pane.top_place

    # --- jumps -------------------------------------------------------------------

    @property
    def _article_id(self) -> str:
        return self.here.article.id if self.here else ""

    @property
    def spot(self) -> Spot:
        """Where one is."""
        return Spot(self._article_id, self.pane.top_place)

    def leave_place(self) -> None:
        """Remember the place before a jump."""
        self.hand.jumps.leave(self.spot)

    def action_jump_back(self) -> None:
        """Go back to the place before the last jump."""
        self._go_to_spot(self.hand.jumps.back(self.spot), "There is no earlier place")

    def action_jump_forward(self) -> None:
        """Go forward again."""
        self._go_to_spot(self.hand.jumps.forward(), "There is no later place")

    def _go_to_spot(self, spot: Spot | None, otherwise: str) -> None:
        if spot is None:
            self.say(otherwise)
        elif spot.article == self._article_id:
            self.pane.scroll_to_place(spot.offset)
        else:
            self.open_in(self.pane, Opening(spot.article, Span(spot.offset, spot.offset)))

    def action_mark_set(self, letter: str) -> None:
        """Keep this place under a letter."""
        if not letter.isalpha():
            self.say("A mark is a letter: a-z in this article, A-Z in the collection")
            return
        self.hand.letters[("" if letter.isupper() else self._article_id, letter)] = self.spot
        self.say(f"Mark {letter} set: ' {letter} comes back")

    def action_mark_go(self, letter: str) -> None:
        """Go to the place kept under a letter, or to the last place."""
        here = self.spot
        if letter in "'`":
            spot = self.hand.jumps.last
        else:
            spot = self.hand.letters.get(("" if letter.isupper() else self._article_id, letter))
        self._go_to_spot(spot, f"There is no mark {letter}")
        if spot:
            self.hand.jumps.leave(here)

    # --- selecting -----------------------------------------------------------------

    def action_select_characters(self) -> None:
        """Select by characters."""
        self._toggle_selecting(by_paragraph=False)

    def action_select_paragraphs(self) -> None:
        """Select whole paragraphs."""
        self._toggle_selecting(by_paragraph=True)

    def _toggle_selecting(self, *, by_paragraph: bool) -> None:
        selecting = self.hand.selecting
        if selecting and selecting.by_paragraph is by_paragraph:
            self.end_selecting()
            return
        if selecting is None and self.pane.page is not None:
            offset = self._cursor_offset
            selecting = Selecting(self.pane.page, offset, offset)
        if selecting:
            selecting.by_paragraph = by_paragraph
            self.hand.selecting = selecting
            self._show_selecting()
            self.update_keys()

    def end_selecting(self) -> None:
        """Stop selecting."""
        self.pane.select(None)
        if self.hand.selecting:
            self.hand.selecting = None
            self.update_keys()

    def _show_selecting(self) -> None:
        selecting = self.hand.selecting
        if selecting:
            self.pane.select(selecting.span)
            self.pane.reveal_offset(selecting.caret)

    def _move_caret(self, motion: Motion, times: int = 1) -> None:
        if self.hand.selecting:
            self.hand.selecting.move(motion, times)
            self._show_selecting()

    def action_select_left(self) -> None:
        """Go one character to the left."""
        self._move_caret(Motion.LEFT, self.keystrokes.take_count())

    def action_select_right(self) -> None:
        """Go one character to the right."""
        self._move_caret(Motion.RIGHT, self.keystrokes.take_count())

    def action_select_word(self) -> None:
        """Go to the next word."""
        self._move_caret(Motion.WORD, self.keystrokes.take_count())

    def action_select_word_back(self) -> None:
        """Go to the previous word."""
        self._move_caret(Motion.WORD_BACK, self.keystrokes.take_count())

    def action_select_line_start(self) -> None:
        """Go to the beginning of the line."""
        self._move_caret(Motion.LINE_START)

    def action_select_line_end(self) -> None:
        """Go to the end of the line."""
        self._move_caret(Motion.LINE_END)

    def action_select_other_end(self) -> None:
        """Go on from the other end."""
        if self.hand.selecting:
            self.hand.selecting.swap()
            self._show_selecting()

    def _move_lines(self, lines: int) -> None:
        if self.hand.selecting:
            self._move_caret(Motion.DOWN if lines > 0 else Motion.UP, abs(lines))
        else:
            super()._move_lines(lines)

    def _move_to_end(self, fraction: float) -> None:
        if self.hand.selecting:
            self._move_caret(Motion.BOTTOM if fraction else Motion.TOP)
            return
        self.leave_place()
        super()._move_to_end(fraction)

    def action_app_cancel(self) -> None:
        """End the selection, else clear the hits."""
        super().action_app_cancel()
        if self.hand.selecting or self.pane.selected:
            self.end_selecting()
        else:
            self.finding.clear(self.pane)
        self.show_state()

    # --- notes ------------------------------------------------------------------------

    def target(self) -> Span | None:
        """What a command acts on: the selection, else the paragraph of the cursor."""
        if self.pane.selected:
            return self.pane.selected
        return self.pane.paragraph.span if self.pane.paragraph else None

    def action_note_highlight(self) -> None:
        """Mark the selection or paragraph at once."""
        opened, span = self.here, self.target()
        if opened is None or span is None:
            return
        try:
            self.library.add_bookmark([(opened.article.id, span)])
            self.reload_bookmarks(opened)
        except ReaderError as error:
            self.say(str(error), is_error=True)
            return
        self.end_selecting()
        self.say("Highlighted; a writes a note on it, D takes it away")

    # --- the pane ---------------------------------------------------------------------

    def action_marks_toggle(self) -> None:
        """Hide or show every mark."""
        for pane in self.panes:
            pane.light_marks(on=not self.pane.view.shows_marks if pane is self.pane else not pane.view.shows_marks)
        self.show_state()

    def action_text_whole(self) -> None:
        """Show what was cut, or hide it."""
        self.pane.show_whole(whole=not self.pane.shows_whole)
        self.show_state()

    def action_text_wider(self) -> None:
        """Set a wider column."""
        self._set_text_width(self.text_width + TEXT_WIDTH_STEP * self.keystrokes.take_count())

    def action_text_narrower(self) -> None:
        """Set a narrower column."""
        self._set_text_width(self.text_width - TEXT_WIDTH_STEP * self.keystrokes.take_count())

    def _set_text_width(self, cells: int) -> None:
        self.text_width = min(MOST_TEXT_WIDTH, max(LEAST_TEXT_WIDTH, cells))
        for pane in self.panes:
            pane.set_text_width(self.text_width)
        self.say(f"Text {self.text_width} cells wide")

    def action_pane_zoom(self) -> None:
        """Show this pane alone, or all again."""
        self.is_zoomed = not self.is_zoomed
        self.arrange_panes()

    def action_pane_next(self) -> None:
        """Go to the next pane."""
        self.go_to_pane(1)

    def action_pane_previous(self) -> None:
        """Go to the previous pane."""
        self.go_to_pane(-1)

    def action_pane_left(self) -> None:
        """Go to the pane on the left."""
        if self.panes.index(self.pane) > 0:
            self.go_to_pane(-1)

    def action_pane_right(self) -> None:
        """Go to the pane on the right."""
        if self.panes.index(self.pane) < len(self.panes) - 1:
            self.go_to_pane(1)
