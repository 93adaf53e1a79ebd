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
        "article.toggle_read": ("N",),
        "article.original": ("o",),
        "out.menu": ("ctrl+w e",),
        "links.open": ("u", "O"),
        "library.refresh": ("r", "R"),
        "library.clear_query": ("backspace", "ctrl+f"),
        "move.half_up": ("ctrl+u",),
        "move.page_down": ("space", "f", "pagedown"),
        "move.page_up": ("b", "pageup"),
        "note.highlight": ("H", "ctrl+b"),
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
        "move.top": ("g", "home", "alt+<"),
        "move.bottom": ("G", "end", "alt+>"),
        "paragraph.next": ("}", ")", "alt+}"),
        "paragraph.previous": ("{", "(", "alt+{"),
        "search.open": ("F", "ctrl+x ctrl+f", "ctrl+x b"),
        "app.back": ("q", "ctrl+x k"),
        "bookmarks.open": ("B", "ctrl+x r l"),
        "mark.set": ("m", "ctrl+x r space"),
        "mark.go": ("'", "ctrl+x r j"),
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
        "pane.equal": ("ctrl+x +", "ctrl+w ="),
        "pane.wider": (">", "ctrl+x }"),
        "pane.narrower": ("<", "ctrl+x {"),
        "compare.open": ("c", "ctrl+x 3", "ctrl+x 2"),
        "select.characters": ("v", "ctrl+@"),
        "select.left": ("h", "left", "ctrl+b"),
        "select.right": ("l", "right", "ctrl+f"),
        "select.word_end": ("e", "alt+f"),
        "select.word_back": ("W", "alt+b"),
        "select.line_start": ("0", "ctrl+a"),
        "select.line_end": ("$", "ctrl+e"),
        "select.other_end": ("o", "ctrl+x ctrl+x"),
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
