"""Articles: list, show, set, cite."""

import os
from collections.abc import Callable

import click

from reader.article import Article, Block, BlockKind, BlockState, Origin
from reader.cli.completing import complete_articles
from reader.cli.invocation import Invocation, global_options, pass_invocation, query_argument
from reader.cli.output import print_json, print_styled, print_text
from reader.cli.shapes import article_fields, block_fields, mention_fields
from reader.cli.table import columns, fitted, print_width, width_of, wrapped
from reader.errors import SourceError, UsageError
from reader.library.library import Library
from reader.library.listing import ListedArticle
from reader.safetext import show as harmless

_SORTS: dict[str, Callable[[ListedArticle], tuple[object, ...]]] = {
    "title": lambda a: (a.summary.heading.casefold(),),
    "source": lambda a: (a.summary.metadata.source.text is None, (a.summary.metadata.source.text or "").casefold()),
    "words": lambda a: (-a.summary.words,),
    "added": lambda a: (-a.summary.added.timestamp(), a.summary.path),
}
_OF_BLOCKS = ("keep", "cut")


@click.command("list")
@query_argument("query", "[QUERY]")
@click.option("--sort", type=click.Choice(["date", *_SORTS]), help="By date, newest first, when not said.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def list_articles(invocation: Invocation, query: str, sort: str | None, as_json: bool) -> int:
    """List the articles, or those that answer QUERY.

    \b
    broadsheet list
    broadsheet list 'tokayev partner*' --sort date
    """
    opened = invocation.searchable() if query else invocation.articles()
    with opened as library:
        articles = _matching(library, query) if query else list(library.listed())
        if sort in _SORTS:
            articles.sort(key=_SORTS[sort])
        elif sort == "date" and query:
            order = {a.summary.id: i for i, a in enumerate(library.listed())}
            articles.sort(key=lambda a: order[a.summary.id])
        if as_json:
            print_json({"collection": str(library.collection.folder), "articles": [article_fields(a.summary) for a in articles]})
        else:
            _print_list(articles)
        if library.collection.is_sample:
            invocation.say("this is the bundled sample; `broadsheet add FILE` begins your own collection")
        return 0 if articles else _nothing(invocation, library, query)


def _matching(library: Library, query: str) -> list[ListedArticle]:
    listed = {article.summary.id: article for article in library.listed()}
    result = library.search(query, limit=max(1, len(listed)))
    return [listed[hit.article] for hit in result.hits if hit.article in listed]


def _nothing(invocation: Invocation, library: Library, query: str) -> int:
    if query:
        is_folder = os.path.isdir(query)  # noqa: PTH112 - pathlib raises where a query is longer than any name
        advice = f"; for the articles of that folder write `broadsheet -C {query} list`" if is_folder else ""
        invocation.say(f"nothing found for {query}{advice}")
        return 1
    invocation.say(f"{library.collection.folder}: no articles here; put article files into it or name another folder with -C")
    return 3 if library.refused_count() else 1


def _print_list(articles: list[ListedArticle]) -> None:
    rows = [_row(article) for article in articles]
    if not rows:
        return
    narrow = columns([row[:4] for row in rows], right=frozenset({3}))
    width = width_of(narrow[0])  # all end at the right edge of the number of words
    room = max(20, print_width() - width - 2)
    for line, row in zip(narrow, rows, strict=True):
        print_text(line + "  " + fitted(row[4], room - len(row[5])).rstrip() + row[5])


def _row(article: ListedArticle) -> tuple[str, ...]:
    summary = article.summary
    metadata = summary.metadata
    mark = "" if metadata.title.text else "  (untitled)"
    guess = "?" if metadata.date.origin is Origin.GUESSED else ""
    source = fitted(metadata.source.text or "–", 22).rstrip()
    return (summary.id, (metadata.date.text or "–") + guess, source, str(summary.words), summary.heading, mark)


@click.command()
@click.argument("article", metavar="ID", shell_complete=complete_articles)
@click.option("--whole", is_flag=True, help="With the page furniture.")
@click.option("--width", type=click.IntRange(20, 1000), help="Wrap at so many characters.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def show(invocation: Invocation, article: str, whole: bool, width: int | None, as_json: bool) -> int:
    """Show one article as text.

    \b
    broadsheet show 3f9a
    broadsheet show 000.txt --whole --width 72
    """
    with invocation.articles() as library:
        shown = library.article(library.resolve(article))
        if as_json:
            _print_article_json(library, shown)
        else:
            _print_article(invocation, shown, whole, width or min(print_width(80), 80))
    return 0


def _print_article_json(library: Library, article: Article) -> None:
    print_json(
        {
            **article_fields(article),
            "text": article.text,
            "blocks": [block_fields(block) for block in article.blocks],
            "mentions": [mention_fields(mention) for mention in library.mentions(article.id)],
            "also_at": [{"id": c.article, "path": c.path, "share": c.share} for c in library.also_at(article.id)],
        }
    )


def _print_article(invocation: Invocation, article: Article, whole: bool, width: int) -> None:
    style = invocation.style
    blocks = [b for b in article.blocks if whole or not b.is_furniture]
    if not any(block.kind is BlockKind.TITLE for block in blocks):
        print_styled(style.paint(harmless(article.heading), "strong"))
        print_text()
    metadata = article.metadata
    facts = list(dict.fromkeys(v for v in (metadata.source.text, metadata.author.text, metadata.date.text) if v))
    if facts:
        print_styled(style.paint(harmless(" · ".join(facts)), "quiet"))
        print_text()
    for block in blocks:
        text = _block_text(block, article.text, width)
        role = "strong" if block.kind in {BlockKind.TITLE, BlockKind.HEADING} else None
        role = "quiet" if block.state is not BlockState.SHOWN else role
        print_styled(style.paint(text, role) if role else text)
        print_text()
    cut = len(article.blocks) - len(blocks)
    if cut:
        left_out = "block of page furniture is" if cut == 1 else "blocks of page furniture are"
        invocation.say(f"{cut} {left_out} left out; --whole shows them")


def _block_text(block: Block, text: str, width: int) -> str:
    words = harmless(block.span.of(text))
    if block.kind in {BlockKind.CODE, BlockKind.TABLE}:
        return words
    indent = "  " * max(0, block.level - 1) if block.kind is BlockKind.ITEM else ""
    sign = {BlockKind.ITEM: "- ", BlockKind.QUOTE: "> "}.get(block.kind, "")
    return wrapped(sign + words, width, indent)


@click.command("set")
@click.argument("article", metavar="ID", shell_complete=complete_articles)
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE ...")
@global_options
@pass_invocation
def set_values(invocation: Invocation, article: str, values: tuple[str, ...]) -> int:
    """Set title, source, date, author or url for good, or keep/cut a block.

    \b
    broadsheet set 3f9a date=2022-07-19 source='Kazakh news'
    broadsheet set 3f9a cut=12 keep=3     blocks counted from 1, as `show --json` lists them
    broadsheet set 3f9a title=            takes your word back
    """
    said = [_split(value) for value in values]
    words = {name: text for name, text in said if name not in _OF_BLOCKS}
    blocks = [(name, number) for name, number in said if name in _OF_BLOCKS]
    with invocation.articles() as library:
        article_id = library.resolve(article)
        text = library.article(article_id)
        chosen = [(_numbered(text, number), name == "keep") for name, number in blocks]
        if invocation.options.is_dry:
            invocation.say(f"would set {', '.join(values)} on {article_id}")
            return 0
        if words:
            library.set_metadata(article_id, words)
        for block, is_article in chosen:
            library.set_block(article_id, block.span, is_article=is_article)
        invocation.say(f"{article_id}: set {', '.join(values)}")
    return 0


def _split(value: str) -> tuple[str, str]:
    name, sign, text = value.partition("=")
    if not sign:
        raise UsageError(f"{value!r} is no FIELD=VALUE; for example date=2022-07-19")
    return name.strip().lower(), text


def _numbered(article: Article, number: str) -> Block:
    if not number.isdecimal() or not 1 <= int(number) <= len(article.blocks):
        raise SourceError(f"{article.id} has blocks 1 to {len(article.blocks)}, not {number!r}; `show --json` lists them")
    return article.blocks[int(number) - 1]


@click.command()
@click.argument("article", metavar="ID", shell_complete=complete_articles)
@click.option("--as", "style", type=click.Choice(["text", "bibtex", "csl-json"]), default="text", help="The form.")
@global_options
@pass_invocation
def cite(invocation: Invocation, article: str, style: str) -> int:
    """Cite an article.

    \b
    broadsheet cite 3f9a --as bibtex
    """
    with invocation.articles() as library:
        print_text(library.cite(library.resolve(article), style).rstrip("\n"))
    return 0
