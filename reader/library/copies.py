"""Where else an article stands: in other files, or told in mostly the same words by other articles."""

from reader.formats.identity import NEAR_DUPLICATE, containment, sketch
from reader.library.listing import Copy
from reader.library.shelf import Shelf


def copies_of(shelf: Shelf, article_id: str) -> tuple[Copy, ...]:
    """Return the other files of an article, then the articles most like it."""
    here = shelf.article(article_id)
    same = [Copy(article_id, path, 1.0) for path in shelf.paths_of(article_id)]
    mine = sketch(here.text)
    near = ((other, containment(mine, theirs)) for other, theirs in shelf.sketches())
    likely = sorted(
        ((other, share) for other, share in near if other != article_id and share >= NEAR_DUPLICATE), key=lambda o: -o[1]
    )
    others = [Copy(other, shelf.summary(other).path, round(share, 2)) for other, share in likely]
    return tuple(copy for copy in (*same, *others) if copy.path != here.path)
