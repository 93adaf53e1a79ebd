"""Comparing accounts on the reading screen: the strip, pins, notes on a pair, the lists of what differs."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from textual import work
from textual.widget import Widget

from reader.config import Config
from reader.library.library import Library
from reader.text import Span
from reader.tui.key_names import shown_key
from reader.tui.messages import ArticlesChosen
from reader.tui.screens.held_screen import STILL_COMPARING, HeldScreen
from reader.tui.screens.pair_telling import number_of, tell_alone, tell_pair, way_to
from reader.tui.screens.panes import Opened, Opening
from reader.tui.widgets.arrangement import HINT_ROWS, ROOMY_ROWS, Arrangement
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.compare_strip import CompareStrip, PairTold


class ComparingScreen(HeldScreen):
    """Panes of accounts that are compared with each other."""

    def __init__(self, library: Library, config: Config, openings: Sequence[Opening]) -> None:
        super().__init__(library, config, openings)
        self._strip = CompareStrip()
        self._last_told: tuple[tuple[object, ...], PairTold] = (), PairTold()

    def compose_body(self) -> Iterator[Widget]:
        """Put the strip under the panes."""
        yield from super().compose_body()
        yield self._strip

    # --- the strip ----------------------------------------------------------------------

    def show_state(self) -> None:
        """Show where one is, and the pair there."""
        super().show_state()
        strip = self._strip
        strip.display = len(self.panes) > 1
        if not strip.display or not strip.is_attached:
            return
        is_roomy = self.arrangement is Arrangement.SIDE_BY_SIDE and self.size.height >= ROOMY_ROWS
        has_hints = bool(getattr(self.app, "shows_hints", True)) and self.size.height >= HINT_ROWS
        strip.fit(is_roomy=is_roomy, has_hints=has_hints)
        strip.told = self._told()

    def _told(self) -> PairTold:
        sides = [side for _, side in self.sides()]
        if not sides:
            return PairTold(why=self.told_compared())
        current = self.current_link()
        if current is None:
            alone = (self.pane, self.pane.view.cursor, tuple(self.panes), *(side.comparison for side in sides))
            return self._once(alone, lambda: tell_alone(self.pane, sides, is_left=self.pane is self.panes[0]))
        other, side, link = current
        here, there = self.opened[self.pane], self.opened[other]
        way = way_to(other, side.there(link), self._key_of("compare.counterpart"))
        pair = (here, there, here.mentions, there.mentions, tuple(self.panes), link, way)
        return self._once(pair, lambda: tell_pair(here, there, side, link, way=way, among=len(self.panes)))

    def _once(self, known: tuple[object, ...], tell: Callable[[], PairTold]) -> PairTold:
        """Tell what follows from some things; as long as they stay the same, a key that scrolls tells nothing anew."""
        if known != self._last_told[0]:
            self._last_told = known, tell()
        return self._last_told[1]

    def _key_of(self, command_id: str) -> str:
        keys = self.keymap.keys_of(command_id, self.table_in_force)
        return shown_key(keys[0]) if keys else ""

    def _needs_second(self) -> str:
        return f"Only one account is open: {self.keymap.named('compare.open', self.table_in_force)} puts a second beside it"

    def _why_no_pair(self) -> str:
        """Say why no two passages can be meant: where one pane is shown at a time the other has no cursor before it was seen."""
        if len(self.panes) < 2:
            return self._needs_second()
        return f"No counterpart here: {self.key_of('pane.next')} goes to the other account, to choose its passage"

    def sequences_elsewhere(self) -> Iterable[str]:
        """With one pane, the sequences of several."""
        if self.table_in_force != "reading":
            return ()
        return (key for command in self.keymap.on_screen("compare") for key in command.keys if " " in key)

    def why_no_key(self, sequence: str) -> str:
        """Say of a key or sequence for several panes that there is but one."""
        pairs = (command for command in self.keymap.on_screen("compare") if command.scope == "compare")
        is_for_pairs = self.table_in_force == "reading" and any(sequence in command.keys for command in pairs)
        return self._needs_second() if is_for_pairs else super().why_no_key(sequence)

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
        from reader.tui.screens.questions import Choice, ChoiceQuestion

        pair = self._pair_here()
        if pair is None:
            self.say(self._why_no_pair())
            return
        if self.are_other_words():
            return
        (here, span), (there, other_span) = pair
        heading = f"¶{number_of(here.pane, span)} and ¶{number_of(there.pane, other_span)}"
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
        from reader.tui.screens.note_question import NoteQuestion

        pair = self._pair_here()
        if pair is None:
            self.say(self._why_no_pair())
            return
        if self.are_other_words():
            return
        (here, span), (there, other_span) = pair
        question = NoteQuestion(self.library, here.article, span, pair_with=(there.article.id, other_span))
        if await self.app.push_screen_wait(question):
            self.tell_change("Note on the pair kept")

    # --- sides and lists ----------------------------------------------------------------------

    def action_compare_swap(self) -> None:
        """Change the sides of this pane and the next."""
        if len(self.panes) < 2:
            return
        self.stand_level_again()
        place = self.panes.index(self.pane)
        other = (place + 1) % len(self.panes)
        self.panes[place], self.panes[other] = self.panes[other], self.panes[place]
        for pane in self.panes:
            self.move_child(pane, before=self._strip)
        self.arrange_panes()

    def action_compare_counterpart(self) -> None:
        """Bring the counterpart of this paragraph level with it; where one pane stands at a time, go there."""
        current = self.current_link()
        super().action_compare_counterpart()
        if current is not None and self.arrangement is Arrangement.SINGLE:
            other, side, link = current
            self._go_to_both((other, side.there(link)))

    def action_compare_differences(self) -> None:
        """List what two accounts share, dispute or leave out, and go where the answer leads."""
        from reader.tui.screens.differences import DifferenceChosen, DifferencesScreen

        other, side = next(iter(self.sides()), (None, None))
        if other is None or side is None:
            self.say(STILL_COMPARING if len(self.panes) > 1 else self._needs_second())
            return
        left, right = self.pane, other
        if self.panes.index(left) > self.panes.index(right):  # the list keeps the order of the panes
            left, right, side = right, left, side.opposite

        def go(chosen: DifferenceChosen | None) -> None:
            if chosen is not None:
                places = (left, chosen.here), (right, chosen.there)
                self._go_to_both(*sorted(places, key=lambda place: place[0] is other))

        articles = self.opened[left].article, self.opened[right].article
        self.app.push_screen(DifferencesScreen(side, *articles, self.library, self.config), go)

    def _go_to_both(self, *places: tuple[ArticlePane, Span | None]) -> None:
        self.leave_place()
        for pane, span in places:
            if span is not None:
                pane.go_to(span)
                self._tops[pane] = (pane.page, pane.top_row)
        wanted = next((pane for pane, span in places if span is not None), None)
        if wanted is not None:
            self.use(wanted)
        self.arrange_panes()

    def action_out_export(self) -> None:
        """Write the comparison of the open articles to a file."""
        from reader.tui.screens.questions import LineQuestion

        if len(self.panes) < 2:
            self.say(f"{self._needs_second()}; {self._key_of('bookmarks.open')} lists the bookmarks, to export those")
            return

        def write(typed: str | None) -> None:
            if typed and typed.strip():
                self.keep_brief(typed)

        self.app.push_screen(LineQuestion("Write the comparison to", "brief.md"), write)

    @work
    async def keep_brief(self, typed: str) -> None:
        """Write the brief in a thread and say what became of it."""
        from reader.tui.screens.file_writing import write_new_file

        self.say(await asyncio.to_thread(write_new_file, typed, partial(self.library.brief, self.open_article_ids()), "the brief"))

    @work
    async def action_matrix_open(self) -> None:
        """Show who names whom: the open articles, or with one open the first ones of the collection too."""
        from reader.compare.matrix import MOST_ARTICLES
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
