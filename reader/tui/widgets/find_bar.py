"""The line to type what is to be found in the article."""

from reader.tui.widgets.search_bar import SearchBar


class FindBar(SearchBar):
    """One line above the status line, over the hints; what is found shows as one types."""

    DEFAULT_CSS = """
    FindBar { dock: bottom; width: 100%; margin: 0 0 1 0; }
    """

    def __init__(self) -> None:
        super().__init__(placeholder="Find in this article; capitals count; /words/ is a regular expression")
