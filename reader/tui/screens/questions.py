"""Small dialogs: one line to type, or a few things to choose from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.safetext import one_line, show
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.widgets.search_bar import SearchBar
from reader.tui.widgets.sheet import Sheet

_ROWS_BESIDE = 3
"""What a box of choices has beside them."""


class Question(CommandScreen[str | None], ModalScreen[str | None], inherit_bindings=False):
    """A dialog with a heading; None is the answer of one who leaves."""

    TABLE = "dialog"
    DEFAULT_CSS = """
    Question { align: center middle; }
    Question > Vertical { width: 76; max-width: 96%; height: auto; max-height: 80%; padding: 1 2; background: $surface; }
    .-low Question > Vertical { padding: 0 1; }
    Question .heading { text-style: bold; height: auto; }
    Question .told { height: auto; margin: 1 0 0 0; }
    """

    def action_dialog_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class LineQuestion(Question):
    """Asks for one line."""

    TABLE = "asking"
    AUTO_FOCUS = "SearchBar"

    def __init__(
        self,
        heading: str,
        value: str = "",
        *,
        told: str = "",
        past: Sequence[str] = (),
        suggester: Suggester | None = None,
        is_proposal: bool = False,
    ) -> None:
        super().__init__()
        self._heading, self._value, self._told, self._past = heading, value, told, tuple(past)
        self._suggester = suggester
        self._is_proposal = is_proposal
        """What is typed takes the place of the value, instead of going on behind it."""

    def compose_body(self) -> Iterator[Widget]:
        """Give the heading and the line."""
        with Vertical():
            yield Static(Content(one_line(self._heading)), classes="heading")
            if self._told:
                yield Static(Content(show(self._told)), classes="told")
            line = SearchBar()
            line.value = show(self._value)
            line.remember(self._past)
            line.suggester = self._suggester
            yield line

    def on_mount(self) -> None:
        """Select what is only proposed."""
        if self._is_proposal:
            self.query_one(SearchBar).select_all()

    def action_asking_answer(self) -> None:
        """Answer with what was typed."""
        self.action_dialog_save()

    @on(Input.Submitted)
    def action_dialog_save(self) -> None:
        """Answer with what was typed."""
        self.dismiss(self.query_one(SearchBar).value)

    @on(SearchBar.Cancelled)
    def give_up(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing to choose: a letter, what it is, and in full where it leads."""

    letter: str
    title: str
    told: str = ""


class ChoiceQuestion(Question):
    """Asks for one of a few things by its letter."""

    DEFAULT_CSS = """
    ChoiceQuestion.-tight .told { margin: 0; }
    """

    def __init__(self, heading: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._heading, self._choices = heading, tuple(choices)

    def compose_body(self) -> Iterator[Widget]:
        """Give the heading and the choices."""
        with Vertical():
            yield Static(Content(one_line(self._heading)), classes="heading")
            for choice in self._choices:
                told = f"\n   {show(choice.told)}" if choice.told else ""
                yield Static(Content.assemble((choice.letter, "bold"), f"  {one_line(choice.title)}{told}"), classes="told")

    async def on_key(self, event: events.Key) -> None:
        """Take a letter as the answer."""
        if any(event.character == choice.letter for choice in self._choices):
            event.stop()
            event.prevent_default()
            self.dismiss(event.character)
            return
        await super().on_key(event)
        if event.is_printable or event.key == "enter":
            self.say(f"A letter takes what stands beside it; {self.key_of('dialog.cancel')} leaves")

    def on_resize(self, event: events.Resize) -> None:
        """Leave out the blank lines where not all choices would be seen with them."""
        rows = sum(2 + bool(choice.told) for choice in self._choices)
        self.set_class(rows + _ROWS_BESIDE > event.size.height * 8 // 10, "-tight")

    @on(events.Click)
    def take_clicked(self, event: events.Click) -> None:
        """Take the choice that was clicked."""
        rows = [row for row in self.query(Static) if row.has_class("told")]
        if event.widget in rows:
            self.dismiss(self._choices[rows.index(event.widget)].letter)


class Told(Question):
    """Tells some lines; any answer closes it."""

    TABLE = "choosing"

    def __init__(self, heading: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._heading, self._lines = heading, tuple(lines)

    def compose_body(self) -> Iterator[Widget]:
        """Give the heading and the lines."""
        with Sheet():
            yield Static(Content(one_line(self._heading)), classes="heading")
            yield Static(Content(show("\n".join(self._lines))), classes="told")

    @property
    def mover(self) -> Sheet:
        """What the commands for moving move."""
        return self.query_one(Sheet)

    def hints(self) -> tuple[tuple[str, str], ...]:
        """There is nothing to choose: the keys close."""
        return tuple((key, "close") for key, _ in super().hints())

    def action_choosing_take(self) -> None:
        """Close."""
        self.dismiss(None)

    def action_choosing_cancel(self) -> None:
        """Close."""
        self.dismiss(None)
