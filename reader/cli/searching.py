"""Search and concordance."""

from itertools import groupby
from operator import itemgetter

import click

from reader.cli.completing import complete_articles
from reader.cli.invocation import Invocation, global_options, pass_invocation, query_argument
from reader.cli.output import print_json, print_styled
from reader.cli.shapes import span_fields
from reader.cli.style import Style
from reader.cli.table import fitted, print_width, width_of
from reader.entities.entity import ConcordanceLine
from reader.errors import UsageError
from reader.library.library import Library
from reader.safetext import one_line, show
from reader.search.hits import Excerpt, Hit, SearchResult
from reader.session import load_session

_CONTEXT = 34
_FACET_VALUES = 12
"""Of each facet, on one line."""


@click.command()
@query_argument("query", "[QUERY]")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, help="Hits shown; 20 when not said.")
@click.option("--sort", type=click.Choice(["rank", "date"]), default="rank", help="The order.")
@click.option("--count", "only_count", is_flag=True, help="Only how many articles match.")
@click.option("--facets", "with_facets", is_flag=True, help="Also count sources, years, names and tags of all that match.")
@click.option("--passages", "as_passages", is_flag=True, help="The best passages of the whole collection instead of articles.")
@click.option(
    "--like", "like", metavar="ARTICLE", help="Articles most like this one, instead of a query.", shell_complete=complete_articles
)
@click.option("--saved", "saved", metavar="NAME", help="The saved search of this name, instead of a query.")
@click.option(
    "--history", "only_history", is_flag=True, help="What was searched for on the screen, newest first, instead of a query."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def search(
    invocation: Invocation,
    query: str,
    limit: int,
    sort: str,
    only_count: bool,
    with_facets: bool,
    as_passages: bool,
    like: str | None,
    saved: str | None,
    only_history: bool,
    as_json: bool,
) -> int:
    """Search the articles: ranked hits with the passages that earned them.

    \b
    broadsheet search 'tokayev partner*'
    broadsheet search '"strategic partnership" -moscow date:2025' --json
    broadsheet search 'title:putin OR person:tokayev is:unread'
    broadsheet search --like ARTICLE
    """
    if sum(bool(asked) for asked in (query, like, saved, only_history)) > 1:
        raise UsageError("a query, --like, --saved and --history ask different things: give one of them")
    if only_history:
        return _list_history(invocation, limit, as_json=as_json)
    with invocation.searchable() as library:
        if like:
            return _list_similar(invocation, library, library.resolve(like), limit, as_json=as_json)
        query = _saved_query(library, saved) if saved else query
        if as_passages:
            return _list_passages(invocation, library, query, limit, as_json=as_json)
        result = library.search(query, limit=limit, by_date=sort == "date", with_facets=with_facets)
        if as_json:
            print_json(_result_fields(library, result))
        elif only_count:
            print_styled(str(result.total))
        else:
            _print_hits(library, result, invocation.style)
            _print_facets(result, invocation.style)
        if result.notice:
            invocation.say(result.notice)
        if not result.total:
            _tell_nothing(invocation, result)
    return 0 if result.total else 1


def _list_history(invocation: Invocation, limit: int, *, as_json: bool) -> int:
    with invocation.library() as library:
        queries = load_session(invocation.paths, library.collection.place).past_queries[: -limit - 1 : -1]
    if as_json:
        print_json({"queries": list(queries)})
    for query in () if as_json else queries:
        print_styled(one_line(query))
    if not queries:
        invocation.say("nothing was searched for on the screen yet")
    return 0 if queries else 1


def _saved_query(library: Library, name: str) -> str:
    saved = library.saved_searches()
    if name not in saved:
        known = f"; there are {', '.join(sorted(saved))}" if saved else "; none is saved yet"
        raise UsageError(f"there is no saved search {name}{known}")
    return saved[name]


def _list_similar(invocation: Invocation, library: Library, article: str, limit: int, *, as_json: bool) -> int:
    alike = library.similar(article, limit)
    if as_json:
        print_json({"like": article, "articles": [_article_fields(library, other) for other in alike]})
    else:
        for other in alike:
            _print_head(library, other, invocation.style)
    if not alike:
        invocation.say(f"no article is like {article}")
    return 0 if alike else 1


def _list_passages(invocation: Invocation, library: Library, query: str, limit: int, *, as_json: bool) -> int:
    passages = library.passages(query, limit)
    if as_json:
        print_json({"query": query, "passages": [{"id": article, **_excerpt_fields(excerpt)} for article, excerpt in passages]})
    else:
        for article, group in groupby(passages, key=itemgetter(0)):
            _print_head(library, article, invocation.style)
            for _, excerpt in group:
                print_styled("    " + _marked(excerpt, invocation.style, print_width() - 4))
    if not passages:
        invocation.say(f"nothing found for {query}")
    return 0 if passages else 1


def _print_facets(result: SearchResult, style: Style) -> None:
    for name, counts in result.facets:
        if name == "entity":
            continue  # each name is counted again by what it names
        if counts:
            said = " · ".join(f"{one_line(value)} {count:,}" for value, count in counts[:_FACET_VALUES])
            said += f" · {len(counts) - _FACET_VALUES} more" if len(counts) > _FACET_VALUES else ""
            print_styled(style.paint(f"{name:8}", "strong") + said)


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
        **({"facets": _facet_fields(result)} if result.facets else {}),
    }


def _facet_fields(result: SearchResult) -> dict[str, object]:
    return {name: [{"value": value, "count": count} for value, count in counts] for name, counts in result.facets}


def _hit_fields(library: Library, hit: Hit) -> dict[str, object]:
    return {
        **_article_fields(library, hit.article),
        "score": round(hit.score, 6),
        "excerpts": [_excerpt_fields(excerpt) for excerpt in hit.excerpts],
    }


def _article_fields(library: Library, article: str) -> dict[str, object]:
    metadata = library.summary(article).metadata
    return {"id": article, "title": metadata.title.text, "source": metadata.source.text, "date": metadata.date.text}


def _excerpt_fields(excerpt: Excerpt) -> dict[str, object]:
    matches = [[match.start, match.end] for match in excerpt.matches]
    return {**span_fields(excerpt.span), "text": excerpt.text, "matches": matches}


def _print_hits(library: Library, result: SearchResult, style: Style) -> None:
    width = print_width()
    for hit in result.hits:
        _print_head(library, hit.article, style)
        for excerpt in hit.excerpts:
            print_styled("    " + _marked(excerpt, style, width - 4))
    shown = len(result.hits)
    if result.total > shown:
        print_styled(style.paint(f"{shown} of {result.total} articles; --limit shows more", "quiet"))


def _print_head(library: Library, article: str, style: Style) -> None:
    summary = library.summary(article)
    facts = " · ".join(v for v in (summary.metadata.source.text, summary.metadata.date.text) if v)
    head = f"{article}  {one_line(summary.heading, 200)}"
    print_styled(style.paint(head, "strong") + (style.paint(f"  {one_line(facts)}", "quiet") if facts else ""))


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
@query_argument("term", "TERM", required=True)
@click.option("--sort", type=click.Choice(["left", "right", "article"]), default="article", help="The order.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def kwic(invocation: Invocation, term: str, sort: str, as_json: bool) -> int:
    """Show every place of a word, phrase or entity with the words around it.

    The name is short for “key word in context”: one line a place, the words below one another.

    \b
    broadsheet kwic 'partner*' --sort right
    broadsheet kwic 'Kassym-Jomart Tokayev'
    """
    from reader.entities.concordance import Order, ordered

    if not term.strip():
        raise UsageError("there is no word to look for; for example: broadsheet kwic 'partner*'")
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
