"""What only the screens can tell is wrong with the settings: a theme, keys. Textual is loaded only for a theme not of ours."""

from difflib import get_close_matches
from pathlib import Path

from reader.config import Config
from reader.tui.keymap import keymap_of
from reader.tui.palettes import PALETTES


def screen_faults(config: Config, config_file: Path) -> tuple[str, ...]:
    """Return the faults of a theme and of keys, each with its line and what is done instead.

    Args:
        config: what was read.
        config_file: where it was read from.
    """
    return (*theme_faults(config), *keymap_of(config, config_file).faults)


def theme_faults(config: Config) -> tuple[str, ...]:
    """Return what is wrong with the theme: nothing, or that there is none of its name."""
    if not config.theme or config.theme in PALETTES:
        return ()
    from reader.tui.themes import theme_names

    names = sorted(theme_names())
    if config.theme in names:
        return ()
    near = get_close_matches(config.theme, names, n=1)
    meant = f", did you mean {near[0]!r}?" if near else f"; there are {', '.join(PALETTES)} and those of Textual"
    origin = config.origins.get("ui.theme", "ui.theme")
    return (f"{origin}: no theme {config.theme!r}{meant}; the ground of the terminal decides",)
