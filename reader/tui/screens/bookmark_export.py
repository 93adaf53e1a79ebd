"""Writing bookmarks to a file: in which form, and where."""

import asyncio
from collections.abc import Sequence
from functools import partial

from reader.bookmarks.bookmark import Bookmark
from reader.bookmarks.export import STYLES
from reader.tui.library_words import counted
from reader.tui.screens.file_writing import write_new_file
from reader.tui.screens.list_screen import ListScreen
from reader.tui.screens.questions import Choice, ChoiceQuestion, LineQuestion

_SUFFIXES = {"markdown": "md", "org": "org", "w3c": "jsonld", "readwise": "csv", "csv": "csv", "json": "json"}


async def ask_and_export(screen: ListScreen[None], bookmarks: Sequence[Bookmark]) -> str:
    """Ask for form and file, write the bookmarks, and return what became of it; nothing if the person went back."""
    letters = {style[0] if style != "csv" else "t": style for style in STYLES}
    choices = [Choice(letter, style, f"bookmarks.{_SUFFIXES[style]}") for letter, style in letters.items()]
    what = counted(len(bookmarks), "bookmark")
    chosen = await screen.app.push_screen_wait(ChoiceQuestion(f"Export {what} as", choices))
    if chosen is None:
        return ""
    style = letters[chosen]
    typed = await screen.app.push_screen_wait(LineQuestion("Write them to", f"bookmarks.{_SUFFIXES[style]}"))
    if not typed or not typed.strip():
        return ""
    made = partial(screen.library.export_bookmarks, style, bookmarks)
    return await asyncio.to_thread(write_new_file, typed, made, what)
