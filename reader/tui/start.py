"""A quick start: what must happen before Textual is imported.

Most of a start is imports. Collecting garbage meanwhile is wasted, `ssl` is
never used by the screen, and Textual's own command palette, which this
program replaces, brings a tree, a list and more along; a stand-in takes its
place while `textual.app` is imported and is gone afterwards.
"""

import gc
import sys
import types
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.tui.early_terminal import EarlyTerminal

_PALETTE = "textual.command"
_PALETTE_NAMES = ("CommandListItem", "CommandPalette", "Provider", "SimpleProvider", "DiscoveryHit", "Hit", "Hits", "DiscoveryHits")


def run_app(
    library: Library,
    config: Config,
    references: Sequence[str] = (),
    *,
    paths: Paths | None = None,
    config_file: Path | None = None,
    early: EarlyTerminal | None = None,
) -> int:
    """Run the reader on a terminal until it is left; return the exit code."""
    gc.disable()
    with _without_ssl(), _without_palette():
        from reader.tui.app import run_app as run

    return run(library, config, references, paths=paths, config_file=config_file, early=early)


@contextmanager
def _without_ssl() -> Iterator[None]:
    """Let asyncio be imported without `ssl`; who needs it later gets it."""
    if {"ssl", "asyncio"} & sys.modules.keys():
        yield
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # the way to make an import fail
    try:
        yield
    finally:
        del sys.modules["ssl"]


@contextmanager
def _without_palette() -> Iterator[None]:
    if "textual" in sys.modules:
        yield
        return
    sys.modules[_PALETTE] = _stand_in()
    try:
        yield
    finally:
        del sys.modules[_PALETTE]


def _stand_in() -> types.ModuleType:
    module = types.ModuleType(_PALETTE)
    for name in _PALETTE_NAMES:
        setattr(module, name, type(name, (), {}))
    module.CommandPalette.is_open = staticmethod(lambda app: False)
    return module
