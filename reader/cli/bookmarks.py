"""Bookmarks from the shell: list, add, edit, rm, export, import."""

import re
from collections.abc import Mapping
from pathlib import Path

import click

from reader.article import Article
from reader.bookmarks.bookmark import Bookmark, Colour, PlaceState
from reader.cli.completing import complete_articles
from reader.cli.files import read_input, write_result
from reader.cli.invocation import FILE_OR_DASH, FILE_OR_FOLDER, Invocation, global_options, pass_invocation
from reader.cli.output import print_json, print_styled, print_text
from reader.cli.shapes import bookmark_fields
from reader.cli.table import print_width, wrapped
from reader.errors import SourceError, UsageError
from reader.library.library import Library
from reader.library.listing import told_elsewhere
from reader.safetext import one_line
from reader.safetext import show as harmless
from reader.text import Span, plain

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_COLOURS = click.Choice([colour.value for colour in Colour])
_EXPORTS = click.Choice(["markdown", "org", "w3c", "readwise", "csv", "json"])


@click.group("bookmarks", no_args_is_help=False)
@global_options
def bookmarks() -> None:
    """Keep places in articles with notes, and bring them out again.

    \b
    broadsheet bookmarks list
    broadsheet bookmarks export --as markdown -o notes.md
    """


@bookmarks.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--tag", "tags", multiple=True, help="Only those with this tag.")
@global_options
@pass_invocation
def list_bookmarks(invocation: Invocation, as_json: bool, tags: tuple[str, ...]) -> int:
    """List the bookmarks, oldest first, each with where its words stand today.

    \b
    broadsheet bookmarks list --tag trade
    """
    with invocation.articles() as library:
        found = [b for b in library.bookmarks() if not tags or set(tags) & set(b.tags)]
        if as_json:
            print_json({"bookmarks": [_fields(library, bookmark) for bookmark in found]})
        else:
            _print_bookmarks(invocation, library, found)
        elsewhere = {} if found else library.bookmarks_elsewhere()
    if not found:
        like = f" with the tag {' or '.join(tags)}" if tags else ""
        invocation.say(f"no bookmarks{like} here; `broadsheet bookmarks add ID --quote TEXT` makes one{_others(elsewhere)}")
    return 0 if found else 1


def _others(elsewhere: Mapping[str, int]) -> str:
    told = told_elsewhere(elsewhere)
    return f"; {told[0]}: `{told[1]}` opens one" if told else ""


def _fields(library: Library, bookmark: Bookmark) -> dict[str, object]:
    places = tuple(library.place_of(bookmark, number) for number in range(len(bookmark.targets)))
    return bookmark_fields(bookmark, places)


def _print_bookmarks(invocation: Invocation, library: Library, found: list[Bookmark]) -> None:
    style = invocation.style
    titles = {listed.summary.id: listed.summary.heading for listed in library.listed()}
    width = min(print_width(), 100)
    for bookmark in found:
        place = library.place_of(bookmark)
        state = "" if place.state is PlaceState.ANCHORED else f" · {place.state.value}"
        head = f"{bookmark.id} · {titles.get(bookmark.article, bookmark.article)} ¶{bookmark.targets[0].paragraph}{state}"
        print_styled(style.paint(one_line(head), "strong"))
        for target in bookmark.targets:
            print_text(wrapped(one_line(target.exact or "(the whole article)", 2000), width, "  > "))
        if bookmark.note:
            print_text(wrapped(one_line(bookmark.note, 2000), width, "  "))
        tags = " ".join(f"#{tag}" for tag in bookmark.tags)
        print_styled(style.paint(f"  {harmless(' '.join(filter(None, (str(bookmark.colour), tags))))}", "quiet"))


@bookmarks.command("add")
@click.argument("article", metavar="ID", shell_complete=complete_articles)
@click.option("--quote", required=True, help="Words of the article, as they stand there; empty for the whole article.")
@click.option("--note", default="", help="What you think of it.")
@click.option("--tag", "tags", multiple=True, metavar="T", help="A tag; may be given several times.")
@click.option("--colour", type=_COLOURS, default=Colour.GOLD.value, help="The colour's name.")
@click.option("--json", "as_json", is_flag=True, help="Print the bookmark made.")
@global_options
@pass_invocation
def add_bookmark(
    invocation: Invocation, article: str, quote: str, note: str, tags: tuple[str, ...], colour: str, as_json: bool
) -> int:
    """Keep words of an article.

    \b
    broadsheet bookmarks add 3f9a --quote 'strategic partnership' --note 'again' --tag trade
    """
    with invocation.articles() as library:
        text = library.article(library.resolve(article))
        span = find_quote(text, quote)
        if invocation.options.is_dry:
            invocation.say(f"would keep {one_line(span.of(text.text), 60)!r} of {text.id}")
            return 0
        made = library.add_bookmark([(text.id, span)], note=note, tags=tags, colour=Colour(colour))
        if as_json:
            print_json(_fields(library, made))
        else:
            print_text(made.id)
    return 0


def find_quote(article: Article, quote: str) -> Span:
    """Return where the words stand: as written, else with straight quotes and single blanks, else in any case.

    Raises:
        SourceError: they do not stand in the article.
    """
    if not quote.strip():
        return Span(0, 0)
    start = article.text.find(quote)
    if start >= 0:
        return Span(start, start + len(quote))
    pattern = r"\s+".join(re.escape(word) for word in plain(quote).split())
    text = plain(article.text)
    found = re.search(pattern, text) or re.search(pattern, text, re.IGNORECASE)
    if not found:
        raise SourceError(f"{article.id} does not hold these words: {one_line(quote, 80)}; copy them from `broadsheet show`")
    return Span(*found.span())


@bookmarks.command("edit")
@click.argument("bookmark")
@click.option("--note", help="The new note.")
@click.option("--tag", "tags", multiple=True, metavar="T", help="A tag to put on.")
@click.option("--untag", "untags", multiple=True, metavar="T", help="A tag to take off.")
@click.option("--colour", type=_COLOURS, help="The colour's name.")
@click.option("--json", "as_json", is_flag=True, help="Print the bookmark.")
@global_options
@pass_invocation
def edit_bookmark(
    invocation: Invocation,
    bookmark: str,
    note: str | None,
    tags: tuple[str, ...],
    untags: tuple[str, ...],
    colour: str | None,
    as_json: bool,
) -> int:
    """Change a bookmark's note, tags or colour.

    \b
    broadsheet bookmarks edit 01KB --note 'seen again' --tag trade --untag todo
    """
    with invocation.articles() as library, library.alone():
        former = library.bookmark(bookmark)
        if invocation.options.is_dry:
            invocation.say(f"would change {former.id}")
            return 0
        new_tags = [tag for tag in (*former.tags, *tags) if tag not in untags] if tags or untags else None
        changed = library.edit_bookmark(former.id, note=note, tags=new_tags, colour=Colour(colour) if colour else None)
        if as_json:
            print_json(_fields(library, changed))
    return 0


@bookmarks.command("rm")
@click.argument("references", nargs=-1, required=True, metavar="BOOKMARK ...")
@global_options
@pass_invocation
def remove_bookmarks(invocation: Invocation, references: tuple[str, ...]) -> int:
    """Delete bookmarks; the daily backups keep them for a while.

    \b
    broadsheet bookmarks rm 01KB
    """
    with invocation.library() as library:
        ids = [library.bookmark(reference).id for reference in references]
        if invocation.options.is_dry:
            invocation.say(f"would delete {', '.join(ids)}")
            return 0
        library.remove_bookmarks(ids)
    invocation.say(f"deleted {len(ids)} bookmark{'s' if len(ids) > 1 else ''}")
    return 0


@bookmarks.command("export")
@click.option("--as", "style", type=_EXPORTS, default="markdown", help="The form; Markdown when not said.")
@click.option("-o", "--output", type=FILE_OR_FOLDER, metavar="FILE", help="Write to a file.")
@click.option(
    "--article", "articles", multiple=True, metavar="ID", help="Only those on this article.", shell_complete=complete_articles
)
@click.option("--tag", "tags", multiple=True, metavar="T", help="Only those with this tag.")
@click.option("--since", default="", metavar="DATE", help="Only those made on this day or later: 2025, 2025-11, 2025-11-13.")
@global_options
@pass_invocation
def export_bookmarks(
    invocation: Invocation, style: str, output: Path | None, articles: tuple[str, ...], tags: tuple[str, ...], since: str
) -> int:
    """Write bookmarks for another program, the same bytes every time; all unless a choice is made.

    \b
    broadsheet bookmarks export --as markdown -o notes.md
    broadsheet bookmarks export --tag trade --since 2025-11 --as org
    """
    from reader.bookmarks.export import chosen

    if since and not _DATE.fullmatch(since):
        raise UsageError(f"{one_line(since, 40)} is no date: write 2025, 2025-11 or 2025-11-13")
    with invocation.articles() as library:
        ids = [library.resolve(article) for article in articles]
        there = library.bookmarks()
        found = chosen(there, articles=ids, tags=tags, since=since)
        text = library.export_bookmarks(style, found)
    write_result(invocation, text, output)
    if not there:
        invocation.say("no bookmarks yet; `broadsheet bookmarks add ID --quote TEXT` makes one")
    elif not found:
        invocation.say("no bookmarks are like that; `broadsheet bookmarks list` shows what there is")
    return 0 if found else 1


@bookmarks.command("import")
@click.argument("file", type=FILE_OR_DASH)
@click.option("--as", "style", help="The form; recognised by content when not said.")
@global_options
@pass_invocation
def import_bookmarks(invocation: Invocation, file: Path, style: str | None) -> int:
    """Bring bookmarks in; those that are there already stay as they are.

    \b
    broadsheet bookmarks import notes.json
    broadsheet bookmarks import highlights.csv --as readwise
    broadsheet bookmarks import omnivore.zip    after `broadsheet add omnivore.zip`
    """
    from reader.library.carrying import text_of

    text = text_of(read_input(file))
    with invocation.articles() as library:
        done = library.import_bookmarks(text, style, is_dry=invocation.options.is_dry)
    invocation.say(
        f"{done.added} added, {done.updated} updated, {done.unchanged} unchanged, {done.orphans} without a place, "
        f"{done.unreadable} unreadable"
    )
    if done.unreadable:
        return 3
    return 0 if done.added or done.updated or done.unchanged else 1
