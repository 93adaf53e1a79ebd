"""Counts beside a result: sources, years, names and tags of all articles that match."""

from collections import Counter
from collections.abc import Iterable, Sequence

from reader.search.hits import UserState
from reader.search.open_segment import OpenSegment
from reader.search.schema import NAME_KINDS, kept_names

MOST_VALUES = 100
"""Of each facet: enough to look for a rarer one by typing."""

Facets = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def count_facets(places: Iterable[tuple[int, int]], segments: Sequence[OpenSegment], state: UserState) -> Facets:
    """Return for each facet its values with counts, most frequent first; years newest first.

    Names are counted twice: all as `entity`, and by what they name.

    Args:
        places: segment and number of every article that matches.
        segments: the segments.
        state: what the user made of the collection.
    """
    sources: Counter[str] = Counter()
    years: Counter[str] = Counter()
    names: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {kind: Counter() for kind in NAME_KINDS}
    articles = set()
    for index, number in places:
        segment = segments[index].segment
        sources[segment.values("source")[number]] += 1
        years[segment.values("date")[number][:4]] += 1
        kept = kept_names(segment.values("entities")[number])
        names.update({name for _, name in kept})
        for kind, name in kept:
            kinds[kind][name] += 1
        articles.add(segment.values("id")[number])
    tags = Counter({tag: len(articles & ids) for tag, ids in _tags_in_any_case(state).items()})
    return (
        ("source", _most(_in_any_case(sources))),
        ("year", tuple(sorted(((year, n) for year, n in years.items() if year), reverse=True))[:MOST_VALUES]),
        ("entity", _most(names)),
        *((kind, _most(counts)) for kind, counts in kinds.items()),
        ("tag", _most(tags)),
    )


def _in_any_case(values: Counter[str]) -> Counter[str]:
    """Count values together that differ in case alone, as a query finds them, under the spelling that is commonest."""
    spellings: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for value, count in sorted(values.items(), key=lambda pair: (-pair[1], pair[0])):
        counts[spellings.setdefault(value.casefold(), value)] += count
    return counts


def _tags_in_any_case(state: UserState) -> dict[str, frozenset[str]]:
    """Return the articles of each tag, of those that differ in case alone together, under the first spelling."""
    spellings: dict[str, str] = {}
    found: dict[str, frozenset[str]] = {}
    for tag, articles in state.tags:
        spelling = spellings.setdefault(tag.casefold(), tag)
        found[spelling] = found.get(spelling, frozenset()) | articles
    return found


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    ordered = sorted(((value, count) for value, count in counts.items() if value and count), key=lambda pair: (-pair[1], pair[0]))
    return tuple(ordered[:MOST_VALUES])
