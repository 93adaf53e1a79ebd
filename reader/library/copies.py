"""Where else an article stands: in other files, at the same address, or told in mostly the same words."""

from reader.formats.identity import NEAR_DUPLICATE, canonical_address, containment, sketch
from reader.library.listing import Copy
from reader.library.shelf import Shelf


def copies_of(shelf: Shelf, article_id: str) -> tuple[Copy, ...]:
    """Return the other files of an article, then the articles most like it."""
    here = shelf.article(article_id)
    same = [Copy(article_id, path, 1.0) for path in shelf.paths_of(article_id)]
    at_address = _at_address(shelf, here.metadata.url)
    mine = sketch(here.text)
    shares = [(other, containment(mine, theirs)) for other, theirs in shelf.sketches() if other != article_id]
    likely = [(other, share) for other, share in shares if share >= NEAR_DUPLICATE or other in at_address]
    likely.sort(key=lambda found: (-found[1], found[0]))
    others = [Copy(other, shelf.summary(other).path, round(share, 2)) for other, share in likely]
    return tuple(copy for copy in (*same, *others) if copy.path != here.path)


def _at_address(shelf: Shelf, url: str | None) -> frozenset[str]:
    address = canonical_address(url) if url else None
    if address is None:
        return frozenset()
    return frozenset(s.id for s in shelf.summaries() if s.metadata.url and canonical_address(s.metadata.url) == address)
