"""The library: what can be done with the articles that are listed. Dialogs are loaded when they are asked for."""

import shlex
from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.message import Message

from reader.errors import ReaderError
from reader.files import expanded
from reader.library.library import Library
from reader.library.listing import Report
from reader.safetext import show
from reader.tui.library_words import ORDERS, counted
from reader.tui.messages import ArticlesChosen
from reader.tui.screens.listings import ListingScreen
from reader.tui.screens.telling import telling

REOPEN = 75
"""The exit code of a run that wants to begin anew with another collection."""
_MOST_PANES = 4


@dataclass
class Added(Message):
    """Files were brought in."""

    report: Report | None
    fault: str = ""


def split_references(typed: str) -> tuple[str, ...]:
    """Split what was typed as a shell would, with `~` for the home folder.

    >>> split_references("a.txt 'two words.md' https://example.org/x")
    ('a.txt', 'two words.md', 'https://example.org/x')
    """
    try:
        words = shlex.split(typed)
    except ValueError:  # an open quote: what was typed is one name
        words = [typed.strip()]
    return tuple(str(expanded(Path(word))) if word.startswith("~") else word for word in words if word)


class LibraryScreen(ListingScreen):
    """All articles, and what can be done with them."""

    TABLE = "library"
    AUTO_FOCUS = "#articles"

    def action_library_refresh(self) -> None:
        """Look through the folder."""
        self.refresh_folder()

    @work
    async def action_compare_open(self) -> None:
        """Open the picked articles side by side, or ask for the other one."""
        from reader.tui.screens.article_question import ArticleQuestion

        row = self.list.current
        picked = [id_ for id_ in self.list.article_ids() if id_ in self.list.picked]
        if row and not picked:
            here = row.article.summary.id
            others = [each for each in self.library.listed() if each.summary.id != here]
            if not others:
                self.say("There is no other article to compare with")
                return
            asked = ArticleQuestion(f"Read beside {row.article.summary.heading}", others, ascii_only=self.ascii_only)
            other = await self.app.push_screen_wait(asked)
            picked = [here, other] if other else []
        elif row and len(picked) == 1 and row.article.summary.id not in picked:
            picked.append(row.article.summary.id)
        if len(picked) > 1:
            self.post_message(ArticlesChosen(tuple(picked[:_MOST_PANES]), listed=self.list.article_ids()))
        elif picked:
            self.say("One article is picked; go to another one and press the key again")

    def action_library_pick(self) -> None:
        """Pick the row, and go on to the next."""
        row = self.list.current
        if row:
            self.list.pick(row.article.summary.id)
            self.list.move_lines(1)
            self.show_switches()

    def action_library_search(self) -> None:
        """Type a query."""
        self.search_bar.focus()
        self.search_bar.select_all()

    def action_search_open(self) -> None:
        """Type a query."""
        self.action_library_search()

    def action_library_clear_query(self) -> None:
        """Show the list before articles like one, or all articles again."""
        if not self.leave_likeness():
            self.search_bar.value = ""

    def action_app_cancel(self) -> None:
        """Clear the query, the picks, or what is being typed."""
        super().action_app_cancel()
        if self.leave_likeness():
            return
        if self.query_text:
            self.action_library_clear_query()
        elif self.list.picked:
            self.list.picked = frozenset()
            self.list.rows_changed(self.list.cursor)
            self.show_switches()
        else:
            self.tell_nothing_to_cancel("quits")

    def action_app_back(self) -> None:
        """Leave articles like one, leave a search, or quit."""
        if self.leave_likeness():
            return
        if self.query_text:
            self.action_library_clear_query()
        else:
            leave = getattr(self.app, "leave", self.app.exit)  # the app keeps the session
            leave(0)

    def action_article_toggle_read(self) -> None:
        """Mark the article read or unread."""
        row = self.list.current
        if row:
            self.library.mark_read(row.article.summary.id, is_read=not row.article.is_read)
            self.show_changes()

    def action_article_next(self) -> None:
        """Go to the next article, past its passages."""
        self._move_article(1)

    def action_article_previous(self) -> None:
        """Go to the article before."""
        self._move_article(-1)

    def _move_article(self, step: int) -> None:
        ids, row = self.list.article_ids(), self.list.current
        if row:
            place = ids.index(row.article.summary.id) + step * self.keystrokes.take_count()
            self._go_to_article(ids[max(0, min(place, len(ids) - 1))])

    def _go_to_article(self, article_id: str) -> None:
        rows = (n for n, row in enumerate(self.list.rows) if row.article.summary.id == article_id)
        self.list.move_to_row(next(rows) + 1)

    def action_article_next_unread(self) -> None:
        """Go to the next unread article."""
        self._next_unread(1)

    def action_article_previous_unread(self) -> None:
        """Go to the unread article before."""
        self._next_unread(-1)

    def _next_unread(self, step: int) -> None:
        ids, row = self.list.article_ids(), self.list.current
        if not row:
            return
        here = ids.index(row.article.summary.id)
        circle = [(here + step * far) % len(ids) for far in range(1, len(ids) + 1)]
        found = next((place for place in circle if not self._articles[ids[place]].is_read), None)
        if found is None:
            self.say("Everything listed is read")
            return
        self._go_to_article(ids[found])
        if (found - here) * step <= 0:
            self.say("Round to the first unread article" if step > 0 else "Round to the last unread article")

    def action_library_order(self) -> None:
        """Order the list by the next of date, title, source, words and day added; hits by their worth or by date."""
        if self.query_text:
            self._order_hits()
            return
        place = ORDERS.index(self.order) if self.order in ORDERS else 0
        self.order = ORDERS[(place + 1) % len(ORDERS)]
        self.show_articles()
        self.say(f"In order of {self.order}" if self.order != "added" else "In the order they were added")

    def _order_hits(self) -> None:
        if self.shows_passages:
            self.say(f"Passages come best first; {self.key_of('library.passages')} lists articles, which have an order")
            return
        self.hits_by_date = not self.hits_by_date
        self.say("Hits: newest first" if self.hits_by_date else "Hits: best first")
        self.search(self.query_text)

    # --- what is known about an article ---------------------------------

    @work
    async def action_article_info(self) -> None:
        """Show what is known about the article, and where from."""
        from reader.tui.screens.article_facts import facts_of
        from reader.tui.screens.questions import Told

        row = self.list.current
        if row:
            article = self.library.article(row.article.summary.id)
            await self.app.push_screen_wait(Told(article.heading, facts_of(article)))

    @work
    @telling
    async def action_article_original(self) -> None:
        """Open the original of the article, after its address was shown in full."""
        from reader.tui.screens.links import open_one_of

        row = self.list.current
        url = row.article.summary.metadata.url if row else ""
        if url:
            await open_one_of(self, (url,))
        elif row:
            self.say(f"No address is known of it: {self.key_of('article.edit')} sets one")

    @work
    async def action_article_edit(self) -> None:
        """Set title, source, date, author or address for good."""
        from reader.tui.screens.metadata_question import edit_metadata

        row = self.list.current
        if row and await edit_metadata(self, self.library, row.article.summary.id):
            self.show_changes()
            self.update_index()

    @work
    async def action_library_tags(self) -> None:
        """Change the tags of the article."""
        from reader.tui.screens.note_question import read_tags
        from reader.tui.screens.questions import LineQuestion

        row = self.list.current
        if not row:
            return
        asked = LineQuestion(f"Tags of {row.article.summary.heading}", ", ".join(row.article.tags), told="With commas between")
        typed = await self.app.push_screen_wait(asked)
        if typed is not None:
            self.library.tag_article(row.article.summary.id, read_tags(typed))
            self.show_changes()

    def action_out_cite(self) -> None:
        """Copy the citation of the article."""
        row = self.list.current
        if row:
            self.copy_out(self.library.cite(row.article.summary.id))

    def action_out_copy(self) -> None:
        """Copy the passage with its citation, or the title with it."""
        row = self.list.current
        if row:
            words = row.excerpt.text if row.excerpt else row.article.summary.heading
            self.copy_out(f"“{words}”\n— {self.library.cite(row.article.summary.id)}\n")

    # --- many articles --------------------------------------------------

    def action_library_read_all(self) -> None:
        """Mark all listed articles read."""
        marked = self.library.mark_all_read(self.list.article_ids())
        self.show_changes()
        key = self.key_of("edit.undo")
        self.say(f"{counted(marked, 'article')} marked read; {key} takes it back" if marked else "Everything listed is read")

    @work
    async def action_library_save_search(self) -> None:
        """Keep the query under a name."""
        from reader.tui.screens.questions import LineQuestion

        query = self.query_text
        if not query:
            self.say("Search for something first; then it can be kept under a name")
            return
        name = await self.app.push_screen_wait(LineQuestion(f"Keep the search {query} as", query, is_proposal=True))
        if name and name.strip():
            self.library.save_search(" ".join(name.split()), query)
            self.say(f"Kept; {self.key_of('library.saved_searches')} shows all saved searches")

    @work
    async def action_library_saved_searches(self) -> None:
        """Run a saved search, or forget one."""
        from reader.tui.screens.saved_searches import SavedSearchQuestion

        saved = self.library.saved_searches()
        if not saved:
            self.say(f"No search is saved yet; {self.key_of('library.save_search')} keeps the one on the screen")
            return
        chosen = await self.app.push_screen_wait(SavedSearchQuestion(saved, ascii_only=self.ascii_only))
        if chosen is None:
            return
        name, is_forgotten = chosen
        if is_forgotten:
            self.library.save_search(name, "")
            self.say(f"Forgotten: {name}; {self.key_of('edit.undo')} brings it back")
        else:
            self.search_bar.value = show(saved[name])
            self.list.focus()

    @work
    async def action_library_add(self) -> None:
        """Bring files, folders or addresses into the reader's own collection."""
        from reader.tui.screens.questions import LineQuestion

        if self.library.collection.is_in_place:
            how = f"put files into it, then {self.key_of('library.refresh')} looks for them"
            is_folder = not self.library.collection.only
            self.say(
                f"This is a folder read in place: {how}" if is_folder else "These are files by themselves; name more at the start"
            )
            return
        told = "A file, a folder or a web address; several with blanks between, quotes around blanks"
        typed = await self.app.push_screen_wait(LineQuestion("Add to the library", told=told))
        references = split_references(typed or "")
        if references:
            self._show_state("adding")
            self.add_references(references)

    @work(thread=True, exclusive=True, group="add")
    def add_references(self, references: tuple[str, ...]) -> None:
        """Add files and tell the screen."""
        from reader.library.importing import Wishes

        wishes = Wishes(references, recursive=True)
        try:
            if self.library.collection.is_default:
                report = self.library.add(wishes, bytes)
            else:
                own = Library.open_own(self.library.paths, self.library.config)
                try:
                    report = own.add(wishes, bytes)
                finally:
                    own.close()
            self.post_message(Added(report))
        except ReaderError as error:
            self.post_message(Added(None, str(error)))

    @on(Added)
    def show_added(self, news: Added) -> None:
        """Show what was added; after the sample, begin anew with the reader's own collection."""
        self._show_state("")
        report = news.report
        if report is None:
            self.say(news.fault, is_error=True)
            return
        if report.added and self.library.collection.is_sample:
            self.app.exit(f"{told_of(report)}; this is your own library now", return_code=REOPEN)
            return
        self.show_articles()
        self.update_index()
        self.say(told_of(report), is_error=bool(report.refused))


def told_of(report: Report) -> str:
    """Say what became of files that were to be added."""
    told = f"{counted(len(report.added), 'article')} added"
    if report.unchanged:
        told += f", {len(report.unchanged):,} known already"
    if not report.refused:
        return told
    first, more = report.refused[0], len(report.refused) - 1
    why = f"{first.path}, {first.why}" + (f", and {more:,} more" if more else "")
    return f"{told}; not taken: {why}" if report.added or report.unchanged else f"Not taken: {why}"
