"""The configuration: `config.toml` read, checked and explained.

A missing file gives the defaults. A fault names file, line and the nearest
valid key; it costs the one setting, never the start. The file is only ever
read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


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
