"""Which article a text is: the one it was before, or a new one.

An id is short, comes from the digest of the first revision, and stays with the
article over edits and renames. The catalogue knows the ids of today; the
*known* articles are those that carry the reader's work, kept in the store, so
that a lost cache gives them the same ids again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reader.bookmarks.articles import KnownArticle

SHORTEST = 8


@dataclass(frozen=True, slots=True)
class KnownIds:
    """The ids of articles that carry the reader's work."""

    by_digest: dict[str, str] = field(default_factory=dict)
    by_path: dict[str, str] = field(default_factory=dict)
    """By path and part within this collection."""
    by_address: dict[str, str] = field(default_factory=dict)
    """By canonical address, of articles that were never here: imported bookmarks wait for them."""

    def at_address(self, url: str | None) -> str | None:
        """Return the id of the article that is waited for at an address."""
        from reader.formats.web_address import canonical_address

        return self.by_address.get(canonical_address(url) or url) if url else None

    @property
    def ids(self) -> frozenset[str]:
        """All known ids."""
        return frozenset(self.by_digest.values()) | frozenset(self.by_path.values())


def known_ids(articles: Iterable[KnownArticle], collection: str) -> KnownIds:
    """Return the ids of known articles by digest, and by path for those of one collection."""
    known = KnownIds()
    for article in articles:
        known.by_digest.update(dict.fromkeys(article.digests, article.id))
        if article.path and article.collection == collection:
            known.by_path[article.path] = article.id
        if article.url and not article.digests:
            from reader.formats.web_address import canonical_address

            known.by_address[canonical_address(article.url) or article.url] = article.id
    return known


def new_id(digest: str, is_taken: Callable[[str], bool]) -> str:
    """Return the shortest free beginning of a digest.

    >>> new_id("c0ffee11aa", {"c0ffee11"}.__contains__)
    'c0ffee11a'
    """
    lengths = range(SHORTEST, len(digest) + 1)
    return next(digest[:length] for length in lengths if not is_taken(digest[:length]))
