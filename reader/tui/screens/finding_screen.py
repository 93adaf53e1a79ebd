"""Finding one's way in an open article: paragraphs, words, the list of jumps, letters."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.config import Config
from reader.library.library import Library
from reader.text import Span
from reader.tui.commands import HINTS, HINTS_BEFORE_HITS
from reader.tui.screens.finding import Finding
from reader.tui.screens.jumps import Jumps, Spot
from reader.tui.screens.panes import Opened, Opening, PanesScreen
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.find import BadPattern, word_at

if TYPE_CHECKING:
    from reader.tui.widgets.find_bar import FindBar


class FindingScreen(PanesScreen):
    """Panes with find, jumps and letters."""

    def __init__(self, library: Library, config: Config, openings: Sequence[Opening]) -> None:
        super().__init__(library, config, openings)
        self.findings: dict[ArticlePane, Finding] = {}
        self.find_history: list[str] = []
        self.jumps = Jumps()
        self.letters: dict[str, Spot] = {}
        """Places set in this sitting: the store has them a moment later."""
        self._hints_steps = False
        """The hint line says how to step through hits."""

    @property
    def finding(self) -> Finding:
        """The hits in the pane in use."""
        return self.findings.setdefault(self.pane, Finding())

    def open_in(self, pane: ArticlePane, opening: Opening) -> Opened | None:
        """Open an article; matches of a search become hits to step through."""
        opened = super().open_in(pane, opening)
        if opened:
            self.take_hits(pane, opening.matches, opening.place, leads_on=True)
        return opened

    def take_hits(self, pane: ArticlePane, hits: tuple[Span, ...], current: Span | None = None, *, leads_on: bool = False) -> None:
        """Make places found elsewhere the hits of a pane; those of a search lead on to the next article."""
        self.findings[pane] = finding = Finding()
        finding.take(pane, hits, current, leads_on=leads_on)
        self.show_state()

    def stand_as_at_start(self) -> bool:
        """Show what a start will show: nothing is found."""
        self.findings.clear()
        return super().stand_as_at_start()

    def found(self) -> str:
        """The hits, and the one we are at."""
        return self.finding.state

    @property
    def hinted(self) -> Sequence[str]:
        """The commands worth showing now: while there are hits, first of all the one that steps through them."""
        return (*HINTS_BEFORE_HITS, *HINTS[self.table_in_force]) if self.finding.hits else super().hinted

    def show_state(self) -> None:
        """Show where one is, and hint how to go on."""
        super().show_state()
        if self._hints_steps != bool(self.finding.hits):
            self._hints_steps = not self._hints_steps
            self.update_hints()

    # --- paragraphs ----------------------------------------------------------

    def action_paragraph_next(self) -> None:
        """Go to the next paragraph."""
        self._move_paragraphs(1)

    def action_paragraph_previous(self) -> None:
        """Go to the previous paragraph."""
        self._move_paragraphs(-1)

    def _move_paragraphs(self, step: int) -> None:
        self.pane.move_cursor(step * self.keystrokes.take_count())
        self.show_state()

    # --- finding ---------------------------------------------------------------
    # Handlers go by the names of messages: the line, and all that it loads, waits for its key.

    async def action_find_open(self) -> None:
        """Type what is to be found; where it is being typed, go on to the next hit, or bring back what was found last."""
        if self.query("FindBar"):
            self._find_again()
            return
        self.finding.begin(self.pane)
        from reader.tui.widgets.find_bar import FindBar

        bar = FindBar()
        bar.remember(self.find_history)
        await self.mount(bar)
        bar.focus()

    def _find_again(self) -> None:
        from reader.tui.widgets.find_bar import FindBar

        bar = self.query_one(FindBar)
        if bar.value:
            self._step_hits(1)
        elif self.find_history:
            bar.value = self.find_history[-1]
            bar.cursor_position = len(bar.value)

    def on_input_changed(self, message: "FindBar.Changed") -> None:
        """Show the hits of what was typed so far; what was told of other words is not true of these."""
        self.say("")
        try:
            self.finding.look_for(self.pane, message.value)
        except BadPattern:
            self.finding.hits = ()
        self.show_state()

    async def on_input_submitted(self, message: "FindBar.Submitted") -> None:
        """Go on reading at the hit."""
        if message.value.strip():
            self.find_history = [*(words for words in self.find_history if words != message.value), message.value]
            self._tell_of_pattern(message.value)
            self.jumps.leave(Spot(self.article_id, self.finding.began_at))
        await self._close_find_bar()

    async def on_search_bar_left(self) -> None:
        """Go on reading at the hit."""
        await self._close_find_bar()

    async def on_search_bar_cancelled(self) -> None:
        """Go back to where one was."""
        self.finding.clear(self.pane)
        self.finding.go_back(self.pane)
        await self._close_find_bar()

    def on_descendant_focus(self) -> None:
        """Go on reading at the hit where a pane was clicked; the line would stay behind without a key that leaves it."""
        if isinstance(self.focused, ArticlePane):
            self.query("FindBar").remove()

    async def _close_find_bar(self) -> None:
        pane = self.pane
        await self.query("FindBar").remove()
        pane.focus()
        self.show_state()

    def _tell_of_pattern(self, typed: str) -> None:
        if self.finding.hits and self.finding.typed == typed:
            return  # one may have stepped on meanwhile
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
        if not self.finding.hits:
            self.say(f"Nothing to step through: {self.key_of('find.open')} finds words in this article")
            return
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

    def action_find_only_hits(self) -> None:
        """Fold all paragraphs without hits, or show them again."""
        pane, hits = self.pane, self.finding.hits
        if pane.only is None and not hits:
            self.say(f"Nothing was found: {self.key_of('find.open')} finds words in this article")
            return
        pane.show_only(None if pane.only is not None else pane.blocks_of(hits))
        if self.finding.current:
            pane.reveal(self.finding.current)
        self.show_state()

    def _find_word(self, step: int) -> None:
        words = self._words_under_cursor()
        if not words:
            self.say("No word here")
            return
        self.leave_place()
        self.finding.began_at = self.cursor_offset
        self.finding.look_for_words(self.pane, words.lower())
        self._step_hits(step)

    def _words_under_cursor(self) -> str:
        opened = self.here
        if opened is None:
            return ""
        offset = self.cursor_offset
        name = next((mention.span for mention in opened.mentions if mention.span.contains(offset)), None)
        span = self.pane.selected or name or word_at(opened.article.text, offset)
        return " ".join(span.of(opened.article.text).split()) if span else ""

    @property
    def cursor_offset(self) -> int:
        """The character the cursor is on: the current hit, or the paragraph's first on the screen."""
        if self.finding.current:
            return self.finding.current.start
        block = self.pane.paragraph
        return max(block.span.start, self.pane.top_place) if block else self.pane.top_place

    # --- jumps -------------------------------------------------------------------

    @property
    def article_id(self) -> str:
        return self.here.article.id if self.here else ""

    @property
    def spot(self) -> Spot:
        """Where one is."""
        return Spot(self.article_id, self.pane.top_place)

    def leave_place(self) -> None:
        """Remember the place before a jump."""
        self.jumps.leave(self.spot)

    def action_jump_back(self) -> None:
        """Go back to the place before the last jump, before the first to the list that led here."""
        from reader.tui.screens.list_screen import ListScreen  # nothing that the first frame needs

        spot = self.jumps.back(self.spot)
        if spot is None and isinstance(self.app.screen_stack[-2], ListScreen):
            self.action_app_back()
        else:
            self._go_to_spot(spot, "There is no earlier place")

    def action_jump_forward(self) -> None:
        """Go forward again."""
        self._go_to_spot(self.jumps.forward(), "There is no later place")

    def _go_to_spot(self, spot: Spot | None, otherwise: str) -> None:
        if spot is None:
            self.say(otherwise)
            return
        pane = self._pane_of(spot.article)
        if pane is None:
            self.open_in(self.pane, Opening(spot.article, Span(spot.offset, spot.offset)))
            return
        if pane is not self.pane:
            self.go_to_pane(self.panes.index(pane) - self.panes.index(self.pane))
        pane.scroll_to_place(spot.offset)
        pane.go_to(Span(spot.offset, spot.offset + 1))

    def _pane_of(self, article_id: str) -> ArticlePane | None:
        """Return the pane an article is open in, the one in use first: opened there again it would take another's place."""
        panes = (pane for pane in (self.pane, *self.panes) if pane in self.opened)
        return next((pane for pane in panes if self.opened[pane].article.id == article_id), None)

    def action_mark_set(self, letter: str) -> None:
        """Keep this place under a letter."""
        if not letter.isalpha():
            self.say("A mark is a letter: a-z in this article, A-Z in the collection")
            return
        here = self.opened.get(self.pane)
        if here is None:
            return
        self.letters[self._letter_key(letter)] = self.spot
        self.write_soon(
            partial(self.library.set_letter, self._letter_key(letter), here.article.id, here.article.digest, self.spot.offset)
        )
        self.say(f"Mark {letter} set: {self.key_of('mark.go')} {letter} comes back")

    def _letter_key(self, letter: str) -> str:
        """Return what a letter is kept under: a capital is one of the collection, a small one of the article."""
        return letter if letter.isupper() else f"{self.article_id} {letter}"

    def action_mark_go(self, letter: str) -> None:
        """Go to the place kept under a letter, or to the last place."""
        here, otherwise = self.spot, f"There is no mark {letter}"
        if letter in "'`":
            spot, otherwise = self.jumps.last, "There is no earlier place"
        else:
            key = self._letter_key(letter)
            kept = self.library.letter(key)
            spot = self.letters.get(key) or (Spot(*kept) if kept else None)
        self._go_to_spot(spot, otherwise)
        if spot:
            self.jumps.leave(here)
