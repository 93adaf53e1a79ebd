"""How a key is written for a person."""

_NAMES = {
    "space": "Space",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "escape": "Esc",
    "backspace": "Backspace",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "ctrl+underscore": "Ctrl+_",
}


def shown_key(key: str) -> str:
    """Write a key as help shows it.

    >>> [shown_key(key) for key in ("j", "ctrl+w h", "pagedown", "Z Z")]
    ['j', 'Ctrl+W h', 'PgDn', 'Z Z']
    """
    return " ".join(_shown_stroke(stroke) for stroke in key.split(" "))


def _shown_stroke(stroke: str) -> str:
    if stroke in _NAMES:
        return _NAMES[stroke]
    *modifiers, name = stroke.split("+") if len(stroke) > 1 else [stroke]
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name.upper() if modifiers else name])
