"""What a run leaves behind: the session, what the next start shows first, and, if the program itself fails, where."""

import contextlib
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from textual.screen import Screen

from reader.errors import ReaderError
from reader.files import write_atomically
from reader.paths import Paths, make_private
from reader.session import Session
from reader.tui.early_canvas import Surroundings
from reader.tui.leading import Leading
from reader.tui.next_start import NextStart
from reader.tui.screens.panes import PanesScreen


def session_of(stack: Sequence[Screen[Any]], before: Session) -> Session:
    """Return what is open on the screens, bottom first; what no screen knows stays as it was before."""
    reading = next((screen for screen in reversed(stack) if isinstance(screen, PanesScreen)), None)
    first = stack[1] if len(stack) > 1 else None
    return Session(
        open_articles=tuple(reading.open_article_ids()) if reading else (),
        past_queries=tuple(getattr(first, "past_queries", before.past_queries)),
        text_width=before.text_width,
        order=getattr(first, "order", before.order),
        is_zoomed=reading.is_zoomed if reading else False,
        focused=reading.panes.index(reading.pane) if reading else 0,
    )


def next_start_of(app: Leading, asked_for: Sequence[str], environ: Mapping[str, str]) -> NextStart | None:
    """Draw what the next start will show: the articles on the screen, or else what such a start draws first."""
    try:
        return _articles_on_screen(app, asked_for) or _drawn_anew(app, asked_for, environ)
    except ReaderError:
        return None


def _articles_on_screen(app: Leading, asked_for: Sequence[str]) -> NextStart | None:
    """Draw the articles on the screen, with all their marks; a start by name shows those alone."""
    screen = app.screen
    if not isinstance(screen, PanesScreen):
        return None
    opened = screen.open_article_ids()
    if asked_for and (tuple(asked_for) != opened or screen.is_zoomed or screen.pane is not screen.panes[0]):
        return None
    return NextStart.of(screen, app.library, opened, app.console) if screen.stand_as_at_start() else None


def _drawn_anew(app: Leading, asked_for: Sequence[str], environ: Mapping[str, str]) -> NextStart | None:
    for screen in app.screen_stack:
        if isinstance(screen, PanesScreen):
            screen.save_positions()
    terminal = Surroundings(app.size.width, app.size.height, environ)
    return NextStart.drawn_anew(app.library, replace(app.config, theme=app.theme), asked_for, terminal)


def report_crash(error: BaseException | None, paths: Paths | None) -> str:
    """Write where it went wrong to a file of the reader's own, without any text of theirs; return what to say."""
    told = "An error in Broadsheet itself ended it; everything saved is kept."
    if paths is None:
        return told
    with contextlib.suppress(OSError):
        file = make_private(paths.state) / "crash.txt"
        frames = traceback.format_tb(error.__traceback__) if error else []
        write_atomically(file, "".join([*frames, type(error).__name__, "\n"]).encode())
        told += f" Where: {file}"
    return told
