"""Writing a note: the words it is on, the note, tags and a colour; what is typed is kept as a draft."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, RadioButton, RadioSet, Static, TextArea

from reader.article import Article
from reader.bookmarks.bookmark import Bookmark, Colour
from reader.library.library import Library
from reader.safetext import one_line, show
from reader.text import Span
from reader.tui.outside import edit_text, editor_command
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.telling import telling
from reader.tui.widgets.cells import fitted
from reader.tui.widgets.note_area import NoteArea
from reader.tui.widgets.search_bar import SearchBar

_DRAFT_AFTER_SECONDS = 0.5
_QUOTE = 240


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    note: str
    tags: tuple[str, ...]
    colour: Colour


def read_tags(typed: str) -> tuple[str, ...]:
    """Read tags with commas or blanks between them; each once.

    >>> read_tags("figures, check  #check")
    ('figures', 'check')
    """
    words = (word.strip().lstrip("#") for word in typed.replace(",", " ").split())
    return tuple(dict.fromkeys(word for word in words if word))


class TagSuggester(Suggester):
    """Completes the tag that is being typed from those in use, the most used first."""

    def __init__(self, tags: Iterable[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = [one_line(tag) for tag, _ in Counter(tags).most_common()]

    async def get_suggestion(self, value: str) -> str | None:
        """Return what is typed with its last tag completed."""
        typed = value.replace(",", " ").rpartition(" ")[2].lstrip("#")
        taken = read_tags(value)[:-1]
        found = (tag for tag in self._tags if typed and tag.startswith(typed) and tag != typed and tag not in taken)
        tag = next(found, None)
        return None if tag is None else value + tag.removeprefix(typed)


class NoteQuestion(CommandScreen[Written | None], ModalScreen[Written | None], inherit_bindings=False):
    """The dialog; None is the answer of one who leaves, and the draft stays."""

    TABLE = "dialog"
    AUTO_FOCUS = "TextArea"
    DEFAULT_CSS = """
    NoteQuestion { align: center middle; }
    NoteQuestion > Vertical { width: 80; max-width: 98%; height: auto; max-height: 90%; padding: 0 2; background: $surface; }
    NoteQuestion .where { text-style: bold; height: 1; margin: 1 0 0 0; }
    NoteQuestion .quote { height: auto; max-height: 4; margin: 0 0 1 0; }
    NoteQuestion TextArea { height: 8; max-height: 40%; border: none; padding: 0 1; }
    NoteQuestion SearchBar { width: 100%; }
    NoteQuestion RadioSet { layout: horizontal; width: 100%; height: 1; border: none; padding: 0; margin: 0 0 1 0; }
    NoteQuestion RadioButton { width: auto; margin: 0 2 0 0; }
    """

    def __init__(self, library: Library, article: Article, span: Span, known: Bookmark | None = None) -> None:
        super().__init__()
        self.library = library
        self._article, self._span, self._known = article, span, known
        self._draft_key = f"note:{known.id}" if known else f"note:{article.id}:{span.start}-{span.end}"
        self._timer: Timer | None = None

    def compose_body(self) -> Iterator[Widget]:
        """Give the quote, the note, tags and colour."""
        known = self._known
        with Vertical():
            yield Static(Content(self._where()), classes="where")
            yield Static(Content(f"“{fitted(one_line(self._quote(), 4 * _QUOTE), _QUOTE)}”"), classes="quote")
            note = NoteArea(show(known.note if known else ""), soft_wrap=True, compact=True)
            note.cursor_location = note.document.end
            yield note
            tags = SearchBar(placeholder="Tags, with commas between")
            tags.value = show(", ".join(known.tags)) if known else ""
            tags.suggester = TagSuggester(tag for bookmark in self.library.bookmarks() for tag in bookmark.tags)
            yield tags
            colour = known.colour if known else Colour.GOLD
            yield RadioSet(*(RadioButton(each.value, value=each is colour) for each in Colour), compact=True)

    def on_mount(self) -> None:
        """Bring back what was being typed when one left."""
        super().on_mount()
        draft = self.library.drafts().get(self._draft_key, "")
        if draft:
            self._note.text = show(draft)
            self._note.move_cursor(self._note.document.end)
            self.say("What you had begun to write is back")

    @property
    def _note(self) -> TextArea:
        return self.query_one(TextArea)

    def _where(self) -> str:
        known = self._article.metadata
        number = sum(block.span.start <= self._span.start for block in self._article.readable_blocks)
        parts = (known.source.text, known.date.text, f"¶{number}")
        return " · ".join(one_line(part) for part in parts if part)

    def _quote(self) -> str:
        return self._known.quote if self._known else self._span.of(self._article.text)

    @on(TextArea.Changed)
    def _keep_soon(self) -> None:
        """Keep a draft soon after the first key since the last one was kept: who types without a pause loses no more."""
        if self._timer is None:
            self._timer = self.set_timer(_DRAFT_AFTER_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what was typed so far."""
        self._timer = None
        text = self._note.text
        known = self._known.note if self._known else ""
        self.library.save_draft(self._draft_key, text if text != known else "")

    @on(Input.Submitted)
    def action_dialog_save(self) -> None:
        """Answer with what was written."""
        chosen = self.query_one(RadioSet).pressed_index
        colour = list(Colour)[chosen] if chosen >= 0 else Colour.GOLD
        note = self._note.text.strip()
        self.library.save_draft(self._draft_key, "")
        if self._timer is not None:
            self._timer.stop()
        self.dismiss(Written(note, read_tags(self.query_one(SearchBar).value), colour))

    @on(SearchBar.Cancelled)
    def action_dialog_cancel(self) -> None:
        """Leave; what was typed is kept as a draft."""
        if self._timer is not None:
            self._timer.stop()
        self.keep_draft()
        self.dismiss(None)

    @on(SearchBar.Left)
    def action_dialog_next(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_dialog_previous(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    @work
    @telling
    async def action_dialog_editor(self) -> None:
        """Write the note in the person's own editor."""
        with self.app.suspend():
            written = await asyncio.to_thread(edit_text, self._note.text, editor_command())
        self._note.text = show(written)
