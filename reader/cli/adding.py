"""Bring files, folders, addresses and standard input into the reader's own collection."""

import sys

import click

from reader.cli.completing import complete_files
from reader.cli.invocation import Invocation, global_options, pass_invocation
from reader.cli.output import print_json, print_text
from reader.cli.progress import ProgressLine, stoppable
from reader.errors import Refused, UsageError
from reader.library.listing import Report, ReportLine
from reader.safetext import one_line

MOST_STDIN = 64_000_000


@click.command()
@click.argument("references", nargs=-1, required=True, metavar="PATH or URL or - ...", shell_complete=complete_files)
@click.option("--title", help="The title of the one article added.")
@click.option("--source", help="Where they were published.")
@click.option("--date", help="When: 2025-11-13, 2025-11 or 2025.")
@click.option("--author", help="Who wrote them.")
@click.option("--url", help="The address of the one article added.")
@click.option("--tag", "tags", multiple=True, metavar="T", help="A tag; may be given several times.")
@click.option("-r", "--recursive", is_flag=True, help="With the folders inside folders.")
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def add(
    invocation: Invocation,
    /,
    references: tuple[str, ...],
    tags: tuple[str, ...],
    recursive: bool,
    allow_private: bool,
    as_json: bool,
    **values: str | None,
) -> int:
    """Add files, folders, addresses or standard input; the original bytes are kept.

    \b
    broadsheet add story.html notes/ --source 'The Example'
    broadsheet add https://example.org/story
    wl-paste | broadsheet add - --title 'A story'
    """
    if invocation.options.collection is not None:
        raise UsageError("`add` fills your own collection, and -C folders are never written to; leave -C out")
    from reader.library.importing import Wishes

    said = {name: value for name, value in values.items() if value is not None}
    wishes = Wishes(references, recursive, allow_private, said, tags, invocation.options.is_dry)
    with invocation.own() as library:
        progress = ProgressLine(is_quiet=invocation.options.is_quiet)
        with stoppable() as interrupt:
            try:
                report = library.add(wishes, read_stdin, progress.tell, interrupt)
            finally:
                progress.clear()
    _tell(invocation, report, as_json=as_json)
    if report.waiting and (said or tags):
        invocation.say("what was said of those is not set yet: the same call again reads and sets it")
    if report.was_stopped:
        raise KeyboardInterrupt
    return 3 if report.refused else 0


def read_stdin() -> bytes:
    """Read standard input to its end, within bounds."""
    content = sys.stdin.buffer.read(MOST_STDIN + 1)
    if len(content) > MOST_STDIN:
        raise Refused(f"standard input: larger than {MOST_STDIN // 1_000_000} MB")
    return content


def _tell(invocation: Invocation, report: Report, *, as_json: bool) -> None:
    if as_json:
        print_json(_document(report))
    else:
        _print_lines("added", report.added)
        _print_lines("updated", report.updated)
    for line in report.same:
        invocation.say(f"same {line.path}: {line.why}")
    for line in report.unsure:
        invocation.say(f"check  {line.path}: {line.why}")
    for line in report.refused:
        invocation.say(f"refused  {line.path}: {line.why}")
    counts = (("added", report.added), ("updated", report.updated), ("unchanged", report.unchanged), ("refused", report.refused))
    would = "would be: " if invocation.options.is_dry else ""
    waiting = f"; {report.waiting} more kept, to be read at the next start" if report.waiting else ""
    invocation.say(would + ", ".join(f"{len(lines)} {kind}" for kind, lines in counts) + waiting)


def _document(report: Report) -> dict[str, object]:
    return {
        "added": [_fields(line) for line in report.added],
        "unchanged": [_fields(line) for line in report.unchanged],
        "updated": [_fields(line) for line in report.updated],
        "refused": [{"path": line.path, "why": line.why} for line in report.refused],
        "same": [{**_fields(line), "why": line.why} for line in report.same],
        "unsure": [{**_fields(line), "why": line.why} for line in report.unsure],
    }


def _print_lines(kind: str, lines: tuple[ReportLine, ...]) -> None:
    for line in lines:
        print_text(f"{kind}  {line.article or '–'}  {one_line(line.title or line.path)}")


def _fields(line: ReportLine) -> dict[str, str]:
    return {"id": line.article, "path": line.path, "title": line.title}
