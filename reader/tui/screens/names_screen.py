"""Names in the text one reads: going from name to name, following one, saying what one is."""

import asyncio
from functools import partial
from typing import Any

from textual import work

from reader.article import Label, Mention, Mentions
from reader.text import MarkKind, Span
from reader.tui.library_words import counted
from reader.tui.screens.comparing import ComparingScreen
from reader.tui.screens.panes import Opened

_ALL = "a"


class NamesScreen(ComparingScreen):
    """Panes with names that can be walked along."""

    hidden_labels: frozenset[Label] = frozenset()
    """Kinds of names that are not marked now."""

    # --- marks ------------------------------------------------------------------

    def shown_mentions(self, opened: Opened) -> Mentions:
        """Return the mentions of the kinds that are marked."""
        return Mentions(mention for mention in opened.mentions if mention.label not in self.hidden_labels)

    def show_marks_of(self, opened: Opened) -> None:
        """Mark notes, and names of the kinds that are shown."""
        super().show_marks_of(opened)
        if self.hidden_labels and self.opened.get(opened.pane) is opened:
            opened.pane.show_marks(MarkKind.MENTION, self.shown_mentions(opened))

    @work
    async def action_names_kinds(self) -> None:
        """Mark a kind of names, or leave it unmarked."""
        from reader.tui.screens.questions import Choice, ChoiceQuestion
        from reader.tui.widgets.entity_list import KINDS

        choices = [Choice(str(place), self._kind_told(*KINDS[place])) for place in range(1, len(KINDS))]
        letter = await self.app.push_screen_wait(ChoiceQuestion("Names that are marked", [*choices, Choice(_ALL, "all, or none")]))
        if letter is None:
            return
        everything = frozenset(Label)
        if letter == _ALL:
            self.hidden_labels = frozenset() if self.hidden_labels else everything
        else:
            self.hidden_labels = self.hidden_labels ^ KINDS[int(letter)][1]
        for opened in self.opened.values():
            self.show_marks_of(opened)
        shown = [name for name, labels in KINDS[1:] if not labels <= self.hidden_labels]
        self.say(f"Marked: {', '.join(shown) or 'no names'}")

    def _kind_told(self, name: str, labels: frozenset[Label]) -> str:
        return f"{name} · {'not marked' if labels <= self.hidden_labels else 'marked'}"

    def reload_names(self) -> None:
        """Mark the names as they are known now; what nobody has read yet is read behind the first frame anyway."""
        for opened in self.opened.values():
            if opened.has_marks:
                self._load_marks_anew(opened)

    def _load_marks_anew(self, opened: Opened) -> None:
        # A function and no coroutine, since one that is overtaken is never begun; untyped, since Textual's type wants a result.
        load: Any = partial(self._load_marks, opened)
        self.run_worker(load, group=f"marks-{id(opened.pane)}", exclusive=True)

    def show_changes(self) -> None:
        """A change that was taken back may have been one of names."""
        super().show_changes()
        self.reload_names()

    def on_screen_resume(self) -> None:
        """Mark names that were changed on another screen."""
        self.reload_names()

    # --- from name to name --------------------------------------------------------

    def action_names_next(self) -> None:
        """Go to the next name."""
        self._step_names(self.keystrokes.take_count())

    def action_names_previous(self) -> None:
        """Go to the name before."""
        self._step_names(-self.keystrokes.take_count())

    def _step_names(self, step: int) -> None:
        opened = self.here
        spans = tuple(mention.span for mention in self.shown_mentions(opened)) if opened else ()
        if not opened or not spans:
            self.say(self._without_names("No names are marked here"))
            return
        current = self.finding.current
        if self.finding.hits == spans and current in spans:
            place = (spans.index(current) + step) % len(spans)
        else:
            after = [place for place, span in enumerate(spans) if span.start >= self.cursor_offset]
            place = (after[0] if after else 0) if step > 0 else ((after[0] if after else 0) - 1) % len(spans)
        self.leave_place()
        self.take_hits(opened.pane, spans, spans[place])
        opened.pane.reveal(spans[place])
        from reader.entities.corrections import TOLD

        mention = self.shown_mentions(opened)[place]
        self.say(f"{mention.entity} · {TOLD[mention.label]}")

    def _without_names(self, told: str) -> str:
        """Return what is said where there are no names: they may be on the way yet, as right after a first opening."""
        is_on_the_way = self.here is not None and not self.here.has_names
        return "The names are still being looked for" if is_on_the_way else told

    def mention_at_cursor(self) -> Mention | None:
        """Return the name at the cursor, or the next one."""
        opened, offset = self.here, self.cursor_offset
        return next((mention for mention in opened.mentions if mention.span.end > offset), None) if opened else None

    def action_names_follow(self) -> None:
        """Make all places of the name at the cursor hits, in every pane."""
        mention = self.mention_at_cursor()
        if mention is None:
            self.say(self._without_names("No name here"))
            return
        number = 0
        for opened in self.opened.values():
            spans = tuple(each.span for each in opened.mentions if each.entity == mention.entity)
            number += len(spans)
            if spans:
                self.take_hits(opened.pane, spans, mention.span if opened is self.here else spans[0])
        self.say(f"{mention.entity}: {counted(number, 'place')} in the open articles")

    @work
    async def action_names_mark(self) -> None:
        """Say what the selection or the name at the cursor is, or that it is no name."""
        opened = self.here
        span = self._words_meant()
        if opened is None or span is None:
            self.say(self._without_names(f"Select the words of a name first: {self.key_of('select.characters')}"))
            return
        from reader.tui.screens.naming import ask_about_name

        word = await ask_about_name(self.app, opened.article, span, opened.mentions)
        if word:
            await asyncio.to_thread(self.library.add_entity_rules, word.rules)
            self.end_selecting()
            self.reload_names()
            self.say(f"{word.told}; {self.key_of('edit.undo')} takes it back")

    def _words_meant(self) -> Span | None:
        selected, opened = self.pane.selected, self.here
        if selected and opened:
            from reader.entities.corrections import whole_words

            return whole_words(opened.article.text, selected)
        mention = self.mention_at_cursor()
        return mention.span if mention else None
