"""What a start opens: the articles asked for, those open last, or the first of the sample. Nothing here loads Textual."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.library.library import Library
from reader.session import Session
from reader.tui.widgets.arrangement import is_zen


@dataclass(frozen=True, slots=True)
class Beginning:
    """The articles of a start, and how they stand."""

    articles: tuple[str, ...]
    """Ids, in the order of the panes."""
    focused: int = 0
    """The pane in use."""
    is_zoomed: bool = False
    """That pane alone."""

    @property
    def is_zen(self) -> bool:
        """The only article stands without title and hints."""
        return is_zen(len(self.articles), is_zoomed=self.is_zoomed)


def beginning_of(library: Library, asked_for: Sequence[str], session: Session) -> Beginning | None:
    """Return what a start opens; None for the list of articles."""
    if asked_for:
        return Beginning(tuple(asked_for))
    known = tuple(id_ for id_ in session.open_articles if library.has(id_))
    if known and known == session.open_articles:
        return Beginning(known, session.focused, session.is_zoomed)
    ids = known or _first_of_sample(library, session)
    return Beginning(ids) if ids else None


def _first_of_sample(library: Library, session: Session) -> tuple[str, ...]:
    """On a fresh machine an article is open at once."""
    if not library.collection.is_sample or session != Session():
        return ()
    return tuple(article.summary.id for article in library.listed()[:1])
