"""The names in the open articles and the collection: who, what, where, with counts, and the reader's word on them."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from textual import events, on, work
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.entities.corrections import Hide, Relabel, Rename, Rule, described_all
from reader.entities.entity import ConcordanceLine, Entity
from reader.library.library import Library
from reader.safetext import one_line
from reader.tui.screens.concordance import ConcordanceScreen
from reader.tui.screens.file_writing import write_new_file
from reader.tui.screens.list_screen import ListScreen
from reader.tui.screens.naming import KINDS, kind_choices, kind_of
from reader.tui.screens.questions import Choice, ChoiceQuestion, LineQuestion
from reader.tui.widgets.concordance_list import ArticleFacts, ConcordanceList
from reader.tui.widgets.entity_list import EntityList, EntityRow
from reader.tui.widgets.row_list import RowList

_CURSOR_RESTS_SECONDS = 0.08
_PREVIEW_LINES = 300
_EXPORTS = {
    "m": ("mentions", "all mentions, as CSV", "mentions.csv"),
    "p": ("pairs", "names that occur together, as CSV for Gephi or Palladio", "pairs.csv"),
    "r": ("rules", "what you said about names, as TOML", "names.toml"),
}


@dataclass
class EntitiesFound(Message):
    """The names of the open articles, or of all."""

    entities: tuple[Entity, ...]
    is_all: bool


@dataclass
class PlacesFound(Message):
    """The places of the name under the cursor."""

    name: str
    lines: tuple[ConcordanceLine, ...]


class EntitiesScreen(ListScreen[None], inherit_bindings=False):
    """Names with their counts; beside them, where there is room, the places of the name under the cursor."""

    TABLE = "entities"
    AUTO_FOCUS = "EntityList"
    DEFAULT_CSS = """
    EntitiesScreen EntityList { width: 45; }
    EntitiesScreen ConcordanceList { border-left: vkey $text-quiet; }
    EntitiesScreen.-narrow EntityList, EntitiesScreen.-medium EntityList { width: 1fr; }
    EntitiesScreen.-narrow ConcordanceList, EntitiesScreen.-medium ConcordanceList { display: none; border-left: none; }
    EntitiesScreen.-places.-narrow EntityList, EntitiesScreen.-places.-medium EntityList { display: none; }
    EntitiesScreen.-places.-narrow ConcordanceList, EntitiesScreen.-places.-medium ConcordanceList { display: block; }
    EntitiesScreen .columns { height: 1; color: $text-quiet; padding: 0 0 0 1; }
    """

    def __init__(self, library: Library, articles: Sequence[str] = (), here: str = "", *, ascii_only: bool = False) -> None:
        super().__init__(library, ascii_only=ascii_only)
        self._opened = tuple(articles)
        self._here = here or next(iter(self._opened), "")
        self._facts: Mapping[str, ArticleFacts] = {}
        self._note = ""
        self._changes = 0

    def compose_lists(self) -> Iterator[Widget]:
        """Give the names, and the places of one."""
        yield Static(classes="columns")
        with Horizontal():
            yield EntityList(ascii_only=self.ascii_only)
            yield ConcordanceList(ascii_only=self.ascii_only)

    @property
    def rows(self) -> RowList[Any]:
        """The list in use."""
        return self.places if self.places.has_focus else self.names

    @property
    def names(self) -> EntityList:
        """The names."""
        return self.query_one(EntityList)

    @property
    def places(self) -> ConcordanceList:
        """The places of the name under the cursor."""
        return self.query_one(ConcordanceList)

    def on_mount(self) -> None:
        """Show the names of the open articles at once, then count the collection."""
        self._facts = self.facts()
        self.look()

    def look(self) -> None:
        """Count the names."""
        self.begin_reading()
        self.tell_read()
        self.find_entities()

    @work(thread=True, exclusive=True, group="entities")
    def find_entities(self) -> None:
        """Count the names of the open articles, then of all."""
        if self._opened:
            self.post_message(EntitiesFound(self.library.entities(self._opened), False))
        found = self.library.entities(watch=self.watched())
        if self.is_running and not get_current_worker().is_cancelled:
            self.post_message(EntitiesFound(found, True))

    @on(EntitiesFound)
    def show_entities(self, found: EntitiesFound) -> None:
        """Show the names."""
        self.names.show_entities(found.entities, here=self._here, opened=self._opened)
        if found.is_all:
            self.end_reading()
        self.tell_read()
        self._show_columns()

    def show_matching(self, words: str) -> None:
        """Show only names with these words."""
        self.names.show_matching(words)
        self.tell_read()

    def show_changes(self) -> None:
        """Count anew after something was changed or taken back."""
        self.look()

    def tell_read(self) -> None:
        """Say how many names are shown, which ones, and how far the counting is."""
        count = len(self.names.rows)
        parts = (f"{count:,} name{'s' * (count != 1)}", self._note, self.read_note)
        self.show_heading("Names", " · ".join(part for part in parts if part))

    def _show_columns(self) -> None:
        width = self.names.scrollable_content_region.width
        columns = self.query_one(".columns", Static)
        if not self.names.display:
            columns.update(Content(one_line(self._place_told())))
        elif width:
            columns.update(Content(self.names.heading(width - 2)))

    def _place_told(self) -> str:
        """Say which place of which name the cursor is on, where the places stand alone."""
        row, line = self.names.current, self.places.current_line
        if row is None or line is None:
            return ""
        count = len(self.places.lines)
        of = f"of {count}" if count < _PREVIEW_LINES else f"of the first {count}"
        return f"{row.entity.name} · place {self.places.lines.index(line) + 1} {of}"

    def on_resize(self, event: events.Resize) -> None:
        """Lay the names of the columns out anew."""
        self.call_after_refresh(self._show_columns)

    # --- the places of a name -------------------------------------------

    @on(RowList.Moved)
    def show_places_soon(self, moved: RowList.Moved) -> None:
        """Show the places of the name under the cursor when it rests."""
        if moved.list is self.places:
            self._show_columns()
        elif moved.list is self.names:
            self.set_timer(_CURSOR_RESTS_SECONDS, self._find_places)

    def _find_places(self) -> None:
        row = self.names.current
        if row is None:
            self.places.show_lines((), self._facts)
        elif self.places.display:
            self.find_places(row.entity.name, tuple(article for article, _ in row.entity.counts))

    @work(thread=True, exclusive=True, group="places")
    def find_places(self, name: str, articles: Sequence[str]) -> None:
        """Find the places of a name and tell the screen."""
        first = tuple(article for article in self._opened if article in articles)
        lines: list[ConcordanceLine] = []
        for line in self.library.entity_lines(name, (*first, *(article for article in articles if article not in first))):
            lines.append(line)
            if len(lines) >= _PREVIEW_LINES or not self.is_running:
                break
        self.post_message(PlacesFound(name, tuple(lines)))

    @on(PlacesFound)
    def show_places(self, found: PlacesFound) -> None:
        """Show the places, unless the cursor has gone on."""
        row = self.names.current
        if row and row.entity.name == found.name:
            self.places.show_lines(found.lines, self._facts)
            self._show_columns()

    def action_panel_switch(self) -> None:
        """Go to the places of the name, or back to the names."""
        if self.has_class("-places"):
            self.remove_class("-places")
            self.names.focus()
            self.call_after_refresh(self._show_columns)
            return
        self.add_class("-places")
        self.call_after_refresh(self._go_to_places)

    def _go_to_places(self) -> None:
        self._find_places()
        self.places.focus()

    def action_panel_next(self) -> None:
        """Go to the next place of the name in the list beside."""
        self._step_places(1)

    def action_panel_previous(self) -> None:
        """Go to the place before."""
        self._step_places(-1)

    def _step_places(self, step: int) -> None:
        """Step through the places; where they have no room beside the names, they come into sight first."""
        if self.places.display:
            self.places.move_lines(step)
        elif self.names.current:
            self.action_panel_switch()

    @on(RowList.Chosen)
    def go_to_chosen(self) -> None:
        """Go to the place chosen with the mouse."""
        self.action_panel_go()

    def action_panel_go(self) -> None:
        """Go to the place under the cursor, or to the first place of the name."""
        row = self.names.current
        if not row:
            return
        line = self.places.current_line
        if self.places.has_focus and line:
            self.go_to(line.article, line.span, tuple(each.span for each in self.places.lines if each.article == line.article))
        else:
            self._go_to_first(row)

    def _go_to_first(self, row: EntityRow) -> None:
        counted = [article for article, _ in row.entity.counts]
        article = next((each for each in (self._here, *self._opened) if each in counted), counted[0])
        spans = tuple(mention.span for mention in self.library.mentions(article) if mention.entity == row.entity.name)
        if spans:
            self.go_to(article, spans[0], spans)

    def action_entities_concordance(self) -> None:
        """Show every place of the name."""
        row = self.names.current
        if row:
            self.app.push_screen(ConcordanceScreen(self.library, row.entity.name, ascii_only=self.ascii_only))

    # --- what is shown --------------------------------------------------

    def action_entities_side(self) -> None:
        """Show names only left, only right, in both, in any."""
        if len(self._opened) < 2:
            self.say("Two open articles are needed: c opens another one")
            return
        self._show_only(self.names.next_side())

    def action_entities_kind(self) -> None:
        """Show one kind of names."""
        self._show_only(self.names.next_kind())

    def _show_only(self, note: str) -> None:
        self._note = note
        self.tell_read()

    @work
    async def action_panel_export(self) -> None:
        """Write mentions, names that occur together, or what was said about names, to a new file."""
        choices = [Choice(letter, told, name) for letter, (_, told, name) in _EXPORTS.items()]
        letter = await self.app.push_screen_wait(ChoiceQuestion("Write", choices))
        if letter in _EXPORTS:
            style, _, name = _EXPORTS[letter]
            typed = await self.app.push_screen_wait(LineQuestion("Write it to", name))
            if typed and typed.strip():
                made = partial(self.library.export_entities, style, self._opened)
                self.say(await asyncio.to_thread(write_new_file, typed, made, style))

    # --- the reader's word ----------------------------------------------

    @work
    async def action_entities_merge(self) -> None:
        """Make the name under the cursor one with another, or give it another name."""
        row = self.names.current
        if row:
            known = [each.entity.name for each in self.names.rows if each.entity.label is row.entity.label and each != row]
            near = names_like(row.entity.name, known)
            told = f"Perhaps {', '.join(near)} (Up brings it)." if near else "A name that exists takes this one in."
            asked = LineQuestion(f"{row.entity.name} is the same as", told=told, past=[*known[::-1], *near[::-1]])
            name = await self.app.push_screen_wait(asked)
            if name and name.strip() and name.strip() != row.entity.name:
                undo = self.keymap.named("edit.undo", self.table_in_force)
                told = f"{row.entity.name} is now {name.strip()}; {undo} takes it back"
                self._keep([Rename(row.entity.name, name.strip())], told)

    def action_entities_dismiss(self) -> None:
        """Leave this name out from now on."""
        row = self.names.current
        if row:
            self._keep([Hide(form) for form in row.entity.forms], f"{row.entity.name} is no name any more")

    @work
    async def action_entities_retype(self) -> None:
        """Say what kind of name it is."""
        row = self.names.current
        if row:
            label = kind_of(await self.app.push_screen_wait(ChoiceQuestion(f"{row.entity.name} is", kind_choices())))
            if label:
                self._keep([Relabel(row.entity.name, label)], f"{row.entity.name} is {KINDS[label]}")

    def _keep(self, rules: Sequence[Rule], told: str) -> None:
        self.library.add_entity_rules(rules)
        self._changes += 1
        self.say(told)
        self.look()

    def action_edit_undo(self) -> None:
        """Take the last word on a name back."""
        if not self._changes:
            self.say("Nothing was changed here")
            return
        self._changes -= 1
        rules = self.library.undo_entity_word()
        self.say(f"Taken back: {described_all(rules)}" if rules else "There is nothing to take back")
        self.look()


def names_like(name: str, known: Sequence[str]) -> list[str]:
    """Return the known names that share a word with a name, at most three: the ones it may be another form of.

    >>> names_like("Clinton", ["Bill Clinton", "Bonn", "Hillary Clinton"])
    ['Bill Clinton', 'Hillary Clinton']
    """
    words = {word for word in name.casefold().split() if len(word) > 2}
    return [each for each in known if words & set(each.casefold().split())][:3]
