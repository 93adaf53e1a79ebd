"""Setting what is known about an article: title, source, date, author, address."""

from collections.abc import Iterator, Mapping

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from reader.article import Article, Origin, Value
from reader.errors import ReaderError
from reader.library.library import Library
from reader.safetext import one_line, show
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.widgets.search_bar import SearchBar

FIELDS = ("title", "source", "date", "author", "url")
_ORIGINS = {Origin.FOUND: "found", Origin.GUESSED: "guessed", Origin.SET: "set by you", Origin.UNKNOWN: "not stated"}


class MetadataQuestion(CommandScreen[Mapping[str, str] | None], ModalScreen[Mapping[str, str] | None], inherit_bindings=False):
    """Asks for the values; the answer holds those that were changed, an emptied one to take one's word back."""

    TABLE = "dialog"
    AUTO_FOCUS = "#title"
    DEFAULT_CSS = """
    MetadataQuestion { align: center middle; }
    MetadataQuestion > Vertical { width: 84; max-width: 98%; height: auto; max-height: 96%; padding: 1 2; background: $surface; }
    MetadataQuestion .about { height: 1; margin: 1 0 0 0; }
    MetadataQuestion SearchBar { width: 100%; }
    """

    def __init__(self, article: Article, typed: Mapping[str, str] | None = None, *, fault: str = "") -> None:
        """Make the dialog.

        Args:
            article: the article.
            typed: what was typed before, when it could not be taken.
            fault: why it could not.
        """
        super().__init__()
        self._article = article
        self._before = values_of(article)
        self._typed = typed or {}
        self._fault = fault

    def compose_body(self) -> Iterator[Widget]:
        """Give a line for each value, with where it comes from."""
        with Vertical():
            yield Static(Content.styled(one_line(self._article.heading), "bold"))
            for name in FIELDS:
                yield Static(self._about(name), classes="about")
                line = SearchBar(id=name)
                line.value = show(self._typed.get(name, self._before[name]))
                yield line

    def on_mount(self) -> None:
        """Say what was wrong with what was typed before, and go to that line."""
        super().on_mount()
        if self._fault:
            self.say(self._fault, is_error=True)
            wrong = (name for name, text in self._typed.items() if name in self._fault or repr(text) in self._fault)
            self.query_one(f"#{next(wrong, FIELDS[0])}", SearchBar).focus()

    def _about(self, name: str) -> Content:
        value = getattr(self._article.metadata, name)
        origin = _ORIGINS[value.origin] if isinstance(value, Value) else ("found" if value else "not stated")
        where = f", {one_line(value.where)}" if isinstance(value, Value) and value.where else ""
        wish = "  as 2025-11-13, 2025-11 or 2025" if name == "date" else ""
        label = "Address" if name == "url" else name.capitalize()
        return Content.assemble((label, "bold"), (f"  {origin}{where}{wish}", "$text-quiet"))

    @on(Input.Submitted)
    @on(SearchBar.Left)
    def go_on(self) -> None:
        """Go to the next line."""
        self.action_dialog_next()

    @on(SearchBar.Cancelled)
    def action_dialog_cancel(self) -> None:
        """Leave everything as it was."""
        self.dismiss(None)

    def action_dialog_next(self) -> None:
        """Go to the next line."""
        self.focus_next(SearchBar)

    def action_dialog_previous(self) -> None:
        """Go to the line before."""
        self.focus_previous(SearchBar)

    def action_dialog_save(self) -> None:
        """Answer with what was changed."""
        now = {name: self.query_one(f"#{name}", SearchBar).value.strip() for name in FIELDS}
        self.dismiss({name: value for name, value in now.items() if value != show(self._before[name])})


def values_of(article: Article) -> dict[str, str]:
    """Return the values as text; an unknown one is empty."""
    known = article.metadata
    stated = {name: getattr(known, name) for name in FIELDS}
    return {name: (value.text if isinstance(value, Value) else value) or "" for name, value in stated.items()}


async def edit_metadata(screen: CommandScreen[None], library: Library, article_id: str) -> bool:
    """Ask for the values of an article and set them; tell whether anything was changed."""
    article, fault = library.article(article_id), ""
    changed: Mapping[str, str] | None = None
    while changed is None or fault:
        changed = await screen.app.push_screen_wait(MetadataQuestion(article, changed, fault=fault))
        if not changed:
            return False
        fault = _set(library, article_id, changed)
    screen.say(f"Set for good: {', '.join(changed)}")
    return True


def _set(library: Library, article_id: str, changed: Mapping[str, str]) -> str:
    """Set values; return why it could not be done, if it could not."""
    try:
        library.set_metadata(article_id, changed)
    except ReaderError as error:
        return str(error)
    return ""
