"""A query made ready for one index: its words looked up, its filters turned into days and articles.

`make_plan` turns the tree of `query.py` into the tree of this module. What a
prefix or a fuzzy word stands for is settled here, once, and said in a notice
when it stands for more words than are searched.
"""

import heapq
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import log
from typing import TypeVar

from reader.search import query, schema
from reader.search.dates import DateRange
from reader.search.hits import UserState
from reader.search.query import Asked, Node
from reader.search.segment import Segment
from reader.search.words import Words

K1 = 1.2
B = 0.75
"""The parameters of BM25F, as Whoosh has them."""
MOST_EXPANSIONS = 64
_MOST_FREQUENCIES = 5_000
_LOOK_UP = 2_000
"""Of so many words it takes a millisecond or two to look through."""
Value = TypeVar("Value")


class Overtaken(Exception):
    """The search was dropped for a newer one."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a field, with what it adds to a score at most."""

    field: str
    word: bytes
    gain: float
    """Inverse document frequency times (K1 + 1), times the boost."""


@dataclass(frozen=True, slots=True)
class AnyTerm:
    """Articles with one of these words; `bonus` words only add to the score."""

    terms: tuple[Term, ...]
    bonus: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Wide:
    """Articles with one of many words; each scores the same."""

    field: str
    words: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Articles with these words in this order, each at most `slop` places after the last; a word may have two forms."""

    places: tuple[AnyTerm, ...]
    slop: int


@dataclass(frozen=True, slots=True)
class OnDays:
    """Articles published within these days."""

    days: DateRange


@dataclass(frozen=True, slots=True)
class OneOf:
    """Articles with these ids, or with any others."""

    ids: frozenset[str]
    others: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Articles that match all of `wanted` and none of `unwanted`."""

    wanted: tuple["Plan", ...]
    unwanted: tuple["Plan", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """Articles that match one of these."""

    branches: tuple["Plan", ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """All articles."""


Plan = AnyTerm | Wide | Near | OnDays | OneOf | All | Any | Whole


class Statistics:
    """Figures over all segments that ranking needs."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments = tuple(segments)
        self.count = sum(segment.count for segment in self.segments)
        self._average_lengths: dict[str, float] = {}
        self._frequencies: dict[tuple[str, bytes], int] = {}

    def average_length(self, field: str) -> float:
        """Return how many words the field has in an article, on the average."""
        if field not in self._average_lengths:
            self._average_lengths[field] = self._average_length(field)
        return self._average_lengths[field]

    def _average_length(self, field: str) -> float:
        total = sum(segment.total_length(field) for segment in self.segments)
        return total / self.count if total and self.count else 1

    def document_frequency(self, field: str, word: bytes) -> int:
        """Return in how many articles a word stands, deleted ones included."""
        key = (field, word)
        if key not in self._frequencies:
            if len(self._frequencies) > _MOST_FREQUENCIES:
                self._frequencies.clear()
            self._frequencies[key] = sum(segment.count_of(field, word) for segment in self.segments)
        return self._frequencies[key]

    def term(self, field: str, word: bytes, boost: float = 1.0) -> Term:
        """Return a word with its gain."""
        rarity = log(self.count / (self.document_frequency(field, word) + 1)) + 1 if self.count else 0.0
        return Term(field, word, boost * rarity * (K1 + 1))


def make_plan(
    asked: Node, statistics: Statistics, words: Words, state: UserState, should_stop: Callable[[], bool]
) -> tuple[Plan, tuple[str, ...]]:
    """Return the plan of a query and the notices a person must see with its answer.

    Raises:
        Overtaken: `should_stop` said so.
    """
    planner = _Planner(statistics, words, state, should_stop)
    return planner.plan(asked), tuple(planner.notices)


class _Planner:
    def __init__(self, statistics: Statistics, words: Words, state: UserState, should_stop: Callable[[], bool]) -> None:
        self._statistics = statistics
        self._should_stop = should_stop
        self._words = words
        self._state = state
        self.notices: list[str] = []
        self._made: dict[Node, Plan] = {}

    def plan(self, node: Node) -> Plan:
        """Return the plan of a query or a part of it; what is asked twice is looked up once."""
        if node not in self._made:
            self._made[node] = self._make(node)
        return self._made[node]

    def _make(self, node: Node) -> Plan:
        match node:
            case query.Dated(days):
                return OnDays(days)
            case query.State(asked, value):
                return self._state_plan(asked, value)
            case query.Everything():
                return Whole()
            case query.Not() | query.And() | query.Or():
                return self._combined(node)
            case _:
                return self._of_words(node)

    def _of_words(self, node: query.Word | query.Exact | query.Prefix | query.Wildcard | query.Fuzzy | query.Phrase) -> Plan:
        match node:
            case query.Word(plain, field):
                return self._word(plain, field)
            case query.Exact(plain, field):
                return AnyTerm((self._statistics.term(_raw(field), _encoded(plain)),))
            case query.Prefix():
                return self._prefix(node)
            case query.Wildcard(shape, field):
                return Wide(_raw(field), self._like(shape, _raw(field)))
            case query.Fuzzy(plain, distance, field):
                return self._fuzzy(plain, distance, field)
            case query.Phrase():
                return self._phrase(node)

    def _combined(self, node: query.Not | query.And | query.Or) -> Plan:
        match node:
            case query.Not():
                return All((Whole(),), (self.plan(node.child),))
            case query.And(children):
                wanted = tuple(self.plan(child) for child in children if not isinstance(child, query.Not))
                unwanted = tuple(self.plan(child.child) for child in children if isinstance(child, query.Not))
                return All(wanted, unwanted)
            case query.Or(children):
                return Any(tuple(map(self.plan, children)))

    def _word(self, plain: str, field: str) -> AnyTerm:
        name = field or schema.BODY
        forms = [plain]
        if name in schema.STEMMED_FIELDS and (stem := self._words.stem(plain)) != plain:
            forms = [stem, plain]
        found = [form for form in forms if self._statistics.document_frequency(name, _encoded(form))] or forms[:1]
        terms = tuple(self._statistics.term(name, _encoded(form)) for form in found)
        if field:
            return AnyTerm(terms)
        titled = (form for form in forms if self._statistics.document_frequency(schema.TITLE, _encoded(form)))
        boosted = (self._statistics.term(schema.TITLE, _encoded(form), schema.TITLE_BOOST) for form in titled)
        return AnyTerm(terms, tuple(boosted))

    def _phrase(self, node: query.Phrase) -> Near:
        places = [AnyTerm(self._word(word, node.field).terms) for word in node.words]
        if node.is_open:
            places[-1] = self._open_end(node.words[-1], node.field) or places[-1]
        return Near(tuple(places), node.slop)

    def _open_end(self, beginning: str, field: str) -> AnyTerm | None:
        """Return the indexed forms of the words that begin so, for only those have places."""
        name = field or schema.BODY
        found = [word.decode("utf-8", "replace") for word in self._beginning_with(beginning, _raw(field))]
        forms = set(found) | (set(self._words.stems(found)) if name in schema.STEMMED_FIELDS else set())
        known = (form for form in sorted(forms) if self._statistics.document_frequency(name, _encoded(form)))
        terms = tuple(self._statistics.term(name, _encoded(form)) for form in known)
        return AnyTerm(terms) if terms else None

    def _prefix(self, node: query.Prefix) -> Plan:
        field = _raw(node.field)
        wide = Wide(field, self._beginning_with(node.plain, field))
        return Any((self._word(node.plain, node.field), wide)) if node.or_word else wide

    def _beginning_with(self, prefix: str, field: str) -> tuple[bytes, ...]:
        counts: Counter[bytes] = Counter()
        found = 0
        for segment in watched(self._statistics.segments, self._should_stop, every=1):
            if dictionary := segment.dictionary(field):
                indexes = dictionary.beginning_with(_encoded(prefix))
                found = max(found, len(indexes))
                for index in heapq.nlargest(MOST_EXPANSIONS, indexes, key=dictionary.counts.__getitem__):
                    counts[dictionary.word(index)] += dictionary.counts[index]
        return self._most_frequent(counts, max(found, len(counts)), f"{prefix}*")

    def _most_frequent(self, counts: Counter[bytes], found: int, said: str) -> tuple[bytes, ...]:
        if found > MOST_EXPANSIONS:
            self.notices.append(
                f"{said} stands for its {MOST_EXPANSIONS} most frequent words; {found - MOST_EXPANSIONS:,} or more are left out"
            )
        return tuple(word for word, _ in counts.most_common(MOST_EXPANSIONS))

    def _like(self, shape: str, field: str) -> tuple[bytes, ...]:
        pattern = re.compile(b".*".join(re.escape(_encoded(part)) for part in shape.split("*")), re.DOTALL)
        counts: Counter[bytes] = Counter()
        for word, count in self._all_words(field):
            if pattern.fullmatch(word):
                counts[word] += count
        return self._most_frequent(counts, len(counts), shape)

    def _all_words(self, field: str) -> Iterator[tuple[bytes, int]]:
        for segment in self._statistics.segments:
            if dictionary := segment.dictionary(field):
                yield from watched(zip(dictionary.words(), dictionary.counts, strict=True), self._should_stop)

    def _fuzzy(self, plain: str, distance: int, field: str) -> Plan:
        spellings = near_words(plain, (word for word, _ in self._all_words(_raw(field))), distance, self._should_stop)
        if not spellings:
            return self._word(plain, field)
        name = field or schema.BODY
        stems = {self._words.stem(word) if name in schema.STEMMED_FIELDS else word for word in spellings}
        return Wide(name, tuple(sorted(map(_encoded, stems | set(spellings)))))

    def _state_plan(self, asked: Asked, value: str) -> Plan:
        state = self._state
        match asked:
            case Asked.READ:
                return OneOf(state.read)
            case Asked.UNREAD:
                return OneOf(state.read, others=True)
            case Asked.HAS_NOTE:
                return OneOf(frozenset(article for article, _ in state.notes))
            case Asked.HAS_DATE:
                return OnDays(DateRange())
            case Asked.TAG:
                tags = (ids for tag, ids in state.tags if tag.casefold() == value.casefold())
                return OneOf(frozenset().union(*tags))
            case Asked.NOTE:
                wanted = self._note_words(value)
                return OneOf(frozenset(article for article, note in state.notes if wanted <= self._note_words(note)))

    def _note_words(self, text: str) -> set[str]:
        return set(map(self._words.stem, self._words.plain_words(text)))


def near_words(
    word: str, vocabulary: Iterable[bytes], distance: int, should_stop: Callable[[], bool], limit: int = MOST_EXPANSIONS
) -> list[str]:
    """Return the words of a vocabulary that are spelt nearly so, nearest first.

    Raises:
        Overtaken: `should_stop` said so.
    """
    from rapidfuzz import process  # loaded only for those who spell
    from rapidfuzz.distance import OSA

    shortest, longest = len(word) - distance, (len(word) + distance) * 4
    candidates = {w.decode("utf-8", "replace") for w in vocabulary if shortest <= len(w) <= longest}
    near: list[tuple[float, str]] = []
    for part in _parts(candidates):
        if should_stop():
            raise Overtaken
        found = process.extract(word, part, scorer=OSA.distance, score_cutoff=distance, limit=None)
        near += [(wrong, spelling) for spelling, wrong, _ in found]
    return [spelling for _, spelling in sorted(near)[:limit]]


def _parts(words: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(words)
    while part := list(itertools.islice(remaining, _LOOK_UP)):
        yield part


def watched(values: Iterable[Value], should_stop: Callable[[], bool], every: int = _LOOK_UP) -> Iterator[Value]:
    """Pass values on and now and then ask whether to stop.

    Raises:
        Overtaken: `should_stop` said so.
    """
    for number, value in enumerate(values):
        if number % every == 0 and should_stop():
            raise Overtaken
        yield value


def _raw(field: str) -> str:
    return field or schema.RAW


def _encoded(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")
