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
from typing import TYPE_CHECKING

from reader.config import Config
from reader.library.library import Library
from reader.paths import Paths
from reader.tui.early_terminal import EarlyTerminal

if TYPE_CHECKING:
    from reader.tui.app import BroadsheetApp

_PALETTE = "textual.command"
_PALETTE_NAMES = ("CommandListItem", "CommandPalette", "Provider", "SimpleProvider", "DiscoveryHit", "Hit", "Hits", "DiscoveryHits")


def run_app(
    library: Library,
    config: Config,
    ids: Sequence[str] = (),
    *,
    paths: Paths,
    config_file: Path,
    early: EarlyTerminal | None = None,
) -> int:
    """Run the reader on a terminal until it is left; return the exit code.

    Args:
        library: the open library; it is closed at the end.
        config: the settings.
        ids: articles to open.
        paths: where session, first frame and crash report are kept.
        config_file: where the settings were read.
        early: the terminal as the start holds it.
    """
    gc.disable()
    with _without_ssl(), _without_palette():
        from reader.tui.app import BroadsheetApp

    app = BroadsheetApp(library, config, ids, paths=paths, early=early)
    code = _run_once(app)
    from reader.tui.next_start import keep_for_next_start  # only now: these are not in the way of the first article
    from reader.tui.screens.library import REOPEN

    if early is not None:
        keep_for_next_start(app.next_start, early.frame_key, paths, config_file)
    while code == REOPEN:
        told: object = app.return_value
        app = BroadsheetApp(Library.open(paths, config), config, paths=paths)
        app.greeting = told if isinstance(told, str) else ""
        code = _run_once(app)
    return code


def _run_once(app: "BroadsheetApp") -> int:
    """Run an app; collecting garbage waits for the first frame."""
    gc.disable()
    try:
        app.run(mouse=app.config.mouse)
        return app.return_code or 0
    finally:
        gc.enable()
        app.searcher.close()
        if app.background:
            app.background.close()
        app.library.close()


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
