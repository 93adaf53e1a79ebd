"""The reading screen: one to four articles, and what can be done with them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from itertools import islice

from textual import on, work

from reader.config import Config
from reader.library.library import Library
from reader.library.listing import ListedArticle
from reader.safetext import one_line
from reader.text import Span
from reader.tui.messages import TextWidthChosen
from reader.tui.outside import edit_text, editor_command, link_at, links_in, pager_command, pipe, show_in_pager
from reader.tui.screens.going_outside import run_outside
from reader.tui.screens.names_screen import NamesScreen
from reader.tui.screens.panes import LEAST_TEXT_WIDTH, MOST_TEXT_WIDTH, TEXT_WIDTH_STEP, Opened, Opening
from reader.tui.screens.telling import telling
from reader.tui.widgets.article_pane import ArticlePane

MatchFinder = Callable[[str, str], Awaitable[tuple[Span, ...]]]
"""Finds the matches of a query in an article."""
_READ_AT = 0.99


class ReadingScreen(NamesScreen):
    """Reading one to four articles."""

    def __init__(
        self,
        library: Library,
        config: Config,
        openings: Sequence[Opening],
        *,
        listed: Sequence[str] = (),
        query: str = "",
        find_matches: MatchFinder | None = None,
    ) -> None:
        """Make the screen.

        Args:
            library: the one door.
            config: the settings.
            openings: what to open, one for each pane.
            listed: the list the article was opened from, for next and previous.
            query: the search that led there; the next article shows its matches too.
            find_matches: finds those matches.
        """
        super().__init__(library, config, openings)
        self.listed = tuple(listed)
        self.query_text = query
        self._find_matches = find_matches

    # --- articles ---------------------------------------------------------------

    def action_app_back(self) -> None:
        """Go one step back; a list below stands on an article that was read here."""
        stand_on = getattr(self.app.screen_stack[-2], "stand_on", None)
        if stand_on and self.article_id:
            stand_on((self.article_id, *self.open_article_ids()))
        super().action_app_back()

    def action_article_next(self) -> None:
        """Open the next article of the list."""
        self._step_articles(self.keystrokes.take_count())

    def action_article_previous(self) -> None:
        """Open the previous article of the list."""
        self._step_articles(-self.keystrokes.take_count())

    def _step_articles(self, step: int) -> None:
        ids = self.listed or tuple(each.summary.id for each in self.library.listed())
        if self.article_id not in ids:
            self.say("This article is not in the list it was opened from")
            return
        here = ids.index(self.article_id)
        beyond = range(here + 1, len(ids)) if step > 0 else range(here - 1, -1, -1)
        there = (place for place in beyond if self.library.has(ids[place]))  # others have gone since they were listed
        *_, place = here, *islice(there, abs(step))
        if place == here:
            self.say("This is the last article of the list" if step > 0 else "This is the first article of the list")
        elif self.open_next(ids[place]):
            self.say(f"{place + 1} of {len(ids)}")

    def open_next(self, article_id: str) -> Opened | None:
        """Open another article in this pane, with the matches of the query; None, and told, when that cannot be done."""
        self.leave_place()
        opened = self.open_in(self.pane, Opening(article_id))
        if opened and self.query_text and self._find_matches:
            self._show_matches(opened)
        return opened

    @work(description="matches")
    @telling
    async def _show_matches(self, opened: Opened) -> None:
        if self._find_matches is None:
            return
        matches = await self._find_matches(self.query_text, opened.article.id)
        if self.opened.get(opened.pane) is opened and matches:
            self.take_hits(opened.pane, matches, leads_on=True)

    def _step_hits(self, step: int) -> None:
        """Step through hits; past those of a search come those in the next article it has found."""
        if self.finding.leads_past(step) and self._find_matches and self.article_id in self.listed[1:] + self.listed[:-1]:
            self._go_to_next_hit(self._find_matches, 1 if step > 0 else -1)
        else:
            super()._step_hits(step)

    @work(exclusive=True, group="next hit", description="next hit")
    @telling
    async def _go_to_next_hit(self, find_matches: MatchFinder, step: int) -> None:
        pane, ids, here = self.pane, self.listed, self.listed.index(self.article_id)
        for distance in range(1, len(ids)):
            place = (here + step * distance) % len(ids)
            if matches := await find_matches(self.query_text, ids[place]):
                break
        else:
            super()._step_hits(step)
            return
        if pane is not self.pane or self.article_id != ids[here]:
            return
        self.leave_place()
        self.open_in(pane, Opening(ids[place], matches[0 if step > 0 else -1], matches))
        ends = "Round the end of the hits: article" if (place < here) is (step > 0) else "The next hit: article"
        self.say(f"{ends} {place + 1} of {len(ids)}")

    def action_article_next_unread(self) -> None:
        """Open the next unread article; goes round and says so."""
        self._step_unread(1)

    def action_article_previous_unread(self) -> None:
        """Open the previous unread article."""
        self._step_unread(-1)

    def _step_unread(self, step: int) -> None:
        listed = self._in_order()
        here = next((place for place, each in enumerate(listed) if each.summary.id == self.article_id), -1)
        around = [(here + step * distance) % len(listed) for distance in range(1, len(listed))] if listed else []
        unread = next((place for place in around if not listed[place].is_read), None)
        if unread is None:
            self.say("All other articles are read")
            return
        if self.open_next(listed[unread].summary.id) and (unread < here) is (step > 0):
            self.say("Round the end of the list: the next unread article")

    def _in_order(self) -> list[ListedArticle]:
        """The articles of the list one came from, or all."""
        by_id = {each.summary.id: each for each in self.library.listed()}
        return [by_id[id_] for id_ in self.listed if id_ in by_id] if self.listed else list(by_id.values())

    def action_article_toggle_read(self) -> None:
        """Mark the article read, or unread again."""
        opened = self.here
        if opened is None:
            return
        is_read = next((each.is_read for each in self.library.listed() if each.summary.id == opened.article.id), False)
        self.library.mark_read(opened.article.id, is_read=not is_read)
        opened.is_marked = True
        self.say("Unread again" if is_read else "Marked read")

    def scrolled(self, pane: ArticlePane) -> None:
        """An article whose end was on the screen is read."""
        super().scrolled(pane)
        opened = self.opened.get(pane)
        if opened and not opened.is_marked and pane.progress >= _READ_AT:
            opened.is_marked = True
            self._mark_read_soon(opened.article.id)

    @work
    @telling
    async def _mark_read_soon(self, article_id: str) -> None:
        await asyncio.to_thread(partial(self.library.mark_read, article_id, is_read=True))

    @work
    @telling
    async def action_compare_open(self) -> None:
        """Open another article beside this one."""
        from reader.tui.screens.article_question import ArticleQuestion

        is_open = set(self.open_article_ids())
        others = [each for each in self.library.listed() if each.summary.id not in is_open]
        if not others:
            self.say("There is no other article to compare with")
            return
        chosen = await self.app.push_screen_wait(ArticleQuestion("Read beside this one", others, ascii_only=self.config.ascii))
        if chosen:
            await self.add_pane(Opening(chosen))

    @work
    @telling
    async def action_article_info(self) -> None:
        """Show what is known about the article, and where from."""
        from reader.tui.screens.article_facts import facts_of
        from reader.tui.screens.questions import Told

        opened = self.here
        if opened is not None:
            await self.app.push_screen_wait(Told(opened.article.heading, facts_of(opened.article)))

    # --- out ----------------------------------------------------------------------

    def quoted(self) -> tuple[str, str]:
        """Return the words that a command acts on, without the line breaks of the screen, and their citation."""
        opened, target = self.here, self.target()
        if opened is None or target is None or opened.pane.page is None:
            return "", ""
        spans = opened.pane.page.shown_spans(target)
        words = "\n\n".join(" ".join(span.of(opened.article.text).split()) for span in spans)
        citation = self.library.cite(opened.article.id)
        begins = spans[0].start if spans else target.start  # a drag may begin on the blank row above
        number = sum(block.span.start <= begins for block in opened.article.readable_blocks)
        return words, f"{citation}, ¶{number}"

    def action_out_copy(self) -> None:
        """Copy the selection or paragraph with its citation."""
        words, citation = self.quoted()
        if words:
            self.copy_out(f"“{words}”\n— {citation}\n")
            self.end_selecting()

    def action_out_cite(self) -> None:
        """Copy the citation alone."""
        _, citation = self.quoted()
        if citation:
            self.copy_out(citation)
            self.end_selecting()

    @work
    @telling
    async def action_out_pipe(self) -> None:
        """Give the selection or the article to a command."""
        from reader.tui.screens.questions import LineQuestion

        opened = self.here
        if opened is None or opened.pane.page is None:
            return
        words = (
            self.quoted()[0]
            if self.pane.selected
            else "\n\n".join(s.of(opened.article.text) for s in opened.article.readable_spans())
        )
        what = "the selection" if self.pane.selected else "the article"
        command = await self.app.push_screen_wait(LineQuestion(f"Give {what} to a command"))
        if command and command.strip():
            self.say(f"{one_line(command)} …")
            answer = await asyncio.to_thread(pipe, words, command)
            self.say(answer.sentence, is_error=answer.code != 0)

    @work
    @telling
    async def action_out_menu(self) -> None:
        """Open the article in the pager, the editor or the browser."""
        from reader.tui.screens.questions import Choice, ChoiceQuestion

        opened = self.here
        if opened is None:
            return
        choices = [
            Choice("p", "Read it in your pager", " ".join(pager_command())),
            Choice("e", "Look at it in your editor", " ".join(editor_command())),
        ]
        url = opened.article.metadata.url
        if url:
            choices.append(Choice("o", "Open the original in your browser", url))
        chosen = await self.app.push_screen_wait(ChoiceQuestion("Open elsewhere", choices))
        text = "\n\n".join(span.of(opened.article.text) for span in opened.article.readable_spans())
        match chosen:
            case "p":
                await run_outside(self.app, show_in_pager, text, pager_command())
            case "e":
                await run_outside(self.app, edit_text, text, editor_command())
            case "o" if url:
                self._ask_to_open((url,))

    def action_links_open(self) -> None:
        """List the article's links; one is opened only after it was shown in full."""
        links = links_in(self.here.article.text) if self.here else ()
        if links:
            self._ask_to_open(links)
        else:
            self.say("No link in this article")

    @work
    @telling
    async def _ask_to_open(self, links: Sequence[str]) -> None:
        from reader.tui.screens.links import open_one_of

        await open_one_of(self, links, ascii_only=self.config.ascii)

    def action_article_original(self) -> None:
        """Open the original, after its address was shown in full."""
        url = self.here.article.metadata.url if self.here else ""
        if url:
            self._ask_to_open((url,))
        else:
            self.say(f"No address is known of it: {self.key_of('article.edit')} sets one")

    @on(ArticlePane.Clicked)
    def follow_clicked(self, message: ArticlePane.Clicked) -> None:
        """Go by what was clicked: a hit, a link, a note, a name."""
        opened = self.opened.get(message.pane)
        if opened is None or self._went_to_hit(message.offset):
            return
        link = link_at(opened.article.text, message.offset)
        note = next((b for b, place in opened.bookmarks if place.span and place.span.contains(message.offset)), None)
        name = next((each for each in opened.mentions if each.span.contains(message.offset)), None)
        if link:
            self._ask_to_open((link,))
        elif note:
            self.say(
                f"Note: {one_line(note.note)}" if note.note else f"Highlighted: {self.key_of('note.write')} writes a note on it"
            )
        elif name:
            spans = tuple(each.span for each in opened.mentions if each.entity == name.entity)
            self.take_hits(message.pane, spans, name.span)
            self.say(
                f"{one_line(name.entity)}: {self.key_of('find.next')} and {self.key_of('find.previous')} step through its places"
            )

    def _went_to_hit(self, offset: int) -> bool:
        finding = self.finding
        place = next((number for number, hit in enumerate(finding.hits) if hit.contains(offset)), None)
        if place is None or finding.at == place:
            return False
        finding.step(self.pane, place - finding.at)
        self.show_state()
        return True

    # --- how it is shown ------------------------------------------------------------

    def action_marks_toggle(self) -> None:
        """Hide or show every mark."""
        are_shown = not self.pane.view.shows_marks
        for pane in self.panes:
            pane.light_marks(on=are_shown)
        self.show_state()

    def action_text_whole(self) -> None:
        """Show what was cut, or hide it."""
        self.pane.show_whole(whole=not self.pane.shows_whole)
        self.show_state()

    def action_text_wider(self) -> None:
        """Set a wider column."""
        steps, room = self.keystrokes.take_count(), self._widest()
        if self.text_width >= room:  # a wider one that was set in a wider pane stays for that one
            self.say(f"Text {room} cells wide, as wide as the pane can show")
        else:
            self._set_text_width(min(room, self.text_width + TEXT_WIDTH_STEP * steps))

    def action_text_narrower(self) -> None:
        """Set a narrower column."""
        self._set_text_width(min(self._widest(), self.text_width) - TEXT_WIDTH_STEP * self.keystrokes.take_count())

    def _widest(self) -> int:
        """Return the widest column that a pane on the screen can show."""
        return min(MOST_TEXT_WIDTH, max((pane.room for pane in self.panes if pane.room), default=MOST_TEXT_WIDTH))

    def _set_text_width(self, cells: int) -> None:
        self.text_width = max(LEAST_TEXT_WIDTH, cells)
        for pane in self.panes:
            pane.set_text_width(self.text_width)
        self.post_message(TextWidthChosen(self.text_width))
        self.say(f"Text {self.text_width} cells wide")

    # --- panes ------------------------------------------------------------------------

    def action_pane_zoom(self) -> None:
        """Show this pane alone, or all again; the only one without anything beside its text."""
        self.is_zoomed = not self.is_zoomed
        self.status.message = ""  # one that tells how to come back is past when one has
        self.arrange_panes()
        if self.is_zen:
            self.say(f"The text alone; {self.key_of('pane.zoom')} brings the rest back")

    def action_pane_next(self) -> None:
        """Go to the next pane."""
        self.go_to_pane(1)

    def action_pane_previous(self) -> None:
        """Go to the previous pane."""
        self.go_to_pane(-1)

    def action_pane_left(self) -> None:
        """Go to the pane on the left."""
        if self.panes.index(self.pane) > 0:
            self.go_to_pane(-1)

    def action_pane_right(self) -> None:
        """Go to the pane on the right."""
        if self.panes.index(self.pane) < len(self.panes) - 1:
            self.go_to_pane(1)

    async def action_pane_only(self) -> None:
        """Close the other panes."""
        for pane in [each for each in self.panes if each is not self.pane]:
            await self.close_pane(pane)

    async def action_pane_close(self) -> None:
        """Close this pane."""
        if len(self.panes) < 2:
            self.say(f"This is the only pane: {self.key_of('app.back')} goes back")
        else:
            await self.close_pane(self.pane)

    def action_pane_equal(self) -> None:
        """Give all panes the same room."""
        self.row.make_equal()
        self.arrange_panes()

    def action_pane_wider(self) -> None:
        """Give this pane more room."""
        self.row.give(self.pane, 1)
        self.arrange_panes()

    def action_pane_narrower(self) -> None:
        """Give this pane less room."""
        self.row.give(self.pane, -1)
        self.arrange_panes()
