"""The command line: its commands by name, and one way out for every error.

Commands are loaded when they are called, so that `--version` and `list` pay
for nothing they do not use.
"""

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import click
from click.shell_completion import CompletionItem

from reader import __version__
from reader.cli.failures import EXIT_CODES, hush_stdout, tell_failure
from reader.cli.invocation import Invocation, global_options
from reader.paths import Paths

if TYPE_CHECKING:
    from reader.tui.early_terminal import EarlyTerminal

COMMANDS = {
    "add": ("adding:add", "Add files, folders, addresses or standard input; the original bytes are kept."),
    "list": ("articles:list_articles", "List the articles, or those that answer QUERY."),
    "show": ("articles:show", "Show one article as text."),
    "set": ("articles:set_values", "Set title, source, date, author or url for good, or keep/cut a block."),
    "cite": ("articles:cite", "Cite an article."),
    "search": ("searching:search", "Search the articles: ranked hits with the passages that earned them."),
    "kwic": ("searching:kwic", "Show every place of a word, phrase or entity with the words around it."),
    "entities": ("naming:entities", "List the people, places, organisations, dates and sums that articles name."),
    "compare": ("comparing:compare", "Compare two accounts: aligned passages, figures, names, what stands in one only."),
    "brief": ("comparing:brief", "Write the comparison of two or more articles as a Markdown document with citations."),
    "timeline": ("comparing:timeline", "Show dated statements in order; ~ marks a date that the article's own completes."),
    "bookmarks": ("bookmarks:bookmarks", "Keep places in articles with notes, and bring them out again."),
    "index": ("care:index", "Bring catalogue, names and search index up to date."),
    "doctor": ("care:doctor", "Check everything and report; with --fix, repair what can be repaired."),
    "export-all": ("transfer:export_all", "Write everything you made into DIR as plain files, without loss."),
    "import-all": ("transfer:import_all", "Bring in what `export-all` wrote; what you changed here stays."),
    "config": ("settings:config", "Find, show and check the configuration."),
    "keys": ("settings:keys", "Print the commands of the screens with their keys."),
    "paths": ("settings:paths", "Print the folders in use."),
    "completion": ("settings:completion", "Print the completion script of a shell."),
    "manual": ("manual:manual", "Print the manual page."),
    "serve": ("serving:serve", "Open the screens in a browser."),
}
"""Module and function of each command with its line of help, in the order that help shows them."""
_SCREEN = "screen:open_screen"
_OTHER_WORDS = {
    "ls": "broadsheet list",
    "find": "broadsheet search QUERY",
    "grep": "broadsheet search QUERY",
    "diff": "broadsheet compare A B",
    "import": "broadsheet add FILE",
    "export": "broadsheet bookmarks export",
    "notes": "broadsheet bookmarks list",
    "names": "broadsheet entities",
    "open": "broadsheet ID",
    "read": "broadsheet ID",
    "version": "broadsheet --version",
}
"""What other programs call it, and how it is called here."""


class Commands(click.Group):
    """The commands by name; what is no command is something to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the table."""
        return list(COMMANDS)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take `help` and `help COMMAND` for what asks for help everywhere else."""
        if args and args[0] == "help" and not os.path.lexists("help"):
            word = next((arg for arg in args[1:] if not arg.startswith("-")), None)
            if word is not None and word not in COMMANDS:
                _mind_misspelling(ctx, word)
                raise click.UsageError(f"no command {word!r}", ctx)
            args = [*args[1:], "--help"]
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        return _load(COMMANDS[cmd_name][0]) if cmd_name in COMMANDS else None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer commands and options, or else files and folders to open."""
        from reader.cli.completing import complete_files

        found = super().shell_complete(ctx, incomplete)
        return found or complete_files(ctx, self.params[0], incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their help from the table, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or take all words as articles and folders to open."""
        if args and args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        if not os.path.lexists(args[0]):
            _mind_misspelling(ctx, args[0])
        return "open", _load(_SCREEN), args


def _load(place: str) -> click.Command:
    module, name = place.split(":")
    return cast(click.Command, getattr(importlib.import_module(f"reader.cli.{module}"), name))


def _mind_misspelling(ctx: click.Context, word: str) -> None:
    if word in _OTHER_WORDS:
        raise click.UsageError(f"no command {word!r}; write `{_OTHER_WORDS[word]}`", ctx)
    import difflib

    near = difflib.get_close_matches(word, COMMANDS, n=1, cutoff=0.7)
    if near:
        raise click.UsageError(f"no command {word!r}; did you mean {near[0]!r}?", ctx)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"Exit codes: {', '.join(f'{code} {meaning}' for code, meaning in EXIT_CODES.items())}.",
)
@click.version_option(__version__, "-V", "--version", prog_name="broadsheet", message="%(prog)s %(version)s")
@global_options
@click.pass_context
def commands(context: click.Context) -> int | None:
    """Read, search and compare several accounts of one story.

    \b
    broadsheet                   open the collection, or the sample
    broadsheet DIR               open a folder of articles in place
    broadsheet ID ID             open two articles side by side
    broadsheet FILE ...          open files by themselves
    broadsheet search 'word*'    search from the shell

    An ID is the short id that `list` prints, any unambiguous beginning of it, or the file's name.
    `broadsheet COMMAND --help` explains a command with examples; ? does so on every screen.
    """
    if context.invoked_subcommand is None:
        return cast(int, context.invoke(_load(_SCREEN)))
    return None


def main(arguments: Sequence[str] | None = None, invocation: Invocation | None = None, early: "EarlyTerminal | None" = None) -> int:
    """Run a command line and return its exit code; no error leaves this function."""
    stdout = sys.stdout
    try:
        try:
            code = commands.main(
                args=None if arguments is None else list(arguments),
                prog_name="broadsheet",
                standalone_mode=False,
                obj=invocation or Invocation(Paths.of_user(), early=early),
            )
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        hush_stdout()
        return 0
    except SystemExit as ended:
        if sys.stdout is not stdout:  # click wraps it, and ends with 1, when nobody reads on
            sys.stdout = stdout
            hush_stdout()
            return 0
        return ended.code if isinstance(ended.code, int) else 0
    except (Exception, KeyboardInterrupt) as error:  # the edge: every error becomes one line
        return _tell(error)
    return code if isinstance(code, int) else 0


def _tell(error: BaseException) -> int:
    if os.environ.get("BROADSHEET_TRACEBACK"):
        raise error
    with contextlib.suppress(BrokenPipeError):
        return tell_failure(error)
    return 3


def _open_closed_streams() -> None:
    """Let what is said to a stream that was closed before the start go nowhere."""
    sys.stdin = sys.stdin or open(os.devnull)  # noqa: SIM115 - open until the process ends
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115


def run(early: "EarlyTerminal | None" = None) -> None:
    """Run the program and leave the process."""
    os.umask(0o077)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    code = main(early=early)
    with contextlib.suppress(BrokenPipeError, OSError):
        sys.stdout.flush()
    raise SystemExit(code)
