"""Articles for the tests of search: made, never quoted, the same for the same arguments."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from reader.article import Article, Block, BlockKind, BlockState, Label, Mention, Metadata, Origin, Value, digest_of
from reader.errors import UnknownArticle
from reader.search.schema import IndexedArticle
from reader.text import Span

_ADDED = datetime(2026, 1, 1, tzinfo=UTC)


def found(text: str | None) -> Value:
    """Return a metadata value, or an unknown one."""
    return Value(text, Origin.FOUND) if text else Value()


def article(
    article_id: str,
    *paragraphs: str,
    title: str = "",
    date: str = "",
    source: str = "",
    author: str = "",
    language: str | None = "en",
    furniture: Sequence[str] = (),
) -> Article:
    """Return an article of paragraphs, with folded furniture behind them."""
    parts = [(BlockKind.TITLE, title)] if title else []
    parts += [(BlockKind.PARAGRAPH, text) for text in paragraphs]
    parts += [(BlockKind.FURNITURE, text) for text in furniture]
    text, blocks = "", []
    for kind, part in parts:
        start = len(text) + (2 if text else 0)
        text += ("\n\n" if text else "") + part
        state = BlockState.FOLDED if kind is BlockKind.FURNITURE else BlockState.SHOWN
        blocks.append(Block(kind, Span(start, len(text)), state=state))
    metadata = Metadata(found(title), found(source), found(author), found(date), language=language)
    return Article(article_id, f"{article_id}.txt", text, tuple(blocks), metadata, digest_of(text), _ADDED)


def mentions_of(of: Article, names: dict[str, tuple[Label, str]]) -> tuple[Mention, ...]:
    """Return a mention for every place of each form, which stands for a label and an entity."""
    places = []
    for form, (label, entity) in names.items():
        at = of.text.find(form)
        while at >= 0:
            places.append(Mention(Span(at, at + len(form)), label, entity))
            at = of.text.find(form, at + 1)
    return tuple(sorted(places))


@dataclass
class Shelf:
    """Articles by id, as the library keeps them; also the source that a search process opens."""

    indexed_articles: dict[str, IndexedArticle] = field(default_factory=dict)

    @classmethod
    def of(cls, *articles: Article, stamp: str = "1") -> "Shelf":
        """Return a shelf with articles that mention nobody."""
        return cls({made.id: IndexedArticle(made, (), stamp) for made in articles})

    def stamps(self) -> dict[str, str]:
        """Return the stamps of all articles."""
        return {name: indexed.stamp for name, indexed in self.indexed_articles.items()}

    def article(self, article_id: str) -> Article:
        """Return an article."""
        return self.indexed(article_id).article

    def indexed(self, article_id: str) -> IndexedArticle:
        """Return an article with its mentions and stamp."""
        if article_id not in self.indexed_articles:
            raise UnknownArticle(article_id)
        return self.indexed_articles[article_id]

    def close(self) -> None:
        """Do nothing: there is no file."""


_SYLLABLES = "ka ro mi ta len vor ost ber gan hal ric dor mel sin tov har quin lux pra zem ur bal nik stra wen chi dal".split()


def invented_words(count: int, rnd: random.Random) -> list[str]:
    """Return different words that look like words."""
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(rnd.choices(_SYLLABLES, k=rnd.choice((1, 2, 2, 3, 3, 4)))) + rnd.choice(("", "", "s", "ing", "ed"))] = None
    return list(words)


def invented_collection(count: int, *, seed: int = 1, vocabulary: int = 3000, length: int = 150) -> Shelf:
    """Return articles of invented words, frequent and rare ones as in a language, with set phrases, names and dates."""
    rnd = random.Random(seed)
    words = invented_words(vocabulary, rnd)
    weights = [1 / (rank + 3) for rank in range(vocabulary)]
    phrases = [rnd.choices(words[20:600], k=rnd.choice((2, 2, 3))) for _ in range(60)]
    names = [f"{a.capitalize()} {b.capitalize()}" for a, b in zip(words[700:740], words[800:840], strict=True)]
    return Shelf(
        {made.article.id: made for made in (_invented(rnd, n, words, weights, phrases, names, length) for n in range(count))}
    )


def _invented(
    rnd: random.Random, number: int, words: list[str], weights: list[float], phrases: list[list[str]], names: list[str], length: int
) -> IndexedArticle:
    paragraphs = []
    for _ in range(rnd.randint(2, 6)):
        drawn = rnd.choices(words, weights, k=max(8, int(rnd.gauss(length / 4, length / 10))))
        for phrase in rnd.sample(phrases, 2):
            at = rnd.randrange(len(drawn))
            drawn[at:at] = phrase
        drawn.insert(rnd.randrange(len(drawn)), rnd.choice(names))
        text = " ".join(drawn)
        paragraphs.append(text[0].upper() + text[1:] + ".")
    title = " ".join(rnd.choices(words, weights, k=6)).capitalize()
    day = f"{rnd.randint(2016, 2025)}-{rnd.randint(1, 12):02d}-{rnd.randint(1, 28):02d}"
    made = article(f"a{number}", *paragraphs, title=title, date=day, source=f"Source {number % 7}")
    people = {name: (Label.PERSON, name) for name in names}
    return IndexedArticle(made, mentions_of(made, people), "1")


def open_invented(count: int, folder: Path | None = None) -> Shelf:
    """Open an invented collection in a search process."""
    return invented_collection(count)
