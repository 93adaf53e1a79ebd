"""Facts that several screens tell the app; those of one widget stand in the widget."""

from dataclasses import dataclass

from textual.message import Message

from reader.library.annotations import StoreNews
from reader.text import Span


@dataclass
class ArticlesChosen(Message):
    """Someone wants to read these articles, side by side when there are several."""

    articles: tuple[str, ...]
    """Ids, at most four."""
    place: Span | None = None
    """Where to open the first one; without it, where reading stopped."""
    query: str = ""
    """The search that led there: its matches are to stand out."""
    matches: tuple[Span, ...] = ()
    """The matches already known in the first article."""
    listed: tuple[str, ...] = ()
    """The list it was chosen from, for next and previous."""
    focused: int = 0
    """The pane to begin in."""
    is_zoomed: bool = False
    """That pane alone."""


@dataclass
class PlacesChosen(Message):
    """Someone wants to read places of several articles side by side: a note on a pair, a pair of passages."""

    places: tuple[tuple[str, Span], ...]
    """Article id and where."""


@dataclass
class StoreLooked(Message):
    """What the reader made was looked at: others may have changed it, the disk may not take it."""

    news: StoreNews


@dataclass
class TextWidthChosen(Message):
    """The person wants texts so wide, from now on."""

    cells: int
