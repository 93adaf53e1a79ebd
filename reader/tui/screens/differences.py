"""The full list of what two accounts share, dispute or leave out; Enter goes to the passage."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from textual import on, work
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from reader.article import Article
from reader.compare.comparison import Quotation, Tier
from reader.compare.sides import SIGNS, Side
from reader.config import Config
from reader.library.library import Library
from reader.safetext import one_line
from reader.text import Span
from reader.tui.library_words import counted, short_names
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.file_writing import write_new_file
from reader.tui.screens.pair_telling import MAYBE_SIGN
from reader.tui.screens.questions import LineQuestion
from reader.tui.widgets.cells import fitted
from reader.tui.widgets.difference_list import DifferenceList, DifferenceRow
from reader.tui.widgets.row_list import RowList

Rows = list[DifferenceRow]
_CONTEXT = 28
"""So many characters on either side of a figure tell what it counts."""
_NAME_CELLS = 40
"""For the name of an account in the heading of a part."""
_SENTENCE_BORDER = re.compile(r"[.!?]\s+|\n")


@dataclass(frozen=True, slots=True)
class DifferenceChosen:
    """The places to go to: in the article in use, in the other, or in both."""

    here: Span | None
    there: Span | None


def rows_of(side: Side, here: Article, there: Article) -> tuple[DifferenceRow, ...]:
    """Return all rows, part after part; a part without rows is left out."""
    left, right = (fitted(name, _NAME_CELLS) for name in short_names((here, there)))
    comparison = side.comparison
    only_here, only_there = comparison.entities_only_a, comparison.entities_only_b
    if not side.is_a:
        only_here, only_there = only_there, only_here
    parts: tuple[tuple[str, Rows], ...] = (
        ("Figures", _figures(side, here.text, there.text)),
        ("Places and dates that differ", _differences(side, here.text, there.text)),
        ("Superlatives, to judge", _claims(side)),
        ("Quoted in both", _quotations(side)),
        (f"Quoted only in {left}", _spoken(side)),
        (f"Quoted only in {right}", _spoken(side.opposite, is_there=True)),
        ("Linked passages", _links(side, here, there)),
        (f"Names only in {left}", _names(only_here, here)),
        (f"Names only in {right}", _names(only_there, there, is_there=True)),
        (f"Passages only in {left}", [DifferenceRow(span.of(here.text), here=span) for span in side.alone]),
        (f"Passages only in {right}", [DifferenceRow(span.of(there.text), there=span) for span in side.opposite.alone]),
    )
    rows: Rows = []
    for heading, found in parts:
        if found:
            rows += [DifferenceRow(f"{heading} ({len(found)})", is_heading=True), *found]
    return tuple(rows)


def with_words(rows: Sequence[DifferenceRow], words: str) -> tuple[DifferenceRow, ...]:
    """Return the rows with some words, each part under its heading with how many of its rows these are."""
    kept: Rows = []
    for is_heading, run in groupby(rows, key=lambda row: row.is_heading):
        part = list(run)
        if is_heading:
            heading = part[-1]
        elif having := [row for row in part if row.has(words)]:
            name, _, count = heading.left.rpartition(" (")
            shown = f"{name} ({len(having)} of {count}" if len(having) < len(part) else heading.left
            kept += [replace(heading, left=shown), *having]
    return tuple(kept)


def _ordered(side: Side, a: Span, b: Span) -> tuple[Span, Span]:
    return (a, b) if side.is_a else (b, a)


def _row(side: Side, texts: tuple[str, str], sign: str, spans: tuple[Span, Span]) -> DifferenceRow:
    """Make a row of what stands in a and b, this side first."""
    here, there = _ordered(side, *spans)
    left, right = texts if side.is_a else texts[::-1]
    return DifferenceRow(left, sign, right, here, there)


def _figures(side: Side, here: str, there: str) -> Rows:
    return [_row_in_context(_ordered(side, pair.a, pair.b), SIGNS[pair.relation], here, there) for pair in side.ranked_figures]


def _differences(side: Side, here: str, there: str) -> Rows:
    return [_row_in_context(_ordered(side, d.a[0], d.b[0]), "│", here, there) for d in side.comparison.differences]


def _row_in_context(spans: tuple[Span, Span], sign: str, here: str, there: str) -> DifferenceRow:
    return DifferenceRow(in_context(here, spans[0]), sign, in_context(there, spans[1]), *spans)


def in_context(text: str, span: Span) -> str:
    """Return what stands at a place, and the words around it in its sentence: "29 · plans 29 deals with"."""
    before = _SENTENCE_BORDER.split(text[max(0, span.start - _CONTEXT) : span.start])[-1]
    after = _SENTENCE_BORDER.split(text[span.end : span.end + _CONTEXT])[0]
    if len(before) == _CONTEXT:
        before = before.partition(" ")[2]
    if len(after) == _CONTEXT:
        after = after.rpartition(" ")[0]
    words = span.of(text)
    around = f"{before}{words}{after}".strip()
    return f"{words} · {around}" if around != words else words


def _claims(side: Side) -> Rows:
    return [
        _row(side, (f"{p.a.subject}: “{p.a.text}”", f"{p.b.subject}: “{p.b.text}”"), "│", (p.a.span, p.b.span))
        for p in side.comparison.claims
    ]


def _quotations(side: Side) -> Rows:
    return [
        _row(side, (_told(pair.a), _told(pair.b)), side_sign(pair.a, pair.b), (pair.a.span, pair.b.span))
        for pair in side.comparison.quotation_pairs
    ]


def _spoken(side: Side, *, is_there: bool = False) -> Rows:
    """Return the quotations that only one account has, by speaker; the unattributed ones last."""
    comparison = side.comparison
    own, shared = (
        (comparison.quotations_a, {pair.a for pair in comparison.quotation_pairs})
        if side.is_a
        else (comparison.quotations_b, {pair.b for pair in comparison.quotation_pairs})
    )
    alone = sorted(
        (quotation for quotation in own if quotation not in shared),
        key=lambda quotation: (quotation.speaker is None, quotation.speaker or "", quotation.span),
    )
    if is_there:
        return [DifferenceRow(_told(quotation), there=quotation.span) for quotation in alone]
    return [DifferenceRow(_told(quotation), here=quotation.span) for quotation in alone]


def side_sign(a: Quotation, b: Quotation) -> str:
    """Return `=` for the very same words, else `≈`."""
    return "=" if a.text.strip(" ,.") == b.text.strip(" ,.") else "≈"


def _told(quotation: Quotation) -> str:
    return f"{quotation.speaker or 'unattributed'}: “{quotation.text}”"


def _links(side: Side, here: Article, there: Article) -> Rows:
    return [
        DifferenceRow(
            side.here(link).of(here.text),
            "≈" if link.tier is Tier.SURE else MAYBE_SIGN,
            side.there(link).of(there.text),
            side.here(link),
            side.there(link),
        )
        for link in side.links
    ]


def _names(names: Sequence[str], article: Article, *, is_there: bool = False) -> Rows:
    rows = []
    for name in names:
        start = article.text.find(name)
        place = Span(start, start + len(name)) if start >= 0 else None
        rows.append(DifferenceRow(name, there=place) if is_there else DifferenceRow(name, here=place))
    return rows


class DifferencesScreen(CommandScreen[DifferenceChosen | None]):
    """Lists the differences of two open articles."""

    TABLE = "differences"
    AUTO_FOCUS = "DifferenceList"
    DEFAULT_CSS = """
    DifferencesScreen #masthead { height: 1; padding: 0 1; }
    """

    def __init__(self, side: Side, here: Article, there: Article, library: Library, config: Config) -> None:
        super().__init__()
        self.library = library
        self.config = config
        self._here, self._there = here, there
        self._rows = rows_of(side, here, there)
        self._words = ""
        self._masthead = Static(id="masthead")
        self._list = DifferenceList(ascii_only=config.ascii)

    def compose_body(self) -> Iterator[Widget]:
        """Give the heading and the list."""
        yield self._masthead
        yield self._list

    def on_resize(self) -> None:
        """Give both articles the room there is."""
        room = max(8, (self.size.width - 7) // 2)
        left, right = short_names((self._here, self._there))
        self._masthead.update(Content(f"{fitted(left, room)}  │  {fitted(right, room)}"))

    def on_mount(self) -> None:
        """Show all rows."""
        super().on_mount()
        self._show("")

    @property
    def mover(self) -> DifferenceList:
        """The commands for moving move the list."""
        return self._list

    def _show(self, words: str) -> None:
        self._words = words
        rows = with_words(self._rows, words) if words else self._rows
        empty = (f"No row has “{one_line(words)}”",) if words else ("These two share nothing that can be listed",)
        self._list.show_rows(rows, empty)
        count = counted(sum(not row.is_heading for row in rows), "row")
        self.status.found = f"{count} with “{one_line(words)}”" if words else count

    def action_app_cancel(self) -> None:
        """Show all rows again."""
        super().action_app_cancel()
        if self._words:
            self._show("")
        else:
            self.tell_nothing_to_cancel()

    @on(RowList.Chosen)
    def action_panel_go(self) -> None:
        """Go to the passages."""
        row = self._list.current
        if row is not None and (row.here or row.there):
            self.dismiss(DifferenceChosen(row.here, row.there))

    def action_app_back(self) -> None:
        """Go back to where one was."""
        self.dismiss(None)

    def action_panel_filter(self) -> None:
        """Show only rows with some words."""

        def show(words: str | None) -> None:
            if words is not None:
                self._show(words.strip())

        self.app.push_screen(LineQuestion("Show only rows with these words", self._words), show)

    def action_differences_next_part(self) -> None:
        """Go to the next part."""
        self._list.step_parts(self.keystrokes.take_count())

    def action_differences_previous_part(self) -> None:
        """Go to the part before."""
        self._list.step_parts(-self.keystrokes.take_count())

    def action_panel_copy(self) -> None:
        """Copy the row with both citations."""
        row = self._list.current
        if row is None:
            return
        lines = [f"{row.left} {row.sign} {row.right}".strip()]
        lines += [f"— {self.library.cite(article.id)}" for article in (self._here, self._there)]
        self.copy_out("\n".join(lines) + "\n")

    def action_differences_brief(self) -> None:
        """Write the comparison as a Markdown document."""

        def write(typed: str | None) -> None:
            if typed and typed.strip():
                self.keep_brief(typed)

        self.app.push_screen(LineQuestion("Write the brief to", "brief.md"), write)

    @work
    async def keep_brief(self, typed: str) -> None:
        """Write the brief in a thread and say what became of it."""
        made = partial(self.library.brief, (self._here.id, self._there.id))
        self.say(await asyncio.to_thread(write_new_file, typed, made, "the brief"))
