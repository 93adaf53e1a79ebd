"""Where the words of a query stand in an article.

Marks are found in the text itself, by the same forms of words as the index
holds; phrases are marked as phrases. Folded blocks are left out, or are all
that is looked at when the query says `in:furniture`.

Most words of a text cannot match. The letters that matching words begin with
find the few that may; only those are cut out and compared.
Texts with unusual characters are compared word by word.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reader.article import Article
from reader.search import query
from reader.search.query import FURNITURE, Leaf, Node, leaves
from reader.search.scanning import Scanner, can_be_scanned
from reader.search.schema import stems_of
from reader.search.words import Token, Words
from reader.text import Span

_UNMARKED_FIELDS = ("source", "author", "lang")
_WINDOW = 40
"""Characters looked at for each place that a phrase may span."""

_IRREGULAR = {"die": ("dy",), "lie": ("ly",), "tie": ("ty",)}
"""Short stems whose words begin otherwise: dying, lying, tying."""

IsMatch = Callable[[str], bool]


class MatchFinder:
    """Finds the matches of one query in any number of articles."""

    def __init__(self, asked: Node, words: Words) -> None:
        self._words = words
        self._wanted = [leaf for leaf in dict.fromkeys(leaves(asked)) if _is_marked(leaf)]
        self._wants_furniture = any(_field(leaf) == FURNITURE for leaf in self._wanted)
        self._finders: dict[bool, list[_LeafFinder]] = {}
        beginnings = [_beginnings(leaf, words) for leaf in self._wanted]
        self._scanner = Scanner(itertools.chain(*beginnings)) if all(beginnings) and beginnings else None

    def never_scan(self) -> None:
        """Compare every word from now on: what scanning must not differ from."""
        self._scanner = None

    def find(self, article: Article) -> tuple[Span, ...]:
        """Return where an article matches, in order and not overlapping."""
        if not self._wanted:
            return ()
        finders = self._leaf_finders(has_stems=stems_of(article))
        text = article.text
        spans = [block.span for block in article.blocks if block.is_furniture is self._wants_furniture]
        if self._scanner is not None and (folded := can_be_scanned(text)):
            return _merged(self._scanned(folded, text, spans, finders))
        return _merged(self._compared(text, spans, finders))

    def _scanned(self, folded: str, text: str, spans: list[Span], finders: "list[_LeafFinder]") -> Iterator[Span]:
        assert self._scanner
        starts = [span.start for span in spans]
        for at in self._scanner.places(folded):
            block = bisect_right(starts, at) - 1
            if block >= 0 and at < (end := spans[block].end) and (token := self._words.token_at(text, at, end)):
                for finder in finders:
                    if finder.wanted[0](token.plain):
                        yield from self._from_first(token, text, end, finder)

    def _from_first(self, first: Token, text: str, end: int, finder: "_LeafFinder") -> Iterator[Span]:
        """Yield the match that begins with this word, if there is one."""
        if len(finder.wanted) == 1:
            yield Span(first.start, first.end)
            return
        tokens = [first, *self._words.tokens(text, first.end, min(end, first.end + finder.reach))]
        if (last := finder.last_word(tokens, 0)) is not None:
            yield Span(first.start, tokens[last].end)

    def _compared(self, text: str, spans: list[Span], finders: "list[_LeafFinder]") -> Iterator[Span]:
        for span in spans:
            tokens = list(self._words.tokens(text, span.start, span.end))
            for finder in finders:
                yield from finder.anywhere(tokens)

    def _leaf_finders(self, *, has_stems: bool) -> "list[_LeafFinder]":
        if has_stems not in self._finders:
            self._finders[has_stems] = [_LeafFinder.of(leaf, self._words, has_stems=has_stems) for leaf in self._wanted]
        return self._finders[has_stems]


@dataclass(frozen=True, slots=True)
class _LeafFinder:
    """Finds one word or phrase."""

    wanted: tuple[IsMatch, ...]
    slop: int = 1

    @classmethod
    def of(cls, leaf: Leaf, words: Words, *, has_stems: bool) -> "_LeafFinder":
        if isinstance(leaf, query.Phrase):
            wanted = [_same_word(word, words, has_stems=has_stems) for word in leaf.words]
            if leaf.is_open:
                wanted[-1] = _is_match(query.Prefix(leaf.words[-1], or_word=True), words, has_stems=has_stems)
            return cls(tuple(wanted), leaf.slop)
        return cls((_is_match(leaf, words, has_stems=has_stems),))

    @property
    def reach(self) -> int:
        """How many characters a match may take."""
        return _WINDOW * self.slop * len(self.wanted)

    def anywhere(self, tokens: list[Token]) -> Iterator[Span]:
        """Yield every match among words."""
        for start, token in enumerate(tokens):
            if self.wanted[0](token.plain) and (end := self.last_word(tokens, start)) is not None:
                yield Span(token.start, tokens[end].end)

    def last_word(self, tokens: list[Token], start: int) -> int | None:
        """Return the index of the phrase's last word when it begins at `start`."""
        ends = {start}
        for is_match in self.wanted[1:]:
            within = (at for end in ends for at in range(end + 1, min(end + self.slop + 1, len(tokens))))
            ends = {at for at in within if is_match(tokens[at].plain)}
            if not ends:
                return None
        return min(ends)


def _is_marked(leaf: Leaf) -> bool:
    return not isinstance(leaf, query.Dated | query.State | query.Everything) and leaf.field not in _UNMARKED_FIELDS


def _field(leaf: Leaf) -> str:
    return "" if isinstance(leaf, query.Dated | query.State | query.Everything) else leaf.field


def _is_match(leaf: Leaf, words: Words, *, has_stems: bool) -> IsMatch:
    match leaf:
        case query.Exact(plain):
            return plain.__eq__
        case query.Prefix(plain, _, or_word):
            same = _same_word(plain, words, has_stems=has_stems)
            return lambda word: word.startswith(plain) or (or_word and same(word))
        case query.Wildcard(shape):
            pattern = re.compile(".*".join(map(re.escape, shape.split("*"))), re.DOTALL)
            return lambda word: pattern.fullmatch(word) is not None
        case query.Fuzzy(plain, distance):
            return _is_near(plain, distance)
        case query.Word(plain):
            return _same_word(plain, words, has_stems=has_stems)
        case _:
            return lambda _: False


def _is_near(plain: str, distance: int) -> IsMatch:
    from rapidfuzz.distance import OSA  # loaded only for those who spell

    return lambda word: OSA.distance(plain, word, score_cutoff=distance) <= distance


def _same_word(plain: str, words: Words, *, has_stems: bool) -> IsMatch:
    stem = words.stem(plain)
    if not has_stems:
        return lambda word: word in (plain, stem)
    return lambda word: words.stem(word) in (stem, plain)


def _beginnings(leaf: Leaf, words: Words) -> list[str]:
    """Return what every matching word begins with in its plain form; nothing when that cannot be said."""
    match leaf:
        case query.Exact(plain):
            return [plain]
        case query.Prefix(plain, _, or_word):
            return [*_stem_beginnings(plain, words), plain] if or_word else [plain]
        case query.Word(plain):
            return _stem_beginnings(plain, words)
        case query.Phrase(phrase):
            return _stem_beginnings(phrase[0], words)
        case _:
            return []


def _stem_beginnings(plain: str, words: Words) -> list[str]:
    """Return what words of the same stem begin with: a stem changes at most its last letter, but for the shortest."""
    stem = words.stem(plain)
    changes = len(stem) > 3 or stem.endswith(("e", "i", "y"))
    return list({plain, stem[:-1] if changes and len(stem) > 1 else stem, *_IRREGULAR.get(stem, ())})


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(set(spans)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
