"""Selecting in an article with keys, and keeping what was selected."""

from collections.abc import Sequence

from textual import work

from reader.bookmarks.bookmark import Bookmark
from reader.config import Config
from reader.library.library import Library
from reader.text import Span
from reader.tui.screens.finding_screen import FindingScreen
from reader.tui.screens.panes import Opened, Opening
from reader.tui.screens.telling import telling
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.selecting import Motion, Selecting


class SelectingScreen(FindingScreen):
    """Panes with a selection that keys move."""

    def __init__(self, library: Library, config: Config, openings: Sequence[Opening]) -> None:
        super().__init__(library, config, openings)
        self.selecting: Selecting | None = None
        self._selecting_in: ArticlePane | None = None
        """The pane of the selection that keys move: its ends are places in that article alone."""

    @property
    def table_in_force(self) -> str:
        """While one selects, the keys are those of selecting."""
        return "select" if self.selecting else super().table_in_force

    @property
    def hinted(self) -> Sequence[str]:
        """The commands worth showing now; while one selects, those of selecting, hits or not."""
        return () if self.selecting else super().hinted

    def open_in(self, pane: ArticlePane, opening: Opening) -> Opened | None:
        """Open an article; a selection ends."""
        self.end_selecting()
        return super().open_in(pane, opening)

    def stand_as_at_start(self) -> bool:
        """Show what a start will show: nothing is selected."""
        self.end_selecting()
        return super().stand_as_at_start()

    @property
    def cursor_offset(self) -> int:
        """The character the cursor is on."""
        return self.selecting.caret if self.selecting else super().cursor_offset

    def _move_paragraphs(self, step: int) -> None:
        if self.selecting:
            self._move_caret(Motion.PARAGRAPH if step > 0 else Motion.PARAGRAPH_BACK, self.keystrokes.take_count())
        else:
            super()._move_paragraphs(step)

    # --- selecting -----------------------------------------------------------------

    def action_select_characters(self) -> None:
        """Select by characters."""
        self._toggle_selecting(by_paragraph=False)

    def action_select_paragraphs(self) -> None:
        """Select whole paragraphs."""
        self._toggle_selecting(by_paragraph=True)

    def _toggle_selecting(self, *, by_paragraph: bool) -> None:
        selecting = self.selecting
        if selecting and selecting.by_paragraph is by_paragraph:
            self.end_selecting()
            return
        if selecting is None and self.pane.page is not None:
            chosen = self.pane.selected or Span(self.cursor_offset, self.cursor_offset + 1)
            selecting = Selecting(self.pane.page, chosen.start, chosen.end - 1)
        if selecting:
            selecting.by_paragraph = by_paragraph
            self.selecting, self._selecting_in = selecting, self.pane
            self._show_selecting()
            self.update_keys()

    def on_descendant_focus(self) -> None:
        """Stop selecting where one leaves the pane."""
        if self.selecting and self.pane is not self._selecting_in:
            self.end_selecting()

    def end_selecting(self) -> None:
        """Stop selecting."""
        self.pane.select(None)
        if self.selecting:
            if self._selecting_in is not None:
                self._selecting_in.select(None)
            self.selecting = self._selecting_in = None
            self.update_keys()
            self.show_state()

    def _show_selecting(self) -> None:
        selecting = self.selecting
        if selecting:
            self.pane.select(selecting.span)
            self.pane.reveal_offset(selecting.caret)
            self.show_state()

    def switches(self) -> str:
        """Say that keys select."""
        known = super().switches()
        if self.selecting is None:
            return known
        mode = "selecting paragraphs" if self.selecting.by_paragraph else "selecting"
        return f"{mode} · {known}" if known else mode

    def _move_caret(self, motion: Motion, times: int = 1) -> None:
        if self.selecting and self.pane.page is not None:
            self.selecting.page = self.pane.page
            self.selecting.move(motion, times)
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

    def action_select_word_end(self) -> None:
        """Go to the end of the word, or of the next one."""
        self._move_caret(Motion.WORD_END, self.keystrokes.take_count())

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
        if self.selecting:
            self.selecting.swap()
            self._show_selecting()

    def _move_lines(self, lines: int) -> None:
        if self.selecting:
            self._move_caret(Motion.DOWN if lines > 0 else Motion.UP, abs(lines))
        else:
            super()._move_lines(lines)

    def _move_to_end(self, fraction: float) -> None:
        if self.selecting:
            self._move_caret(Motion.BOTTOM if fraction else Motion.TOP)
            return
        self.leave_place()
        super()._move_to_end(fraction)

    def action_app_cancel(self) -> None:
        """End the selection, else clear the hits."""
        super().action_app_cancel()
        if self.selecting or self.pane.selected:
            self.end_selecting()
        elif self.finding.state:
            self.finding.clear(self.pane)
        else:
            self.tell_nothing_to_cancel()
        self.show_state()

    # --- what is kept -------------------------------------------------------------

    def target(self) -> Span | None:
        """What a command acts on: the selection, else the paragraph of the cursor."""
        if self.pane.selected:
            return self.pane.selected
        return self.pane.paragraph.span if self.pane.paragraph else None

    def bookmarks_here(self) -> list[Bookmark]:
        """The bookmarks that touch what a command acts on, the shortest first."""
        opened, target = self.here, self.target()
        if opened is None or target is None:
            return []
        found = [(bookmark, place.span) for bookmark, place in opened.bookmarks if place.span and place.span.overlaps(target)]
        return [bookmark for bookmark, _ in sorted(found, key=lambda pair: len(pair[1]))]

    def action_note_highlight(self) -> None:
        """Mark the selection or paragraph at once."""
        opened, target = self.here, self.target()
        if opened is None or target is None or self.are_other_words():
            return
        if any(place.span == target for _, place in opened.bookmarks):
            self.end_selecting()
            self.say(f"It is highlighted already: {self._what_can_be_done()}")
            return
        self.library.add_bookmark([(opened.article.id, target)])
        self.tell_change(f"Highlighted: {self._what_can_be_done()}")

    def _what_can_be_done(self) -> str:
        return f"{self.key_of('note.write')} writes a note on it, {self.key_of('note.delete')} takes it away"

    def _how_to_keep(self) -> str:
        return f"{self.key_of('note.write')} writes a note, {self.key_of('note.highlight')} highlights"

    @work
    @telling
    async def action_note_write(self) -> None:
        """Write a note on the selection or paragraph, or edit the one there."""
        from reader.tui.screens.note_question import NoteQuestion

        opened, target = self.here, self.target()
        if opened is None or target is None or self.are_other_words():
            return
        here = self.bookmarks_here() if not self.pane.selected else []
        known = here[0] if here else None
        question = NoteQuestion(self.library, opened.article, target, known)
        if await self.app.push_screen_wait(question):
            self.tell_change("Note kept")
        elif question.is_begun:
            self.say(f"What you began to write is kept: {self.key_of('note.write')} goes on with it")

    @work
    @telling
    async def action_note_article(self) -> None:
        """Write a note on the article as a whole, or edit the one there."""
        from reader.tui.screens.note_question import NoteQuestion

        opened = self.here
        if opened is None:
            return
        whole = (bookmark for bookmark, place in opened.bookmarks if place.span == Span(0, 0) and len(bookmark.targets) == 1)
        if await self.app.push_screen_wait(NoteQuestion(self.library, opened.article, Span(0, 0), next(whole, None))):
            self.tell_change("Note on the article kept")

    @work
    @telling
    async def action_note_tags(self) -> None:
        """Change the tags of the bookmark under the cursor."""
        from reader.tui.screens.note_question import TagsQuestion, read_tags

        for bookmark in self.bookmarks_here()[:1]:
            typed = await self.app.push_screen_wait(TagsQuestion(self.library, bookmark.tags))
            if typed is not None:
                self.library.edit_bookmark(bookmark.id, tags=read_tags(typed))
                self.tell_change("Tags kept")
            return
        self.say(f"No bookmark here: {self._how_to_keep()}")

    def action_note_delete(self) -> None:
        """Delete the bookmark under the cursor."""
        here = self.bookmarks_here()
        if not here:
            self.say("No bookmark here")
            return
        self.library.remove_bookmark(here[0].id)
        self.tell_change(f"Bookmark deleted; {self.key_of('edit.undo')} brings it back")

    def action_note_next(self) -> None:
        """Go to the next bookmark in this article."""
        self._step_bookmarks(self.keystrokes.take_count())

    def action_note_previous(self) -> None:
        """Go to the previous bookmark in this article."""
        self._step_bookmarks(-self.keystrokes.take_count())

    def _step_bookmarks(self, step: int) -> None:
        spans = sorted({place.span for _, place in self.here.bookmarks if place.span}) if self.here else []
        if not spans:
            self.say(f"No bookmark in this article: {self._how_to_keep()}")
            return
        here = self.cursor_offset
        before = sum(span.start < here for span in spans)
        after = sum(span.start <= here for span in spans)
        place = (after - 1 + step) if step > 0 else (before + step)
        self.leave_place()
        self.pane.go_to(spans[place % len(spans)])
        self.say(f"bookmark {place % len(spans) + 1} of {len(spans)}")
        self.show_state()

    def are_other_words(self) -> bool:
        """Before places are kept: tell whether the text on the screen was no longer that of the library, and say so."""
        are_others = self.renew_articles()
        if are_others:
            self.say("The text has changed since it was opened; this is how it is now, choose the words again")
        return are_others

    def tell_change(self, message: str) -> None:
        """After a change of what is kept: show it, say it, and end the selection."""
        self.end_selecting()
        self.show_changes()
        self.say(message)

    def show_changes(self) -> None:
        """Show what is kept as it is now, on the text that it is kept on."""
        self.renew_articles()
        for opened in self.opened.values():
            self.reload_bookmarks(opened)
