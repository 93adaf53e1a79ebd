"""The fields of the index, and how an article becomes words in them.

`body` holds the stems of the readable text with their places, `raw` its plain
words without places (for `=exact`, `part*` and `fuzzy~`), `furniture` the
folded blocks, `title` the title once more. `person`, `org`, `place` and
`entity` hold the names of the mentions, canonical and as they stand. What a
query filters by and what the library compares is kept as plain values.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reader.article import Article, Label, Mention
from reader.search.words import Words
from reader.text import Span

SCHEMA_VERSION = 3

BODY = "body"
RAW = "raw"
TITLE = "title"
PLACED_FIELDS = (BODY, TITLE, "furniture", "source", "author", "person", "org", "place", "entity")
"""Fields whose words have places: phrases can be looked for."""
COUNTED_FIELDS = (RAW, "lang")
KEPT = "kept_"
"""What Whoosh's names of kept values begin with: a kept value may share its name with a field of words."""
KEPT_VALUES = ("id", "stamp", "date", "source", "lang", "entities")
STEMMED_FIELDS = (BODY, TITLE, "furniture")
TITLE_BOOST = 2.0
BLOCK_GAP = 60
"""Places left free between blocks: no phrase, however loose, reaches from one into the next."""
_FIELD_OF = {Label.PERSON: "person", Label.ORG: "org", Label.PLACE: "place", Label.NORP: "place"}
_ENGLISH = "en"
_NEAR_THE_TOP = 3
"""Among so many first blocks the title is expected."""
_MOST_ENTITIES = 12
"""How many names of an article are kept for the counts beside a result."""


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article with what the index needs beside its text."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    stamp: str = ""
    """Revision and corrections: when it changes, the article is indexed again."""


Placed = dict[str, list[int]]
"""Words with their places."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the index takes it."""

    placed: Mapping[str, Placed]
    counted: Mapping[str, Mapping[str, int]]
    kept: Mapping[str, str]


def document_of(indexed: IndexedArticle, words: Words) -> Document:
    """Return what is indexed of an article."""
    article = indexed.article
    raw = _places(_readable_parts(article), words)
    placed: dict[str, Placed] = {BODY: _stemmed(raw, article, words)}
    placed[TITLE] = _stemmed(_places([article.metadata.title.text or ""], words), article, words)
    placed["furniture"] = _stemmed(_places(_texts(article, is_furniture=True), words), article, words)
    placed["source"] = _places([article.metadata.source.text or ""], words)
    placed["author"] = _places([article.metadata.author.text or ""], words)
    placed |= _named(indexed, words)
    counted: dict[str, Mapping[str, int]] = {RAW: {word: len(places) for word, places in raw.items()}}
    if article.metadata.language:
        counted["lang"] = {article.metadata.language.lower(): 1}
    return Document(placed, counted, _kept(indexed))


def stems_of(article: Article) -> bool:
    """Tell whether the words of an article are indexed by their English stems."""
    return (article.metadata.language or _ENGLISH).lower().startswith(_ENGLISH)


def _kept(indexed: IndexedArticle) -> dict[str, str]:
    metadata = indexed.article.metadata
    names = Counter(mention.entity for mention in indexed.mentions if mention.label in _FIELD_OF)
    return {
        "id": indexed.article.id,
        "stamp": indexed.stamp,
        "date": metadata.date.text or "",
        "source": metadata.source.text or "",
        "lang": metadata.language or "",
        "entities": "\n".join(name for name, _ in names.most_common(_MOST_ENTITIES)),
    }


def _readable_parts(article: Article) -> list[str]:
    """Return the texts that a plain word is looked for in: the readable blocks, and a title that is not among them."""
    texts = _texts(article, is_furniture=False)
    title = article.metadata.title.text
    return [title, *texts] if title and not any(title in text for text in texts[:_NEAR_THE_TOP]) else texts


def _texts(article: Article, *, is_furniture: bool) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.is_furniture is is_furniture]


def _places(texts: Iterable[str], words: Words) -> Placed:
    found: defaultdict[str, list[int]] = defaultdict(list)
    place = 0
    for text in texts:
        plain = words.plain_words(text)
        for place, word in enumerate(plain, place):  # noqa: B020 - the next block goes on from here
            found[word].append(place)
        place += BLOCK_GAP
    return found


def _stemmed(raw: Placed, article: Article, words: Words) -> Placed:
    if not stems_of(article):
        return raw
    stemmed: Placed = {}
    for stem, places in zip(words.stems(raw), raw.values(), strict=True):
        if stem in stemmed:
            stemmed[stem] = sorted(stemmed[stem] + places)
        else:
            stemmed[stem] = places
    return stemmed


def _named(indexed: IndexedArticle, words: Words) -> dict[str, Placed]:
    """Return the names of the mentions by field: for each mention its form and its entity's name."""
    names: dict[str, list[str]] = {}
    for mention in indexed.mentions:
        form = _form(indexed.article, mention.span)
        for name in ("entity", _FIELD_OF.get(mention.label)):
            if name:
                names.setdefault(name, []).extend({mention.entity, form})
    return {name: _places(texts, words) for name, texts in names.items()}


def _form(article: Article, span: Span) -> str:
    return span.of(article.text)
