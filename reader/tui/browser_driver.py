"""The screens in a browser: Textual's driver for it, which ends with the server and sends nothing that acts."""

import contextlib
import os
from typing import TYPE_CHECKING, Any

from textual.drivers.web_driver import WebDriver

from reader.tui.last_gate import harmless
from reader.tui.terminal import HANGUP

if TYPE_CHECKING:
    from textual.app import App


class BrowserDriver(WebDriver):
    """Textual's driver with the gate before it and an end to it."""

    def __init__(self, app: "App[Any]", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = self._write_while_heard  # type: ignore[assignment] # a function of the same shape

    def write(self, data: str) -> None:
        """Draw in the browser."""
        super().write(harmless(data))

    def _write_while_heard(self, data: bytes) -> int:
        """Write to the server; when it is gone, what is written is dropped."""
        with contextlib.suppress(OSError):
            return os.write(self.fileno, data)
        return 0

    def run_input_thread(self) -> None:
        """Read what the server sends; when nothing more can come, end the app as a closed window does."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.call_later(getattr(self._app, "leave", self._app.exit), HANGUP)
