"""Where every screen leads: help, the palette, bookmarks, names, dates, a concordance, and back to the library."""

from abc import abstractmethod
from typing import Any

from textual import work
from textual.app import App

from reader.config import Config
from reader.library.library import Library
from reader.tui.commands import Command
from reader.tui.keymap import Keymap
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.panes import Opening, PanesScreen
from reader.tui.stack import close_down_to, close_pickers


class Leading(App[int], inherit_bindings=False):
    """An app with the commands that open a screen from any other."""

    library: Library
    config: Config
    keymap: Keymap

    @abstractmethod
    def say(self, message: str, *, is_error: bool = False) -> None:
        """Tell the person something on the screen that is on top."""

    async def action_help_open(self) -> None:
        """Show the keys of this screen."""
        from reader.tui.screens.picker import HelpScreen

        await self._pick(HelpScreen, "Help")

    async def action_palette_open(self) -> None:
        """Find a command by typing."""
        from reader.tui.screens.picker import PaletteScreen

        await self._pick(PaletteScreen, "Commands")

    async def action_command_line(self) -> None:
        """Type a command."""
        from reader.tui.screens.picker import CommandLineScreen

        await self._pick(CommandLineScreen, ":")

    async def _pick(self, kind: Any, title: str) -> None:
        close_pickers(self)
        below = self.screen
        if not isinstance(below, CommandScreen):
            return
        commands = below.live_commands()
        screen = kind(commands, title=title, ascii_only=self.config.ascii, preset=self.keymap.preset)

        async def run(command: Command | None) -> None:
            if command:
                below.keystrokes.use_number(command.keys)
                await below.run_command(command)

        with self.batch_update():
            await self.push_screen(screen, run)

    def action_bookmarks_open(self) -> None:
        """Show all bookmarks and notes of the collection."""
        from reader.tui.screens.bookmarks import BookmarksScreen

        close_pickers(self)
        if self._is_shown(BookmarksScreen):
            return
        there = next((screen for screen in self.screen_stack if isinstance(screen, BookmarksScreen)), None)
        if there is not None:  # below what was opened from it: go back there, or the two would pile up on one another
            close_down_to(self, there)
        else:
            self.push_screen(BookmarksScreen(self.library, self.config))

    @work
    async def action_article_edit(self) -> None:
        """Set title, source, date, author or address of the article in use for good."""
        from reader.tui.screens.metadata_question import edit_metadata

        screen = self.screen
        here = screen.here if isinstance(screen, PanesScreen) else None
        if isinstance(screen, PanesScreen) and here and await edit_metadata(screen, self.library, here.article.id):
            screen.save_positions()
            screen.open_in(here.pane, Opening(here.article.id))

    def action_article_similar(self) -> None:
        """List articles like the one that is read, in the library."""
        article = self._opened()[1]
        self._back_to_library()
        show = getattr(self.screen, "show_similar", None)
        if article and show:
            show(article)

    def action_entities_open(self) -> None:
        """Show the names in the open articles and the collection."""
        from reader.tui.screens.entities import EntitiesScreen

        opened, here = self._opened()
        self.push_screen(EntitiesScreen(self.library, opened, here, ascii_only=self.config.ascii))

    def action_timeline_open(self) -> None:
        """Show dated statements of the open articles, or of the collection."""
        from reader.tui.screens.timeline import TimelineScreen

        if not self._is_shown(TimelineScreen):
            self.push_screen(TimelineScreen(self.library, self._opened()[0], ascii_only=self.config.ascii))

    def action_concordance_open(self) -> None:
        """Ask for a word or name and show all its places."""
        from reader.tui.screens.concordance import ConcordanceScreen
        from reader.tui.screens.questions import LineQuestion

        def show(term: str | None) -> None:
            if term and term.strip():
                self.push_screen(ConcordanceScreen(self.library, term.strip(), ascii_only=self.config.ascii))

        self.push_screen(LineQuestion("Every place of which word, phrase or name?"), show)

    def _is_shown(self, kind: type[CommandScreen[Any]]) -> bool:
        """Tell whether such a screen is on top already, and say so to the person."""
        is_shown = isinstance(self.screen, kind)
        if is_shown:
            self.say(f"You are there already; {self.keymap.named('app.back', kind.TABLE)} goes back")
        return is_shown

    def _opened(self) -> tuple[tuple[str, ...], str]:
        """Return the articles open on the screen on top, and the one in use."""
        opened = getattr(self.screen, "open_article_ids", None)
        return (tuple(opened()), str(getattr(self.screen, "article_id", ""))) if opened else ((), "")

    def action_search_open(self) -> None:
        """Go to the library and type a query."""
        self._back_to_library()
        run = getattr(self.screen, "action_library_search", None)
        if run:
            run()

    def _back_to_library(self) -> None:
        library = next((screen for screen in self.screen_stack if getattr(screen, "TABLE", "") == "library"), None)
        if library is not None:
            close_down_to(self, library)
