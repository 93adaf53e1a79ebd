"""What a start tells: faults of the configuration, a note that was begun, and how to bring in one's own articles."""

from textual.screen import Screen

from reader.config import Config
from reader.library.library import Library
from reader.tui.keymap import Keymap
from reader.tui.library_words import how_to_add
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.setting_faults import theme_faults
from reader.tui.widgets.status_line import StatusLine


def tell_how_to_begin(screen: Screen[object], library: Library, keymap: Keymap) -> None:
    """Say below the first article of the sample how to bring in one's own; lists say it themselves."""
    from reader.tui.screens.articles import ArticlesScreen

    if library.collection.is_sample and isinstance(screen, CommandScreen) and not isinstance(screen, ArticlesScreen):
        for line in screen.query(StatusLine):  # none yet on a screen that a quick key has just opened
            way = f"{keymap.named('app.back', 'reading')} then "
            line.standing = f"The bundled sample. Own files: {how_to_add(keymap, way)}"


def tell_news(screen: Screen[object], library: Library, config: Config, keymap: Keymap, *, greeting: str = "") -> None:
    """Say what a person must know about this start, the gravest first and how much more there is."""
    if not isinstance(screen, CommandScreen):
        return
    faults = (*config.faults, *theme_faults(config), *keymap.faults)
    told = (*faults, *library.notices)
    if told:
        more = f" (and {len(told) - 1} more: broadsheet doctor)" if len(told) > 1 else ""
        gravest = told[0].replace(str(library.paths.config_file), library.paths.config_file.name)  # its words have the room
        screen.say(f"{gravest}{more}", is_error=bool(faults))
    elif greeting:
        screen.say(greeting)
    elif _has_begun_note(library):
        screen.say(f"A note was begun and not kept: {keymap.named('bookmarks.open', 'reading')} lists it first")


def _has_begun_note(library: Library) -> bool:
    """Tell whether the list of bookmarks shows a note that was begun and not kept."""
    drafts = library.drafts()
    kept = {f"note:{bookmark.id}" for bookmark in library.bookmarks()} if drafts else set()
    return any(draft.targets or key in kept for key, draft in drafts.items())
