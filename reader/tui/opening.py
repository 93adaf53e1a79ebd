"""What is opened: what a start shows first, and the articles that a screen chose, side by side, each at its place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from textual import on
from textual.screen import Screen

from reader.errors import ReaderError
from reader.library.background import Background
from reader.session import Session
from reader.text import Span
from reader.tui.beginning import beginning_of
from reader.tui.leading import Leading
from reader.tui.messages import ArticlesChosen, PlacesChosen, TextWidthChosen
from reader.tui.screens.panes import Opening, PanesScreen
from reader.tui.searching import Searcher
from reader.tui.stack import forget_oldest


class OpensArticles(Leading, inherit_bindings=False):
    """An app that opens the reading screen for what the others choose."""

    session: Session
    searcher: Searcher
    background: Background | None

    async def open_beginning(self, asked_for: Sequence[str]) -> None:
        """Open what a start shows first: the articles asked for, those open last, or the list."""
        beginning = beginning_of(self.library, asked_for, self.session)
        if beginning:
            await self.open_articles(ArticlesChosen(beginning.articles, focused=beginning.focused, is_zoomed=beginning.is_zoomed))
        else:
            await self.push_screen(self._library_screen())

    async def put_library_below(self) -> None:
        """Build the library below articles that are open first; Textual itself can only push on top."""
        reading = next((screen for screen in self.screen_stack if isinstance(screen, PanesScreen)), None)
        if reading is not None:
            screen, mounted = self._get_screen(self._library_screen())
            self._screen_stack.insert(self._screen_stack.index(reading), screen)
            await mounted

    def _library_screen(self) -> Screen[None]:
        from reader.tui.screens.library import LibraryScreen

        screen = LibraryScreen(self.library, self.searcher, ascii_only=self.config.ascii)
        screen.past_queries = list(self.session.past_queries)
        screen.order = self.session.order or screen.order
        return screen

    @on(ArticlesChosen)
    async def open_articles(self, chosen: ArticlesChosen) -> None:
        """Open articles on the reading screen."""
        first, *others = chosen.articles
        await self._open([Opening(first, chosen.place, chosen.matches), *map(Opening, others)], chosen)

    @on(PlacesChosen)
    async def open_places(self, chosen: PlacesChosen) -> None:
        """Open several articles side by side, each at its place."""
        openings = [Opening(article, place) for article, place in chosen.places]
        await self._open(openings, ArticlesChosen(tuple(opening.article for opening in openings)))

    async def _open(self, openings: Sequence[Opening], chosen: ArticlesChosen) -> None:
        gone = [each for each in chosen.articles if not self.library.has(each)]
        if gone and self.screen_stack[1:]:
            self._tell_gone(gone[0])
            return
        try:
            await self._open_reading(openings, chosen)
        except ReaderError as error:
            self.say(str(error), is_error=True)

    async def _open_reading(self, openings: Sequence[Opening], chosen: ArticlesChosen) -> None:
        from reader.tui.screens.reading import ReadingScreen

        reading = ReadingScreen(
            self.library, self.config, openings, listed=chosen.listed, query=chosen.query, find_matches=self._find_matches
        )
        reading.text_width = self.session.text_width or self.config.text_width
        reading.background = self.background
        reading.stand_as_left(focused=chosen.focused, is_zoomed=chosen.is_zoomed)
        with self.batch_update():  # no empty frame between the list and the text
            await self.push_screen(reading)
        forget_oldest(self)

    def _tell_gone(self, article_id: str) -> None:
        """Say that an article has gone since it was listed; the list is read again."""
        from reader.tui.screens.articles import ArticlesScreen

        screen = self.screen
        called = article_id
        if isinstance(screen, ArticlesScreen):
            called = screen.heading_of(article_id) or article_id
            screen.show_changes()
        self.say(f"{called}: its file is not in the folder any more", is_error=True)

    async def _find_matches(self, query: str, article_id: str) -> tuple[Span, ...]:
        """Return the places of an article that a query marks; none when it cannot be asked."""
        try:
            return await self.searcher.matches(query, article_id, today=datetime.now(UTC).astimezone().date())
        except ReaderError:
            return ()

    @on(TextWidthChosen)
    def keep_text_width(self, chosen: TextWidthChosen) -> None:
        """Remember how wide texts are wanted; what nobody chose stays with the configuration."""
        self.session = replace(self.session, text_width=chosen.cells)
