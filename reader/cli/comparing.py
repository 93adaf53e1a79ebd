"""Comparing: two accounts side by side, a brief of several, their dates in order."""

from pathlib import Path

import click

from reader.article import Article
from reader.cli.completing import complete_articles
from reader.cli.files import write_result
from reader.cli.invocation import FILE_OR_FOLDER, Invocation, global_options, pass_invocation
from reader.cli.output import print_json, print_styled, print_text
from reader.cli.shapes import span_fields
from reader.cli.style import Style
from reader.cli.table import fitted, print_width, wrapped
from reader.compare.comparison import Comparison, FigurePair, Link
from reader.entities.entity import Timeline
from reader.errors import UsageError
from reader.safetext import one_line
from reader.text import Span


@click.command()
@click.argument("a", shell_complete=complete_articles)
@click.argument("b", shell_complete=complete_articles)
@click.option("--min-score", type=click.FloatRange(0, 1), default=0.0, help="Leave weaker pairs out.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def compare(invocation: Invocation, a: str, b: str, min_score: float, as_json: bool) -> int:
    """Compare two accounts: aligned passages, figures, names, what stands in one only.

    \b
    broadsheet compare 3f9a 71c2
    broadsheet compare 3f9a 71c2 --json --min-score 0.5
    """
    with invocation.named() as library:
        ids = library.resolve(a), library.resolve(b)
        if ids[0] == ids[1]:
            raise UsageError(f"{a} and {b} are the same article; name two different ones")
        articles = library.article(ids[0]), library.article(ids[1])
        with invocation.watched() as watch:
            comparison = library.compare(*ids, watch)
    links = [link for link in comparison.links if link.pinned or link.score >= min_score]
    if as_json:
        print_json(_comparison_fields(comparison, links, *articles))
    else:
        _print_comparison(comparison, links, articles, invocation.style)
    if not links:
        invocation.say("no passage of the one tells what a passage of the other tells")
    return 0 if links else 1


def _comparison_fields(comparison: Comparison, links: list[Link], a: Article, b: Article) -> dict[str, object]:
    return {
        "a": comparison.a,
        "b": comparison.b,
        "pairs": [_link_fields(link, a, b) for link in links],
        "only_a": [span_fields(span) for span in comparison.only_a],
        "only_b": [span_fields(span) for span in comparison.only_b],
        "figures": [_figure_fields(pair) for pair in comparison.figures],
        "entities": {
            "both": list(comparison.entities_both),
            "only_a": list(comparison.entities_only_a),
            "only_b": list(comparison.entities_only_b),
        },
    }


def _link_fields(link: Link, a: Article, b: Article) -> dict[str, object]:
    return {
        "a": {**span_fields(link.a), "text": link.a.of(a.text)},
        "b": {**span_fields(link.b), "text": link.b.of(b.text)},
        "score": round(link.score, 4),
        "tier": str(link.tier),
        "mutual": link.mutual,
        "words": list(link.words),
        "entities": list(link.entities),
        "figures": list(link.figures),
        "pinned": link.pinned,
    }


def _figure_fields(pair: FigurePair) -> dict[str, object]:
    return {
        "a": pair.a_text,
        "b": pair.b_text,
        "a_start": pair.a.start,
        "b_start": pair.b.start,
        "a_end": pair.a.end,
        "b_end": pair.b.end,
        "relation": str(pair.relation),
        "why": pair.why,
    }


def _print_comparison(comparison: Comparison, links: list[Link], articles: tuple[Article, Article], style: Style) -> None:
    width = min(print_width(), 100)
    for name, article in zip("AB", articles, strict=True):
        print_styled(style.paint(f"{name}  {article.id}  {one_line(article.heading)}", "strong"))
    for link in links:
        reasons = ", ".join((*link.figures, *link.told_words))
        head = f"{link.tier} {link.score:.2f}{' pinned' if link.pinned else ''}  {reasons}"
        print_text()
        print_styled(style.paint(one_line(head, width), "left"))
        for name, span, article in (("A", link.a, articles[0]), ("B", link.b, articles[1])):
            print_text(_passage(name, span, article, width))
    _print_section("figures", [f"{p.a_text} | {p.b_text}  {p.relation}: {p.why}" for p in comparison.figures], style)
    _print_section("places and dates that differ", [f"{d.a_text} | {d.b_text}" for d in comparison.differences], style)
    claims = [f"{p.a.subject}: {p.a.text} | {p.b.subject}: {p.b.text}" for p in comparison.claims]
    _print_section("superlatives, to judge", claims, style)
    _print_section("names in both", [", ".join(comparison.entities_both)], style)
    _print_section("names only in A", [", ".join(comparison.entities_only_a)], style)
    _print_section("names only in B", [", ".join(comparison.entities_only_b)], style)
    _print_section("only A tells", [fitted(s.of(articles[0].text), 160).rstrip() for s in comparison.only_a], style)
    _print_section("only B tells", [fitted(s.of(articles[1].text), 160).rstrip() for s in comparison.only_b], style)


def _passage(name: str, span: Span, article: Article, width: int) -> str:
    return wrapped(f"{name}: {one_line(span.of(article.text), 2000)}", width, "  ")


def _print_section(title: str, lines: list[str], style: Style) -> None:
    filled = [line for line in lines if line]
    if not filled:
        return
    print_text()
    print_styled(style.paint(title, "strong"))
    for line in filled:
        print_text(wrapped(one_line(line, 4000), min(print_width(), 100), "  "))


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="A B ...", shell_complete=complete_articles)
@click.option("-o", "--output", type=FILE_OR_FOLDER, metavar="FILE", help="Write to a file.")
@global_options
@pass_invocation
def brief(invocation: Invocation, articles: tuple[str, ...], output: Path | None) -> int:
    """Write the comparison of two or more articles as a Markdown document with citations.

    \b
    broadsheet brief 3f9a 71c2 -o brief.md
    """
    with invocation.named() as library:
        ids = [library.resolve(reference) for reference in articles]
        with invocation.watched() as watch:
            text = library.brief(ids, watch)
    write_result(invocation, text, output)
    return 0


@click.command()
@click.argument("articles", nargs=-1, metavar="[ID ...]", shell_complete=complete_articles)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@global_options
@pass_invocation
def timeline(invocation: Invocation, articles: tuple[str, ...], as_json: bool) -> int:
    """Show dated statements in order; ~ marks a date that the article's own completes.

    \b
    broadsheet timeline
    broadsheet timeline 3f9a 71c2 --json
    """
    with invocation.named() as library:
        found = library.timeline([library.resolve(reference) for reference in articles])
    if as_json:
        fields = [
            {
                "date": event.date,
                "stated": event.stated,
                "resolved": event.is_resolved,
                "id": event.article,
                **span_fields(event.span),
                "text": event.text,
            }
            for event in found.events
        ]
        print_json({"events": fields, "undated": found.undated, "unplaced": found.unplaced})
    else:
        for event in found.events:
            date = f"{'~' if event.is_resolved else ''}{event.date}"
            print_text(f"{date:<11}  {event.article}  {fitted(event.text, max(20, print_width() - 24)).rstrip()}")
        if found.undated or found.unplaced:
            invocation.say(_left_out(found))
    if not found.events:
        invocation.say("no dated statements found")
    return 0 if found.events else 1


def _left_out(timeline: Timeline) -> str:
    unplaced = f"; {timeline.unplaced} whose date needs a year that is not known" if timeline.unplaced else ""
    return f"left out: {timeline.undated} statements without a date{unplaced}"
