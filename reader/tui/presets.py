"""What people bring along from other programs: keys as a preset, and short names behind `:`.

Nothing here loads Textual.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reader.tui.commands import COMMANDS, Command

PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "less": {},
    "newsboat": {
        "article.next_unread": ("n", "U"),
        "article.previous_unread": ("p",),
        "find.next": (".",),
        "find.previous": (",",),
        "note.next": ("]",),
        "note.previous": ("[",),
        "compare.next_pair": ("]",),
        "compare.previous_pair": ("[",),
        "compare.pin": ("P",),
        "compare.note_pair": ("ctrl+w a",),
    },
    "emacs": {
        "move.down": ("ctrl+n", "j", "down", "ctrl+e"),
        "move.up": ("ctrl+p", "k", "up", "ctrl+y"),
        "move.page_down": ("ctrl+v", "space", "f", "ctrl+f", "pagedown"),
        "move.page_up": ("alt+v", "b", "ctrl+b", "pageup"),
        "palette.open": ("alt+x", "ctrl+x x"),
        "out.copy": ("y", "alt+w"),
        "find.open": ("/", "ctrl+s"),
        "find.previous": ("N", "ctrl+r"),
        "library.search": ("/", "ctrl+s"),
        "app.quit": ("Q", "ctrl+x ctrl+c", "ctrl+q"),
        "edit.undo": ("ctrl+underscore", "ctrl+x u"),
        "pane.next": ("ctrl+x o", "tab"),
        "pane.only": ("ctrl+x 1", "ctrl+w o"),
        "pane.close": ("ctrl+x 0", "ctrl+w c"),
    },
}
"""What each preset changes; `less` is the table itself."""


ALIASES: Mapping[str, str] = {
    "q": "app.quit",
    "q!": "app.quit",
    "qa": "app.quit",
    "wq": "app.quit",
    "x": "app.quit",
    "quit": "app.quit",
    "h": "help.open",
    "help": "help.open",
    "undo": "edit.undo",
    "u": "edit.undo",
    "n": "article.next",
    "bn": "article.next",
    "p": "article.previous",
    "bp": "article.previous",
    "noh": "app.cancel",
    "only": "pane.only",
    "close": "pane.close",
    "marks": "bookmarks.open",
    "set scb": "compare.sync",
}
"""Short names on the command line, by the habits of vim and less."""


def with_preset(preset: str, commands: Iterable[Command] = COMMANDS) -> tuple[Command, ...]:
    """Return the commands with the keys of a preset."""
    changed = PRESETS[preset]
    return tuple(replace(command, keys=changed[command.id]) if command.id in changed else command for command in commands)
