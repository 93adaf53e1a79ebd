"""Writing a note: the words it is on, the note, tags and a colour; what is typed is kept as a draft.

The dialog keeps the note itself, so that a disk that takes nothing leaves it open with all that was typed.
"""

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from reader.article import Article
from reader.bookmarks.bookmark import Bookmark, Colour, Selector
from reader.bookmarks.drafts import Draft
from reader.errors import ReaderError
from reader.library.library import Library
from reader.safetext import one_line, show
from reader.text import Span
from reader.tui.outside import edit_text, editor_command
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.going_outside import run_outside
from reader.tui.screens.questions import LineQuestion
from reader.tui.screens.telling import telling
from reader.tui.widgets.cells import fitted
from reader.tui.widgets.colour_choice import ColourChoice
from reader.tui.widgets.note_area import NoteArea
from reader.tui.widgets.search_bar import SearchBar

_DRAFT_AFTER_SECONDS = 0.5
_QUOTE = 240
_TAGS_TOLD = 12


def read_tags(typed: str) -> tuple[str, ...]:
    """Read tags with commas between them, or `#` before each; a tag may hold blanks.

    >>> read_tags("figures, check  #check, water  level")
    ('figures', 'check', 'water level')
    """
    tags = (" ".join(part.split()) for part in typed.replace("#", ",").split(","))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def draft_key(known: Bookmark | None, places: Sequence[tuple[str, Span]] = ()) -> str:
    """Return the key of the draft of a note: on a bookmark there is, or on places."""
    return "note:" + (known.id if known else "+".join(f"{article}:{span.start}-{span.end}" for article, span in places))


class TagSuggester(Suggester):
    """Completes the tag that is being typed from those in use, the most used first."""

    def __init__(self, tags: Iterable[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = [one_line(tag) for tag, _ in Counter(tags).most_common()]

    async def get_suggestion(self, value: str) -> str | None:
        """Return what is typed with its last tag completed."""
        typed = value.replace("#", ",").rpartition(",")[2].lstrip()
        taken = read_tags(value)[:-1]
        found = (tag for tag in self._tags if typed and tag.startswith(typed) and tag != typed and tag not in taken)
        tag = next(found, None)
        return None if tag is None else value + tag.removeprefix(typed)


def _told_place(article: Article, span: Span) -> str:
    """Tell where a passage stands: source, day, paragraph."""
    known = article.metadata
    number = sum(block.span.start <= span.start for block in article.readable_blocks)
    parts = (known.source.text, known.date.text, f"¶{number}" if number and len(span) else "")
    return " · ".join(one_line(part) for part in parts if part)


def _quote(text: str, most: int) -> str:
    return f"“{fitted(one_line(text, 4 * most), most)}”"


def _tags_in_use(library: Library) -> list[str]:
    """Return the tags of all bookmarks, each as often as it is used."""
    return [tag for bookmark in library.bookmarks() for tag in bookmark.tags]


class TagsQuestion(LineQuestion):
    """Asks for the tags of a bookmark, and completes those in use."""

    def __init__(self, library: Library, tags: Sequence[str]) -> None:
        in_use = _tags_in_use(library)
        told = ", ".join(one_line(tag) for tag, _ in Counter(in_use).most_common(_TAGS_TOLD))
        super().__init__(
            "Tags, with commas between",
            "".join(f"{tag}, " for tag in tags),  # so that one can type the next
            told=f"In use: {told}" if told else "",
            suggester=TagSuggester(in_use),
        )


class NoteQuestion(CommandScreen[Bookmark | None], ModalScreen[Bookmark | None], inherit_bindings=False):
    """The dialog; it answers with the bookmark kept, or with None for one who leaves, and the draft stays."""

    TABLE = "dialog"
    AUTO_FOCUS = "TextArea"
    DEFAULT_CSS = """
    NoteQuestion { align: center middle; }
    NoteQuestion > Vertical { width: 80; max-width: 98%; height: auto; max-height: 90%; padding: 0 2; background: $surface; }
    NoteQuestion .where { text-style: bold; height: 1; margin: 1 0 0 0; }
    NoteQuestion .quote { height: auto; max-height: 4; margin: 0 0 1 0; }
    NoteQuestion TextArea { height: 8; max-height: 40%; border: none; padding: 0 1; }
    NoteQuestion SearchBar { width: 100%; }
    NoteQuestion ColourChoice { margin: 0 0 1 0; }
    """

    def __init__(
        self,
        library: Library,
        article: Article,
        span: Span,
        known: Bookmark | None = None,
        *,
        pair_with: tuple[str, Span] | None = None,
        draft: str = "",
    ) -> None:
        """Ask for a note.

        Args:
            library: where it is kept.
            article: the article it is on.
            span: where in it.
            known: the bookmark that is changed, if it is none to be made.
            pair_with: the other place (article id, span) of a note on a pair.
            draft: the key of a draft that is gone on with.
        """
        super().__init__()
        self.library = library
        self._article, self._span, self._known = article, span, known
        self._places: Sequence[tuple[str, Span]] = [(article.id, span), *([pair_with] if pair_with else ())]
        self._draft_key = draft or draft_key(known, self._places)
        self._selectors: tuple[Selector, ...] = ()
        self._timer: Timer | None = None
        self._is_answered = False
        self.is_begun = False
        """Something is written and kept that is no note yet."""

    def compose_body(self) -> Iterator[Widget]:
        """Give the quote, the note, tags and colour."""
        known = self._known
        with Vertical():
            yield Static(Content(self._where()), classes="where")
            yield Static(Content(self._quoted()), classes="quote")
            note = NoteArea(show(known.note if known else ""), soft_wrap=True, compact=True, placeholder="Your note")
            note.cursor_location = note.document.end
            yield note
            tags = SearchBar(placeholder="Tags, with commas between")
            tags.value = show(", ".join(known.tags)) if known else ""
            tags.suggester = TagSuggester(_tags_in_use(self.library))
            yield tags
            yield ColourChoice(known.colour if known else Colour.GOLD, ascii_only=self.library.config.ascii)

    def on_mount(self) -> None:
        """Bring back what was being typed when one left."""
        super().on_mount()
        if self._known is None:  # before the text may change; what cannot be read is told of when the note is kept
            with contextlib.suppress(ReaderError):
                self._targets()
        draft = self.library.drafts().get(self._draft_key)
        if draft:
            self._selectors = draft.targets
            self._note.text = show(draft.text)
            self._note.move_cursor(self._note.document.end)
            self._tags.value = show(draft.tags) or self._tags.value
            self.query_one(ColourChoice).chosen = draft.colour
            self.say("What you had begun to write is back")

    @property
    def _note(self) -> TextArea:
        return self.query_one(TextArea)

    @property
    def _tags(self) -> SearchBar:
        return self.query_one(SearchBar)

    @property
    def _colour(self) -> Colour:
        return self.query_one(ColourChoice).chosen

    def _targets(self) -> tuple[Selector, ...]:
        """Return where a new note belongs; a draft that is gone on with knows that already."""
        if not self._selectors:
            self._selectors = self.library.targets_of(self._places)
        return self._selectors

    def _where(self) -> str:
        return "  ↔  ".join(_told_place(self._article_of(article), span) for article, span in self._places)

    def _quoted(self) -> str:
        if self._known:
            quotes, most = [self._known.quote], _QUOTE
        else:
            quotes = [span.of(self._article_of(article).text) for article, span in self._places]
            most = _QUOTE // len(quotes)
        return "\n".join(_quote(quote, most) for quote in quotes) if all(quotes) else one_line(self._article.heading)

    def _article_of(self, article_id: str) -> Article:
        return self._article if article_id == self._article.id else self.library.article(article_id)

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(ColourChoice.Changed)
    def _keep_soon(self) -> None:
        """Keep a draft soon after the first key since the last one was kept: who types without a pause loses no more."""
        if self._timer is None:
            self._timer = self.set_timer(_DRAFT_AFTER_SECONDS, self.keep_draft)

    def keep_draft(self) -> None:
        """Keep what was typed so far; a disk that does not take it is told of, and the typing stays."""
        self._stop_timer()
        if self._is_answered:  # a timer that was on its way
            return
        try:
            draft = self._draft()
            self.library.save_draft(self._draft_key, draft)
            self.is_begun = draft is not None
        except ReaderError as error:
            self.say(str(error), is_error=True)

    def _draft(self) -> Draft | None:
        """Return what is written and not kept yet; None when there is nothing new."""
        text, tags, known = self._note.text, self._tags.value, self._known
        if known and (text, read_tags(tags), self._colour) == (show(known.note), known.tags, known.colour):
            return None
        if not known and not text and not tags:
            return None
        return Draft(text, tags, self._colour, () if known else self._targets())

    @on(Input.Submitted)
    def action_dialog_save(self) -> None:
        """Keep what was written and answer with it; what cannot be kept stays here."""
        note, tags = self._note.text.strip(), read_tags(self._tags.value)
        try:
            kept = self._keep(note, tags, self._colour)
        except ReaderError as error:
            self.say(str(error), is_error=True)
            return
        self._stop_timer()
        self._is_answered = True
        self.dismiss(kept)

    def _keep(self, note: str, tags: Sequence[str], colour: Colour) -> Bookmark:
        if self._known:
            return self.library.edit_bookmark(self._known.id, note=note, tags=tags, colour=colour, draft=self._draft_key)
        return self.library.keep_note(self._targets(), note=note, tags=tags, colour=colour, draft=self._draft_key)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(SearchBar.Cancelled)
    def action_dialog_cancel(self) -> None:
        """Leave; what was typed is kept as a draft."""
        self.keep_draft()
        self._is_answered = True
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
        written = await run_outside(self.app, edit_text, self._note.text, editor_command())
        self._note.text = show(written)
