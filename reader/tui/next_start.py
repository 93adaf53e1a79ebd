"""What the next start will show first: drawn at the end of this run, to be kept by `first_frame`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from textual.screen import Screen

from reader.config import Config
from reader.library.library import Library
from reader.library.listing import ListedArticle
from reader.library.places import derived_folder
from reader.library.shelf import CATALOGUE
from reader.paths import Paths
from reader.session import load_session, session_file
from reader.tui.beginning import beginning_of
from reader.tui.early_canvas import Surroundings
from reader.tui.first_frame import forget_frame, keep_frame
from reader.tui.first_screen import first_screen
from reader.tui.last_gate import harmless


@dataclass(frozen=True, slots=True)
class NextStart:
    """The first frame of a start that finds everything as it is left now."""

    frame: bytes
    size: tuple[int, int]
    files: tuple[Path, ...]
    """What it is drawn from."""

    @classmethod
    def of(cls, screen: Screen[None], library: Library, article_ids: Sequence[str], console: Console) -> "NextStart | None":
        """Draw a screen that is as a start would show it; None when a file of its articles cannot be told."""
        articles = _files_of(library, article_ids)
        if not articles:
            return None
        strips = screen._compositor.render_strips(screen.size)
        rows = (f"\x1b[{y};1H{strip.render(console)}" for y, strip in enumerate(strips, 1))
        return cls(harmless("".join(rows)).encode(), (screen.size.width, screen.size.height), articles)

    @classmethod
    def drawn_anew(
        cls,
        library: Library,
        config: Config,
        asked_for: Sequence[str],
        terminal: Surroundings,
        *,
        listed: Sequence[ListedArticle] = (),
    ) -> "NextStart | None":
        """Draw what a start shows before the app is loaded: the list, or articles that are not on the screen any more.

        Args:
            library: the open library, with the session saved.
            config: the settings, with the theme in force.
            asked_for: ids of the articles that the start names.
            terminal: where it will be drawn.
            listed: the articles of the list, where they were just read.

        Raises:
            ReaderError: an article cannot be read.
        """
        frame = first_screen(library, config, asked_for, library.paths, terminal, listed=listed)
        beginning = beginning_of(library, asked_for, load_session(library.paths, library.collection.place))
        files = _files_of(library, beginning.articles) if beginning else _catalogue_of(library)
        return cls(frame, (terminal.columns, terminal.rows), files) if frame and files else None

    def keep(self, key: bytes, paths: Paths, config_file: Path) -> None:
        """Keep the frame; call it when all that it is drawn from is written and closed."""
        store = (paths.data / "bookmarks.db", paths.data / "journal" / "bookmarks.jsonl")
        files = (config_file, session_file(paths), paths.articles, *store, *self.files)
        keep_frame(str(paths.state), key, self.size, map(str, files), self.frame)


def _files_of(library: Library, article_ids: Sequence[str]) -> tuple[Path, ...]:
    """Return the files of articles; nothing when one cannot be told."""
    files = tuple(library.collection.folder / library.summary(article_id).path for article_id in article_ids)
    return files if all(file.is_file() for file in files) else ()


def _catalogue_of(library: Library) -> tuple[Path, ...]:
    """Return the files that the list is made of: the catalogue and its log, which may have outlived a process."""
    file = derived_folder(library.paths, library.collection) / CATALOGUE
    return (file, file.with_name(f"{CATALOGUE}-wal")) if file.is_file() else ()


def keep_for_next_start(shown: NextStart | None, key: bytes, paths: Paths, config_file: Path) -> None:
    """Keep what the next start will show, or forget what an earlier one would have."""
    try:
        if shown is not None and key:
            shown.keep(key, paths, config_file)
        else:
            forget_frame(str(paths.state))
    except OSError:
        return  # a start without a frame is only slower
