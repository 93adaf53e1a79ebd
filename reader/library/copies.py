"""Where else an article stands: in other files, at the same address, or told in mostly the same words."""

from collections.abc import Iterator, Mapping, Sequence

from reader.article import Article
from reader.formats.identity import NEAR_DUPLICATE, canonical_address, containment, sketch
from reader.library.listing import Copy
from reader.library.shelf import Shelf

_Sketch = tuple[int, ...]


def copies_of(shelf: Shelf, article_id: str) -> tuple[Copy, ...]:
    """Return the other files of an article, then the articles most like it."""
    return copies_of_many(shelf, [article_id])[article_id]


def copies_of_many(shelf: Shelf, article_ids: Sequence[str]) -> dict[str, tuple[Copy, ...]]:
    """Return for each article its other files, then the articles most like it; all others are looked through once."""
    here = {article_id: shelf.article(article_id) for article_id in article_ids}
    mine = {article_id: sketch(article.text) for article_id, article in here.items()}
    shares = shelf.catalogue.ask(lambda catalogue: _shares(mine, catalogue.sketches()))
    at_address = _at_address(shelf, here)
    return {
        article_id: _copies(shelf, article, shares.get(article_id, {}), at_address.get(article_id, frozenset()))
        for article_id, article in here.items()
    }


def _copies(shelf: Shelf, here: Article, shares: Mapping[str, float], at_address: frozenset[str]) -> tuple[Copy, ...]:
    same = [Copy(here.id, path, 1.0) for path in shelf.paths_of(here.id)]
    likely = [(other, share) for other, share in shares.items() if share >= NEAR_DUPLICATE or other in at_address]
    likely += [(other, 0.0) for other in at_address if other not in shares]
    likely.sort(key=lambda found: (-found[1], found[0]))
    others = [Copy(other, shelf.summary(other).path, round(share, 2)) for other, share in likely]
    return tuple(copy for copy in (*same, *others) if copy.path != here.path)


def _shares(mine: Mapping[str, _Sketch], others: Iterator[tuple[str, _Sketch]]) -> dict[str, dict[str, float]]:
    """How much of each of ours the others hold, for those that have anything in common."""
    holders: dict[int, list[str]] = {}
    for article_id, hashes in mine.items():
        for number in hashes:
            holders.setdefault(number, []).append(article_id)
    shares: dict[str, dict[str, float]] = {article_id: {} for article_id in mine}
    for other, theirs in others:
        alike = {article_id for number in theirs if number in holders for article_id in holders[number]}
        for article_id in alike - {other}:
            shares[article_id][other] = containment(mine[article_id], theirs)
    return shares


def _at_address(shelf: Shelf, here: Mapping[str, Article]) -> dict[str, frozenset[str]]:
    """For each article with an address, the others at the same one."""
    addresses = {article_id: address for article_id, article in here.items() if (address := _address(article.metadata.url))}
    wanted: dict[str, set[str]] = {address: set() for address in addresses.values()}
    for summary in shelf.summaries() if wanted else ():
        address = _address(summary.metadata.url)
        if address in wanted:
            wanted[address].add(summary.id)
    return {article_id: frozenset(wanted[address] - {article_id}) for article_id, address in addresses.items()}


def _address(url: str | None) -> str | None:
    return canonical_address(url) if url else None
