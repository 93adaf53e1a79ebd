"""The paper of a dialog: as high as what stands on it, and scrolled like an article where the screen is too small for that."""

from textual.containers import Vertical


class Sheet(Vertical):
    """Holds what a dialog tells."""

    DEFAULT_CSS = """
    Sheet { overflow-y: auto; scrollbar-size-vertical: 1; }
    """

    @property
    def is_at_end(self) -> bool:
        """The last row is on the screen."""
        return self.scroll_target_y >= self.max_scroll_y

    def move_lines(self, lines: int) -> None:
        """Scroll by rows, down or (negative) up."""
        self.move_to_row(round(self.scroll_target_y) + lines + 1)

    def move_pages(self, pages: float) -> None:
        """Scroll by pages less a row."""
        self.move_lines(round(pages * max(1, self.scrollable_content_region.height - 1)))

    def move_to_fraction(self, fraction: float) -> None:
        """Scroll to a part of the whole, 0 to 1."""
        self.move_to_row(round(fraction * self.max_scroll_y) + 1)

    def move_to_row(self, row: int) -> None:
        """Scroll to a row, counted from 1."""
        self.scroll_to(y=row - 1, animate=False, force=True)
