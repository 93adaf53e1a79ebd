"""Messages name the keys in force, whatever preset or settings have made of them."""

import pytest

from reader.config import Config
from reader.library.library import Library
from tests.tui.test_app import library as library
from tests.tui.test_app import running
from tests.tui.test_unbound_keys import said

KEYS: dict[str, dict[str, tuple[str, ...]]] = {
    "everywhere": {"app.back": ("ctrl+x",), "edit.undo": ("ctrl+t",)},
    "moving": {"move.percent": ("&",)},
    "reading": {
        "find.only_hits": ("%",),
        "find.open": ("ctrl+s",),
        "note.write": ("!",),
        "note.highlight": ("ctrl+n",),
        "note.delete": ("ctrl+v",),
        "names.kinds": (),
        "mark.go": ("`",),
        "select.characters": ("ctrl+a",),
    },
}


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("percent_sign",), "Nothing was found: Ctrl+S finds words in this article"),
        (("ampersand",), "Type a number first: 40&"),
        (("m", "a"), "Mark a set: ` a comes back"),
        (("t",), "No bookmark here: ! writes a note, Ctrl+N highlights"),
        (("right_square_bracket",), "No bookmark in this article: ! writes a note, Ctrl+N highlights"),
        (("ctrl+n",), "Highlighted: ! writes a note on it, Ctrl+V takes it away"),
        (("ctrl+n", "ctrl+n"), "It is highlighted already: ! writes a note on it, Ctrl+V takes it away"),
        (("ctrl+n", "ctrl+v"), "Bookmark deleted; Ctrl+T brings it back"),
        (("B", "B"), "You are there already; Ctrl+X goes back"),
    ],
)
async def test_a_message_names_the_keys_in_force(library: Library, keys: tuple[str, ...], told: str) -> None:
    here = library.listed()[0].summary.id
    async with running(library, *keys, config=Config(keys=KEYS), open_ids=(here,)) as (app, pilot):
        await pilot.pause()
        assert told in said(app.screen)
    for bookmark in library.bookmarks():
        library.remove_bookmark(bookmark.id)
