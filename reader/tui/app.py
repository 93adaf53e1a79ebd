"""The app: one library, a stack of screens, the keys in force, and a clean way out.

Screens tell it facts (`ArticlesChosen`) and it opens the next one. It keeps
the session, answers signals by saving and leaving, and shows a `ReaderError`
of any command as a message. Whatever else goes wrong ends the run with one
line and no text of the reader's.
"""

import asyncio
import contextlib
import gc
import os
import signal
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from textual import events, on, work
from textual.content import Content
from textual.dom import DOMNode
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

from reader.config import Config
from reader.errors import ReaderError
from reader.files import write_atomically
from reader.library.library import Library
from reader.paths import Paths, make_private
from reader.session import Session, load_session, save_session
from reader.text import Span
from reader.tui.beginning import beginning_of
from reader.tui.early_terminal import EarlyTerminal
from reader.tui.keymap import Keymap, keymap_of
from reader.tui.leading import Leading
from reader.tui.messages import ArticlesChosen, PlacesChosen, StoreLooked, TextWidthChosen
from reader.tui.next_start import NextStart
from reader.tui.palettes import PALETTES
from reader.tui.screens.command_screen import CommandScreen, moved_at_once
from reader.tui.screens.panes import Opening, PanesScreen
from reader.tui.searching import LaterSearcher, Searcher
from reader.tui.stack import forget_oldest, leave_all
from reader.tui.terminal import ReaderDriver
from reader.tui.themes import chosen_theme, palette_of, theme_of, variables_of
from reader.tui.type_ahead import KeyHandled, TypeAhead
from reader.tui.unicoloured import WithoutColour
from reader.tui.widgets.arrangement import LEAST_COLUMNS, LEAST_ROWS
from reader.tui.widgets.status_line import StatusLine

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
_LOOK_EVERY_SECONDS = 1.0
"""So that what another program changed is seen within two seconds."""


class SmallScreen(Screen[None], inherit_bindings=False):
    """What a terminal shows that is too small for anything."""

    def render(self) -> Content:
        """Say how much room it takes."""
        return Content(f"{LEAST_COLUMNS}x{LEAST_ROWS} at least")


class BroadsheetApp(Leading, inherit_bindings=False):
    """The reader."""

    CSS_PATH = "reader.tcss"
    TITLE = "Broadsheet"
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 6
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (100, "-wide")]  # noqa: RUF012 - Textual declares it an instance variable
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        library: Library,
        config: Config,
        open_ids: Sequence[str] = (),
        *,
        paths: Paths | None = None,
        environ: Mapping[str, str] = os.environ,
        early: EarlyTerminal | None = None,
        searcher: Searcher | None = None,
    ) -> None:
        self._environ = dict(environ)
        self.early = early
        self.next_start: NextStart | None = None
        super().__init__()
        self.library = library
        self.config = config
        self.paths = paths
        self.searcher: Searcher = searcher or LaterSearcher(library.search_process)
        self.keymap: Keymap = keymap_of(config, paths.config_file if paths else None)
        self.shows_hints = config.show_hints
        self.session = load_session(paths, library.collection.folder) if paths else Session()
        self._open_ids = tuple(open_ids)
        self._type_ahead = TypeAhead(self)
        self._ending_signal: int | None = None
        self.is_open = False
        """What was asked for is on the screen."""
        self.banner = ""
        """Why what is kept is not kept as it should be; every screen shows it at its top."""
        self.greeting = ""
        """What is told first, when nothing more urgent is: what the run before this one did."""
        self._number_of_others = 0
        for palette in PALETTES.values():
            self.register_theme(theme_of(palette))
        self.theme = chosen_theme(config.theme, self._environ, early.ground() if early else None)
        if "NO_COLOR" in self._environ:
            self._filters = [WithoutColour()]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what a line passes on its way to the terminal."""
        return [each for each in self._filters if each.enabled]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the variables of the stylesheet that a theme of Textual's does not know."""
        theme: Theme = self.current_theme
        return variables_of(palette_of(theme))

    # --- beginning and end ----------------------------------------------

    async def on_mount(self) -> None:
        """Open what was asked for, or what was open last."""
        self.mind_signals()
        if self.library.collection.is_sample and not self.library.listed():
            await asyncio.to_thread(self.library.refresh_catalogue)
        beginning = beginning_of(self.library, self._open_ids, self.session)
        if beginning:
            await self.open_articles(ArticlesChosen(beginning.articles, focused=beginning.focused, is_zoomed=beginning.is_zoomed))
        else:
            await self.push_screen(self._library_screen())
        self.call_after_refresh(self._settle)

    def _library_screen(self) -> Screen[None]:
        from reader.tui.screens.library import LibraryScreen

        screen = LibraryScreen(self.library, self.searcher, ascii_only=self.config.ascii)
        screen.past_queries = list(self.session.past_queries)
        screen.order = self.session.order or screen.order
        return screen

    async def _put_library_below(self, reading: Screen[Any]) -> None:
        """Build the library below the articles that are open already; Textual itself can only push on top."""
        screen, mounted = self._get_screen(self._library_screen())
        self._screen_stack.insert(self._screen_stack.index(reading), screen)
        await mounted

    async def _settle(self) -> None:
        """After the first frame: build what waited, let keys in, collect garbage again, and tell what has to be told."""
        reading = next((screen for screen in self.screen_stack if hasattr(screen, "open_article_ids")), None)
        if reading is not None:
            await self._put_library_below(reading)
        self.is_open = True
        if self._ending_signal is not None:
            self.leave(128 + self._ending_signal)
            return
        self._type_ahead.begin()
        gc.freeze()
        gc.enable()
        self.searcher.start()
        self._tell_how_to_begin()
        faults = (*self.config.faults, *self.keymap.faults)
        told = (*faults, *self.library.notices)
        if told:
            more = f" (and {len(told) - 1} more: broadsheet doctor)" if len(told) > 1 else ""
            self.say(f"{told[0]}{more}", is_error=bool(faults))
        elif self.greeting:
            self.say(self.greeting)
        elif self._has_begun():
            self.say(f"A note was begun and not kept: {self.keymap.named('bookmarks.open', 'reading')} lists it first")
        self._look_at_store()
        self.set_interval(_LOOK_EVERY_SECONDS, self._look_at_store)

    def _tell_how_to_begin(self) -> None:
        """Say below the first article of the sample how to bring in one's own."""
        from reader.tui.library_words import how_to_add
        from reader.tui.screens.articles import ArticlesScreen

        screen = self.screen
        if self.library.collection.is_sample and isinstance(screen, CommandScreen) and not isinstance(screen, ArticlesScreen):
            for line in screen.query(StatusLine):  # none yet on a screen that a quick key has just opened
                way = f"{self.keymap.named('app.back', 'reading')} then "
                line.standing = f"The bundled sample. Own files: {how_to_add(self.keymap, way)}"

    def _has_begun(self) -> bool:
        """Tell whether the list of bookmarks shows a note that was begun and not kept."""
        drafts = self.library.drafts()
        kept = {f"note:{bookmark.id}" for bookmark in self.library.bookmarks()} if drafts else set()
        return any(draft.targets or key in kept for key, draft in drafts.items())

    # --- what others do to the store --------------------------------------

    @work(thread=True, exclusive=True, group="store")
    def _look_at_store(self) -> None:
        self.post_message(StoreLooked(self.library.look_at_store()))

    @on(StoreLooked)
    def show_store(self, looked: StoreLooked) -> None:
        """Show what another program changed, tell what was repaired, and keep the banner true."""
        news = looked.news
        screens = [screen for screen in self.screen_stack if isinstance(screen, CommandScreen)]
        if news.number_of_others != self._number_of_others:
            self._number_of_others = news.number_of_others
            for screen in screens:
                if screen is self.screen or hasattr(screen, "open_article_ids"):  # the others look when they come back
                    getattr(screen, "show_changes", str)()
        for notice in news.notices:
            self.say(notice, is_error=True)
        if news.trouble != self.banner:
            self.banner = news.trouble
            for screen in screens:
                screen.show_banner(self.banner)

    def mind_signals(self) -> None:
        """Answer signals by saving and leaving."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self._leave_by_signal, number)

    def _leave_by_signal(self, number: int) -> None:
        """Leave, at the first signal once the screens stand: half of one cannot be closed in order."""
        if not self.is_open and self._ending_signal is None:
            self._ending_signal = number
        else:
            self.leave(128 + number)

    def leave(self, code: int = 0) -> None:
        """Save what is being typed and where things stand, and end."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep:
                keep()
        self.keep_session()
        self.next_start = self._next_start()
        self.exit(code, return_code=code)

    def keep_session(self) -> None:
        """Remember what is open."""
        if self.paths is None or not self.is_open:
            return  # what was open last is still to be opened
        reading = next((screen for screen in reversed(self.screen_stack) if hasattr(screen, "open_article_ids")), None)
        first = self.screen_stack[1] if len(self.screen_stack) > 1 else None
        session = Session(
            open_articles=tuple(reading.open_article_ids()) if reading else (),
            past_queries=tuple(getattr(first, "past_queries", self.session.past_queries)),
            text_width=self.session.text_width,
            order=getattr(first, "order", self.session.order),
            is_zoomed=bool(getattr(reading, "is_zoomed", False)),
            focused=reading.panes.index(reading.pane) if isinstance(reading, PanesScreen) else 0,
        )
        with contextlib.suppress(OSError):
            save_session(self.paths, self.library.collection.folder, session)

    def _next_start(self) -> NextStart | None:
        """Draw what the next start will show, if that is the articles on the screen."""
        if not self.is_open:
            return None
        screen, ids = self.screen, self._open_ids
        if not self.config.first_frame or not isinstance(screen, PanesScreen):
            return None
        opened = screen.open_article_ids()
        if ids and (ids != opened or screen.is_zoomed or screen.pane is not screen.panes[0]):
            return None
        try:
            return NextStart.of(screen, self.library, opened, self.console) if screen.stand_as_at_start() else None
        except ReaderError:
            return None

    def take_ground(self, brightness: float) -> None:
        """Go by the ground of the terminal, which has told it late."""
        self.theme = chosen_theme(self.config.theme, self._environ, brightness)

    def _handle_exception(self, error: Exception) -> None:
        """Tell what went wrong in the reader's world behind a slow command; anything else ends the run."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if error is not cause and isinstance(cause, ReaderError):
            self.say(str(cause), is_error=True)
        else:
            super()._handle_exception(cause if isinstance(cause, Exception) else error)

    def _fatal_error(self) -> None:
        """Write where it went wrong to a file of the reader's own, without any text, and end with one line."""
        told = "An error in Broadsheet itself ended it; everything saved is kept."
        with contextlib.suppress(OSError):
            if self.paths:
                file = make_private(self.paths.state) / "crash.txt"
                error = self._exception
                frames = traceback.format_tb(error.__traceback__) if error else []
                write_atomically(file, "".join([*frames, type(error).__name__, "\n"]).encode())
                told += f" Where: {file}"
        self._exit_renderables.append(told)
        self._close_messages_no_wait()

    # --- showing --------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the terminal is too small, and go on when it is not."""
        is_small = event.size.width < LEAST_COLUMNS or event.size.height < LEAST_ROWS
        if is_small and not isinstance(self.screen, SmallScreen):
            self.push_screen(SmallScreen())
        elif not is_small:
            leave_all(self, SmallScreen)

    def say(self, message: str, *, is_error: bool = False) -> None:
        """Tell the person something on the screen that is on top."""
        screen = self.screen
        if isinstance(screen, CommandScreen):
            screen.say(message, is_error=is_error)

    async def on_event(self, event: events.Event) -> None:
        """Let no key overtake one before it that may lead elsewhere."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded and not self._type_ahead.admit(event):
            return
        if not moved_at_once(self, event):
            await super().on_event(event)

    @on(KeyHandled)
    async def let_next_key_in(self, handled: KeyHandled) -> None:
        """A key has been dealt with: go on with those typed meanwhile."""
        for event in self._type_ahead.release(handled):
            if not moved_at_once(self, event):
                await super().on_event(event)

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; what goes wrong in the reader's world is told, not thrown."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except ReaderError as error:
            self.say(str(error), is_error=True)
            return True

    @on(ArticlesChosen)
    async def open_articles(self, chosen: ArticlesChosen) -> None:
        """Open articles on the reading screen."""
        from reader.tui.screens.reading import ReadingScreen

        gone = {each for each in chosen.articles if not self.library.has(each)}
        if gone and self.screen_stack[1:]:
            self._tell_gone(gone.pop())
            return
        first, *others = chosen.articles
        openings = [Opening(first, chosen.place, chosen.matches), *(Opening(other) for other in others)]
        try:
            reading = ReadingScreen(
                self.library, self.config, openings, listed=chosen.listed, query=chosen.query, find_matches=self._find_matches
            )
            reading.text_width = self.session.text_width or self.config.text_width
            reading.stand_as_left(focused=chosen.focused, is_zoomed=chosen.is_zoomed)
            with self.batch_update():  # no empty frame between the list and the text
                await self.push_screen(reading)
            forget_oldest(self)
        except ReaderError as error:
            self.say(str(error), is_error=True)

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
            return await self.searcher.matches(query, article_id, today=datetime.now(UTC).date())
        except ReaderError:
            return ()

    @on(PlacesChosen)
    async def open_places(self, chosen: PlacesChosen) -> None:
        """Open several articles side by side, each at its place."""
        from reader.tui.screens.reading import ReadingScreen

        openings = [Opening(article, place) for article, place in chosen.places]
        reading = ReadingScreen(self.library, self.config, openings)
        reading.text_width = self.session.text_width or self.config.text_width
        await self.push_screen(reading)
        forget_oldest(self)

    @on(TextWidthChosen)
    def keep_text_width(self, chosen: TextWidthChosen) -> None:
        """Remember how wide texts are wanted; what nobody chose stays with the configuration."""
        self.session = replace(self.session, text_width=chosen.cells)

    def open_place(self, article: str, place: Span | None) -> None:
        """Open one article at a place."""
        self.post_message(ArticlesChosen((article,), place))

    # --- commands of all screens ----------------------------------------

    def action_app_quit(self) -> None:
        """Quit at once."""
        self.leave(0)

    @on(Driver.SignalResume)
    def action_app_redraw(self) -> None:
        """Paint everything again."""
        self.refresh(repaint=True, layout=True)
        self.screen.refresh(repaint=True, layout=True)

    def action_app_suspend(self) -> None:
        """Go to the shell."""
        os.kill(os.getpid(), signal.SIGTSTP)

    def action_edit_undo(self) -> None:
        """Take the last change back."""
        undone = self.library.undo()
        self.say(f"Taken back: {undone}" if undone else "There is nothing to take back")
        refresh = getattr(self.screen, "show_changes", None)
        if refresh:
            refresh()

    def get_driver_class(self) -> type[Driver]:
        """Return our driver for a terminal, or for a browser when `serve` asks for one."""
        asked = os.environ.get("TEXTUAL_DRIVER", "")
        if asked.endswith("WebDriver"):
            from reader.tui.browser_driver import BrowserDriver

            return BrowserDriver
        return super().get_driver_class() if asked else ReaderDriver
