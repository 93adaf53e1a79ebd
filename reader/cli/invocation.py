"""One call of the command line: its global options, and the library they open."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reader.cli.output import say
from reader.cli.progress import ProgressLine, stoppable
from reader.cli.style import Style, style_for
from reader.config import Config, read_config
from reader.library.listing import Report
from reader.library.watching import Stopped, Watch
from reader.paths import Paths

if TYPE_CHECKING:
    from reader.library.library import Library
    from reader.tui.early_terminal import EarlyTerminal

Command = TypeVar("Command", bound=Callable[..., Any])
MAX_LINES = 5
"""Refused files named one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options that every command takes, before or after its name."""

    collection: Path | None = None
    config: Path | None = None
    is_quiet: bool = False
    is_verbose: bool = False
    color: str = "auto"
    is_sure: bool = False
    """`-y`: ask nothing."""
    is_dry: bool = False
    """`-n`: say what would be done."""


class Invocation:
    """The global options of a call and what they lead to."""

    def __init__(self, paths: Paths, clock: Callable[[], datetime] | None = None, early: "EarlyTerminal | None" = None) -> None:
        self.paths = paths
        self.options = Options()
        self.clock = clock
        self.early = early
        """The terminal, when the start holds it already."""

    def set_option(self, name: str, value: object) -> None:
        """Take one option; the later one wins."""
        self.options = replace(self.options, **{name: value})  # type: ignore[arg-type] # click has checked them

    @property
    def style(self) -> Style:
        """How to colour what is printed."""
        return style_for(self.options.color)

    @property
    def config_file(self) -> Path:
        """The configuration file of this call."""
        return self.options.config or self.paths.config_file

    def config(self) -> Config:
        """Read the configuration."""
        return read_config(self.config_file, must_exist=self.options.config is not None)

    def say(self, text: str) -> None:
        """Say one line on stderr unless asked to be quiet."""
        if not self.options.is_quiet:
            say(text)

    def library(self, folder: Path | None = None, files: Sequence[Path] = ()) -> contextlib.AbstractContextManager["Library"]:
        """Open the collection, or a folder or files in its place, and close it in the end."""
        from reader.library.library import Library, utc_now

        folder, clock = folder or self.options.collection, self.clock or utc_now
        opened = Library.open(self.paths, self.config(), folder, files=files, clock=clock)
        return self._using(opened)

    def own(self) -> contextlib.AbstractContextManager["Library"]:
        """Open the reader's own collection, empty or not."""
        from reader.library.library import Library, utc_now

        return self._using(Library.open_own(self.paths, self.config(), clock=self.clock or utc_now))

    @contextlib.contextmanager
    def _using(self, library: "Library") -> "Iterator[Library]":
        """Tell what a library has to tell, and close it in the end."""
        try:
            for notice in library.notices:
                self.say(notice)
            yield library
        finally:
            for notice in library.take_notices():
                self.say(notice)
            library.close()

    @contextlib.contextmanager
    def articles(self) -> "Iterator[Library]":
        """Open the collection with its catalogue up to date; mentions and index as they are needed."""
        with self.articles_of(None) as library:
            yield library

    @contextlib.contextmanager
    def articles_of(self, folder: Path | None) -> "Iterator[Library]":
        """Open a folder with its catalogue up to date."""
        with self.library(folder) as library:
            self.refresh(library, library.refresh_catalogue)
            yield library

    @contextlib.contextmanager
    def named(self) -> "Iterator[Library]":
        """Open the collection with catalogue and mentions up to date."""
        with self.library() as library:
            self.refresh(library, library.refresh_names)
            yield library

    @contextlib.contextmanager
    def searchable(self) -> "Iterator[Library]":
        """Open the collection with catalogue, mentions and index up to date; once a day, verify the index after the answer."""
        with self.library() as library:
            self.refresh(library, library.refresh)
            yield library
            library.verify_index()

    @contextlib.contextmanager
    def watched(self) -> Iterator[Watch]:
        """Show the progress of a long task on stderr; Ctrl+C stops it, and what it had so far is nothing."""
        progress = ProgressLine(is_quiet=self.options.is_quiet)
        with stoppable() as interrupt:
            try:
                yield Watch(progress.tell, interrupt)
            except Stopped:
                raise KeyboardInterrupt from None
            finally:
                progress.clear()

    def refresh(self, library: "Library", bring_up_to_date: Callable[..., Report]) -> Report:
        """Run a refresh with its progress on stderr; Ctrl+C stops it between two documents."""
        progress = ProgressLine(is_quiet=self.options.is_quiet)
        with stoppable() as interrupt:
            try:
                report = bring_up_to_date(progress.tell, interrupt)
            finally:
                progress.clear()
        for notice in library.take_notices():
            self.say(notice)
        self._tell_refused(report)
        if report.was_stopped:
            self.say("stopped; what was read so far is kept")
            raise KeyboardInterrupt
        return report

    def _tell_refused(self, report: Report) -> None:
        limit = len(report.refused) if self.options.is_verbose else MAX_LINES
        for line in report.refused[:limit]:
            self.say(f"{line.path}: {line.why}")
        if len(report.refused) > limit:
            self.say(f"and {len(report.refused) - limit} more files that cannot be read; -v names them all")


pass_invocation = click.make_pass_decorator(Invocation)


class NamedPath(click.Path):
    """A path that is named: an empty one would be the folder one is in, which nobody means by a variable that is not set."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        if value == "":
            self.fail("it is empty; name a file or folder, or . for the one you are in", param, ctx)
        return super().convert(value, param, ctx)


FILE_OR_FOLDER = NamedPath(path_type=Path)
FILE_OR_DASH = NamedPath(path_type=Path, allow_dash=True)


def query_argument(name: str, metavar: str, *, required: bool = False) -> Callable[[Command], Command]:
    """Let a command take its words as one text: quotes around them are for the shell's sake, and often forgotten."""
    return click.argument(
        name, nargs=-1, required=required, metavar=metavar, callback=lambda _context, _parameter, words: " ".join(words)
    )


def global_options(command: Command) -> Command:
    """Let a command take the global options, too."""
    for option in reversed(_GLOBAL_OPTIONS):
        command = option(command)
    return command


def _taker(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def take(context: click.Context, parameter: click.Parameter, value: object) -> None:
        invocation = context.find_object(Invocation)
        if invocation is not None and value is not None and value is not False:
            invocation.set_option(name, value)

    return take


_GLOBAL_OPTIONS = (
    click.option("-C", "--collection", type=FILE_OR_FOLDER, metavar="DIR", expose_value=False, callback=_taker("collection"),
                 help="The folder of articles, read in place."),
    click.option("--config", type=FILE_OR_FOLDER, metavar="FILE", expose_value=False, callback=_taker("config"),
                 help="The configuration file."),
    click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_taker("is_quiet"), help="Say only errors."),
    click.option("-v", "--verbose", is_flag=True, expose_value=False, callback=_taker("is_verbose"),
                 help="Name all that is left out, however many."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), expose_value=False, callback=_taker("color"),
                 help="Colour on stdout."),
    click.option("-y", "--yes", is_flag=True, expose_value=False, callback=_taker("is_sure"), hidden=True,
                 help="Taken for the sake of scripts: no command asks anything."),
    click.option("-n", "--dry-run", is_flag=True, expose_value=False, callback=_taker("is_dry"),
                 help="Say what would be done, and do nothing."),
)  # fmt: skip
