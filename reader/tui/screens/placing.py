"""A bookmark that lost its place: the person says where it belongs now."""

from collections.abc import Iterator

from textual import on
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.article import Article
from reader.bookmarks.anchor import likely_places
from reader.bookmarks.bookmark import Place, Selector
from reader.safetext import one_line
from reader.text import Span
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.widgets.place_list import OfferedPlace, PlaceList
from reader.tui.widgets.row_list import RowList
from reader.tui.widgets.search_bar import SearchBar


class PlacingScreen(CommandScreen[Span | None], Screen[Span | None], inherit_bindings=False):
    """The old passage above, the paragraphs of today below with how like it they read."""

    TABLE = "placing"
    AUTO_FOCUS = "RowList"
    DEFAULT_CSS = """
    PlacingScreen .heading { height: 1; padding: 0 1; }
    PlacingScreen #old { height: auto; max-height: 8; padding: 1 2; }
    PlacingScreen SearchBar { display: none; }
    PlacingScreen SearchBar.-open { display: block; }
    """

    def __init__(self, selector: Selector, article: Article, found: Place | None, *, ascii_only: bool = False) -> None:
        super().__init__()
        self._selector, self._article = selector, article
        self._found = found.span if found else None
        self._list = PlaceList(ascii_only=ascii_only)

    def compose_body(self) -> Iterator[Widget]:
        """Give the old passage and the places."""
        yield Static(Content.styled(f"Where does this belong in {one_line(self._article.heading, 80)}?", "bold"), classes="heading")
        yield Static(Content(f"“{one_line(self._selector.exact, 500)}”"), id="old")
        yield SearchBar(placeholder="Words to look for in the paragraphs")
        yield self._list

    def on_mount(self) -> None:
        """Offer a place in each paragraph, the likeliest under the cursor."""
        super().on_mount()
        places = [
            OfferedPlace(
                number, self._found if self._found and self._found.overlaps(block) else span, score, block.of(self._article.text)
            )
            for number, ((span, score), block) in enumerate(
                zip(likely_places(self._selector, self._article), self._article.readable_spans(), strict=True), 1
            )
        ]
        self._list.show_places(places)

    @property
    def mover(self) -> PlaceList:
        """The commands for moving move the list."""
        return self._list

    @on(RowList.Chosen)
    def action_placing_here(self) -> None:
        """Answer with the place under the cursor."""
        place = self._list.current
        if place:
            self.dismiss(place.span)

    def action_placing_article(self) -> None:
        """Answer with the whole article."""
        self.dismiss(Span(0, 0))

    def action_app_back(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)

    # --- the filter -----------------------------------------------------

    @property
    def _bar(self) -> SearchBar:
        return self.query_one(SearchBar)

    def action_placing_filter(self) -> None:
        """Type words that the paragraphs must have."""
        self._bar.add_class("-open")
        self._bar.focus()

    @on(Input.Changed)
    def filter_places(self, changed: Input.Changed) -> None:
        """Show what matches as it is typed."""
        self._list.show_matching(changed.value)

    @on(Input.Submitted)
    @on(SearchBar.Left)
    def leave_filter(self) -> None:
        """Go on in the list; the filter stays."""
        self._list.focus()

    @on(SearchBar.Cancelled)
    def close_filter(self) -> None:
        """Show all paragraphs again."""
        self._bar.value = ""
        self._bar.remove_class("-open")
        self._list.focus()
