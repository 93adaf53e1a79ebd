"""A collection for measuring search: invented words with the frequencies of a language, the same for the same numbers.

Topics give articles their own vocabulary, set phrases give them collocations,
names keep the vocabulary growing with the collection, as in real news.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from reader.article import Article, Block, BlockKind, Label, Mention, Metadata, Origin, Value, digest_of
from reader.search.schema import IndexedArticle
from reader.text import Span

_SYLLABLES = (
    "ka ro mi ta len vor ost ber gan hal ric dor mel sin tov har quin lux pra zem ur bal ovi nik stra wen chi dal "
    "fro gri jen kul lam mor nev ple rus sav ther vik wil yar zan con ex per sub tri un re de in pro ab"
).split()
_ENDINGS = ("", "", "", "s", "ed", "ing", "er", "ly", "ment", "ation")
_TOPICS = 12
_VOCABULARY = 45_000
_ADDED = datetime(2026, 1, 1, tzinfo=UTC)
_FIRST_DAY = date(2016, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Topic:
    """What articles about one thing have in common."""

    cumulative: tuple[float, ...]
    phrases: tuple[tuple[str, ...], ...]


class Corpus:
    """Draws articles."""

    def __init__(self, seed: int = 7) -> None:
        self._rnd = random.Random(seed)
        self.words = self._invent(_VOCABULARY)
        self.topics = [self._topic() for _ in range(_TOPICS)]
        self._names: list[str] = []
        self._new_names = 0

    def _invent(self, count: int) -> list[str]:
        words: dict[str, None] = {}
        while len(words) < count:
            root = "".join(self._rnd.choices(_SYLLABLES, k=self._rnd.choice((1, 2, 2, 3, 3))))
            words[root + self._rnd.choice(_ENDINGS)] = None
        return list(words)

    def _topic(self) -> Topic:
        liked = set(self._rnd.sample(range(200, _VOCABULARY), _VOCABULARY // _TOPICS))
        weights = [
            (6.0 if rank in liked else 0.5) / (rank + 2.7) if rank >= 200 else 1 / (rank + 2.7) for rank in range(_VOCABULARY)
        ]
        phrases = (tuple(self._rnd.choices(self.words[40:6000], k=self._rnd.choice((2, 2, 3)))) for _ in range(400))
        return Topic(tuple(itertools.accumulate(weights)), tuple(phrases))

    def articles(self, count: int) -> Iterator[IndexedArticle]:
        """Draw articles with their mentions."""
        for number in range(count):
            yield self._article(number)

    def _article(self, number: int) -> IndexedArticle:
        rnd = self._rnd
        topic = self.topics[min(_TOPICS - 1, int(_TOPICS * rnd.random() ** 1.3))]
        wanted = min(4000, max(120, int(rnd.lognormvariate(6.5, 0.5))))
        parts = [" ".join(rnd.choices(self.words, cum_weights=topic.cumulative, k=8)).capitalize()]
        names: list[str] = []
        while wanted > 0:
            sentences = [self._sentence(topic, names) for _ in range(rnd.randint(1, 4))]
            wanted -= sum(sentence.count(" ") + 1 for sentence in sentences)
            parts.append(" ".join(sentences))
        return indexed_article(f"n{number:06d}", parts, names, self._day(), f"Source {int(40 * rnd.random() ** 2):02d}")

    def _day(self) -> str:
        return date.fromordinal(_FIRST_DAY + self._rnd.randrange(3900)).isoformat()

    def _sentence(self, topic: Topic, names: list[str]) -> str:
        rnd = self._rnd
        words = rnd.choices(self.words, cum_weights=topic.cumulative, k=max(6, int(rnd.gauss(20, 8))))
        if rnd.random() < 0.6:
            at = rnd.randrange(len(words))
            words[at:at] = topic.phrases[int(len(topic.phrases) * rnd.random() ** 2)]
        if rnd.random() < 0.3:
            names.append(self._name())
            words.insert(rnd.randrange(1, len(words)), names[-1])
        sentence = " ".join(words)
        return sentence[0].upper() + sentence[1:] + "."

    def _name(self) -> str:
        """Draw a name: a new one the more seldom, the more there are."""
        if self._rnd.random() < (800 + 0.6 * self._new_names) / (800 + len(self._names)):
            self._new_names += 1
            name = "".join(self._rnd.choices(_SYLLABLES, k=self._rnd.choice((2, 3)))).capitalize()
            name += " " + "".join(self._rnd.choices(_SYLLABLES, k=2)).capitalize()
        else:
            name = self._rnd.choice(self._names)
        self._names.append(name)
        return name


def indexed_article(name: str, parts: list[str], names: list[str], day: str, source: str) -> IndexedArticle:
    """Return an article of a title and paragraphs, with a mention of each name."""
    blocks, at = [], 0
    for index, part in enumerate(parts):
        blocks.append(Block(BlockKind.PARAGRAPH if index else BlockKind.TITLE, Span(at, at + len(part))))
        at += len(part) + 2
    text = "\n\n".join(parts)
    title = Value(parts[0], Origin.FOUND, Span(0, len(parts[0])))
    metadata = Metadata(title, Value(source, Origin.FOUND), date=Value(day, Origin.FOUND), language="en")
    mentions = []
    for person in dict.fromkeys(names):
        start = text.find(person)
        mentions.append(Mention(Span(start, start + len(person)), Label.PERSON, person))
    return IndexedArticle(
        Article(name, f"{name}.txt", text, tuple(blocks), metadata, digest_of(text), _ADDED), tuple(mentions), "1"
    )
