"""Search and concordance."""

import click

from reader.cli.invocation import Invocation, global_options, pass_invocation
from reader.cli.output import print_json, print_styled
from reader.cli.shapes import span_fields
from reader.cli.style import Style
from reader.cli.table import fitted, print_width, width_of
from reader.entities.entity import ConcordanceLine
from reader.errors import UsageError
from reader.library.library import Library
from reader.safetext import one_line, show
from reader.search.hits import Excerpt, Hit, SearchResult

_CONTEXT = 34


@click.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, help="Hits shown; 20 when not said.")
@click.option("--sort", type=click.Choice(["rank", "date"]), default="rank", help="The order.")
@click.option("--count", "only_count", is_flag=True, help="Only how many articles match.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def search(invocation: Invocation, query: str, limit: int, sort: str, only_count: bool, as_json: bool) -> int:
    """Search the articles: ranked hits with the passages that earned them.

    \b
    broadsheet search 'tokayev partner*'
    broadsheet search '"strategic partnership" -moscow date:2025' --json
    broadsheet search 'title:putin OR person:tokayev is:unread'
    """
    with invocation.searchable() as library:
        result = library.search(query, limit=limit, by_date=sort == "date")
        if as_json:
            print_json(_result_fields(library, result))
        elif only_count:
            print_styled(str(result.total))
        else:
            _print_hits(library, result, invocation.style)
        if result.notice:
            invocation.say(result.notice)
        if not result.total:
            _tell_nothing(invocation, result)
    return 0 if result.total else 1


def _tell_nothing(invocation: Invocation, result: SearchResult) -> None:
    advice = f"; try {' or '.join(result.suggestions)}" if result.suggestions else ""
    invocation.say(f"nothing found for {result.query}{advice}")


def _result_fields(library: Library, result: SearchResult) -> dict[str, object]:
    return {
        "query": result.query,
        "parsed": result.parsed,
        "total": result.total,
        "took_ms": round(result.took_ms, 3),
        "hits": [_hit_fields(library, hit) for hit in result.hits],
        "suggestions": list(result.suggestions),
        "notice": result.notice,
    }


def _hit_fields(library: Library, hit: Hit) -> dict[str, object]:
    metadata = library.summary(hit.article).metadata
    return {
        "id": hit.article,
        "title": metadata.title.text,
        "source": metadata.source.text,
        "date": metadata.date.text,
        "score": round(hit.score, 6),
        "excerpts": [_excerpt_fields(excerpt) for excerpt in hit.excerpts],
    }


def _excerpt_fields(excerpt: Excerpt) -> dict[str, object]:
    matches = [[match.start, match.end] for match in excerpt.matches]
    return {**span_fields(excerpt.span), "text": excerpt.text, "matches": matches}


def _print_hits(library: Library, result: SearchResult, style: Style) -> None:
    width = print_width()
    for hit in result.hits:
        summary = library.summary(hit.article)
        facts = " · ".join(v for v in (summary.metadata.source.text, summary.metadata.date.text) if v)
        head = f"{hit.article}  {one_line(summary.heading, 200)}"
        print_styled(style.paint(head, "strong") + (style.paint(f"  {one_line(facts)}", "quiet") if facts else ""))
        for excerpt in hit.excerpts:
            print_styled("    " + _marked(excerpt, style, width - 4))
    shown = len(result.hits)
    if result.total > shown:
        print_styled(style.paint(f"{shown} of {result.total} articles; --limit shows more", "quiet"))


def _marked(excerpt: Excerpt, style: Style, width: int) -> str:
    """Return an excerpt on one line, cut around its first match, its matches painted."""
    text, base = excerpt.text, excerpt.span.start
    first = excerpt.matches[0].start - base if excerpt.matches else 0
    start = max(0, min(first - width // 3, len(text) - width + 2))
    end = min(len(text), start + width - 2)
    pieces, at = ["…" if start else ""], start
    for match in excerpt.matches:
        left, right = max(at, match.start - base), min(end, match.end - base)
        if left < right:
            pieces += [_flat(text[at:left]), style.paint(_flat(text[left:right]), "match")]
            at = right
    return "".join([*pieces, _flat(text[at:end]), "…" if end < len(text) else ""])


def _flat(text: str) -> str:
    return show(text).replace("\n", " ").replace("\t", " ")


@click.command()
@click.argument("term")
@click.option("--sort", type=click.Choice(["left", "right", "article"]), default="article", help="The order.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def kwic(invocation: Invocation, term: str, sort: str, as_json: bool) -> int:
    """Show every place of a word, phrase or entity with the words around it.

    \b
    broadsheet kwic 'partner*' --sort right
    broadsheet kwic 'Kassym-Jomart Tokayev'
    """
    from reader.entities.concordance import Order, ordered

    if not term.strip():
        raise UsageError("there is no word to look for")
    with invocation.named() as library:
        lines = ordered(library.concordance(term), Order(sort))
    if as_json:
        print_json({"total": len(lines), "lines": [_line_fields(line) for line in lines]})
    else:
        for line in lines:
            _print_line(line, invocation.style)
    if not lines:
        invocation.say(f"{term} stands nowhere")
    return 0 if lines else 1


def _line_fields(line: ConcordanceLine) -> dict[str, object]:
    return {"id": line.article, **span_fields(line.span), "left": line.left, "match": line.match, "right": line.right}


def _print_line(line: ConcordanceLine, style: Style) -> None:
    left = _ending(_flat(line.left), _CONTEXT)
    match = style.paint(_flat(line.match), "match")
    right = _flat(line.right)
    blank = " " if right.startswith(" ") else ""
    print_styled(f"{line.article}  {left}{match}{blank}{fitted(right, _CONTEXT)}".rstrip())


def _ending(text: str, width: int) -> str:
    """Return the end of a text in a number of cells, blanks before it."""
    while width_of(text) > width:
        text = text[1:]
    return " " * (width - width_of(text)) + text
