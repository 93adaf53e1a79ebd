"""Exported text: what could act on a terminal is written out."""

import re

from reader.safetext import show


def escape_controls(text: str) -> str:
    r"""Write control, bidi and hidden characters as `\uXXXX`; line breaks and tabs stay.

    >>> escape_controls("a\x1b[2Jb\u202ec")
    'a\\u001b[2Jb\\u202ec'
    """
    shown = show(text)
    if shown == text:
        return text
    return "".join(char if char == safe else _escape(char) for char, safe in zip(text, shown, strict=True))


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def escape_markdown(text: str) -> str:
    """Make text literal in Markdown: no emphasis, links or HTML come out of it.

    >>> escape_markdown("*not* <b>bold</b>")
    '\\\\*not\\\\* \\\\<b\\\\>bold\\\\</b\\\\>'
    """
    return _MARKDOWN.sub(r"\\\1", escape_controls(text))


_MARKDOWN = re.compile(r"([\\`*_\[\]<>])")
