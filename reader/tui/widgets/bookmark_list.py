"""Bookmarks, one a row: its state, where it stands, its words, its tags."""

from collections.abc import Sequence

from rich.cells import cell_len

from reader.bookmarks.bookmark import PlaceState
from reader.bookmarks.lists import ListedBookmark
from reader.safetext import one_line
from reader.tui.widgets.cells import cells
from reader.tui.widgets.row_list import Part, RowList

SIGNS = {PlaceState.ANCHORED: "┃", PlaceState.MOVED: "≈", PlaceState.ORPHAN: "✂", None: " "}
ASCII_SIGNS = {PlaceState.ANCHORED: "|", PlaceState.MOVED: "~", PlaceState.ORPHAN: "x", None: " "}
_WIDE_SOURCE, _SOURCE_WIDTH, _NARROW_SOURCE = 24, 16, 9
_TAGS_WIDTH, _NARROW_TAGS = 20, 10
_NARROW, _WIDE = 70, 100


class BookmarkList(RowList[ListedBookmark]):
    """Bookmarks in the order and under the filter of the screen."""

    def __init__(self, *, ascii_only: bool = False, id: str | None = None) -> None:
        super().__init__(ascii_only=ascii_only, id=id)
        self._tags_width = 0
        """The widest tags of a row: words take what they leave."""

    def show_bookmarks(self, rows: Sequence[ListedBookmark]) -> None:
        """Show bookmarks; the cursor stays on its bookmark, or near where that was."""
        before = self.current
        self.rows = tuple(rows)
        self._tags_width = max((cell_len(_tags(row)) for row in self.rows), default=0)
        place = next((n for n, row in enumerate(rows) if before and row.bookmark.id == before.bookmark.id), self.cursor)
        self.rows_changed(place)

    # --- painting -------------------------------------------------------

    def paint_row(self, row: int, width: int) -> Sequence[Part]:
        """Paint sign, source, paragraph, words and tags."""
        shown = self.rows[row]
        target = shown.bookmark.targets[0].current
        is_narrow = width < _NARROW
        sign = (ASCII_SIGNS if self.ascii_only else SIGNS)[shown.state]
        if shown.draft:
            sign = "?" if self.ascii_only else "…"
        source_width = _NARROW_SOURCE if is_narrow else _WIDE_SOURCE if width > _WIDE else _SOURCE_WIDTH
        source = cells(shown.source, source_width)
        where = cells(f"¶{target.paragraph}" if target.paragraph and not target.is_whole_article else "–", 5, right=True)
        tags = cells(_tags(shown), min(self._tags_width, _NARROW_TAGS if is_narrow else _TAGS_WIDTH), right=True)
        room = max(8, width - len(f"{sign} ") - len(source) - len(where) - len(tags) - 4)
        return [
            (f"{sign} ", "sign"),
            (f"{source} ", "quiet"),
            (f"{where}  ", "quiet"),
            (self._words(shown, room), "plain"),
            (f" {tags}", "quiet"),
        ]

    def _words(self, shown: ListedBookmark, room: int) -> str:
        """Return the quote, and for a bookmark of an article its note or title; the sign of a note is never cut off."""
        bookmark = shown.bookmark
        quote = f"“{one_line(bookmark.quote)}”" if bookmark.quote else one_line(bookmark.note or shown.heading)
        pair = "" if len(bookmark.targets) < 2 else "<> " if self.ascii_only else "⇄ "
        note = "" if not bookmark.note else " *" if self.ascii_only else " ✎"
        return cells(f"{pair}{quote}", room - len(note)) + note


def _tags(shown: ListedBookmark) -> str:
    return one_line(" ".join(f"#{tag}" for tag in shown.bookmark.tags))
