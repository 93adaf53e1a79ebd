"""The screen itself, loaded only when it is asked for."""

import contextlib
import gc
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.invocation import Invocation, global_options, pass_invocation
from reader.errors import SourceError, UnknownArticle, UsageError
from reader.library.places import is_sample
from reader.paths import Paths

if TYPE_CHECKING:
    from reader.library.library import Library
    from reader.library.listing import Report
    from reader.tui.early_terminal import EarlyTerminal

MOST_PANES = 4
_ANSWER_SECONDS = 0.02
"""How long a terminal may take to tell its ground once everything else is known; most have answered by then."""


@click.command("open", hidden=True, context_settings={"ignore_unknown_options": False})
@click.argument("references", nargs=-1)
@global_options
@pass_invocation
def open_screen(invocation: Invocation, references: tuple[str, ...] = ()) -> int:
    """Open the screen: the collection, one article, or two to four side by side."""
    mind_addresses(references)
    folder, articles, files = chosen_folder(references, invocation.options.collection)
    if len(files) > MOST_PANES:
        articles = ()  # as many are a list to choose from
    elif len(articles) > MOST_PANES:
        raise UsageError(f"at most {MOST_PANES} articles stand side by side, not {len(articles)}")
    gc.disable()  # until the first frame: nothing of what is loaded goes again
    with early_terminal(invocation) as early, invocation.library(folder, files) as library:
        ids = ids_of(articles, library, invocation)
        if early is not None:
            show_first_screen(early, library, ids, invocation.paths)
        from reader.tui.start import run_app

        return run_app(library, library.config, ids, paths=invocation.paths, config_file=invocation.config_file, early=early)


def show_first_screen(early: "EarlyTerminal", library: "Library", ids: Sequence[str], paths: Paths) -> None:
    """Show the articles that will be opened before the app that opens them is loaded, unless their saved frame stands already."""
    if early.has_frame:
        return
    from reader.tui.early_canvas import Surroundings
    from reader.tui.first_screen import first_screen

    columns, rows = shutil.get_terminal_size()
    terminal = Surroundings(columns, rows, os.environ, early.ground(_ANSWER_SECONDS))
    frame = first_screen(library, library.config, ids, paths, terminal)
    if frame is not None:
        early.show(frame)


@contextlib.contextmanager
def early_terminal(invocation: Invocation) -> "Iterator[EarlyTerminal | None]":
    """Hold the terminal until the app has it: no key typed meanwhile is lost, and its ground is known when the theme goes by it."""
    mind_terminal()
    if os.environ.get("TEXTUAL_DRIVER"):
        yield None
        return
    from reader.tui.early_terminal import EarlyTerminal, can_be_asked

    early = invocation.early or EarlyTerminal()
    try:
        early.begin()
        if not invocation.config().theme and can_be_asked(os.environ):
            early.ask_ground()
        yield early
    finally:
        early.end()


def ids_of(references: Sequence[str], library: "Library", invocation: Invocation) -> list[str]:
    """Find articles; the folder is looked through only when one of them is new or has changed: the screen does so anyway."""
    with contextlib.suppress(UnknownArticle):
        ids = [library.resolve(reference) for reference in references]
        if all(map(library.is_fresh, ids)):
            return ids
    gc.enable()
    report = invocation.refresh(library, library.refresh_catalogue)
    gc.disable()
    try:
        return [library.resolve(reference) for reference in references]
    except UnknownArticle as error:
        if library.collection.only:
            return _list_of_named(report)
        raise UnknownArticle(f"{error}; `broadsheet --help` names the commands") from error


def _list_of_named(report: "Report") -> list[str]:
    """Open files that are not one article each as the list of those that they hold.

    Raises:
        SourceError: one of them cannot be read, which was told, or none holds an article.
    """
    if report.refused:
        raise SourceError(f"{report.refused[0].path} cannot be opened; text, Markdown, HTML, EPUB, mail, feeds and exports can")
    return []


def mind_terminal() -> None:
    """Refuse to draw where nobody can see it.

    Raises:
        UsageError: stdin or stdout is no terminal, or one that cannot be drawn on.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        return  # `serve` draws in a browser
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        raise UsageError("the screen needs a terminal; `list`, `show` and `search` work without one")
    if os.environ.get("TERM", "dumb") in {"dumb", ""}:
        raise UsageError("the screen needs a terminal that can be drawn on, and TERM says it cannot; `list` and `show` work")


def mind_addresses(references: Sequence[str]) -> None:
    """Tell an address from an article: nothing is fetched to be looked at once.

    Raises:
        UsageError: one of them is an address.
    """
    address = next((reference for reference in references if "://" in reference), None)
    if address is not None:
        raise UsageError(f"{address} is an address; `broadsheet add {address}` brings its page in")


def chosen_folder(references: tuple[str, ...], collection: Path | None) -> tuple[Path | None, tuple[str, ...], tuple[Path, ...]]:
    """Return the folder to open, the articles in it, and the files when such were named: they alone are opened.

    A folder named alone is the collection.

    Raises:
        SourceError: a path is missing, or files lie in different folders.
    """
    if len(references) == 1 and is_sample(references[0]):
        return Path(references[0]), (), ()
    folders = [Path(reference) for reference in references if Path(reference).is_dir()]
    if folders:
        if len(references) > 1:
            raise SourceError(f"{folders[0]} is a folder: name it alone, or with -C before the articles")
        return folders[0], (), ()
    if collection is not None:
        return collection, references, ()
    files = [Path(reference) for reference in references if _is_path(reference)]
    if not files:
        return None, references, ()
    _check_files(files)
    whole = tuple(file.resolve() for file in files)
    if len({file.parent for file in whole}) > 1 or len(files) < len(references):
        raise SourceError("the articles lie in different folders; put them into one, or `broadsheet add` them")
    return None, tuple(map(str, whole)), whole


def _check_files(files: Sequence[Path]) -> None:
    missing = next((file for file in files if not os.path.lexists(file)), None)
    if missing is not None:
        raise SourceError(f"{missing}: no such file; `broadsheet list` shows the articles of the collection")
    odd = next((file for file in files if file.exists() and not file.is_file()), None)
    if odd is not None:
        raise SourceError(f"{odd}: not a regular file; `broadsheet add -` reads standard input")


def _is_path(reference: str) -> bool:
    return os.sep in reference or os.path.lexists(reference)
