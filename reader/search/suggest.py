"""What to offer when nothing is found: which word is to blame, near spellings, the query with one part fewer."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.search import query
from reader.search.plan import Statistics, near_words
from reader.search.query import Leaf, Node, describe, leaves
from reader.search.schema import RAW

MOST_SUGGESTIONS = 4
_SPELLINGS = 3
_SHORTEST = 3
_LONG = 6
"""From so many letters on, two may be wrong."""

Count = Callable[[Node], int]
"""Returns how many articles a query finds."""


Asked = query.Word | query.Prefix | query.Exact


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say, and queries that find something."""

    notice: str = ""
    queries: tuple[str, ...] = ()


def advise(asked: Node, count: Count, statistics: Statistics, should_stop: Callable[[], bool]) -> Advice:
    """Return what to say of a query that finds nothing.

    Raises:
        Overtaken: `should_stop` said so.
    """
    words = (leaf for leaf in dict.fromkeys(leaves(asked)) if isinstance(leaf, Asked))
    missing = [leaf for leaf in words if not count(leaf)]
    if not missing:
        return _one_part_fewer(asked, count)
    near = {leaf: _spellings(leaf.plain, statistics, should_stop) for leaf in missing}
    respelt = [_replaced(asked, leaf, replace(leaf, plain=spelling)) for leaf in missing for spelling in near[leaf]]
    candidates = (*respelt, _mended(asked, near), _without(asked, missing))
    offered = [describe(node) for node in candidates if node and count(node)]
    said = " or ".join(f"“{leaf.plain}”" for leaf in missing)
    return Advice(f"no article has {said}", tuple(dict.fromkeys(offered))[:MOST_SUGGESTIONS])


def _mended(asked: Node, near: Mapping[Asked, Sequence[str]]) -> Node | None:
    """Return a query with every missing word in its nearest spelling, and without those that have none."""
    lost = [leaf for leaf, spellings in near.items() if not spellings]
    rest = _without(asked, lost) if lost else asked
    for leaf, spellings in near.items():
        if rest and spellings:
            rest = _replaced(rest, leaf, replace(leaf, plain=spellings[0]))
    return rest


def _one_part_fewer(asked: Node, count: Count) -> Advice:
    if not isinstance(asked, query.And):
        return Advice()
    found = [(count(rest), part, rest) for part in asked.children if (rest := _without(asked, [part]))]
    found = sorted((entry for entry in found if entry[0]), key=lambda entry: -entry[0])
    if not found:
        return Advice("no article matches all of this, nor all but one part of it")
    most, part, _ = found[0]
    notice = f"no article matches all of this; without {describe(part)} there are {most:,}"
    return Advice(notice, tuple(describe(rest) for _, _, rest in found)[:MOST_SUGGESTIONS])


def _spellings(word: str, statistics: Statistics, should_stop: Callable[[], bool]) -> list[str]:
    """Return near spellings that occur, the nearest and most frequent first."""
    if len(word) < _SHORTEST:
        return []
    vocabulary = _words_like(word, statistics)
    for distance in (1, 2) if len(word) >= _LONG else (1,):
        if spellings := near_words(word, vocabulary, distance, should_stop):
            return sorted(spellings, key=lambda spelling: -vocabulary[spelling.encode()])[:_SPELLINGS]
    return []


def _words_like(word: str, statistics: Statistics) -> Counter[bytes]:
    """Return the words that begin as this one does, or with its second letter, with how many articles have them."""
    vocabulary: Counter[bytes] = Counter()
    for segment in statistics.segments:
        if dictionary := segment.dictionary(RAW):
            for letter in set(word[:2]):
                for index in dictionary.beginning_with(letter.encode("utf-8", "surrogatepass")):
                    vocabulary[dictionary.word(index)] += dictionary.counts[index]
    return vocabulary


def _replaced(node: Node, old: Leaf, new: Leaf) -> Node:
    match node:
        case query.And(children):
            return query.And(tuple(_replaced(child, old, new) for child in children))
        case query.Or(children):
            return query.Or(tuple(_replaced(child, old, new) for child in children))
        case query.Not():
            return node
        case _:
            return new if node == old else node


def _without(node: Node, parts: Collection[Node]) -> Node | None:
    """Return a conjunction without some of its parts, or None when none is left that finds anything."""
    if not isinstance(node, query.And):
        return None
    rest = tuple(child for child in node.children if child not in parts)
    if all(isinstance(child, query.Not) for child in rest):
        return None
    return query.And(rest) if len(rest) > 1 else rest[0]
