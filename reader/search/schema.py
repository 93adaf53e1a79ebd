"""The fields of the index, and how an article becomes words in them.

`body` holds the stems of the readable text with their places, `raw` its plain
words without places (for `=exact`, `part*` and `fuzzy~`), `furniture` the
folded blocks, `title` the title once more. `person`, `org`, `place` and
`entity` hold the names of the mentions, canonical and as they stand. What a
query filters by and what the library compares is kept as plain values.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.article import Article, Label, Mention
from reader.search.language import language_of

SCHEMA_VERSION = 5

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
NAME_KINDS = ("person", "org", "place")
"""Fields of names by what they name."""
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


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the index takes it."""

    texts: Mapping[str, Sequence[str]]
    """By field, what stands in it; no phrase reaches from one text into the next."""
    language: str
    has_stems: bool
    """Whether its words are joined by their English stems."""
    kept: Mapping[str, str]


def document_of(indexed: IndexedArticle) -> Document:
    """Return what is indexed of an article."""
    article, metadata = indexed.article, indexed.article.metadata
    texts: dict[str, Sequence[str]] = {
        BODY: _readable_parts(article),
        TITLE: [metadata.title.text or ""],
        "furniture": _texts(article, is_furniture=True),
        "source": [metadata.source.text or ""],
        "author": [metadata.author.text or ""],
        **_named(indexed),
    }
    return Document(texts, language_of(article), stems_of(article), _kept(indexed))


def stems_of(article: Article) -> bool:
    """Tell whether the words of an article are indexed by their English stems."""
    return (article.metadata.language or _ENGLISH).lower().startswith(_ENGLISH)


def _kept(indexed: IndexedArticle) -> dict[str, str]:
    metadata = indexed.article.metadata
    names = Counter((_FIELD_OF[mention.label], mention.entity) for mention in indexed.mentions if mention.label in _FIELD_OF)
    return {
        "id": indexed.article.id,
        "stamp": indexed.stamp,
        "date": metadata.date.text or "",
        "source": metadata.source.text or "",
        "lang": metadata.language or "",
        "entities": "\n".join(f"{kind}:{name}" for (kind, name), _ in names.most_common(_MOST_ENTITIES)),
    }


def kept_names(value: str) -> list[tuple[str, str]]:
    """Return the names of an article as they are kept, the most frequent first, each with the field that holds it.

    >>> kept_names("person:Ann Lee\\nplace:Astana")
    [('person', 'Ann Lee'), ('place', 'Astana')]
    """
    return [(kind, name) for kind, _, name in (line.partition(":") for line in value.split("\n")) if name]


def _readable_parts(article: Article) -> list[str]:
    """Return the texts that a plain word is looked for in: the readable blocks, and a title that is not among them."""
    texts = _texts(article, is_furniture=False)
    title = article.metadata.title.text
    return [title, *texts] if title and not any(title in text for text in texts[:_NEAR_THE_TOP]) else texts


def _texts(article: Article, *, is_furniture: bool) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.is_furniture is is_furniture]


def _named(indexed: IndexedArticle) -> dict[str, list[str]]:
    """Return the names of the mentions by field: for each mention its form and its entity's name."""
    names: dict[str, list[str]] = {}
    for mention in indexed.mentions:
        form = mention.span.of(indexed.article.text)
        for name in ("entity", _FIELD_OF.get(mention.label)):
            if name:
                names.setdefault(name, []).extend({mention.entity, form})
    return names
