"""Entities counted over articles, and tables of mentions and of entities that occur together."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from reader.article import Label, Mention
from reader.entities.entity import Entity

_MOST_FORMS = 12


def count_entities(articles: Iterable[tuple[str, str, Sequence[Mention]]], labels: Iterable[Label] = ()) -> tuple[Entity, ...]:
    """Count the entities of articles (id, text and mentions), most mentioned first; of some labels only, if any are given."""
    wanted = frozenset(labels)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[Label]] = defaultdict(Counter)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article, text, mentions in articles:
        for mention in mentions:
            forms[mention.entity][" ".join(mention.span.of(text).split())] += 1
            kinds[mention.entity][mention.label] += 1
            counts[mention.entity][article] += 1
    entities = (_entity(name, kinds[name], forms=forms[name], counts=counts[name]) for name in forms)
    found = [entity for entity in entities if not wanted or entity.label in wanted]
    return tuple(sorted(found, key=lambda entity: (-entity.mentions, entity.name)))


def _entity(name: str, kinds: Counter[Label], *, forms: Counter[str], counts: Counter[str]) -> Entity:
    label = min(kinds, key=lambda kind: (-kinds[kind], kind))
    if label is Label.NORP and kinds[Label.PLACE]:
        label = Label.PLACE  # a country with its people is a place, however often the people are named
    ordered = sorted(forms, key=lambda form: (-forms[form], form))
    return Entity(name, label, tuple(ordered[:_MOST_FORMS]), tuple(sorted(counts.items())))


def mentions_csv(articles: Mapping[str, tuple[str, Sequence[Mention]]]) -> str:
    """Return all mentions as CSV: article, start, end, label, entity, form."""
    rows = (
        (article, mention.span.start, mention.span.end, mention.label.value, mention.entity, mention.span.of(text))
        for article, (text, mentions) in articles.items()
        for mention in mentions
    )
    return _csv(("article", "start", "end", "label", "entity", "form"), rows)


def cooccurrence_csv(articles: Mapping[str, Sequence[Mention]]) -> str:
    """Return which entities occur in the same articles, as CSV that Gephi and Palladio read as edges.

    The weight is the number of articles; dates, sums and quantities are left out.
    """
    weights: Counter[tuple[str, str]] = Counter()
    kinds: dict[str, Counter[Label]] = defaultdict(Counter)
    for mentions in articles.values():
        named = [mention for mention in mentions if mention.label not in (Label.DATE, Label.MONEY, Label.QUANTITY)]
        weights.update(combinations(sorted({mention.entity for mention in named}), 2))
        for mention in named:
            kinds[mention.entity][mention.label] += 1
    return _csv(("Source", "Target", "Weight", "Type", "SourceLabel", "TargetLabel"), _edges(weights, kinds))


def _edges(weights: Counter[tuple[str, str]], kinds: Mapping[str, Counter[Label]]) -> Iterator[tuple[str | int, ...]]:
    for (a, b), weight in sorted(weights.items(), key=lambda edge: (-edge[1], edge[0])):
        yield a, b, weight, "Undirected", kinds[a].most_common(1)[0][0].value, kinds[b].most_common(1)[0][0].value


def _csv(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return out.getvalue()


def _safe(value: str | int) -> str | int:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value
