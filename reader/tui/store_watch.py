"""What others do to the store while the program runs: another program's changes are shown, and trouble is told."""

from textual import on, work
from textual.app import App

from reader.library.library import Library
from reader.tui.messages import StoreLooked
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.panes import PanesScreen

LOOK_EVERY_SECONDS = 1.0
"""So that what another program changed is seen within two seconds."""


class WatchesStore(App[int], inherit_bindings=False):
    """An app that looks at the store once a second."""

    library: Library
    banner: str = ""
    """Why what is kept is not kept as it should be; every screen shows it at its top."""
    _number_of_others = 0

    def watch_store(self) -> None:
        """Look at the store now and from now on."""
        self._look_at_store()
        self.set_interval(LOOK_EVERY_SECONDS, self._look_at_store)

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
                if screen is self.screen or isinstance(screen, PanesScreen):  # the others look when they come back
                    getattr(screen, "show_changes", str)()
        for notice in news.notices:
            if isinstance(self.screen, CommandScreen):
                self.screen.say(notice, is_error=True)
        if news.trouble != self.banner:
            self.banner = news.trouble
            for screen in screens:
                screen.show_banner(self.banner)
