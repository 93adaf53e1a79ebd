"""Who names whom: names by article for up to five articles, with filters; Enter goes to the first mention."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from reader.article import Article, Label, Mention
from reader.compare.matrix import Matrix, MatrixRow, build_matrix
from reader.config import Config
from reader.safetext import one_line
from reader.text import Span
from reader.tui.library_words import counted, short_names
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.questions import LineQuestion
from reader.tui.widgets.matrix_list import KINDS, MatrixList, heads
from reader.tui.widgets.row_list import RowList

_LEAST_HEAD = 20
"""Cells for the name of an article and what stands around it; with fewer they take two lines."""


@dataclass(frozen=True, slots=True)
class NameChosen:
    """A name to go to: an article that has it, and its first mention there."""

    article: str
    span: Span


class MatrixScreen(CommandScreen[NameChosen | None]):
    """Lists names by article."""

    TABLE = "matrix"
    AUTO_FOCUS = "MatrixList"
    DEFAULT_CSS = """
    MatrixScreen Static { height: 1; padding: 0 1; }
    """

    def __init__(self, articles: Sequence[Article], mentions: Sequence[Sequence[Mention]], config: Config) -> None:
        super().__init__()
        self._articles = tuple(articles)
        self._mentions = tuple(mentions)
        self.matrix: Matrix = build_matrix(articles, mentions)
        self._filter = 0
        self._kind: Label | None = None
        self._words = ""
        self._list = MatrixList(ascii_only=config.ascii)
        self._masthead = Static(id="masthead")
        self._columns = Static()

    def compose_body(self) -> Iterator[Widget]:
        """Give the articles by number, the head of the columns and the list."""
        yield self._masthead
        yield self._columns
        yield self._list

    def on_mount(self) -> None:
        """Show all names."""
        super().on_mount()
        self._show()

    def on_resize(self) -> None:
        """Set the heads for another width."""
        count, width = len(self._articles), self.size.width - 2
        lines = 1 if width // count >= _LEAST_HEAD else 2
        named = [f"{n} {name}" for n, name in enumerate(heads(short_names(self._articles), width, lines), 1)]
        a_line = ceil(count / lines)
        self._masthead.styles.height = lines
        rows = ("   ".join(named[n : n + a_line]) for n in range(0, count, a_line))
        self._masthead.update(Content("\n".join(rows)))
        self._columns.update(Content(self._list.heading(max(20, self.size.width - 4))).stylize("$text-quiet"))

    @property
    def mover(self) -> MatrixList:
        """The commands for moving move the list."""
        return self._list

    # --- filters --------------------------------------------------------------

    def _filters(self) -> list[tuple[str, tuple[MatrixRow, ...]]]:
        """Return each filter with its rows, in the order in which the key goes through them."""
        numbers = range(len(self._articles))
        return [
            ("all names", self.matrix.rows),
            ("in all", self.matrix.in_all()),
            *((f"only in {n + 1}", self.matrix.only_in(n)) for n in numbers),
            *((f"missing in {n + 1}", self.matrix.missing_in(n)) for n in numbers),
        ]

    def _show(self) -> None:
        name, rows = self._filters()[self._filter]
        shown = [
            row for row in rows if (self._kind is None or row.label is self._kind) and self._words.casefold() in row.name.casefold()
        ]
        self._list.show_rows(shown, self.matrix.articles, (f"No name here: {name}",))
        kind = f" · {KINDS.get(self._kind, self._kind.value.lower())}" if self._kind else ""
        words = f" · with “{one_line(self._words)}”" if self._words else ""
        self.status.found = f"{counted(len(shown), 'name')} · {name}{kind}{words}"
        self.on_resize()

    def action_matrix_filter_only(self) -> None:
        """Go through the filters: all, in all, only in one, missing in one."""
        self._filter = (self._filter + 1) % len(self._filters())
        self._show()

    def action_matrix_kind(self) -> None:
        """Go through the kinds of names."""
        kinds: list[Label | None] = [None, *dict.fromkeys(row.label for row in self.matrix.rows)]
        self._kind = kinds[(kinds.index(self._kind) + 1) % len(kinds)] if self._kind in kinds else None
        self._show()

    def action_app_cancel(self) -> None:
        """Show all names again."""
        super().action_app_cancel()
        if self._words or self._kind or self._filter:
            self._words, self._kind, self._filter = "", None, 0
            self._show()
        else:
            self.tell_nothing_to_cancel()

    def action_panel_filter(self) -> None:
        """Show only names with some words."""

        def show(words: str | None) -> None:
            if words is not None:
                self._words = words.strip()
                self._show()

        self.app.push_screen(LineQuestion("Show only names with these words", self._words), show)

    # --- going there ------------------------------------------------------------

    @on(RowList.Chosen)
    def action_panel_go(self) -> None:
        """Go to the first mention, in the first article that has the name."""
        row = self._list.current
        if row is None:
            return
        place = next(n for n, count in enumerate(row.counts) if count)
        span = next(mention.span for mention in self._mentions[place] if mention.entity == row.name)
        self.dismiss(NameChosen(self._articles[place].id, span))

    def action_app_back(self) -> None:
        """Go back to where one was."""
        self.dismiss(None)
