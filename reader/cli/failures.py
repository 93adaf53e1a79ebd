"""An error as a person sees it: one line on stderr, a caret under the fault of a query, an exit code."""

import errno
import sys

import click

from reader.cli.output import say, say_aligned
from reader.errors import QueryError, ReaderError
from reader.files import describe_os_error

INTERRUPTED = 130
EXIT_CODES = {
    0: "done or found",
    1: "nothing found",
    2: "a call or query that cannot be understood",
    3: "a file or article is missing or unreadable",
    4: "locked, corrupt or full",
    INTERRUPTED: "interrupted",
}
"""What each exit code tells, for help and manual."""
_QUERY_SHOWN = 160
"""Characters of a query that are shown around its fault; a longer one would fill the terminal."""
_QUERY_BEFORE = 100
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


def tell_failure(error: BaseException) -> int:
    """Say what went wrong and return the exit code."""
    match error:
        case QueryError():
            return _tell_query_fault(error)
        case ReaderError():
            say(f"broadsheet: {error}")
            return error.exit_code
        case click.UsageError():
            return _tell_usage(error)
        case click.ClickException():
            say(f"broadsheet: {error.format_message()}")
            return 2
        case KeyboardInterrupt() | click.Abort():
            say("broadsheet: interrupted")
            return INTERRUPTED
        case OSError():
            return _tell_os_error(error)
    say(f"broadsheet: {type(error).__name__} in the program itself; `broadsheet doctor` checks the data")
    return 4


def _tell_query_fault(error: QueryError) -> int:
    if not error.query.strip():
        say(f"broadsheet: {error}; for example: broadsheet search 'tokayev partner*'")
        return error.exit_code
    say(f"broadsheet: {error}")
    begin = max(0, error.start - _QUERY_BEFORE)
    shown = error.query[begin : begin + _QUERY_SHOWN]
    marks = max(1, min(error.end, begin + len(shown)) - error.start)
    say_aligned(f"  {shown}")
    say_aligned("  " + " " * (error.start - begin) + "^" * marks)
    return error.exit_code


def _tell_usage(error: click.UsageError) -> int:
    command = error.ctx.command_path if error.ctx else "broadsheet"
    message = error.format_message().rstrip(".")
    if error.ctx and message == "Missing command" and isinstance(error.ctx.command, click.Group):
        message = f"name what to do: {', '.join(error.ctx.command.list_commands(error.ctx))}"
    is_query = isinstance(error, click.NoSuchOption) and command.split()[-1] in {"search", "list", "kwic"}
    advice = "; write -- before words that begin with -" if is_query else ""
    example = _example_of(error) if isinstance(error, click.MissingParameter) else ""
    say(f"{command}: {message}{advice}{example}; see `{command} --help`")
    return 2


def _example_of(error: click.UsageError) -> str:
    """Return the first example in the help of the command that was called without its words."""
    lines = [line.strip() for line in (error.ctx.command.help or "").splitlines()] if error.ctx else []
    shown = next((line.split("   ")[0] for line in lines if line.startswith("broadsheet ")), "")  # its remark stands off
    return f"; for example: {shown}" if shown else ""


def _tell_os_error(error: OSError) -> int:
    place = f"{error.filename}: " if error.filename else ""
    say(f"broadsheet: {place}{describe_os_error(error)}")
    return 4 if error.errno in NO_ROOM else 3


def hush_stdout() -> None:
    """Let nothing more be written to a stdout whose reader is gone."""
    import os

    descriptor = os.open(os.devnull, os.O_WRONLY)
    os.dup2(descriptor, sys.stdout.fileno())
    os.close(descriptor)
