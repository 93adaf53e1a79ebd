"""What the next start will show first: drawn at the end of this run, to be kept by `first_frame`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from textual.screen import Screen

from reader.library.library import Library
from reader.paths import Paths
from reader.session import session_file
from reader.tui.first_frame import forget_frame, keep_frame
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
        folder = library.collection.folder
        articles = [folder / library.summary(article_id).path for article_id in article_ids]
        if not all(path.is_file() for path in articles):
            return None
        strips = screen._compositor.render_strips(screen.size)
        rows = (f"\x1b[{y};1H{strip.render(console)}" for y, strip in enumerate(strips, 1))
        return cls(harmless("".join(rows)).encode(), (screen.size.width, screen.size.height), tuple(articles))

    def keep(self, key: bytes, paths: Paths, config_file: Path) -> None:
        """Keep the frame; call it when all that it is drawn from is written and closed."""
        store = (paths.data / "bookmarks.db", paths.data / "journal" / "bookmarks.jsonl")
        files = (config_file, session_file(paths), paths.articles, *store, *self.files)
        keep_frame(str(paths.state), key, self.size, map(str, files), self.frame)


def keep_for_next_start(shown: NextStart | None, key: bytes, paths: Paths, config_file: Path) -> None:
    """Keep what the next start will show, or forget what an earlier one would have."""
    try:
        if shown is not None and key:
            shown.keep(key, paths, config_file)
        else:
            forget_frame(str(paths.state))
    except OSError:
        return  # a start without a frame is only slower
