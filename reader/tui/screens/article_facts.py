"""What is known about an article, and where from, as facts to read."""

from collections import Counter

from reader.article import Article, BlockState, Origin, Value
from reader.safetext import one_line

_FROM = {Origin.FOUND: "found", Origin.GUESSED: "guessed", Origin.SET: "set by you", Origin.UNKNOWN: "not stated"}


def facts_of(article: Article) -> tuple[tuple[str, str], ...]:
    """Return each fact after its name."""
    known = article.metadata
    states = Counter(block.state for block in article.blocks)
    cut = f"; {states[BlockState.FOLDED]} cut as page furniture" if states[BlockState.FOLDED] else ""
    return (
        _fact("Title", known.title),
        _fact("Source", known.source),
        _fact("Author", known.author),
        _fact("Date", known.date),
        ("Address", one_line(known.url) if known.url else "–"),
        ("Language", known.language or "–"),
        ("Length", f"{article.words:,} words in {len(article.blocks) - states[BlockState.FOLDED]} blocks{cut}"),
        ("File", one_line(article.path)),
        ("Added", f"{article.added:%Y-%m-%d}"),
        ("Revision", article.digest[:12]),
        ("Id", article.id),
    )


def _fact(name: str, value: Value) -> tuple[str, str]:
    shown = one_line(value.text) if value.text else "–"
    where = f", {one_line(value.where)}" if value.where else ""
    return name, f"{shown} ({_FROM[value.origin]}{where})"
