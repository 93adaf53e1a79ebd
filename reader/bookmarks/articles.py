"""Which articles the reader has met: what keeps an id with its article when the cache is gone.

An article stays the same over renames and new revisions. Its record holds all
that can prove it: the collection with the path in it, the address, the digests
of its revisions; and what a citation needs should the file itself be gone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reader.article import UNKNOWN, Metadata, Origin, Value
from reader.bookmarks.record import Change, Json, Kind
from reader.bookmarks.store import Store

_FIELDS = ("title", "source", "author", "date")


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article's identity."""

    id: str
    collection: str
    """The collection's folder, absolute."""
    path: str
    """Within the collection."""
    digests: tuple[str, ...] = ()
    """Of its revisions, newest last."""
    file_digest: str = ""
    """SHA-256 of the file's bytes when last read."""
    url: str = ""
    title: str = ""
    source: str = ""
    author: str = ""
    date: str = ""

    @property
    def metadata(self) -> Metadata:
        """What a citation needs."""
        title, source, author, date = (_value_of(text) for text in (self.title, self.source, self.author, self.date))
        return Metadata(title=title, source=source, author=author, date=date, url=self.url or None)


def known_articles(store: Store) -> Mapping[str, KnownArticle]:
    """Return all articles the reader has met, by id."""
    return {key: _from_value(key, value) for key, value in store.values(Kind.ARTICLE).items()}


def remember_articles(store: Store, articles: Iterable[KnownArticle]) -> None:
    """Keep the identity of articles; those that did not change cost nothing."""
    store.save([Change(Kind.ARTICLE, article.id, _as_value(article)) for article in articles])


def remember_missing(store: Store, articles: Iterable[KnownArticle]) -> None:
    """Keep what an import tells about articles that were never met; what is known already stays."""
    remember_articles(store, [article for article in articles if store.value(Kind.ARTICLE, article.id) is None])


def _value_of(text: str) -> Value:
    return Value(text, Origin.FOUND) if text else UNKNOWN


def _as_value(article: KnownArticle) -> Json:
    texts = {
        "collection": article.collection,
        "path": article.path,
        "file_digest": article.file_digest,
        "url": article.url,
        **{field: getattr(article, field) for field in _FIELDS},
    }
    return {**{name: text for name, text in texts.items() if text}, "digests": list(article.digests)}


def _from_value(article_id: str, value: Json) -> KnownArticle:
    texts = {name: str(text) for name, text in value.items() if name in _TEXT_FIELDS}
    return KnownArticle(id=article_id, digests=tuple(value.get("digests", ())), **{"collection": "", "path": "", **texts})


_TEXT_FIELDS = frozenset({"collection", "path", "file_digest", "url", *_FIELDS})
