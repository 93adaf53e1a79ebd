"""Small dialogs: one line to type, or a few things to choose from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.safetext import one_line, show
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.widgets.cells import Part, cells, fitted
from reader.tui.widgets.row_list import RowList
from reader.tui.widgets.search_bar import SearchBar
from reader.tui.widgets.sheet import Sheet

_ROWS_BESIDE = 6
"""What a box of choices has beside them: its padding, the heading with the row below it, and the lines at the bottom."""


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


class ChoiceRows(RowList[Choice]):
    """A few things, one a row; a click takes one."""

    DEFAULT_CSS = """
    ChoiceRows { height: auto; width: 100%; margin: 1 0 0 0; }
    """

    def __init__(self, choices: Sequence[Choice], *, ascii_only: bool = False) -> None:
        super().__init__(ascii_only=ascii_only)
        self.rows = tuple(choices)
        self.rows_changed()

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint the letter, what it is, and where it leads as far as there is room."""
        choice = self.rows[row]
        titles = min(max(cell_len(one_line(each.title)) for each in self.rows), max(1, width - 4))
        title = cells(choice.title, titles) if choice.told else fitted(one_line(choice.title), max(1, width - 4))
        return [
            (f" {choice.letter}  ", "sign"),
            (title, "plain"),
            (f"   {fitted(one_line(choice.told), max(0, width - titles - 7))}" if choice.told else "", "quiet"),
        ]

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        super().on_click(event)
        if int(event.y) + self.scroll_offset.y == self.cursor and event.chain == 1:
            self.choose()


class ChoiceQuestion(Question):
    """Asks for one of a few things, by its letter or as the row that the cursor is on."""

    TABLE = "choosing"
    AUTO_FOCUS = "ChoiceRows"
    DEFAULT_CSS = """
    ChoiceQuestion > Vertical { max-height: 100%; }
    """

    def __init__(self, heading: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._heading, self._choices = heading, tuple(choices)

    def compose_body(self) -> Iterator[Widget]:
        """Give the heading and the choices."""
        config = getattr(self.app, "config", None)
        with Vertical():
            yield Static(Content(one_line(self._heading)), classes="heading")
            yield ChoiceRows(self._choices, ascii_only=bool(getattr(config, "ascii", False)))

    def on_resize(self, event: events.Resize) -> None:
        """Let the list end inside its box; what does not fit is scrolled to."""
        self.mover.styles.max_height = max(1, event.size.height - _ROWS_BESIDE)

    @property
    def mover(self) -> ChoiceRows:
        """What the commands for moving move."""
        return self.query_one(ChoiceRows)

    def _is_letter(self, event: events.Key) -> bool:
        return any(event.character == choice.letter for choice in self._choices)

    def move_of(self, event: events.Key) -> Callable[[], None] | None:
        """Move by the keys that are no letter of a choice."""
        return None if self._is_letter(event) else super().move_of(event)

    async def on_key(self, event: events.Key) -> None:
        """Take a letter as the answer."""
        if self._is_letter(event):
            event.stop()
            event.prevent_default()
            self.dismiss(event.character)
            return
        await super().on_key(event)

    @on(RowList.Chosen)
    def action_choosing_take(self) -> None:
        """Answer with the row under the cursor."""
        row = self.mover.current
        if row:
            self.dismiss(row.letter)

    def action_choosing_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Told(Question):
    """Tells some facts, each with its name before it; any answer closes it."""

    TABLE = "choosing"
    DEFAULT_CSS = """
    Told .fact { height: auto; }
    Told .fact.-first { margin: 1 0 0 0; }
    Told .fact .name { width: 10; }
    Told .fact .value { width: 1fr; height: auto; }
    """

    def __init__(self, heading: str, facts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._heading, self._facts = heading, tuple(facts)

    def compose_body(self) -> Iterator[Widget]:
        """Give the heading and the facts; one of several lines stays beside its name."""
        with Sheet():
            yield Static(Content(one_line(self._heading)), classes="heading")
            for number, (name, value) in enumerate(self._facts):
                with Horizontal(classes="fact" if number else "fact -first"):
                    yield Static(Content.styled(one_line(name), "$text-quiet"), classes="name")
                    yield Static(Content(show(value)), classes="value")

    @property
    def mover(self) -> Sheet:
        """What the commands for moving move."""
        return self.query_one(Sheet)

    def hints(self) -> tuple[tuple[str, str], ...]:
        """There is nothing to choose: one key is enough to know, and the last leads out of every dialog."""
        return tuple((key, "close") for key, _ in super().hints()[-1:])

    def action_choosing_take(self) -> None:
        """Close."""
        self.dismiss(None)

    def action_choosing_cancel(self) -> None:
        """Close."""
        self.dismiss(None)
