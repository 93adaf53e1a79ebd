"""The links of an article: a list, and the address of one in full before anything is opened."""

from collections.abc import Iterator, Sequence
from typing import Any

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from reader.safetext import one_line, show
from reader.tui.outside import host_of, open_address
from reader.tui.screens.choosing import Choices, ChoosingQuestion
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.questions import Told
from reader.tui.widgets.cells import cells
from reader.tui.widgets.row_list import Part
from reader.tui.widgets.sheet import Sheet

_ROOM_FOR_HOSTS = 50


class LinkRows(Choices[str]):
    """Web addresses; those that have all the words typed."""

    def __init__(self, addresses: Sequence[str], *, ascii_only: bool = False) -> None:
        super().__init__(ascii_only=ascii_only)
        self._addresses = tuple(addresses)
        self.empty = ("No address has these words.",)
        self.show_matching("")

    def show_matching(self, words: str) -> None:
        """Show the addresses with all of these words."""
        wanted = words.casefold().split()
        self.rows = tuple(each for each in self._addresses if all(word in each.casefold() for word in wanted))
        self.rows_changed()

    def answer(self) -> str | None:
        """Return the address under the cursor."""
        return self.current

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint host and address, as far as there is room."""
        if width < _ROOM_FOR_HOSTS:
            return [(cells(self.rows[row], width), "plain")]
        host = min(30, width // 3)
        return [(cells(host_of(self.rows[row]), host) + "  ", "strong"), (cells(self.rows[row], width - host - 2), "quiet")]


class LinksQuestion(ChoosingQuestion):
    """Asks for a link; the answer is its address."""

    AUTO_FOCUS = "LinkRows"

    def __init__(self, addresses: Sequence[str], *, ascii_only: bool = False) -> None:
        rows = LinkRows(addresses, ascii_only=ascii_only)
        super().__init__(f"Links in this article: {len(addresses):,}", rows, placeholder="Words of an address")

    def hints(self) -> tuple[tuple[str, str], ...]:
        """To choose is to see it in full."""
        return _renamed(super().hints(), "show in full")


class AddressQuestion(Told):
    """Shows where a link leads, in full, and asks whether to open it there."""

    def __init__(self, address: str) -> None:
        super().__init__("Open in your browser?", ())
        self._address = address

    def compose_body(self) -> Iterator[Widget]:
        """Give the heading, the host by itself, and the address."""
        with Sheet():
            yield Static(Content("Open in your browser?"), classes="heading")
            yield Static(Content(f"On {one_line(host_of(self._address))}"), classes="told")
            yield Static(Content(show(self._address)), classes="told")

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The keys open, copy, or leave it."""
        return _renamed(super(Told, self).hints(), "open")

    def action_choosing_take(self) -> None:
        """Open it, once its end has been on the screen."""
        if self.mover.is_at_end:
            self.dismiss(self._address)
        else:
            self.action_move_page_down()

    def action_choosing_copy(self) -> None:
        """Copy the address."""
        self.copy_out(self._address)


def _renamed(hints: Sequence[tuple[str, str]], choosing: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, choosing if label == "choose" else label) for key, label in hints)


async def open_one_of(screen: CommandScreen[Any], addresses: Sequence[str], *, ascii_only: bool = False) -> None:
    """Let one of some addresses be chosen, show it in full, and open it if that is wanted.

    Raises:
        ReaderError: it is no web address, or no browser can be started.
    """
    wanted = addresses[0] if len(addresses) == 1 else None
    wanted = wanted or await screen.app.push_screen_wait(LinksQuestion(addresses, ascii_only=ascii_only))
    if wanted and await screen.app.push_screen_wait(AddressQuestion(wanted)):
        open_address(wanted)
        screen.say("The link is opened in your browser")
