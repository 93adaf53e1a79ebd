"""Panes held together by what they say: comparisons, signs, sync, stepping from pair to pair.

The comparison of each two open articles is made behind the first frame; until
it is there the panes work without it. What is shown is always seen from the
pane in use: the others follow it and are never in its way.
"""

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from reader.config import Config
from reader.errors import ReaderError
from reader.library.library import Library
from reader.library.listing import Progress
from reader.library.watching import Stopped, Watch
from reader.text import Mark, MarkKind, Span
from reader.tui.screens.pair_telling import MAYBE_SIGN
from reader.tui.screens.panes import Opened, Opening
from reader.tui.screens.selecting_screen import SelectingScreen
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.page import Page

if TYPE_CHECKING:
    from reader.compare.comparison import Comparison, Link
    from reader.compare.sides import Side
    from reader.compare.sync import Level, ScrollMap


STILL_COMPARING = "Still comparing"
"""Said to whoever asks before the comparison is there; taken back when it is."""
_TOLD_EVERY_SECONDS = 0.2


@dataclass
class PassagesCompared(Message):
    """How far the comparing of the open articles is."""

    articles: tuple[str, ...]
    share: float
    """From 0 to 1."""


class HeldScreen(SelectingScreen):
    """Panes of accounts that are held together."""

    def __init__(self, library: Library, config: Config, openings: Sequence[Opening]) -> None:
        super().__init__(library, config, openings)
        self.is_synced = True
        self._sides: dict[tuple[str, str], Side] = {}
        """Each comparison seen from either side, by the article here and the article there."""
        self._tops: dict[ArticlePane, tuple[Page | None, int]] = {}
        self._maps: dict[tuple[int, int, int], ScrollMap | None] = {}
        self._comparing: tuple[str, ...] = ()
        """The articles that are being compared."""
        self._compared: float | None = None
        """How far that is, from 0 to 1, once it takes time."""
        self._chosen: Link | None = None
        """The link that was stepped to; its passage may have better ones."""

    def stand_as_at_start(self) -> bool:
        """Show what a start will show: it holds the panes together, and compares from the beginning."""
        self.is_synced, self._compared = True, None
        return super().stand_as_at_start()

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
        """Compare what is open, in a thread; what was open before is compared no further."""
        self._comparing, self._compared = self.open_article_ids() if len(self.panes) > 1 else (), None
        self._show_links()
        if self._comparing:
            self._compare_all()
        else:
            self.workers.cancel_group(self, "compare")

    @work(group="compare", exclusive=True)
    async def _compare_all(self) -> None:
        pairs = list(combinations(self._comparing, 2))
        for article_id in self._comparing:
            async with self._one_at_a_time:
                await self._find_names(article_id)
        for done, (a, b) in enumerate(pairs):
            try:
                comparison = await self._comparison(a, b, self._watched(done, len(pairs)))
            except Stopped:
                return
            if comparison is not None:
                self._keep(a, b, comparison)
        self._comparing, self._compared = (), None
        self._show_links()
        self._mark_figures()
        self.unsay(STILL_COMPARING)
        self.show_state()

    async def _comparison(self, a: str, b: str, watch: Watch) -> "Comparison | None":
        """Have two articles compared beside the screen, or in a thread where that cannot be; a failure is told."""
        if self.background is not None:
            with contextlib.suppress(ReaderError):  # the library tells of it, unless it can do without
                return await self.background.compare(a, b, lambda done, of: watch.tell(Progress(done, of, "passages compared")))
        comparison: Comparison | None = await self._quietly(self.library.compare, a, b, watch)
        return comparison

    def _watched(self, done: int, pairs: int) -> Watch:
        """Return who looks on while one more of some pairs is compared: the screen is told, another choice of panes stops it."""
        worker, articles, last = get_current_worker(), self._comparing, time.monotonic()

        def tell(progress: Progress) -> None:
            nonlocal last
            if time.monotonic() - last > _TOLD_EVERY_SECONDS:
                last = time.monotonic()
                self.post_message(PassagesCompared(articles, (done + progress.done / max(1, progress.total or 0)) / pairs))

        return Watch(tell, lambda: worker.is_cancelled or not self.is_running)

    @on(PassagesCompared)
    def _show_compared(self, compared: PassagesCompared) -> None:
        if compared.articles == self._comparing:
            self._compared = compared.share
            self.show_state()

    def show_changes(self) -> None:
        """After a change of what is kept, pins may be others too."""
        super().show_changes()
        self.compare_panes()

    def side_of(self, pane: ArticlePane, other: ArticlePane) -> "Side | None":
        """Return the comparison of two panes, seen from the first, once it is there."""
        here, there = self.opened.get(pane), self.opened.get(other)
        if here is None or there is None or pane is other:
            return None
        return self._sides.get((here.article.id, there.article.id))

    def _keep(self, a: str, b: str, comparison: "Comparison") -> None:
        from reader.compare.sides import Side

        self._sides[b, a] = Side(comparison, is_a=False)
        self._sides[a, b] = Side(comparison, is_a=True)
        self._maps.clear()

    def sides(self) -> "list[tuple[ArticlePane, Side]]":
        """Return each other pane with the comparison, seen from the pane in use."""
        found = ((other, self.side_of(self.pane, other)) for other in self.panes)
        return [(other, side) for other, side in found if side is not None]

    # --- signs -----------------------------------------------------------------------

    def _show_links(self) -> None:
        """Put the signs beside the paragraphs of each pane."""
        for pane in self.panes:
            sides = [side for other in self.panes if (side := self.side_of(pane, other))]
            pane.show_signs(self._signs(pane, sides))

    def _signs(self, pane: ArticlePane, sides: "Sequence[Side]") -> dict[int, str]:
        if not sides or pane.article is None:
            return {}
        sure = {passage for side in sides for passage in side.sure_passages}
        linked = {passage for side in sides for passage in side.passages}
        alone = {span for side in sides for span in side.alone}
        signs = {}
        for index, block in enumerate(pane.article.blocks):
            if block.span in linked:
                signs[index] = pane.glyphs.aligned if block.span in sure else MAYBE_SIGN
            elif block.span in alone:
                signs[index] = pane.glyphs.alone
        return signs

    # --- the current pair ------------------------------------------------------------

    def current_link(self) -> "tuple[ArticlePane, Side, Link] | None":
        """Return the link of the cursor's paragraph that was stepped to, else its best, and the pane it leads to."""
        block = self.pane.paragraph
        if block is None:
            return None
        found = [(other, side, link) for other, side in self.sides() if (link := self._link_at(side, block.span.start))]
        return max(found, key=lambda item: (item[2] is self._chosen, item[2].score), default=None)

    def _link_at(self, side: "Side", offset: int) -> "Link | None":
        """Return the link of the passage at an offset: the one that was stepped to, else the best."""
        links = side.links_at(offset)
        return next((link for link in links if link is self._chosen), links[0] if links else None)

    def switches(self) -> str:
        """Say whether the panes are held together."""
        known = super().switches()
        if len(self.panes) < 2:
            return known
        sync = "sync on" if self.is_synced else "sync off"
        comparing = self.told_compared() if self._compared is not None and self.sides() else ""
        return " · ".join(each for each in (comparing, sync, known) if each)

    def told_compared(self) -> str:
        """Say that articles are being compared, and how far that is once it takes time."""
        return "comparing …" if self._compared is None else f"comparing … {self._compared:.0%}".replace("%", " %")

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
            self._follow(pane, pane.top_row - before)
        super().scrolled(pane)

    def _follow(self, pane: ArticlePane, moved: int) -> None:
        """Let the others follow; a row on draws no more than one of them, the one that is furthest from its place."""
        from reader.compare.sync import follow, other_top

        wishes = []
        for other in self.panes:
            scroll_map = self._map(pane, other)
            if scroll_map is not None:
                wish = other_top(scroll_map, pane.top_row, pane.body_height, other.body_height)
                row = follow(wish, other.top_row, moved)
                if row != other.top_row:
                    wishes.append((abs(wish - other.top_row), other, row))
        wishes.sort(key=lambda each: -each[0])
        for _, other, row in wishes[:1] if abs(moved) == 1 else wishes:
            # Nothing hangs on the paragraph that a follower's cursor comes to.
            with other.prevent(ArticlePane.ParagraphReached):
                self._put(other, row)

    def _put(self, pane: ArticlePane, row: int) -> None:
        pane.scroll_to_row(row)
        self._tops[pane] = (pane.page, pane.top_row)

    def _map(self, pane: ArticlePane, other: ArticlePane) -> "ScrollMap | None":
        """Return the map from one pane to another; None when no sure link holds them together."""
        side = self.side_of(pane, other)
        if side is None or pane.page is None or other.page is None:
            return None
        key = (id(pane.page), id(other.page), id(side.comparison))
        if key not in self._maps:
            from reader.compare.sync import ScrollMap

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
            self._bring_level()
        self.say("The panes are kept together" if self.is_synced else "The panes scroll by themselves")
        self.show_state()

    def _bring_level(self) -> None:
        """Put the other panes beside the pane in use at once."""
        from reader.compare.sync import other_top

        for other in self.panes:
            scroll_map = self._map(self.pane, other)
            if scroll_map is not None:
                self._put(other, round(other_top(scroll_map, self.pane.top_row, self.pane.body_height, other.body_height)))

    def stand_level_again(self) -> None:
        """Bring level what stood beside each other before panes changed their sides: other widths have other rows."""
        if self.is_synced:
            current = self.current_link()
            stood_beside = current is not None and self._are_in_sight(*current)
            self.call_after_refresh(self.level_counterparts if stood_beside else self._bring_level)

    def _are_in_sight(self, other: ArticlePane, side: "Side", link: "Link") -> bool:
        """Tell whether both passages are on the screen; at an end of an article they may not be level."""
        places = (self.pane, side.here(link)), (other, side.there(link))
        return all(0 <= _row_at(pane, span) - pane.top_row < pane.body_height for pane, span in places)

    # --- stepping ------------------------------------------------------------------------

    def action_compare_next_pair(self) -> None:
        """Go to the next link, of this passage or a later one; the counterparts come level."""
        self._step_pairs(self.keystrokes.take_count())

    def action_compare_previous_pair(self) -> None:
        """Go to the link before."""
        self._step_pairs(-self.keystrokes.take_count())

    def action_compare_next_alone(self) -> None:
        """Go to the next passage that only this account has."""
        self._step(self._alone(), self.keystrokes.take_count(), "Every passage has a counterpart")

    def action_compare_previous_alone(self) -> None:
        """Go to the passage before that only this account has."""
        self._step(self._alone(), -self.keystrokes.take_count(), "Every passage has a counterpart")

    def _step_pairs(self, step: int) -> None:
        pairs = [(other, side, link) for other, side in self.sides() for link in side.links]
        block = self.pane.paragraph
        if not pairs or block is None:
            self.say("These share no passage" if self.sides() else STILL_COMPARING)
            return
        pairs.sort(key=lambda pair: (pair[1].here(pair[2]).start, -pair[2].score))
        current = self.current_link()
        before = sum(side.here(link).start < block.span.start for _, side, link in pairs)
        place = pairs.index(current) + step if current in pairs else before + step - (step > 0)
        _, side, self._chosen = pairs[place % len(pairs)]
        self.leave_place()
        self.go_to_passage(side.here(self._chosen))
        if not 0 <= place < len(pairs):
            self.say("Past the last pair: on from the first" if step > 0 else "Before the first pair: on from the last")

    def _alone(self) -> list[Span]:
        sides = [set(side.alone) for _, side in self.sides()]
        return sorted(set.intersection(*sides)) if sides else []

    def _step(self, passages: Sequence[Span], step: int, otherwise: str) -> None:
        block = self.pane.paragraph
        if not passages or block is None:
            self.say(otherwise if self.sides() else STILL_COMPARING)
            return
        here = block.span.start
        before = sum(passage.start < here for passage in passages)
        after = sum(passage.start <= here for passage in passages)
        place = (after - 1 + step) if step > 0 else (before + step)
        self.leave_place()
        self.go_to_passage(passages[place % len(passages)])
        round_the_end = "" if 0 <= place < len(passages) else "Round the end: "
        self.say(f"{round_the_end}{place % len(passages) + 1} of {len(passages)}")

    def go_to_passage(self, passage: Span) -> None:
        """Show a passage of the pane in use and its counterparts, all on one row."""
        self.pane.go_to(passage)
        places = [(self.pane, passage)]
        places += [(other, side.there(link)) for other, side in self.sides() if (link := self._link_at(side, passage.start))]
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
            link = self._link_at(side, block.span.start)
            if link is not None and other.page is not None:
                there = side.there(link)
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


def _row_at(pane: ArticlePane, span: Span) -> int:
    return pane.page.row_of(span.start) if pane.page is not None else 0


def _common_row(places: Sequence[tuple[ArticlePane, Span]]) -> int:
    """Return the row of the screen, a third down if possible, on which all places can stand."""
    from reader.compare.sync import READING_LINE

    rows = [(_row_at(pane, span), pane) for pane, span in places]
    least = max(row - pane.max_scroll_y for row, pane in rows)
    most = min(row for row, _ in rows)
    height = min(pane.body_height for _, pane in rows)
    return max(0, min(max(height // READING_LINE, least), most))


def _level(page: Page, other: Page, side: "Side", link: "Link") -> "Level":
    from reader.compare.sync import Level

    here, there = side.here(link), side.there(link)
    first, last = page.row_of(here.start), page.row_of(max(here.start, here.end - 1))
    other_first, other_last = other.row_of(there.start), other.row_of(max(there.start, there.end - 1))
    return Level(first, last - first + 1, other_first, other_last - other_first + 1)
