"""What holds until it is mended, above everything: the disk is full, the folder cannot be written."""

from textual.content import Content
from textual.widgets import Static

from reader.safetext import one_line


class Banner(Static):
    """One or two rows at the top of a screen."""

    DEFAULT_CSS = """
    Banner { dock: top; height: auto; max-height: 2; width: 100%; padding: 0 1; color: $text-error; text-style: bold; }
    """

    def __init__(self, told: str) -> None:
        super().__init__(Content(f"! {one_line(told)}"))
