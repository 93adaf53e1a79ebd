"""The field a note is written in, harmless whatever is pasted into it."""

from textual.document._edit import Edit
from textual.widgets import TextArea
from textual.widgets.text_area import EditResult

from reader.safetext import show


class NoteArea(TextArea):
    """Several lines of text."""

    def on_unmount(self) -> None:
        """Let the app forget this field; its list of those who watch the theme would keep it to the end."""
        watchers = getattr(self.app, "__watchers", {}).get("theme", [])
        watchers[:] = [each for each in watchers if each[0] is not self]

    def edit(self, edit: Edit) -> EditResult:
        """Take text that was typed or pasted; many terminals paste a carriage return for each end of a line."""
        text = edit.text.replace("\r\n", "\n").replace("\r", "\n")
        return super().edit(Edit(show(text), edit.from_location, edit.to_location, edit.maintain_selection_offset))
