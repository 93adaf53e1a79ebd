"""How a shell may go on: articles by their ids, and files; what has to be read anew for that is left unread."""

import click
from click.shell_completion import CompletionItem

from reader.cli.invocation import Invocation
from reader.errors import ReaderError
from reader.safetext import one_line

_TITLE = 60


def complete_files(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Let the shell offer files and folders."""
    return [CompletionItem(incomplete, type="file")]


def complete_articles(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the ids of articles as the catalogue knows them, with their titles; files where no id begins so."""
    invocation = context.find_object(Invocation)
    if invocation is None:
        return complete_files(context, parameter, incomplete)
    try:
        with invocation.library() as library:
            found = [article.summary for article in library.listed() if article.summary.id.startswith(incomplete)]
    except (ReaderError, OSError):  # what is wrong is told by the command itself
        found = []
    items = [CompletionItem(summary.id, help=one_line(summary.heading, _TITLE)) for summary in found]
    return items or complete_files(context, parameter, incomplete)
