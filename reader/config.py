"""The configuration: `config.toml` read, checked and explained.

A missing file gives the defaults. A fault names file, line and the nearest
valid key; it costs the one setting, never the start. The file is only ever
read.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.errors import ConfigError, SourceError
from reader.files import expanded, read_regular_file

MAX_SIZE = 1_000_000


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run."""

    collection: Path | None = None
    """The folder opened when none is named; None for the default collection."""
    theme: str = ""
    """`paper`, `ink`, `terminal`, `contrast` or a theme of Textual's; empty to go by the terminal."""
    ascii: bool = False
    """No box or symbol characters."""
    text_width: int = 72
    """Cells of the text column."""
    show_hints: bool = True
    mouse: bool = True
    direct_paint: bool = False
    """Paint scrolls straight to the terminal."""
    first_frame: bool = True
    """Keep what the next start shows first, and show it before anything is loaded."""
    clipboard_command: tuple[str, ...] = ()
    recogniser: str = "built-in"
    """`built-in` or `spacy:NAME`."""
    search_executor: str = "fast"
    """`fast`, or `stock` for Whoosh's own."""
    key_preset: str = "less"
    """`less`, `newsboat` or `emacs`."""
    keys: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Screen, command id, keys."""
    faults: tuple[str, ...] = ()
    """What is wrong in the file, one line each, with file and line number."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each setting that is not at its default was read: its key, and file and line."""


class _Wrong(ValueError):
    """A value is not what its key asks for; the text says what it asks for."""


def _folder(value: object) -> Path:
    if not isinstance(value, str) or not value:
        raise _Wrong("a folder in quotes")
    return expanded(Path(value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong("words in quotes")
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("true or false")
    return value


def _width(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 20 <= value <= 200:
        raise _Wrong("a number from 20 to 200")
    return value


def _words(value: object) -> tuple[str, ...]:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise _Wrong('words in quotes, or a list of them: ["a", "b"]')
    return tuple(words)


def _recogniser(value: object) -> str:
    if not isinstance(value, str) or not (value == "built-in" or value.startswith("spacy:")):
        raise _Wrong('"built-in" or "spacy:NAME"')
    return value


def _one_of(*choices: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if value not in choices:
            raise _Wrong(" or ".join(f'"{choice}"' for choice in choices))
        return str(value)

    return check


@dataclass(frozen=True, slots=True)
class Setting:
    """A key of the file: its table, its name, the field it fills, and its check."""

    table: str
    name: str
    field: str
    read: Callable[[object], Any]

    @property
    def key(self) -> str:
        """The key with its table, as people write about it."""
        return f"{self.table}.{self.name}" if self.table else self.name


SETTINGS = (
    Setting("", "collection", "collection", _folder),
    Setting("ui", "theme", "theme", _text),
    Setting("ui", "ascii", "ascii", _switch),
    Setting("ui", "text_width", "text_width", _width),
    Setting("ui", "hints", "show_hints", _switch),
    Setting("ui", "mouse", "mouse", _switch),
    Setting("ui", "direct_paint", "direct_paint", _switch),
    Setting("ui", "first_frame", "first_frame", _switch),
    Setting("ui", "clipboard_command", "clipboard_command", _words),
    Setting("entities", "recogniser", "recogniser", _recogniser),
    Setting("search", "executor", "search_executor", _one_of("fast", "stock")),
    Setting("keys", "preset", "key_preset", _one_of("less", "newsboat", "emacs")),
)
_BY_KEY = {setting.key: setting for setting in SETTINGS}
_TABLES = tuple(dict.fromkeys(setting.table for setting in SETTINGS if setting.table))


def read_config(file: Path, *, must_exist: bool = False) -> Config:
    """Read the configuration; its faults are in `Config.faults`.

    Raises:
        ConfigError: a file that was asked for by name is missing.
    """
    try:
        content = read_regular_file(file, MAX_SIZE)
    except SourceError as error:
        if must_exist:
            raise ConfigError(f"{error}; name the configuration file with --config") from error
        return Config(faults=(str(error),) if file.exists() else ())
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        return _checked(file, text, tomllib.loads(text))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Config(faults=(f"{file}:{line}: not UTF-8; save the file as UTF-8. All settings are at their defaults",))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Config(faults=(_syntax_fault(file, str(error)),))


def _syntax_fault(file: Path, message: str) -> str:
    place = re.search(r"\(at (?:line (\d+), column \d+|end of document)\)", message)
    line = f":{place.group(1)}" if place and place.group(1) else ""
    return f"{file}{line}: {message}. All settings are at their defaults"


def _checked(file: Path, text: str, document: Mapping[str, Any]) -> Config:
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    faults: list[str] = []
    for key, value in _leaves(document):
        setting = _BY_KEY.get(key)
        where = f"{file}:{_line_of(text, key)}"
        if setting is None:
            faults.append(f"{where}: no setting {key!r}{_nearest(key)}")
            continue
        try:
            values[setting.field] = setting.read(value)
            origins[key] = where
        except _Wrong as wrong:
            faults.append(f"{where}: {key} wants {wrong}, not {value!r}; the default is kept")
    keys, key_faults = _read_keys(file, text, document.get("keys"))
    return Config(**values, keys=keys, faults=tuple(faults + key_faults), origins=origins)


def _leaves(document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Iterate over the settings with their keys; the tables of keys below `[keys]` are left to `_read_keys`."""
    for name, value in document.items():
        if not isinstance(value, dict) or name not in _TABLES:
            yield name, value
            continue
        for inner, leaf in value.items():
            if name != "keys" or not isinstance(leaf, dict):
                yield f"{name}.{inner}", leaf


def _read_keys(file: Path, text: str, tables: object) -> tuple[dict[str, dict[str, tuple[str, ...]]], list[str]]:
    keys: dict[str, dict[str, tuple[str, ...]]] = {}
    faults: list[str] = []
    for screen, commands in tables.items() if isinstance(tables, dict) else ():
        for command, value in commands.items() if isinstance(commands, dict) else ():
            try:
                keys.setdefault(screen, {})[command] = _words(value)
            except _Wrong as wrong:
                where = f"{file}:{_line_of(text, f'keys.{screen}.{command}')}"
                faults.append(f"{where}: keys.{screen}.{command} wants {wrong}; the default is kept")
    return keys, faults


def _nearest(key: str) -> str:
    import difflib  # only a fault pays for it

    near = difflib.get_close_matches(key, _BY_KEY, n=1, cutoff=0.5)
    by_name = [s.key for s in SETTINGS if s.name == key.rsplit(".", 1)[-1]]
    choice = by_name or near
    return f"; did you mean {choice[0]!r}?" if choice else f"; there are {', '.join(_BY_KEY)}"


def _line_of(text: str, key: str) -> int:
    """Return the line a key stands in, as far as it is written plainly; 1 otherwise."""
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line)
        name = re.match(r"\s*(\"[^\"]*\"|'[^']*'|[\w.-]+)\s*=", line)
        if head:
            table = head.group(1).replace('"', "") + "."
            if table == key + ".":
                return number
        elif name and table + name.group(1).strip("\"'") == key:
            return number
    return 1
