"""Dated statements, one row each: the date, the account, the words."""

from collections.abc import Mapping, Sequence

from reader.entities.entity import TimelineEvent
from reader.tui.widgets.cells import cells
from reader.tui.widgets.concordance_list import ArticleFacts
from reader.tui.widgets.row_list import Part, RowList

_DATE_WIDTH = 12
_NAME_WIDTH = 14


class TimelineList(RowList[TimelineEvent]):
    """Dated statements in order."""

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:
        super().__init__(ascii_only=ascii_only, id=id)
        self.empty = ("Looking for dates …",)
        self.shows_resolved = True
        self._events: tuple[TimelineEvent, ...] = ()
        self._facts: Mapping[str, ArticleFacts] = {}
        self._words: tuple[str, ...] = ()

    def show_events(self, events: Sequence[TimelineEvent], facts: Mapping[str, ArticleFacts]) -> None:
        """Show statements, earliest first."""
        self._events, self._facts = tuple(events), facts
        self.empty = ("No dated statement is like this.",) if events else ("No dated statements were found.",)
        self._show()

    def show_matching(self, words: str) -> None:
        """Show only statements with all these words."""
        self._words = tuple(words.casefold().split())
        self._show()

    def toggle_resolved(self) -> bool:
        """Show or hide statements whose year comes from the article's own date; tell whether they are shown."""
        self.shows_resolved = not self.shows_resolved
        self._show()
        return self.shows_resolved

    def _show(self) -> None:
        before = self.current
        self.rows = tuple(event for event in self._events if self._is_wanted(event))
        place = next((n for n, event in enumerate(self.rows) if event == before), 0)
        self.rows_changed(place)

    def _is_wanted(self, event: TimelineEvent) -> bool:
        text = f"{event.date} {event.text}".casefold()
        return (self.shows_resolved or not event.is_resolved) and all(word in text for word in self._words)

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint a statement; `~` after the date says that its year comes from the article's own date."""
        event = self.rows[row]
        is_repeated = row > 0 and self.rows[row - 1].date == event.date
        date = cells(event.date + (" ~" if event.is_resolved else ""), _DATE_WIDTH)
        facts = self._facts.get(event.article)
        name_width = _NAME_WIDTH if width > 60 else 0
        name = cells(facts.name if facts else event.article, name_width - 1) + " " if name_width else ""
        rest = max(0, width - _DATE_WIDTH - 1 - name_width)
        return [(f"{date} ", "quiet" if is_repeated else "strong"), (name, "quiet"), (cells(event.text, rest), "plain")]
