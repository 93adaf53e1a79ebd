"""The comparison of articles as a Markdown document to take away.

Nothing stands in it that is not a quotation, a count, a citation or the
reader's own words, beside fixed headings. The same input gives the same bytes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reader.article import Article
from reader.bookmarks.bookmark import Bookmark, Selector
from reader.compare.comparison import ClaimPair, Comparison, FigurePair, Link, NameDifference, QuotationPair, Relation, Tier
from reader.compare.sides import Side
from reader.safetext import one_line, show
from reader.text import Span

MOST_NAMES = 40
_MARKDOWN = re.compile(r"([\\`*_<])|(\])(?=\()")
_SIGNS = {"equal": "=", "close": "~", "other": "other figure"}


def brief(
    articles: Sequence[Article],
    comparisons: Sequence[Comparison],
    bookmarks: Sequence[Bookmark] = (),
    citations: Mapping[str, str] | None = None,
) -> str:
    """Return the brief of two or more articles.

    Args:
        articles: in the order they are numbered.
        comparisons: of pairs of these articles.
        bookmarks: the reader's notes; those on other articles are left out.
        citations: by article id; an article without one is cited by what is known of it.
    """
    numbered = _Sources(articles, citations or {})
    lines = ["# Comparison", "", "## Sources", ""]
    lines += [f"{number}. {numbered.citation(article)}" for number, article in enumerate(articles, start=1)]
    for comparison in comparisons:
        lines += ["", *_pair_section(comparison, numbered)]
    lines += _notes_section(bookmarks, numbered)
    return "\n".join(lines) + "\n"


class _Sources:
    """The articles of a brief, by id, with their numbers and paragraphs."""

    def __init__(self, articles: Sequence[Article], citations: Mapping[str, str]) -> None:
        self._articles = {article.id: article for article in articles}
        self._numbers = {article.id: number for number, article in enumerate(articles, start=1)}
        self._paragraphs = {
            article.id: {block.span.start: n for n, block in enumerate(article.readable_blocks, start=1)} for article in articles
        }
        self._citations = citations

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._articles

    def number(self, article_id: str) -> int:
        return self._numbers[article_id]

    def words(self, article_id: str, span: Span) -> str:
        return _escaped(span.of(self._articles[article_id].text))

    def place(self, article_id: str, span: Span) -> str:
        """Return "2 ¶11": article and paragraph."""
        paragraphs = self._paragraphs[article_id]
        before = [n for start, n in paragraphs.items() if start <= span.start]
        return f"{self.number(article_id)} ¶{before[-1] if before else 1}"

    def citation(self, article: Article) -> str:
        if article.id in self._citations:
            return _escaped(self._citations[article.id])
        known = article.metadata
        parts = (known.author.text, article.heading, known.source.text, known.date.text, known.url)
        return _escaped(". ".join(one_line(part) for part in parts if part)) + "."


def _escaped(text: str) -> str:
    """Return outside text on one line, harmless in a terminal and without a meaning in Markdown."""
    line = " ".join(show(text.replace("\n", " ")).split())
    return _MARKDOWN.sub(lambda match: "\\" + match.group(), line)


def _pair_section(comparison: Comparison, sources: _Sources) -> Iterator[str]:
    a, b = comparison.a, comparison.b
    yield f"## {sources.number(a)} and {sources.number(b)}"
    yield ""
    yield from _linked(comparison, sources)
    yield from _table("Figures", _figure_rows(comparison.figures, a, b, sources), a, b, sources)
    yield from _table("Places and dates", _difference_rows(comparison.differences, a, b, sources), a, b, sources)
    yield from _table("Quoted in both", _quotation_rows(comparison.quotation_pairs, a, b, sources), a, b, sources)
    yield from _table("Superlatives, to judge", _claim_rows(comparison.claims, a, b, sources), a, b, sources)
    yield from _names(f"Names only in {sources.number(a)}", comparison.entities_only_a)
    yield from _names(f"Names only in {sources.number(b)}", comparison.entities_only_b)
    yield from _alone(a, comparison.only_a, sources)
    yield from _alone(b, comparison.only_b, sources)


def _linked(comparison: Comparison, sources: _Sources) -> Iterator[str]:
    sure = sum(link.tier is Tier.SURE for link in comparison.links)
    if not comparison.links:
        yield "These two share no passage."
        return
    yield f"Linked passages: {len(comparison.links)} ({sure} sure, {len(comparison.links) - sure} maybe)."
    for link in comparison.links:
        yield ""
        yield from _link(link, comparison, sources)


def _link(link: Link, comparison: Comparison, sources: _Sources) -> Iterator[str]:
    at_a, at_b = sources.place(comparison.a, link.a), sources.place(comparison.b, link.b)
    tier = "pinned" if link.pinned else link.tier.value
    yield f"### {at_a} ≈ {at_b} ({tier}, {link.score:.2f})"
    yield ""
    yield f"> {sources.words(comparison.a, link.a)}"
    yield ">"
    yield f"> {sources.words(comparison.b, link.b)}"
    side = Side(comparison, is_a=True)
    figures = side.figures(link)
    shared = [side.told_figure(pair) for pair in figures if pair.relation is not Relation.OTHER]
    others = [side.told_figure(pair) for pair in figures if pair.relation is Relation.OTHER]
    reasons = [("names", link.entities), ("words", link.further_words), ("figures", shared)]
    named = [f"{kind}: {_escaped(', '.join(values))}" for kind, values in reasons if values]
    told = [f"Shared {'; '.join(named)}."] if named else []
    told += [f"Other figures: {_escaped(', '.join(others))}."] if others else []
    if told:
        yield ""
        yield " ".join(told)


def _table(heading: str, rows: Iterable[tuple[str, str, str]], a: str, b: str, sources: _Sources) -> Iterator[str]:
    rows = list(rows)
    if not rows:
        return
    yield ""
    yield f"### {heading}"
    yield ""
    yield f"| {sources.number(a)} | | {sources.number(b)} |"
    yield "|---|---|---|"
    for left, sign, right in rows:
        yield f"| {_cell(left)} | {sign} | {_cell(right)} |"


def _cell(text: str) -> str:
    return _escaped(text).replace("|", "\\|")


def _figure_rows(pairs: Sequence[FigurePair], a: str, b: str, sources: _Sources) -> Iterator[tuple[str, str, str]]:
    for pair in pairs:
        left = f"{pair.a_text} ({sources.place(a, pair.a)})"
        yield left, _SIGNS[pair.relation.value], f"{pair.b_text} ({sources.place(b, pair.b)})"


def _difference_rows(differences: Sequence[NameDifference], a: str, b: str, sources: _Sources) -> Iterator[tuple[str, str, str]]:
    for difference in differences:
        left = f"{difference.a_text} ({sources.place(a, difference.a[0])})"
        yield left, difference.label.lower(), f"{difference.b_text} ({sources.place(b, difference.b[0])})"


def _quotation_rows(pairs: Sequence[QuotationPair], a: str, b: str, sources: _Sources) -> Iterator[tuple[str, str, str]]:
    for pair in pairs:
        left, right = (
            f"“{quotation.text}” {quotation.speaker or 'unattributed'} ({sources.place(article, quotation.span)})"
            for article, quotation in ((a, pair.a), (b, pair.b))
        )
        yield left, "≈", right


def _claim_rows(pairs: Sequence[ClaimPair], a: str, b: str, sources: _Sources) -> Iterator[tuple[str, str, str]]:
    for pair in pairs:
        left, right = (
            f"{claim.subject}: “{claim.text}” ({sources.place(article, claim.span)})"
            for article, claim in ((a, pair.a), (b, pair.b))
        )
        yield left, "│", right


def _names(heading: str, names: Sequence[str]) -> Iterator[str]:
    if not names:
        return
    rest = f" … and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    yield ""
    yield f"### {heading} ({len(names)})"
    yield ""
    yield ", ".join(_escaped(name) for name in names[:MOST_NAMES]) + rest


def _alone(article: str, spans: Sequence[Span], sources: _Sources) -> Iterator[str]:
    if not spans:
        return
    yield ""
    yield f"### Only in {sources.number(article)} ({len(spans)})"
    yield ""
    for span in spans:
        yield f"- {sources.place(article, span)}: {sources.words(article, span)}"


def _notes_section(bookmarks: Sequence[Bookmark], sources: _Sources) -> list[str]:
    ours = [bookmark for bookmark in bookmarks if any(target.article in sources for target in bookmark.targets)]
    if not ours:
        return []
    lines = ["", "## My notes"]
    for bookmark in sorted(ours, key=lambda bookmark: (bookmark.created, bookmark.id)):
        lines += ["", *(_target(target, sources) for target in bookmark.targets if target.article in sources)]
        if bookmark.note:
            lines += ["", show(bookmark.note)]
        if bookmark.tags:
            lines += ["", " ".join(f"#{_escaped(tag)}" for tag in bookmark.tags)]
    return lines


def _target(target: Selector, sources: _Sources) -> str:
    quote = f": “{_escaped(target.exact)}”" if target.exact else ""
    return f"> {sources.number(target.article)} ¶{target.paragraph}{quote}"
