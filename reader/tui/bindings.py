"""Textual bindings made from the table of commands."""

from collections.abc import Callable, Iterable

from textual.binding import Binding, BindingsMap
from textual.keys import _character_to_key

from reader.tui.commands import Command

_SAME_KEY = {"ctrl+underscore": ("ctrl+underscore", "ctrl+slash", "ctrl+minus", "ctrl+shift+minus"), "space": ("space",)}
"""Terminals with a newer keyboard protocol tell keys apart that are one key elsewhere."""


def textual_keys(key: str) -> tuple[str, ...]:
    """Return the names Textual has for a single key of the table.

    >>> textual_keys("?"), textual_keys("alt+<"), textual_keys("alt+v")
    (('question_mark',), ('alt+<', 'alt+less_than_sign'), ('alt+v',))
    """
    if key in _SAME_KEY:
        return _SAME_KEY[key]
    modifier, _, letter = key.partition("+")
    if modifier == "alt" and len(letter) == 1:
        return tuple(dict.fromkeys((key, f"alt+{_character_to_key(letter)}")))
    return (_character_to_key(key),) if len(key) == 1 else (key,)


def bindings_of(commands: Iterable[Command], action_of: Callable[[Command], str]) -> BindingsMap:
    """Return bindings for the single keys of commands; sequences are read by the screen itself."""
    return BindingsMap(
        Binding(name, action_of(command), command.title, show=False, id=command.id)
        for command in commands
        for key in command.keys
        if " " not in key and not command.wants_letter
        for name in textual_keys(key)
    )
