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

    >>> [shown_key(key) for key in ("j", "ctrl+w h", "pagedown", "f5", "ctrl+left")]
    ['j', 'Ctrl+W h', 'PgDn', 'F5', 'Ctrl+Left']
    """
    return " ".join(_shown_stroke(stroke) for stroke in key.split(" "))


def _shown_stroke(stroke: str) -> str:
    if stroke in _NAMES:
        return _NAMES[stroke]
    *modifiers, name = stroke.split("+") if len(stroke) > 1 else [stroke]
    shown = name.capitalize() if len(name) > 1 else name.upper() if modifiers else name
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])
