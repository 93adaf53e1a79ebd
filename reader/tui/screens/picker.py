"""Help, the palette and the command line: three ways to the same live commands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.tui.commands import Command, Scope
from reader.tui.key_names import shown_key
from reader.tui.presets import ALIASES
from reader.tui.screens.command_screen import CommandScreen, Movable
from reader.tui.widgets.cells import cells, padded
from reader.tui.widgets.row_list import Part, RowList
from reader.tui.widgets.search_bar import SearchBar
from reader.tui.widgets.status_line import StatusLine

_SUBJECTS = {
    Scope.EVERYWHERE: "Everywhere",
    Scope.MOVING: "Moving",
    Scope.ARTICLES: "Articles",
    Scope.COMPARE: "Side by side",
    Scope.SELECT: "While selecting",
    Scope.PANELS: "Lists",
}


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A heading, or a command with its keys."""

    heading: str = ""
    command: Command | None = None


class CommandList(RowList[HelpRow]):
    """Commands under headings; those that match what is typed."""

    def __init__(self, commands: Sequence[Command], *, ascii_only: bool = False, id: str | None = None) -> None:
        super().__init__(ascii_only=ascii_only, id=id)
        self._commands = tuple(commands)
        self.is_by_letter = False
        self.empty = ("No command has these words.", "Fewer letters show more.")
        self.show_matching("")

    def show_matching(self, words: str, meant: Command | None = None) -> None:
        """Show the commands that have all of these words in id, title, help or keys, after the one that is meant for sure."""
        wanted = words.casefold().split()
        found = [command for command in self._commands if command is meant or _matches(command, wanted)]
        if words:
            found.sort(key=lambda command: (command is not meant, _distance(command, words.casefold())))
        elif self.is_by_letter:
            found.sort(key=lambda command: command.title.casefold())
        self.rows = _by_subject(found) if not words and not self.is_by_letter else tuple(HelpRow("", c) for c in found)
        self.rows_changed()

    @property
    def command(self) -> Command | None:
        """The command under the cursor."""
        return self.current.command if self.current else None

    @property
    def found(self) -> int:
        """How many commands are shown."""
        return sum(row.command is not None for row in self.rows)

    def can_choose(self, row: int) -> bool:
        """Headings cannot be chosen."""
        return self.rows[row].command is not None

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint a heading, or a command with its keys."""
        shown = self.rows[row]
        if shown.command is None:
            return [(shown.heading, "quiet")]
        command = shown.command
        keys = "  ".join(shown_key(key) for key in command.keys) or "–"
        if width < 62:  # the line at the bottom says in full what it does
            room = 18 if width >= 44 else 12
            return [(padded(keys, room - 1) + " ", "sign"), (cells(command.title, width - room), "plain")]
        if width < 100:
            rest = max(0, width - 18 - 24)
            return [
                (padded(keys, 17) + " ", "sign"),
                (cells(command.title, 23) + " ", "strong"),
                (cells(command.help, rest), "quiet"),
            ]
        return [
            (padded(keys, 24), "sign"),
            (cells(command.title, 26), "strong"),
            (cells(command.help, width - 72), "plain"),
            (cells(command.id, 22, right=True), "quiet"),
        ]


class PickerScreen(CommandScreen[Command | None]):
    """What all three have in common: a line, a list, and a command as the answer."""

    TABLE = "help"

    def __init__(self, commands: Sequence[Command], *, title: str, ascii_only: bool = False, preset: str = "less") -> None:
        super().__init__()
        self._commands = tuple(commands)
        self._title, self._preset = title, preset
        self.ascii_only = ascii_only

    def compose_body(self) -> Iterator[Widget]:
        """Give a title, the line and the list."""
        yield Static(id="masthead-help")
        yield SearchBar(placeholder="Words of a command, or its key", id="words")
        yield CommandList(self._commands, ascii_only=self.ascii_only, id="commands")

    @property
    def list(self) -> CommandList:
        """The commands."""
        return self.query_one(CommandList)

    @property
    def mover(self) -> Movable:
        """What the commands for moving move."""
        return self.list

    def on_mount(self) -> None:
        """Show how many commands there are."""
        self._tell()

    def _tell(self) -> None:
        title = Content.styled(self._title, "bold")
        note = f"   {self.list.found} of {len(self._commands)} commands · keys: {self._preset}"
        self.query_one("#masthead-help", Static).update(Content.assemble(title, (note, "$text-quiet")))

    @on(RowList.Moved)
    def tell_whole_help(self) -> None:
        """Say in full what the command under the cursor does; its row may have no room for that."""
        for line in self.query(StatusLine):
            line.where = self.list.command.help if self.list.command else ""

    @on(Input.Changed, "#words")
    def show_matching(self, changed: Input.Changed) -> None:
        """Show what matches as it is typed."""
        words = changed.value.strip()
        self.list.show_matching(words, self.written_out(words))
        self._tell()

    def written_out(self, words: str) -> Command | None:
        """Return the command that has exactly this name."""
        return None

    @on(Input.Submitted, "#words")
    @on(RowList.Chosen)
    def answer(self) -> None:
        """Give the command that was meant; words that name none stay, to be mended."""
        meant = self.meant()
        if meant or not self.query_one(SearchBar).value.strip():
            self.dismiss(meant)

    def meant(self) -> Command | None:
        """Return the command that is meant: the one under the cursor."""
        return self.list.command

    @on(SearchBar.Left)
    def leave_line(self, left: SearchBar.Left) -> None:
        """The line was left."""
        self.go_on_from_line(left.rows)

    def go_on_from_line(self, rows: int) -> None:
        """Go on in the list."""
        self.list.focus()
        self.list.move_lines(rows)

    @on(SearchBar.Cancelled)
    def give_up(self) -> None:
        """Close."""
        self.dismiss(None)

    def action_help_run(self) -> None:
        """Close and run the command under the cursor."""
        self.dismiss(self.list.command)

    def action_help_filter(self) -> None:
        """Type words."""
        self.query_one(SearchBar).focus()

    def action_help_sort(self) -> None:
        """Order by subject or by letter."""
        self.list.is_by_letter = not self.list.is_by_letter
        self.list.show_matching(self.query_one(SearchBar).value.strip())

    def action_app_cancel(self) -> None:
        """Close."""
        self.dismiss(None)

    def action_app_back(self) -> None:
        """Close."""
        self.dismiss(None)


class HelpScreen(PickerScreen):
    """The keys of the screen below."""

    AUTO_FOCUS = "CommandList"


class PaletteScreen(PickerScreen, ModalScreen[Command | None], inherit_bindings=False):
    """The commands of the screen below, over it, to be found by typing."""

    AUTO_FOCUS = "SearchBar"

    def compose(self) -> Iterator[Widget]:
        """Give a box over the screen below."""
        with Vertical(id="box"):
            yield from self.compose_body()


class CommandLineScreen(PaletteScreen, inherit_bindings=False):
    """`:` at the bottom: a command by its id or a short name, with completion; a number goes to that row."""

    def go_on_from_line(self, rows: int) -> None:
        """Complete the line to the command under the cursor."""
        if self.list.command:
            bar = self.query_one(SearchBar)
            bar.value = self.list.command.id
            bar.cursor_position = len(bar.value)

    def written_out(self, words: str) -> Command | None:
        """Return the command with this id or short name, or the one that takes the number."""
        if words.rstrip("%").isdigit():
            return next((command for command in self._commands if command.id == _goes_to(words)), None)
        return next((command for command in self._commands if command.id in {words, ALIASES.get(words)}), None)

    def meant(self) -> Command | None:
        """Return the command that was written out, or the nearest."""
        written = self.query_one(SearchBar).value.strip()
        command = self.written_out(written)
        if command and written.rstrip("%").isdigit():
            return replace(command, keys=(written.rstrip("%"),))  # the number in place of its keys
        return command or (self.list.command if written else None)


def _goes_to(number: str) -> str:
    """Return the id of the command that goes to a row or a percentage."""
    return "move.percent" if number.endswith("%") else "move.bottom"


def _matches(command: Command, words: Sequence[str]) -> bool:
    text = f"{command.id} {command.title} {command.help}".casefold()
    keys = {key.casefold() for key in command.keys} | {shown_key(key).casefold() for key in command.keys}
    return all(word in text or word in keys for word in words)


def _distance(command: Command, words: str) -> tuple[int, str]:
    title = command.title.casefold()
    places = (words in {key.casefold() for key in command.keys}, title.startswith(words), command.id.startswith(words))
    return (0 if places[0] else 1 if places[1] else 2 if places[2] or words in title else 3, title)


def _by_subject(commands: Sequence[Command]) -> tuple[HelpRow, ...]:
    rows: list[HelpRow] = []
    scopes = sorted({c.scope for c in commands}, key=lambda scope: (scope in _SUBJECTS, list(Scope).index(scope)))
    for scope in scopes:
        heading = _SUBJECTS.get(scope, "This screen")
        rows += [*([HelpRow()] if rows else []), HelpRow(heading.upper())]
        rows += [HelpRow("", command) for command in commands if command.scope is scope]
    return tuple(rows)
