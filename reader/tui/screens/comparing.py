"""Panes held together by what they say: linked passages, sync, pins, what differs.

The comparison of each two open articles is made behind the first frame; until
it is there the panes work without it. What is shown is always seen from the
pane in use: the others follow it and are never in its way.
"""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import combinations

from textual import on, work
from textual.widget import Widget

from reader.article import Label, Mention
from reader.compare.comparison import Comparison, Link
from reader.compare.matrix import MOST_ARTICLES
from reader.compare.sides import Side
from reader.compare.sync import READING_LINE, Level, ScrollMap, follow, other_top
from reader.config import Config
from reader.library.library import Library
from reader.text import Mark, MarkKind, Span
from reader.tui.commands import shown_key
from reader.tui.messages import ArticlesChosen, PlacesChosen
from reader.tui.screens.note_question import NoteQuestion
from reader.tui.screens.panes import Opened, Opening
from reader.tui.screens.questions import Choice, ChoiceQuestion
from reader.tui.screens.selecting_screen import SelectingScreen
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.compare_strip import CompareStrip, PairTold
from reader.tui.widgets.page import Page
from reader.tui.widgets.pane_row import Arrangement

_ROOMY_ROWS = 20
_NAMED = frozenset({Label.PERSON, Label.ORG, Label.PLACE})
_MOST_NAMES = 4


class ComparingScreen(SelectingScreen):
    """Panes of accounts that are compared with each other."""

    def __init__(self, library: Library, config: Config, openings: Sequence[Opening]) -> None:
        super().__init__(library, config, openings)
        self.is_synced = True
        self.comparisons: dict[tuple[str, str], Comparison] = {}
        self._strip = CompareStrip()
        self._tops: dict[ArticlePane, tuple[Page | None, int]] = {}
        self._maps: dict[tuple[int, int, int], ScrollMap | None] = {}

    def compose_body(self) -> Iterator[Widget]:
        """Put the strip under the panes."""
        yield from super().compose_body()
        yield self._strip

    # --- comparing, behind the first frame ----------------------------------------

    def open_in(self, pane: ArticlePane, opening: Opening) -> Opened | None:
        """Open an article and compare it with the others."""
        opened = super().open_in(pane, opening)
        self.compare_panes()
        return opened

    async def close_pane(self, pane: ArticlePane) -> None:
        """Close a pane; what is compared changes."""
        await super().close_pane(pane)
        self.compare_panes()

    def compare_panes(self) -> None:
        """Compare what is open, in a thread."""
        self._show_links()
        if len(self.panes) > 1:
            self._compare_all()

    @work(group="compare", exclusive=True)
    async def _compare_all(self) -> None:
        for a, b in combinations(self.open_article_ids(), 2):
            comparison = await self._quietly(self.library.compare, a, b)
            if comparison is not None:
                self.comparisons[a, b] = comparison
                self._maps.clear()
        self._show_links()
        self.show_state()

    def side_of(self, pane: ArticlePane, other: ArticlePane) -> Side | None:
        """Return the comparison of two panes, seen from the first, once it is there."""
        here, there = self.opened.get(pane), self.opened.get(other)
        if here is None or there is None or pane is other:
            return None
        a, b = here.article.id, there.article.id
        if (a, b) in self.comparisons:
            return Side(self.comparisons[a, b], is_a=True)
        if (b, a) in self.comparisons:
            return Side(self.comparisons[b, a], is_a=False)
        return None

    def sides(self) -> list[tuple[ArticlePane, Side]]:
        """Return each other pane with the comparison, seen from the pane in use."""
        found = ((other, self.side_of(self.pane, other)) for other in self.panes)
        return [(other, side) for other, side in found if side is not None]

    # --- signs -----------------------------------------------------------------------

    def _show_links(self) -> None:
        """Put the signs beside the paragraphs of each pane."""
        for pane in self.panes:
            sides = [side for other in self.panes if (side := self.side_of(pane, other))]
            pane.show_signs(self._signs(pane, sides))

    def _signs(self, pane: ArticlePane, sides: Sequence[Side]) -> dict[int, str]:
        if not sides or pane.article is None:
            return {}
        linked = {passage for side in sides for passage in side.passages}
        alone = {span for side in sides for span in side.alone}
        signs = {}
        for index, block in enumerate(pane.article.blocks):
            if block.span in linked:
                signs[index] = pane.glyphs.aligned
            elif block.span in alone:
                signs[index] = pane.glyphs.alone
        return signs

    # --- the current pair --------------------------------------------------------------

    def current_link(self) -> tuple[ArticlePane, Side, Link] | None:
        """Return the best link of the cursor's paragraph, and the pane it leads to."""
        block = self.pane.paragraph
        if block is None:
            return None
        found = [(other, side, links[0]) for other, side in self.sides() if (links := side.links_at(block.span.start))]
        return max(found, key=lambda item: item[2].score, default=None)

    def show_state(self) -> None:
        """Show where one is, and the pair there."""
        super().show_state()
        self._show_strip()

    def switches(self) -> str:
        """Say whether the panes are held together."""
        known = super().switches()
        if len(self.panes) < 2:
            return known
        sync = "sync on" if self.is_synced else "sync off"
        return f"{sync} · {known}" if known else sync

    def _show_strip(self) -> None:
        strip = self._strip
        strip.display = len(self.panes) > 1
        if not strip.display or not strip.is_attached:
            return
        is_roomy = self.arrangement is Arrangement.SIDE_BY_SIDE and self.size.height >= _ROOMY_ROWS
        strip.fit(is_roomy=is_roomy, has_hints=bool(getattr(self.app, "shows_hints", True)) and self.size.height >= 12)
        strip.told = self._told()

    def _told(self) -> PairTold:
        sides = self.sides()
        if not sides:
            return PairTold(why="comparing …")
        current = self.current_link()
        if current is None:
            return self._told_alone([side for _, side in sides])
        other, side, link = current
        tier = "pinned" if link.pinned else f"{link.tier.value} {link.score:.2f}"
        words = f" · {', '.join(link.words)}" if link.words else ""
        glyphs = self.pane.glyphs
        return PairTold(
            sign=glyphs.aligned,
            places=f"¶{_number(self.pane, side.here(link))} ↔ ¶{_number(other, side.there(link))}{self._way(other, side, link)}",
            why=f"{tier}{words}",
            figures=side.told_figures(link),
            differences=tuple(f"{d.label.lower()} {side.told_difference(d)}" for d in side.differences(link)),
            names=self._told_names(other, side, link),
            state=f"pair {self._place_of(side, link)} of {len(side.links)}",
        )

    def _told_alone(self, sides: Sequence[Side]) -> PairTold:
        if not any(side.links for side in sides):
            return PairTold(why="these share no passage: p pins two that belong together")
        number = self.pane.paragraph_number
        return PairTold(self.pane.glyphs.alone, f"¶{number}", "no counterpart", state=f"{len(sides[0].links)} pairs")

    def _place_of(self, side: Side, link: Link) -> int:
        return side.links.index(link) + 1

    def _way(self, other: ArticlePane, side: Side, link: Link) -> str:
        """Return an arrow and the key when the counterpart is not on the screen."""
        if other.page is None or not other.display:
            return ""
        row = other.page.row_of(side.there(link).start)
        if other.top_row <= row < other.top_row + other.body_height:
            return ""
        arrow = "↑" if row < other.top_row else "↓"
        return f" {arrow} {self._key_of('compare.counterpart')}"

    def _key_of(self, command_id: str) -> str:
        keys = next((command.keys for command in self.live_commands() if command.id == command_id), ())
        return shown_key(keys[0]) if keys else ""

    def _told_names(self, other: ArticlePane, side: Side, link: Link) -> tuple[str, ...]:
        here, there = self.opened[self.pane].mentions, self.opened[other].mentions
        in_here, in_there = _names_in(here, side.here(link)), _names_in(there, side.there(link))
        parts = (("only here", in_here, in_there), ("only there", in_there, in_here))
        told = []
        for label, names, others in parts:
            only = [name for name in names if name not in others]
            if only:
                more = " …" if len(only) > _MOST_NAMES else ""
                told.append(f"{label}: {', '.join(only[:_MOST_NAMES])}{more}")
        return tuple(told)

    @on(ArticlePane.ParagraphReached)
    def _mark_figures(self) -> None:
        """Let the figures of the current pair stand out on both sides."""
        marks: dict[ArticlePane, list[Mark]] = {pane: [] for pane in self.panes}
        current = self.current_link()
        if current is not None:
            other, side, link = current
            for pair in side.figures(link):
                here, there = (pair.a, pair.b) if side.is_a else (pair.b, pair.a)
                marks[self.pane].append(Mark(here, MarkKind.ALIGNED))
                marks[other].append(Mark(there, MarkKind.ALIGNED))
        for pane, found in marks.items():
            if found or pane.view.marks.get(MarkKind.ALIGNED):
                pane.show_marks(MarkKind.ALIGNED, sorted(found))

    # --- held together -------------------------------------------------------------------

    def scrolled(self, pane: ArticlePane) -> None:
        """Let the other panes follow the pane in use."""
        page, before = self._tops.get(pane, (None, 0))
        self._tops[pane] = (pane.page, pane.top_row)
        if self.is_synced and pane is self.pane and page is pane.page and pane.top_row != before:
            for other in self.panes:
                self._follow(pane, other, pane.top_row - before)
        super().scrolled(pane)

    def _follow(self, pane: ArticlePane, other: ArticlePane, moved: int) -> None:
        scroll_map = self._map(pane, other)
        if scroll_map is not None:
            wish = other_top(scroll_map, pane.top_row, pane.body_height, other.body_height)
            self._put(other, follow(wish, other.top_row, moved))

    def _put(self, pane: ArticlePane, row: int) -> None:
        pane.scroll_to_row(row)
        self._tops[pane] = (pane.page, pane.top_row)

    def _map(self, pane: ArticlePane, other: ArticlePane) -> ScrollMap | None:
        """Return the map from one pane to another; None when no sure link holds them together."""
        side = self.side_of(pane, other)
        if side is None or pane.page is None or other.page is None:
            return None
        key = (id(pane.page), id(other.page), id(side.comparison))
        if key not in self._maps:
            levels = [_level(pane.page, other.page, side, link) for link in side.chain]
            self._maps[key] = ScrollMap(levels, len(pane.page), len(other.page)) if levels else None
        return self._maps[key]

    def arrange_panes(self) -> None:
        """Arrange the panes; rows mean something else now."""
        super().arrange_panes()
        self._maps.clear()

    def action_compare_sync(self) -> None:
        """Keep the panes together, or let them go."""
        self.is_synced = not self.is_synced
        if self.is_synced:
            for other in self.panes:
                scroll_map = self._map(self.pane, other)
                if scroll_map is not None:
                    self._put(other, round(other_top(scroll_map, self.pane.top_row, self.pane.body_height, other.body_height)))
        self.say("The panes are kept together" if self.is_synced else "The panes scroll by themselves")
        self.show_state()

    # --- stepping ------------------------------------------------------------------------

    def action_compare_next_pair(self) -> None:
        """Go to the next linked passage; the counterparts come level."""
        self._step(self._linked(), self.keystrokes.take_count(), "These share no passage")

    def action_compare_previous_pair(self) -> None:
        """Go to the linked passage before."""
        self._step(self._linked(), -self.keystrokes.take_count(), "These share no passage")

    def action_compare_next_alone(self) -> None:
        """Go to the next passage that only this account has."""
        self._step(self._alone(), self.keystrokes.take_count(), "Every passage has a counterpart")

    def action_compare_previous_alone(self) -> None:
        """Go to the passage before that only this account has."""
        self._step(self._alone(), -self.keystrokes.take_count(), "Every passage has a counterpart")

    def _linked(self) -> list[Span]:
        return sorted({passage for _, side in self.sides() for passage in side.passages})

    def _alone(self) -> list[Span]:
        sides = [set(side.alone) for _, side in self.sides()]
        return sorted(set.intersection(*sides)) if sides else []

    def _step(self, passages: Sequence[Span], step: int, otherwise: str) -> None:
        block = self.pane.paragraph
        if not passages or block is None:
            self.say(otherwise if self.sides() else "Still comparing")
            return
        here = block.span.start
        before = sum(passage.start < here for passage in passages)
        after = sum(passage.start <= here for passage in passages)
        place = (after - 1 + step) if step > 0 else (before + step)
        self.leave_place()
        self.go_to_passage(passages[place % len(passages)])
        self.say(f"{place % len(passages) + 1} of {len(passages)}")

    def go_to_passage(self, passage: Span) -> None:
        """Show a passage of the pane in use and its counterparts, all on one row."""
        self.pane.go_to(passage)
        places = [(self.pane, passage)]
        places += [(other, side.there(links[0])) for other, side in self.sides() if (links := side.links_at(passage.start))]
        if len(places) > 1:
            self._put(self.pane, _row_at(self.pane, passage) - _common_row(places))
        self.level_counterparts()
        self.show_state()

    def level_counterparts(self) -> None:
        """Bring the best counterpart in each other pane to the row of the cursor's paragraph."""
        block, page = self.pane.paragraph, self.pane.page
        if block is None or page is None:
            return
        row = page.row_of(block.span.start) - self.pane.top_row
        for other, side in self.sides():
            links = side.links_at(block.span.start)
            if links and other.page is not None:
                there = side.there(links[0])
                self._put(other, other.page.row_of(there.start) - row)
                other.go_to(there)
                self._tops[other] = (other.page, other.top_row)

    def action_compare_counterpart(self) -> None:
        """Bring the counterpart of this paragraph level with it."""
        if self.current_link() is None:
            self.say("No counterpart")
            return
        self.leave_place()
        self.level_counterparts()
        self.show_state()

    # --- the reader's word ------------------------------------------------------------------

    def _pair_here(self) -> tuple[tuple[Opened, Span], tuple[Opened, Span]] | None:
        """Return the linked pair of the cursor's paragraph, else the paragraphs of the cursors of two panes."""
        here, block = self.here, self.pane.paragraph
        if here is None or block is None or len(self.panes) < 2:
            return None
        current = self.current_link()
        if current is not None:
            other, side, link = current
            return (here, side.here(link)), (self.opened[other], side.there(link))
        other = self.panes[(self.panes.index(self.pane) + 1) % len(self.panes)]
        there = self.opened.get(other)
        return ((here, block.span), (there, other.paragraph.span)) if there and other.paragraph else None

    @work
    async def action_compare_pin(self) -> None:
        """Say for good that two passages belong together, or do not."""
        pair = self._pair_here()
        if pair is None:
            self.say("Open a second account first")
            return
        (here, span), (there, other_span) = pair
        heading = f"¶{_number(here.pane, span)} and ¶{_number(there.pane, other_span)}"
        choices = (
            Choice("p", "They belong together"),
            Choice("n", "They do not"),
            Choice("u", "Take my word on them back"),
        )
        chosen = await self.app.push_screen_wait(ChoiceQuestion(heading, choices))
        if chosen is None:
            return
        together = {"p": True, "n": False, "u": None}[chosen]
        ends = (here.article.id, span), (there.article.id, other_span)
        await asyncio.to_thread(self.library.pin, *ends, together=together)
        self.say({"p": "Pinned for good", "n": "Refused for good", "u": "Your word on this pair is taken back"}[chosen])
        self.compare_panes()

    @work
    async def action_compare_note_pair(self) -> None:
        """Write one note on both passages."""
        pair = self._pair_here()
        if pair is None:
            self.say("Open a second account first")
            return
        (here, span), (there, other_span) = pair
        written = await self.app.push_screen_wait(NoteQuestion(self.library, here.article, span))
        if written is None:
            return
        places = [(here.article.id, span), (there.article.id, other_span)]
        self.library.add_bookmark(places, note=written.note, tags=written.tags, colour=written.colour)
        self.tell_change("Note on the pair kept")

    # --- sides and lists ----------------------------------------------------------------------

    def action_compare_swap(self) -> None:
        """Change the sides of this pane and the next."""
        if len(self.panes) < 2:
            return
        place = self.panes.index(self.pane)
        other = (place + 1) % len(self.panes)
        self.panes[place], self.panes[other] = self.panes[other], self.panes[place]
        for pane in self.panes:
            self.move_child(pane, before=self._strip)
        self.arrange_panes()

    def action_compare_differences(self) -> None:
        """List what two accounts share, dispute or leave out, and go where the answer leads."""
        from reader.tui.screens.differences import DifferenceChosen, DifferencesScreen

        other, side = next(iter(self.sides()), (None, None))
        if other is None or side is None:
            self.say("Still comparing" if len(self.panes) > 1 else "Open a second account first")
            return
        pane = self.pane
        here, there = self.opened[pane].article, self.opened[other].article

        def go(chosen: DifferenceChosen | None) -> None:
            if chosen is not None:
                self._go_to_both((pane, chosen.here), (other, chosen.there))

        self.app.push_screen(DifferencesScreen(side, here, there, self.library, self.config), go)

    def _go_to_both(self, *places: tuple[ArticlePane, Span | None]) -> None:
        self.leave_place()
        for pane, span in places:
            if span is not None:
                pane.go_to(span)
                self._tops[pane] = (pane.page, pane.top_row)
        wanted = next((pane for pane, span in places if span is not None), None)
        if wanted is not None:
            wanted.focus()
        self.show_state()

    @work
    async def action_matrix_open(self) -> None:
        """Show who names whom: the open articles, or with one open the first ones of the collection too."""
        from reader.tui.screens.matrix import MatrixScreen, NameChosen

        ids = list(self.open_article_ids())
        if len(ids) < 2:
            ids += [each.summary.id for each in self.library.listed() if each.summary.id not in ids]
        articles = [self.library.article(article_id) for article_id in ids[:MOST_ARTICLES]]
        mentions = [await self._quietly(self.library.mentions, article.id) or () for article in articles]

        def go(chosen: NameChosen | None) -> None:
            if chosen is not None:
                self._go_to_name(chosen.article, chosen.span)

        self.app.push_screen(MatrixScreen(articles, mentions, self.config), go)

    def _go_to_name(self, article_id: str, span: Span) -> None:
        pane = next((pane for pane, opened in self.opened.items() if opened.article.id == article_id), None)
        if pane is None:
            self.post_message(ArticlesChosen((article_id,), span))
        else:
            self._go_to_both((pane, span))

    def go_to_places(self, message: PlacesChosen) -> None:
        """Show places of articles that are open."""
        for pane in self.panes:
            opened = self.opened.get(pane)
            span = next((span for article, span in message.places if opened and article == opened.article.id), None)
            if span is not None:
                pane.go_to(span)


def _row_at(pane: ArticlePane, span: Span) -> int:
    return pane.page.row_of(span.start) if pane.page is not None else 0


def _common_row(places: Sequence[tuple[ArticlePane, Span]]) -> int:
    """Return the row of the screen, a third down if possible, on which all places can stand."""
    rows = [(_row_at(pane, span), pane) for pane, span in places]
    least = max(row - pane.max_scroll_y for row, pane in rows)
    most = min(row for row, _ in rows)
    height = min(pane.body_height for _, pane in rows)
    return max(0, min(max(height // READING_LINE, least), most))


def _level(page: Page, other: Page, side: Side, link: Link) -> Level:
    here, there = side.here(link), side.there(link)
    first, last = page.row_of(here.start), page.row_of(max(here.start, here.end - 1))
    other_first, other_last = other.row_of(there.start), other.row_of(max(there.start, there.end - 1))
    return Level(first, last - first + 1, other_first, other_last - other_first + 1)


def _number(pane: ArticlePane, span: Span) -> int:
    """Return the number of a passage, counted over the readable blocks."""
    blocks = pane.article.readable_blocks if pane.article else ()
    return sum(block.span.start <= span.start for block in blocks)


def _names_in(mentions: Sequence[Mention], span: Span) -> list[str]:
    inside = (m.entity for m in mentions if m.label in _NAMED and span.contains(m.span.start))
    return list(dict.fromkeys(inside))
