"""The keys in force: the table, a preset, and what the person's `config.toml` says.

A fault (an unknown command, screen or key, or a clash) costs that one line:
the default is kept and the fault is told with file and line. Nothing here
loads Textual.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reader.config import Config
from reader.tui.commands import COMMANDS, HINTS, SCREENS, Clash, Command, Scope, clashes_on, on_screen
from reader.tui.key_names import shown_key
from reader.tui.presets import PRESETS, with_preset

NAMED_KEYS = frozenset(
    "space enter tab shift+tab escape backspace delete insert home end pageup pagedown up down left right "
    "ctrl+underscore ctrl+home ctrl+end ctrl+up ctrl+down ctrl+left ctrl+right "
    "f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f11 f12".split()
)
_OTHER_NAMES = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "page_up": "pageup",
    "page_down": "pagedown",
    "del": "delete",
    "ctrl+_": "ctrl+underscore",
    "ctrl+/": "ctrl+underscore",
}
_CONFUSED = {"ctrl+i": "Tab", "ctrl+m": "Enter", "ctrl+h": "Backspace"}


@dataclass(frozen=True, slots=True)
class Keymap:
    """The commands with the keys in force, for each screen."""

    preset: str
    screens: Mapping[str, tuple[Command, ...]]
    faults: tuple[str, ...] = ()

    def on_screen(self, screen: str) -> tuple[Command, ...]:
        """Return the commands of a screen with their keys."""
        return self.screens[screen]

    def named(self, command_id: str, screen: str) -> str:
        """Return the first key of a command on a screen as a message names it; without a key, what to type behind `:`."""
        keys = self.keys_of(command_id, screen)
        return shown_key(keys[0]) if keys else f":{command_id}"

    def keys_of(self, command_id: str, screen: str) -> tuple[str, ...]:
        """Return the keys of a command on a screen; none when it is not there."""
        return next((command.keys for command in self.screens[screen] if command.id == command_id), ())

    @property
    def alt_keys(self) -> frozenset[str]:
        """Return the keys with Alt that mean something anywhere; most terminals send them as Escape and a letter."""
        keys = (key for commands in self.screens.values() for command in commands for key in command.keys)
        return frozenset(key for key in keys if key.startswith("alt+"))

    def hints_of(self, screen: str, commands: Sequence[Command], instead: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
        """Return the keys worth showing on a screen where some commands can be run, with what they do, most useful first.

        Args:
            screen: in the table of commands.
            commands: what can be run there now.
            instead: ids of the commands worth showing, when not those that the table names.
        """
        live = {command.id: command for command in commands}
        wanted = (live[id_] for id_ in instead or HINTS[screen] if id_ in live)
        return tuple((shown_key(command.keys[0]), command.hint or command.title.lower()) for command in wanted if command.keys)

    def all_commands(self) -> tuple[Command, ...]:
        """Return every command once, with its keys on the first screen where it has any."""
        first: dict[str, Command] = {}
        for screen in SCREENS:
            for command in self.screens[screen]:
                known = first.get(command.id)
                if known is None or (not known.keys and command.keys):
                    first[command.id] = command
        return tuple(first[command.id] for command in COMMANDS)


def read_key(written: str) -> str | None:
    """Return a key as the table writes it, or None when no terminal sends such a key.

    >>> [read_key(key) for key in ("Ctrl+N", "Esc", "Z  Z", "hyper+x")]
    ['ctrl+n', 'escape', 'Z Z', None]
    """
    strokes = [_read_stroke(stroke) for stroke in written.split()] or [None]
    return None if None in strokes else " ".join(stroke for stroke in strokes if stroke)


def _read_stroke(written: str) -> str | None:
    if len(written) == 1:
        return written
    low = _OTHER_NAMES.get(written.lower(), written.lower())
    if low in NAMED_KEYS or re.fullmatch(r"(ctrl|alt)\+[a-z0-9]|ctrl\+@|alt\+[!-@[-`{-~]|ctrl\+alt\+[a-z]", low):
        return low
    return None


def default_keymap(preset: str = "less") -> Keymap:
    """Return the keys of a preset alone."""
    commands = with_preset(preset)
    return Keymap(preset, {screen: on_screen(screen, commands) for screen in SCREENS})


@dataclass(frozen=True, slots=True)
class _Wish:
    """A command's keys as a table of the configuration wants them."""

    table: str
    id: str
    keys: tuple[str, ...]

    def is_for(self, screen: str) -> bool:
        """Tell whether a screen is spoken of."""
        return Scope(self.table) in SCREENS[screen]


def keymap_of(config: Config, config_file: Path | None = None) -> Keymap:
    """Return the keys in force under a configuration, and what is wrong with it.

    All that is wanted is taken together, so that two commands may change their keys; where that makes a clash the
    later wish is left out.

    Args:
        config: what was read.
        config_file: where it was read from, to name lines in faults.
    """
    place = _Places(config_file)
    faults: list[str] = []
    preset = config.key_preset
    if preset not in PRESETS:
        faults.append(f"{place.of('', 'preset')}no preset {preset!r}{_nearest(preset, PRESETS)}; less is used")
        preset = "less"
    wishes: list[_Wish] = []
    for table, wanted in config.keys.items():
        for id_, written in wanted.items():
            keys, trouble = _checked_keys(id_, written, table)
            if trouble:
                faults.append(f"{place.of(table, id_)}{trouble}; the default is kept")
            else:
                wishes.append(_Wish(table, id_, keys))
    screens = _fulfilled(preset, wishes)
    while clash := _first_clash(screens, wishes):
        wish = [each for each in wishes if each.id in (clash.first, clash.second) and each.is_for(clash.screen)][-1]
        trouble = f"{clash.key!r} would run both {clash.first!r} and {clash.second!r} on {clash.screen!r}"
        faults.append(f"{place.of(wish.table, wish.id)}{trouble}; the default is kept")
        wishes.remove(wish)
        screens = _fulfilled(preset, wishes)
    return Keymap(preset, {screen: on_screen(screen, commands) for screen, commands in screens.items()}, tuple(faults))


def _fulfilled(preset: str, wishes: Sequence[_Wish]) -> dict[str, tuple[Command, ...]]:
    """Return the commands of a preset for each screen, with the keys that are wanted there."""
    commands = with_preset(preset)
    screens = {}
    for screen in SCREENS:
        keys = {wish.id: wish.keys for wish in wishes if wish.is_for(screen)}
        screens[screen] = tuple(replace(c, keys=keys[c.id]) if c.id in keys else c for c in commands) if keys else commands
    return screens


def _first_clash(screens: Mapping[str, tuple[Command, ...]], wishes: Sequence[_Wish]) -> Clash | None:
    """Return a clash, if there is one; without wishes for a screen there is none."""
    asked = (screen for screen in screens if any(wish.is_for(screen) for wish in wishes))
    return next((clash for screen in asked for clash in clashes_on(screen, screens[screen])), None)


def _checked_keys(id_: str, written: Sequence[str], table: str) -> tuple[tuple[str, ...], str]:
    """Return the keys that a table wants for a command, or what is wrong with them."""
    if table not in set(Scope):
        return (), f"no screen {table!r}{_nearest(table, list(Scope))}"
    known = {command.id: command for command in COMMANDS}
    if id_ not in known:
        return (), f"no command {id_!r}{_nearest(id_, known)}"
    if not _belongs(known[id_], table):
        return (), f"{id_!r} does not belong to {table!r} but to {known[id_].scope.value!r}"
    keys = []
    for key in written:
        read = read_key(key)
        if read is None:
            return (), f"no key {key!r}"
        if read in _CONFUSED:
            return (), f"{key!r} arrives as {_CONFUSED[read]} in most terminals"
        keys.append(read)
    return tuple(keys), ""


def _belongs(command: Command, table: str) -> bool:
    return command.scope.value == table or command.scope in SCREENS.get(table, ())


class _Places:
    """Where lines of the configuration stand, found only when a fault has to be told."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def of(self, table: str, key: str) -> str:
        """Return `file:n: ` for a key of `[keys]` or `[keys.table]`, as far as it can be told."""
        if self._file is None:
            return f"keys.{table}: " if table else "keys: "
        line = self._line(f"keys.{table}" if table else "keys", key)
        return f"{self._file}:{line}: " if line else f"{self._file}: "

    def _line(self, table: str, key: str) -> int | None:
        try:
            lines = self._file.read_text("utf-8", "replace").splitlines() if self._file else []
        except OSError:
            return None
        current, heading = "", 0
        for number, line in enumerate(lines, 1):
            if found := re.match(r"\s*\[\s*([^\]]+?)\s*\]", line):
                current = found.group(1).replace('"', "").replace("'", "").replace(" ", "")
                heading = number if current == table else heading
            elif current == table and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return number
        return heading or None


def _nearest(word: str, known: Mapping[str, object] | Sequence[str]) -> str:
    from difflib import get_close_matches  # only a fault in the configuration pays for it

    near = get_close_matches(word, [str(k) for k in known], n=1)
    return f", did you mean {near[0]!r}?" if near else ""
