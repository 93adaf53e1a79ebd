"""What to offer when nothing is found: which word or phrase is to blame, near spellings, the query with one part fewer."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.search import query
from reader.search.plan import Statistics, near_words
from reader.search.query import Leaf, Node, describe, leaves
from reader.search.schema import RAW, STEMMED_FIELDS

MOST_SUGGESTIONS = 4
_SPELLINGS = 3
_SHORTEST = 3
_LONG = 6
"""From so many letters on, two may be wrong."""
_LOOSE = 10
"""The words of a phrase that is nowhere may still stand so near each other."""

Count = Callable[[Node], int]
"""Returns how many articles a query finds."""


Asked = query.Word | query.Prefix | query.Exact | query.Phrase


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
    unmet = [leaf for leaf in dict.fromkeys(leaves(asked)) if isinstance(leaf, Asked) and not count(leaf)]
    if not unmet:
        return _one_part_fewer(asked, count)
    guide = _Guide(count, statistics, should_stop)
    others = {leaf: [*guide.others(leaf)] for leaf in unmet}
    changed = [_replaced(asked, leaf, other) for leaf in unmet for other in others[leaf]]
    candidates = (*changed, _mended(asked, others), _without(asked, unmet))
    offered = [describe(node) for node in candidates if node and count(node)]
    said = " or ".join(dict.fromkeys(word for leaf in unmet for word in guide.blamed(leaf)))
    return Advice(f"no article has {said}", tuple(dict.fromkeys(offered))[:MOST_SUGGESTIONS])


class _Guide:
    """Knows what the parts of a query could be instead."""

    def __init__(self, count: Count, statistics: Statistics, should_stop: Callable[[], bool]) -> None:
        self._count = count
        self._statistics = statistics
        self._should_stop = should_stop

    def blamed(self, leaf: Asked) -> list[str]:
        """Say what no article has: a word, of a phrase those that occur nowhere, or the phrase itself."""
        if not isinstance(leaf, query.Phrase):
            return [f"“{_scope(leaf)}{leaf.plain}”"]
        missing = self._missing(leaf)
        return [f"“{_scope(leaf)}{word}”" for word in missing] or [f"“{_scope(leaf)}{' '.join(leaf.words)}” together"]

    def others(self, leaf: Asked) -> Iterator[Node]:
        """Yield what a part of a query could be instead, the likeliest first: at last the same words anywhere."""
        if isinstance(leaf, query.Phrase):
            yield from self._other_phrases(leaf)
        else:
            for spelling in self._spellings(leaf.plain, leaf.field):
                yield replace(leaf, plain=spelling)
        if leaf.field:
            yield replace(leaf, field=query.BODY)

    def _other_phrases(self, phrase: query.Phrase) -> Iterator[Node]:
        missing = self._missing(phrase)
        for word in missing:
            for spelling in self._spellings(word, phrase.field):
                yield replace(phrase, words=tuple(spelling if each == word else each for each in phrase.words))
        if not missing:
            yield replace(phrase, slop=_LOOSE)
            yield query.And(tuple(query.Word(word, phrase.field) for word in phrase.words))

    def _missing(self, phrase: query.Phrase) -> list[str]:
        """Return the words of a phrase that occur nowhere; one that may go on counts by its beginning."""
        last = query.Prefix(phrase.words[-1], phrase.field) if phrase.is_open else query.Word(phrase.words[-1], phrase.field)
        asked = (*(query.Word(word, phrase.field) for word in phrase.words[:-1]), last)
        return [leaf.plain for leaf in asked if not self._count(leaf)]

    def _spellings(self, word: str, field: str) -> list[str]:
        """Return near spellings that occur, the nearest and most frequent first."""
        if len(word) < _SHORTEST:
            return []
        vocabulary = _words_like(word, self._statistics, RAW if not field or field in STEMMED_FIELDS else field)
        for distance in (1, 2) if len(word) >= _LONG else (1,):
            if spellings := near_words(word, vocabulary, distance, self._should_stop):
                return sorted(spellings, key=lambda spelling: -vocabulary[spelling.encode()])[:_SPELLINGS]
        return []


def _scope(leaf: Asked) -> str:
    return f"{leaf.field}:" if leaf.field else ""


def _mended(asked: Node, others: Mapping[Asked, Sequence[Node]]) -> Node | None:
    """Return a query with the likeliest in the place of every part that is nowhere, and without those for which there is none."""
    lost = [leaf for leaf, found in others.items() if not found]
    rest = _without(asked, lost) if lost else asked
    for leaf, found in others.items():
        if rest and found:
            rest = _replaced(rest, leaf, found[0])
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


def _words_like(word: str, statistics: Statistics, field: str) -> Counter[bytes]:
    """Return the words of a field that begin as this one does, or with its second letter, with how many articles have them."""
    vocabulary: Counter[bytes] = Counter()
    for segment in statistics.segments:
        if dictionary := segment.dictionary(field):
            for letter in set(word[:2]):
                for index in dictionary.beginning_with(letter.encode("utf-8", "surrogatepass")):
                    vocabulary[dictionary.word(index)] += dictionary.counts[index]
    return vocabulary


def _replaced(node: Node, old: Leaf, new: Node) -> Node:
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
