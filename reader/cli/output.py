"""What the command line says: data on stdout, everything else on stderr, all of it harmless.

Text for people goes through the gate; JSON is ASCII with `\\u` escapes, so that
no character of an article can act on a terminal.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from reader.safetext import one_line, show

SCHEMA = 1


def print_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document with the schema's number on top."""
    text = json.dumps({"schema": SCHEMA, **document}, ensure_ascii=True, indent=1)
    sys.stdout.write(text.replace("\x7f", "\\u007f") + "\n")


def print_text(text: str = "") -> None:
    """Print text for people, made harmless, with a line feed."""
    sys.stdout.write(show(text) + "\n")


def print_styled(text: str) -> None:
    """Print text that is harmless already and may hold our own colours."""
    sys.stdout.write(text + "\n")


def say(text: str) -> None:
    """Say one line on stderr."""
    sys.stderr.write(one_line(text, 500) + "\n")


def say_aligned(text: str) -> None:
    """Say a line on stderr whose blanks matter."""
    sys.stderr.write(show(text).replace("\n", " ") + "\n")
