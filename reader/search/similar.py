"""Articles like one: those that share its key words and names."""

from collections import Counter
from collections.abc import Iterable
from math import log

from reader.article import Article
from reader.search.plan import All, Any, AnyTerm, Plan, Statistics, Term, Whole
from reader.search.schema import BODY, RAW, stems_of
from reader.search.words import Words

MOST_WORDS = 25
MOST_NAMES = 8
NAME_BOOST = 2.0
_OWN_WORDS = 3
_TOO_COMMON = 0.25
"""Words in more than this share of all articles say nothing about one."""


def plan_similar(article: Article, names: Iterable[str], statistics: Statistics, words: Words) -> Plan:
    """Return the plan of a search for the key words of an article and the names in it."""
    counted = Counter(word for span in article.readable_spans() for word in words.plain_words(span.of(article.text)))
    stems: Counter[str] = Counter()
    for word, count in counted.items():
        stems[words.stem(word) if stems_of(article) else word] += count
    found = [(_weight(stem, count, statistics), stem) for stem, count in stems.items()]
    best = sorted((pair for pair in found if pair[0] > 0), reverse=True)[:MOST_WORDS]
    terms = [statistics.term(BODY, _encoded(stem)) for _, stem in best]
    named = [AnyTerm((term,)) for name in list(names)[:MOST_NAMES] for term in _name_terms(name, statistics, words)]
    return Any((*(AnyTerm((term,)) for term in terms), *named))


def _weight(stem: str, count: int, statistics: Statistics) -> float:
    frequency = statistics.document_frequency(BODY, _encoded(stem))
    if frequency < 2 or frequency > statistics.count * _TOO_COMMON + 1 or stem.isdigit():
        return 0.0
    return (1 + log(count)) * log(statistics.count / frequency)


def _name_terms(name: str, statistics: Statistics, words: Words) -> list[Term]:
    return [statistics.term("entity", _encoded(word), NAME_BOOST) for word in words.plain_words(name)]


def plan_own_words(article: Article, statistics: Statistics, words: Words) -> Plan:
    """Return the plan of a search that an article must be found by: three of its own words, rare ones first."""
    plain = {word for span in article.readable_spans() for word in words.plain_words(span.of(article.text))}
    rare = sorted(plain, key=lambda word: (statistics.document_frequency(RAW, _encoded(word)), word))[:_OWN_WORDS]
    return All(tuple(AnyTerm((statistics.term(RAW, _encoded(word)),)) for word in rare)) if rare else Whole()


def _encoded(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")
