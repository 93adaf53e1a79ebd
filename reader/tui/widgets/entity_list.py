"""The names in articles, one row each, with counts for this article, the open ones and the collection."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from reader.article import Label
from reader.tui.widgets.cells import cells
from reader.tui.widgets.row_list import Part, RowList

if TYPE_CHECKING:
    from reader.entities.entity import Entity

LETTERS = {
    Label.PERSON: "P",
    Label.ORG: "O",
    Label.PLACE: "L",
    Label.NORP: "N",
    Label.DATE: "D",
    Label.MONEY: "#",
    Label.QUANTITY: "#",
    Label.EVENT: "E",
    Label.LAW: "A",
    Label.WORK: "W",
}
"""The letter that tells a kind of name without colour."""
KINDS: tuple[tuple[str, frozenset[Label]], ...] = (
    ("all kinds", frozenset(Label)),
    ("people", frozenset((Label.PERSON,))),
    ("organisations", frozenset((Label.ORG,))),
    ("places and peoples", frozenset((Label.PLACE, Label.NORP))),
    ("events, laws and works", frozenset((Label.EVENT, Label.LAW, Label.WORK))),
    ("dates", frozenset((Label.DATE,))),
    ("figures", frozenset((Label.MONEY, Label.QUANTITY))),
)
"""What can be shown alone."""
_COUNT_WIDTH = 5


class Side(Enum):
    """Which of two open articles a name must stand in."""

    ANY = "in any article"
    LEFT = "only left"
    RIGHT = "only right"
    BOTH = "in both"


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A name with its counts."""

    entity: "Entity"
    here: int
    """Mentions in the article one came from."""
    opened: int
    """Mentions in the open articles."""


class EntityList(RowList[EntityRow]):
    """Names that match what is typed, of the kind and side asked for."""

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:
        super().__init__(ascii_only=ascii_only, id=id)
        self.open_articles: tuple[str, ...] = ()
        self.empty = ("Looking for names …",)
        self._all: tuple[Entity, ...] = ()
        self._here = ""
        self._words: tuple[str, ...] = ()
        self._kind = 0
        self._side = Side.ANY

    # --- what is shown --------------------------------------------------

    def show_entities(self, entities: "Sequence[Entity]", *, here: str, opened: Sequence[str]) -> None:
        """Show the names of articles; `here` is the one that one came from."""
        self._all = tuple(entities)
        self._here = here
        self.open_articles = tuple(opened)
        self.empty = ("No name is like this.", "Esc shows all names again.") if entities else ("No names were found.",)
        self._show(instead=self.cursor)  # a name that is no more leaves the cursor where it was

    def show_matching(self, words: str) -> None:
        """Show only names with all these words in one of their forms."""
        self._words = tuple(words.casefold().split())
        self._show()

    def next_kind(self) -> str:
        """Show the next kind of names alone, and return which."""
        self._kind = (self._kind + 1) % len(KINDS)
        self._show()
        return KINDS[self._kind][0]

    def next_side(self) -> str:
        """Show the names of the next side of two open articles, and return which."""
        sides = list(Side)
        self._side = sides[(sides.index(self._side) + 1) % len(sides)]
        self._show()
        return self._side.value

    def _show(self, *, instead: int = 0) -> None:
        """Show the names that are wanted, the cursor on the name it was on, or instead of it in a row."""
        before = self.current.entity.name if self.current else ""
        shown = [self._row(entity) for entity in self._all if self._is_wanted(entity)]
        shown.sort(key=lambda row: (-row.here, -row.opened, -row.entity.mentions, row.entity.name))
        self.rows = tuple(shown)
        instead = min(instead, max(0, len(self.rows) - 1))
        place = next((n for n, row in enumerate(self.rows) if row.entity.name == before), instead)
        self.rows_changed(place)

    def _row(self, entity: "Entity") -> EntityRow:
        counts = dict(entity.counts)
        return EntityRow(entity, counts.get(self._here, 0), sum(counts.get(article, 0) for article in self.open_articles))

    def _is_wanted(self, entity: "Entity") -> bool:
        if entity.label not in KINDS[self._kind][1]:
            return False
        text = " ".join((entity.name, *entity.forms)).casefold()
        return all(word in text for word in self._words) and self._is_on_side(entity)

    def _is_on_side(self, entity: "Entity") -> bool:
        if self._side is Side.ANY or len(self.open_articles) < 2:
            return True
        counted = {article for article, _ in entity.counts}
        left, right = (article in counted for article in self.open_articles[:2])
        return (left, right) == {Side.LEFT: (True, False), Side.RIGHT: (False, True)}.get(self._side, (True, True))

    # --- painting -------------------------------------------------------

    def heading(self, width: int) -> str:
        """Return the names of the columns."""
        counts = "".join(cells(name, _COUNT_WIDTH, right=True) for name in self._columns())
        return cells("   name", width - len(counts)) + counts

    def _columns(self) -> tuple[str, ...]:
        return ("here", "open", "all") if len(self.open_articles) > 1 else ("here", "all") if self._here else ("all",)

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint a name: letter, name with its number of forms, counts."""
        shown = self.rows[row]
        values = {"here": shown.here, "open": shown.opened, "all": shown.entity.mentions}
        counts = "".join(cells(str(values[column] or "–"), _COUNT_WIDTH, right=True) for column in self._columns())
        forms = len(shown.entity.forms)
        name = shown.entity.name + (f" ({forms} forms)" if forms > 1 else "")
        sign = LETTERS[shown.entity.label]
        return [
            (f"{sign} ", "sign"),
            (cells(name, width - 2 - len(counts)), "strong" if shown.here else "plain"),
            (counts, "quiet"),
        ]
