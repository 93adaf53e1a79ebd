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
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.dom import DOMNode
from textual.driver import Driver
from textual.worker import WorkerFailed

from reader.config import Config
from reader.errors import ReaderError
from reader.library.library import Library
from reader.paths import Paths
from reader.session import Session, load_session, save_session
from reader.tui.appearance import Appearance
from reader.tui.keymap import Keymap, keymap_of
from reader.tui.opening import OpensArticles
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.small_screen import mind_size
from reader.tui.searching import LaterSearcher, Searcher
from reader.tui.store_watch import WatchesStore
from reader.tui.terminal import ReaderDriver
from reader.tui.type_ahead import KeepsKeysInOrder, TypeAhead

if TYPE_CHECKING:
    from reader.tui.early_terminal import EarlyTerminal
    from reader.tui.next_start import NextStart

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class BroadsheetApp(OpensArticles, WatchesStore, KeepsKeysInOrder, Appearance, inherit_bindings=False):
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
        early: "EarlyTerminal | None" = None,
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
        self.background = None if searcher else library.background()
        self.keymap: Keymap = keymap_of(config, paths.config_file if paths else None)
        self.shows_hints = config.show_hints
        self.session = load_session(paths, library.collection.place) if paths else Session()
        self._open_ids = tuple(open_ids)
        self.type_ahead = TypeAhead(self)
        self._ending_signal: int | None = None
        self.is_open = False
        """What was asked for is on the screen."""
        self.greeting = ""
        """What is told first, when nothing graver is: what the run before this one did."""
        self.put_on(config.theme, self._environ, early.ground() if early else None, ascii_only=config.ascii)

    # --- beginning and end ----------------------------------------------

    async def on_mount(self) -> None:
        """Open what was asked for, or what was open last."""
        self.mind_signals()
        if self.library.collection.is_sample and not self.library.listed():
            await asyncio.to_thread(self.library.refresh_catalogue)
        await self.open_beginning(self._open_ids)
        self.call_after_refresh(self._settle)

    async def _settle(self) -> None:
        """After the first frame: build what waited, let keys in, collect garbage again, and tell what has to be told."""
        self.let_moves_in()
        await self.put_library_below()
        self.is_open = True
        if self._ending_signal is not None:
            self.leave(128 + self._ending_signal)
            return
        self.type_ahead.begin()
        gc.freeze()
        gc.enable()
        self.searcher.start()
        from reader.tui.first_words import tell_how_to_begin, tell_news

        tell_how_to_begin(self.screen, self.library, self.keymap)
        tell_news(self.screen, self.library, self.config, self.keymap, greeting=self.greeting)
        self.watch_store()

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
        from reader.tui.leaving import next_start_of

        if self.is_open and self.config.first_frame:
            self.next_start = next_start_of(self, self._open_ids, self._environ)
        self.exit(code, return_code=code)

    def keep_session(self) -> None:
        """Remember what is open."""
        if self.paths is None or not self.is_open:
            return  # what was open last is still to be opened
        from reader.tui.leaving import session_of

        with contextlib.suppress(OSError):
            save_session(self.paths, self.library.collection.place, session_of(self.screen_stack, self.session))

    def take_ground(self, brightness: float) -> None:
        """Go by the ground of the terminal, which has told it late."""
        self.put_on(self.config.theme, self._environ, brightness, ascii_only=self.config.ascii)

    def _handle_exception(self, error: Exception) -> None:
        """Tell what went wrong in the reader's world behind a slow command; anything else ends the run."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if error is not cause and isinstance(cause, ReaderError):
            self.say(str(cause), is_error=True)
        else:
            super()._handle_exception(cause if isinstance(cause, Exception) else error)

    def _fatal_error(self) -> None:
        """End with one line that says where it went wrong."""
        from reader.tui.leaving import report_crash

        self._exit_renderables.append(report_crash(self._exception, self.paths))
        self._close_messages_no_wait()

    # --- showing --------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the terminal is too small, and go on when it is not."""
        mind_size(self, event.size)

    def say(self, message: str, *, is_error: bool = False) -> None:
        """Tell the person something on the screen that is on top."""
        screen = self.screen
        if isinstance(screen, CommandScreen):
            screen.say(message, is_error=is_error)

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
